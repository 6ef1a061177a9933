"""The further pages of a list, in the ways of the content management systems."""

import pytest

from core.html import understand
from crawler import cms
from tests.invented import article, column

LIST = "http://www.yunze.gov.cn/zwgk/tzgg/"


def further(script: str, url: str = LIST) -> list[str]:
    html = column("通知公告", f"<ul><li><a href='4100.html'>关于报送材料的通知</a></li></ul>{script}")
    return [found.removeprefix(LIST) for found in cms.more(html, understand(html, url))]


@pytest.mark.parametrize(
    ("script", "pages"),
    [
        ('<script>createPageHTML(4, 0, "index", "html")</script>', ["index_1.html", "index_2.html", "index_3.html"]),
        (
            "<script>createPageHTML('page_div',3, 1,'nav_list','shtml',12);</script>",
            ["nav_list_1.shtml", "nav_list_2.shtml", "nav_list_3.shtml"],
        ),
        ("<script>createPageHTML(1, 0, 'index', 'html');</script>", []),
        ("<script>createPageHTML(0, 0, 'index', 'html');</script>", []),
        ("<script>var currentPage = 0;var countPage=3;</script>", ["index_1.html", "index_2.html"]),
        (
            """<script>var countPage = 2; document.write("<a href=\\"list"+"_" + i + "."+"shtml\\">");</script>""",
            ["list_1.shtml"],
        ),
    ],
    ids=["from 0", "with a box, from 1", "one page", "none", "countPage", "countPage with names"],
)
def test_trs_pagers_are_scripts(script: str, pages: list[str]) -> None:
    assert further(script) == pages


def test_the_page_itself_is_left_out() -> None:
    script = '<script>createPageHTML(3, 1, "index", "html")</script>'
    assert further(script, LIST + "index_1.html") == ["index_2.html"]


def test_no_list_is_without_end() -> None:
    assert len(further('<script>createPageHTML(99999, 0, "index", "html")</script>')) == 2001


def test_the_pager_of_another_page_is_none_of_an_article() -> None:
    html = article("云泽区十四五规划", "2026-03-01") + '<script>createPageHTML(3,0,"index","html");</script>'
    assert cms.more(html, understand(html, LIST + "t20260301_6932.html")) == []


def test_plain_pagers_are_links_of_the_same_folder() -> None:
    pager = (
        "<a href='index.html'>首页</a><a href='index_2.html'>2</a><a href='index_3.html'>[3]</a><a href='?page=4'>下一页</a>"
        "<a href='/zwgk/2.html'>2</a><a href='index_9.html'>尾页</a><a href='index_2.html'>2</a><a href='4101.html'>2026年公告</a>"
    )
    assert further(pager) == ["index_2.html", "index_3.html", "?page=4", "index_9.html"]
