"""Which columns are stale, which never are, and what must be known before one is accused."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome, RegisteredColumn, Verdict
from tests.build import AS_OF, HOME, build, findings
from tests.invented import Entries, article, column, crumbs, page, portal, rows

NEWS, NOTICES = HOME + "zwgk/gzdt/", HOME + "zwgk/tzgg/"
TODAY = date.fromisoformat(AS_OF)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def register(url: str = NEWS, path: str = "政务公开/工作动态", **more: Any) -> RegisteredColumn:
    return RegisteredColumn(**{"site": "portal", "path": path, "url": url, "unit": "qzfb", "updates": True, **more})


def old(days: int = 60, folder: str = "/zwgk/gzdt/") -> str:
    return rows([("区政府召开安全生产例会", ago(days)), ("我区部署防汛工作", ago(days + 30))], folder)


def quiet(**changed: str) -> dict[str, str]:
    """The portal without the articles that its news list had."""
    return {url: html for url, html in portal(**changed).items() if not url.startswith(NEWS) or url == NEWS}


def judge(
    folder: Path, pages: Mapping[str, str], *entries: RegisteredColumn, url: str = NEWS, **rest: Any
) -> Finding | None:
    return findings(build(folder, pages, register=entries, **rest), "column_updates").get(url)


def verdict(folder: Path, pages: Mapping[str, str], *entries: RegisteredColumn, **rest: Any) -> Verdict | None:
    finding = judge(folder, pages, *entries, **rest)
    return finding.verdict if finding else None


@pytest.mark.parametrize(("days", "expected"), [(0, Verdict.PASS), (14, Verdict.PASS), (15, Verdict.FAIL)])
def test_news_has_fourteen_days(tmp_path: Path, days: int, expected: Verdict) -> None:
    finding = judge(tmp_path, quiet(gzdt=old(days)), register())
    assert finding is not None
    assert (finding.verdict, finding.level, finding.unit) == (expected, "deduction", "qzfb")
    assert finding.accuses is (expected is Verdict.FAIL)


@pytest.mark.parametrize(
    ("newest", "as_of", "expected"),
    [
        ("2026-05-20", "2026-11-20", Verdict.PASS),
        ("2026-05-19", "2026-11-20", Verdict.FAIL),
        ("2026-08-31", "2027-02-28", Verdict.PASS),
        ("2026-08-31", "2027-03-01", Verdict.FAIL),
    ],
)
def test_notices_have_six_months_to_the_day(tmp_path: Path, newest: str, as_of: str, expected: Verdict) -> None:
    pages = portal(tzgg=rows([("关于暂停办理业务的公告", newest)], "/zwgk/tzgg/"))
    entry = register(NOTICES, "政务公开/通知公告", type="通知公告")
    assert verdict(tmp_path, pages, entry, url=NOTICES, as_of=as_of) is expected


@pytest.mark.parametrize(("days", "expected"), [(30, Verdict.PASS), (31, Verdict.FAIL)])
def test_the_register_s_period_goes_before_the_type_s(tmp_path: Path, days: int, expected: Verdict) -> None:
    assert verdict(tmp_path, quiet(gzdt=old(days)), register(period=30)) is expected


def test_a_column_that_nobody_registered_is_advice(tmp_path: Path) -> None:
    finding = judge(tmp_path, quiet(gzdt=old(60)))
    assert finding is not None
    assert (finding.verdict, finding.level, finding.unit) == (Verdict.FAIL, "advice", "qzf")


def test_a_notice_column_deep_in_the_site_is_not_first_level(tmp_path: Path) -> None:
    url = HOME + "bm/czj/tzgg/"
    pages = {**portal(), url: column("通知公告", old(400), "部门", "区财政局")}
    assert verdict(tmp_path, pages, url=url) is None


@pytest.mark.parametrize(
    "name", ["机构职能", "领导之窗", "政府信息公开指南", "权责清单", "规划计划", "财政预决算", "事故调查报告"]
)
def test_some_columns_are_never_stale(tmp_path: Path, name: str) -> None:
    url = HOME + "zwgk/static/"
    pages = {**portal(), url: column(name, old(2000))}
    assert verdict(tmp_path, pages, register(url, f"政务公开/{name}", period=180), url=url) is None


@pytest.mark.parametrize(
    "more", [{"exempt": "上级平台统一发布"}, {"jumps": True}, {"season": "01-01/03-31"}, {"season": "12-01/03-31"}]
)
def test_exempt_jumping_and_resting_columns_pass(tmp_path: Path, more: dict[str, Any]) -> None:
    assert verdict(tmp_path, quiet(gzdt=old(60)), register(**more)) is Verdict.PASS


def test_in_its_season_a_column_is_judged(tmp_path: Path) -> None:
    assert verdict(tmp_path, quiet(gzdt=old(60)), register(season="11-01/02-28")) is Verdict.FAIL


def test_a_column_that_need_not_be_updated_is_not_judged(tmp_path: Path) -> None:
    assert verdict(tmp_path, quiet(gzdt=old(60)), register(updates=False)) is None


def test_the_newest_entry_may_stand_anywhere(tmp_path: Path) -> None:
    entries: Entries = [("【置顶】政务公开工作要点", ago(300)), ("我区部署防汛工作", ago(50)), ("推进会召开", ago(2))]
    assert verdict(tmp_path, quiet(gzdt=rows(entries)), register()) is Verdict.PASS


def test_the_newest_entry_may_stand_on_a_further_page(tmp_path: Path) -> None:
    pager = "<div class='pages'><a href='index_1.html'>2</a><a href='index_1.html'>下一页</a></div>"
    pages = {
        **quiet(gzdt=old(60) + pager),
        NEWS + "index_1.html": column("工作动态", rows([("我区举办开放日活动", ago(3))], "/zwgk/gzdt/b")),
    }
    assert verdict(tmp_path, pages, register()) is Verdict.PASS
    unread = {NEWS + "index_1.html": (Outcome.TIMEOUT, 0)}
    assert verdict(tmp_path, quiet(gzdt=old(60) + pager), register(), readings=unread) is Verdict.UNSURE


def test_an_article_s_own_day_counts_where_the_list_shows_none(tmp_path: Path) -> None:
    bare = rows([("区政府召开安全生产例会", ""), ("我区部署防汛工作", "")])
    assert verdict(tmp_path, quiet(gzdt=bare), register()) is Verdict.UNSURE
    one, two = NEWS + "4100.html", NEWS + "4101.html"
    new = {
        **quiet(gzdt=bare),
        one: article("区政府召开安全生产例会", ago(3)),
        two: article("我区部署防汛工作", ago(90)),
    }
    assert verdict(tmp_path, new, register()) is Verdict.PASS
    assert verdict(tmp_path, {**new, one: article("区政府召开安全生产例会", ago(70))}, register()) is Verdict.FAIL


def test_one_entry_without_a_day_might_be_new(tmp_path: Path) -> None:
    mixed = rows([("区政府召开安全生产例会", ago(60)), ("我区部署防汛工作", ago(70)), ("云泽区召开推进会", "")])
    assert verdict(tmp_path, quiet(gzdt=mixed), register()) is Verdict.UNSURE
    gone = {NEWS + "4102.html": (Outcome.HTTP_ERROR, 404)}
    assert verdict(tmp_path, quiet(gzdt=mixed), register(), readings=gone) is Verdict.FAIL


def test_a_new_article_that_the_list_s_shape_hides_is_found_by_its_link(tmp_path: Path) -> None:
    body = f"<div class='top1'><h3><a href='/zwgk/gzdt/9001.html'>头条</a></h3></div>{old(60)}"
    pages = {**quiet(gzdt=body), NEWS + "9001.html": article("全区政务公开工作会议召开", ago(1))}
    assert verdict(tmp_path, pages, register()) is Verdict.PASS


def test_fresh_news_in_the_frame_of_the_site_freshens_no_column(tmp_path: Path) -> None:
    news: Entries = [("全区政务公开工作会议召开", ago(1)), ("我区发布便民举措", ago(2))]
    frame = f"<div class='side'>{rows(news, '/side/')}</div>"
    pages = {
        url: html.replace("<div class='foot'>", frame + "<div class='foot'>")
        for url, html in quiet(gzdt=old(60)).items()
    }
    pages |= {HOME + f"side/{number}.html": article("全区政务公开工作会议召开", ago(1)) for number in (4100, 4101)}
    assert verdict(tmp_path, pages, register()) is Verdict.FAIL


@pytest.mark.parametrize(
    "head", ["", "<script src='/cms_files/unitbuild.js' url='/api' queryData='{}'></script>"], ids=["static", "drawn"]
)
def test_a_list_that_scripts_draw_beside_old_links_was_not_seen(tmp_path: Path, head: str) -> None:
    pages = {**quiet(), NEWS: column("工作动态", old(60), head=head)}
    assert verdict(tmp_path, pages, register()) is (Verdict.UNSURE if head else Verdict.FAIL)


def test_an_empty_drawn_list_is_unsure_and_an_empty_plain_one_is_another_check_s(tmp_path: Path) -> None:
    drawn = {**quiet(), NEWS: column("工作动态", "<div id='app'></div>")}
    assert verdict(tmp_path, drawn, register()) is Verdict.UNSURE
    assert verdict(tmp_path, quiet(gzdt=""), register()) is None


def test_days_on_which_documents_were_made_are_not_days_of_publication(tmp_path: Path) -> None:
    url = HOME + "zwgk/zcwj/"
    table = (
        "<table><tr><th>标题</th><th>文号</th><th>成文日期</th></tr>"
        f"<tr><td><a href='/zwgk/zcwj/5001.html'>政务公开工作办法</a></td><td>3号</td><td>{ago(300)}</td></tr>"
        f"<tr><td><a href='/zwgk/zcwj/5002.html'>新媒体办法</a></td><td>1号</td><td>{ago(310)}</td></tr></table>"
    )
    entry = register(url, "政务公开/政策文件", type="政策文件")
    assert verdict(tmp_path, portal(zcwj=table), entry, url=url) is Verdict.UNSURE
    both = table.replace("<th>成文日期</th>", "<th>成文日期</th><th>发布日期</th>").replace(
        "</td></tr>", f"</td><td>{ago(5)}</td></tr>"
    )
    assert verdict(tmp_path, portal(zcwj=both), entry, url=url) is Verdict.PASS


def test_a_registered_column_that_was_not_read_is_unsure(tmp_path: Path) -> None:
    url = HOME + "zwgk/hyxx/"
    entry = register(url, "政务公开/会议信息", period=30)
    finding = judge(tmp_path, portal(), entry, url=url)
    assert finding is not None
    assert finding.verdict is Verdict.UNSURE and "全站没有链接" in finding.evidence.text
    timed_out = judge(
        tmp_path, portal(gzdt=f"<a href='{url}'>会议信息</a>"), entry, url=url, readings={url: (Outcome.TIMEOUT, 0)}
    )
    assert timed_out is not None
    assert timed_out.verdict is Verdict.UNSURE and "超时" in timed_out.evidence.text
    assert judge(tmp_path, portal(), register(url, "政务公开/会议信息", exempt="已撤并"), url=url) is None


def test_a_registered_page_of_an_odd_address_is_judged(tmp_path: Path) -> None:
    url = HOME + "gov/xxgk?tid=dynamic"
    listing = page("政务动态", crumbs("首页", "政务动态") + old(60))
    assert verdict(tmp_path, {**quiet(), url: listing}, register(url, "政务动态", period=14), url=url) is Verdict.FAIL


def test_a_path_names_a_column_only_where_its_address_does_not(tmp_path: Path) -> None:
    twin = HOME + "bmdt/gzdt/"
    pages = {**quiet(), twin: column("工作动态", old(60, "/bmdt/gzdt/"))}
    by_address = findings(build(tmp_path, pages, register=[register()]), "column_updates")
    assert by_address[twin].level == "advice"
    by_path = findings(build(tmp_path, quiet(gzdt=old(60)), register=[register(url="")]), "column_updates")
    assert by_path[NEWS].level == "deduction"


@pytest.mark.parametrize("head", ["生成日期", "形成日期", "制发日期", "签署日期", "文件日期", "日期", ""])
def test_a_page_s_own_later_day_goes_before_the_list_s(tmp_path: Path, head: str) -> None:
    titles = f"<div class='th'><span>标题</span><span>{head}</span></div>" if head else ""
    new = quiet(gzdt=titles + old(60)) | {NEWS + "4100.html": article("区政府召开安全生产例会", ago(3))}
    assert verdict(tmp_path, new, register()) is Verdict.PASS
    older = new | {NEWS + f"410{number}.html": article("区政府召开安全生产例会", ago(60)) for number in (0, 1)}
    assert verdict(tmp_path, older, register()) is Verdict.FAIL


def test_a_day_at_the_end_of_a_title_is_no_day_of_publication(tmp_path: Path) -> None:
    title = f"行政许可公示（{ago(60)}）"
    pages = quiet(gzdt=rows([(title, "")])) | {NEWS + "4100.html": article(title, ago(3))}
    assert verdict(tmp_path, pages, register()) is Verdict.PASS


@pytest.mark.parametrize(
    "entry",
    [
        f"<li>我区举办开放日活动<span>{ago(1)}</span></li>",
        f"<li><a href='javascript:open(1)'>我区举办开放日活动</a><span>{ago(1)}</span></li>",
        f"<li><a href='#' onclick='view(1)'>我区举办开放日活动</a><span>{ago(1)}</span></li>",
        "<p><a href='http://www.shandong.gov.cn/art/2026/11/19/art_1_2.html'>关于开展普查工作的通知</a></p>",
    ],
    ids=["words", "script", "click", "other site"],
)
def test_an_entry_that_a_walk_cannot_follow_might_be_newer(tmp_path: Path, entry: str) -> None:
    assert verdict(tmp_path, quiet(gzdt=f"<ul>{entry}</ul>{old(60)}"), register()) is Verdict.UNSURE


def test_other_days_beside_an_entry_make_it_no_newer(tmp_path: Path) -> None:
    entry = f"<tr><td><a href='/zwgk/gzdt/5.html'>区政府公开招募志愿者</a></td><td>{ago(60)}</td><td>截止 {ago(2)}</td></tr>"
    body = f"<table>{entry}{entry.replace('/5', '/6')}</table><p>今天是2026年11月20日</p>"
    pages = quiet(gzdt=body) | {NEWS + f"{number}.html": article("区政府公开招募志愿者", ago(60)) for number in (5, 6)}
    assert verdict(tmp_path, pages, register()) is Verdict.FAIL


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("工作动态", ("专题专栏", "党史学习教育")),
        ("今日云泽", ("走进云泽",)),
        ("要闻回顾", ("政务公开",)),
        ("公示", ("行政处罚",)),
        ("公告", ("政府公报",)),
        ("已废止政策文件", ("政务公开",)),
        ("历年政府文件", ("政务公开",)),
        ("上级政府文件", ("政务公开",)),
        ("通知公告", ("历史专题",)),
    ],
)
def test_nobody_is_advised_to_update_an_archive(tmp_path: Path, name: str, above: tuple[str, ...]) -> None:
    url = HOME + "zt/gz/"
    assert verdict(tmp_path, {**portal(), url: column(name, old(2000), *above)}, url=url) is None


@pytest.mark.parametrize("shape", ["{0:%y-%m-%d}", "{0:%Y%m%d}", "二〇二六年十一月{0.day}日"])
def test_days_of_rare_shapes_are_read(tmp_path: Path, shape: str) -> None:
    day = shape.format(TODAY - timedelta(days=3))
    pages = quiet(gzdt=rows([("区政府召开安全生产例会", day), ("我区部署防汛工作", day)]))
    assert verdict(tmp_path, pages, register()) is Verdict.PASS


def test_fresh_entries_of_other_columns_freshen_no_column(tmp_path: Path) -> None:
    def filed(title: str, day: str, name: str) -> str:
        return article(title, day).replace("正文", f"<a href='/{name}/'>{name}</a> &gt; 正文")

    side = f"<div class='side'>{rows([('关于公开征集意见的公告', ago(1)), ('关于停水的公告', ago(2))], '/side/')}</div>"
    pages = quiet(gzdt=old(60) + side)
    pages |= {NEWS + f"410{number}.html": filed("区政府召开安全生产例会", ago(60), "工作动态") for number in (0, 1)}
    pages |= {HOME + f"side/410{number}.html": filed("关于停水的公告", ago(1), "通知公告") for number in (0, 1)}
    assert verdict(tmp_path, pages, register()) is Verdict.UNSURE
