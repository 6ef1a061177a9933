"""Columns whose lists scripts draw: what a browser shows counts for them, never against them."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from core.recorder import Recorder
from core.snapshot import Snapshot
from tests.build import HOST, SITE
from tests.invented import article, column
from tests.site import misbehaviour as bad
from tests.site.browser import program
from tests.site.loopback import Loopback
from tests.site.walk import gather
from tests.site.web import Answer

__all__ = ["program"]

DRAWN = column(
    "通知公告",
    """<ul id="list"></ul><script>
fetch("/data.json").then((answer) => answer.json()).then((days) => {
  list.innerHTML = days.map((day) =>
    `<li><a href="/zwgk/tzgg/${day}.html">云泽区第${day}号通告</a><span>2026-11-1${day}</span></li>`).join("");
});
</script>""",
)
DATA = Answer("[1, 2, 3, 4]", headers={"Content-Type": "application/json"})
ARTICLES = {f"{bad.LIST}{day}.html": article(f"云泽区第{day}号通告", f"2026-11-1{day}") for day in range(1, 5)}


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve({**bad.small_site(12), **ARTICLES, bad.LIST: DRAWN, "/data.json": DATA})
        yield here


def test_a_drawn_list_is_read_with_its_articles(net: Loopback, tmp_path: Path, program: Path) -> None:
    path = gather(net, tmp_path, browser=str(program), timeout=20.0)
    with closing(Recorder(path)) as recorder:
        recorder.note(site=asdict(replace(SITE, urls=(net.url("/"),))))
    with Snapshot(path) as snapshot:
        shown = snapshot.page(net.url(bad.LIST))
        rows = snapshot.rows(net.url(bad.LIST))
        assert shown is not None and not shown.drawn
        assert sorted(str(row.published) for row in rows) == [f"2026-11-1{day}" for day in range(1, 5)]
        assert all(snapshot.understood(net.url(path)) for path in ARTICLES)
        assert snapshot.unread(net.url(bad.LIST)), "how the list goes on nobody knows"


def test_what_did_not_come_is_not_missing(net: Loopback, tmp_path: Path, program: Path) -> None:
    net.serve({**bad.small_site(12), bad.LIST: DRAWN, "/data.json": Answer("出错了", 500)})
    path = gather(net, tmp_path, browser=str(program), timeout=20.0)
    with Snapshot(path) as snapshot:
        shown = snapshot.page(net.url(bad.LIST))
        assert shown is not None and shown.drawn


def test_without_a_browser_it_stays_unseen(net: Loopback, tmp_path: Path) -> None:
    with Snapshot(gather(net, tmp_path)) as snapshot:
        shown = snapshot.page(net.url(bad.LIST))
        assert shown is not None and shown.drawn
    assert "/data.json" not in net.web.paths(HOST)
