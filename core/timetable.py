"""What runs by itself and when: `catalogue/timetable.toml`, or a file of the same shape. All times are Beijing time."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from apscheduler.triggers.cron import CronTrigger
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from core._fields import Hours
from core._toml import Flag, Table, Text, Whole, mistakes, read
from core.catalogue import FOLDER
from core.clock import CHINA
from core.errors import BadInput
from core.workdays import Workdays

FILE = FOLDER / "timetable.toml"
_WEEKDAYS = "(mon|tue|wed|thu|fri|sat|sun)([,-](mon|tue|wed|thu|fri|sat|sun))*"
#: A working day comes within so many days.
_LONGEST_HOLIDAY = 60
_DAY = 86400.0

#: What a job starts; for the first three, one child a site.
Does = Literal["audit", "changes", "recheck", "notify", "expire", "retain", "close"]

_Part = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
_Count = Annotated[Whole, Field(ge=1)]


def _weekdays(text: str) -> str:
    if not re.fullmatch(_WEEKDAYS, text):
        raise ValueError("应为 mon、tue、wed、thu、fri、sat、sun，如 mon-fri")
    return text


def load(path: Path | None = None) -> "Timetable":
    """The timetable in `path`, by default the catalogue's. Raises `BadInput`, one line a mistake."""
    path = path or FILE
    try:
        return Timetable.model_validate(read(path))
    except ValidationError as error:
        raise BadInput(*mistakes(f"{path}：", error, Timetable)) from None


class When(Table):
    """A rhythm in the words of cron. Weekdays have names: their numbers mean other days to other people."""

    month: _Part | None = None
    day: _Part | None = None
    day_of_week: Annotated[_Part, AfterValidator(_weekdays)] | None = None
    hour: _Part | None = None
    minute: _Part | None = None
    second: _Part | None = None

    @model_validator(mode="after")
    def _is_a_rhythm(self) -> Self:
        try:
            fine = self.model_dump(exclude_none=True) and self.trigger()
        except ValueError:
            fine = False
        if not fine:
            raise ValueError('应为时间，如 { day_of_week = "sat", hour = 20 }')
        return self

    def trigger(self) -> CronTrigger:
        return CronTrigger(timezone=CHINA, **self.model_dump(exclude_none=True))


class Job(Table):
    """One line of the timetable. `seconds` and `megabytes` are limits, `tries` how often in all it is begun."""

    key: Text
    name: Text
    does: Does
    when: When
    #: Added to the command's call.
    options: tuple[Text, ...] = ()
    workdays: Flag = False
    allowed_hours: Flag = False
    missed: Flag = True
    slot: Text
    seconds: _Count
    megabytes: _Count
    tries: _Count = 1
    again_after: Annotated[Whole, Field(ge=0)] = 60

    def after(self, moment: datetime, calendar: Workdays) -> datetime:
        """The first occasion after `moment`."""
        trigger, limit = self.when.trigger(), moment + timedelta(days=_LONGEST_HOLIDAY)
        while True:
            found: datetime | None = trigger.get_next_fire_time(moment, moment)
            if found is None:
                raise BadInput(f"{self.name}：when 所写的时间不会到来")
            moment = found
            if not self.workdays or moment > limit or calendar.is_workday(moment.date()):
                return moment

    def between(self, first: datetime, last: datetime, calendar: Workdays) -> Iterator[datetime]:
        """The occasions after `first` up to `last`."""
        while (first := self.after(first, calendar)) <= last:
            yield first


class Audits(Table):
    least_minutes: Annotated[Whole, Field(ge=0)] = 60


class Rechecks(Table):
    after_minutes: Annotated[tuple[Annotated[Whole, Field(ge=0)], ...], Field(min_length=1)] = (0, 60, 60, 720)


class Retention(Table):
    recheck_days: _Count = 14
    run_days: _Count = 400


class Closing(Table):
    last_day: Annotated[Whole, Field(ge=1, le=31)] = 25


class Timetable(Table):
    """The whole file."""

    slots: dict[str, _Count]
    audits: Audits = Field(default_factory=Audits)
    rechecks: Rechecks = Field(default_factory=Rechecks)
    retention: Retention = Field(default_factory=Retention)
    closing: Closing = Field(default_factory=Closing)
    job: tuple[Job, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        keys = [job.key for job in self.job]
        for job in self.job:
            if job.slot not in self.slots:
                raise PydanticCustomError("untold", f"{job.key} 的 slot 应为 {'、'.join(self.slots)} 之一")
            if keys.count(job.key) > 1:
                raise PydanticCustomError("untold", f"{job.key} 出现了两次")
        return self

    def __getitem__(self, key: str) -> Job:
        return next(job for job in self.job if job.key == key)

    def __contains__(self, key: Any) -> bool:
        return any(job.key == key for job in self.job)


def seconds_left(hours: Hours | None, moment: datetime) -> float:
    """How much is left of the allowed hours at `moment`: 0 outside them, endless where there are none."""
    if hours is None:
        return float("inf")
    if not hours.contains(moment.time()):
        return 0.0
    end = datetime.combine(moment.date(), hours.last, moment.tzinfo)
    return (end - moment).total_seconds() % _DAY or _DAY


def fits(hours: Hours | None, moment: datetime, seconds: float) -> bool:
    """Whether so much is left of the allowed hours, or half of them where they are shorter."""
    if hours is None:
        return True
    whole = seconds_left(hours, datetime.combine(moment.date(), hours.first, moment.tzinfo))
    return seconds_left(hours, moment) >= max(1.0, min(seconds, whole / 2))
