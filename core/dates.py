"""Dates as Chinese pages print them, and the arithmetic of periods. A date is read, never guessed."""

import calendar
import re
from datetime import date, timedelta

_DAY = r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
_TIME = r"(?:[T\s,]{0,3}(?P<H>[01]?\d|2[0-3])\s*[:：时]\s*(?P<M>[0-5]\d))?"
DATE = re.compile(r"(?<![\d.])" + _DAY + _TIME)
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)([01]\d)([0-3]\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)-?([01]?\d)[/-]([0-3]?\d)/"),
    re.compile(r"/((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)/"),
    re.compile(r"/((?:19|20)\d\d)([01]\d)([0-3]\d)/"),
)


def first(text: str) -> str | None:
    """The first whole date in `text` as YYYY-MM-DD or YYYY-MM-DDTHH:MM; None without one. 7月16日 has no year: None."""
    for match in DATE.finditer(text):
        if found := _iso(match):
            return found
    return None


def all_in(text: str) -> list[str]:
    """Every whole date in `text`, in order, as `first` gives them."""
    return [found for match in DATE.finditer(text) if (found := _iso(match))]


def from_url(url: str) -> str | None:
    """The date that an address carries: the day of entry, which may differ from the day of publication."""
    for pattern in _URL_DATES:
        if match := pattern.search(url):
            year, month, day = (int(part) for part in match.groups())
            if real(year, month, day):
                return f"{year:04}-{month:02}-{day:02}"
    return None


def of_second(seconds: int) -> date:
    """The Chinese day of a moment that is counted in seconds since 1970."""
    return date(1970, 1, 1) + timedelta(hours=8, seconds=seconds)


def as_date(text: str | None) -> date | None:
    """The day of what `first` returned."""
    return date.fromisoformat(text[:10]) if text else None


def real(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last day of the month where there is none (31 August + 6 = 28 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if not real(year, month, day):
        return None
    text = f"{year:04}-{month:02}-{day:02}"
    return f"{text}T{int(match['H']):02}:{match['M']}" if match["H"] else text
