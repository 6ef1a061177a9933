"""What a site and the other places tell of events that a plan counts by the year: meetings, open days, training."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from checks._duties import Duties
from checks._page import SHOWN
from core import dates, elsewhere, names
from core.catalogue import Catalogue
from core.elsewhere import Entry
from core.makers import Makers
from core.snapshot import Snapshot
from core.standards import is_named
from core.types import Kind, Page, Unit

#: Longer names are titles of articles, not of columns.
_LONGEST_NAME = 12


class Whose(StrEnum):
    OWN = "own"
    PERHAPS = "perhaps"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Event:
    """A report of something that was held, or of what may have been; `sure`: plainly that, this unit's, and dated."""

    url: str
    title: str
    day: date | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """The events of one year: those that count, each once, and those that a person would have to look at."""

    sure: tuple[Event, ...]
    perhaps: tuple[Event, ...]


class Words:
    """The catalogue's words for what a row calls its events."""

    def __init__(self, limits: Mapping[str, Any]) -> None:
        self._titles, self._held = limits["titles"], limits["held"]
        self.title, self.text = cache(self._title), cache(self._text)
        self.never, self.upper, self.everybody = (
            re.compile("|".join(limits[key])) for key in ("never", "upper", "everybody")
        )
        #: Whose doing it is, in the first group, where a title begins with an office.
        self.actor = re.compile(limits["actor"])

    def _title(self, called: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(one for name in called for one in self._titles.get(name, [re.escape(name)])))

    def _text(self, called: tuple[str, ...]) -> re.Pattern[str]:
        """The same as something that was held, in the words of a text."""
        return re.compile(self._held.format(what=self._title(called).pattern))


class Events:
    """Built once a check: one pass over the articles of two years for all rows together."""

    def __init__(self, snapshot: Snapshot, limits: Mapping[str, Any], rows: Iterable[tuple[str, ...]]) -> None:
        self._snapshot, self._limits, self._words = snapshot, limits, Words(limits)
        self._makers, self._duties = Makers(snapshot), Duties(snapshot)
        self._every = re.compile("|".join(self._words.title(called).pattern for called in rows))
        self._forms, self._speaking = cache(self._called), cache(self._matching)
        self._known: dict[tuple[str, tuple[str, ...]], list[Event]] = {}

    def of(self, unit: Unit, called: tuple[str, ...], year: int) -> Counted:
        """What is told of this unit's events that a row calls so; what is published soon after the year may be of it."""
        end = date(year, 12, 31)
        late = end + timedelta(days=self._limits["late_days"])
        told = self._known.get((unit.key, called))
        if told is None:
            told = self._known[unit.key, called] = [*self._on_pages(unit, called), *self._in_lists(unit, called)]
        of_year = [one for one in told if one.day is None or one.day.year == year or end < one.day <= late]
        return _once(of_year, self._limits["same_days"], year)

    def _on_pages(self, unit: Unit, called: tuple[str, ...]) -> Iterator[Event]:
        for page, text, says in self._speaking(called):
            whose = self._whose(page, text, unit, says)
            if whose is not Whose.OTHERS:
                held = says and self._is_report(page.title) and page.published_from in SHOWN
                yield Event(page.url, page.title, dates.as_date(page.published), held and whose is Whose.OWN)

    def _matching(self, called: tuple[str, ...]) -> list[tuple[Page, str, bool]]:
        """The pages that speak of what a row calls so, with their plain texts, and whether their titles do."""
        title, text = self._words.title(called), self._words.text(called)
        told = ((page, plain, bool(title.search(names.plain(page.title)))) for page, plain in self._pages)
        return [one for one in told if one[2] or self._mentions(one[0], title, text)]

    def _in_lists(self, unit: Unit, called: tuple[str, ...]) -> Iterator[Event]:
        """Entries that lead to files and elsewhere, and what other places tell."""
        title = self._words.title(called)
        read = ((entry, True) for entry in self._elsewhere(unit))
        for entry, whole in (*((row, False) for row in self._rows), *read):
            whose = self._named(entry.title, unit)
            if whose is not Whose.OTHERS and title.search(names.plain(entry.title)):
                sure = whole and whose is Whose.OWN and self._is_report(entry.title) and entry.day is not None
                yield Event(entry.url, entry.title, dates.as_date(entry.published), sure)

    def _is_report(self, title: str) -> bool:
        return self._words.never.search(names.plain(title)) is None

    def _mentions(self, page: Page, title: re.Pattern[str], text: re.Pattern[str]) -> bool:
        """In the name of its column, or as something that was held in a text that is no plan."""
        short = (names.column_name(name) for name in page.path[1:] if len(name) <= _LONGEST_NAME)
        return any(map(title.search, short)) or (self._is_report(page.title) and bool(text.search(page.text)))

    def _whose(self, page: Page, text: str, unit: Unit, says: bool) -> Whose:
        """A page in the unit's own place is its own, unless it names others; one in another place if it names the unit."""
        named = self._named(page.title, unit)
        if named is Whose.OWN:
            return named
        if self._duties.unit_of(page) == unit.key:
            theirs = named is Whose.OTHERS or self._words.upper.search(page.title)
            return Whose.PERHAPS if theirs else Whose.OWN
        if named is Whose.OTHERS or says:
            return named
        return Whose.PERHAPS if any(form in text for form in self._own(unit)) else Whose.OTHERS

    def _named(self, title: str, unit: Unit) -> Whose:
        """By the names in a title; it may be the unit's where none is there."""
        text = names.plain(title)
        office = self._words.actor.match(text)
        if any(form in text for form in self._own(unit)) or (office and is_named(unit, office[1])):
            return Whose.OWN
        if self._words.everybody.search(text):
            return Whose.PERHAPS
        units: Mapping[str, list[str]] = self._snapshot.meta.get("units", {})
        others = (tuple(listed) for key, listed in units.items() if key != unit.key)
        named = office or any(form in text for listed in others for form in self._forms(listed))
        return Whose.OTHERS if named else Whose.PERHAPS

    def _own(self, unit: Unit) -> tuple[str, ...]:
        return self._forms((unit.name, *unit.former))

    def _called(self, printed: tuple[str, ...]) -> tuple[str, ...]:
        """What a unit is called in titles: its names without the district, and without what its office is called."""
        found = []
        for name in map(names.plain, printed):
            for region in (*self._makers.regions, *self._limits["regions"]):
                name = name.removeprefix(region)
            for office in self._limits["offices"]:
                name = name.removesuffix(office)
            found.append(name)
        return tuple(name for name in found if len(name) > 1)

    @cached_property
    def _pages(self) -> list[tuple[Page, str]]:
        """Articles since the last year began that speak of any such event, with their plain texts."""
        since = date(self._snapshot.as_of.year - 1, 1, 1)
        told = (
            page
            for page in self._snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT, since=since)
            if self._every.search("\n".join((names.plain(page.title), *page.path, page.text)))
        )
        return [(page, names.plain(page.text)) for page in told]

    @cached_property
    def _rows(self) -> list[Entry]:
        """Entries of lists that lead to what is no page of this site."""
        rows = (row for column in self._snapshot.columns() for row in self._snapshot.rows(column.url))
        told = (
            row for row in rows if self._every.search(names.plain(row.title)) and not self._snapshot.understood(row.url)
        )
        return [Entry(row.url, row.title, False, str(row.published or "") or None, "row") for row in told]

    def _elsewhere(self, unit: Unit) -> Iterator[Entry]:
        """What the portal and the unit's other sites tell."""
        for place in elsewhere.read(self._snapshot):
            if place.kind == "portal" or place.unit == unit.key:
                yield from place.entries


def told_elsewhere(catalogue: Catalogue) -> Callable[[Path | None], list[Entry]]:
    """Reads another site's snapshot for what its titles tell of events that any row counts; nothing where it was never read."""
    limits = next((rule.limits for rule in catalogue.rules.values() if "held" in rule.limits), None)
    if limits is None:
        return lambda path: []
    every = re.compile("|".join(one for listed in limits["titles"].values() for one in listed))

    def read(path: Path | None) -> list[Entry]:
        if path is None:
            return []
        with Snapshot(path) as other:
            pages = [page for page in other.heads(Kind.ARTICLE, Kind.DOCUMENT) if every.search(names.plain(page.title))]
        return [Entry(page.url, page.title, False, page.published, page.published_from) for page in pages]

    return read


def _once(events: list[Event], same_days: int, year: int) -> Counted:
    """Reports of one day, or of few days under one title, are of one event; of other reports of those days a person has to say."""
    perhaps = [one for one in events if not (one.sure and one.day and one.day.year == year)]
    sure: list[Event] = []
    for one in sorted((one for one in events if one not in perhaps), key=lambda one: (one.day or date.max, one.url)):
        near = [other for other in sure if one.day and other.day and (one.day - other.day).days <= same_days]
        if not near:
            sure.append(one)
        elif all(one.day != other.day and names.title(one.title) != names.title(other.title) for other in near):
            perhaps.append(one)
    return Counted(tuple(sure), tuple(perhaps))
