"""Lists of 开普, 龙讯 and of Hanweb's 信息公开 module: read through interfaces that the catalogue describes, or not called whole."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from core.html import understand
from tests.invented import column
from tests.site.lists import HOME, Seen, numbered, walked
from tests.site.loopback import Loopback
from tests.site.web import Answer, Content

TOTAL = 46
CHANNEL = "0f6f3bd0c5a94b0e8f2f6d1c7a5e9b34"
UCAP, UCAP_CALL = "/yzq/c100231/common_list.shtml", f"/common/search/{CHANNEL}"
LONSUN, LONSUN_CALL = "/public/column/171/", "/site/label/8888"
XXGK, XXGK_CALL = "/col/col11720/index.html", "/module/xxgk/search.jsp"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def day(number: int) -> str:
    return f"2026-03-{1 + number % 28:02}"


def ucap_page(more: str = "") -> str:
    return column(
        "通知公告",
        "<ul id='news'></ul><script src='/static/common.js'></script><script>var channelId = '" + CHANNEL + "';"
        "function load(n){ $.ajax({url: '/common/search/' + channelId + '?_isAgg=true&_isJson=true&_pageSize=20&page=' + n,"
        "success: function(d){ $('#news').html(template('rows', d.data)); }}); } load(1);</script>" + more,
    )


async def ucap(request: web.Request) -> web.Response:
    first = (int(request.query["page"]) - 1) * 20 + 1
    rows = [
        {
            "title": f"云泽区第{number}号公告",
            "url": f"/yzq/c100231/202603/{number:032x}.shtml",
            "publishedTimeStr": f"{day(number)} 10:20:00",
        }
        for number in range(first, min(first + 19, TOTAL) + 1)
    ]
    return web.json_response({"data": {"total": TOTAL, "rows": 20, "page": 1, "results": rows}})


def lonsun_page(more: str = "") -> str:
    return column(
        "部门文件",
        "<div id='publicList'></div><script>$(function(){ $('#publicList').load('/site/label/8888?IsAjax=1&_=' + Math.random(),"
        "{labelName:'publicInfoList',siteId:'6795',pageSize:'20',pageIndex:1,action:'list',organId:'171',type:4,catId:'3301',"
        "file:'/xxgk/publicInfoList_newest2020'}); });</script>" + more,
    )


async def lonsun(request: web.Request) -> web.Response:
    query = request.query
    assert (query["siteId"], query["organId"], query["catId"], query["file"][:6]) == ("6795", "171", "3301", "/xxgk/")
    assert "_" not in query
    first = (int(query["pageIndex"]) - 1) * 20 + 1
    rows = "".join(
        f"<li><a href='/public/171/{59_591_000 + number}.html'>云泽区第{number}号公告</a><span>{day(number)}</span></li>"
        for number in range(first, min(first + 19, TOTAL) + 1)
    )
    pager = "<script>Ls.pagination('#page',{pageCount:3,pageIndex:1})</script>"
    return web.Response(text=f"<ul>{rows}</ul>{pager}", content_type="text/html")


def xxgk_page(more: str = "") -> str:
    return column(
        "法定主动公开内容",
        "<div id='div11720'></div><script>$.post('/module/xxgk/search.jsp', {infotypeId:'A0102', jdid:'1', area:'11370100MB28',"
        "divid:'div11720', sortfield:',compaltedate:0'}, function(t){ $('#div11720').html(t); });</script>" + more,
    )


async def xxgk(request: web.Request) -> web.Response:
    """Tells entries of another column as well."""
    query = request.query
    assert (query["infotypeId"], query["divid"], query["area"]) == ("A0102", "div11720", "11370100MB28")
    first = (int(query["currpage"]) - 1) * 20 + 1
    rows = "".join(
        f"<tr><td><a href='/art/2026/3/1/art_{column_}_{2_200_000 + number}.html?xxgkhide=1' mc='云泽区第{number}号公告' rq='{day(number)}'"
        f" wh='' syh='1137/2026-{number}' target='_blank'>云泽区第{number}…</a></td></tr>"
        for number in range(first, min(first + 19, TOTAL) + 1)
        for column_ in (11720, 11721)
    )
    return web.Response(text=f"<table>{rows}</table><div>共<span>3</span>页</div>", content_type="text/html")


FAMILIES: dict[str, tuple[str, str, Callable[..., str], Any]] = {
    "ucap": (UCAP, UCAP_CALL, ucap_page, ucap),
    "lonsun": (LONSUN, LONSUN_CALL, lonsun_page, lonsun),
    "xxgk": (XXGK, XXGK_CALL, xxgk_page, xxgk),
}


def found(net: Loopback, folder: Path, family: str, interface: Content | None = None, more: str = "") -> Seen:
    url, call, page, own = FAMILIES[family]
    return walked(net, folder, {url: page(more), call: interface or own}, url)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_list_is_read_to_its_end(net: Loopback, tmp_path: Path, family: str) -> None:
    seen = found(net, tmp_path, family)
    assert (len(seen.rows), len(set(seen.rows)), seen.unread) == (TOTAL, TOTAL, 0)
    assert (seen.drawn, seen.reasons, len(seen.days)) == (False, [], 28)
    assert sum(path.startswith(FAMILIES[family][1]) for path in seen.asked) == 3


EMPTY = {
    "ucap": '{"data":{"total":0,"rows":20,"results":[]}}',
    "lonsun": "<ul></ul><p>暂无相关信息</p>",
    "xxgk": "<table></table><div>共<span>0</span>页</div>",
}
STRANGE = {
    "ucap": '{"data":{"total":2,"rows":20,"results":[{"name":"公告","href":"/a.html"}]}}',
    "lonsun": "<p>请稍后再试</p>",
    "xxgk": "<table><tr><td><a href='/art/2026/art_0f6f3bd0.html'>云泽区第1号公告</a></td></tr></table><div>共1页</div>",
}


@pytest.mark.parametrize("family", FAMILIES)
def test_an_empty_list_is_seen_to_be_empty(net: Loopback, tmp_path: Path, family: str) -> None:
    seen = found(net, tmp_path, family, numbered(EMPTY[family]))
    assert (seen.rows, seen.unread, seen.drawn, seen.reasons) == ([], 0, False, [])


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", ["strange", "a page", "405", "404", "token"])
def test_what_was_not_answered_is_not_empty(net: Loopback, tmp_path: Path, family: str, kind: str) -> None:
    answers: dict[str, Content] = {
        "strange": numbered(STRANGE[family]),
        "a page": Answer("<!DOCTYPE html><html><body>系统繁忙，请稍后再试</body></html>"),
        "405": Answer("", 405),
        "404": Answer("", 404),
        "token": Answer('{"code":401,"msg":"token"}', headers={"Content-Type": "application/json"}),
    }
    seen = found(net, tmp_path, family, answers[kind])
    assert (seen.rows, seen.drawn) == ([], False)
    assert seen.unread > 0


def test_an_answer_with_entries_of_other_columns_alone(net: Loopback, tmp_path: Path) -> None:
    text = "<a href='/art/2026/3/1/art_11799_22.html' mc='云泽区第1号公告' rq='2026-03-01'>云泽区</a><div>共1页</div>"
    seen = found(net, tmp_path, "xxgk", numbered(f"<div>{text}</div>"))
    assert (seen.rows, seen.reasons) == ([], ["strange"])
    assert seen.unread > 0


@pytest.mark.parametrize(
    ("family", "more"),
    [
        ("ucap", f"<script>$.ajax('/common/search/{CHANNEL[::-1]}?_isJson=true')</script>"),
        ("ucap", "<script>$.ajax({url: '/api/news', success: show})</script>"),
        ("ucap", "<div id='list2'></div><div id='datalist'></div>"),
        ("lonsun", "<script>var other = {labelName:'publicInfoList', catId:'3302'};</script>"),
        ("xxgk", "<script>var next = {infotypeId:'B0101'};</script>"),
        ("xxgk", "<script>new Vue({el: '#more'})</script>"),
    ],
)
def test_a_page_with_more_than_we_ask_is_drawn(family: str, more: str) -> None:
    url, _, page, _ = FAMILIES[family]
    assert understand(page(more), HOME + url).drawn
    assert not understand(page(), HOME + url).drawn


@pytest.mark.parametrize(
    "body",
    [
        "<script>$.ajax({url:'/searchList/'+id+'?_isJson=true', success: show})</script>",
        "<script>$.post('/module/xxgk/search.jsp', {area: area}, show)</script>",
        "<script>$.get('/site/label/8888', {labelName:'publicInfoList', organId: organ}, show)</script>",
        "<ul id='list'></ul><script>$.post('/EWB-FRONT/rest/lightfrontaction/getgovinfolist', p, show)</script>",
        "<script>epoint.execute('getInfoList', '', draw)</script>",
    ],
    ids=["ucap", "xxgk", "lonsun", "epoint", "epoint by name"],
)
def test_a_page_that_names_not_all_is_drawn(body: str) -> None:
    assert understand(column("通知公告", body), f"{HOME}/zwgk/tzgg/list.html").drawn


@pytest.mark.parametrize(
    "body", ["<form action='/searchList/'><input name='q'></form>", "<a href='/module/xxgk/search.jsp'>检索</a>"]
)
def test_words_of_a_platform_alone_draw_nothing(body: str) -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>云泽区第{n}号公告</a><span>2026-03-01</span></li>" for n in range(4100, 4104)
    )
    assert not understand(column("通知公告", f"{body}<ul>{rows}</ul>"), f"{HOME}/zwgk/tzgg/").drawn
