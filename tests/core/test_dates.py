"""Dates as they are printed, and the arithmetic of periods."""

from datetime import date

import pytest

from core.dates import add_months, alone, as_date, entered_by, first, from_url, real


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-1-5", "2026-01-05"),
        ("2026/11/20", "2026-11-20"),
        ("2026.11.20", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("2026 年 11 月 20 日", "2026-11-20"),
        ("[2026-11-20]", "2026-11-20"),
        ("2026-11-20 09:05", "2026-11-20T09:05"),
        ("2026-11-20 09:05:33", "2026-11-20T09:05"),
        ("2026-11-20T09:05:33+08:00", "2026-11-20T09:05"),
        ("2026年11月20日9时05分", "2026-11-20T09:05"),
        ("2026-11-20　来源：教育局", "2026-11-20"),
        ("发布日期:2026-04-24 15:44", "2026-04-24T15:44"),
        ("2026-02-29 改 2026-03-01", "2026-03-01"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_what_is_printed_is_read(text: str, day: str) -> None:
    assert first(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7月16日",
        "2026年11月",
        "2026-13-01",
        "2026-00-10",
        "2026-02-30",
        "1899-01-01",
        "20261120",
        "2026-11-2011",
        "3.2026.11.20",
        "云政发〔2026〕11号",
    ],
)
def test_what_is_no_whole_day_is_not_completed(text: str) -> None:
    assert first(text) is None


def test_months_are_those_that_are_printed() -> None:
    for month in range(1, 13):
        assert first(f"2026-{month:02}-15") == f"2026-{month:02}-15"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://x.gov.cn/zwgk/202608/t20260831_4120032.html", "2026-08-31"),
        ("http://x.gov.cn/art/2016/11/5/art_1_2.html", "2016-11-05"),
        ("http://x.gov.cn/2026-11/20/content_1.htm", "2026-11-20"),
        ("http://x.gov.cn/20261120/1.html", "2026-11-20"),
        ("http://x.gov.cn/art/2026/art_1.html", None),
        ("http://x.gov.cn/202611/1.html", None),
        ("http://x.gov.cn/t20261399_1.html", None),
        ("http://x.gov.cn/12345678/1.html", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    assert from_url(url) == day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 5, 20), 6, date(2026, 11, 20)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 7, 1), -6, date(2026, 1, 1)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261101", "2026-11-01"),
        ("[26-11-01]", "2026-11-01"),
        ("26.11.01", "2026-11-01"),
        ("二〇二六年十一月一日", "2026-11-01"),
        ("二○二六年十二月三十一日", "2026-12-31"),
        ("二零二六年十月5日", "2026-10-05"),
        ("20261399", None),
        ("26-11.01", None),
        ("26-11-1", None),
        ("126-11-01", None),
        ("2026-11-01", None),
        ("第20261101号", None),
        ("二〇二六年二月三十日", None),
        ("二〇二六年十一月", None),
    ],
)
def test_rare_shapes_are_days_only_where_they_stand_alone(text: str, day: str | None) -> None:
    assert alone(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.gov.cn/202611/content_7.htm", date(2026, 11, 30)),
        ("https://x.gov.cn/202612/t20261119_1.html", date(2026, 11, 19)),
        ("https://x.gov.cn/2026/1.html", None),
    ],
)
def test_an_address_tells_by_when_something_was_entered(url: str, day: date | None) -> None:
    assert entered_by(url) == day


def test_days_that_exist() -> None:
    assert real(2028, 2, 29) and not real(2026, 2, 29) and not real(2026, 0, 1) and not real(2026, 1, 0)


def test_the_day_of_a_moment() -> None:
    assert as_date("2026-11-20T09:05") == date(2026, 11, 20)
    assert as_date(None) is None and as_date("") is None
