"""Catalogues of major decisions: of which year, which items they hold, who prepares each and where it has a page of its own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checks._consultations import consultations
from checks._consulting import Columns
from checks._once import once
from checks._page import shown_day
from checks._policies import any_of
from core import names, titles
from core.catalogue import Catalogue
from core.documents import stored
from core.grids import Cell, Grid, column, of_page, of_text
from core.periods import sentences
from core.snapshot import Snapshot
from core.types import Kind, Page

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page, or a file to which a link leads, that is a catalogue by its title. `year` 0: nobody says it."""

    url: str
    title: str
    year: int
    day: date | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An item of a catalogue. `own` is the address of its page, "" without one; `cells` its row with the heads of the columns."""

    name: str
    names: tuple[str, ...]
    office: str
    listed: Listed
    own: str
    off: bool
    cells: tuple[tuple[str, Cell], ...] = ()

    @property
    def subject(self) -> str:
        return self.own or f"{self.listed.url}#{self.name}"


class Decisions:
    """What a site shows of major decisions."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.snapshot, self.known = snapshot, consultations(snapshot, catalogue)
        self.words: Mapping[str, Any] = self.known.words["catalogue"]
        #: The columns that may hold a catalogue.
        self.columns = Columns(snapshot, self.words["titles"])
        keys = ("titles", "lists", "catalogue", "never", "none", "changes", "off", "perhaps", "perhaps_never")
        self._any = {key: any_of(self.words[key]) for key in keys}
        heads = list(snapshot.heads())
        self.catalogues = [self._of_page(page) for page in heads if self.is_catalogue(page.title)]
        self.catalogues = [one for one in self.catalogues if one.page]
        known = {one.url for one in self.catalogues}
        self.catalogues += [one for one in self._linked() if one.url not in known]
        #: Pages that say that there are no such decisions in a year.
        self.none = [page for page in heads if self._any["none"].search(names.plain(page.title))]
        #: Titles that speak of major decisions and may be a catalogue by another name.
        self.perhaps = [page for page in heads if self._is_perhaps(page) and page.url not in known]

    def is_catalogue(self, title: str) -> bool:
        plain = names.plain(title)
        named = self._any["titles"].search(plain) and self._any["lists"].search(plain)
        return bool(named) and not self._any["never"].search(plain)

    def _is_perhaps(self, page: Page) -> bool:
        plain = names.plain(page.title)
        column = page.kind in (Kind.COLUMN, Kind.HOME)
        return not column and bool(self._any["perhaps"].search(plain)) and not self._any["perhaps_never"].search(plain)

    def told_of(self, year: int) -> bool:
        """Whether a text tells of the year's catalogue."""
        for page in self.snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT, Kind.OTHER):
            if str(year) in page.text and self._any["titles"].search(page.text):
                parts = (part for part in sentences(page.text.split("\n")) if str(year) in part)
                if any(self._any["titles"].search(part) and self._any["catalogue"].search(part) for part in parts):
                    return True
        return False

    def _of_page(self, head: Page) -> Listed:
        """A column that only lists catalogues of many years is none itself."""
        page = self.snapshot.page(head.url)
        year = _year(head.title)
        if page and not year:
            said = (line for line in page.text.split("\n")[:12] if self._any["titles"].search(line))
            year = next(filter(None, map(_year, said)), 0)
        is_list = page is not None and page.kind is Kind.COLUMN and not year and bool(self.snapshot.rows(page.url))
        return Listed(head.url, head.title, year, shown_day(head), None if is_list else page)

    def _linked(self) -> Iterator[Listed]:
        """Files and pages that were not understood, as links call them."""
        urls = (url for name, known in self.snapshot.named.items() if self.is_catalogue(name) for url in known)
        for url in urls:
            called = [words for _, words in self.snapshot.places(url) if self.is_catalogue(words) and _year(words)]
            if called and not self.snapshot.understood(url) and self.snapshot.gone(url) is not True:
                yield Listed(url, called[0], _year(called[0]))

    @cached_property
    def items(self) -> tuple[Decision, ...]:
        """Every item once, the newest catalogue first."""
        found: dict[tuple[str, ...], Decision] = {}
        for one in sorted(self.catalogues, key=lambda one: (-one.year, one.url)):
            for item in self._items(one):
                found.setdefault(item.names, item)
        return tuple(found.values())

    def item(self, wanted: tuple[str, ...]) -> Decision | None:
        """The item that a draft of these names belongs to."""
        own = set(wanted)
        return next((item for item in self.items if not own.isdisjoint(item.names)), None)

    def unread(self, years: tuple[int, ...]) -> bool:
        """Whether items of these years may be hidden in what was not read of their catalogues."""
        mine = [one for one in self.catalogues if one.year in (*years, 0)]
        return any(one.page is None or self.known.unread(one.page) for one in mine)

    def _items(self, one: Listed) -> Iterator[Decision]:
        files = [self.snapshot.attachment(one.url)] if one.page is None else self.snapshot.attachments(one.url)
        grids = [of_text(file.read.text) for file in files if file]
        if one.page:
            grids += of_page(stored(self.snapshot, one.url), one.url)
        for grid in grids:
            yield from self._of_grid(one, grid)

    def _of_grid(self, one: Listed, grid: Grid) -> Iterator[Decision]:
        head: tuple[Cell, ...] = ()
        for row in grid:
            if (at := column(row, self.words["names"])) is not None and column(row, self.words["offices"]) is not None:
                head, place = row, at
                office = column(row, self.words["offices"])
            elif head and len(row) == len(head) and (called := self._called(row[place].text)):
                yield self._decision(one, called, row, head, place, office)

    def _called(self, text: str) -> tuple[str, ...]:
        """What an item is about: without the words that it is to be made or changed."""
        plain = names.plain(text)
        for verb in self.words["verbs"]:
            plain = plain.removeprefix(verb).removesuffix(f"{self.words['of']}{verb}")
        return self.known.names(plain)

    def _decision(
        self,
        one: Listed,
        called: tuple[str, ...],
        row: tuple[Cell, ...],
        head: tuple[Cell, ...],
        place: int,
        office: int | None,
    ) -> Decision:
        own = next((url for _, url in row[place].links if self.snapshot.understood(url)), "") or self._pages.get(
            called[0], ""
        )
        noted = (cell.text for at, cell in enumerate(row) if at not in (place, office))
        said = any(map(self._any["off"].search, noted)) or not self._removed.isdisjoint(called)
        printed = row[office].text if office is not None else ""
        heads = (names.plain(cell.text) for cell in head)
        cells = tuple(zip(heads, row, strict=True))
        return Decision(row[place].text, called, printed, one, self.snapshot.resolve(own) if own else "", said, cells)

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        """Pages that are called like an item, and are neither document, consultation nor answer."""
        taken = {one.page.url for one in self.known.consultations} | {
            paper.page.url for paper in self.known.known.papers
        }
        heads = (page for page in self.snapshot.heads() if page.url not in taken)
        plain = ((titles.key(page.title, self.known.desk.makers.regions), page.url) for page in heads)
        return dict(plain)

    @cached_property
    def _removed(self) -> set[str]:
        """What notices of change say to be taken off."""
        found: set[str] = set()
        for head in self.snapshot.heads():
            plain = names.plain(head.title)
            page = (
                self.snapshot.page(head.url)
                if self._any["titles"].search(plain) and self._any["changes"].search(plain)
                else None
            )
            for part in sentences(self.known.lines(page)) if page else ():
                if self._any["off"].search(part):
                    found.update(name for one in titles.quoted(part) for name in self.known.names(one))
        return found


def _year(text: str) -> int:
    found = _YEAR.search(names.plain(text))
    return int(found[0]) if found else 0


#: Those of a snapshot.
decisions = once(Decisions)
