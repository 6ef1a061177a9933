"""When what is due, in Beijing time; what is wrong with a timetable is said in Chinese."""

from datetime import datetime, time
from pathlib import Path

import pytest

from core import catalogue
from core.clock import CHINA
from core.config import Hours
from core.errors import BadInput
from core.timetable import Job, fits, load, seconds_left
from core.workdays import Workdays

CALENDAR = Workdays(catalogue.load().words["workdays"])
#: A Tuesday evening.
NOW = datetime(2026, 11, 24, 21, 30, tzinfo=CHINA)
NIGHT = Hours(time(20), time(7))
JOB = """
slots = {{ audit = 1 }}
[[job]]
key = "full"
name = "全面检查"
does = "{does}"
when = {when}
slot = "{slot}"
seconds = 60
megabytes = 100
"""


def job(when: str, **more: object) -> Job:
    values = {"key": "x", "name": "x", "does": "audit", "slot": "audit", "seconds": 1, "megabytes": 1, "when": {}}
    hour, _, day = when.partition(" ")
    rhythm = {"hour": hour} | ({"day_of_week": day} if day else {})
    return Job.model_validate(values | {"when": rhythm} | more)


def test_the_timetable_that_comes_with_the_program() -> None:
    table = load()
    assert {one.does for one in table.job} == {
        *("audit", "changes", "recheck", "notify", "expire", "retain", "close"),
    }
    following = {one.key: one.after(NOW, CALENDAR) for one in table.job}
    assert following["full"] == datetime(2026, 11, 28, 20, tzinfo=CHINA)
    assert following["full"].strftime("%A") == "Saturday"
    assert following["closing"] == datetime(2026, 11, 26, tzinfo=CHINA)
    assert following["recheck"] == datetime(2026, 11, 24, 21, 40, tzinfo=CHINA)
    assert table["full"].allowed_hours and table["changes"].allowed_hours


@pytest.mark.parametrize(
    ("day", "number"), [("mon", 30), ("tue", 1), ("wed", 25), ("thu", 26), ("fri", 27), ("sat", 28), ("sun", 29)]
)
def test_a_weekday_is_the_one_that_is_named(day: str, number: int) -> None:
    assert job(f"7 {day}").after(NOW, CALENDAR).day == number


def test_working_days_know_holidays_and_make_up_days() -> None:
    """After the National Day holiday of 2026 comes a Thursday; the Saturday after it is worked."""
    morning, moment = job("8", workdays=True), datetime(2026, 9, 30, 9, tzinfo=CHINA)
    days = list(morning.between(moment, datetime(2026, 10, 13, tzinfo=CHINA), CALENDAR))
    assert [f"{day:%m-%d}" for day in days] == ["10-08", "10-09", "10-10", "10-12"]


def test_an_occasion_is_never_its_own_successor() -> None:
    first = job("8").after(NOW, CALENDAR)
    assert job("8").after(first, CALENDAR) > first


@pytest.mark.parametrize(
    ("hours", "moment", "left"),
    [
        (None, "12:00", float("inf")),
        (NIGHT, "12:00", 0),
        (NIGHT, "07:00", 0),
        (NIGHT, "20:00", 39600),
        (NIGHT, "23:00", 28800),
        (NIGHT, "06:30", 1800),
        (Hours(time(1), time(5)), "04:00", 3600),
    ],
)
def test_what_is_left_of_the_night(hours: Hours | None, moment: str, left: float) -> None:
    assert seconds_left(hours, datetime.combine(NOW.date(), time.fromisoformat(moment), CHINA)) == left


@pytest.mark.parametrize(
    ("hours", "moment", "fine"),
    [
        (None, "12:00", True),
        (NIGHT, "12:00", False),
        (NIGHT, "06:30", False),
        (NIGHT, "05:59", True),
        (Hours(time(1), time(2)), "01:20", True),
        (Hours(time(1), time(2)), "01:40", False),
    ],
)
def test_nothing_is_begun_for_a_few_minutes(hours: Hours | None, moment: str, fine: bool) -> None:
    """An hour must be left, or half of hours that are shorter."""
    assert fits(hours, datetime.combine(NOW.date(), time.fromisoformat(moment), CHINA), 3600) is fine


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"when": "{ day_of_week = 1, hour = 7 }"}, "job 第1项 when.day_of_week 应为 mon、tue"),
        ({"when": "{ day_of_week = '1-5' }"}, "job 第1项 when.day_of_week 应为 mon、tue"),
        ({"when": "{ hour = 25 }"}, "job 第1项 when 应为时间，如 { day_of_week"),
        ({"when": "{}"}, "job 第1项 when 应为时间"),
        ({"when": "{ houre = 5 }"}, "job 第1项 when.houre 不认识，是否想写 hour？"),
        ({"does": "audits"}, "job 第1项 does 应为 audit、changes"),
        ({"slot": "night"}, "full 的 slot 应为 audit 之一"),
    ],
    ids=lambda one: str(one) if isinstance(one, dict) else "",
)
def test_a_mistake_is_one_line(tmp_path: Path, changed: dict[str, str], line: str) -> None:
    file = tmp_path / "时间表.toml"
    file.write_text(JOB.format(**{"does": "audit", "when": "{ hour = 7 }", "slot": "audit"} | changed), "utf-8")
    with pytest.raises(BadInput) as refused:
        load(file)
    assert [one.startswith(f"{file}：{line}") for one in refused.value.lines] == [True]


def test_two_jobs_have_two_keys(tmp_path: Path) -> None:
    one = JOB.format(does="audit", when="{ hour = 7 }", slot="audit")
    file = tmp_path / "时间表.toml"
    file.write_text(one + one.partition("}")[2].partition("\n")[2], "utf-8")
    with pytest.raises(BadInput, match="full 出现了两次"):
        load(file)
