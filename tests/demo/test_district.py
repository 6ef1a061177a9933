"""The practice district keeps its promises: its names, its pages over both families, its links, its determinism."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import aiohttp
import dns.asyncresolver
import dns.exception
import dns.message
import dns.nameserver
import dns.query
import dns.rcode
import dns.resolver
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from selectolax.lexbor import LexborHTMLParser

from core import config, inventory
from core.urls import canonical
from demo import Decoy, Practice, Sown, practice
from demo.build import build
from demo.district import Ports
from demo.pages import Replies, render

AS_OF = date(2026, 11, 23)
PORTAL, FINANCE, EMERGENCY = "www.example.gov.cn", "/gongkai/site_yunzequczj/", "yjj.example.gov.cn"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with practice(AS_OF, folder=tmp_path_factory.mktemp("district"), slow=False) as running:
        yield running


@dataclass(frozen=True)
class Answer:
    status: int
    type: str
    body: bytes
    url: str


class _Loopback(AbstractResolver):
    """Every name of the district, at one address."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        family = socket.AF_INET6 if ":" in self._address else socket.AF_INET
        return [
            ResolveResult(
                hostname=host, host=self._address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


def read(*urls: str, address: str = "127.0.0.1", method: str = "GET", redirects: bool = True) -> list[Answer | None]:
    """The answers in the order of the addresses; None where the server hung up or nobody listens."""

    async def one(session: aiohttp.ClientSession, url: str) -> Answer | None:
        try:
            async with session.request(method, url, allow_redirects=redirects) as response:
                kind = response.headers.get("Content-Type", "")
                return Answer(response.status, kind, await response.read(), str(response.url))
        except aiohttp.ClientConnectionError:
            return None

    async def every() -> list[Answer | None]:
        connector = aiohttp.TCPConnector(resolver=_Loopback(address), limit=8, force_close=True)
        agent = {"User-Agent": "district-test"}
        async with aiohttp.ClientSession(connector=connector, headers=agent) as session:
            return await asyncio.gather(*(one(session, url) for url in urls))

    return asyncio.run(every())


def answered(url: str, **how: str | bool) -> Answer:
    found = read(url, **how)[0]  # type: ignore[arg-type]
    assert found is not None
    return found


def asked(district: Practice, host: str, kind: str) -> list[str] | str:
    """Records, or the word for what came instead."""
    address, _, port = district.nameserver.rpartition(":")

    async def ask() -> list[str] | str:
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = [dns.nameserver.Do53Nameserver(address, int(port))]
        try:
            answer = await resolver.resolve(host, kind, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            return "no such host"
        except dns.resolver.NoNameservers:
            return "failed"
        return [record.to_text() for record in answer.rrset] if answer.rrset else []

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("host", "four", "six"),
    [
        (PORTAL, ["127.0.0.1"], ["::1"]),
        (EMERGENCY, ["127.0.0.1"], ["::1"]),
        ("www.yunze-yjj.example.com", ["127.0.0.1"], ["::1"]),
        ("zt2023.example.gov.cn", ["127.0.0.1"], []),
        ("dangshi.example.gov.cn", ["127.0.0.1"], ["::ffff:127.0.0.1"]),
        ("jiankang.example.gov.cn", ["127.0.0.1"], "failed"),
        ("hudong.example.gov.cn", "failed", "failed"),
        ("old.example.gov.cn", "no such host", "no such host"),
        ("www.example.org", "failed", "failed"),
    ],
)
def test_names(district: Practice, host: str, four: list[str] | str, six: list[str] | str) -> None:
    assert asked(district, host, "A") == four
    assert asked(district, host, "AAAA") == six


def test_the_name_server_speaks_tcp_and_tells_an_alias(district: Practice) -> None:
    address, _, port = district.nameserver.rpartition(":")
    query = dns.message.make_query(EMERGENCY, "AAAA")
    for ask in (dns.query.tcp, dns.query.udp):
        reply = ask(query, address, port=int(port), timeout=5)
        assert [record.to_text() for rrset in reply.answer for record in rrset] == ["waf.example.gov.cn.", "::1"]


def test_the_name_server_survives_nonsense(district: Practice) -> None:
    address, _, port = district.nameserver.rpartition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"\x00\x01nonsense", (address, int(port)))
    assert asked(district, PORTAL, "A") == ["127.0.0.1"]


def test_pages_are_the_same_over_both_families(district: Practice) -> None:
    for host, path in ((PORTAL, "/"), (PORTAL, FINANCE), (EMERGENCY, "/")):
        url = f"http://{host}:{district.port}{path}"
        assert answered(url).body == answered(url, address="::1").body
    assert {one.family for one in district.requests if one.agent == "district-test"} == {4, 6}


def test_one_host_listens_on_ipv4_alone(district: Practice) -> None:
    url = next(url for site in inventory.load(district.inventory).sites for url in site.urls if "//aqsc." in url)
    assert answered(url).status == 200
    assert read(url, address="::1") == [None]


def test_what_is_not_there_is_told_in_chinese(district: Practice) -> None:
    url = f"http://{PORTAL}:{district.port}/nowhere/x.html"
    found = answered(url)
    assert found.status == 404
    assert "不存在" in found.body.decode()
    assert answered(f"http://stranger.example.gov.cn:{district.port}/").status == 404
    assert answered(url, method="HEAD").status == 404
    head = answered(f"http://{PORTAL}:{district.port}/", method="HEAD")
    assert (head.status, head.body) == (200, b"")


def test_requests_are_kept(district: Practice) -> None:
    answered(f"http://{PORTAL}:{district.port}/search/result.html?q=1", method="HEAD")
    last = district.requests[-1]
    assert (last.method, last.host, last.path, last.agent) == ("HEAD", PORTAL, "/search/result.html", "district-test")


def test_some_pages_are_in_gb2312_and_some_lie_about_it(district: Practice) -> None:
    pages = render(build(AS_OF, 0, Ports(80, 81)))
    kinds = {(_charset(reply.type), _written(reply.body)) for (_, path), reply in pages.items() if FINANCE in path}
    assert kinds == {("utf-8", "utf-8"), ("", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8")}


def _charset(kind: str) -> str:
    return kind.partition("charset=")[2]


def _written(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def links(answer: Answer) -> set[str]:
    """Where a browser without scripts would go from a page, and what it would load."""
    text = answer.body.decode(_written(answer.body))
    tree = LexborHTMLParser(text)
    found = {
        node.attributes.get(name) or ""
        for name in ("href", "src", "action")
        for node in tree.css(f"a[{name}], img[{name}], link[{name}]")
    }
    refreshes = tree.css("meta[http-equiv=Refresh]")
    found |= {(node.attributes.get("content") or "").partition("URL=")[2] for node in refreshes}
    found = {
        href.replace("\\", "/")
        for href in found
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:"))
    }
    return {urljoin(answer.url, href).partition("#")[0] for href in found}


def test_every_link_leads_where_it_should(district: Practice) -> None:
    """Everything on every page answers 200, but for what the lists name."""
    seen: dict[str, int] = {}
    waiting = {url for site in inventory.load(district.inventory).sites for url in site.urls}
    while waiting:
        ours = sorted(url for url in waiting if urlsplit(url).port)
        for url, found in zip(ours, read(*ours), strict=True):
            seen[url] = found.status if found else 0
            if found and found.status == 200 and "html" in found.type:
                waiting |= links(found)
        waiting -= set(seen) | {url for url in waiting if not urlsplit(url).port}
    told = {unquote(one.subject) for one in (*district.sown, *district.unsure) if one.check == "links"}
    broken = {unquote(url) for url, status in seen.items() if status != 200}
    assert broken <= told
    there = {url for url in told if urlsplit(url).port}
    assert there - broken <= {url for url in there if url.endswith("biaoge.xls")}
    assert len(seen) > 250


def test_a_fickle_link_is_dead_every_other_time(district: Practice) -> None:
    url = next(one.subject for one in district.unsure if one.subject.endswith(".xls"))
    statuses = [answered(url).status for _ in range(4)]
    assert sorted(statuses) == [200, 200, 404, 404]
    assert statuses[0] != statuses[1]


def test_a_redirect_leads_to_a_good_page(district: Practice) -> None:
    moved = f"http://{PORTAL}:{district.port}/zwgk/old/bszn.html"
    assert answered(moved, redirects=False).status == 301
    assert answered(moved).status == 200
    former = f"http://www.yunze-yjj.example.com:{district.port}/"
    assert urlsplit(answered(former).url).hostname == EMERGENCY


@pytest.mark.parametrize(("leaf", "status"), [("zwgk/tzgg/index_2.html", 200), ("zwgk/tzgg/index_3.html", 404)])
def test_trs_paging_counts_from_nought(district: Practice, leaf: str, status: int) -> None:
    assert answered(f"http://{EMERGENCY}:{district.port}/{leaf}").status == status


def test_trs_paging_stands_in_scripts_alone(district: Practice) -> None:
    pagers = {
        "/zwgk/tzgg/": 'createPageHTML(3, 0, "index", "html")',
        "/gzdt/": "createPageHTML('page_div',3,1,'index','html',17)",
        "/zwgk/xzcf/": "var countPage = 2",
    }
    for folder, script in pagers.items():
        found = answered(f"http://{EMERGENCY}:{district.port}{folder}")
        assert script in found.body.decode()
        assert not [url for url in links(found) if "index_" in url]


def test_the_registers_are_as_the_contract_says(district: Practice) -> None:
    register = inventory.load(district.inventory)
    assert tuple(site.key for site in register.sites) == district.sites
    assert {"portal", "czj", "yjj"} <= set(district.sites)
    owner = register.owner(f"http://{PORTAL}:{district.port}{FINANCE}x.html")
    assert owner is not None and owner.key == "czj"
    network = config.load(district.config).network
    assert [f"{host}:{port}" for host, port in network.nameservers] == [district.nameserver]
    assert (network.delay, network.second_look) == (0.01, 0)


def test_truths_are_identities(district: Practice) -> None:
    """Written as the contract writes them; nothing is at once sown and innocent."""
    everything: list[Sown | Decoy] = [*district.sown, *district.early, *district.unsure, *district.decoys]
    identities = [(one.site, one.check, one.subject) for one in everything]
    assert len(set(identities)) == len(identities)
    assert all(one.subject == canonical(one.subject) for one in everything if "://" in one.subject)
    assert all(one.note for one in everything)
    checks = {"column_updates", "empty_columns", "homepage_updates", "links", "mandatory_columns"}
    checks |= {"ipv6_aaaa", "ipv6_reachable", "domain_name"}
    assert {one.check for one in district.sown} == checks
    assert {one.check for one in district.decoys} == checks


def site_of(seed: int, as_of: date = AS_OF) -> Replies:
    return render(build(as_of, seed, Ports(8600, 8601)))


def test_one_seed_is_one_district() -> None:
    first, other = site_of(0), site_of(1)
    assert first == site_of(0)
    assert first.keys() != other.keys()
    assert first[(PORTAL, "/")].body != other[(PORTAL, "/")].body


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2026, 8, 31), date(2027, 1, 1), date(2027, 12, 31)])
@pytest.mark.parametrize("seed", range(5))
def test_any_day_will_do(as_of: date, seed: int) -> None:
    district = build(as_of, seed, Ports(8600, 8601))
    days = [article.day for site in district.sites for column in site.columns for article in column.articles]
    assert max(days) < as_of
    assert len(days) > 150
    pages = render(district)
    assert f"{as_of}" in pages[(PORTAL, "/")].body.decode()


def test_without_ipv6_nothing_is_said_of_it() -> None:
    district = build(AS_OF, 0, Ports(8600, 8601), ipv6=False)
    fates = {truth.fate for site in district.sites for truth in site.all_truths() if truth.check == "ipv6_reachable"}
    assert fates == {"decoy", "unsure"}


def test_it_ends_cleanly(tmp_path: Path) -> None:
    before = threading.active_count()
    with practice(AS_OF, folder=tmp_path, slow=False) as running:
        url = f"http://{PORTAL}:{running.port}/"
        assert answered(url).status == 200
    assert threading.active_count() == before
    assert read(url) == [None]
    assert {path.name for path in tmp_path.iterdir()} == {"inventory.toml", "bihuan.toml", "sown.json"}


def test_two_districts_stand_side_by_side() -> None:
    with practice(AS_OF, slow=False) as one, practice(AS_OF, 1, slow=False) as other:
        assert one.port != other.port
        assert not one.requests and not other.requests
        assert answered(f"http://{PORTAL}:{one.port}/").body != answered(f"http://{PORTAL}:{other.port}/").body
