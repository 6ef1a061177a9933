"""Whose annual report is owed and missing, and which of them lacks a part."""

from pathlib import Path
from typing import Any

import pytest

from core.attachments.types import Seen
from core.elsewhere import Entry
from core.types import Finding, RegisteredColumn, Site
from tests import yearly
from tests.build import HOME
from tests.policies import place
from tests.yearly import OFFICE_HOME, Shown, unit

PARTS = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "政府信息公开工作存在的主要问题及改进情况",
    "其他需要报告的事项",
]
COLUMN, TITLE = "政府信息公开年报", "云泽区财政局2025年政府信息公开工作年度报告"
WORDS = "全年工作平稳有序，按照上级统一部署，坚持依法依规、及时准确，各项任务均已按期完成，群众满意度进一步提高。"


def text(*left_out: int, parts: list[str] = PARTS, mark: str = "{}、{}", line: str = "<p>{}</p><p>{}</p>") -> str:
    kept = [mark.format("一二三四五六"[at], part) for at, part in enumerate(parts) if at + 1 not in left_out]
    return "".join(line.format(part, WORDS) for part in kept)


WHOLE = text()


def judge(folder: Path, *shown: Shown, name: str = COLUMN, **rest: Any) -> dict[str, Finding]:
    home = HOME if rest.get("owner", "czj") != "czj" else OFFICE_HOME
    return yearly.judged(folder, "annual_report", yearly.pages(shown, name, home), **rest)


def verdict(folder: Path, *shown: Shown, subject: str = "czj/2025", **rest: Any) -> str | None:
    finding = judge(folder, *shown, **rest).get(subject)
    return str(finding.verdict) if finding else None


@pytest.mark.parametrize(
    ("owner", "as_of", "expected"),
    [
        ("czj", "2026-01-31", "unsure"),
        ("czj", "2026-02-01", "fail"),
        ("qzf", "2026-03-31", "unsure"),
        ("qzf", "2026-04-01", "fail"),
        ("qyz", "2026-11-20", "unsure"),
        ("shjd", "2026-11-20", "unsure"),
    ],
)
def test_both_sides_of_the_boundary(tmp_path: Path, owner: str, as_of: str, expected: str) -> None:
    old = Shown("2024年政府信息公开工作年度报告", WHOLE, "2025-01-20")
    assert verdict(tmp_path, old, owner=owner, as_of=as_of, subject=f"{owner}/2025") == expected


def test_what_a_missing_report_says(tmp_path: Path) -> None:
    found = judge(tmp_path, Shown("云泽区财政局2024年政府信息公开工作年度报告", WHOLE, "2025-01-20"))
    assert list(found) == ["czj/2025"]
    finding = found["czj/2025"]
    assert (finding.unit, finding.level, finding.clause) == ("czj", "requirement", "disclosure-platform/annual-reports")
    assert finding.url == OFFICE_HOME + "papers/" and "2026-01-31" in finding.evidence.text


@pytest.mark.parametrize(
    "shown",
    [
        Shown(TITLE, WHOLE),
        Shown("2025年政府信息公开工作年度报告", WHOLE),
        Shown("二〇二五年度政府信息公开年报", WHOLE),
        Shown("区财政局2025年度政务公开工作情况的报告", WHOLE),
        Shown("2025年政府信息公开工作总结", WHOLE),
        Shown("2025年政府网站和信息公开年报", WHOLE),
        Shown(TITLE, WHOLE, "2026-02-20"),
        Shown(TITLE, text(mark="第{}部分 {}")),
        Shown(TITLE, text(line="<p>{}。{}</p>")),
        Shown(TITLE, text(line="{}。{}")),
        Shown(TITLE, text(mark="<b>{}、</b>{}")),
        Shown(TITLE, text(mark="{}{}").replace("一总", "总")),
    ],
)
def test_reports_that_are_whole(tmp_path: Path, shown: Shown) -> None:
    assert verdict(tmp_path, shown) == "pass"


@pytest.mark.parametrize(
    ("shown", "files", "expected"),
    [
        (
            Shown(TITLE),
            {"7001.pdf": ("\n".join(f"{n}、{p}" for n, p in zip("一二三四五六", PARTS, strict=True)), Seen.OK)},
            "pass",
        ),
        (Shown(TITLE), {"7001.pdf": ("", Seen.SCANNED)}, "unsure"),
        (Shown(TITLE), {"7001.pdf": ("", Seen.ENCRYPTED)}, "unsure"),
        (Shown(TITLE), {"7001.pdf": ("", Seen.BROKEN)}, "unsure"),
        (Shown(TITLE), {}, "unsure"),
        (Shown(TITLE, f"<p>{WORDS}</p>", files=[("年度报告全文.pdf", "/papers/a.pdf")]), {}, "unsure"),
        (Shown(TITLE, text(4), files=[("附表.pdf", "/papers/a.pdf")]), {"a.pdf": ("", Seen.SCANNED)}, "unsure"),
        (
            Shown(TITLE, text(4), files=[("附表.pdf", "/papers/a.pdf")]),
            {"a.pdf": ("四、行政复议情况", Seen.OK)},
            "unsure",
        ),
        (Shown(TITLE, text(4), files=[("附表.pdf", "/papers/a.pdf")]), {"a.pdf": ("数据附表", Seen.OK)}, "fail"),
    ],
)
def test_files_count(tmp_path: Path, shown: Shown, files: dict[str, tuple[str, Seen]], expected: str) -> None:
    assert verdict(tmp_path, shown, files=files) == expected


@pytest.mark.parametrize("part", range(1, 7))
def test_each_part_is_missed(tmp_path: Path, part: int) -> None:
    finding = judge(tmp_path, Shown(TITLE, text(part)))["czj/2025"]
    assert (finding.verdict, finding.url) == ("fail", OFFICE_HOME + "papers/7001.html")


@pytest.mark.parametrize(
    "shown",
    [
        Shown(TITLE, text(4) + "<table><tr><td>结果维持</td><td>0</td></tr></table>"),
        Shown(TITLE, text(4) + "<p>七、被复议和被诉以外的事</p>"),
        Shown(TITLE, text(6) + "<p><img src='/papers/scan.png'></p>"),
        Shown(TITLE, text(6) + "<p><a href='/papers/7001_1.html'>下一页</a></p>"),
        Shown(TITLE, text(parts=[PARTS[1], PARTS[0], *PARTS[2:]])),
        Shown(TITLE, f"<p>{WORDS * 8}</p>"),
        Shown("政府信息公开工作年度报告", WHOLE),
        Shown("云泽区财政金融局2025年政府信息公开工作年度报告", WHOLE),
    ],
)
def test_what_cannot_be_told(tmp_path: Path, shown: Shown) -> None:
    assert verdict(tmp_path, shown) == "unsure"


def test_a_part_is_not_owed_before_the_day(tmp_path: Path) -> None:
    assert verdict(tmp_path, Shown(TITLE, text(4)), as_of="2026-01-31") == "unsure"


@pytest.mark.parametrize(
    "title",
    [
        "云泽区财政局2025年政府网站工作年度报表",
        "云泽区财政局2025年政府网站工作年度报告",
        "区卫生健康局2025年政府信息公开工作年度报告",
        "关于做好2025年政府信息公开工作年度报告编制工作的通知",
        "一图读懂2025年政府信息公开工作年度报告",
    ],
)
def test_what_is_no_report_of_its_own(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, Shown(title, WHOLE)) == "fail"


@pytest.mark.parametrize(
    "rest",
    [
        {"incomplete_because": ["时间用完"]},
        {"elsewhere": place("portal", kind="portal", unit="qzf", as_of="2026-01-20")},
        {"elsewhere": place("portal", kind="portal", unit="qzf", whole=False)},
    ],
)
def test_what_was_not_seen_is_not_missing(tmp_path: Path, rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, **rest) == "unsure"


def test_the_portal_shows_it(tmp_path: Path) -> None:
    entry = Entry(HOME + "nb/1.html", "区财政局2025年政府信息公开工作年度报告", interprets=False)
    portal: dict[str, Any] = {"kind": "portal", "unit": "qzf"}
    assert verdict(tmp_path, elsewhere=place("portal", entry, **portal)) == "unsure"
    assert verdict(tmp_path, elsewhere=place("portal", **portal)) == "fail"


def test_a_column_that_leads_elsewhere(tmp_path: Path) -> None:
    found = yearly.pages([], COLUMN)
    found[OFFICE_HOME] = found[OFFICE_HOME].replace("/papers/", "http://nb.yunze.gov.cn/all/")
    assert yearly.judged(tmp_path, "annual_report", found)["czj/2025"].verdict == "unsure"


def test_a_unit_without_a_site_of_its_own(tmp_path: Path) -> None:
    both: dict[str, Any] = {"owner": "qzf", "answers_for": [unit("qzf"), unit("wsj")], "subject": "wsj/2025"}
    duty = RegisteredColumn("portal", "政务公开/区卫生健康局", HOME + "wsj/", unit="wsj")
    government = Shown("云泽区人民政府2025年政府信息公开工作年度报告", WHOLE)
    own = Shown("区卫健局2025年政府信息公开工作年度报告", WHOLE)
    assert verdict(tmp_path, government, own, **both) == "pass"
    assert verdict(tmp_path, government, **both) == "unsure"
    assert verdict(tmp_path, government, register=[duty], **both) == "fail"
    assert verdict(tmp_path, own, **{**both, "subject": "qzf/2025"}) == "fail"
    assert verdict(tmp_path, government, **{**both, "subject": "qzf/2025"}) == "pass"


def test_the_column_of_the_government_may_be_kept_by_its_office(tmp_path: Path) -> None:
    duty = RegisteredColumn("portal", f"政务公开/{COLUMN}", HOME + "papers/", unit="qzfb")
    rest: dict[str, Any] = {"owner": "qzf", "subject": "qzf/2025", "register": [duty]}
    assert verdict(tmp_path, Shown("2025年政府信息公开工作年度报告", WHOLE), **rest) == "unsure"
    assert verdict(tmp_path, Shown("云泽区2025年政府信息公开工作年度报告", WHOLE), **rest) == "pass"
    assert verdict(tmp_path, Shown("全区2025年政府信息公开工作年度报告", WHOLE), **rest) == "unsure"
    assert verdict(tmp_path, Shown("云泽区审计局2025年政府信息公开工作年度报告", WHOLE), **rest) == "fail"


@pytest.mark.parametrize(("day", "expected"), [("2024-12-31", "fail"), ("2025-01-01", "unsure"), ("", "unsure")])
def test_a_report_without_a_year(tmp_path: Path, day: str, expected: str) -> None:
    assert verdict(tmp_path, Shown("政府信息公开年报", WHOLE, day)) == expected


def test_who_owes_none(tmp_path: Path) -> None:
    topic = Site("zt", "专题", "czj", "topic", (OFFICE_HOME,), (OFFICE_HOME,))
    assert judge(tmp_path, site=topic) == {}
    assert judge(tmp_path, answers_for=[unit("czj", "institution")]) == {}


def test_open_cases_of_earlier_years_get_an_answer(tmp_path: Path) -> None:
    old = Shown("2024年政府信息公开工作年度报告", WHOLE, "2025-03-20")
    asked = {"annual_report": {"czj/2024": [OFFICE_HOME]}}
    assert {subject: one.verdict for subject, one in judge(tmp_path, old, asked=asked).items()} == {
        "czj/2024": "pass",
        "czj/2025": "fail",
    }
