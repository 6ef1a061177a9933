"""When a home page is stale, and when we only do not know."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import AS_OF, HOME, build, findings
from tests.invented import Entries, article, column, page, portal, rows

TODAY = date.fromisoformat(AS_OF)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def stale(*more: str, newest: int = 40) -> dict[str, str]:
    """A portal whose home page shows nothing newer than `newest` days, and `more` HTML."""
    entries: Entries = [("区政府研究安全生产工作", ago(newest)), ("我区启动秋季造林", ago(newest + 9))]
    pages = {url: html for url, html in portal().items() if "/gzdt/" not in url}
    pages[HOME + "zwgk/gzdt/"] = column("工作动态", rows(entries))
    return {**pages, HOME: page("云泽区人民政府", rows(entries) + "".join(more))}


def judge(path: Path) -> Finding:
    found = findings(path, "homepage_updates")
    assert set(found) == {HOME}
    return found[HOME]


@pytest.mark.parametrize(
    ("days", "verdict", "early"),
    [
        (0, Verdict.PASS, False),
        (9, Verdict.PASS, False),
        (10, Verdict.FAIL, True),
        (14, Verdict.FAIL, True),
        (15, Verdict.FAIL, False),
        (400, Verdict.FAIL, False),
    ],
)
def test_days_count_from_zero(tmp_path: Path, days: int, verdict: Verdict, early: bool) -> None:
    finding = judge(build(tmp_path, stale(newest=days)))
    assert (finding.verdict, finding.early, finding.level) == (verdict, early, "veto")
    assert finding.accuses is (days >= 15)


def test_the_evidence_names_the_newest_entry(tmp_path: Path) -> None:
    finding = judge(build(tmp_path, stale(newest=40)))
    assert ago(40) in finding.evidence.text
    assert finding.evidence.place == HOME + "zwgk/gzdt/4100.html"
    assert (finding.clause, finding.url) == ("inspection-2019/home-stale", HOME)


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='banner'><a href='/zwgk/tzgg/9001.html'><img src='/b.jpg'></a></div><span>{ago(3)}</span>",
        "<div><a href='/zwgk/tzgg/9001.html'>轮播</a></div>",
        "<li onclick=\"location.href='/zwgk/tzgg/9001.html'\">要闻</li>",
        "<script>document.write('<a href=\"/zwgk/tzgg/9001.html\">要闻</a>');</script>",
    ],
    ids=["picture", "short words", "click", "script"],
)
def test_a_new_article_behind_any_link_is_news(tmp_path: Path, html: str) -> None:
    pages = {**stale(html), HOME + "zwgk/tzgg/9001.html": article("我区政务公开工作获全市表扬", ago(3))}
    assert judge(build(tmp_path, pages)).verdict is Verdict.PASS


def test_a_list_without_days_takes_them_from_its_articles(tmp_path: Path) -> None:
    entries: Entries = [("区政府召开常务会议研究政务公开", ""), ("我区举办政策解读培训班", "")]
    pages = {**stale(), HOME: page("云泽区人民政府", rows(entries))}
    new = {
        **pages,
        HOME + "zwgk/gzdt/4100.html": article(entries[0][0], ago(2)),
        HOME + "zwgk/gzdt/4101.html": article(entries[1][0], ago(30)),
    }
    old = {**new, HOME + "zwgk/gzdt/4100.html": article(entries[0][0], ago(29))}
    assert judge(build(tmp_path, new)).verdict is Verdict.PASS
    assert judge(build(tmp_path, old)).verdict is Verdict.FAIL


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.BLOCKED, Outcome.ROBOTS])
def test_an_entry_that_could_not_be_read_might_be_new(tmp_path: Path, outcome: Outcome) -> None:
    pages = stale("<div><a href='/zwgk/tzgg/9001.html'>要闻要闻</a></div>")
    readings = {HOME + "zwgk/tzgg/9001.html": (outcome, 0)}
    assert judge(build(tmp_path, pages, readings=readings)).verdict is Verdict.UNSURE


def test_an_entry_that_is_gone_is_not_new(tmp_path: Path) -> None:
    pages = stale("<div><a href='/zwgk/tzgg/9001.html'>要闻要闻</a></div>")
    readings = {HOME + "zwgk/tzgg/9001.html": (Outcome.HTTP_ERROR, 404)}
    assert judge(build(tmp_path, pages, readings=readings)).verdict is Verdict.FAIL


def test_a_statement_in_the_footer_shows_no_day_and_hides_nothing(tmp_path: Path) -> None:
    foot = "<div class='foot2'><a href='/about/2019/10001.html'>网站声明</a></div>"
    pages = {url: html.replace("</body>", f"{foot}</body>") for url, html in stale().items()}
    pages[HOME + "about/2019/10001.html"] = article("网站声明")
    assert judge(build(tmp_path, pages)).verdict is Verdict.FAIL


def test_a_day_to_come_is_not_news(tmp_path: Path) -> None:
    entries: Entries = [("关于举办政务公开日活动的预告", ago(-30)), ("我区启动秋季造林", ago(20))]
    assert judge(build(tmp_path, {**stale(), HOME: page("云泽区人民政府", rows(entries))})).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    "html",
    [
        "<div id='news'></div><script>$.getJSON('/api/news', show)</script>",
        "<script>$.ajax({url:'/common/search/8f3a', success:function(r){ if(r.statusCode) show(r.count) }})</script>",
        "<ul id='newsList'></ul><script src='/js/index.js'></script>",
        "<script>fetch(root + '/statistics/list').then(show)</script>",
        "<div id='app'></div>",
        "<script type='text/xml'><datastore></datastore></script>",
        "<iframe src='/news/frame.html' width='100%'></iframe>",
    ],
)
def test_news_that_a_script_draws_were_not_seen(tmp_path: Path, html: str) -> None:
    assert judge(build(tmp_path, stale(html))).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "html",
    [
        "<script>$.ajax({url:'/module/visitcount/hits.jsp?id=1'})</script>",
        "<script>$.get('/weather/today.json', w)</script>",
        "<ul id='newsList'></ul><script src='/js/jquery-1.12.min.js'></script>",
        "<div id='clock'></div><script src='/js/common.js'></script>",
        "<script>var x = new XMLHttpRequest(); x.open('GET', '/pv?id=1'); x.open('GET', '/api/clickCount')</script>",
        "<iframe src='about:blank' style='display: none'></iframe><iframe src='/x.html' width='0' height='0'></iframe>",
    ],
)
def test_a_counter_or_the_weather_is_no_news(tmp_path: Path, html: str) -> None:
    assert judge(build(tmp_path, stale(html))).verdict is Verdict.FAIL


def test_a_walk_that_was_not_whole_accuses_nobody(tmp_path: Path) -> None:
    assert judge(build(tmp_path, stale(), incomplete_because=["达到页数上限"])).verdict is Verdict.UNSURE
    assert judge(build(tmp_path, stale(newest=3), incomplete_because=["达到页数上限"])).verdict is Verdict.PASS


def test_a_home_page_without_any_day_is_unsure(tmp_path: Path) -> None:
    only = {HOME: page("云泽区人民政府", "<a href='/main/'>进入网站</a>", nav={})}
    assert judge(build(tmp_path, only)).verdict is Verdict.UNSURE


@pytest.mark.parametrize("outcome", [(Outcome.TIMEOUT, 0), (Outcome.HTTP_ERROR, 500), (Outcome.BLOCKED, 521)])
def test_a_home_page_that_was_not_read_is_unsure(tmp_path: Path, outcome: tuple[Outcome, int]) -> None:
    assert judge(build(tmp_path, {}, readings={HOME: outcome})).verdict is Verdict.UNSURE


def test_a_home_page_that_leads_on_is_judged_where_it_leads(tmp_path: Path) -> None:
    pages = {**stale(), HOME + "main/index.html": stale()[HOME]}
    pages[HOME] = "<html><head><meta http-equiv='refresh' content='0;url=/main/index.html'></head><body></body></html>"
    found = findings(build(tmp_path, pages), "homepage_updates")
    assert {url: finding.verdict for url, finding in found.items()} == {HOME + "main/index.html": Verdict.FAIL}


def test_news_of_others_that_stand_on_every_page_are_news_of_the_home_page(tmp_path: Path) -> None:
    entries: Entries = [("国务院办公厅发布通知", ago(1)), ("省政府召开会议", ago(2))]
    relayed = f"<div class='side'>{rows(entries, 'http://www.example.gov.cn/')}</div>"
    pages = {url: html.replace("<div class='foot'>", relayed + "<div class='foot'>") for url, html in stale().items()}
    assert judge(build(tmp_path, pages)).verdict is Verdict.PASS


FIRST = "国务院常务会议研究部署秋粮收购工作"


@pytest.mark.parametrize(
    "html",
    [
        f"<p><a href='https://www.gov.cn/yaowen/liebiao/202611/content_7000001.htm'>{FIRST}</a></p>",
        f"<p><a href='https://mp.weixin.qq.com/s/abcdef'>{FIRST}</a></p>",
        f"<p><a href='http://www.shandong.gov.cn/art/2026/11/19/art_1_2.html'>{FIRST}</a><span>11-19</span></p>",
        f"<p><a href='http://www.shandong.gov.cn/xw/202611/t20261119_123.html'>{FIRST}</a></p>",
        "<p><a href='http://epaper.yunzenews.cn/20261119/'>云泽电子报今天的版面</a></p>",
        "<p><a href='http://v.yunzetv.cn/play?id=2026111901'>云泽新闻 11月19日</a></p>",
    ],
    ids=["undated", "account", "month and day", "day of entry", "newspaper", "video"],
)
def test_an_undated_headline_of_another_site_might_be_new(tmp_path: Path, html: str) -> None:
    assert judge(build(tmp_path, stale(html))).verdict is Verdict.UNSURE


@pytest.mark.parametrize("path", ["newslist/2026/xw1119.html", "2026/1119/abc/", "newsList.jsp?id=9"])
def test_an_article_whose_address_looks_like_a_column_s_is_not_overlooked(tmp_path: Path, path: str) -> None:
    undated = stale(f"<p><a href='/{path}'>区委常委会召开会议研究工作</a></p>")
    assert judge(build(tmp_path, undated | {HOME + path: article("区委常委会召开会议研究工作", ago(1))})).verdict in (
        Verdict.UNSURE,
        Verdict.PASS,
    )
    dated = rows([("区委常委会召开会议研究工作", ago(1)), ("区政府召开会议研究工作", ago(2))]).replace(".html", "/")
    assert judge(build(tmp_path, stale(dated))).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "html",
    [
        f"<marquee>府前街停水通知 {ago(1)} 请提前储水</marquee>",
        f"<ul><li><a href='javascript:open(1)'>区政府召开会议</a><span>{ago(1)}</span></li></ul>",
        "<a href='/main.html'>进入网站</a>",
    ],
    ids=["moving words", "no address", "splash"],
)
def test_what_a_walk_cannot_follow_might_be_new(tmp_path: Path, html: str) -> None:
    assert judge(build(tmp_path, stale(html))).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "html",
    [
        "<div>今天是2026年11月20日 星期五</div>",
        f"<p>最后更新时间：{ago(1)}</p>",
        f"<p>府前街停水通知 {ago(50)}</p>",
        "<a href='/wza/'>进入无障碍浏览模式</a>",
        "<a href='https://www.gov.cn/'>中国政府网门户首页</a>",
        "<a href='http://zwfw.example.gov.cn/icity/proinfo'>云泽区政务服务网上大厅</a>",
        f"<p><a href='https://www.gov.cn/zhengce/202401/content_6900001.htm'>{FIRST}</a></p>",
        f"<ul class='z'><li><a href='/'>云泽区人民政府</a><span>{ago(0)}</span></li></ul>",
    ],
    ids=["today", "update", "old words", "aid", "site", "service", "old", "frame"],
)
def test_what_is_plainly_no_news_excuses_nothing(tmp_path: Path, html: str) -> None:
    assert judge(build(tmp_path, stale(html))).verdict is Verdict.FAIL
