"""Dates as Chinese pages print them, and the arithmetic of periods. A date is read, never guessed."""

import calendar
import re
from datetime import date, timedelta

from core import numerals

_DAY = r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
_TIME = r"(?:[T\s,]{0,3}(?P<H>[01]?\d|2[0-3])\s*[:：时]\s*(?P<M>[0-5]\d))?"
DATE = re.compile(r"(?<![\d.])" + _DAY + _TIME)
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)([01]\d)([0-3]\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)-?([01]?\d)[/-]([0-3]?\d)/"),
    re.compile(r"/((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)/"),
    re.compile(r"/((?:19|20)\d\d)([01]\d)([0-3]\d)/"),
)

_MONTH = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])/")
_ONE = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
#: Shapes that are sure only where they stand alone: 20261101, 26-11-01, 二〇二六年十一月一日.
_ALONE = re.compile(
    r"[^\w]*(?:(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)|(?P<yy>[12]\d)(?P<mark>[-/.])(?P<mm>[01]\d)(?P=mark)(?P<dd>[0-3]\d)"
    rf"|(?P<ys>二[〇○零ＯO0][〇○零ＯO0一二三四五六七八九]{{2}})年(?P<ms>{_ONE})月(?P<ds>{_ONE})日)[^\w]*"
)


def first(text: str) -> str | None:
    """The first whole date in `text` as YYYY-MM-DD or YYYY-MM-DDTHH:MM; None without one. 7月16日 has no year: None."""
    for match in DATE.finditer(text):
        if found := _iso(match):
            return found
    return None


def alone(text: str) -> str | None:
    """The day in a text that says nothing else, in shapes that would be no sure day within a sentence."""
    found = _ALONE.fullmatch(text)
    if found is None:
        return None
    if found["ys"]:
        year, month, day = numerals.digits(found["ys"]), numerals.count(found["ms"]), numerals.count(found["ds"])
    else:
        year = int(found["y"] or "20" + found["yy"])
        month, day = int(found["m"] or found["mm"]), int(found["d"] or found["dd"])
    return f"{year:04}-{month:02}-{day:02}" if real(year, month, day) else None


def from_url(url: str) -> str | None:
    """The date that an address carries: the day of entry, which may differ from the day of publication."""
    for pattern in _URL_DATES:
        if match := pattern.search(url):
            year, month, day = (int(part) for part in match.groups())
            if real(year, month, day):
                return f"{year:04}-{month:02}-{day:02}"
    return None


def entered_by(url: str) -> date | None:
    """The last day on which what stands at an address may have been entered: its day, or the end of its month."""
    if day := from_url(url):
        return as_date(day)
    if month := _MONTH.search(url):
        return add_months(date(int(month[1]), int(month[2]), 1), 1) - timedelta(days=1)
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
