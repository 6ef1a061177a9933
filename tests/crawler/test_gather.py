"""A gather is a process of its own: what becomes of it when time is over, and when somebody kills it."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.recorder import Recorder
from core.shelf import finished
from core.snapshot import Snapshot
from crawler import child
from crawler.job import Job
from tests.build import HOST
from tests.invented import page
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import gather, job, meta, readings
from tests.site.web import Answer

BATCH = 200


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(bad.small_site(12))
        yield here


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(pid) for one in lists for pid in one.read_text().split()}


class Running:
    """A gather on a thread: `pid` is its process, `end()` waits and tells why it ended."""

    def __init__(self, path: Path, work: Job) -> None:
        before = children()
        self._reason: list[str] = []
        self._thread = threading.Thread(target=lambda: self._reason.append(child.gather(path, work)))
        self._thread.start()
        while not (started := children() - before):
            time.sleep(0.01)
        self.pid = started.pop()

    def end(self) -> str:
        self._thread.join(20)
        return self._reason[0]


def wait_for(condition: Any, seconds: float = 20.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.01)


def pages(path: Path) -> dict[str, str]:
    with Snapshot(path) as snapshot:
        found = list(snapshot.pages())
    assert len({one.url for one in found}) == len(found), "a page stands there twice"
    return {one.url: one.content_hash for one in found}


def test_a_sound_site_is_walked_whole(net: Loopback, tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    path = tmp_path / "1.sqlite"
    assert child.gather(path, job(net, hosts=(HOST,), deadline=time.time() + 30), told.append) == ""
    assert meta(path, "incomplete_because") == []
    assert len(pages(path)) == 19
    assert told[-1]["read"] >= 19
    assert told[-1]["waiting"] == 0


def test_killed_and_started_again_it_loses_nothing(net: Loopback, tmp_path: Path) -> None:
    net.serve(bad.small_site(500))
    (tmp_path / "whole").mkdir()
    whole = gather(net, tmp_path / "whole")
    net.web.asked.clear()
    path = tmp_path / "1.sqlite"
    running = Running(path, job(net))
    wait_for(lambda: len(net.web.asked) > 2 * BATCH)
    os.kill(running.pid, signal.SIGKILL)
    assert running.end() == ""
    assert pages(path) == pages(whole)
    assert meta(path, "incomplete_because") == []
    again = [url for url, times in Counter(net.web.paths(HOST)).items() if times > 1]
    assert len(again) < BATCH + 50


def test_one_that_is_killed_time_after_time_is_not_finished(net: Loopback, tmp_path: Path) -> None:
    net.web.latency = 0.1
    path = tmp_path / "1.sqlite"
    others = children()
    running, before = Running(path, job(net)), 0
    killed: set[int] = set()
    while len(killed) < 3:
        wait_for(lambda: len(net.web.asked) > before + 4 and children() - others - killed)  # noqa: B023
        before = len(net.web.asked)
        for pid in children() - others - killed:
            os.kill(pid, signal.SIGKILL)
            killed.add(pid)
    assert running.end() == "SIGKILL"
    assert not finished(path)
    net.web.latency = 0.0
    assert child.gather(path, job(net)) == ""
    assert len(pages(path)) == 19


def test_told_to_stop_it_is_not_finished(net: Loopback, tmp_path: Path) -> None:
    net.web.latency = 0.1
    running = Running(tmp_path / "1.sqlite", job(net))
    wait_for(lambda: len(net.web.asked) > 4)
    os.kill(running.pid, signal.SIGTERM)
    assert running.end() != ""
    assert not finished(tmp_path / "1.sqlite")
    net.web.latency = 0.0
    assert len(pages(gather(net, tmp_path))) == 19


@pytest.mark.parametrize("hanging", ["pages", "name server"])
def test_a_budget_of_time(net: Loopback, tmp_path: Path, hanging: str) -> None:
    slow = {f"/silent/{number}.html": bad.silent for number in range(4)}
    match hanging:
        case "pages":
            net.serve({"/": bad.linking(*slow), **slow})
        case _:
            net.names.zone[HOST] = "silent"
    started = time.monotonic()
    path, before = tmp_path / "1.sqlite", children()
    assert child.gather(path, job(net, deadline=time.time() + 2, timeout=20, hosts=(HOST,))) == ""
    assert time.monotonic() - started < 5
    assert any("时间上限" in reason for reason in meta(path, "incomplete_because"))
    assert {reading.outcome for reading in readings(path).values()} <= {"ok", "http-error"}
    assert children() == before


def test_the_home_page_may_lead_to_another_host_of_the_domain(net: Loopback, tmp_path: Path) -> None:
    net.serve({"/": bad.redirect(net.url("/"))}, "yunze.gov.cn")
    path = gather(net, tmp_path, start=(net.url("/", "yunze.gov.cn"),), prefixes=(net.url("/", "yunze.gov.cn"),))
    assert len(pages(path)) == 19
    assert meta(path, "incomplete_because") == []


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        (Answer("", 500), "返回错误状态 500"),
        ("<html><head><title>某某商城</title></head><body><p>欢迎选购</p></body></html>", "未能确认是本网站"),
    ],
    ids=["500", "another site"],
)
def test_a_home_page_that_is_not_there(net: Loopback, tmp_path: Path, home: Any, reason: str) -> None:
    net.serve({**bad.small_site(3), "/": home})
    assert reason in meta(gather(net, tmp_path), "incomplete_because")[0]


def test_a_site_that_answers_everything_proves_nothing(net: Loopback, tmp_path: Path) -> None:
    net.serve({"*": bad.small_site(3)["/"]})
    path = gather(net, tmp_path)
    assert "同一页面" in meta(path, "incomplete_because")[0]
    with Snapshot(path) as snapshot:
        assert {snapshot.gone(url) for url in readings(path)} == {None}


def test_missing_pages_that_answer_200_are_known(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(6)
    site["/"] = str(site["/"]).replace("</body>", "<a href='/lost/1.html'>旧闻</a></body>")
    net.serve({**site, "*": page("出错了", "<p>您访问的页面已经搬家</p>")})
    path = gather(net, tmp_path)
    assert meta(path, "incomplete_because") == []
    with Snapshot(path) as snapshot:
        assert snapshot.gone(net.url("/lost/1.html")) is None
        assert snapshot.gone(net.url("/zwgk/tzgg/4100.html")) is False


def test_the_second_look_stands_beside_the_first(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(3)
    site["/"] = bad.linking("/lost.doc")
    net.serve({**site, "/lost.doc": bad.in_turn(Answer("", 404), Answer("在"))})
    path = gather(net, tmp_path)
    assert child.gather(path, job(net, look=2, whole=False, urls=(net.url("/lost.doc"),), hosts=(HOST,))) == ""
    with Snapshot(path, look=1) as first, Snapshot(path, look=2) as second:
        assert first.gone(net.url("/lost.doc")) is True
        assert second.gone(net.url("/lost.doc")) is False
        assert second.complete


def test_a_file_that_a_kill_left_empty_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "1.sqlite").touch()
    Recorder(tmp_path / "1.sqlite").close()
    assert meta(tmp_path / "1.sqlite", "site") is None
