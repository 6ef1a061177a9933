"""TRS: texts that go on under further addresses, attachments and interpretations in variables, columns that lead elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.html import looks_like_article, understand
from core.snapshot import Snapshot
from core.types import Kind
from crawler import cms
from tests.invented import article, column
from tests.site.lists import HOME, walked
from tests.site.loopback import Loopback
from tests.site.web import Content

FOLDER = "/zwgk/ghjh/202603/"
LEAF = "t20260301_69321"
TITLE = "云泽区国民经济和社会发展第十五个五年规划纲要"
FIRST = "第一章　发展环境。“十四五”时期，全区上下坚持稳中求进工作总基调，经济社会发展取得新的成效。"
SECOND = "第二章　总体要求。坚持高质量发展主题，推动经济实现质的有效提升和量的合理增长，增进民生福祉。"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def part(text: str, number: int, more: str = "") -> str:
    pager = f'<script>createPageHTML(2,{number},"{LEAF}","html");</script>'
    head = f"<head><meta name='ArticleTitle' content='{TITLE}'><meta name='PubDate' content='2026-03-01 09:30'>"
    return article(TITLE, "2026-03-01", text).replace("<head>", head).replace("</body>", f"{pager}{more}</body>")


def test_a_long_article_is_one_article(net: Loopback, tmp_path: Path) -> None:
    entry = f"<ul><li><a href='{FOLDER}{LEAF}.html'>{TITLE}</a><span>2026-03-01</span></li></ul>"
    attachment = "<p><a href='./P020260301.doc'>附件</a></p>"
    pages: dict[str, Content] = {
        "/zwgk/ghjh/": column("规划计划", entry),
        f"{FOLDER}{LEAF}.html": part(FIRST, 0),
        f"{FOLDER}{LEAF}_1.html": part(SECOND, 1, attachment),
    }
    found = walked(net, tmp_path, pages, "/zwgk/ghjh/")
    assert f"{FOLDER}{LEAF}_1.html" in found.asked
    assert f"{FOLDER}P020260301.doc" in found.asked
    with Snapshot(tmp_path / "1.sqlite") as snapshot:
        articles = [page for page in snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT) if page.title == TITLE]
        further = snapshot.page(net.url(f"{FOLDER}{LEAF}_1.html"))
    assert [page.url for page in articles] == [net.url(f"{FOLDER}{LEAF}.html")]
    assert further is not None
    assert (further.kind, further.published, further.canonical) == (Kind.OTHER, None, net.url(f"{FOLDER}{LEAF}.html"))
    assert SECOND in further.text


@pytest.mark.parametrize(
    ("leaf", "kind"),
    [
        ("t20260301_69321.html", Kind.ARTICLE),
        ("t20260301_69321_2.shtml", Kind.OTHER),
        ("t20260301_69321_12.html", Kind.OTHER),
        ("t20260301_69321_2.docx.html", Kind.ARTICLE),
        ("index_1.html", Kind.ARTICLE),
    ],
)
def test_addresses_of_further_parts(leaf: str, kind: Kind) -> None:
    assert understand(part(FIRST, 0), f"{HOME}{FOLDER}{leaf}").kind is kind


@pytest.mark.parametrize(
    "call", ['createPageHTML(1,0,"t20260301_69321","html")', 'createPageHTML(3,0,"t20251111_1","html")']
)
def test_an_article_of_one_page(call: str) -> None:
    url = f"{HOME}{FOLDER}{LEAF}.html"
    html = article(TITLE, "2026-03-01") + f"<script>{call}</script>"
    assert looks_like_article(url)
    assert cms.more(html, understand(html, url)) == []


def links(script: str) -> dict[str, str]:
    url = f"{HOME}{FOLDER}{LEAF}.html"
    page = understand(article(TITLE, "2026-03-01") + f"<script>{script}</script>", url)
    return {link.url.removeprefix(HOME): link.text for link in page.links if link.kind == "script"}


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (
            """var str_appendix='<a href="./P020260302395.doc">附件1：<b>申报表</b></a><br><a href="./P0202.xls">附件2</a>';""",
            {f"{FOLDER}P020260302395.doc": "附件1:申报表", f"{FOLDER}P0202.xls": "附件2"},
        ),
        (
            """var jied_text='一图读懂';\nvar jied_url='/zwgk/zcjd/202603/t20260302_7.html';""",
            {"/zwgk/zcjd/202603/t20260302_7.html": "一图读懂"},
        ),
        (
            """var jied_url = "/zwgk/zcjd/202603/t20260302_7.html",jied_text = "一图读懂";""",
            {"/zwgk/zcjd/202603/t20260302_7.html": "一图读懂"},
        ),
        ("""var str_appendix='<a href="">附件</a>';""", {}),
        ("""var str_appendix='';var jied_text=''; var jied_url='';""", {}),
        ("""// var jied_url='/zwgk/zcjd/202001/t20200102_7.html';""", {}),
        ("""var jied_url='/zwgk/zcjd/' + id + '.html';""", {}),
        ("""var str_appendix='<a href="' + url + '">附件</a>';""", {}),
        ("""var other='<a href="./P020260302395.doc">附件</a>';""", {}),
        ("""if (jied_url == '/zwgk/zcjd/t20200102_7.html') show();""", {}),
    ],
)
def test_links_in_variables(script: str, found: dict[str, str]) -> None:
    assert {url: text.replace("：", ":") for url, text in links(script).items()} == found


@pytest.mark.parametrize(
    "head",
    [
        """<script>var lm="规划计划"; if(lm=="规划计划"){"""
        """document.write('<meta http-equiv="Refresh" content="0;URL=/zwgk/tzgg/" />');}</script>""",
        """<meta http-equiv="Refresh" content="0;URL=./../tzgg/" />""",
    ],
    ids=["written", "plain"],
)
def test_a_column_that_leads_elsewhere(head: str) -> None:
    assert understand(f"<html><head>{head}</head></html>", f"{HOME}/zwgk/ghjh/").redirect == f"{HOME}/zwgk/tzgg/"
