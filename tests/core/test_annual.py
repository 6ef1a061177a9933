"""What titles and headings of yearly papers say."""

import re

import pytest

from core.annual import bearer, captions, headings, is_office, years

ABOUT = re.compile("政府信息公开|年度报告|部门预算|预算|决算")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云泽区财政局2025年政府信息公开工作年度报告", {2025}),
        ("二〇二五年度部门决算", {2025}),
        ("2024年部门决算和2025年部门预算", {2024, 2025}),
        ("[2026-01-20] 云泽区财政局2025年度报告", {2025}),
        ("政府信息公开年报", set()),
        ("文号120250号", set()),
    ],
)
def test_years(title: str, expected: set[int]) -> None:
    assert years(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云泽区财政局2025年部门预算", "云泽区财政局"),
        ("2025年云泽区财政局部门预算公开", "云泽区财政局"),
        ("关于云泽区财政局2025年度部门决算的说明", "云泽区财政局"),
        ("云泽区财政局（本级）2025年部门预算", "云泽区财政局"),
        ("云泽区2025年区级预算公开", "云泽区"),
        ("2025年度政府信息公开工作年度报告", ""),
    ],
)
def test_bearer(title: str, expected: str) -> None:
    assert bearer(title, ABOUT) == expected


def test_offices() -> None:
    assert all(map(is_office, ("云泽区财政局", "云山镇", "第一中学", "区委宣传部", "云泽区人民政府")))
    assert not any(map(is_office, ("", "全区", "云泽区")))


def test_headings() -> None:
    lines = [
        "一、总体情况",
        "（一）主动公开",
        "二、",
        "主动公开情况。三、申请情况",
        "第四部分 复议",
        "正文一、不是标题",
    ]
    assert headings(lines) == ["总体情况", "主动公开情况。", "申请情况", "复议"]
    assert "(一)主动公开" not in captions(lines, 20) and "正文一、不是标题" in captions(lines, 20)
