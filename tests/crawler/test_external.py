"""Links to other domains: asked last and a few of each host, and never a reason to call a walk unfinished."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from core.recorder import Recorder
from core.snapshot import Snapshot
from core.types import Outcome
from crawler.frontier import Frontier
from crawler.territory import External
from tests.build import HOST
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback, Trap
from tests.site.walk import gather, meta, readings
from tests.site.web import Answer

FRIEND, OTHER = "www.shilihe.gov.cn", "www.qingshan.example"
WORDS: dict[str, Any] = {"most": 3, "most_of_one_host": 2, "never": ["share.example"]}


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve({"/": "<html><body>十里河区</body></html>"}, FRIEND)
        yield here


def linked(net: Loopback, *links: str) -> None:
    """The small site, its home page leading to `links` as well."""
    pages = bad.small_site(3)
    net.serve({**pages, "/": str(pages["/"]).replace("</body>", "".join(links) + "</body>")})


def link(url: str) -> str:
    return f"<a href='{url}'>友情链接</a>"


@pytest.mark.parametrize(
    ("urls", "taken"),
    [
        (["http://a.example/1", "http://a.example/2", "http://a.example/3"], 2),
        (["http://a.example/1", "http://a.example/2", "http://b.example/", "http://c.example/"], 3),
        (["http://share.example/", "http://www.share.example/x", "http://noshare.example/"], 1),
    ],
    ids=["of one host", "in all", "never"],
)
def test_so_many_and_no_more(urls: list[str], taken: int) -> None:
    external = External(WORDS)
    assert sum(map(external.takes, urls)) == taken


def test_without_words_none_are_asked() -> None:
    assert not External({}).takes("http://a.example/")


def test_what_an_interruption_left_counts() -> None:
    assert not External(WORDS, already=3).takes("http://a.example/")


def test_they_come_after_everything_else(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "1.sqlite")
    frontier = Frontier(recorder, external=WORDS)
    assert frontier.offer("http://a.example/", "external", 1)
    frontier.offer("http://www.yunze.gov.cn/a.doc", "target", 1)
    frontier.offer("http://www.yunze.gov.cn/", "page", 1)
    assert [one.purpose for _ in range(3) if (one := frontier.next())] == ["page", "target"]
    assert frontier.next(answered=1) is None
    last = frontier.next(answered=2)
    assert last is not None and last.purpose == "external"
    recorder.close()


def test_a_limit_of_pages_leaves_them_out(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "1.sqlite")
    frontier = Frontier(recorder, max_pages=1, external=WORDS)
    frontier.offer("http://a.example/", "external", 1)
    for name in ("1/", "2/"):
        frontier.offer(f"http://www.yunze.gov.cn/{name}", "page", 1)
    assert [one.purpose for _ in range(3) if (one := frontier.next())] == ["page"]
    assert len(frontier) == 0
    assert not frontier.offer("http://b.example/", "external", 1)
    recorder.close()
    again = Recorder(tmp_path / "1.sqlite")
    assert [waiting.purpose for waiting in again.waiting() if waiting.purpose == "external"] == ["external"]
    again.close()


def test_a_walk_asks_them(net: Loopback, tmp_path: Path) -> None:
    alive, dead, nobody = net.url("/", FRIEND), net.url("/gone.html", FRIEND), net.url("/", OTHER)
    linked(net, link(alive), link(dead), link(nobody))
    path = gather(net, tmp_path)
    outcomes = {url: (one.outcome, one.status) for url, one in readings(path).items() if HOST not in url}
    assert outcomes == {
        alive: (Outcome.OK, 200),
        dead: (Outcome.HTTP_ERROR, 404),
        nobody: (Outcome.NO_SUCH_HOST, 0),
    }
    order = [one.host for one in net.web.asked]
    assert FRIEND not in order[: order.count(HOST)]
    assert meta(path, "incomplete_because") == []
    with Snapshot(path) as snapshot:
        assert set(snapshot.targets("external")) == set(outcomes)
        assert not any(FRIEND in page.url for page in snapshot.pages())


async def _in_two_parts(request: web.Request) -> web.StreamResponse:
    """The head first: the body arrives, whole, while it is waited for."""
    response = web.StreamResponse(headers={"Content-Length": "9", "Content-Type": "text/html"})
    await response.prepare(request)
    await asyncio.sleep(0.02)
    await response.write(b"<p>hi</p>")
    return response


def test_a_connection_on_which_enough_was_read_is_not_used_again(net: Loopback, tmp_path: Path) -> None:
    paths = [f"/{number}.html" for number in range(20)]
    net.serve(dict.fromkeys(paths, _in_two_parts), FRIEND)
    linked(net, *(link(net.url(path, FRIEND)) for path in paths))
    found = readings(gather(net, tmp_path))
    assert {found[net.url(path, FRIEND)].outcome for path in paths} == {Outcome.OK}


def test_frames_scripts_and_marks_are_not_asked(net: Loopback, tmp_path: Path) -> None:
    net.serve({"/": "标识"}, "bszs.conac.cn")
    linked(
        net,
        f"<iframe src='{net.url('/frame', FRIEND)}'></iframe>",
        f"<script src='{net.url('/a.js', FRIEND)}'></script><link rel='stylesheet' href='{net.url('/a.css', FRIEND)}'>",
        link(net.url("/", "bszs.conac.cn")),
    )
    gather(net, tmp_path)
    assert {one.host for one in net.web.asked} == {HOST}


def test_their_rules_for_crawlers_hold(net: Loopback, tmp_path: Path) -> None:
    rules = Answer("User-agent: *\nDisallow: /inner/", headers={"Content-Type": "text/plain"})
    net.serve({"/robots.txt": rules, "/inner/1.html": "不许看"}, FRIEND)
    url = net.url("/inner/1.html", FRIEND)
    linked(net, link(url))
    assert readings(gather(net, tmp_path))[url].outcome is Outcome.ROBOTS
    assert net.web.paths(FRIEND) == ["/robots.txt"]


def test_inner_doors_stay_shut(net: Loopback, tmp_path: Path) -> None:
    trap = Trap()
    net.names.zone["inner.example"] = {"A": ("127.0.0.1",)}
    urls = [f"http://127.0.0.1:{trap.port}/", f"http://2130706433:{trap.port}/", f"http://[::1]:{trap.port}/"]
    linked(net, *map(link, urls), link("http://169.254.169.254/latest/"))
    path = gather(net, tmp_path)
    assert {one.outcome for url, one in readings(path).items() if HOST not in url} == {Outcome.FORBIDDEN}
    assert not trap.knocked
    trap.close()


@pytest.mark.parametrize("manner", [bad.silent, bad.reset])
def test_a_neighbour_that_fails_leaves_the_walk_whole(net: Loopback, tmp_path: Path, manner: Any) -> None:
    net.serve({"*": manner}, FRIEND)
    linked(net, link(net.url("/", FRIEND)))
    path = gather(net, tmp_path, timeout=0.5)
    assert meta(path, "incomplete_because") == []


def test_neither_does_time_that_ran_out_on_them(net: Loopback, tmp_path: Path) -> None:
    net.serve({"*": bad.silent}, FRIEND)
    linked(net, *(link(net.url(f"/{number}", FRIEND)) for number in range(6)))
    started = time.monotonic()
    path = gather(net, tmp_path, deadline=time.time() + 3, timeout=20)
    assert time.monotonic() - started < 6
    assert meta(path, "incomplete_because") == []


def test_a_walk_that_was_limited_asks_none(net: Loopback, tmp_path: Path) -> None:
    linked(net, link(net.url("/", FRIEND)))
    gather(net, tmp_path, max_pages=4)
    assert FRIEND not in {one.host for one in net.web.asked}
