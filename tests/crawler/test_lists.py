"""Lists that repeat or lead astray: seen, cut, and never called whole."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from core.html import understand
from core.recorder import Recorder, Waiting
from core.types import Kind, Page, Row
from crawler.frontier import Frontier
from crawler.lists import Lists
from crawler.territory import Territory
from tests.invented import column
from tests.site.lists import HOME, reasons, walked
from tests.site.loopback import Loopback

LIST = "/zwgk/tzgg/"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    opened = Recorder(tmp_path / "1.sqlite")
    yield opened
    opened.close()


def listing(page: int, folder: str = LIST, more: str = "") -> str:
    lines = (
        f"<li><a href='{folder}{4_000 + page * 10 + n}.html'>云泽区第{n}号公告</a><span>2026-03-01</span></li>"
        for n in range(10)
    )
    return f"<ul>{''.join(lines)}</ul>{more}"


def numbers(page: int) -> str:
    return f"<div><a href='?page={page + 1}'>下一页</a></div>"


async def same_for_ever(request: web.Request) -> web.Response:
    """Another number, the same entries; the day's visits differ."""
    page = int(request.query.get("page", 1))
    return web.Response(
        text=column("通知公告", listing(1, more=f"<p>访问{page * 7}次</p>{numbers(page)}")), content_type="text/html"
    )


async def three_pages(request: web.Request) -> web.Response:
    page = int(request.query.get("page", 1))
    return web.Response(
        text=column("通知公告", listing(page, more=numbers(page) if page < 3 else "")), content_type="text/html"
    )


async def home_news(request: web.Request) -> web.Response:
    """Beyond the first page the news of the home page."""
    page = int(request.query.get("page", 1))
    shown = listing(page, LIST if page == 1 else "/zwgk/gzdt/")
    return web.Response(text=column("通知公告", shown + numbers(page)), content_type="text/html")


def test_an_ordinary_list(net: Loopback, tmp_path: Path) -> None:
    found = walked(net, tmp_path, {"/zwgk/tzgg/ggl": three_pages}, "/zwgk/tzgg/ggl")
    assert (len(set(found.rows)), found.unread, found.reasons) == (30, 0, [])


def test_paging_without_end_is_left(net: Loopback, tmp_path: Path) -> None:
    found = walked(net, tmp_path, {"/zwgk/tzgg/ggl": same_for_ever}, "/zwgk/tzgg/ggl")
    assert (len(set(found.rows)), found.reasons) == (10, ["repeats"])
    assert found.unread > 0
    assert len([path for path in found.asked if "page=" in path]) <= 3


def test_a_list_that_drifts_is_cut(net: Loopback, tmp_path: Path) -> None:
    found = walked(net, tmp_path, {"/zwgk/tzgg/ggl": home_news}, "/zwgk/tzgg/ggl")
    assert found.reasons == ["drifts"]
    assert found.unread > 0
    assert len([path for path in found.asked if "page=" in path]) == 1


def lists(recorder: Recorder) -> Lists:
    return Lists(Frontier(recorder), Territory((f"{HOME}/",), ()))


def page(url: str, *places: str, block: int = 0, count: int = 6) -> Page:
    rows = tuple(Row(block, HOME + place.format(n), f"云泽区第{n}号公告") for place in places for n in range(count))
    return Page(HOME + url, Kind.COLUMN, "通知公告", rows=rows)


FIRST = f"{HOME}/zwgk/tzgg/"
MORE = [f"{FIRST}index_1.html", f"{FIRST}index_2.html"]
FURTHER = Waiting(f"{FIRST}index_1.html", "page", 1, FIRST)


@pytest.mark.parametrize(
    ("first", "further", "stays"),
    [
        (["/zwgk/tzgg/202603/t20260301_{}.html"], ["/zwgk/tzgg/202511/t20251101_{}.html"], True),
        (["/zwgk/tzgg/202603/t20260301_{}.html"], ["/zwgk/tzgg/202511/t20251101_{}.html", "/zwgk/gzdt/{}.html"], True),
        (["/art/2026/3/1/art_11620_{}.html"], ["/art/2019/12/31/art_11620_{}.html"], True),
        (
            ["/art/2026/3/1/art_11620_{}.html", "/art/2026/3/1/art_11621_{}.html"],
            ["/art/2025/3/1/art_11622_{}.html"],
            True,
        ),
        (["/zwgk/tzgg/{}.html", "/zwgk/zcwj/{}.html"], ["/zwgk/gzdt/{}.html"], True),
        (["/info/1042/{}.htm"], ["/info/1042/9{}.htm"], True),
        (["/gongkai/site_a/channel_b/doc_{}.html"], ["/gongkai/site_c/channel_d/doc_{}.html"], False),
        (["/art/2026/3/1/art_11620_{}.html"], ["/art/2026/3/1/art_11799_{}.html"], False),
        (["/zwgk/tzgg/202603/t20260301_{}.html"], ["/zwgk/gzdt/202603/t20260301_{}.html"], False),
    ],
)
def test_what_is_a_list_of_its_own(
    recorder: Recorder, tmp_path: Path, first: list[str], further: list[str], stays: bool
) -> None:
    walk = lists(recorder)
    walk.further(MORE, page("/zwgk/tzgg/", *first), Waiting(FIRST, "page", 1))
    shown = page("/zwgk/tzgg/index_1.html", *further)
    assert (walk.own(shown, FURTHER).rows == shown.rows) is stays
    walk.further([], shown, FURTHER)
    recorder.commit()
    assert reasons(tmp_path / "1.sqlite") == ([] if stays else ["drifts"])


def test_few_rows_say_nothing_of_where_a_list_stands(recorder: Recorder) -> None:
    walk = lists(recorder)
    walk.further(MORE, page("/zwgk/tzgg/", "/zwgk/tzgg/{}.html", count=4), Waiting(FIRST, "page", 1))
    shown = page("/zwgk/tzgg/index_1.html", "/zwgk/gzdt/{}.html")
    assert walk.own(shown, FURTHER) is shown


def test_what_stands_beside_every_page_is_not_strange(recorder: Recorder) -> None:
    """The last page has one entry, which was not recognised: the frame of the site is all that is seen."""
    walk, beside = lists(recorder), page("/zwgk/tzgg/index_1.html", "/zwgk/gzdt/{}.html", block=1)
    shown = page("/zwgk/tzgg/", "/zwgk/tzgg/{}.html", count=8)
    walk.further(MORE, replace(shown, rows=(*beside.rows, *shown.rows)), Waiting(FIRST, "page", 1))
    assert walk.own(beside, FURTHER) is beside


def test_a_page_of_no_list_keeps_its_rows(recorder: Recorder) -> None:
    shown = understand(column("通知公告", listing(1)), f"{HOME}{LIST}")
    assert lists(recorder).own(shown, Waiting(shown.url, "page", 1)) is shown
