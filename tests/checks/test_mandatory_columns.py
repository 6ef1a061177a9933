"""Which columns are missing, and under how many names they may be there."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import CATALOGUE, HOME, SITE, build, findings
from tests.invented import NEWS, article, column, page, portal, rows

ITEMS = {
    "guide": "政府信息公开指南",
    "rules": "政府信息公开制度",
    "statutory": "法定主动公开内容",
    "annual-reports": "政府信息公开年报",
}
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
        pages[HOME + "ggfw/"] = column("公共服务", drawn)
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
