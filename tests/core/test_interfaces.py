"""Interfaces as the catalogue describes them: what they are asked, what their answers hold."""

import json
import re
from dataclasses import replace

import pytest

from core.interfaces import Interface, draws, is_answer, known

CHANNEL = "http://www.yunze.gov.cn/gongkai/site_a/channel_b/"
CALL = "http://www.yunze.gov.cn/api/site_a/channel_b/"
INTERFACE = Interface(
    page=re.compile(r"/(?P<site>site_\w+)/(?P<channel>channel_\w+)/$"),
    url="/api/{site}/{channel}/{page}.json",
    start=0,
    pages="page.count",
    rows="rows",
    address="link.href",
    title="name",
    day="at",
)


def answer(count: object = 2, **row: object) -> str:
    return json.dumps(
        {"page": {"count": count}, "rows": [{"link": {"href": "a.html"}, "name": "办法", "at": "2026-11-18", **row}]}
    )


def test_what_is_asked() -> None:
    assert INTERFACE.first(CHANNEL) == f"{CALL}0.json"
    assert INTERFACE.first("http://www.yunze.gov.cn/zwgk/") == ""
    assert replace(INTERFACE, url="").first(CHANNEL) == ""
    assert INTERFACE.answers(f"{CALL}7.json")
    assert not INTERFACE.answers(f"{CALL}x.json")
    assert not replace(INTERFACE, url="").answers(f"{CALL}7.json")


@pytest.mark.parametrize(
    ("number", "count", "following"), [(0, 2, "1"), (1, 2, ""), (5, "2", ""), (3, None, "4"), (0, "?", "1")]
)
def test_what_follows(number: int, count: object, following: str) -> None:
    expected = f"{CALL}{following}.json" if following else ""
    assert INTERFACE.next(f"{CALL}{number}.json", answer(count)) == expected


def test_rows_as_html() -> None:
    assert INTERFACE.listed(answer()) == '<li><a href="a.html">办法</a><span>2026-11-18</span></li>'
    assert (
        INTERFACE.listed(answer(name="<b>&")) == '<li><a href="a.html">&lt;b&gt;&amp;</a><span>2026-11-18</span></li>'
    )
    assert INTERFACE.listed('{"rows": []}') == ""
    assert INTERFACE.listed(answer(link={})) is None


@pytest.mark.parametrize(
    ("at", "day"), [(1_794_931_200, "2026-11-18"), (1_794_931_199_999, "2026-11-17"), ("11-18", "11-18"), (None, "")]
)
def test_days(at: object, day: str) -> None:
    assert f"<span>{day}</span>" in (INTERFACE.listed(answer(at=at)) or "")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": {}}', "<html></html>", "null"])
def test_what_holds_no_list(text: str) -> None:
    assert INTERFACE.listed(text) is None


def test_the_catalogue_describes_no_call_that_nobody_knows() -> None:
    assert [interface.url for interface in known() if not interface.marks] == [""]
    assert draws("http://www.yunze.gov.cn/gongkai/channel_6389aee73759918282646510/")
    assert draws("http://www.yunze.gov.cn/gongkai/channel_x_0_6735/?page=2")
    assert not draws("http://www.yunze.gov.cn/gongkai/site_a/channel_b/doc_6455e7c56fc86cd7521320e4.html")
    assert not draws("http://www.yunze.gov.cn/gongkai/site_a/")


@pytest.mark.parametrize(
    ("url", "answers"),
    [
        ("http://www.yunze.gov.cn/module/web/jpage/dataproxy.jsp?page=2", True),
        ("http://www.yunze.gov.cn/module/jslib/jquery/jpage/dataproxy.jsp?startrecord=1", True),
        ("http://www.yunze.gov.cn/module/jpage/morecolumndataproxy.jsp", True),
        ("http://www.yunze.gov.cn/col/col1/index.html?u=/dataproxy.jsp", False),
        ("http://www.yunze.gov.cn/jact/front/dataproxy_mailnewlist.action", False),
        ("http://www.yunze.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?webId=1", True),
        ("http://www.yunze.gov.cn/module/xxgk/search.jsp?vc_title=", False),
        ("http://www.yunze.gov.cn/common/search/?q=1", False),
    ],
)
def test_addresses_of_interfaces(url: str, answers: bool) -> None:
    assert is_answer(url) is answers


PIECE = replace(
    INTERFACE, html=True, pages=r"/(\d+)页", rows="a[mc]", address="href", title="mc", day="rq", own="/{channel}_"
)
WITH_FACTS = "<p><a href='/b_1.html' mc='办法' rq='2026-11-18'>办…</a></p>"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"{WITH_FACTS}1/2页", '<li><a href="/b_1.html">办法</a><span>2026-11-18</span></li>'),
        ("<p></p>0/0页", ""),
        ("<p>暂无信息</p>", ""),
        ("<p>系统繁忙</p>", None),
        ("<p><a href='/b_1.html'>办法</a></p>1/1页", None),
        (f"<html><body>{WITH_FACTS}</body></html>", None),
        ("", None),
    ],
)
def test_rows_of_a_piece(text: str, rows: str | None) -> None:
    assert PIECE.listed(text) == rows


@pytest.mark.parametrize(
    ("number", "text", "following"),
    [
        (0, f"{WITH_FACTS}1/2页", "1"),
        (1, f"{WITH_FACTS}2/2页", ""),
        (3, WITH_FACTS, "4"),
        (3, "暂无信息", ""),
        (3, "<p></p>", "4"),
    ],
)
def test_what_follows_a_piece(number: int, text: str, following: str) -> None:
    assert PIECE.next(f"{CALL}{number}.json", text) == (f"{CALL}{following}.json" if following else "")


def test_entries_of_others() -> None:
    assert PIECE.owns("http://x.gov.cn/channel_b_1.html", CHANNEL)
    assert not PIECE.owns("http://x.gov.cn/channel_c_1.html", CHANNEL)
    assert INTERFACE.owns("http://x.gov.cn/channel_c_1.html", CHANNEL)


ASKING = replace(
    INTERFACE,
    marks=("asksList",),
    page=re.compile(""),
    url="/api/{site}/{size}/{page}.json",
    find={"site": re.compile(r"site:(\d+)"), "size": re.compile(r"size:(\d+)|many:(\d+)")},
    usual={"size": "15"},
)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("asksList({site:7, many:20})", "/api/7/20/0.json"),
        ("asksList({site:7})", "/api/7/15/0.json"),
        ("asksList({site:7}); asksList({site:7})", "/api/7/15/0.json"),
        ("asksList({size:20})", ""),
        ("asksList({site:7}); asksList({site:8})", ""),
        ("otherList({site:7})", ""),
    ],
)
def test_what_the_words_of_a_page_ask(html: str, url: str) -> None:
    assert ASKING.first(CHANNEL, html) == (f"http://www.yunze.gov.cn{url}" if url else "")
