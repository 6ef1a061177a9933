"""How long a text says that something runs."""

import re
from datetime import date

import pytest

from core.periods import periods, sentences
from core.workdays import Workdays

DAY = date(2026, 6, 1)
WORDS = re.compile("意见|征集|截止|时间")


def days(*lines: str, published: date | None = DAY) -> list[int | None]:
    return [one.days for one in periods(lines, WORDS, published, Workdays({}))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("征求意见时间：自2026年6月1日至2026年6月30日。", 30),
        ("征求意见时间：自 2026 年 6 月 1 日起至 6 月 30 日止", 30),
        ("征集时间：2026-06-01 00:00:00 至 2026-06-30 23:59:59", 30),
        ("征集时间：2026.6.1－2026.6.30", 30),
        ("征集时间：2026年12月20日至1月18日", 30),
        ("请于2026年6月30日前将意见反馈我局", 30),
        ("请于6月30日17时30分前将意见反馈我局", 30),
        ("意见截止日期为2026年6月30日", 30),
        ("意见截至2026年6月30日", 30),
        ("自公告之日起30日内提出意见", 30),
        ("自本公告发布之日起三十日内提出意见", 30),
        ("公开征求意见，为期十五天", 15),
        ("公开征求意见，期限为1个月", 31),
        ("公开征求意见，期限：二十一个自然日", 21),
        ("公开征求意见，为期两周", None),
        ("公开征求意见，期限为10个工作日", 15),
    ],
)
def test_one_period(line: str, expected: int | None) -> None:
    assert days(line) == ([expected] if expected else [])


def test_labels_and_their_lines() -> None:
    assert days("征集时间：", "2026-06-01 至 2026-06-20") == [20]
    assert days("开始时间", "2026-05-01", "截止时间", "2026-06-20") == [51]


def test_what_is_no_period() -> None:
    assert days("本办法自2026年7月1日起施行，征求意见。") == []
    assert days("意见的有效期为2026年7月1日至2031年6月30日。") == []
    assert days("自2026年6月30日至2026年6月1日征求意见。") == []
    assert days("自2026年6月1日至2026年6月30日施工。") == []
    assert days("自2026年2月30日至2026年6月31日征求意见。") == []


def test_without_a_day_of_publication() -> None:
    assert days("请于2026年6月30日前将意见反馈我局", published=None) == [None]
    assert days("期限为10个工作日，征求意见", published=None) == [None]
    assert days("自公告之日起7日内提出意见", published=None) == [7]


def test_a_year_without_a_calendar() -> None:
    (one,) = periods(["征求意见，期限为10个工作日"], WORDS, date(2035, 6, 1), Workdays({}))
    assert one.estimated


def test_sentences() -> None:
    told = ["征集时间:", "征集时间:6月1日", "为期2天", "谢谢", ""]
    assert list(sentences(["征集时间：", "6 月 1 日。为期 2 天；谢谢！"])) == told
