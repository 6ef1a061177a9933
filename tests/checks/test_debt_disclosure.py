"""Whether the debts of the district's government are public, with all that has to be told of them."""

from pathlib import Path
from typing import Any

import pytest

from core.attachments.types import Seen
from core.elsewhere import Entry
from core.types import Finding, RegisteredColumn
from tests import yearly
from tests.build import HOME
from tests.policies import place
from tests.yearly import OFFICE_HOME, Shown, unit

COLUMN, TITLE = "政府债务", "云泽区2025年政府债务情况"
SAYS = {
    "限额": "年末债务限额为十二亿元。",
    "余额": "年末债务余额为十一亿元。",
    "发行": "全年发行债券两亿元。",
    "使用": "资金用于学校和道路建设。",
    "偿还": "全年还本付息八千万元。",
}
FURTHER = "其中一般债券一亿元，期限十年，利率百分之三。下年还本付息预算九千万元，资金来源为一般公共预算收入。"
PLAN: dict[str, Any] = {"standards": ["laiwu-2021"], "answers_for": [unit("qzf"), unit("qyz")]}


def text(*left_out: str, more: str = FURTHER) -> str:
    kept = "".join(words for part, words in SAYS.items() if part not in left_out)
    return f"<p>按照预算法的规定，现将本级有关情况向社会公布。{kept}{more}</p><p>以上数据以万元为单位填列。</p>"


def judge(folder: Path, *shown: Shown, name: str = COLUMN, **rest: Any) -> dict[str, Finding]:
    found = yearly.pages(shown, name, HOME)
    found[HOME] = found[HOME].replace("</body>", rest.pop("more", "") + "</body>")
    return yearly.judged(folder, "debt_disclosure", found, **{"owner": "qzf", **rest})


def verdict(folder: Path, *shown: Shown, **rest: Any) -> str | None:
    finding = judge(folder, *shown, **rest).get("2025")
    return str(finding.verdict) if finding else None


@pytest.mark.parametrize(("as_of", "expected"), [("2026-10-31", "unsure"), ("2026-11-01", "fail")])
def test_both_sides_of_the_boundary(tmp_path: Path, as_of: str, expected: str) -> None:
    found = judge(tmp_path, Shown("云泽区2023年政府债务情况", text(), "2024-09-20"), as_of=as_of)
    assert {subject: str(one.verdict) for subject, one in found.items()} == {"2025": expected}
    assert verdict(tmp_path, Shown(TITLE, text("偿还", more="")), as_of=as_of) == expected


def test_what_missing_debts_say(tmp_path: Path) -> None:
    finding = judge(tmp_path)["2025"]
    assert (finding.unit, finding.level, finding.clause) == ("qzf", "requirement", "laiwu-2021/debt")
    assert finding.url == HOME + "papers/" and "2026-10-31" in finding.evidence.text


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "2025年度地方政府债务信息公开",
        "云泽区2025年政府债务和风险防控情况",
        "云泽区人民政府2025年政府债务限额余额情况表",
        "云泽区2026年政府一般债务限额和余额情况",
    ],
)
def test_debts_that_are_public(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, Shown(title, text()), **PLAN) == "pass"


@pytest.mark.parametrize("part", list(SAYS))
def test_each_part_is_missed(tmp_path: Path, part: str) -> None:
    finding = judge(tmp_path, Shown(TITLE, text(part, more="")))["2025"]
    assert (finding.verdict, finding.level) == ("fail", "requirement")
    assert f"没有提到：{part}；" in finding.evidence.text


def test_parts_may_stand_on_several_pages(tmp_path: Path) -> None:
    rest = Shown(
        "云泽区2025年政府债务偿还情况", "<p>全年已经还本付息八千万元，没有逾期，没有新增隐性债务，风险总体可控。</p>"
    )
    assert verdict(tmp_path, Shown(TITLE, text("偿还")), rest) == "pass"


def test_budgets_and_accounts_tell_of_debts_too(tmp_path: Path) -> None:
    title = "云泽区2025年区级财政决算"
    lines = "".join(f"<p>政府债务{words}</p>" for words in SAYS.values())
    assert verdict(tmp_path, Shown(title, "<p>收支平衡。</p>" + lines)) == "pass"
    assert verdict(tmp_path, Shown(TITLE, text("余额", more="")), Shown(title, lines)) == "pass"
    assert verdict(tmp_path, Shown(title, "<p>收支总体平衡，财政运行平稳，各项重点支出得到保障。</p>" * 3)) == "fail"
    assert verdict(tmp_path, Shown(title)) == "unsure"
    duty = RegisteredColumn("portal", f"政务公开/{COLUMN}", HOME + "papers/", unit="czj")
    assert verdict(tmp_path, Shown("2025年决算公开", lines), register=[duty]) == "unsure"
    away = place("czj", Entry(OFFICE_HOME, title, interprets=False), name="区财政局网站")
    assert verdict(tmp_path, elsewhere=away) == "unsure"
    assert verdict(tmp_path, Shown(TITLE, text("余额", more="")), elsewhere=away) == "unsure"


def test_what_the_plan_adds_is_advice(tmp_path: Path) -> None:
    shown = Shown(TITLE, text(more="其中一般债券一亿元，期限十年。"))
    finding = judge(tmp_path, shown, **PLAN)["2025"]
    assert (finding.verdict, finding.level) == ("fail", "advice")
    assert "没有提到：利率、偿还计划、偿债资金来源；" in finding.evidence.text
    assert verdict(tmp_path, shown) == "pass"


@pytest.mark.parametrize(
    ("shown", "files", "expected"),
    [
        (Shown(TITLE), {"7001.pdf": ("".join(SAYS.values()), Seen.OK)}, "pass"),
        (Shown(TITLE), {"7001.pdf": ("债务限额、债务余额", Seen.OK)}, "fail"),
        (Shown(TITLE), {"7001.pdf": ("", Seen.SCANNED)}, "unsure"),
        (Shown(TITLE), {"7001.pdf": ("", Seen.ENCRYPTED)}, "unsure"),
        (Shown(TITLE), {}, "unsure"),
        (Shown(TITLE, text("偿还", more=""), files=[("附表.xls", "/papers/a.xls")]), {}, "unsure"),
        (
            Shown(TITLE, text("偿还", more=""), files=[("附表.xls", "/papers/a.xls")]),
            {"a.xls": ("偿还", Seen.OK)},
            "pass",
        ),
        (Shown(TITLE, text("偿还", more="") + "<p><img src='/papers/b.png'></p>"), {}, "unsure"),
        (Shown("政府债务情况", text()), {}, "unsure"),
    ],
)
def test_files_and_doubts(tmp_path: Path, shown: Shown, files: dict[str, tuple[str, Seen]], expected: str) -> None:
    assert verdict(tmp_path, shown, files=files) == expected


@pytest.mark.parametrize("url", ["http://www.celma.org.cn/ndsj/index.jhtml", "https://www.celma.org.cn/"])
def test_a_link_to_the_unified_platform_counts(tmp_path: Path, url: str) -> None:
    link = f"<a href='{url}'>地方政府债券信息公开平台</a>"
    assert verdict(tmp_path, more=link) == "pass"
    assert verdict(tmp_path, Shown(TITLE, text("偿还", more="")), more=link) == "pass"


@pytest.mark.parametrize(
    "title", ["云泽区2025年企业债券风险处置预案", "云山镇2025年政府债务情况", "2025年政府债务管理办法"]
)
def test_what_is_not_it(tmp_path: Path, title: str) -> None:
    units = {**yearly.UNITS, "ysz": ["云山镇"]}
    assert verdict(tmp_path, Shown(title, text()), units=units) == "fail"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ({"incomplete_because": ["时间用完"]}, "unsure"),
        ({"elsewhere": place("czj", name="区财政局网站", as_of="2026-09-20")}, "unsure"),
        ({"elsewhere": place("czj", name="区财政局网站")}, "fail"),
        ({"elsewhere": place("czj", Entry(OFFICE_HOME, TITLE, interprets=False), name="区财政局网站")}, "unsure"),
        ({"elsewhere": place("yjj", as_of="2026-09-20")}, "fail"),
        ({"answers_for": [unit("czj")]}, None),
        ({"site": yearly.OFFICE, "answers_for": [unit("czj")]}, None),
    ],
)
def test_what_was_not_seen_and_who_owes_none(tmp_path: Path, rest: dict[str, Any], expected: str | None) -> None:
    assert verdict(tmp_path, **rest) == expected


def test_open_cases_of_earlier_years_get_an_answer(tmp_path: Path) -> None:
    shown = Shown("云泽区2024年政府债务情况", text(), "2025-09-20")
    found = judge(tmp_path, shown, asked={"debt_disclosure": {"2024": [HOME]}})
    assert {subject: str(one.verdict) for subject, one in found.items()} == {"2024": "pass", "2025": "fail"}
