"""How long a text says that something runs: from one day to another, until a day, or so many days from its publication."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.dates import real
from core.numerals import count
from core.workdays import Workdays

_YEARLY = r"(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}(?!\d)日?"
_DAY = rf"(?:{_YEARLY}|\d{{1,2}}月\d{{1,2}}日)"
_TIME = r"(?: ?(?:上午|下午)?\d{1,2}(?:[:时点]\d{0,2}(?::\d\d)?分?整?))?"
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_UNIT = r"(?:个?工作日|个?自然日|日|天|个月|周)"
_RANGE = re.compile(rf"({_DAY}){_TIME}起?(?:开始)?[,，]?(?:至|到|[-—–~～]+){_TIME}({_DAY})")
_START = re.compile(rf"(?:开始|起始)(?:时间|日期)?[为:]*({_DAY})")
_END = re.compile(
    rf"(?:截止|截至|结束|终止|延长|延期|顺延)(?:时间|日期|日)?[为至到于是:]*({_DAY})|({_DAY}){_TIME}(?:之?前|以前|下班前|截止|结束|为止|止)"
)
_LENGTH = re.compile(
    rf"(?:之日起|之日后|发布后|公布后|公示后|为期|期限|时间|时限|周期|[示告集见]期)[^\d一二三四五六七八九十。;]{{0,8}}({_NUMBER})({_UNIT})"
)
_PART = re.compile(r"[。;!\n]")
_LABEL = re.compile(r"[^\d。;]{1,12}:|[^\d。;:]{2,6}")
#: Longer than anybody asks for opinions: the life of a plan, not a period.
_LONGEST = 366


@dataclass(frozen=True, slots=True)
class Period:
    """`days` counts both ends, so that whoever is a day short is a day short however one counts; None where the start is unknown.

    `estimated`: working days of a year without a calendar are among them. `said` is the sentence that says it.
    """

    days: int | None
    last: date | None
    said: str
    estimated: bool = False


def periods(lines: Iterable[str], words: re.Pattern[str], published: date | None, workdays: Workdays) -> list[Period]:
    """What sentences with one of the words say; days without a start count from the day of publication."""
    parts = [part for part in sentences(lines) if words.search(part)]
    starts = [day for part in parts for found in _START.findall(part) if (day := _day(found, published))]
    since = min(starts, default=published)
    every = (one for part in parts for one in _said(part, since, workdays))
    return list(dict.fromkeys(one for one in every if one.days is None or 0 < one.days <= _LONGEST))


def sentences(lines: Iterable[str]) -> Iterator[str]:
    """Sentences without white space, but for that between two numbers; a label belongs to what stands on the next line."""
    label = ""
    for line in lines:
        plain = label + re.sub(r"\s+(?=\D|$)|(?<=\D)\s+", "", unicodedata.normalize("NFKC", line))
        label = plain if _LABEL.fullmatch(plain) else ""
        yield from _PART.split(plain)


def _said(part: str, since: date | None, workdays: Workdays) -> Iterator[Period]:
    rest = part
    for found in _RANGE.finditer(part):
        first, last = _day(found[1], since), _day(found[2], _day(found[1], since))
        rest = rest.replace(found[0], "")
        if first and last and first <= last:
            yield Period((last - first).days + 1, last, part)
    for found in _LENGTH.finditer(rest):
        yield _counted(count(found[1]), found[2], part, since, workdays)
    for found in _END.finditer(rest):
        if last := _day(found[1] or found[2], since):
            yield Period((last - since).days + 1 if since else None, last, part)


def _counted(number: int, unit: str, part: str, since: date | None, workdays: Workdays) -> Period:
    if not unit.endswith("工作日"):
        days = number * {"个月": 31, "周": 7}.get(unit, 1)
        return Period(days, since + timedelta(days=days) if since else None, part)
    if since is None:
        return Period(None, None, part)
    last, estimated = workdays.add(since, number)
    return Period((last - since).days + 1, last, part, estimated)


def _day(text: str, since: date | None) -> date | None:
    """A day as printed; one without a year is the next one after `since`."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) == 3:
        year, month, day = numbers
        return date(year, month, day) if real(year, month, day) else None
    if since is None:
        return None
    years = (year for year in (since.year, since.year + 1) if real(year, *numbers) and date(year, *numbers) >= since)
    return next((date(year, *numbers) for year in years), None)
