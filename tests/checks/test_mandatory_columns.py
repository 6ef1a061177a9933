"""Which columns are missing, and under how many names they may be there."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Level, Outcome, RegisteredColumn, Verdict
from tests.build import CATALOGUE, HOME, SITE, build, findings
from tests.invented import NEWS, article, column, page, portal, rows
from tests.policies import place

ITEMS = {
    "guide": "政府信息公开指南",
    "rules": "政府信息公开制度",
    "statutory": "法定主动公开内容",
    "annual-reports": "政府信息公开年报",
}
CHECK = "mandatory_columns"
PLATFORM = "disclosure-platform"
GUIDE = HOME + "zfxxgk/zn/"


def site_pages(*left_out: str, more: str = "", guide: str = GUIDE) -> dict[str, str]:
    """A portal whose home page links to the four columns, some left out, and to `more`."""
    links = {
        key: (guide if key == "guide" else f"{HOME}zfxxgk/{key}/", name)
        for key, name in ITEMS.items()
        if key not in left_out
    }
    menu = "".join(f"<a href='{url}'>{name}</a>" for url, name in links.values())
    pages = {**portal(), HOME: page("云泽区人民政府", rows(NEWS) + f"<div class='gk'>{menu}{more}</div>")}
    text = "<div id='zoom'><p>为便于公民、法人和其他组织获取政府信息，依照有关规定编制。</p></div>"
    return pages | {url: column(name, text) for url, name in links.values()}


def judge(folder: Path, pages: Mapping[str, str], key: str = "guide", standard: str = PLATFORM, **rest: Any) -> Finding:
    site = replace(SITE, standards=(standard,))
    found = findings(build(folder, pages, site=site, **rest), "mandatory_columns")
    assert set(found) == {f"{standard}/{item.key}" for item in CATALOGUE.standards[standard].items if item.names}
    return found[f"{standard}/{key}"]


def test_all_four_are_there(tmp_path: Path) -> None:
    pages = site_pages()
    assert {judge(tmp_path, pages, key).verdict for key in ITEMS} == {Verdict.PASS}


@pytest.mark.parametrize("key", ITEMS)
def test_one_that_is_missing_fails_and_no_other(tmp_path: Path, key: str) -> None:
    pages = site_pages(key)
    verdicts = {item: judge(tmp_path, pages, item).verdict for item in ITEMS}
    assert verdicts == {item: Verdict.FAIL if item == key else Verdict.PASS for item in ITEMS}
    finding = judge(tmp_path, pages, key)
    assert (finding.subject, finding.clause, finding.level) == (f"{PLATFORM}/{key}", f"{PLATFORM}/{key}", "requirement")
    assert ITEMS[key] in finding.title


@pytest.mark.parametrize(
    "name", ["信息公开指南", "部门政府信息公开指南", " 政府信息 公开指南 ", "·公开指南>>", "政府信息公开指南（1）"]
)
def test_other_names_of_the_same_column_count(tmp_path: Path, name: str) -> None:
    pages = site_pages("guide", more=f"<a href='{GUIDE}'>{name}</a>") | {GUIDE: page("公开", "<p>内容见附件。</p>")}
    assert judge(tmp_path, pages).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "name", ["《政府信息公开指南》", "政府信息公开指南2026版", "（一）政府信息公开指南", "☞政府信息公开指南"]
)
def test_what_stands_round_a_name_is_no_part_of_it(tmp_path: Path, name: str) -> None:
    pages = site_pages("guide", more=f"<a href='{GUIDE}'>{name}</a>") | {GUIDE: page("公开", "<p>内容见附件。</p>")}
    assert judge(tmp_path, pages).verdict is Verdict.PASS


@pytest.mark.parametrize("target", [HOME, HOME + "zfxxgk/", HOME + "zfxxgk/nothing/"], ids=["home", "itself", "empty"])
def test_a_link_that_leads_to_nothing_of_its_own_is_for_a_person(tmp_path: Path, target: str) -> None:
    pages = site_pages("guide", more="<a href='/zfxxgk/'>政府信息公开</a>")
    pages[HOME + "zfxxgk/"] = column("政府信息公开", f"<ul><li><a href='{target}'>政府信息公开指南</a></li></ul>")
    assert judge(tmp_path, pages).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "link",
    [
        f"<a href='{GUIDE}'><img src='/i/zn.png' alt='政府信息公开指南'></a>",
        f"<a href='{GUIDE}' title='政府信息公开指南'>政府信息…</a>",
        f"<map><area href='{GUIDE}' alt='政府信息公开指南'></map>",
        f"<li onclick=\"location.href='{GUIDE}'\">政府信息公开指南</li>",
        f"<script>document.write('<a href=\"{GUIDE}\">政府信息公开指南</a>')</script>",
    ],
    ids=["picture", "title", "map", "click", "script"],
)
def test_a_link_of_any_kind_counts(tmp_path: Path, link: str) -> None:
    pages = site_pages("guide", more=link) | {GUIDE: page("公开", "<p>内容见附件。</p>")}
    assert judge(tmp_path, pages).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "more",
    [
        "<a href='/zwgk/1234.html'>云泽区财政局政府信息公开指南</a>",
        "<a href='/zwgk/1234.html'>区大数据局政府信息公开指南（2026年修订）</a>",
        "<ul class='tabs'><li>政府信息公开指南</li><li>机构职能</li></ul>",
        "<a href='/zwgk/1234.html'>政府信息公开指南及目录</a>",
        "<a href='/zwgk/1234.html'>指南 | 制度</a>",
        "<a href='/zwgk/1234.html'>政府信息公开须知</a>",
        "<a href='/zwgk/1234.html'>部门指南</a>",
        "<a href='/zwgk/1234.html' title='政府信息公开指南'>公开</a>",
        "<a href='javascript:show(1)'>政府信息公开指南</a>",
        "<a href='#' data-id='1'>政府信息<b>公开指南</b></a>",
        "<input type='button' value='政府信息公开指南' onclick='go(1)'>",
        "<script>var nodes = [{name: '\\u653f\\u5e9c信息公开指南', id: 1}]</script>",
        "<div class='menu'></div><script src='/js/menu.js'></script>",
    ],
)
def test_what_bears_nearly_the_name_is_for_a_person(tmp_path: Path, more: str) -> None:
    pages = site_pages("guide", more=more) | {HOME + "zwgk/1234.html": article("指南", "2026-01-08")}
    assert judge(tmp_path, pages).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("区审计局开展政府采购专项检查", Verdict.FAIL),
        ("关于规范政府采购合同备案的通知", Verdict.FAIL),
        ("关于公布2026年度政府采购目录的通知（云财采〔2026〕3号）", Verdict.UNSURE),
        ("政府采购意向公开", Verdict.UNSURE),
        ("云泽区政府采购情况的说明", Verdict.UNSURE),
    ],
)
def test_a_headline_is_for_a_person_where_it_is_about_the_thing(tmp_path: Path, title: str, expected: Verdict) -> None:
    pages = site_pages(more=f"<a href='/zwgk/1234.html'>{title}</a><a href='/zwgk/1234.html' title='{title}'></a>")
    pages[HOME + "zwgk/1234.html"] = article(title, "2026-01-08")
    assert judge(tmp_path, pages, "procurement", "article-20").verdict is expected


def test_an_article_of_the_name_is_for_a_person_though_no_words_lead_to_it(tmp_path: Path) -> None:
    pages = site_pages("guide", more="<a class='zn' href='/zwgk/1234.html'></a>")
    assert (
        judge(tmp_path, pages | {HOME + "zwgk/1234.html": article("关于公开的说明", "2026-01-08")}).verdict
        is Verdict.FAIL
    )
    titled = article("云泽区财政局政府信息公开指南", "2026-01-08")
    tagged = article("说明", "2026-01-08").replace(
        "</head>", "<meta name='ColumnName' content='部门政府信息公开指南'></head>"
    )
    for html in (titled, tagged):
        assert judge(tmp_path, pages | {HOME + "zwgk/1234.html": html}).verdict is Verdict.UNSURE


def test_a_link_that_leads_nowhere_is_not_there(tmp_path: Path) -> None:
    dead = {GUIDE: (Outcome.HTTP_ERROR, 404)}
    finding = judge(tmp_path, {u: h for u, h in site_pages().items() if u != GUIDE}, readings=dead)
    assert (finding.verdict, finding.url) == (Verdict.FAIL, GUIDE)


@pytest.mark.parametrize(
    "answer", [(Outcome.TIMEOUT, 0), (Outcome.HTTP_ERROR, 503), (Outcome.BLOCKED, 412), (Outcome.HTTP_ERROR, 403)]
)
def test_a_link_that_could_not_be_read_is_unsure(tmp_path: Path, answer: tuple[Outcome, int]) -> None:
    pages = {url: html for url, html in site_pages().items() if url != GUIDE}
    assert judge(tmp_path, pages, readings={GUIDE: answer}).verdict is Verdict.UNSURE


def test_a_second_place_that_works_is_enough(tmp_path: Path) -> None:
    pages = site_pages(more="<a href='/old/zn.html'>公开指南</a>")
    assert judge(tmp_path, pages, readings={HOME + "old/zn.html": (Outcome.HTTP_ERROR, 404)}).verdict is Verdict.PASS


def test_a_column_on_a_platform_of_others_was_not_asked(tmp_path: Path) -> None:
    pages = site_pages("guide", more="<a href='http://www.shilihe.gov.cn/zn/'>政府信息公开指南</a>")
    assert judge(tmp_path, pages).verdict is Verdict.UNSURE


def test_a_walk_that_was_not_whole_accuses_nobody(tmp_path: Path) -> None:
    assert judge(tmp_path, site_pages("guide"), incomplete_because=["达到页数上限"]).verdict is Verdict.UNSURE
    unread = site_pages("guide", more="<a href='/more/'>更多公开</a>")
    assert judge(tmp_path, unread, readings={HOME + "more/": (Outcome.TIMEOUT, 0)}).verdict is Verdict.UNSURE
    dead = {GUIDE: (Outcome.HTTP_ERROR, 404)}
    pages = {url: html for url, html in site_pages().items() if url != GUIDE}
    assert judge(tmp_path, pages, readings=dead, incomplete_because=["达到页数上限"]).verdict is Verdict.UNSURE


@pytest.mark.parametrize("where", ["home", "section", "elsewhere"])
def test_a_menu_that_scripts_draw_may_hold_it(tmp_path: Path, where: str) -> None:
    pages = site_pages("guide", more="<a href='/xxgk/'>信息公开</a><a href='/ggfw/'>公共服务</a>")
    drawn = "<div id='app'></div>"
    if where == "home":
        pages[HOME] = pages[HOME].replace("<div class='foot'>", drawn + "<div class='foot'>")
    elif where == "section":
        pages[HOME + "xxgk/"] = column("信息公开", drawn)
    else:
        pages |= {HOME + "ggfw/": column("公共服务", drawn), HOME + "xxgk/": column("信息公开", rows(NEWS))}
    assert judge(tmp_path, pages).verdict is (Verdict.FAIL if where == "elsewhere" else Verdict.UNSURE)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("government", Verdict.FAIL),
        ("department", Verdict.UNSURE),
        ("institution", Verdict.UNSURE),
        ("", Verdict.UNSURE),
    ],
)
def test_article_20_binds_the_government(tmp_path: Path, kind: str, expected: Verdict) -> None:
    assert judge(tmp_path, portal(), "penalties", "article-20", unit_kind=kind).verdict is expected


def test_a_department_owes_its_functions(tmp_path: Path) -> None:
    pages = {url: html.replace("机构职能", "友情链接") for url, html in portal().items()}
    assert judge(tmp_path, pages, "functions", "article-20", unit_kind="department").verdict is Verdict.FAIL
    assert judge(tmp_path, portal(), "functions", "article-20", unit_kind="department").verdict is Verdict.PASS


def test_a_note_that_nothing_is_concerned_is_a_column(tmp_path: Path) -> None:
    pages = site_pages("rules", more="<a href='/zfxxgk/none/'>政府信息公开制度</a>")
    pages[HOME + "zfxxgk/none/"] = column("政府信息公开制度", "<p>未涉及领域事项说明：本单位不涉及该事项。</p>")
    assert judge(tmp_path, pages, "rules").verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("政府信息公开指南专栏", "政府信息公开指南专栏"),
        ("本单位信息公开指南", "本单位信息公开指南"),
        ("云泽区人民政府政府信息公开指南", "云泽区人民政府政府信息公开指南"),
        ("政府信息公开指南、政府信息公开制度", "政府信息公开指南、政府信息公开制度"),
    ],
)
def test_a_column_of_another_name_is_there_and_the_name_is_told(tmp_path: Path, name: str, told: str) -> None:
    pages = site_pages("guide", more=f"<a href='{GUIDE}'>{name}</a>") | {GUIDE: page("公开", "<p>内容见附件。</p>")}
    found = judge(tmp_path, pages, answers_for=[GOVERNMENT])
    assert found.verdict is Verdict.PASS
    assert told in found.title + found.evidence.text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("双公示", Verdict.PASS), ("行政许可、行政处罚", Verdict.PASS), ("行政许可", Verdict.FAIL)],
)
def test_one_column_may_serve_two(tmp_path: Path, name: str, expected: Verdict) -> None:
    pages = site_pages(more=f"<a href='/gs/'>{name}</a>") | {HOME + "gs/": column(name, rows(NEWS))}
    assert judge(tmp_path, pages, "permits", "article-20").verdict is Verdict.PASS
    assert judge(tmp_path, pages, "penalties", "article-20").verdict is expected


def test_an_article_named_after_two_is_no_column_of_either(tmp_path: Path) -> None:
    pages = site_pages(more="<a href='/zwgk/1234.html'>行政许可、行政处罚</a>")
    pages[HOME + "zwgk/1234.html"] = article("行政许可、行政处罚", "2026-01-08")
    assert judge(tmp_path, pages, "penalties", "article-20").verdict is Verdict.UNSURE


def test_a_column_that_only_a_breadcrumb_names_is_there(tmp_path: Path) -> None:
    pages = site_pages("guide", more="<a href='/zwgk/1234.html'>关于公开的说明</a>")
    where = "<div class='wz'>当前位置：<a href='/'>首页</a> &gt; 政务公开 &gt; 政府信息公开指南 &gt; 正文</div>"
    pages[HOME + "zwgk/1234.html"] = page(
        "关于公开的说明", f"{where}<h1>关于公开的说明</h1><div id='zoom'>便于查阅。</div>"
    )
    assert judge(tmp_path, pages).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("change", "expected"), [("location.href=this.value", Verdict.PASS), ("show(this.value)", Verdict.UNSURE)]
)
def test_a_list_of_choices_is_a_menu_where_it_leads_somewhere(tmp_path: Path, change: str, expected: Verdict) -> None:
    choices = (
        f"<select onchange='{change}'><option>请选择</option><option value='{GUIDE}'>政府信息公开指南</option></select>"
    )
    pages = site_pages("guide", more=choices) | {GUIDE: page("公开", "<p>内容见附件。</p>")}
    assert judge(tmp_path, pages).verdict is expected


@pytest.mark.parametrize(
    ("answer", "expected"), [((Outcome.OK, 200), Verdict.PASS), ((Outcome.TIMEOUT, 0), Verdict.UNSURE)]
)
def test_a_jump_to_a_platform_is_a_column(tmp_path: Path, answer: tuple[Outcome, int], expected: Verdict) -> None:
    platform = "http://www.ccgp-example.gov.cn/yunze/"
    pages = site_pages(more=f"<a href='{platform}'>政府采购</a>")
    assert judge(tmp_path, pages, "procurement", "article-20", readings={platform: answer}).verdict is expected


def test_the_link_that_leads_nowhere_is_quoted(tmp_path: Path) -> None:
    pages = {url: html for url, html in site_pages().items() if url != GUIDE}
    for answer, words in (((Outcome.HTTP_ERROR, 404), "404"), ((Outcome.NO_SUCH_HOST, 0), "域名不存在")):
        said = judge(tmp_path, pages, readings={GUIDE: answer}).evidence.text
        assert all(one in said for one in (HOME, "政府信息公开指南", GUIDE, words))


NOTES = {
    "title": ("关于我区未涉及行政强制事项的说明", "云泽区暂不设此类事项。"),
    "text": ("未涉及领域事项说明", "区政府办公室：未涉及安全生产。\n未涉及行政处罚和行政强制事项。"),
}


@pytest.mark.parametrize(("title", "text"), NOTES.values(), ids=NOTES)
def test_a_note_that_there_is_nothing_of_the_kind_passes_and_is_quoted(tmp_path: Path, title: str, text: str) -> None:
    pages = site_pages(more="<a href='/zwgk/1234.html'>说明</a>")
    pages[HOME + "zwgk/1234.html"] = article(title, "2026-01-08", text.replace("\n", "</p><p>"))
    found = judge(tmp_path, pages, "penalties", "article-20")
    assert (found.verdict, found.url) == (Verdict.PASS, HOME + "zwgk/1234.html")
    assert "未涉及" in found.evidence.text
    assert judge(tmp_path, pages, "procurement", "article-20").verdict is Verdict.FAIL


def test_where_no_menu_was_seen_nothing_is_missing(tmp_path: Path) -> None:
    alone = page("云泽区人民政府", "<p>欢迎访问。</p>", nav={"zwgk/tzgg/": "通知公告"})
    one = column("通知公告", rows([]), head="").replace("<ul class='nav'>", "<ul hidden>")
    assert judge(tmp_path, {HOME: alone}).verdict is Verdict.UNSURE
    part = HOME + "gongkai/site_yunzequczj/"
    site = replace(SITE, urls=(part,), prefixes=(part,), standards=(PLATFORM,))
    found = findings(
        build(tmp_path, {part: page("区财政局", "<p>简介</p>"), HOME: one}, site=site, own_hosts=[]), CHECK
    )
    assert found[f"{PLATFORM}/guide"].verdict is Verdict.UNSURE


GOVERNMENT = {"key": "qzf", "name": "云泽区人民政府", "kind": "government", "former": [], "duties": []}


def unit(key: str, name: str, kind: str = "department", *duties: str) -> dict[str, Any]:
    return {"key": key, "name": name, "kind": kind, "former": [], "duties": list(duties)}


def plan(folder: Path, owner: Mapping[str, Any], pages: Mapping[str, str], **rest: Any) -> dict[str, Finding]:
    """What is said of a department's site by the plan."""
    kind = "portal" if owner["kind"] == "government" else "department"
    site = replace(SITE, unit=owner["key"], kind=kind)
    known = {"answers_for": [owner], "standards": ["laiwu-2021"], "unit_kind": owner["kind"], **rest}
    found = findings(build(folder, pages, site=site, **known), CHECK)
    return {subject.partition("/")[2]: finding for subject, finding in found.items()}


@pytest.mark.parametrize(
    ("owner", "key", "expected"),
    [
        (unit("rsj", "区人力资源和社会保障局"), "employment", Verdict.FAIL),
        (unit("czj", "区财政局"), "employment", None),
        (unit("yjj", "区应急管理局"), "work-safety", Verdict.FAIL),
        (unit("ms", "云山镇", "town"), "work-safety", Verdict.FAIL),
        (unit("czj", "区财政局"), "power-lists", Verdict.UNSURE),
        (unit("czj", "区财政局", "department", "power-lists"), "power-lists", Verdict.FAIL),
        (unit("fw", "区机关事务服务中心", "institution", "power-lists"), "power-lists", None),
        (unit("swj", "区商务局"), "supervision-lists", Verdict.UNSURE),
        (unit("sfj", "区司法局"), "supervision-lists", Verdict.FAIL),
        (unit("czj", "区财政局"), "gazette", None),
        (unit("ms", "云山镇", "town"), "plans-gathered", None),
    ],
)
def test_a_plan_binds_the_units_that_its_rows_name(
    tmp_path: Path, owner: dict[str, Any], key: str, expected: Verdict | None
) -> None:
    found = plan(tmp_path, owner, portal()).get(key)
    assert (found.verdict if found else None) is expected


def test_a_row_is_judged_only_while_it_lives(tmp_path: Path) -> None:
    owner = unit("wjj", "区卫生健康局")
    assert plan(tmp_path, owner, portal(), as_of="2022-03-01")["epidemic"].verdict is Verdict.FAIL
    assert "epidemic" not in plan(tmp_path, owner, portal())


def test_each_unit_is_asked_for_its_own_column(tmp_path: Path) -> None:
    pages = portal() | {
        HOME: page("区民政局", "<a href='/ylfw/'>养老服务</a>"),
        HOME + "ylfw/": column("养老服务", rows(NEWS)),
    }
    assert plan(tmp_path, unit("mzj", "区民政局"), pages)["social-security"].verdict is Verdict.PASS
    assert plan(tmp_path, unit("ybj", "区医保局"), pages)["social-security"].verdict is Verdict.FAIL


def test_one_on_the_portal_counts_for_all(tmp_path: Path) -> None:
    office, town = unit("qzfb", "区政府办公室"), unit("ms", "云山镇", "town")
    units = {"answers_for": [GOVERNMENT, office, town]}
    missing = plan(tmp_path, GOVERNMENT, portal(), **units)
    assert (missing["gazette"].verdict, missing["gazette"].unit) == (Verdict.FAIL, "qzfb")
    assert "gazette@qzfb" not in missing
    with_one = portal() | {HOME + "zfgb/": column("政府公报", rows(NEWS))}
    assert plan(tmp_path, GOVERNMENT, with_one, **units)["gazette"].verdict is Verdict.PASS


def test_a_unit_without_a_site_is_judged_by_its_part_of_the_portal(tmp_path: Path) -> None:
    town = unit("ms", "云山镇", "town")
    asked = {"answers_for": [GOVERNMENT, town], "standards": [PLATFORM]}
    register = [RegisteredColumn("portal", "云山镇", HOME + "ms/", unit="ms")]
    pages = site_pages(more="<a href='/ms/zn/'>云山镇政府信息公开指南</a>") | {
        HOME + "ms/zn/": column("公开指南", "<p>内容。</p>")
    }
    found = plan(tmp_path, GOVERNMENT, pages, register=register, **asked)
    assert (found["guide"].unit, found["guide"].verdict) == ("qzf", Verdict.PASS)
    assert (found["guide@ms"].unit, found["guide@ms"].verdict) == ("ms", Verdict.PASS)
    assert found["rules@ms"].verdict is Verdict.UNSURE
    assert "rules@ms" not in plan(tmp_path, GOVERNMENT, pages, **asked)


def planned(*titles: str) -> dict[str, str]:
    entries = [(title, "2026-10-09") for title in titles]
    pages = portal() | {HOME + "ghjh/": column("规划计划", rows(entries, "/ghjh/"))}
    return pages | {
        f"{HOME}ghjh/{4100 + number}.html": article(title, "2026-10-09") for number, title in enumerate(titles)
    }


OUTLINE = "云泽区国民经济和社会发展第十四个五年规划和2035年远景目标纲要"
REGIONS = ("云泽区养老服务专项规划", "云泽区沿河区域发展规划", "历史规划归集：第十三个五年规划")


@pytest.mark.parametrize(
    ("titles", "verdict", "told"),
    [
        ((OUTLINE, *REGIONS), Verdict.PASS, "规划纲要"),
        (REGIONS, Verdict.FAIL, "缺少规划纲要"),
        ((OUTLINE, "云泽区综合交通运输体系建设规划"), Verdict.UNSURE, "专项规划、区域规划、历史规划"),
    ],
)
def test_what_a_column_must_hold_is_told_at_once(
    tmp_path: Path, titles: tuple[str, ...], verdict: Verdict, told: str
) -> None:
    """The plan for land is another bureau's; a title may mean a part that it does not name."""
    found = plan(tmp_path, unit("fgj", "区发展改革局", "department", "plans"), planned(*titles))["plans"]
    assert (found.verdict, told in found.title + found.evidence.text) == (verdict, True)
    assert "国土空间规划" not in found.evidence.text


def test_parts_of_a_list_that_was_not_read_whole_are_unsure(tmp_path: Path) -> None:
    pages = planned(*REGIONS)
    pages[HOME + "ghjh/"] = pages[HOME + "ghjh/"].replace(
        "<div class='foot'>", "<div id='app'></div><div class='foot'>"
    )
    owner = unit("fgj", "区发展改革局", "department", "plans")
    assert plan(tmp_path, owner, pages)["plans"].verdict is Verdict.UNSURE


STORIES = [(f"区领导调研重点工作第{number}次现场会", f"2026-11-{number + 1:02}") for number in range(8)]
STATUTORY = HOME + "zfxxgk/statutory/"


@pytest.mark.parametrize(
    ("entries", "folder", "strange"),
    [
        (STORIES, "/zwgk/gzdt/", True),
        (STORIES[:3], "/zwgk/gzdt/", False),
        ([(f"区水利局2026年第{number}号公告", "2026-11-02") for number in range(8)], "/fd/", False),
        ([(f"云泽区2026年第{number}号预算公告", "2026-11-02") for number in range(8)], "/fd/", False),
    ],
    ids=["news", "few", "others on the portal", "own"],
)
def test_what_has_no_business_in_a_statutory_column_is_told(
    tmp_path: Path, entries: list[tuple[str, str]], folder: str, *, strange: bool
) -> None:
    pages = site_pages() | {HOME + "zwgk/gzdt/": column("工作动态", rows(STORIES))}
    pages[STATUTORY] = column("法定主动公开内容", rows(entries, folder))
    found = findings(
        build(tmp_path, pages, site=replace(SITE, standards=(PLATFORM,)), units={"slj": ["区水利局"]}), CHECK
    )
    assert found[f"{PLATFORM}/statutory"].verdict is Verdict.PASS
    assert (STATUTORY in found) is strange
    assert not strange or (found[STATUTORY].verdict, found[STATUTORY].level) == (Verdict.UNSURE, Level.ADVICE)


def test_a_department_that_shows_what_others_made_is_told(tmp_path: Path) -> None:
    entries = [(f"区水利局2026年第{number}号公告", "2026-11-02") for number in range(8)]
    pages = site_pages() | {STATUTORY: column("法定主动公开内容", rows(entries, "/fd/"))}
    units = {"slj": ["区水利局"], "czj": ["区财政局"]}
    site = replace(SITE, unit="czj", kind="department", standards=(PLATFORM,))
    assert findings(build(tmp_path, pages, site=site, units=units), CHECK)[STATUTORY].level is Level.ADVICE
    own = replace(site, unit="slj")
    assert STATUTORY not in findings(build(tmp_path, pages, site=own, units=units), CHECK)


@pytest.mark.parametrize(
    ("told", "name"),
    [("“六稳”“六保”", "六稳六保"), ("双随机、一公开", "双随机一公开"), ("十大提升竞赛活动专栏", "十大提升竞赛活动")],
)
def test_quotation_marks_commas_and_numbers_in_a_name_are_no_difference(tmp_path: Path, told: str, name: str) -> None:
    """The last begins with a word for ten, which is no numbering."""
    keys = {"六稳六保": "stability", "双随机一公开": "supervision-lists", "十大提升竞赛活动": "campaigns"}
    pages = portal() | {HOME: page("云山镇", f"<a href='/x/'>{told}</a>"), HOME + "x/": column(told, rows(NEWS))}
    assert plan(tmp_path, unit("ms", "云山镇", "town"), pages)[keys[name]].verdict is Verdict.PASS


def owed_by(folder: Path, standard: str, missing: str, more: str, extra: Mapping[str, str] | None = None) -> Verdict:
    return judge(folder, {**site_pages(missing, more=more), **(extra or {})}, missing, standard).verdict


@pytest.mark.parametrize(
    ("standard", "key", "name"),
    [
        (PLATFORM, "guide", "指南目录"),
        (PLATFORM, "rules", "制度建设"),
        (PLATFORM, "rules", "政策依据"),
        (PLATFORM, "statutory", "法定内容公开"),
        (PLATFORM, "annual-reports", "历年年报"),
        (PLATFORM, "annual-reports", "年度报告公开"),
        ("article-20", "plans", "“十五五”规划"),
        ("article-20", "statistics", "经济运行"),
        ("article-20", "permits", "审批结果"),
        ("article-20", "budget", "三公经费"),
        ("article-20", "fees", "价格和收费"),
        ("article-20", "procurement", "政府采购网"),
        ("article-20", "procurement", "公共资源交易"),
        ("article-20", "livelihood", "民生实事"),
        ("article-20", "emergency", "防灾减灾"),
        ("article-20", "inspection", "质量抽检"),
        ("article-20", "recruitment", "公务员考试"),
    ],
)
def test_a_column_that_may_hold_it_is_for_a_person(tmp_path: Path, standard: str, key: str, name: str) -> None:
    column_of = {HOME + "x/": column(name, rows(NEWS))}
    assert owed_by(tmp_path, standard, key, f"<a href='/x/'>{name}</a>", column_of) is Verdict.UNSURE


def test_a_tab_on_a_page_of_any_name_is_for_a_person(tmp_path: Path) -> None:
    tabs = page(
        "云泽区人民政府", "<div id='zoom'><h2>政府信息公开指南</h2><p>公开的范围、形式和时限，申请的方式。</p></div>"
    )
    more = "<a href='/x/'><img src='/i/1.png'></a>"
    assert owed_by(tmp_path, PLATFORM, "guide", more, {HOME + "x/": tabs}) is Verdict.UNSURE


def test_a_department_or_a_headline_hints_at_nothing(tmp_path: Path) -> None:
    more = "<a href='/x/'>应急管理局</a><a href='/zwgk/1234.html'>区长检查防灾减灾</a>"
    extra = {HOME + "x/": column("应急管理局", rows(NEWS)), HOME + "zwgk/1234.html": article("区长检查防灾减灾")}
    assert owed_by(tmp_path, "article-20", "emergency", more, extra) is Verdict.FAIL


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("<a href='http://xxgk.yunze.gov.cn/'>政府信息公开</a>", Verdict.UNSURE),
        ("<a href='http://xxgk.yunze.gov.cn/'>云泽区人民政府信息公开</a>", Verdict.UNSURE),
        ("<a href='http://www.shilihe.gov.cn/'>十里河市政府信息公开</a>", Verdict.FAIL),
        ("<a href='javascript:void(0)' onclick='openSection(3)'>政府信息公开</a>", Verdict.UNSURE),
    ],
    ids=["other host", "with the name of the site", "another district's", "script"],
)
def test_a_section_that_stands_elsewhere_may_hold_it(tmp_path: Path, more: str, expected: Verdict) -> None:
    assert owed_by(tmp_path, PLATFORM, "guide", more) is expected


def test_the_frame_of_the_portal_hides_no_column_of_a_department(tmp_path: Path) -> None:
    """A part of the portal's host has a section of its own, and the frame round it leads to that of the portal."""
    part = HOME + "gongkai/site_yunzequczj/"
    own = f"<a href='{part}gk/'>政府信息公开</a><a href='{part}a/'>动态</a><a href='{part}b/'>通知</a>"
    pages = {part: page("区财政局", f"<a href='/zwgk/'>政务公开</a>{own}")}
    pages |= {f"{part}{name}/": page(name, f"{own}<p>内容。</p>") for name in ("gk", "a", "b")}
    site = replace(SITE, unit="czj", kind="department", urls=(part,), prefixes=(part,), standards=(PLATFORM,))
    for shown, expected in (
        (pages, Verdict.FAIL),
        ({**pages, part: pages[part].replace(f"{part}gk/", "/gk/")}, "unsure"),
    ):
        found = findings(build(tmp_path, shown, site=site, own_hosts=[]), CHECK)
        assert found[f"{PLATFORM}/guide"].verdict == expected


@pytest.mark.parametrize(
    ("columns", "expected"), [((), Verdict.UNSURE), (("义务教育",), Verdict.FAIL), (("就业创业",), Verdict.UNSURE)]
)
def test_a_plans_column_on_the_portal_may_count_for_all(
    tmp_path: Path, columns: tuple[str, ...], expected: Verdict
) -> None:
    portal_seen = place("portal", kind="portal", unit="qzf", columns=columns)
    found = plan(tmp_path, unit("rsj", "区人力资源和社会保障局"), portal(), elsewhere=portal_seen)
    assert found["employment"].verdict is expected
