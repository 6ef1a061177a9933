"""What the server sees of us: how many requests at once, how far apart, under which name, and what it asked us not to do."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from core.types import Outcome
from tests.build import HOST
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.misbehaviour import linking, small_site
from tests.site.walk import AGENT, gather, readings
from tests.site.web import Answer, Pages

OTHER = "czj.yunze.gov.cn"
PAUSE = 0.3
#: A busy machine may see two requests closer together than they left; one that was not held back comes at once.
LEAST = 0.5 * PAUSE


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(small_site(40))
        here.web.latency = 0.02
        yield here


def gaps(net: Loopback, host: str = HOST) -> list[float]:
    """Seconds between two requests to a host, as it saw them."""
    times = [one.at for one in net.web.asked if one.host == host]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def robots(*lines: str) -> Pages:
    return {"/robots.txt": Answer("\n".join(["User-agent: *", *lines]), headers={"Content-Type": "text/plain"})}


@pytest.mark.parametrize("limit", [1, 3])
@pytest.mark.parametrize("delay", [0.0, 0.0001, 0.002])
def test_no_more_at_once_than_allowed(net: Loopback, tmp_path: Path, limit: int, delay: float) -> None:
    gather(net, tmp_path, concurrency=limit, delay=delay, hosts=(HOST,))
    assert len(net.web.asked) > 40
    assert net.web.most_at_once[HOST] <= limit


def test_requests_to_a_host_keep_their_distance_and_say_who_we_are(net: Loopback, tmp_path: Path) -> None:
    net.serve(small_site(1))
    gather(net, tmp_path, delay=PAUSE, hosts=(HOST,))
    assert {one.agent for one in net.web.asked} == {AGENT}
    assert len(gaps(net)) > 8
    assert min(gaps(net)) >= LEAST


def test_hosts_do_not_wait_for_each_other(net: Loopback, tmp_path: Path) -> None:
    net.serve({"/": linking(*(net.url(f"/{n}.doc", f"h{n}.yunze.gov.cn") for n in range(8)))})
    for number in range(8):
        net.serve({f"/{number}.doc": Answer("附件")}, f"h{number}.yunze.gov.cn")
    gather(net, tmp_path, delay=0.2)
    times = [one.at for one in net.web.asked if one.path.endswith(".doc")]
    assert len(times) == 8
    assert max(times) - min(times) < 1.2


def test_retries_redirects_and_probes_keep_their_distance_too(net: Loopback, tmp_path: Path) -> None:
    """Also where a server hangs up on a connection that was kept, and where a redirect comes from another host."""
    here: Pages = {
        "/": linking("/reset/", "/dropped/", "/busy/", "/away/", net.url("/back/", OTHER), net.url("/too/", OTHER)),
        "/reset/": bad.reset,
        "/dropped/": bad.dropped,
        "/busy/": bad.in_turn(Answer("", 503), Answer("<html><body>区政府</body></html>")),
        "/away/": bad.redirect("/away/2/"),
        "/away/2/": bad.redirect("/away/3/"),
        "/away/3/": "<html><body>区政府</body></html>",
    }
    net.serve({**here, "/moved/": bad.redirect("/"), "/a.doc": Answer("附件"), "/b.doc": Answer("附件")})
    net.serve({"/back/": bad.redirect(net.url("/a.doc")), "/too/": bad.redirect(net.url("/b.doc"))}, OTHER)
    start = (net.url("/moved/"),)
    gather(net, tmp_path, delay=PAUSE, hosts=(HOST,), start=start)
    asked = net.web.paths(HOST)
    assert {"/moved/", "/robots.txt", "/reset/", "/dropped/", "/busy/", "/away/3/", "/a.doc", "/b.doc"} <= set(asked)
    assert {path for path, gap in zip(asked[1:], gaps(net), strict=True) if gap < LEAST} == set()
    assert net.web.most_at_once[HOST] <= 2


def test_the_second_look_keeps_its_distance_and_obeys_robots(net: Loopback, tmp_path: Path) -> None:
    net.serve({**small_site(3), **robots("Disallow: /zwgk/zcwj/")})
    urls = tuple(net.url(path) for path in ("/zwgk/zcwj/", "/zwgk/tzgg/4100.html", "/zwgk/tzgg/4101.html", "/4.doc"))
    path = gather(net, tmp_path, look=2, whole=False, urls=urls, delay=PAUSE, hosts=(HOST,))
    assert "/zwgk/zcwj/" not in net.web.paths(HOST)
    assert readings(path) == {}
    assert min(gaps(net)) >= LEAST


def test_all_who_wait_for_robots_obey_it(net: Loopback, tmp_path: Path) -> None:
    """A second look, a recheck and a walk that goes on ask for much at once, before the rules are known."""
    net.serve({**small_site(9), **robots("Disallow: /zwgk/tzgg/")})
    refused = tuple(net.url(f"{bad.LIST}{number + 4100}.html") for number in range(9))
    net.web.latency = 0.1
    gather(net, tmp_path, look=2, whole=False, urls=(*refused, net.url("/hdjl/")), concurrency=8)
    assert sorted(net.web.paths(HOST)) == ["/hdjl/", "/robots.txt"]


def test_robots_is_obeyed(net: Loopback, tmp_path: Path) -> None:
    site = {**small_site(3), **robots("Disallow: /zwgk/zcwj/", "Allow: /zwgk/"), "/old/": bad.redirect("/zwgk/zcwj/")}
    site["/"] = linking("/old/", "/zwgk/zcwj/1.html", "/zwgk/tzgg/4100.html", "/zwgk/zcwj.html")
    net.serve(site)
    path = gather(net, tmp_path)
    assert not [path for path in net.web.paths(HOST) if path.startswith("/zwgk/zcwj/")]
    found = readings(path)
    assert found[net.url("/old/")].outcome is Outcome.ROBOTS
    assert found[net.url("/zwgk/zcwj/1.html")].outcome is Outcome.ROBOTS
    assert found[net.url("/zwgk/tzgg/4100.html")].outcome is Outcome.OK
    assert "/zwgk/zcwj.html" in net.web.paths(HOST)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("", 404),
        Answer("User-agent: *\nDisallow: /\n", 403, headers={"Content-Type": "text/plain"}),
        Answer("<html><body>页面不存在</body></html>"),
        Answer("User-agent: EvilBot\nDisallow: /\n", headers={"Content-Type": "text/plain"}),
        Answer("User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"}),
        Answer("User-agent: *\nCrawl-delay: 0\n", headers={"Content-Type": "text/plain"}),
        Answer(b"\xff\xfe\x00\x00" * 50, headers={"Content-Type": "text/plain"}),
        bad.redirect("/zwgk/tzgg/"),
    ],
    ids=["404", "403", "a page", "another's", "nothing", "no delay", "bytes", "moved"],
)
def test_robots_that_forbids_nothing_forbids_nothing(net: Loopback, tmp_path: Path, answer: Answer) -> None:
    net.serve({**small_site(5), "/robots.txt": answer})
    found = readings(gather(net, tmp_path))
    assert {reading.outcome for reading in found.values()} == {Outcome.OK}
    assert len(found) >= 12


def test_crawl_delay_is_obeyed_from_the_first_page_on(net: Loopback, tmp_path: Path) -> None:
    site = small_site(1)
    site["/"] = linking("/zwgk/tzgg/4100.html", net.url("/1.doc", OTHER), net.url("/2.doc", OTHER))
    net.serve({**site, **robots("Crawl-delay: 0.4")})
    net.serve({"/1.doc": Answer("附件"), "/2.doc": Answer("附件")}, OTHER)
    gather(net, tmp_path)
    assert min(gaps(net)) >= 0.3
    assert min(gaps(net, OTHER)) < 0.3


def test_a_crawl_delay_of_a_day_is_a_no(net: Loopback, tmp_path: Path) -> None:
    net.serve({**small_site(3), **robots("Crawl-delay: 86400")})
    path = gather(net, tmp_path)
    assert net.web.paths(HOST) == ["/robots.txt"]
    assert {reading.outcome for reading in readings(path).values()} == {Outcome.ROBOTS}


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed_by_the_whole_host(net: Loopback, tmp_path: Path, status: int) -> None:
    site = small_site(6)
    site["/zwgk/tzgg/4103.html"] = bad.in_turn(
        Answer("", status, {"Retry-After": "2"}), Answer(str(site["/zwgk/tzgg/4103.html"]))
    )
    net.serve(site)
    found = readings(gather(net, tmp_path, concurrency=1))
    asked = [one for one in net.web.asked if one.host == HOST]
    busy = next(number for number, one in enumerate(asked) if one.path == "/zwgk/tzgg/4103.html")
    assert asked[busy + 1].at - asked[busy].at >= 1.9
    assert {reading.outcome for reading in found.values()} == {Outcome.OK}


def test_retry_after_as_a_date_counts_by_the_server_s_clock(net: Loopback, tmp_path: Path) -> None:
    said = {"Date": "Tue, 24 Nov 2020 09:00:00 GMT", "Retry-After": "Tue, 24 Nov 2020 09:00:02 GMT"}
    site = small_site(2)
    site["/zwgk/tzgg/4101.html"] = bad.in_turn(Answer("", 503, said), Answer(str(site["/zwgk/tzgg/4101.html"])))
    asked = 0

    async def dated(request: web.Request) -> web.StreamResponse:
        nonlocal asked
        asked += 1
        if asked > 1:
            return web.Response(text=str(small_site(2)["/zwgk/tzgg/4101.html"]), content_type="text/html")
        return web.Response(status=503, headers=said)

    net.serve({**site, "/zwgk/tzgg/4101.html": dated})
    gather(net, tmp_path, concurrency=1)
    assert max(gaps(net)) >= 1.9


def test_other_hosts_do_not_wait_for_the_one_that_rests(net: Loopback, tmp_path: Path) -> None:
    site = small_site(3)
    site["/"] = linking("/busy/", *(net.url(f"/{number}.doc", OTHER) for number in range(5)))
    net.serve({**site, "/busy/": bad.in_turn(Answer("", 503, {"Retry-After": "3"}), Answer("好"))})
    net.serve({f"/{number}.doc": Answer("附件") for number in range(5)}, OTHER)
    gather(net, tmp_path)
    rested = [one.at for one in net.web.asked if one.path == "/busy/"]
    others = [one.at for one in net.web.asked if one.host == OTHER]
    assert rested[1] - rested[0] >= 2.9
    assert min(others) < rested[1]


def test_who_asks_for_an_hour_is_left_alone(net: Loopback, tmp_path: Path) -> None:
    net.serve({**small_site(9), "/zwgk/tzgg/": Answer("系统维护", 503, {"Retry-After": "3600"})})
    path = gather(net, tmp_path, concurrency=1)
    asked = net.web.paths(HOST)
    assert asked[-1] == "/zwgk/tzgg/"
    left = [reading for reading in readings(path).values() if reading.detail == "left-alone"]
    assert left and {reading.outcome for reading in left} == {Outcome.HTTP_ERROR}
