"""Lists that stand in a page as data, and what answers of their interface hold."""

import json
from html import escape

import pytest

from core.datastore import answer, page_lists, unfold
from core.html import understand
from core.types import Kind
from tests.invented import column

URL = "http://www.yunze.gov.cn/col/col11620/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
#: As a browser finds it: & and Chinese raw, the title in single quotes, the date inside the link, entries of another column.
RECORDS = (
    '<li>\t<a href="/art/2026/5/24/art_11999_7076.html" target="_blank" title=\'关于对重点研发计划项目经费使用监督检查的通知\'>'
    '<div class="text">关于对重点研发计划项目经费使用监督检…</div><div class="text-date">2026-05-24</div></a></li>',
    '<li><a href="/art/2026/5/23/art_11620_7075.html">推进会</a><b>2026-05-23</b></li>',
)
NEXT = f'<nextgroup><![CDATA[<a href="{PROXY}?page=2&appid=1&path=/&columnid=11620&webname=云泽区科学技术局"></a>]]></nextgroup>'
CDATA = "".join(f"<record><![CDATA[{record}]]></record>\n" for record in RECORDS)
ESCAPED = CDATA.replace("<![CDATA[", "").replace("]]>", "").replace("<", "&lt;").replace(">", "&gt;")
ROWS = [
    (
        "http://www.yunze.gov.cn/art/2026/5/24/art_11999_7076.html",
        "关于对重点研发计划项目经费使用监督检查的通知",
        "2026-05-24",
    ),
    ("http://www.yunze.gov.cn/art/2026/5/23/art_11620_7075.html", "推进会", "2026-05-23"),
]


def store(records: str = CDATA, head: str = "") -> str:
    return f"<datastore>{head}<recordset>{records}</recordset></datastore>"


def in_page(data: str, call: str = "") -> str:
    return column("部门动态", f"<div id='5281'><script type='text/xml'>{data}</script></div><script>{call}</script>")


@pytest.mark.parametrize(
    "html",
    [
        in_page(store()),
        in_page(store(head=NEXT)),
        in_page(store(CDATA.replace("<![CDATA[", "").replace("]]>", ""))),
        in_page(store("".join(f"<record>{escape(record)}</record>" for record in RECORDS))),
        in_page(f"&lt;datastore&gt;&lt;recordset&gt;{ESCAPED}&lt;/recordset&gt;&lt;/datastore&gt;"),
        column("部门动态", f"<div id='5281'>{ESCAPED}</div><script>var s = '.jpage';</script>"),
        in_page(store(head="<totalrecord>2</totalrecord>"), f"$('#5281').jpage({{totalRecord:2,proxyUrl:'{PROXY}'}});"),
        in_page(
            store(),
            f"var p_1={{columnid:11620,unitid:'5281'}};$('#5281').jpage({{totalRecord:9,proxyUrl:'{PROXY}',ajaxParam:p_1}});",
        ),
    ],
    ids=["bare", "next", "no CDATA", "content escaped", "all escaped", "escaped in the body", "whole", "call by name"],
)
def test_records_of_a_page_are_rows(html: str) -> None:
    page = understand(html, URL)
    assert [(row.url, row.title, str(row.published)) for row in page.rows] == ROWS
    assert (page.kind, page.title, page.drawn) == (Kind.COLUMN, "部门动态", False)


def test_records_of_a_table_are_rows() -> None:
    records = "".join(
        f"<record><![CDATA[<tr><td>·<a href='/art/2026/5/{day}/art_1_{day}.html'>关于第{day}号事项的公示</a></td>"
        f"<td>2026-05-{day}</td></tr>]]></record>"
        for day in (21, 22)
    )
    page = understand(in_page(store(records)), URL)
    assert [str(row.published) for row in page.rows] == ["2026-05-21", "2026-05-22"]


@pytest.mark.parametrize("name", ["InitData5281", "dataStore"])
def test_an_array_of_records_is_rows(name: str) -> None:
    quoted = ",".join("'" + record.replace("'", "\\'").replace("/", "\\/") + "'" for record in RECORDS)
    html = column(
        "部门动态",
        f"<div id='5281'></div><script>var {name}=[{quoted}];$('#5281').jpage({{totalRecord:2,dataStore:{name}}});</script>",
    )
    page = understand(html, URL)
    assert [(row.url, row.title, str(row.published)) for row in page.rows] == ROWS
    assert not page.drawn


@pytest.mark.parametrize(
    "html",
    [
        in_page(store("")),
        in_page(store(), "$('#5281').jpage({totalRecord:90,perPage:15});"),
        in_page(store(), "$('#5281').jpage({perPage:15});"),
        in_page(store(head=NEXT.replace("dataproxy.jsp", "other.action"))),
        in_page(store("<record><![CDATA[<li>暂无链接的一条信息 2026-05-24</li>]]></record>")),
        in_page(
            store(), f"$('#5281').jpage({{totalRecord:90,proxyUrl:'{PROXY}'}});$('#5282').jpage({{totalRecord:4}});"
        ),
    ],
    ids=["none", "more and no way", "no total", "an unknown interface", "no links", "another list"],
)
def test_what_cannot_be_followed_is_drawn(html: str) -> None:
    assert understand(html, URL).drawn


def test_an_empty_list_that_says_so_is_empty() -> None:
    page = understand(
        in_page(store("", "<totalrecord>0</totalrecord>"), f"$('#5281').jpage({{totalRecord:0,proxyUrl:'{PROXY}'}});"),
        URL,
    )
    assert (page.rows, page.drawn) == ((), False)


def test_two_lists_of_a_page_go_on_each_for_itself() -> None:
    calls = "".join(
        f"$('#{box}').jpage({{totalRecord:90,proxyUrl:'{PROXY}',ajaxParam:{{unitid:'{box}'}}}});"
        for box in (5281, 5282)
    )
    html = column("部门动态", f"<div id='5281'></div><div id='5282'></div><script>{calls}</script>")
    found = [one.next for one in page_lists(html, URL)]
    assert [url.rpartition("&")[2] for url in found] == ["unitid=5281", "unitid=5282"]
    assert all("startrecord=1&endrecord=100&perpage=100" in url for url in found)


def test_ordinary_pages_stay_as_they_are() -> None:
    html = column("部门动态", "<p>本页介绍 datastore 与 record 标签的写法</p>")
    assert unfold(html, URL) == (html, False)
    assert page_lists(html, URL) == []


@pytest.mark.parametrize(
    ("text", "records", "total"),
    [
        (store(head="<totalrecord>3432</totalrecord><totalpage>35</totalpage>"), 2, 3432),
        (f"totalRecord=9;dataStore={list(RECORDS)!r};", 2, None),
        ("<datastore></datastore>", 0, None),
        ("dataStore=[];", 0, None),
    ],
)
def test_answers(text: str, records: int, total: int | None) -> None:
    found = answer(text)
    assert found is not None
    assert (len(found.records), found.total) == (records, total)


@pytest.mark.parametrize("text", ["", "\r\n" * 27, "<html><body>404</body></html>", '{"code":500}', "系统繁忙"])
def test_what_is_no_answer(text: str) -> None:
    assert answer(text) is None


def test_an_answer_is_no_page_of_its_own() -> None:
    page = understand(store(head=NEXT), f"http://www.yunze.gov.cn{PROXY}?page=1&columnid=11620", first=URL)
    assert [(row.url, row.title, str(row.published)) for row in page.rows] == ROWS
    assert (page.kind, page.title, page.path, page.drawn, page.says_empty) == (Kind.OTHER, "", (), False, False)
    assert len(page.links) == 2


def test_relative_addresses_of_an_answer_count_from_the_list() -> None:
    text = store(
        "<record><![CDATA[<li><a href='../art/2026/art_9.html'>关于开展检查的通知</a> 2026-05-24</li>]]></record>"
    )
    page = understand(text, f"http://www.yunze.gov.cn{PROXY}?page=1", first=URL)
    assert page.rows[0].url == "http://www.yunze.gov.cn/col/art/2026/art_9.html"


def test_a_page_in_the_place_of_an_answer_has_no_rows() -> None:
    html = column("首页", "<ul><li><a href='/zwgk/4100.html'>区政府召开会议</a> 2026-11-18</li></ul>")
    page = understand(html, f"http://www.yunze.gov.cn{PROXY}?page=2", first=URL)
    assert (page.rows, page.links) == ((), ())


def test_a_piece_of_a_page_that_comes_as_json() -> None:
    link = "<a href='hd/art/2026/art_7690.html' title='关于征求\n意见的通知'>关于征求…</a>"
    text = json.dumps({"code": "200", "data": {"html": f"<ul><li>{link}<b>2026-09-01</b></li></ul>"}})
    page = understand(text, "http://www.yunze.gov.cn/api-gateway/build/unit?pageId=1", first=URL)
    assert [(row.url, row.title, str(row.published)) for row in page.rows] == [
        ("http://www.yunze.gov.cn/hd/art/2026/art_7690.html", "关于征求意见的通知", "2026-09-01")
    ]
