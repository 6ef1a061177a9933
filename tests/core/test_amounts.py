"""Amounts behind names, and days of approval."""

import re
from datetime import date

import pytest

from core.amounts import approved, behind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费3.5万元", 3.5),
        ("公务接待费为1,234.50万元", 1234.5),
        ("公务接待费2026年预算3.5万元", 3.5),
        ("公务接待费\t0.8\t0.9", 0.8),
        ("公务接待费比上年减少。其他9万元", None),
        ("公务接待费接待12批次", None),
        ("会议费3万元", None),
    ],
)
def test_behind(text: str, expected: float | None) -> None:
    assert behind(text, "公务接待费") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("区财政局于2026年2月10日批复本部门预算。", {date(2026, 2, 10)}),
        ("批复日期：2026-02-10", {date(2026, 2, 10)}),
        ("2026年2月10日，区财政局召开会议。部门预算已经批复。", set()),
        ("根据2019年3月1日机构设置的批复，内设五个科室", set()),
        ("部门预算2026年1月20日上报，2026年2月10日批复", {date(2026, 1, 20), date(2026, 2, 10)}),
    ],
)
def test_approved(line: str, expected: set[date]) -> None:
    assert approved([line], re.compile("批复")) == expected
