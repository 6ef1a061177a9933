"""Working days in China: the State Council's yearly calendar, corrected by what officials write into `catalogue/workdays.toml`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import chinese_calendar

from core.errors import BadInput

_DAY = timedelta(days=1)
_FIRST, _LAST = (int(end(chinese_calendar.constants.workdays).year) for end in (min, max))


class Workday(NamedTuple):
    """A day that was counted to; `estimated` where a year on the way has no calendar and its weekdays were counted."""

    day: date
    estimated: bool


class Count(NamedTuple):
    """So many working days, and whether a year among them was estimated."""

    days: int
    estimated: bool


class Workdays:
    """`words` is the catalogue's `workdays`: tables `[[year]]` with `year`, `off` and `work`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._years: set[int] = set()
        self._days: dict[date, bool] = {}
        for entry in words.get("year", ()):
            self._read(entry)

    def is_workday(self, day: date) -> bool:
        known = self._days.get(day)
        if known is None:
            official = _FIRST <= day.year <= _LAST
            known = self._days[day] = bool(chinese_calendar.is_workday(day)) if official else day.weekday() < 5
        return known

    def estimated(self, day: date) -> bool:
        """Whether nobody has said yet which days of its year are off."""
        return not _FIRST <= day.year <= _LAST and day.year not in self._years

    def add(self, day: date, number: int) -> Workday:
        """The `number`-th working day after `day`, which itself is 0 whatever day of the week it is."""
        estimated = False
        while number:
            day += _DAY
            number -= self.is_workday(day)
            estimated = estimated or self.estimated(day)
        return Workday(day, estimated)

    def between(self, first: date, last: date) -> Count:
        """The working days after `first` up to `last`, that day included; none where `last` is not later."""
        days = [first + _DAY * number for number in range(1, (last - first).days + 1)]
        return Count(sum(map(self.is_workday, days)), any(map(self.estimated, days)))

    def _read(self, entry: Mapping[str, Any]) -> None:
        year = entry.get("year")
        if not isinstance(year, int):
            raise BadInput("workdays.toml：[[year]] 缺少 year，应为年份，如 2027")
        self._years.add(year)
        for field, works in (("off", False), ("work", True)):
            for day in entry.get(field, ()):
                if not isinstance(day, date) or day.year != year:
                    raise BadInput(f"workdays.toml：[[year]] {year} {field} 应为当年的日期，实际是 {day}")
                self._days[day] = works
