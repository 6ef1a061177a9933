"""Numbers of issues as titles print them: 2026年第3期, 2026年第1—2期（总第14期）, 第十一、十二期合刊."""

import re
from dataclasses import dataclass
from functools import cache

from core import names, numerals

_ONE = r"(?:\d{1,4}|[一二三四五六七八九十]{1,4})"
_MARK = r"期?(?:[-—–~～至到、,和及与/]|期第)+第?"
_TOTAL = re.compile(rf"总(?:第|期)*({_ONE}(?:{_MARK}{_ONE})*)期?")
_ISSUE = re.compile(rf"(?:第|年)({_ONE}(?:{_MARK}{_ONE})*)期")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_RANGE = re.compile(r"[-—–~～至到]")
#: Behind the number stands nothing but this where it is the number of an issue, not of a course or a lesson.
_AFTER = re.compile(r"\W|$|目录|合刊|合订|电子版|全文|封面|总")
_LONGEST_RANGE = 24


@dataclass(frozen=True, slots=True)
class Issue:
    """`year` is 0 where none is said, `numbers` several where issues were merged, `total` the last number counted over all years.

    `plain`: the title is that of an issue; `merged`: it says so without saying with which other one.
    """

    year: int
    numbers: tuple[int, ...]
    total: int = 0
    plain: bool = True
    merged: bool = False


@cache
def issue(title: str, year: int = 0) -> Issue | None:
    """The issue that a title names; `year` is that of the list in which it stands. None where it names none."""
    text = names.plain(title)
    counted = _TOTAL.search(text)
    rest = text.replace(counted.group(), "") if counted else text
    found = _ISSUE.search(rest)
    if found is None:
        return None
    numbers = _numbers(found[1])
    said = _YEAR.search(rest)
    return Issue(
        year=int(said[1]) if said else year,
        numbers=numbers,
        total=max(_numbers(counted[1]), default=0) if counted else 0,
        plain=bool(numbers) and _AFTER.match(rest, found.end()) is not None,
        merged="合" in rest[found.end() :] and len(numbers) == 1,
    )


def year_of(name: str) -> int:
    """The year by which a list is called; 0 where its name is not that of a year."""
    found = _YEAR.search(names.plain(name))
    return int(found[1]) if found else 0


def _numbers(text: str) -> tuple[int, ...]:
    parts = [numerals.count(part) for part in re.findall(_ONE, text)]
    if len(parts) == 2 and _RANGE.search(text) and parts[0] < parts[1] <= parts[0] + _LONGEST_RANGE:
        return tuple(range(parts[0], parts[1] + 1))
    return tuple(part for part in parts if part)
