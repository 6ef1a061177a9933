"""Hanweb JPAAS: the unit that holds a column's list is asked as its page says, page by page, or the list is not called whole."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from core.html import understand
from crawler import cms
from tests.invented import column
from tests.site.lists import HOME, numbered, walked
from tests.site.loopback import Loopback
from tests.site.web import Answer, Content

COLUMN = "/zwgk/zdgk/index.html"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
TOTAL, SIZE = 46, 20


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def script(name: str = "内容区域", kind: str = "column", page: str = "3f2504e04f89", interface: str = UNIT) -> str:
    query = {
        "parseType": "bulidstatic",
        "webId": "9a0c",
        "tplSetId": "77b1",
        "pageType": kind,
        "tagId": name,
        "pageId": page,
    }
    written = json.dumps(query, ensure_ascii=False).replace('"', "'")
    return (
        f'<div class="list"><script src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3" url="{interface}" '
        f'queryData="{written}"></script></div>'
    )


def piece(first: int, last: int, pager: str = "") -> str:
    lines = "".join(
        f'<li><a href="zwgk/zdgk/art/2026/art_{number:032x}.html" title="云泽区第{number}号\n公告">云泽区第{number}号公告</a>'
        f"<span>2026-03-{1 + number % 28:02}</span></li>\n"
        for number in range(first, min(last, TOTAL) + 1)
    )
    return f'<div class="page-content"><ul class="news">{lines}</ul></div>{pager}'


def answered(html: str, success: bool = True) -> str:
    return json.dumps(
        {"code": "200", "success": success, "data": {"html": html} if success else {}}, ensure_ascii=False
    )


def pager(number: int, size: int) -> str:
    return f'<script>oLayPageRender("page", {{rows:"{size}",count:"{TOTAL}",pageNo:"{number}"}})</script>'


def page_of(request: web.Request) -> tuple[int, int]:
    asked = json.loads(request.query.get("paramJson", '{"pageNo":1,"pageSize":"20"}'))
    return int(asked["pageNo"]), int(asked["pageSize"])


async def pages(request: web.Request) -> web.Response:
    """As most servers: one page by its number, with a pager."""
    assert request.query["tagId"] == "内容区域"
    number, size = page_of(request)
    return web.json_response(text=answered(piece((number - 1) * size + 1, number * size, pager(number, size))))


async def without_pager(request: web.Request) -> web.Response:
    number, size = page_of(request)
    return web.json_response(text=answered(piece((number - 1) * size + 1, number * size)))


async def own_size(request: web.Request) -> web.Response:
    """Heeds the number of the page and not its size."""
    number, _ = page_of(request)
    return web.json_response(text=answered(piece((number - 1) * SIZE + 1, number * SIZE)))


async def by_numbers(request: web.Request) -> web.Response:
    """The pager has the numbers alone."""
    number, size = page_of(request)
    numbers = "".join(f"<span data-page='{one}'>{one}</span>" for one in range(1, -(-TOTAL // size) + 1))
    return web.json_response(text=answered(piece((number - 1) * size + 1, number * size, numbers)))


@pytest.mark.parametrize("interface", [pages, without_pager, own_size, by_numbers])
def test_a_list_is_read_to_its_end(net: Loopback, tmp_path: Path, interface: Content) -> None:
    found = walked(net, tmp_path, {COLUMN: column("重点领域", script()), UNIT: interface}, COLUMN)
    assert len(set(found.rows)) == TOTAL
    assert all(row.startswith("/zwgk/zdgk/art/2026/") for row in found.rows)
    assert (found.unread, found.drawn, found.reasons) == (0, False, [])
    assert len(found.days) == 28


def test_a_list_of_one_page_is_asked_once(net: Loopback, tmp_path: Path) -> None:
    text = answered(piece(1, 6, '<script>oLayPageRender("page", {rows:"20",count:"6",pageNo:"1"})</script>'))
    found = walked(net, tmp_path, {COLUMN: column("重点领域", script()), UNIT: numbered(text)}, COLUMN)
    assert (len(found.rows), found.unread, found.reasons) == (6, 0, [])
    assert sum(UNIT in path for path in found.asked) == 1


def test_an_empty_list_is_seen_to_be_empty(net: Loopback, tmp_path: Path) -> None:
    text = answered('<div class="page-content"><ul class="news"></ul></div>')
    found = walked(net, tmp_path, {COLUMN: column("重点领域", script()), UNIT: numbered(text)}, COLUMN)
    assert (found.rows, found.unread, found.drawn) == ([], 0, False)


def test_paging_that_is_not_heeded_is_seen(net: Loopback, tmp_path: Path) -> None:
    text = answered(piece(1, SIZE, pager(1, SIZE)))
    found = walked(net, tmp_path, {COLUMN: column("重点领域", script()), UNIT: numbered(text)}, COLUMN)
    assert len(set(found.rows)) == SIZE
    assert found.unread > 0
    assert found.reasons == ["repeats"]
    assert sum(UNIT in path for path in found.asked) <= 3


@pytest.mark.parametrize(
    "interface",
    [
        Answer(answered("", success=False), headers={"Content-Type": "application/json"}),
        Answer(answered(""), headers={"Content-Type": "application/json"}),
        Answer("<html><body>系统繁忙</body></html>"),
        Answer("", 404),
        Answer("", 405),
        Answer(answered("<div><p><a href='/'>返回</a></p></div>"), headers={"Content-Type": "application/json"}),
    ],
    ids=["no success", "nothing", "a page", "404", "by POST alone", "no list"],
)
def test_what_was_not_answered_is_not_empty(net: Loopback, tmp_path: Path, interface: Content) -> None:
    found = walked(net, tmp_path, {COLUMN: column("重点领域", script()), UNIT: interface}, COLUMN)
    assert found.rows == []
    assert found.unread > 0


def test_two_columns_that_show_one_unit(net: Loopback, tmp_path: Path) -> None:
    """Whose entries they are cannot be told: the second one is not called empty."""
    made: dict[str, Content] = {
        COLUMN: column("重点领域", script()),
        "/also/": column("专题公开", script()),
        UNIT: pages,
    }
    found = walked(net, tmp_path, made, COLUMN)
    assert found.reasons == ["shared"]


@pytest.mark.parametrize(
    "body",
    [
        script("最新信息"),
        script(kind="article"),
        script() + script("热点信息", page="other"),
        script(interface="/api/other/unit"),
        '<script src="/cms_files/default/script/AuthorizedRead/unitbuild.js"></script>',
    ],
    ids=["another unit", "of articles", "one more unit", "another interface", "says nothing"],
)
def test_units_that_nobody_asks_are_drawn(body: str) -> None:
    assert understand(column("重点领域", body), HOME + COLUMN).drawn


def test_what_is_asked() -> None:
    html = column("重点领域", script())
    (url,) = cms.more(html, understand(html, HOME + COLUMN))
    assert url.startswith(f"{HOME}{UNIT}?parseType=bulidstatic&webId=9a0c&")
    assert "tagId=%E5%86%85%E5%AE%B9%E5%8C%BA%E5%9F%9F" in url
    (second,) = cms.more(
        answered(piece(1, SIZE, pager(1, SIZE))), understand(answered(piece(1, SIZE)), url, first=HOME + COLUMN)
    )
    assert re.search(r"&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A%2220%22%7D$", second)


def test_titles_are_whole() -> None:
    answer = answered(piece(1, 3))
    page = understand(answer, f"{HOME}{UNIT}?pageId=1", first=HOME + COLUMN)
    assert [row.title for row in page.rows] == ["云泽区第1号公告", "云泽区第2号公告", "云泽区第3号公告"]
