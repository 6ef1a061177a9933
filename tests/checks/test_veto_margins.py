"""How far the portal is from its vetoes, and which columns do not count towards them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from checks import _looks
from checks._registry import registered
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Outcome, RegisteredColumn, Scope, Verdict
from tests.build import AS_OF, CATALOGUE, HOME, SITE, Answer, build, findings, judged
from tests.invented import Entries, column, page, rows

CORE, OTHERS, EMPTY = (f"inspection-2019/{key}" for key in ("stale-core-columns", "stale-columns", "empty-columns"))
NEWS = ["工作动态", "政务要闻", "部门动态", "镇街动态", "通知公告", "政策文件"]
PLAIN = [
    "便民服务",
    "重点项目",
    "安全生产",
    "环境保护",
    "乡村振兴",
    "教育信息",
    "卫生健康",
    "养老服务",
    "社会救助",
    "征收土地",
    "文化活动",
]


def ago(days: int) -> str:
    return (date.fromisoformat(AS_OF) - timedelta(days=days)).isoformat()


def address(name: str) -> str:
    return f"{HOME}lm/{(NEWS + PLAIN).index(name)}/"


def listing(name: str, days: int | None) -> str:
    """A column whose newest entry is so old; without a day it is blank."""
    if days is None:
        return column(name, "<ul class='list'></ul>")
    entries: Entries = [(f"{name}的有关情况之一", ago(days)), (f"{name}的有关情况之二", ago(days + 9))]
    return column(name, rows(entries, address(name)))


def portal(ages: Mapping[str, int | None]) -> dict[str, str]:
    links = "".join(f"<li><a href='{address(name)}'>{name}</a></li>" for name in ages)
    return {HOME: page("云泽区人民政府", f"<ul>{links}</ul>")} | {
        address(name): listing(name, days) for name, days in ages.items()
    }


def register(names: Sequence[str], **more: Any) -> list[RegisteredColumn]:
    """Columns that must be updated, by the register's own period where their kind has none."""
    return [
        RegisteredColumn(
            **{
                "site": "portal",
                "path": f"政务公开/{name}",
                "url": address(name),
                "unit": "czj",
                "updates": True,
                **({} if name in NEWS else {"period": 90}),
                **more,
            }
        )
        for name in names
    ]


def judge(
    folder: Path, ages: Mapping[str, int | None], names: Sequence[str] | None = None, **rest: Any
) -> dict[str, Finding]:
    entries = rest.pop("register", None) or register(list(ages) if names is None else names)
    return findings(build(folder, portal(ages), register=entries, **rest), "veto_margins")


def stale(names: Sequence[str], days: int | None = 400) -> dict[str, int | None]:
    return dict.fromkeys(names, days)


def test_nothing_stale_nothing_blank(tmp_path: Path) -> None:
    found = judge(tmp_path, stale(NEWS + PLAIN, 3))
    assert list(found) == [CORE, OTHERS, EMPTY]
    assert {finding.verdict for finding in found.values()} == {Verdict.PASS}
    assert found[OTHERS].title == "应更新栏目长期不更新累计 0/10，距单项否决还差 10 个"


@pytest.mark.parametrize(
    ("ages", "subject", "verdict", "early"),
    [
        (stale(NEWS[:2]), CORE, Verdict.PASS, False),
        (stale(NEWS[:3]), CORE, Verdict.FAIL, True),
        (stale(NEWS[:4]), CORE, Verdict.FAIL, True),
        (stale(NEWS[:5]), CORE, Verdict.FAIL, False),
        (stale(PLAIN[:4]), OTHERS, Verdict.PASS, False),
        (stale(PLAIN[:5]), OTHERS, Verdict.FAIL, True),
        (stale(PLAIN[:10]), OTHERS, Verdict.FAIL, False),
        (stale(PLAIN[:2], None), EMPTY, Verdict.PASS, False),
        (stale(PLAIN[:3], None), EMPTY, Verdict.FAIL, True),
        (stale(PLAIN[:5], None), EMPTY, Verdict.FAIL, False),
    ],
)
def test_the_number_is_a_veto_and_half_of_it_a_warning(
    tmp_path: Path, ages: dict[str, int | None], subject: str, verdict: Verdict, early: bool
) -> None:
    found = judge(tmp_path, {**ages, "文化活动": 3})
    finding = found.pop(subject)
    assert (finding.verdict, finding.early, finding.level) == (verdict, early, "veto")
    assert (finding.clause, finding.unit) == (subject, "qzf")
    assert {other.verdict for other in found.values()} == {Verdict.PASS}


def test_the_evidence_names_columns_and_units(tmp_path: Path) -> None:
    finding = judge(tmp_path, stale(NEWS[:3]), units={"czj": ["区财政局"]})[CORE]
    assert finding.title == "动态要闻、通知公告、政策文件栏目不更新累计 3/5，距单项否决还差 2 个"
    assert "工作动态（区财政局）、政务要闻（区财政局）、部门动态（区财政局）" in finding.evidence.text
    assert finding.evidence.places == tuple(map(address, NEWS[:3]))


def test_columns_that_nobody_registered_do_not_count(tmp_path: Path) -> None:
    found = judge(tmp_path, stale(NEWS[:5] + PLAIN), names=PLAIN[:1])
    assert (found[CORE].verdict, found[OTHERS].verdict) == (Verdict.PASS, Verdict.PASS)
    assert "累计 1/10" in found[OTHERS].title


def test_without_any_registered_duty_stale_columns_cannot_be_counted(tmp_path: Path) -> None:
    found = judge(tmp_path, {**stale(NEWS), **stale(PLAIN[:5], None)}, register=register(["文化活动"], updates=False))
    assert (found[CORE].verdict, found[OTHERS].verdict) == (Verdict.UNSURE, Verdict.UNSURE)
    assert found[EMPTY].verdict is Verdict.FAIL


@pytest.mark.parametrize("more", [{"exempt": "上级统一发布"}, {"jumps": True}, {"season": "01-01/03-31"}])
def test_excused_columns_do_not_count(tmp_path: Path, more: dict[str, Any]) -> None:
    found = judge(tmp_path, stale(NEWS), register=register(NEWS, **more))
    assert found[CORE].verdict is Verdict.PASS


def test_a_shorter_period_of_the_register_makes_no_core_column_stale(tmp_path: Path) -> None:
    found = judge(tmp_path, stale(NEWS, 10), register=register(NEWS, period=7))
    assert (found[CORE].verdict, "累计 0/5" in found[CORE].title) == (Verdict.PASS, True)
    assert (found[OTHERS].verdict, "累计 6/10" in found[OTHERS].title) == (Verdict.FAIL, True)
    assert found[OTHERS].early
    assert judge(tmp_path, stale(NEWS), register=register(NEWS, period=7))[CORE].accuses


def test_notices_deep_in_the_site_are_no_core_columns(tmp_path: Path) -> None:
    ages = stale(NEWS[4:] + PLAIN[:1])
    pages = portal(ages)
    for name in NEWS[4:]:
        pages[address(name)] = pages[address(name)].replace(
            "&gt; <a href='/0/'>", "&gt; <a href='/9/'>区财政局</a> &gt; <a href='/0/'>"
        )
    entries = register(list(ages), period=90)
    found = findings(build(tmp_path, pages, register=entries), "veto_margins")
    assert ("累计 0/5" in found[CORE].title, "累计 3/10" in found[OTHERS].title) == (True, True)


@pytest.mark.parametrize(("known", "expected"), [(1, Verdict.PASS), (2, Verdict.UNSURE)])
def test_columns_that_could_not_be_verified_could_make_the_number(
    tmp_path: Path, known: int, expected: Verdict
) -> None:
    drawn = NEWS[2:5]
    ages = {**stale(NEWS[:known]), **stale(drawn)}
    pages = portal(ages)
    for name in drawn:
        pages[address(name)] = column(name, "<div id='app'></div>")
    found = findings(build(tmp_path, pages, register=register(list(ages))), "veto_margins")
    assert found[CORE].verdict is expected
    assert "另有 3 个未能核实" in found[CORE].evidence.text


def test_registered_columns_that_were_not_read_could_too(tmp_path: Path) -> None:
    unread = {address(name): (Outcome.TIMEOUT, 0) for name in NEWS[:5]}
    found = judge(tmp_path, stale(PLAIN[:3], 3), names=NEWS[:5] + PLAIN[:3], readings=unread)
    assert (found[CORE].verdict, found[OTHERS].verdict) == (Verdict.UNSURE, Verdict.PASS)


def test_what_is_known_warns_though_more_is_unknown(tmp_path: Path) -> None:
    ages = stale(NEWS[:5])
    pages = {**portal(ages), address(NEWS[4]): column(NEWS[4], "<div id='app'></div>")}
    found = findings(build(tmp_path, pages, register=register(list(ages))), "veto_margins")
    assert (found[CORE].verdict, found[CORE].early) == (Verdict.FAIL, True)


def test_an_unfinished_walk_is_no_pass(tmp_path: Path) -> None:
    found = judge(tmp_path, stale(PLAIN, 3), incomplete_because=["达到页数上限"])
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}


def test_a_check_that_crashed_leaves_its_items_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Any:
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(registered()["column_updates"], "judge", crash)
    found = judge(tmp_path, stale(PLAIN, 3))
    assert {subject: finding.verdict for subject, finding in found.items()} == {
        CORE: Verdict.UNSURE,
        OTHERS: Verdict.UNSURE,
        EMPTY: Verdict.PASS,
    }


@pytest.mark.parametrize("kind", ["department", "topic", ""])
def test_only_the_portal_has_margins(tmp_path: Path, kind: str) -> None:
    assert judge(tmp_path, stale(NEWS), site=replace(SITE, kind=kind)) == {}


def test_what_counts_is_read_again_even_where_nothing_else_is_asked(tmp_path: Path) -> None:
    path = build(tmp_path, portal(stale(NEWS[:5])), register=register(NEWS[:5]))
    scope = _looks.to_read_again(path, _looks.first_look(path, CATALOGUE, ["veto_margins"]))
    assert scope == Scope(urls=tuple(map(address, NEWS[:5])))


def twice(folder: Path, second: Mapping[str, Answer]) -> dict[str, Finding]:
    """Five stale core columns, some of which show something else on the second look."""
    path = build(folder, portal(stale(NEWS[:5])), register=register(NEWS[:5]), look2=second)
    return {finding.subject: finding for finding in judged(path, "veto_margins").findings}


def test_five_on_both_looks_are_a_veto(tmp_path: Path) -> None:
    assert twice(tmp_path, {})[CORE].accuses


@pytest.mark.parametrize(
    "answer",
    [listing(NEWS[0], 3), (Outcome.TIMEOUT, 0)],
    ids=["fresh now", "not read again"],
)
def test_a_column_that_failed_once_does_not_count(tmp_path: Path, answer: Answer) -> None:
    finding = twice(tmp_path, {address(NEWS[0]): answer})[CORE]
    assert (finding.verdict, finding.early) == (Verdict.FAIL, True)
    assert "累计 4/5" in finding.title
    assert NEWS[0] not in finding.evidence.text


def test_what_failed_once_is_named_to_be_read_again(tmp_path: Path) -> None:
    unread = {address(name): (Outcome.TIMEOUT, 0) for name in NEWS[:5]}
    path = build(tmp_path, portal(stale(NEWS[:5])), register=register(NEWS[:5]), look2=unread)
    finding = findings(path, "veto_margins", look=2)[CORE]
    assert (finding.verdict, finding.evidence.places) == (Verdict.UNSURE, tuple(map(address, NEWS[:5])))


def test_a_list_that_is_blank_on_the_second_look_alone_is_no_blank_column(tmp_path: Path) -> None:
    found = twice(tmp_path, {address(name): column(name, "<ul class='list'></ul>") for name in NEWS[:5]})
    assert Verdict.FAIL not in {finding.verdict for finding in found.values()}
