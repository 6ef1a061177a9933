"""What a snapshot answers: lists over several pages, gaps in them, links, and pages without their text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.recorder import Recorder, Waiting
from core.snapshot import Snapshot
from core.types import Kind, Link, Outcome, Page, Reading, Row
from tests.build import HOME, build

LIST, NEXT, LAST = f"{HOME}tzgg/", f"{HOME}tzgg/index_2.html", f"{HOME}tzgg/index_3.html"
OLD, NEW, UNDATED = (f"{HOME}tzgg/{name}.html" for name in ("1001", "1002", "1003"))
MAP, LOST = f"{HOME}wzdt/", f"{HOME}zwgk/1999.html"


def _list(url: str, *targets: str, title: str = "通知公告") -> Page:
    rows = tuple(Row(0, target, "关于征求意见的公告") for target in targets)
    links = tuple(Link(url, text) for url, text in [(MAP, "网站地图"), *((target, "公告") for target in targets)])
    return Page(url, Kind.COLUMN, title, path=("首页", title), links=links, rows=rows, text="共三条")


def _article(url: str, published: str | None) -> Page:
    links = (Link(MAP, "网站地图"), Link(MAP, "地图"), Link(LOST, "附件"))
    return Page(
        url,
        Kind.ARTICLE,
        "公告",
        published,
        "meta" if published else "",
        path=("首页", "通知公告"),
        tags={"SiteName": "云泽区"},
        links=links,
        text="正文",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = build(tmp_path, {HOME: "<title>云泽区人民政府门户网站</title>"})
    recorder = Recorder(path)
    recorder.page(_list(LIST, OLD))
    recorder.page(_list(NEXT, NEW), first=LIST)
    recorder.page(_list(f"{HOME}gzdt/", UNDATED, title="工作动态"))
    for url, day in ((OLD, "2025-01-03"), (NEW, "2026-11-02T09:30"), (UNDATED, None)):
        recorder.page(_article(url, day))
    for url, outcome, status in ((NEXT, Outcome.OK, 200), (LAST, Outcome.TIMEOUT, 0), (LOST, Outcome.HTTP_ERROR, 404)):
        recorder.queue(Waiting(url, "page", 1, LIST if url != LOST else None))
        recorder.reading(Reading(url, 1, outcome, status, url, bytes=100))
    recorder.reading(Reading(f"{HOME}tzgg", 1, Outcome.OK, 301, LIST, bytes=50))
    recorder.finish()
    recorder.close()
    return path


@pytest.fixture
def snapshot(path: Path) -> Iterator[Snapshot]:
    with Snapshot(path, look=1) as opened:
        yield opened


def test_a_list_is_all_its_pages(snapshot: Snapshot) -> None:
    assert [row.url for row in snapshot.rows(LIST)] == [OLD, NEW]
    assert [row.url for row in snapshot.rows(NEXT)] == [NEW]
    assert snapshot.rows(OLD) == []


def test_what_is_missing_of_a_list(snapshot: Snapshot) -> None:
    assert snapshot.unread(LIST) == 1
    assert snapshot.unread(f"{HOME}gzdt/") == 0
    assert snapshot.unread() == 1


def test_a_second_look_takes_the_place_of_a_list_and_of_a_gap(path: Path) -> None:
    recorder = Recorder(path, look=2)
    recorder.page(_list(LIST, UNDATED))
    recorder.reading(Reading(LAST, 2, Outcome.OK, 200, LAST))
    recorder.close()
    with Snapshot(path, look=1) as first, Snapshot(path, look=2) as second:
        assert [row.url for row in first.rows(LIST)] == [OLD, NEW]
        assert sorted(row.url for row in second.rows(LIST)) == sorted([NEW, UNDATED])
        assert (first.unread(LIST), second.unread(LIST)) == (1, 0)
        assert (first.number, second.number) == (7, 7)


def test_how_links_point_at_an_address(snapshot: Snapshot) -> None:
    assert {MAP, LOST, OLD, NEW, UNDATED} <= set(snapshot.targets())
    assert list(snapshot.targets("target")) == []
    target = snapshot.target(MAP)
    assert target is not None
    assert (target.places, target.page, target.text) == (6, f"{HOME}gzdt/", "网站地图")
    assert (lost := snapshot.target(LOST)) is not None
    assert lost.places == 3


def test_what_two_columns_show_is_not_common_and_three_make_it_so(path: Path) -> None:
    with Snapshot(path) as snapshot:
        assert not snapshot.common(MAP)
        assert not snapshot.common(LOST)
    recorder = Recorder(path)
    recorder.page(_list(f"{HOME}ztzl/", title="专题专栏"))
    recorder.close()
    with Snapshot(path) as snapshot:
        assert snapshot.common(MAP)
        assert not snapshot.common(OLD)


def test_names_in_the_order_in_which_they_were_met(snapshot: Snapshot) -> None:
    assert snapshot.named_as("网站地图") == snapshot.named_as("地 图") == [MAP]
    assert snapshot.named_as("通知公告") == [LIST]
    assert snapshot.named_as("领导信箱") == []


def test_pages_without_their_text(snapshot: Snapshot) -> None:
    assert list(snapshot.heads()) == [replace(page, text="") for page in snapshot.pages()]
    assert [page.url for page in snapshot.heads(Kind.ARTICLE)] == [OLD, NEW, UNDATED]
    assert [page.tags for page in snapshot.heads(Kind.ARTICLE)] == [{"SiteName": "云泽区"}] * 3
    assert set(snapshot.paths(Kind.ARTICLE, Kind.DOCUMENT)) == {("首页", "通知公告")}
    assert ("首页", "工作动态") in set(snapshot.paths())


def test_what_shows_an_earlier_day_is_passed_over(snapshot: Snapshot) -> None:
    assert [page.url for page in snapshot.pages(Kind.ARTICLE, since=date(2026, 11, 2))] == [NEW, UNDATED]
    assert len(list(snapshot.pages(Kind.ARTICLE, since=date(2025, 1, 3)))) == 3


def test_whether_a_page_was_understood(snapshot: Snapshot) -> None:
    assert snapshot.understood(OLD)
    assert snapshot.understood(f"{HOME}tzgg")
    assert not snapshot.understood(LOST)


def test_how_readings_ended(snapshot: Snapshot) -> None:
    endings = {outcome: (times, size) for outcome, times, size in snapshot.endings()}
    assert (endings["timeout"], endings["http-error"]) == ((1, 100), (1, 100))
    assert [reading.url for reading in snapshot.readings(Outcome.TIMEOUT, Outcome.RESET)] == [LAST]
    assert sum(times for times, _ in endings.values()) == len(list(snapshot.readings()))
    assert list(snapshot.redirected()) == [(f"{HOME}tzgg", LIST)]
