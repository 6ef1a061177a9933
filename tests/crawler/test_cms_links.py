"""博达 VSB and eportal: only the links of a list's own pager lead on, whatever their numbers say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from core.html import understand
from core.types import Kind
from crawler import cms
from tests.invented import column
from tests.site import misbehaviour as bad
from tests.site.lists import HOME, walked
from tests.site.loopback import Loopback
from tests.site.web import Content

LIST = "/zwgk/tzgg.htm"
MARK = "<!--Announced by Visual SiteBuilder 9--><script src='/system/resource/js/counter.js'></script>"
PAGES = 4


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def rows(page: int, folder: str = "/info/1042/", size: int = 15) -> str:
    numbers = range((page - 1) * size + 1, page * size + 1)
    lines = (
        f"<li><a href='{folder}{3_000 + n}.htm'>云泽区第{n}号公告</a><span>2026-03-01</span></li>" for n in numbers
    )
    return f"<ul>{''.join(lines)}</ul>"


def vsb(page: int) -> str:
    """Page 1 is the list's own address, page 2 has the highest number."""
    following = f"tzgg/{PAGES - page}.htm" if page == 1 else f"{PAGES - page}.htm"
    pager = (
        f"<a href='{following}'>下页</a><a href='{'tzgg/' if page == 1 else ''}1.htm'>尾页</a>"
        if page < PAGES
        else "下页 尾页"
    )
    return column("通知公告", f"{MARK}{rows(page)}<div>共60条 {page}/{PAGES} 首页 上页 {pager}</div>")


def test_pages_that_are_numbered_backwards(net: Loopback, tmp_path: Path) -> None:
    pages: dict[str, Content] = {LIST: vsb(1)}
    pages |= {f"/zwgk/tzgg/{PAGES - page + 1}.htm": vsb(page) for page in range(2, PAGES + 1)}
    found = walked(net, tmp_path, pages, LIST)
    assert len(set(found.rows)) == 15 * PAGES
    assert (found.unread, found.drawn, found.reasons) == (0, False, [])
    assert not [path for path in found.asked if path.startswith("/zwgk/tzgg_") or path == f"/zwgk/tzgg/{PAGES}.htm"]


def test_a_page_that_fails_leaves_the_list_not_whole(net: Loopback, tmp_path: Path) -> None:
    found = walked(net, tmp_path, {LIST: vsb(1), "/zwgk/tzgg/3.htm": vsb(2), "/zwgk/tzgg/2.htm": bad.reset}, LIST)
    assert len(set(found.rows)) == 30
    assert found.unread > 0


def test_what_says_itself_that_it_is_empty() -> None:
    head = "<meta name='ColumnName' content='意见征集'>"
    html = column("意见征集", f"{MARK}<table><tr><td>共0条&nbsp;0/0&nbsp;</td></tr></table>", head=head)
    page = understand(html, HOME + LIST)
    assert (page.kind, page.rows, page.says_empty, page.drawn) == (Kind.COLUMN, (), True, False)
    assert cms.more(html, page) == []


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ("<a href='tzgg/30.htm'>下页</a>", ["/zwgk/tzgg/30.htm"]),
        ("<a href='tzgg/30.htm'>下一页</a><a href='tzgg/30.htm'>2</a>", ["/zwgk/tzgg/30.htm"]),
        (
            "<a href='?a3t=31&a3p=2&a3c=10&urltype=tree.TreeTempUrl&wbtreeid=1114'>下页</a>",
            ["/zwgk/tzgg.htm?a3t=31&a3p=2&a3c=10&urltype=tree.TreeTempUrl&wbtreeid=1114"],
        ),
        ("<a href='javascript:_simple_list_gotopage_fun(3,&quot;a&quot;,1)'>跳转</a>", []),
        ("<a href='/zwgk/zcwj/8.htm'>下页</a>", []),
        ("<a href='/info/1042/3001.htm'>下一条</a>", []),
    ],
)
def test_only_links_of_the_pager_lead_on(pager: str, following: list[str]) -> None:
    html = column("通知公告", f"{MARK}{rows(1)}{pager}")
    assert [url.removeprefix(HOME) for url in cms.more(html, understand(html, HOME + LIST))] == following


def eportal(page: int) -> str:
    query = "/eportal/ui?pageId=302272&moduleId=b600eb6d&currentPage="
    pager = (
        "".join(f"<a href='{query}{one}'>{one}</a>" for one in range(1, 4))
        + f"<a href='{query}{min(page + 1, 3)}'>下一页</a>"
    )
    return column("通知公告", f"{rows(page, '/zwgk/tzgg/2026/')}<div>{pager}</div>")


async def by_number(request: web.Request) -> web.Response:
    return web.Response(text=eportal(int(request.query["currentPage"])), content_type="text/html")


def test_a_list_whose_pages_stand_at_one_address(net: Loopback, tmp_path: Path) -> None:
    found = walked(net, tmp_path, {"/zwgk/tzgg/ggl/": eportal(1), "/eportal/ui": by_number}, "/zwgk/tzgg/ggl/")
    assert len(set(found.rows)) == 45
    assert (found.unread, found.drawn) == (0, False)
