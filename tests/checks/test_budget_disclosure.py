"""Whose budgets and accounts are owed and missing, late, or without a table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checks import budget_disclosure
from core.attachments.types import Seen
from core.elsewhere import Entry
from core.snapshot import Snapshot
from core.types import Finding, RegisteredColumn, Site
from tests import yearly
from tests.build import CATALOGUE, HOME, build
from tests.policies import place
from tests.yearly import OFFICE_HOME, Shown, unit

COLUMN = "财政预决算"
BUDGET, ACCOUNTS = "云泽区财政局2026年部门预算", "云泽区财政局2025年部门决算"
TABLES = [
    "部门收支总表",
    "部门收入总表",
    "部门支出总表",
    "财政拨款收支总表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "“三公”经费支出表",
    "政府性基金预算支出表",
]
DISTRICT = [
    "一般公共预算收入表",
    "一般公共预算支出表",
    "基本支出表",
    "政府性基金收入表",
    "政府性基金支出表",
    "一般债务余额表",
    "专项债务余额表",
]
DUTY = RegisteredColumn("portal", "政务公开/区卫生健康局", HOME + "wsj/", unit="wsj")


def text(*left_out: str, tables: list[str] = TABLES, more: str = "") -> str:
    kept = [name for name in tables if name not in left_out]
    return (
        "".join(f"<p>{name}</p><p>本表各项数据以万元为单位，按规定口径填列，与上年相比保持稳定。</p>" for name in kept)
        + more
    )


def judge(folder: Path, *shown: Shown, name: str = COLUMN, **rest: Any) -> dict[str, Finding]:
    home = HOME if rest.get("owner", "czj") != "czj" else OFFICE_HOME
    return yearly.judged(folder, "budget_disclosure", yearly.pages(shown, name, home), **rest)


def verdict(folder: Path, *shown: Shown, subject: str = "czj/2026/budget", **rest: Any) -> str | None:
    finding = judge(folder, *shown, **rest).get(subject)
    return str(finding.verdict) if finding else None


@pytest.mark.parametrize(
    ("owner", "as_of", "budget", "accounts"),
    [
        ("czj", "2026-04-30", "unsure", "unsure"),
        ("czj", "2026-05-01", "fail", "unsure"),
        ("czj", "2026-10-31", "fail", "unsure"),
        ("czj", "2026-11-01", "fail", "fail"),
        ("qzf", "2026-11-01", "fail", "fail"),
        ("qyz", "2026-11-01", "fail", "fail"),
        ("shjd", "2026-05-01", "fail", "unsure"),
    ],
)
def test_both_sides_of_the_boundary(tmp_path: Path, owner: str, as_of: str, budget: str, accounts: str) -> None:
    found = judge(tmp_path, Shown("2025年部门预算", text(), "2025-02-20"), owner=owner, as_of=as_of)
    assert {subject: str(one.verdict) for subject, one in found.items()} == {
        f"{owner}/2026/budget": budget,
        f"{owner}/2025/accounts": accounts,
    }


def test_what_a_missing_budget_says(tmp_path: Path) -> None:
    finding = judge(tmp_path)["czj/2026/budget"]
    assert (finding.unit, finding.level, finding.clause) == ("czj", "requirement", "article-20/budget")
    assert finding.url == OFFICE_HOME + "papers/" and "2026-04-30" in finding.evidence.text


@pytest.mark.parametrize(
    "title",
    [
        BUDGET,
        "2026年部门预算",
        "2026年度云泽区财政局部门预算公开说明",
        "区财政局2026年预算",
        "云泽区财政局（本级）2026年单位预算",
        "云泽区财政局2026年部门预算及2025年部门决算",
        "关于公开云泽区财政局2026年部门预算的说明",
        "关于公开2026年部门预算的通知",
        "区财政局2026年部门预算及政府采购预算",
        "区财政局2026年部门预算及绩效目标公开",
        "区财政局2026年部门预算和三公经费公开",
    ],
)
def test_budgets_that_are_there(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, Shown(title, text(), "2026-02-20")) == "pass"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云泽区2026年区级政府预算", "fail"),
        ("区卫生健康局2026年部门预算", "fail"),
        ("云泽区财政局2026年预算绩效目标", "fail"),
        ("区财政局召开2026年部门预算编制会议", "fail"),
        ("云泽区财政局部门预算", "unsure"),
        ("云泽区财政国资局2026年部门预算", "unsure"),
        ("云泽区财政局2025年部门预算", "fail"),
        ("云泽区财政局2026年部门决算", "fail"),
    ],
)
def test_what_is_not_the_units_budget_of_the_year(tmp_path: Path, title: str, expected: str) -> None:
    assert verdict(tmp_path, Shown(title, text(), "2026-02-20")) == expected


def test_accounts(tmp_path: Path) -> None:
    tables = [name.replace("预算支出", "决算支出") for name in TABLES] + ["国有资本经营预算财政拨款支出决算表"]
    subject = "czj/2025/accounts"
    shown = Shown(ACCOUNTS, text(tables=tables), "2026-09-20")
    assert verdict(tmp_path, shown, subject=subject) == "pass"
    less = Shown(ACCOUNTS, text(TABLES[6], tables=tables), "2026-09-20")
    assert verdict(tmp_path, less, subject=subject) == "fail"
    assert verdict(tmp_path, less, subject=subject, as_of="2026-10-31") == "unsure"


def test_tables_one_by_one(tmp_path: Path) -> None:
    shown = [Shown(f"{BUDGET}（{name}）", text(tables=[name]), "2026-02-20") for name in TABLES]
    assert verdict(tmp_path, *shown) == "pass"
    assert verdict(tmp_path, *shown[:6], shown[7]) == "fail"


@pytest.mark.parametrize(
    ("shown", "files", "expected"),
    [
        (Shown(BUDGET, text(TABLES[6])), {}, "fail"),
        (Shown(BUDGET, text(TABLES[6], more="<p>本部门没有公务接待支出。</p>")), {}, "pass"),
        (Shown(BUDGET, text(TABLES[7]), files=[("政府性基金预算支出表.xls", "/papers/a.xls")]), {}, "pass"),
        (Shown(BUDGET, text(TABLES[7]), files=[("附件.xls", "/papers/a.xls")]), {}, "unsure"),
        (
            Shown(BUDGET, text(TABLES[7]), files=[("附件.xls", "/papers/a.xls")]),
            {"a.xls": ("", Seen.ENCRYPTED)},
            "unsure",
        ),
        (
            Shown(BUDGET, text(TABLES[7]), files=[("附件.xls", "/papers/a.xls")]),
            {"a.xls": ("政府性基金", Seen.OK)},
            "pass",
        ),
        (Shown(BUDGET, text(TABLES[7]), files=[("附件.xls", "/papers/a.xls")]), {"a.xls": ("合计", Seen.OK)}, "fail"),
        (Shown(BUDGET), {"7001.pdf": ("\n".join(TABLES), Seen.OK)}, "pass"),
        (Shown(BUDGET), {"7001.pdf": ("", Seen.SCANNED)}, "unsure"),
        (Shown(BUDGET), {"7001.pdf": ("", Seen.BROKEN)}, "unsure"),
        (Shown(BUDGET), {}, "unsure"),
        (Shown(BUDGET, text(*TABLES[3:])), {}, "unsure"),
        (Shown(BUDGET, text(TABLES[6], more="<p><img src='/papers/scan.png'></p>")), {}, "unsure"),
    ],
)
def test_tables(tmp_path: Path, shown: Shown, files: dict[str, tuple[str, Seen]], expected: str) -> None:
    assert verdict(tmp_path, shown, files=files) == expected


@pytest.mark.parametrize(
    ("approval", "day", "expected"),
    [
        ("2026年3月10日", "2026-03-30", "pass"),
        ("2026年3月10日", "2026-03-31", "fail"),
        # The twentieth day is a day off: 3月21日 and 22日 a weekend, 4月4日 to 6日 清明, 2月15日 to 23日 春节.
        ("2026年3月1日", "2026-03-23", "pass"),
        ("2026年3月1日", "2026-03-24", "fail"),
        ("2026年3月15日", "2026-04-07", "pass"),
        ("2026年3月15日", "2026-04-08", "fail"),
        ("2026年1月26日", "2026-02-24", "pass"),
        ("2026年1月26日", "2026-02-25", "fail"),
        # 2月14日 is a Saturday on which people work.
        ("2026年1月25日", "2026-02-14", "pass"),
        ("2026年1月25日", "2026-02-15", "fail"),
        ("2019年3月10日", "2026-03-31", "pass"),
        ("", "2026-04-28", "pass"),
    ],
)
def test_twenty_days_after_a_shown_approval(tmp_path: Path, approval: str, day: str, expected: str) -> None:
    more = f"<p>区财政局于{approval}批复本部门预算。</p>" if approval else ""
    assert verdict(tmp_path, Shown(BUDGET, text(more=more), day)) == expected


def test_who_approved_and_how_often(tmp_path: Path) -> None:
    congress = "<p>2026年1月10日区人民代表大会批准全区预算。</p>"
    assert verdict(tmp_path, Shown(BUDGET, text(more=congress), "2026-02-20")) == "pass"
    twice = "<p>2026年1月10日批复预算，2026年1月20日再次批复预算。</p>"
    assert verdict(tmp_path, Shown(BUDGET, text(more=twice), "2026-03-20")) == "pass"
    once = "<p>2026年1月10日批复本部门预算。</p>"
    late = Shown(BUDGET, text(more=once), "2026-03-20")
    unseen = place("portal", kind="portal", unit="qzf", as_of="2026-01-20")
    assert verdict(tmp_path, late, elsewhere=unseen) == "unsure"
    assert verdict(tmp_path, late, Shown(BUDGET + "公开", text(), "2026-01-20")) == "pass"


def test_the_three_kinds_of_expenses_are_a_note(tmp_path: Path) -> None:
    words = (
        "<p>“三公”经费预算{}万元，其中因公出国（境）费0万元，公务用车购置及运行维护费3.5万元，公务接待费0.5万元。</p>"
    )
    for total, noted in (("4.0", False), ("4.04", False), ("4.2", True)):
        finding = judge(tmp_path, Shown(BUDGET, text(more=words.format(total)), "2026-02-20"))["czj/2026/budget"]
        assert (finding.verdict, "请核对" in finding.evidence.text) == ("pass", noted)


def test_the_government(tmp_path: Path) -> None:
    rest: dict[str, Any] = {"owner": "qzf", "subject": "qzf/2026/budget"}
    for title in ("云泽区2026年区级政府预算", "2026年政府预算公开", "云泽区2025年预算执行情况和2026年预算草案的报告"):
        assert verdict(tmp_path, Shown(title, text(tables=DISTRICT), "2026-02-20"), **rest) == "pass"
    assert (
        verdict(tmp_path, Shown("云泽区2026年区级政府预算", text(tables=DISTRICT[:6]), "2026-02-20"), **rest) == "fail"
    )
    assert verdict(tmp_path, Shown(BUDGET, text(), "2026-02-20"), **rest) == "fail"
    assert verdict(tmp_path, Shown("2026年预算公开", text(tables=DISTRICT), "2026-02-20"), **rest) == "unsure"
    entry = Entry(OFFICE_HOME + "1.html", "云泽区2026年区级政府预算", interprets=False)
    assert verdict(tmp_path, elsewhere=place("czj", entry, name="区财政局网站"), **rest) == "unsure"
    unread = place("czj", name="区财政局网站", as_of="2026-01-20")
    assert verdict(tmp_path, elsewhere=unread, **rest) == "unsure"


def test_the_government_where_finance_keeps_the_column(tmp_path: Path) -> None:
    duty = RegisteredColumn("portal", f"政务公开/{COLUMN}", HOME + "papers/", unit="czj")
    rest: dict[str, Any] = {"owner": "qzf", "subject": "qzf/2026/budget", "register": [duty]}
    assert verdict(tmp_path, Shown("2026年政府预算公开", text(tables=DISTRICT), "2026-02-20"), **rest) == "pass"
    entry = Entry(OFFICE_HOME + "1.html", "2026年政府预算公开", interprets=False)
    elsewhere = place("czj", entry, name="区财政局网站")
    assert verdict(tmp_path, elsewhere=elsewhere, owner="qzf", subject="qzf/2026/budget") == "unsure"


@pytest.mark.parametrize("owner", ["qyz", "shjd"])
def test_towns_have_both_and_subdistricts_their_own(tmp_path: Path, owner: str) -> None:
    name = yearly.UNITS[owner][0]
    shown = Shown(f"云泽区{name}2026年部门预算", text(), "2026-02-20")
    assert verdict(tmp_path, shown, owner=owner, subject=f"{owner}/2026/budget") == "pass"
    government = verdict(
        tmp_path, Shown("2026年政府预算", text(), "2026-02-20"), owner=owner, subject=f"{owner}/2026/budget"
    )
    assert government == ("pass" if owner == "qyz" else "fail")


def test_a_unit_without_a_site_of_its_own(tmp_path: Path) -> None:
    both: dict[str, Any] = {"owner": "qzf", "answers_for": [unit("qzf"), unit("wsj")], "subject": "wsj/2026/budget"}
    assert verdict(tmp_path, Shown("区卫健局2026年部门预算", text(), "2026-02-20"), **both) == "pass"
    assert verdict(tmp_path, **both) == "unsure"
    assert verdict(tmp_path, register=[DUTY], **both) == "fail"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ({"incomplete_because": ["时间用完"]}, "unsure"),
        ({"elsewhere": place("portal", kind="portal", unit="qzf", as_of="2026-04-20")}, "unsure"),
        ({"elsewhere": place("portal", kind="portal", unit="qzf")}, "fail"),
        ({"elsewhere": place("czj2", name="区财政信息网", unit="x", as_of="2026-04-20")}, "unsure"),
        ({"site": Site("zt", "专题", "czj", "topic", (OFFICE_HOME,), (OFFICE_HOME,))}, None),
        ({"answers_for": [unit("czj", "institution")]}, None),
    ],
)
def test_what_was_not_seen_and_who_owes_none(tmp_path: Path, rest: dict[str, Any], expected: str | None) -> None:
    assert verdict(tmp_path, **rest) == expected


def test_open_cases_of_earlier_years_get_an_answer(tmp_path: Path) -> None:
    asked = {budget_disclosure.check.name: {"czj/2025/budget": [OFFICE_HOME]}}
    old = Shown("云泽区财政局2025年部门预算", text(), "2025-02-20")
    assert verdict(tmp_path, old, asked=asked, subject="czj/2025/budget") == "pass"


def test_the_list_of_the_exempt(tmp_path: Path) -> None:
    rule = CATALOGUE.rules["budget_disclosure"]
    assert rule.limits["exempt"] == []
    spared = replace(rule, limits={**rule.limits, "exempt": ["财政局"]})
    path = build(tmp_path, yearly.pages([], COLUMN), site=yearly.OFFICE, answers_for=[unit("czj")], units=yearly.UNITS)
    with Snapshot(path) as snapshot:
        found = budget_disclosure.check.judge(snapshot, spared, CATALOGUE)
        assert {str(finding.verdict) for finding in found} == {"pass"}
