"""One parse a page, over invented pages in the manner of the families of systems that governments use."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from core import dates
from core.charset import decode
from core.html import looks_like_article, looks_like_column, understand
from core.types import Page
from core.urls import join
from tests.invented import NEWS, rows

PAGES = Path(__file__).with_name("pages")
TRUTH: list[dict[str, Any]] = [json.loads(line) for line in (PAGES / "truth.jsonl").read_text("utf-8").splitlines()]
every_page = pytest.mark.parametrize("truth", TRUTH, ids=[truth["file"] for truth in TRUTH])


def read(truth: dict[str, Any]) -> tuple[str, str]:
    text, charset, damaged = decode((PAGES / truth["file"]).read_bytes())
    assert not damaged
    return text, charset


def page_of(truth: dict[str, Any]) -> Page:
    text, charset = read(truth)
    return understand(text, truth["url"], home=truth.get("home", False), charset=charset)


def test_no_page_is_left_out() -> None:
    assert sorted(truth["file"] for truth in TRUTH) == sorted(path.name for path in PAGES.glob("*.html"))
    assert len(TRUTH) >= 25


@every_page
def test_kind_title_and_path(truth: dict[str, Any]) -> None:
    page = page_of(truth)
    assert (page.kind, page.url) == (truth["kind"], truth["url"])
    if "title" in truth:
        assert page.title == truth["title"]
    if "path" in truth:
        assert list(page.path) == truth["path"]


@every_page
def test_publication(truth: dict[str, Any]) -> None:
    page = page_of(truth)
    assert page.published == truth.get("published")
    assert page.published_from == truth.get("source", "")


@every_page
def test_rows(truth: dict[str, Any]) -> None:
    page = page_of(truth)
    days = [row.published for row in page.rows if row.published]
    if "rows" in truth:
        assert len(page.rows) == truth["rows"]
        assert len(days) == truth.get("dated", 0)
    if "newest" in truth:
        assert max(days).isoformat() == truth["newest"]
    if "blocks" in truth:
        assert len({row.block for row in page.rows}) == truth["blocks"]
    if "titles" in truth:
        assert [row.title for row in page.rows] == truth["titles"]


@every_page
def test_what_it_says_of_itself(truth: dict[str, Any]) -> None:
    page = page_of(truth)
    assert page.redirect == truth.get("redirect", "")
    assert page.drawn is truth.get("drawn", False)
    assert page.says_none is truth.get("none", False)
    assert page.says_empty is (truth.get("empty", False) or truth["file"] == "vue_list.html")
    assert page.canonical == truth.get("canonical", "")
    scripted = [link.url for link in page.links if link.kind == "script"]
    assert set(scripted) == {join(truth["url"], href) for href in truth.get("scripted", ())}


@every_page
def test_charset(truth: dict[str, Any]) -> None:
    assert read(truth)[1] == truth.get("charset", "utf-8")


@every_page
def test_no_beginning_of_a_page_is_too_short(truth: dict[str, Any]) -> None:
    raw = (PAGES / truth["file"]).read_bytes()
    for end in range(0, len(raw), 97):
        text, charset, _ = decode(raw[:end])
        page = understand(text, truth["url"], charset=charset)
        assert_printed(page, text)


@every_page
def test_every_day_is_printed_on_the_page(truth: dict[str, Any]) -> None:
    assert_printed(page_of(truth), read(truth)[0])


def assert_printed(page: Page, text: str) -> None:
    """A day of publication is read, never made up: on the page, or in the address and told so."""
    printed = {day[:10] for match in dates.DATE.finditer(text) if (day := dates.first(match[0]))}
    if page.published and page.published_from == "url":
        assert dates.from_url(page.url) == page.published
    elif page.published:
        assert page.published[:10] in printed
    split = {f"{m[2]}-{m[1]}" for m in re.finditer(r"<b>(\d\d)</b><i>(\d{4}-\d\d)</i>", text)}
    assert {row.published.isoformat() for row in page.rows if row.published} <= printed | split


@pytest.mark.parametrize("seed", range(40))
def test_noise_never_raises(seed: int) -> None:
    chance = random.Random(seed)
    text, charset, _ = decode(chance.randbytes(chance.randrange(3000)))
    understand(text, f"http://www.yunze.gov.cn/{seed}/", charset=charset)


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_pages_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [piece for truth in chance.sample(TRUTH, 3) for piece in read(truth)[0].split("<")]
    chance.shuffle(pieces)
    text = "<".join(pieces)
    assert_printed(understand(text, "http://www.yunze.gov.cn/zwgk/", home=seed % 2 == 0), text)


@pytest.mark.parametrize(
    "crumb",
    [
        "当前位置：<a href='/'>首页</a> &gt; <a href='/a/'>政务公开</a> &gt; 通知公告",
        "您当前所在位置：<a href='/'>首页</a>&nbsp;&raquo;<a href='/a/'>政务公开</a>&raquo;<a href=''>通知公告</a>",
        "您现在的位置是：<a href='/'>网站首页</a>>><a href='/a/'>政务公开</a>>>通知公告",
        "当前位置是： <a href='/'>首页</a> -&gt; <a href='/a/'>政务公开</a> -&gt; 通知公告",
        "位置：<a href='/'>首页</a> → <a href='/a/'>政务公开</a> → 通知公告",
        "<a href='/'>首页</a> / <a href='/a/'>政务公开</a> / 通知公告",
        "所在位置: <a href='/'>门户首页</a> › <a href='/a/'>政务公开</a> › 通知公告 › 列表",
        "<a href='/'>首页</a><em>&gt;</em><a href='/a/'>政务 公开</a><em>&gt;</em><span>通知公告</span>",
        "当前位置：<a href='/'>首 页</a>＞<a href='/a/'>政务公开</a>＞通知公告＞",
        "当前位置：<a href='/'>首页</a>::<a href='/a/'>政务公开</a>::通知公告",
        "当前位置：<a href='/'>首页</a> | <a href='/a/'>政务公开</a> | 通知公告",
        "您所在的位置：\n<a href='/'>首页</a>\n<a href='/a/'>政务公开</a>\n<span>通知公告</span>",
    ],
)
def test_breadcrumbs_of_every_wording(crumb: str) -> None:
    nav = "<ul><li><a href='/'>首页</a></li><li><a href='/a/'>政务公开</a></li><li><a href='/b/'>办事服务</a></li></ul>"
    page = understand(f"<title>通知公告</title>{nav}<div class='wz position'>{crumb}</div>", "http://x.gov.cn/a/b/")
    assert list(page.path) == ["首页", "政务公开", "通知公告"]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布时间：2026-03-04 09:30", "2026-03-04T09:30"),
        ("发布日期:2026/3/4", "2026-03-04"),
        ("[ 发布时间 ] 2026年03月04日", "2026-03-04"),
        ("公开日期： 2026.03.04", "2026-03-04"),
        ("2026-03-04　来源：教育局", "2026-03-04"),
        ("2026-03-04", "2026-03-04"),
        ("日期：2026-03-04 15:44:01", "2026-03-04T15:44"),
        ("成文日期：2026-03-04", None),
        ("生成时间：2026-03-04", None),
        ("更新时间：2026-03-04", None),
        ("公示时间：2026-03-04", None),
        ("写信时间：2026-03-04", None),
        ("截止日期：2026-03-04", None),
        ("实施日期：2026-03-04", None),
        ("有效期至：2026-03-04", None),
        ("印发日期：2026-03-04", None),
        ("3月4日", None),
        ("2026-13-04", None),
        ("2026年2月30日", None),
        ("电话 2026-0304", None),
    ],
)
def test_what_counts_as_a_day_of_publication(line: str, published: str | None) -> None:
    title = "区政府办公室关于开展自查的通知"
    html = f"<title>{title}</title><h1>{title}</h1><div>{line}</div><div id=zoom>请认真组织。</div>"
    assert understand(html, "http://x.gov.cn/zwgk/tzgg/12001.html").published == published


def test_a_line_that_says_published_goes_before_the_day_it_was_made() -> None:
    html = "<title>工作通报一则</title><h1>工作通报一则</h1><p>成文日期：2026-01-02</p><p>发布日期：2026-02-03</p>"
    assert understand(html, "http://x.gov.cn/a/12001.html").published == "2026-02-03"


def test_hidden_links_are_told_apart() -> None:
    page = page_of(next(truth for truth in TRUTH if truth["file"] == "hidden_blocks.html"))
    assert [link.url for link in page.links if not link.visible] == [
        "http://spam.example.com/",
        "http://www.yunze.gov.cn/x/",
    ]


def test_the_words_of_a_link_are_the_whole_title_of_a_cut_one() -> None:
    cut = "<a href='/a.html' title='关于印发办法的通知'>关于印发办…</a>"
    page = understand(
        f"{cut}<a href='/b.html' title='点击打开'>章程</a><a href='/c/'><img src='c.png' alt='专题'></a>",
        "http://x.gov.cn/",
    )
    assert [link.text for link in page.links if link.kind == "a"] == ["关于印发办法的通知", "章程", "专题"]


@pytest.mark.parametrize(
    "folder", ["/gongkai/site_a/channel_6389a4073759918282638b{}/", "/col1169{}/", "/col/col1169{}/index.html"]
)
def test_a_menu_of_columns_is_no_list(folder: str) -> None:
    names = ("政府信息公开", "部门信息公开指南", "部门信息公开制度", "法定主动公开内容")
    menu = "".join(f"<li><a href='{folder.format(10 + place)}'>{name}</a></li>" for place, name in enumerate(names))
    assert understand(f"<ul>{menu}</ul>", "http://x.gov.cn" + folder.format(10)).rows == ()


def test_counters_of_visits_are_no_links() -> None:
    """To ask one would change the number that it shows."""
    counters = ("/module/visitcount/articlehits.jsp?colid=1&artid=2", "/count/hits.jsp?id=3", "/click.do?id=4")
    frames = "".join(f"<iframe src='{url}'></iframe><img src='{url}'>" for url in counters)
    page = understand(f"{frames}<a href='/hits/index.html'>热点</a>", "http://x.gov.cn/")
    assert [link.url for link in page.links] == ["http://x.gov.cn/hits/index.html"]


def test_a_hidden_path_goes_before_the_visible_one() -> None:
    hidden = "".join(
        f"<span id='col{level}_name'>{name}</span>" for level, name in ((1, "文件"), (2, "政策"), (10, "公开"))
    )
    crumb = "<div class='wz'>当前位置：<a href='/'>首页</a> &gt; <a href='/a/'>公开</a> &gt; 别处</div>"
    page = understand(
        f"{crumb}<div id='hiddenLocation' style='display:none'>{hidden}</div>",
        "http://x.gov.cn/art/2026/3/2/art_1_2.html",
    )
    assert page.path == ("首页", "公开", "政策", "文件")


def test_the_time_at_which_a_page_was_made_is_not_that_of_publication() -> None:
    tags = (
        "<meta name='Maketime' content='2026-03-04 09:51:50_194'><meta name='others' content='页面生成时间 2026-03-04'>"
    )
    assert understand(f"{tags}<title>办法</title>", "http://x.gov.cn/a/12001.html").published is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            rows(
                [
                    ("关于甲事项的通知", "2026-11-03"),
                    ("关于乙事项的通知", "2026-10-09"),
                    ("关于丙事项的通知", "2026-09-01"),
                ]
            ),
            "column",
        ),
        ('<ul></ul><script>createPageHTML(1, 0, "index", "html")</script>', "column"),
        ('<p>正文</p><script>createPageHTML(2, 0, "t20260301_6932", "html")</script>', "other"),
        (f"<div>2026-11-03 来源：区政府</div><p>{'各镇街要认真组织，' * 9}</p>" + rows(NEWS), "article"),
        (
            f"<div>2026-11-18</div><p>{'各镇街要认真组织，' * 9}</p>" + rows([("通知公告", "2026-11-18"), *NEWS]),
            "article",
        ),
    ],
    ids=["a list", "an empty list with a pager", "the pager of a text", "a text", "a text that a list beside it names"],
)
def test_what_a_page_is_where_its_address_does_not_say(body: str, kind: str) -> None:
    html = (
        f"<title>通知公告</title><h1>通知公告</h1>{body}<div class='foot'><p>{'云泽区人民政府办公室主办' * 5}</p></div>"
    )
    assert understand(html, "http://x.gov.cn/x.html").kind == kind


def test_base_href_moves_relative_links() -> None:
    page = understand("<base href='/site/'><a href='a.html'>甲甲</a>", "http://x.gov.cn/zwgk/")
    assert [link.url for link in page.links] == ["http://x.gov.cn/site/a.html"]


def test_a_footer_is_never_the_text_of_a_page() -> None:
    foot = (
        "<div class='foot'><p>版权所有：云泽区人民政府办公室 主办单位：云泽区人民政府</p>"
        "<p>鲁ICP备05000001号 网站标识码3701990001 技术支持：某某公司</p></div>"
    )
    assert understand(f"<title>空栏目</title><div class='list'></div>{foot}", "http://x.gov.cn/k/").text == ""


@pytest.mark.parametrize(
    "text",
    [
        "本年度无此类事项",
        "未涉及该领域",
        "我局不涉及行政强制",
        "2025年度本单位没有发生政府采购事项",
        "无此项职责",
        "本单位无应公开的信息",
        "暂无可公开内容，无需公开",
    ],
)
def test_notes_that_there_is_nothing_of_the_kind(text: str) -> None:
    page = understand(f"<title>行政强制</title><div>{text}</div>", "http://x.gov.cn/k/")
    assert page.says_none


@pytest.mark.parametrize(
    "text",
    ["暂无信息", "暂无相关信息！", "没有相关内容", "共 0 条", "本栏目暂无内容", "共有0篇", "没有找到符合条件的信息"],
)
def test_what_a_template_says_of_an_empty_list_is_no_such_note(text: str) -> None:
    page = understand(f"<title>行政强制</title><div>{text}</div>", "http://x.gov.cn/k/")
    assert page.says_empty
    assert not page.says_none


@pytest.mark.parametrize(
    "url",
    [
        "http://x.gov.cn/art/2016/11/25/art_1220139_1.html",
        "http://x.gov.cn/zwgk/202010/t20201028_64533454.html",
        "http://x.gov.cn/info/8223/396031.htm",
        "http://x.gov.cn/gongkai/site_a/channel_b/doc_6455e7c56fc86cd7521320e4.html",
        "http://x.gov.cn/c100231/202301/0a1b2c3d4e5f60718293a4b5c6d7e8f9.shtml",
        "http://x.gov.cn/zwgk/content_12345.html",
        "http://x.gov.cn/zwgk/post_12345.html?open=1",
    ],
)
def test_addresses_of_articles(url: str) -> None:
    assert looks_like_article(url)
    assert not looks_like_column(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://x.gov.cn/",
        "http://x.gov.cn/zwgk/",
        "http://x.gov.cn/zwgk/index.html",
        "http://x.gov.cn/zwgk/index_3.shtml",
        "http://x.gov.cn/col/col1220132/index.html",
        "http://x.gov.cn/gongkai/channel_6389aee73759918282646510/",
        "http://x.gov.cn/qt/common_list.shtml",
    ],
)
def test_addresses_of_columns(url: str) -> None:
    assert looks_like_column(url)
    assert not looks_like_article(url)


@pytest.mark.parametrize(
    "body",
    [
        "<ul class='news-list'></ul><script src='/js/list.js'></script>",
        "<div id='box'></div><script src='/js/list.js'></script>",
        "<div class='menu'></div><script src='/js/menu.js'></script>",
        "<div id='lb'></div><script>document.getElementById('lb').innerHTML = build(entries)</script>",
        "<div class='map'></div><script>show('.map')</script>",
        "<script>for(i in a){document.write('<li><a href='+a[i]+'>'+b[i]+'</a></li>')}</script>",
        "<script>d.add(1,0,'公开指南','/gk/zn.html');document.write(d);</script>",
        "<script>var links='/zwgk/gzdt/9001.html|/zwgk/gzdt/9002.html';</script>",
    ],
)
@pytest.mark.parametrize("home", [False, True])
def test_what_scripts_fill_is_drawn(body: str, home: bool) -> None:
    assert understand(f"<body>{body}{rows(NEWS)}", "http://www.yunze.gov.cn/zwgk/", home=home).drawn


@pytest.mark.parametrize(
    "body",
    [
        "<div class='clear'></div><div id='backTop'></div><script src='/js/main.js'></script>",
        "<ul class='news-list'></ul><script src='/js/jquery.min.js'></script>",
        "<ul></ul>",
        "<script>document.write(t.getFullYear()+'年'+(t.getMonth()+1)+'月')</script>",
        "<script>for(i=1;i<9;i++){document.write('<a href=\"index_'+i+'.html\">'+i+'</a>')}</script>",
        "<script>document.write('<li><a href=\"/zwgk/gsgg/\">公示公告</a></li>')</script>",
    ],
)
def test_gaps_days_and_pagers_are_not_drawn(body: str) -> None:
    assert not understand(f"<body>{body}{rows(NEWS)}", "http://www.yunze.gov.cn/zwgk/").drawn


@pytest.mark.parametrize(
    "head",
    [
        f"<style>{'.a{color:red}' * 500}</style><meta http-equiv='refresh' content='0;url=http://ggzy.yunze.gov.cn/'>",
        '<META content="0; url=http://ggzy.yunze.gov.cn/" http-equiv=refresh>',
    ],
)
def test_a_refresh_is_found_wherever_it_stands(head: str) -> None:
    page = understand(f"<html><head>{head}</head><body></body></html>", "http://www.yunze.gov.cn/zwgk/")
    assert page.redirect == "http://ggzy.yunze.gov.cn/"
