"""Which columns are empty, and the many that only have no list."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.snapshot import Snapshot
from core.types import Finding, Outcome, RegisteredColumn, Verdict
from tests.build import HOME, build, findings
from tests.invented import article, column, crumbs, page, portal, rows

NOTICES = HOME + "zwgk/tzgg/"


def judge(folder: Path, pages: Mapping[str, str], url: str = NOTICES, **rest: Any) -> Finding | None:
    return findings(build(folder, pages, **rest), "empty_columns").get(url)


def verdict(folder: Path, body: str, **rest: Any) -> Verdict | None:
    finding = judge(folder, portal(tzgg=body), **rest)
    return finding.verdict if finding else None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<ul class='list'></ul>",
        "<div>暂无信息</div><script src='/js/common.js'></script>",
        "<div id='list'></div>",
        "<div class='none'>暂无相关信息！</div>",
        "<p>对不起，没有找到相关内容，没有内容</p>",
        "<table><tr><td>标题</td><td>发布时间</td></tr></table><div>共0条&nbsp;0/0</div>",
        "<ul></ul><div>共0条记录 <a href='index_0.html'>首页</a> <a href='index_1.html'>尾页</a></div>",
        "<a href='http://service.weibo.com/share/share.php?url=http%3A%2F%2Fwww.yunze.gov.cn%2Fzwgk%2Ftzgg%2F'>分享到微博</a>",
        "<div>浏览次数：128</div><div>更新时间：2026-11-20</div>",
        "<a href='/zwgk/tzgg/print.jsp'>打印本页</a><a href='/collect'>加入收藏</a>",
        "<img src='/images/logo.png'>",
    ],
)
def test_a_column_with_nothing_fails(tmp_path: Path, body: str) -> None:
    pages = portal(tzgg=body)
    if "logo" in body:
        pages = {
            url: html.replace("<div class='foot'>", "<img src='/images/logo.png'><div class='foot'>")
            for url, html in pages.items()
        }
    finding = judge(tmp_path, pages)
    assert finding is not None
    assert (finding.verdict, finding.level, finding.subject) == (Verdict.FAIL, "deduction", NOTICES)
    assert finding.evidence.place == "首页 > 政务公开 > 通知公告"


@pytest.mark.parametrize(
    "body",
    [
        rows([("关于公开征集议题的通知", "2026-11-03")]),
        "<ul><li><a href='/zwgk/tzgg/8001.html'>关于公开征集2027年度政务公开议题的通知</a></li></ul>",
        "<p>本年度无此类事项。</p>",
        "<div>2026年度我单位没有发生行政复议事项</div>",
        "<div id='zoom'>区财政局未涉及该领域，特此说明。</div>",
        "<div>本局无行政强制职责。</div>",
        "<p>不适用</p>",
        "<p>暂无征集</p>",
        "<p>无行政强制事项</p>",
        "<ul><li><a href='/zwgk/zfgb/2025/'>2025</a></li><li><a href='/zwgk/zfgb/2026/'>2026</a></li></ul>",
        "<div class='con'>地址：云泽区政务服务中心四楼（凤城大街136号）<br>受理电话：0634-7600000<br>邮政编码：271100，"
        "传真：0634-7600001，工作时间：周一至周五，上午八时三十分至十二时，下午一时三十分至五时</div>",
        "<div><a href='/zwgk/tzgg/sub/'>镇街通知</a></div>",
        "<a href='https://credit.example.cn/yunze/'>信用中国（云泽）</a>",
        "<a href='/attach/0/2026yusuan.pdf'>下载</a>",
        "<iframe src='/frames/tzgg.html'></iframe>",
    ],
    ids=[
        "list",
        "undated",
        "none",
        "not happened",
        "not concerned",
        "no duty",
        "not applicable",
        "none asked",
        "no such power",
        "years",
        "contact",
        "sub-column",
        "jump",
        "file",
        "frame",
    ],
)
def test_whatever_a_reader_finds_is_enough(tmp_path: Path, body: str) -> None:
    assert verdict(tmp_path, body) is Verdict.PASS


@pytest.mark.parametrize(
    "body",
    [
        "<div id='app'></div>",
        "<script type='text/xml'><datastore><recordset></recordset></datastore></script>",
        "<div id='list'> </div><script src='/js/list.js'></script>",
        "<div class='nodata'>暂无数据</div><script>$.post('/api/list', draw)</script>",
        "<img src='/upload/2026/jigoutu.png'>",
        "<div>联系电话：0634-7600000</div>",
        "<video src='/v.mp4'></video>",
        "<object data='/tzgg.swf'></object>",
        "<ul class='news-list'></ul><script src='/js/list.js'></script>",
        "<ul id='tree' class='ztree'></ul><script>$.fn.zTree.init($('#tree'), setting, nodes)</script>",
        "<ul><script>document.write('<li><a href='+a+'>'+b+'</a></li>');</script></ul>",
        "<script>location.href='http://ggzy.example.cn/list/';</script>",
        "<a href='javascript:openDoc(12345)'>关于开展培训的通知</a>",
        "<p><a href='/zwgk/jgzn/'>机构职能</a></p>",
        "<ul class='list'><li><a href='/zwgk/tzgg/1001.html'>测试</a><span>2026-11-01</span></li></ul>",
    ],
)
def test_what_a_machine_cannot_read_is_for_a_person(tmp_path: Path, body: str) -> None:
    assert verdict(tmp_path, body) is Verdict.UNSURE


def test_a_counter_of_visits_draws_no_list(tmp_path: Path) -> None:
    assert verdict(tmp_path, "<script>$.get('/module/visitcount/hits.jsp?colid=12', show)</script>") is Verdict.FAIL


def test_a_list_goes_on_on_pages_that_were_not_read(tmp_path: Path) -> None:
    pager = "<a href='index_1.html'>2</a>"
    assert verdict(tmp_path, pager, readings={NOTICES + "index_1.html": (Outcome.TIMEOUT, 0)}) is Verdict.UNSURE


def test_entries_on_a_further_page_are_entries(tmp_path: Path) -> None:
    pages = portal(tzgg="<a href='index_1.html'>2</a>")
    pages[NOTICES + "index_1.html"] = column("通知公告", rows([("关于公开征集议题的通知", "2026-11-03")]))
    found = findings(build(tmp_path, pages), "empty_columns")
    assert found[NOTICES].verdict is Verdict.PASS
    assert NOTICES + "index_1.html" not in found


def test_a_parent_whose_children_stand_in_the_navigation_passes(tmp_path: Path) -> None:
    pages = portal()
    pages[HOME + "zwgk/"] = page("政务公开-云泽区人民政府", crumbs("首页", "政务公开"))
    pages[HOME] = page("云泽区人民政府", "<a href='/zwgk/'>政务公开</a>" + rows([("推进会召开", "2026-11-18")]))
    finding = judge(tmp_path, pages, HOME + "zwgk/")
    assert finding is not None and finding.verdict is Verdict.PASS


def test_articles_that_say_they_are_filed_here_make_it_unsure(tmp_path: Path) -> None:
    pages = portal(tzgg="")
    filed = page(
        "停水公告",
        crumbs("首页", "政务公开", "通知公告", "正文") + "<h1>停水公告</h1><p>发布时间：2026-11-02 来源：区水务局</p>",
    )
    pages[HOME + "zwgk/tzgg2/7001.html"] = filed
    finding = judge(tmp_path, pages)
    assert finding is not None and finding.verdict is Verdict.UNSURE


def test_a_sidebar_that_stands_on_every_column_is_no_entry(tmp_path: Path) -> None:
    news = [("全区政务公开工作会议召开", "2026-11-19"), ("我区发布便民举措", "2026-11-18")]
    side = f"<div class='side'>{rows(news, '/side/')}</div>"
    pages = {
        url: html.replace("<div class='foot'>", side + "<div class='foot'>") for url, html in portal(tzgg="").items()
    }
    finding = judge(tmp_path, pages)
    assert finding is not None and finding.verdict is Verdict.FAIL


@pytest.mark.parametrize(
    "name", ["站内搜索", "区长信箱", "网上咨询", "依申请公开", "用户登录", "网站地图", "找不到页面，错误404"]
)
def test_forms_tools_and_error_pages_are_no_columns(tmp_path: Path, name: str) -> None:
    url = HOME + "tool/"
    pages = {**portal(hdjl=f"<a href='/tool/'>{name}</a>"), url: column(name, "<form><input name='q'></form>")}
    assert judge(tmp_path, pages, url) is None


def test_a_page_that_no_link_offers_under_its_name_is_no_column(tmp_path: Path) -> None:
    url = HOME + "test/"
    pages = {**portal(hdjl="<a href='/test/'>更多</a>"), url: column("测试栏目", "")}
    assert judge(tmp_path, pages, url) is None


def test_what_answers_anything_is_no_column(tmp_path: Path) -> None:
    pages = portal(tzgg="")
    with Snapshot(build(tmp_path, pages)) as snapshot:
        shown = snapshot.page(NOTICES)
    assert shown is not None
    assert judge(tmp_path, pages, soft_404=[shown.content_hash]) is None


@pytest.mark.parametrize(("made", "expected"), [("2026-10-22", Verdict.PASS), ("2026-10-21", Verdict.FAIL)])
def test_a_column_made_less_than_thirty_days_ago_may_still_be_filled(
    tmp_path: Path, made: str, expected: Verdict
) -> None:
    second = int(datetime.fromisoformat(f"{made}T09:00:00+08:00").timestamp())
    url = f"{HOME}gongkai/channel_{second:08x}7375991828264997/"
    pages = portal(hdjl=f"<a href='{url}'>营商环境</a>")
    pages[url] = column("营商环境", "")
    finding = judge(tmp_path, pages, url)
    assert finding is not None and finding.verdict is expected


def test_a_column_that_leads_to_a_site_of_others_by_its_name_passes(tmp_path: Path) -> None:
    url = HOME + "zwgk/xyzg/"
    pages = portal(hdjl="<a href='/zwgk/xyzg/'>信用中国</a>")
    pages[url] = column("信用中国", "")
    finding = judge(tmp_path, pages, url)
    assert finding is not None and finding.verdict is Verdict.PASS


@pytest.mark.parametrize("more", [{"jumps": True}, {"exempt": "上级统一发布"}])
def test_the_register_excuses(tmp_path: Path, more: dict[str, Any]) -> None:
    entry = RegisteredColumn("portal", "政务公开/通知公告", NOTICES, **more)
    assert verdict(tmp_path, "", register=[entry]) is Verdict.PASS


def test_the_register_names_who_is_responsible(tmp_path: Path) -> None:
    entry = RegisteredColumn("portal", "政务公开/通知公告", NOTICES, unit="qzfb")
    finding = judge(tmp_path, portal(tzgg=""), register=[entry])
    assert finding is not None
    assert (finding.verdict, finding.unit) == (Verdict.FAIL, "qzfb")


def test_a_column_that_leads_elsewhere_is_not_judged_here(tmp_path: Path) -> None:
    pages = portal()
    pages[NOTICES] = "<html><head><meta http-equiv='refresh' content='0;url=http://ggzy.yunze.gov.cn/'></head></html>"
    assert judge(tmp_path, pages) is None


def test_an_article_under_a_folder_s_address_is_read_as_text(tmp_path: Path) -> None:
    pages = portal()
    pages[NOTICES] = article(
        "政府信息公开指南", "2026-01-08", "为便于公民、法人和其他组织获取政府信息，编制本指南。" * 4
    )
    finding = judge(tmp_path, pages)
    assert finding is None or finding.verdict is Verdict.PASS


def test_one_list_under_many_addresses_is_no_sidebar(tmp_path: Path) -> None:
    body = rows([("关于公开征集议题的通知", "2026-11-03"), ("停水公告", "2026-11-01")], "/gg/")
    places = [f"{HOME}gg{number}/" for number in range(4)]
    pages = portal(hdjl="".join(f"<a href='{url}'>公告栏</a>" for url in places))
    pages |= {url: column("公告栏", f"{body}<i>{url}</i>") for url in places}
    found = findings(build(tmp_path, pages), "empty_columns")
    assert {found[url].verdict for url in places} == {Verdict.PASS}


@pytest.mark.parametrize("body", ["<ul></ul>", "<p>本栏目介绍区政府办公室的工作职责和联系方式。</p>"])
def test_two_pages_do_not_tell_the_frame_from_what_is_a_columns_own(tmp_path: Path, body: str) -> None:
    nav = {"zwgk/tzgg/": "通知公告"}
    home = page("云泽区人民政府", "<p>欢迎访问云泽区人民政府门户网站</p>", nav=nav)
    frame = "<div class='side'>本站由云泽区人民政府办公室主办并负责日常维护</div>"
    own = page("通知公告", crumbs("首页", "通知公告") + frame + body, nav=nav)
    finding = judge(tmp_path, {HOME: home, NOTICES: own})
    assert finding is not None
    assert finding.verdict is Verdict.UNSURE


NOTE = "<ul class='list'><li><a href='/zwgk/sm/88001.html'>{}</a><span>2026-03-01</span></li></ul>"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("未涉及领域事项说明", Verdict.PASS), ("云泽区行政执法事项清单公布", Verdict.UNSURE)],
)
def test_one_entry_filed_in_several_columns_is_no_sidebar(tmp_path: Path, title: str, expected: Verdict) -> None:
    note = NOTE.format(title)
    pages = portal(gzdt=note, tzgg=note, zcwj=note, hdjl=note)
    pages[HOME + "zwgk/sm/88001.html"] = article(title, "2026-03-01")
    found = findings(build(tmp_path, pages), "empty_columns")
    assert {found[HOME + path].verdict for path in ("zwgk/gzdt/", "zwgk/tzgg/", "zwgk/zcwj/", "hdjl/")} == {expected}
