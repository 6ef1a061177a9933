"""The practice district keeps its promises: its names, its pages over both families, its links, its registers."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dns.message
import dns.query
import pytest

from core import config, inventory
from core.urls import canonical
from demo import Decoy, Practice, Sown, practice
from demo.build import build
from demo.district import Ports
from demo.pages import render
from tests.demo.reading import answered, asked, links, read, written

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = date(2026, 11, 23)
PORTAL, FINANCE, EMERGENCY = "www.example.gov.cn", "/gongkai/site_yunzequczj/", "yjj.example.gov.cn"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with practice(AS_OF, folder=tmp_path_factory.mktemp("district"), slow=False) as running:
        yield running


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
        ("www.example.net", ["127.0.0.1"], ["::1"]),
        ("qiye.example.net", "no such host", "no such host"),
        ("ns2.rsj.example.gov.cn", ["127.0.0.1"], []),
        ("ns2.example.com", ["127.0.0.1"], "failed"),
    ],
)
def test_names(district: Practice, host: str, four: list[str] | str, six: list[str] | str) -> None:
    assert asked(district, host, "A") == four
    assert asked(district, host, "AAAA") == six


@pytest.mark.parametrize(
    ("name", "servers"),
    [
        ("example.gov.cn", ["ns1.example.gov.cn.", "ns2.example.gov.cn."]),
        ("rsj.example.gov.cn", ["ns1.rsj.example.gov.cn.", "ns2.rsj.example.gov.cn."]),
        ("yjj.example.gov.cn", []),
        ("zt.example.gov.cn", []),
    ],
)
def test_zones(district: Practice, name: str, servers: list[str]) -> None:
    assert asked(district, name, "NS") == servers


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


@pytest.mark.parametrize(("host", "alike"), [("wenming", False), ("zhiyuan", True), ("dangshi", True)])
def test_one_host_shows_other_news_over_ipv6(district: Practice, host: str, alike: bool) -> None:
    url = f"http://{host}.example.gov.cn:{district.port}/"
    four, six = (set(answered(url, address=address).body.decode().split("\n")) for address in ("127.0.0.1", "::1"))
    assert (len(four & six) > 0.9 * len(four)) is alike


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
    kinds = {(_charset(reply.type), written(reply.body)) for (_, path), reply in pages.items() if FINANCE in path}
    assert kinds == {("utf-8", "utf-8"), ("", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8")}


def _charset(kind: str) -> str:
    return kind.partition("charset=")[2]


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
    told = {
        unquote(one.subject) for one in (*district.sown, *district.unsure) if one.check in ("links", "external_links")
    }
    broken = {unquote(url) for url, status in seen.items() if status != 200}
    assert broken <= told
    there = {url for url in told if urlsplit(url).port}
    assert there - broken <= {url for url in there if url.endswith("biaoge.xls")}
    assert len(seen) > 450


def test_a_fickle_link_is_dead_every_other_time(district: Practice) -> None:
    url = next(one.subject for one in district.unsure if one.subject.endswith(".xls"))
    statuses = []
    for _ in range(4):
        statuses.append(answered(url).status)
        time.sleep(0.35)
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
    checks = {path.stem for path in (ROOT / "checks").glob("[a-z]*.py")}
    assert {one.check for one in (*district.sown, *district.early)} >= checks
    # A portal has one gazette: where an issue is missing, the innocent ones beside it have no finding of their own.
    assert {one.check for one in district.decoys} >= checks - {"gazette_issues"}


def test_it_ends_cleanly(tmp_path: Path) -> None:
    before = threading.active_count()
    with practice(AS_OF, folder=tmp_path, slow=False) as running:
        url = f"http://{PORTAL}:{running.port}/"
        assert answered(url).status == 200
    assert threading.active_count() == before
    assert read(url) == [None]
    assert {path.name for path in tmp_path.iterdir()} == {
        "inventory.toml",
        "bihuan.toml",
        "ca.pem",
        "regulations",
        "sown.json",
    }


def test_two_districts_stand_side_by_side() -> None:
    with practice(AS_OF, slow=False) as one, practice(AS_OF, 1, slow=False) as other:
        assert one.port != other.port
        assert not one.requests and not other.requests
        assert answered(f"http://{PORTAL}:{one.port}/").body != answered(f"http://{PORTAL}:{other.port}/").body
