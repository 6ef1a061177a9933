"""What is asked of hosts beside the walk: whose name servers, how many resolvers, the home page over each family."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from core.hosts import Front
from core.snapshot import Snapshot
from core.types import Lookup, Outcome
from crawler import child
from crawler.probes import dns
from crawler.probes.dns import Names
from tests.build import HOST
from tests.invented import NEWS, page, rows
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.names import SERVFAIL, SILENT, NameServer, Records
from tests.site.walk import gather, job
from tests.site.web import Answer, Content

ZONE = "yunze.gov.cn"
SERVERS: Records = {"NS": ("ns1.yunze.gov.cn.", "ns2.dns-host.cn.")}
SIX = "2408:8719:64:15::9"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(bad.small_site(3))
        yield here


def zone(path: Path, look: int = 1) -> Lookup | None:
    with Snapshot(path, look) as snapshot:
        return snapshot.zone(HOST)


def test_the_zone_is_found_by_walking_up(net: Loopback, tmp_path: Path) -> None:
    net.names.zone |= {ZONE: SERVERS, "ns1.yunze.gov.cn": {"AAAA": (SIX,)}, "ns2.dns-host.cn": {"A": ("127.0.0.1",)}}
    path = gather(net, tmp_path, hosts=(HOST,))
    found = zone(path)
    assert found is not None
    assert (found.host, found.own) == (ZONE, ("ns1.yunze.gov.cn", "ns2.dns-host.cn"))
    with Snapshot(path) as snapshot:
        answers = {server: snapshot.lookup(server, "AAAA") for server in found.own}
        assert {server: answer.records for server, answer in answers.items() if answer} == {
            "ns1.yunze.gov.cn": (SIX,),
            "ns2.dns-host.cn": (),
        }
        assert snapshot.hosts == (HOST,)


def test_a_public_suffix_is_never_asked(net: Loopback, tmp_path: Path) -> None:
    net.names.zone |= {ZONE: {}, "gov.cn": SERVERS}
    assert zone(gather(net, tmp_path, hosts=(HOST,))) is None
    assert {name for name, kind in net.names.asked if kind == "NS"} == {HOST, ZONE}


def test_the_servers_of_an_alias_are_another_zone_s(net: Loopback, tmp_path: Path) -> None:
    """A name server that follows the alias answers with the NS records of where it leads."""
    net.names.zone |= {HOST: {"CNAME": ("edge.cdn.cn",)}, "edge.cdn.cn": {"A": ("127.0.0.1",), "NS": ("ns.cdn.cn.",)}}
    net.names.zone[ZONE] = {"NS": ("ns1.yunze.gov.cn.",)}
    found = zone(gather(net, tmp_path, hosts=(HOST,)))
    assert found is not None and (found.host, found.own) == (ZONE, ("ns1.yunze.gov.cn",))


def test_a_question_that_fails_ends_the_search(net: Loopback, tmp_path: Path) -> None:
    net.names.zone[ZONE] = SERVFAIL
    found = zone(gather(net, tmp_path, hosts=(HOST,)))
    assert found is not None and (found.host, found.outcome) == (ZONE, Outcome.RESOLVER_FAILED)


def test_a_second_look_answers_for_itself(net: Loopback, tmp_path: Path) -> None:
    net.names.zone[ZONE] = SERVERS
    path = gather(net, tmp_path, hosts=(HOST,))
    net.names.zone[ZONE] = {}
    assert child.gather(path, job(net, look=2, whole=False, hosts=(HOST,))) == ""
    assert zone(path) is not None
    assert zone(path, look=2) is None


AAAA = {
    "has it": ({"AAAA": (SIX,)}, [], Outcome.OK, (SIX,)),
    "nobody has it": ({"A": ("203.0.113.9",)}, [{"A": ("203.0.113.9",)}], Outcome.OK, ()),
    "ours filters it": ({}, [{}, {"AAAA": (SIX,)}], Outcome.OK, (SIX,)),
    "ours knows the inner view": ({"AAAA": ("fd00::1",)}, [{"AAAA": (SIX,)}], Outcome.OK, (SIX,)),
    "ours fails": (SERVFAIL, [{"AAAA": (SIX,)}], Outcome.OK, (SIX,)),
    "ours fails and others have none": (SERVFAIL, [{}, {}], Outcome.RESOLVER_FAILED, ()),
    "the others are silent": ({}, [SILENT, SILENT], Outcome.OK, ()),
    "the others fail": ({}, [SERVFAIL], Outcome.OK, ()),
    "no such name elsewhere": ({}, [None], Outcome.RESOLVER_FAILED, ()),
}


@pytest.mark.parametrize(("ours", "theirs", "outcome", "records"), AAAA.values(), ids=AAAA)
def test_one_resolver_alone_does_not_say_that_there_is_none(
    ours: Records, theirs: list[Records | None], outcome: Outcome, records: tuple[str, ...]
) -> None:
    async def asked() -> Lookup:
        servers = [NameServer() for _ in (ours, *theirs)]
        for server, zone in zip(servers, (ours, *theirs), strict=True):
            await server.open()
            if zone is not None:
                server.zone[HOST] = zone
        first, *others = (Names((("127.0.0.1", server.port),), patience=0.3) for server in servers)
        found = await dns.aaaa(HOST, first, others, ())
        for server in servers:
            await server.close()
        return found

    lookup = asyncio.run(asked())
    assert (lookup.outcome, lookup.records) == (outcome, records)


HOME = page("云泽区人民政府", rows(NEWS))


async def by_family(request: web.Request) -> web.StreamResponse:
    """Another page over IPv6."""
    six = ":" in (request.remote or "")
    text = page("云泽区人民政府", "<p>本页面仅供检测使用，请以其他方式访问网站的完整内容，由此带来的不便敬请谅解。</p>")
    return web.Response(text=text if six else HOME, content_type="text/html")


def fronts(net: Loopback, folder: Path, home: Content, **pages: Content) -> dict[int, Front]:
    net.serve({"/": home, **{f"/{name}/": content for name, content in pages.items()}})
    with Snapshot(gather(net, folder, hosts=(HOST,))) as snapshot:
        return {family: found for family in (4, 6) if (found := snapshot.front(HOST, family))}


def test_each_family_is_read_by_itself(net: Loopback, tmp_path: Path) -> None:
    found = fronts(net, tmp_path, by_family)
    assert {family: (one.outcome, one.status) for family, one in found.items()} == {
        4: (Outcome.OK, 200),
        6: (Outcome.OK, 200),
    }
    assert NEWS[0][0] in found[4].text and NEWS[0][0] not in found[6].text
    assert "通知公告" in found[4].text


@pytest.mark.parametrize(
    "home",
    [
        bad.redirect("/new/"),
        "<html><head><meta http-equiv='Refresh' content='0;URL=./new/'></head></html>",
        "<html><head><script>window.location.href='/new/';</script></head><body></body></html>",
        bad.cookie_wall(HOME),
    ],
    ids=["redirect", "refresh", "script", "cookie"],
)
def test_redirects_within_the_host_are_followed(net: Loopback, tmp_path: Path, home: Content) -> None:
    found = fronts(net, tmp_path, home, new=HOME)
    assert all(one.outcome is Outcome.OK and NEWS[0][0] in one.text for one in found.values())
    asked = {one.family for one in net.web.asked if one.path == "/new/"}
    assert asked == ({4, 6} if not callable(home) else set())


@pytest.mark.parametrize(
    ("home", "outcome"),
    [
        (bad.redirect("http://www.shilihe.gov.cn/"), Outcome.HTTP_ERROR),
        (bad.redirect("/"), Outcome.LOOP),
        (bad.BLOCKED, Outcome.BLOCKED),
        (Answer("出错了", 500), Outcome.HTTP_ERROR),
        (Answer(HOME + " " * 5_000_000), Outcome.TOO_LARGE),
        (bad.dropped, Outcome.RESET),
    ],
    ids=["abroad", "round and round", "a protection", "an error", "huge", "cut off"],
)
def test_what_is_no_page_is_a_word(net: Loopback, tmp_path: Path, home: Content, outcome: Outcome) -> None:
    found = fronts(net, tmp_path, home)
    assert {family: (one.outcome, one.text) for family, one in found.items()} == {4: (outcome, ""), 6: (outcome, "")}


def test_a_family_alone_is_not_read_to_be_compared(net: Loopback, tmp_path: Path) -> None:
    net.names.zone[HOST] = {"A": ("127.0.0.1",)}
    with Snapshot(gather(net, tmp_path, hosts=(HOST,))) as snapshot:
        assert snapshot.front(HOST, 4) is None
