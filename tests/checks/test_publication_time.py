"""Which columns have articles without a time, and the many pages that need none or may show one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.snapshot import Snapshot
from core.types import Finding, Outcome, RegisteredColumn, Verdict
from tests.build import HOME, build, findings, judged
from tests.invented import Entries, article, column, crumbs, page, portal, rows

URL = HOME + "zwgk/hygk/"
NAME = "会议公开"
TITLES = ["区政府召开第1次常务会议", "区政府召开第2次常务会议", "区政府召开第3次常务会议", "区政府召开第4次常务会议"]
TEXT = "会议学习了有关文件，研究了全区安全生产工作，听取了各部门情况汇报，并对下一步工作作出安排部署。"


def site(articles: Mapping[int, str], name: str = NAME, count: int = 4, day: str = "2026-11-18") -> dict[str, str]:
    """The portal with a column of `count` articles that show a time, but for those given by their number."""
    titles: Entries = [(title, day) for title in TITLES[:count]]
    pages = portal(hdjl=f"<a href='{URL}'>{name}</a>")
    pages[URL] = column(name, rows(titles, URL))
    for number, title in enumerate(TITLES[:count]):
        pages[f"{URL}{number + 4100}.html"] = articles.get(number, article(title, "2026-11-18", TEXT))
    return pages


def timeless(number: int = 0, extra: str = "", **rest: Any) -> str:
    """An article that shows no time, with `extra` above its text."""
    html = article(TITLES[number], "", rest.get("text", TEXT))
    return html.replace("<div id='zoom'>", f"{extra}<div id='zoom'>")


def judge(folder: Path, pages: Mapping[str, str], url: str = URL, **rest: Any) -> Finding | None:
    return findings(build(folder, pages, **rest), "publication_time").get(url)


def verdict(folder: Path, pages: Mapping[str, str], url: str = URL, **rest: Any) -> Verdict | None:
    finding = judge(folder, pages, url, **rest)
    return finding.verdict if finding else None


ALL = {number: timeless(number) for number in range(4)}


@pytest.mark.parametrize("day", ["2026-11-18", ""], ids=["dated list", "undated list"])
def test_articles_without_a_time_fail_whatever_the_list_shows(tmp_path: Path, day: str) -> None:
    finding = judge(tmp_path, site(ALL, day=day))
    assert finding is not None
    assert (finding.verdict, finding.level, finding.subject) == (Verdict.FAIL, "deduction", URL)
    assert (finding.url, finding.evidence.place) == (URL + "4100.html", f"首页 > 政务公开 > {NAME}")
    assert "读到 4 篇信息，其中 4 篇" in finding.evidence.text


def test_the_address_s_day_is_not_shown(tmp_path: Path) -> None:
    pages = portal(hdjl=f"<a href='{URL}'>{NAME}</a>")
    places = [f"{URL}202611/t20261118_{number + 4100}.html" for number in range(2)]
    entries = "".join(f"<li><a href='{url}'>{TITLES[number]}</a></li>" for number, url in enumerate(places))
    pages |= {URL: column(NAME, f"<ul>{entries}</ul>"), **{url: timeless(n) for n, url in enumerate(places)}}
    assert verdict(tmp_path, pages) is Verdict.FAIL


def test_articles_that_show_a_time_pass(tmp_path: Path) -> None:
    assert verdict(tmp_path, site({})) is Verdict.PASS


@pytest.mark.parametrize(
    "line",
    [
        "<div>发布日期：2026-11-18</div>",
        "<div>2026-11-18 09:30　来源：区政府办公室</div>",
        "<div>时间：2026年11月18日　浏览次数：10</div>",
        "<script>var pubdate='2026年11月18日'</script>",
        "<table><tr><td>索引号</td><td>1</td></tr><tr><td>发布日期</td><td>2026-11-18</td></tr></table>",
    ],
)
def test_a_time_may_be_shown_in_many_ways(tmp_path: Path, line: str) -> None:
    assert verdict(tmp_path, site({number: timeless(number, line) for number in range(4)})) is Verdict.PASS


def test_a_time_in_the_head_counts(tmp_path: Path) -> None:
    meta = "<meta name='PubDate' content='2026-11-18 09:30'>"
    tagged = {number: timeless(number).replace("</head>", f"{meta}</head>") for number in range(4)}
    assert verdict(tmp_path, site(tagged)) is Verdict.PASS


@pytest.mark.parametrize(
    "line",
    [
        "<div>发布时间：<span id='time'></span></div>",
        "<div>更新时间：2026-11-18</div>",
        "<div>写信时间：2026-11-18</div><div>处理时间：2026-11-19</div>",
        "<table><tr><td>成文日期</td><td>2026-11-18</td></tr></table>",
        "<div>11-18</div>",
        "<div>3天前</div>",
        "<span>18</span><span>2026-11</span>",
        "<script>$.get('/api/time', show)</script>",
        "<script>$('#t').text('2026-11-18 10:00'.substr(0, 10))</script>",
        "<span class='pubtime'></span><script src='/js/detail.js'></script>",
        "<div>二〇二六年十一月十八日</div>",
        "<div>Nov 18, 2026</div>",
        "<div>26-11-18</div>",
        "<div>20261118</div>",
        "<time datetime='2026-11-18'></time>",
        "<input readonly value='2026-11-18'>",
        "<span class='time' data-time='1793500000'></span>",
        "<img src='/images/date.png'>",
    ],
)
def test_what_might_be_a_time_is_unsure(tmp_path: Path, line: str) -> None:
    assert verdict(tmp_path, site({number: timeless(number, line) for number in range(4)})) is Verdict.UNSURE


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}</p><p>云泽区人民政府办公室</p><p>2026年11月18日",
        f"根据2026年3月5日区政府常务会议精神，{TEXT}",
    ],
    ids=["signed", "dates of the matter"],
)
def test_days_of_the_text_are_no_time_of_publication(tmp_path: Path, text: str) -> None:
    assert verdict(tmp_path, site({number: timeless(number, text=text) for number in range(4)})) is Verdict.FAIL


def test_days_of_other_articles_beside_it_are_none_either(tmp_path: Path) -> None:
    side = rows([("培训班举办", "2026-11-12"), ("推进会召开", "2026-11-10")], "/side/")
    beside = {number: html.replace("<div class='foot'>", f"{side}<div class='foot'>") for number, html in ALL.items()}
    assert verdict(tmp_path, site(beside)) is Verdict.FAIL


def test_a_single_one_is_advice(tmp_path: Path) -> None:
    finding = judge(tmp_path, site({0: timeless()}))
    assert finding is not None
    assert (finding.verdict, finding.level) == (Verdict.FAIL, "advice")


def test_one_article_is_too_few(tmp_path: Path) -> None:
    assert verdict(tmp_path, site({0: timeless()}, count=1)) is Verdict.UNSURE


@pytest.mark.parametrize("name", ["学校名录", "旅游景点", "便民电话", "服务事项", "表格下载", "专家库", "区长"])
def test_of_columns_whose_name_does_not_tell_a_person_decides(tmp_path: Path, name: str) -> None:
    assert verdict(tmp_path, site(ALL, name)) is Verdict.UNSURE


def test_the_register_tells_that_a_column_must_be_kept_up_to_date(tmp_path: Path) -> None:
    entry = RegisteredColumn("portal", "政务公开/专家库", URL, updates=True)
    assert verdict(tmp_path, site(ALL, "专家库"), register=[entry]) is Verdict.FAIL


def test_what_stands_under_a_column_that_needs_none_is_not_judged(tmp_path: Path) -> None:
    pages = site(ALL, "局长")
    pages[URL] = column("局长", rows([(title, "") for title in TITLES], URL), "领导之窗")
    assert verdict(tmp_path, pages) is None


@pytest.mark.parametrize("name", ["领导之窗", "机构职能", "政府信息公开指南", "办事指南", "信用中国"])
def test_columns_that_need_no_time_are_not_judged(tmp_path: Path, name: str) -> None:
    assert verdict(tmp_path, site(ALL, name)) is None


def test_pages_that_need_no_time_do_not_count_in_other_columns(tmp_path: Path) -> None:
    standing = {0: article("机构职能", "", TEXT), 1: article("领导简历", "", TEXT)}
    assert verdict(tmp_path, site(standing)) is Verdict.PASS


@pytest.mark.parametrize("more", [{"exempt": "上级统一发布"}, {"jumps": True}])
def test_the_register_excuses(tmp_path: Path, more: dict[str, Any]) -> None:
    entry = RegisteredColumn("portal", f"政务公开/{NAME}", URL, **more)
    assert verdict(tmp_path, site(ALL), register=[entry]) is None


def test_the_register_names_who_answers(tmp_path: Path) -> None:
    finding = judge(tmp_path, site(ALL), register=[RegisteredColumn("portal", f"政务公开/{NAME}", URL, unit="qzfb")])
    assert finding is not None and finding.unit == "qzfb"


def test_articles_that_no_list_shows_are_not_judged(tmp_path: Path) -> None:
    pages = portal(hdjl="<p><a href='/about/4100.html'>关于我们</a></p>")
    pages[HOME + "about/4100.html"] = timeless()
    assert Verdict.FAIL not in {one.verdict for one in findings(build(tmp_path, pages), "publication_time").values()}


def test_an_article_counts_in_its_own_column_alone(tmp_path: Path) -> None:
    pages = site(ALL)
    above = HOME + "zwgk/"
    pages[above] = page("政务公开", crumbs("首页", "政务公开") + rows([(title, "") for title in TITLES], URL))
    pages[HOME] = pages[HOME].replace("<ul class='list'>", "<a href='/zwgk/'>政务公开</a><ul class='list'>")
    found = findings(build(tmp_path, pages), "publication_time")
    assert [subject for subject, finding in found.items() if finding.verdict is Verdict.FAIL] == [URL]


def test_articles_that_were_not_read_are_not_accused(tmp_path: Path) -> None:
    pages = {url: html for url, html in site({}).items() if not url.startswith(URL) or url == URL}
    unread = {f"{URL}{number + 4100}.html": (Outcome.TIMEOUT, 0) for number in range(4)}
    assert verdict(tmp_path, pages, readings=unread) is None


def test_what_answers_anything_is_no_article(tmp_path: Path) -> None:
    pages = site({number: timeless() for number in range(4)})
    with Snapshot(build(tmp_path, pages)) as snapshot:
        shown = snapshot.page(URL + "4100.html")
    assert shown is not None
    assert verdict(tmp_path, pages, soft_404=[shown.content_hash]) is None


def test_the_articles_are_read_again(tmp_path: Path) -> None:
    pages = site(ALL)
    failed = [
        finding.subject
        for finding in judged(build(tmp_path, pages, look2={}), "publication_time").findings
        if finding.verdict is Verdict.FAIL
    ]
    assert failed == [URL]
    mended = {URL + "4100.html": article(TITLES[0], "2026-11-18", TEXT)}
    unread = {f"{URL}{number + 4100}.html": (Outcome.TIMEOUT, 0) for number in range(4)}
    for second in (mended, unread):
        found = judged(build(tmp_path, pages, look2=second), "publication_time").findings
        assert Verdict.FAIL not in {finding.verdict for finding in found}
