"""What must stand at the foot of the home page, how many ways there are to write it, and what cannot be seen there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import HOME, SITE, build, findings, judged
from tests.invented import NEWS, portal, rows

CODE = "3701990001"
MARK = "0A1B2C3D4E5F60718293A4B5C6D7E8F9"
PARTS = {
    "site-code": f"<p>网站标识码：{CODE}</p>",
    "icp": "<a href='https://beian.miit.gov.cn/'>鲁ICP备05000001号-1</a>",
    "police": "<a href='https://beian.mps.gov.cn/#/query/webSearch?code=37019902000001'>鲁公网安备 37019902000001号</a>",
    "conac": f"<a href='//bszs.conac.cn/sitename?method=show&amp;id={MARK}'><img src='/images/mark.png'></a>",
    "jiucuo": f"<script id='_jiucuo_' sitecode='{CODE}' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>",
    "contact": "<p>主办单位：云泽区人民政府办公室　联系电话：0634-7600000</p>",
}


def home(head: str = "", body: str = "", before: str = "", **changed: str) -> str:
    """A home page whose foot has all parts, some of them `changed` (by key, `_` for `-`)."""
    foot = {**PARTS, **{key.replace("_", "-"): part for key, part in changed.items()}}
    return (
        f"<html><head><meta charset='utf-8'><title>云泽区人民政府</title>{head}</head><body>"
        f"<ul><li><a href='/'>首页</a></li></ul>{rows(NEWS)}{body}{before}"
        f"<div class='foot'>{''.join(foot.values())}</div></body></html>"
    )


def bare(foot: str, rest: str = "") -> str:
    """A home page with just this at its foot."""
    return f"<html><head><title>云泽区人民政府</title></head><body>{rows(NEWS)}{foot}{rest}</body></html>"


def judge(folder: Path, html: str | bytes, **rest: Any) -> dict[str, Finding]:
    return findings(build(folder, {**portal(), HOME: html}, **rest), "footer_identity")


def verdict(folder: Path, key: str, html: str | bytes, **rest: Any) -> Verdict:
    return judge(folder, html, **rest)[key].verdict


def test_a_whole_foot_passes(tmp_path: Path) -> None:
    found = judge(tmp_path, home())
    assert list(found) == list(PARTS)
    assert {finding.verdict for finding in found.values()} == {Verdict.PASS}
    assert CODE in found["site-code"].evidence.text


@pytest.mark.parametrize("key", PARTS)
def test_what_is_not_there_is_missing(tmp_path: Path, key: str) -> None:
    found = judge(tmp_path, home(**{key: ""}))
    assert [subject for subject, finding in found.items() if finding.verdict is Verdict.FAIL] == [key]
    item = "error-report-entry" if key == "jiucuo" else "site-identification"
    assert found[key].clause == f"inspection-2019/{item}"
    assert (found[key].level, found[key].unit, found[key].url, found[key].accuses) == ("deduction", "qzf", HOME, True)


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("site-code", "<p>网站标识码:<span>3701990001</span></p>"),
        ("site-code", "<p>政府网站标识码　３７０１９９０００１</p>"),
        ("site-code", "<p>标识码：</p><p>3701990001</p>"),
        ("icp", "<p>鲁ICP备05000001号</p>"),
        ("icp", "<p>备案序号：鲁ICP备2021000001号</p>"),
        ("icp", "<p>鲁 ICP 备 05000001 号</p>"),
        ("icp", "<p>鲁icp备<span>05000001</span>号</p>"),
        ("icp", "<img src='/images/icp.png' alt='鲁ICP备05000001号'>"),
        ("icp", "<script>document.write('鲁ICP备05000001号')</script>"),
        ("police", "<p>鲁公网安备：37019902000001</p>"),
        ("police", "<p>公安机关备案号：37019902000001</p>"),
        ("police", "<a href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37019902000001'>备案</a>"),
        ("conac", "<script src='https://dcs.conac.cn/js/14/000/0000/40000001/CA140000000400000010001.js'></script>"),
        ("conac", "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E\"))</script>"),
        ("conac", "<img src='/images/red.png' alt='党政机关'>"),
        ("jiucuo", "<script id='_jiucuo_' sitecode='3701990001' src='../../exposure/jiucuo.js'></script>"),
        ("jiucuo", "<a href='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3701990001&url='>找错</a>"),
        ("jiucuo", "<a href='/zc/' style='display:none'><img alt='我为政府网站找错' src='/zc.png'></a>"),
        ("contact", "<p>云泽区人民政府主办　云泽区大数据局承办</p>"),
        ("contact", "<p><span>主办单位</span><span>云泽区人民政府</span></p>"),
        ("contact", "<p>电话：0634-7600000</p>"),
        ("contact", "<p>联系电话 0634-7600000</p>"),
        ("contact", "<p>主办单位　云泽区人民政府办公室</p>"),
        ("contact", "<a href='/lxwm/'>【联系我们】</a>"),
        ("contact", "<a href='/lxwm/'>联系我们</a>"),
    ],
)
def test_each_part_may_be_written_in_many_ways(tmp_path: Path, key: str, part: str) -> None:
    assert verdict(tmp_path, key, home(**{key: part})) is Verdict.PASS


@pytest.mark.parametrize(
    ("key", "part", "quoted"),
    [
        ("site-code", "<p>网站标识码：370199</p>", "370199"),
        ("site-code", "<p>网站标识码：bm370199</p>", "bm370199"),
        ("icp", "<p>鲁ICP备0500号</p>", "0500"),
        ("police", "<p>鲁公网安备 370199号</p>", "370199"),
        ("conac", "<a href='https://bszs.conac.cn/sitename?method=show&id=12AB'><img src='/m.png'></a>", "12ab"),
    ],
)
def test_a_number_that_cannot_be_one_is_malformed(tmp_path: Path, key: str, part: str, quoted: str) -> None:
    finding = judge(tmp_path, home(**{key: part}))[key]
    assert finding.verdict is Verdict.FAIL
    assert quoted in finding.evidence.text


@pytest.mark.parametrize(
    ("changed", "site_code"),
    [
        ({"head": '<meta name="SiteIDCode" content="3701990002">'}, ""),
        ({"jiucuo": PARTS["jiucuo"].replace(CODE, "3701990003")}, ""),
        ({"jiucuo": "<a href='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3701990003&url='>找错</a>"}, ""),
        ({}, "3701990004"),
    ],
)
def test_the_codes_must_agree(tmp_path: Path, changed: dict[str, str], site_code: str) -> None:
    found = judge(tmp_path, home(**changed), site=replace(SITE, site_code=site_code))
    assert [subject for subject, finding in found.items() if finding.verdict is Verdict.FAIL] == ["site-code"]
    assert CODE in found["site-code"].evidence.text


def test_codes_that_agree_or_are_not_said_pass(tmp_path: Path) -> None:
    head = '<meta name="siteidcode" content=" 3701990001 ">'
    assert verdict(tmp_path, "site-code", home(head), site=replace(SITE, site_code=CODE)) is Verdict.PASS
    unsaid = home('<meta name="SiteIDCode" content="">', jiucuo="<script src='/exposure/jiucuo.js'></script>")
    assert verdict(tmp_path, "site-code", unsaid) is Verdict.PASS
    written = "<script>var u='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code='+code+'&url='</script>"
    assert verdict(tmp_path, "site-code", home(jiucuo=written)) is Verdict.PASS


@pytest.mark.parametrize(
    "foot",
    [
        "<div id='footer'></div><script src='/js/main.js'></script>",
        "<script src='/js/footer.js'></script>",
        "<iframe src='/include/bottom.html'></iframe>",
        "<div class='bq'><script src='/js/end.js'></script></div>",
        "<script>$('#end').load('/include/foot.html')</script>",
        "<script>document.write(end)</script>",
        "<!--#include virtual='/include/end.html'-->",
        "<div id='app'></div><script src='/js/chunk.js'></script>",
        "<div class='bq'><p>版权所有：云泽区人民政府</p><script src='/js/end.js'></script></div>",
        "<div class='foot'><p>版权所有：云泽区人民政府</p><script>document.write(mark + number)</script></div>",
    ],
)
def test_a_foot_that_scripts_or_frames_bring_was_not_seen(tmp_path: Path, foot: str) -> None:
    found = judge(tmp_path, bare(foot))
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}


def test_words_of_a_foot_in_the_news_are_no_foot(tmp_path: Path) -> None:
    title = "关于ICP备案和技术支持单位主办单位变更的通知"
    news = "<ul>" + "".join(f"<li><a href='/a/{n}.html'>信息{n}</a></li>" for n in range(30)) + "</ul>"
    html = bare(f"<h3>{title}</h3>{news}", "<script src='/js/end.js'></script>")
    assert verdict(tmp_path, "site-code", html) is Verdict.UNSURE


@pytest.mark.parametrize(
    "rest",
    ["", "<script src='/js/jquery.js'></script>", "<script src='/js/index.js'></script><script>var a = 1</script>"],
)
def test_scripts_elsewhere_hide_no_foot(tmp_path: Path, rest: str) -> None:
    html = bare("<div class='bq'><p>版权所有：云泽区人民政府</p></div><p>技术支持：云泽公司</p>", rest)
    assert verdict(tmp_path, "icp", html) is Verdict.FAIL


def test_a_plain_page_without_any_foot_lacks_all(tmp_path: Path) -> None:
    assert {finding.verdict for finding in judge(tmp_path, bare("")).values()} == {Verdict.FAIL}


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("site-code", "<p>网站标识码：<img src='/code.png'></p>"),
        ("icp", "<a href='https://beian.miit.gov.cn/'><img src='/icp.png'></a>"),
        ("police", "<a href='https://beian.mps.gov.cn/'><img src='/ga.png'></a>"),
        ("conac", "<a href='http://www.conac.cn/'><img src='/m.png'></a>"),
        ("jiucuo", "<a href='javascript:;' onclick=\"window.open('/wzjc/?url=' + document.URL)\">网站纠错</a>"),
    ],
)
def test_a_picture_may_show_the_number(tmp_path: Path, key: str, part: str) -> None:
    assert verdict(tmp_path, key, home(**{key: part})) is Verdict.UNSURE


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("site-code", "<p>网站识别码：3701990001</p>"),
        ("site-code", "<p>网站编码：3701990001</p>"),
        ("icp", "<p>鲁ICP05000001号</p>"),
        ("icp", "<p>鲁ICP证05000001号</p>"),
        ("icp", "<p>备案号：05000001</p>"),
        ("icp", "<p>鲁IСP备05000001号</p>"),
        ("police", "<p>公安联网备案：37019902000001</p>"),
        ("police", "<p>网安备案号：37019902000001</p>"),
        ("police", "<p>公备37019902000001号</p>"),
        ("police", "<img src='/images/all.png'>"),
        ("conac", "<img src='/images/foot3.png'>"),
        ("conac", "<a class='mark' href='/jgbs/'></a>"),
        ("jiucuo", "<a href='javascript:;' onclick='open()'><img src='/images/f4.jpg'></a>"),
        ("contact", "<p>维护单位：云泽区大数据局</p>"),
        ("contact", "<p>地址：云泽区府前街1号 邮编：271100</p>"),
    ],
)
def test_other_words_for_it_and_pictures_without_a_name_are_unsure(tmp_path: Path, key: str, part: str) -> None:
    assert verdict(tmp_path, key, home(**{key: part})) is Verdict.UNSURE


@pytest.mark.parametrize("key", ["police", "conac", "jiucuo"])
@pytest.mark.parametrize(
    "script",
    ["<script src='/js/common.js'></script>", "<script>$('.end').append(mark)</script>"],
    ids=["file", "inline"],
)
def test_a_script_of_the_site_may_bring_the_marks_of_others(tmp_path: Path, key: str, script: str) -> None:
    assert verdict(tmp_path, key, home(before=script, **{key: ""})) is Verdict.UNSURE


def test_another_number_is_no_trace_of_the_missing_one(tmp_path: Path) -> None:
    police = "<p>公安机关备案号：37019902000001</p>"
    found = judge(tmp_path, home(icp="", police=police))
    assert (found["icp"].verdict, found["police"].verdict) == (Verdict.FAIL, Verdict.PASS)


def test_a_comment_is_not_shown(tmp_path: Path) -> None:
    assert verdict(tmp_path, "icp", home(icp="<!-- 鲁ICP备05000001号 -->")) is Verdict.FAIL


def test_an_unfinished_walk_does_not_say_that_something_is_missing(tmp_path: Path) -> None:
    found = judge(tmp_path, home(icp=""), incomplete_because=["首页未能确认是本网站"])
    assert (found["icp"].verdict, found["police"].verdict) == (Verdict.UNSURE, Verdict.PASS)


def test_a_home_page_that_was_not_read_is_unsure(tmp_path: Path) -> None:
    path = build(tmp_path, {}, readings={HOME: (Outcome.BLOCKED, 200)}, incomplete_because=["首页未能读取"])
    found = findings(path, "footer_identity")
    assert list(found) == list(PARTS)
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}


def test_the_page_may_be_gb2312(tmp_path: Path) -> None:
    html = home().replace("charset='utf-8'", "charset='gb2312'").encode("gb18030")
    assert {finding.verdict for finding in judge(tmp_path, html).values()} == {Verdict.PASS}


def test_the_home_page_may_stand_behind_a_redirect(tmp_path: Path) -> None:
    moved = "<meta http-equiv='refresh' content='0;url=http://www.yunze.gov.cn/index/'>"
    pages = {**portal(), HOME: moved, HOME + "index/": home(icp="")}
    found = findings(build(tmp_path, pages), "footer_identity")
    assert (found["icp"].verdict, found["icp"].url) == (Verdict.FAIL, HOME + "index/")


def test_a_part_of_another_site_s_host_is_not_judged_and_the_operator_answers(tmp_path: Path) -> None:
    assert judge(tmp_path, home(icp=""), own_hosts=[]) == {}
    assert judge(tmp_path, home(icp=""), site=replace(SITE, operator="dsjj"))["icp"].unit == "dsjj"


def test_the_home_page_is_read_twice(tmp_path: Path) -> None:
    pages = {**portal(), HOME: home(icp="")}
    failed = [
        finding.subject
        for finding in judged(build(tmp_path, pages, look2={}), "footer_identity").findings
        if finding.verdict is Verdict.FAIL
    ]
    assert failed == ["icp"]
    for second in (home(), (Outcome.TIMEOUT, 0)):
        found = judged(build(tmp_path, pages, look2={HOME: second}), "footer_identity").findings
        assert Verdict.FAIL not in {finding.verdict for finding in found}
