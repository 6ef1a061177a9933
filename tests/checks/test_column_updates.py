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
