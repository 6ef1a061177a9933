"""Whether the year's catalogue of major decisions was published by the end of June."""

from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome
from tests import policies
from tests.build import HOME, Answer, build
from tests.build import judged as both_looks
from tests.consulting import ITEM, decisions, judged, site, table
from tests.invented import article, column
from tests.policies import OFFICE, OFFICE_HOME, place

SUBJECT = "laiwu-2021/decision-catalogue/2026"
PLACE = HOME + "zwgk/zdxzjc/"
NEWS = HOME + "zwgk/9001.html"
JUSTICE = {**policies.UNITS, "sfj": ["云泽区司法局"]}


def judge(folder: Path, extra: dict[str, str], **rest: Any) -> dict[str, Finding]:
    rest = {"standards": ["laiwu-2021"], **rest}
    return judged(folder, "decision_catalogue", site([], extra=extra, home=rest.pop("home", HOME)), **rest)


def verdict(folder: Path, extra: dict[str, str], **rest: Any) -> str:
    return judge(folder, extra, **rest)[SUBJECT].verdict


def test_missing(tmp_path: Path) -> None:
    finding = judge(tmp_path, {})[SUBJECT]
    assert (finding.verdict, finding.level, finding.clause) == ("fail", "requirement", "laiwu-2021/decision-catalogue")
    assert (finding.unit, finding.early) == ("qzf", False)


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-06-30", "unsure"), ("2026-07-01", "fail"), ("2026-01-05", "unsure")]
)
def test_the_end_of_june(tmp_path: Path, as_of: str, expected: str) -> None:
    assert verdict(tmp_path, {}, as_of=as_of) == expected
    assert verdict(tmp_path, decisions(day="2026-01-04"), as_of=as_of) == "pass"


@pytest.mark.parametrize(
    "extra",
    [
        decisions(),
        decisions(day="2026-09-30"),
        decisions(title="关于公布2026年度重大行政决策事项的通知"),
        decisions(title="关于调整《云泽区2026年度重大行政决策事项目录》的通知"),
        decisions("<p>根据有关规定，现将云泽区2026年度重大行政决策事项目录予以公布。</p>", "重大行政决策事项目录"),
        decisions("<p><a href='/file/mulu.pdf'>目录</a></p>"),
        decisions("<p>本年度没有此类事项，特此说明，请予监督。</p>", "关于2026年度无重大行政决策事项的说明"),
        {PLACE: column("重大行政决策", "<ul><li><a href='/file/1.pdf'>2026年度重大行政决策事项目录</a></li></ul>")},
        {NEWS: article("云泽区2026年重大行政决策事项目录", "2026-05-06")},
    ],
)
def test_published(tmp_path: Path, extra: dict[str, str]) -> None:
    assert verdict(tmp_path, extra) == "pass"


@pytest.mark.parametrize(
    "extra",
    [
        decisions(title="云泽区2025年度重大行政决策事项目录", day="2025-05-06"),
        decisions(title="重大行政决策事项目录管理办法"),
        {NEWS: article("区司法局举办2026年重大行政决策培训班", "2026-05-06")},
    ],
)
def test_what_is_no_catalogue_of_the_year(tmp_path: Path, extra: dict[str, str]) -> None:
    assert verdict(tmp_path, extra) == "fail"


@pytest.mark.parametrize(
    ("extra", "rest"),
    [
        ({}, {"incomplete_because": ["超时"]}),
        (decisions(table(ITEM), "重大行政决策事项目录"), {}),
        (decisions("<p>见附件</p>"), {}),
        ({PLACE: column("重大行政决策", "<ul></ul><script>loadList('zdxzjc')</script>")}, {}),
        ({HOME: "<a href='/zwgk/zcwj/'>政策文件</a><a href='http://jc.jn.gov.cn/'>重大行政决策</a>"}, {}),
        ({NEWS: article("云泽区2026年度决策计划", "2026-05-06")}, {}),
        ({NEWS: article("《云泽区2026年度重大行政决策事项目录》解读", "2026-05-06")}, {}),
        ({NEWS: article("云泽区人民政府公告", "2026-05-06", "现将2026年度重大行政决策事项目录予以公布。")}, {}),
        ({}, {"units": JUSTICE, "elsewhere": place("sfj")}),
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, extra: dict[str, str], rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, extra, **rest) == "unsure"


def test_last_year_only_passes(tmp_path: Path) -> None:
    assert list(judge(tmp_path, {}, as_of="2027-02-01")) == ["laiwu-2021/decision-catalogue/2027"]
    found = judge(tmp_path, decisions(), as_of="2027-02-01")
    assert found[SUBJECT].verdict == "pass"
    assert found["laiwu-2021/decision-catalogue/2027"].verdict == "unsure"


def test_whom_it_binds(tmp_path: Path) -> None:
    office = {"site": OFFICE, "unit_kind": "department", "home": OFFICE_HOME}
    assert judge(tmp_path, {}, **office) == {}
    assert judge(tmp_path, {}, standards=[]) == {}
    named = [{"key": "rsj", "name": "云泽区司法局", "kind": "department"}]
    assert verdict(tmp_path, {}, **office, answers_for=named) == "unsure"
    assert verdict(tmp_path, decisions(home=OFFICE_HOME), **office, answers_for=named) == "pass"
    both = [
        {"key": "qzf", "name": "云泽区人民政府", "kind": "government"},
        {"key": "sfj", "name": "区司法局", "kind": "department"},
    ]
    assert judge(tmp_path, {}, answers_for=both)[SUBJECT].unit == "sfj"


@pytest.mark.parametrize(
    ("again", "expected"), [({}, "fail"), ({HOME: (Outcome.TIMEOUT, 0)}, "unsure"), (decisions(), "fail")]
)
def test_both_looks(tmp_path: Path, again: dict[str, Answer], expected: str) -> None:
    found = site([])
    path = build(
        tmp_path, found, units=policies.UNITS, elsewhere=[], standards=["laiwu-2021"], look2={**found, **again}
    )
    verdicts = {one.subject: one.verdict for one in both_looks(path, "decision_catalogue").findings}
    assert verdicts[SUBJECT] == expected
