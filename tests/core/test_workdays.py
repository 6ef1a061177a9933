"""Working days: the official calendar, what officials add, and years that nobody knows yet."""

import tomllib
from datetime import date

import pytest

from core.catalogue import load
from core.errors import BadInput
from core.workdays import Workdays

PLAIN = Workdays({})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 15), True),
        (date(2026, 9, 19), False),
        (date(2026, 9, 20), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 2, 17), False),
        (date(2027, 1, 4), True),
        (date(2027, 1, 3), False),
    ],
    ids=["Tuesday", "Saturday", "made up", "National Day", "made up after it", "New Year", "unknown", "unknown Sunday"],
)
def test_days(day: date, works: bool) -> None:
    assert PLAIN.is_workday(day) is works


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 9, 15), date(2026, 9, 15), 0),
        (date(2026, 9, 15), date(2026, 9, 11), 0),
        (date(2026, 9, 15), date(2026, 9, 18), 3),
        (date(2026, 9, 19), date(2026, 9, 20), 1),
        (date(2026, 9, 30), date(2026, 10, 7), 0),
        (date(2026, 9, 30), date(2026, 10, 10), 3),
    ],
)
def test_between(first: date, last: date, days: int) -> None:
    assert PLAIN.between(first, last) == (days, False)
    assert PLAIN.add(first, days).day <= max(first, last)


@pytest.mark.parametrize(
    ("first", "number", "day", "estimated"),
    [
        (date(2026, 9, 15), 0, date(2026, 9, 15), False),
        (date(2026, 9, 19), 0, date(2026, 9, 19), False),
        (date(2026, 9, 30), 1, date(2026, 10, 8), False),
        (date(2026, 12, 30), 1, date(2026, 12, 31), False),
        (date(2026, 12, 30), 2, date(2027, 1, 1), True),
    ],
)
def test_add(first: date, number: int, day: date, estimated: bool) -> None:
    assert PLAIN.add(first, number) == (day, estimated)


def test_officials_know_a_year_before_the_program_does() -> None:
    words = tomllib.loads("[[year]]\nyear = 2027\noff = [2027-01-01]\nwork = [2027-01-03]\n")
    days = Workdays(words)
    assert days.add(date(2026, 12, 30), 2) == (date(2027, 1, 3), False)
    assert not days.estimated(date(2027, 6, 1))
    assert days.estimated(date(2028, 6, 1))


def test_officials_correct_a_year_that_the_program_knows() -> None:
    days = Workdays({"year": [{"year": 2026, "off": [date(2026, 9, 16)]}]})
    assert not days.is_workday(date(2026, 9, 16))
    assert days.is_workday(date(2026, 9, 17))


@pytest.mark.parametrize(
    "entry",
    [{"off": [date(2027, 1, 1)]}, {"year": 2027, "off": ["元旦"]}, {"year": 2027, "work": [date(2026, 12, 27)]}],
    ids=["no year", "no date", "another year"],
)
def test_what_is_wrong_is_told_in_one_line(entry: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=r"workdays\.toml"):
        Workdays({"year": [entry]})


def test_the_catalogue_s_own_calendar_is_sound() -> None:
    assert Workdays(load().words["workdays"]).between(date(2026, 9, 15), date(2026, 9, 18)) == (3, False)
