"""A robots.txt that cannot be had shuts its host, after some patience; what was not read is no fault of anybody."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from core.types import Outcome
from crawler.robots import Robots
from tests.build import HOST
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.misbehaviour import linking, small_site
from tests.site.walk import gather, meta, readings
from tests.site.web import Answer, Handler

OTHER = "czj.yunze.gov.cn"
ABROAD = "www.friend.example"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


@pytest.mark.parametrize(
    "answer",
    [Answer("", 500), Answer("", 502), bad.reset],
    ids=["500", "502", "hangs up"],
)
def test_what_fails_shuts_its_host(net: Loopback, tmp_path: Path, answer: Answer | Handler) -> None:
    net.serve({**small_site(5), "/robots.txt": answer})
    path = gather(net, tmp_path)
    assert set(net.web.paths(HOST)) == {"/robots.txt"}
    assert {(one.outcome, one.detail) for one in readings(path).values()} == {
        (Outcome.RESET if answer is bad.reset else Outcome.ROBOTS, "robots-unread")
    }
    because = meta(path, "incomplete_because")
    assert len(because) == 2 and because[0].startswith("首页")
    assert f"主机 {HOST} 的 robots.txt 读不到" in because[1] and "应" not in because[0]
    assert meta(path, "unread") == []


@pytest.mark.parametrize("status", [500, 502])
def test_what_fails_only_for_a_while_ends_nothing(net: Loopback, tmp_path: Path, status: int) -> None:
    """The rules that come in the end are obeyed."""
    rules = Answer("User-agent: *\nDisallow: /zwgk/tzgg/4103\n")
    net.serve({**small_site(30), "/robots.txt": bad.in_turn(*[Answer("", status)] * 3, rules)})
    path = gather(net, tmp_path)
    assert meta(path, "incomplete_because") == []
    assert "/zwgk/tzgg/4102.html" in net.web.paths(HOST) and "/zwgk/tzgg/4103.html" not in net.web.paths(HOST)


def test_it_is_asked_again_later_and_not_at_once(net: Loopback, tmp_path: Path) -> None:
    net.serve({**small_site(2), "/robots.txt": bad.in_turn(Answer("", 500), Answer("", 404))})
    gather(net, tmp_path, delay=0.05)
    first, second = (one.at for one in net.web.asked if one.path == "/robots.txt")
    assert second - first >= 0.5


def test_one_host_shuts_no_other(net: Loopback, tmp_path: Path) -> None:
    """A department's host is told about, a stranger's is not; that a link leads there stays unjudged."""
    site = small_site(5)
    away = {host: net.url("/1.html", host) for host in (OTHER, ABROAD)}
    net.serve(
        {
            **site,
            "/links/": linking(*away.values()),
            "/": str(site["/"]).replace("</body>", "<a href='/links/'>友情链接</a></body>"),
        }
    )
    for host, status in ((OTHER, 502), (ABROAD, 429)):
        net.serve({"/robots.txt": Answer("", status), "/1.html": "不许看"}, host)
    path = gather(net, tmp_path)
    assert meta(path, "incomplete_because") == []
    assert [f"主机 {OTHER} " in sentence for sentence in meta(path, "unread")] == [True]
    assert {readings(path)[url].outcome for url in away.values()} == {Outcome.ROBOTS}
    assert net.web.paths(ABROAD) == ["/robots.txt"]


def test_a_host_that_is_gone_is_gone(net: Loopback, tmp_path: Path) -> None:
    site, url = small_site(3), "http://nowhere.yunze.gov.cn/1.html"
    net.serve({**site, "/": str(site["/"]).replace("</body>", f"<a href='{url}'>旧网站</a></body>")})
    path = gather(net, tmp_path)
    assert readings(path)[url].outcome is Outcome.NO_SUCH_HOST
    assert meta(path, "incomplete_because") == []


def test_the_rules_of_one_scheme_are_not_those_of_the_other(net: Loopback, tmp_path: Path) -> None:
    """Nobody listens where https would be: the pages under http are read all the same."""
    site = small_site(3)
    shut = f"https://{HOST}:9/zwgk/tzgg/"
    net.serve({**site, "/": str(site["/"]).replace("</body>", f"<a href='{shut}'>加密访问</a></body>")})
    path = gather(net, tmp_path)
    assert readings(path)[shut].outcome is Outcome.REFUSED
    assert meta(path, "incomplete_because") == []
    assert meta(path, "unread") == []


def test_a_deadline_does_not_wait_for_it(net: Loopback, tmp_path: Path) -> None:
    from core.clock import now

    net.serve({**small_site(3), "/robots.txt": Answer("", 500)})
    begun = now().timestamp()
    path = gather(net, tmp_path, delay=1.0, deadline=begun + 2)
    assert now().timestamp() - begun < 8
    assert any("时间上限" in sentence for sentence in meta(path, "incomplete_because"))


def test_who_comes_when_the_rules_have_just_come_does_not_go_before_those_who_wait() -> None:
    left: list[str] = []

    class Asked(Robots):
        async def _ask(self, origin: str, request: Request) -> None:
            await asyncio.sleep(0)
            arrivals.append(asyncio.ensure_future(leave("third")))

    async def leave(name: str) -> None:
        await robots.process_request(Request(f"http://{HOST}/{name}"))
        left.append(name)

    async def all_leave() -> None:
        await asyncio.gather(leave("first"), leave("second"))
        await asyncio.gather(*arrivals)

    arrivals: list[asyncio.Future[None]] = []
    settings = {"ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 0, "MANNERS": {"robots_again": []}}
    robots = Asked(get_crawler(settings_dict=settings))
    asyncio.run(all_leave())
    assert left == ["first", "second", "third"]
