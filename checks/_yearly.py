"""Papers that a unit owes once a year: where a site shows them, whose and of which year they are, what they say, what was not seen."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from checks._duties import Duties
from checks._page import unread
from checks._places import Places
from core import annual, dates, elsewhere, names
from core.catalogue import Catalogue
from core.documents import stored
from core.makers import Makers
from core.shown import Sort, things
from core.snapshot import Snapshot
from core.standards import is_named
from core.types import Kind, Page, Unit
from core.urls import is_attachment

#: A title names an office that nobody registered.
OTHER = "?"
#: A pattern that nothing fits.
_NOTHING = r"(?!)"
_SITES = ("portal", "department")


@dataclass(frozen=True, slots=True)
class Paper:
    """`of` is the key of the unit that the title names, `OTHER`, or "" where it names none. `page` has no text yet."""

    url: str
    title: str
    day: date | None
    years: frozenset[int]
    of: str
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What a paper says: `lines` of its text and files, `around` those of its whole page; `unseen` why there may be more."""

    lines: tuple[str, ...]
    around: tuple[str, ...]
    unseen: str = ""


class Titles:
    """What titles tell. `words`: regular expressions `titles`, `filed`, `columns`, `never`, `about`, `government`."""

    def __init__(self, snapshot: Snapshot, words: Mapping[str, Any]) -> None:
        self._units, self._makers = snapshot.units, Makers(snapshot)
        self._titles, self._filed, self._columns, self._never, self._about, self._government = (
            re.compile("|".join(words[key]) or _NOTHING)
            for key in ("titles", "filed", "columns", "never", "about", "government")
        )

    def wanted(self, title: str, *, filed: bool = False) -> bool:
        """Whether a title is that of such a paper; in a column of theirs it may be shorter."""
        text = names.plain(title)
        fits = self._titles.search(text) or (filed and self._filed.search(text))
        return bool(fits) and not self._never.search(text)

    def office(self, title: str) -> bool:
        """Whether a title names an office, known or not."""
        return annual.is_office(annual.bearer(title, self._about))

    def government(self, title: str) -> bool:
        """Whether a title is that of a paper of the government, whoever shows it."""
        return bool(self._government.search(names.plain(title)))

    def names(self, title: str, unit: Unit) -> bool:
        """Whether a title is plainly of this unit, on whatever site."""
        of = self.of(title)
        return of == unit.key or (not of and unit.kind == "government" and self.government(title))

    def column(self, name: str) -> bool:
        return bool(self._columns.search(names.plain(name)))

    def of(self, title: str) -> str:
        name = annual.bearer(title, self._about)
        if not name:
            return ""
        known = next((unit.key for unit in self._units if is_named(unit, name)), "")
        return known or next(filter(None, map(self._makers.unit, annual.forms(name))), OTHER)


class Yearly:
    """Built once a check."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue, words: Mapping[str, Any]) -> None:
        self._snapshot, self._catalogue, self._words = snapshot, catalogue, words
        self.titles, self._duties = Titles(snapshot, words), Duties(snapshot)
        self._resident = {entry.unit for entry in snapshot.register}

    @property
    def judged(self) -> bool:
        """Only registered sites of units: nothing is owed on a topic site."""
        return self._snapshot.site.registered and self._snapshot.site.kind in _SITES

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        found: dict[str, Paper] = {}
        for page in self._snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT, Kind.OTHER):
            if self.titles.wanted(page.title, filed=any(map(self.titles.column, page.path[1:]))):
                found[page.url] = self._paper(page.url, page.title, dates.as_date(page.published), page)
        for url, title, day in self._listed():
            end = self._snapshot.resolve(url)
            if end not in found and not self._is_list(end):
                found[end] = self._paper(end, title, day, self._snapshot.page(end))
        return tuple(found.values())

    def of(self, unit: Unit) -> list[Paper]:
        """What is this unit's: by the title, or by its part of the site where the title names nobody."""
        return [paper for paper in self.papers if self._is_of(paper, unit)]

    def unclear(self, unit: Unit, year: int) -> list[Paper]:
        """What else may be this unit's paper of the year: it shows no year, names nobody, or an office that nobody registered."""
        own = unit.key == self._snapshot.site.unit
        office = self.titles.office if unit.kind == "government" else lambda title: False

        def may_be(paper: Paper) -> bool:
            return self._is_of(paper, unit) or (own and paper.of in ("", OTHER) and not office(paper.title))

        mine = filter(may_be, self.papers)
        return [paper for paper in mine if year in paper.years or not (paper.years or _is_before(paper, year))]

    def hosted(self, unit: Unit) -> bool:
        """Whether nothing says that the unit publishes on this site."""
        return unit.key != self._snapshot.site.unit and unit.key not in self._resident

    def away(self, unit: Unit, fits: Callable[[str], bool]) -> elsewhere.Entry | None:
        """What another site shows under the unit's name."""
        entries = (entry for place in self._places(unit) for entry in place.entries)
        return next((one for one in entries if fits(one.title) and self.titles.names(one.title, unit)), None)

    def doubt(self, unit: Unit, limit: date) -> str:
        """Why nothing can be said to be missing, as the name of a sentence; "" where all was seen."""
        if self.hosted(unit):
            return "not-own"
        if self._menu_doubt:
            return self._menu_doubt
        if any(page.drawn or self._snapshot.unread(page.url) for page in self.columns):
            return "column-unread"
        if any(map(self._leads_out, self._named)):
            return "leads-out"
        return "" if all(place.seen(limit) for place in self._places(unit)) else "elsewhere-unseen"

    @cached_property
    def _menu_doubt(self) -> str:
        return Places(self._snapshot, self._catalogue.rules["mandatory_columns"].limits).doubt

    @cached_property
    def columns(self) -> tuple[Page, ...]:
        heads = self._snapshot.heads(Kind.COLUMN, Kind.OTHER)
        return tuple(page for page in heads if any(map(self.titles.column, (page.title, *page.path[1:]))))

    def read(self, paper: Paper) -> Text:
        if paper.page is None:
            file = self._snapshot.attachment(paper.url)
            told = tuple(file.read.text.split("\n")) if file else ()
            return Text(told, (), "" if self._snapshot.has_read(paper.url) else "attachment")
        page = self._snapshot.page(paper.url)
        files = [one.read.text for one in self._snapshot.attachments(paper.url)]
        html = stored(self._snapshot, paper.url)
        around = (thing.text for thing in things(html, paper.url) if thing.sort is Sort.WORDS) if html else ()
        called = (link.text for link in self._snapshot.links(paper.url) if is_attachment(link.url))
        lines = "\n".join([page.text if page else "", *called, *files]).split("\n")
        return Text(tuple(lines), tuple(around), self._unseen(page) if page and html else "drawn")

    def _unseen(self, page: Page) -> str:
        further: Collection[str] = self._catalogue.words["documents"]["further"]
        links = [link for link in self._snapshot.links(page.url) if not self._snapshot.common(link.url)]
        if page.drawn:
            return "drawn"
        if any(names.plain(link.text) in further for link in links):
            return "paged"
        return unread(self._snapshot, page, self._catalogue.words["policies"]["shared_by"])

    def _listed(self) -> Iterator[tuple[str, str, date | None]]:
        """What lists and the links of such columns show, files among it."""
        for column in self._snapshot.columns():
            filed = any(map(self.titles.column, (column.title, *column.path[1:])))
            for row in self._snapshot.rows(column.url):
                if self.titles.wanted(row.title, filed=filed):
                    yield row.url, row.title, row.published
        for page in self.columns:
            for link in self._snapshot.links(page.url):
                if link.kind != "img" and self.titles.wanted(link.text, filed=annual.years(link.text) != frozenset()):
                    yield link.url, link.text, None

    def _paper(self, url: str, title: str, day: date | None, page: Page | None) -> Paper:
        path = " ".join(page.path[1:]) if page else ""
        return Paper(url, title, day, annual.years(title) or annual.years(path), self.titles.of(title), page)

    def _is_of(self, paper: Paper, unit: Unit) -> bool:
        """What names nobody is of the unit whose part of the site it stands in; the government's own stand with any unit."""
        if paper.of:
            return paper.of == unit.key
        if unit.kind == "government" and self.titles.government(paper.title):
            return True
        return (self._duties.unit_of(paper.page) if paper.page else self._duties.unit_at(paper.url)) == unit.key

    def _is_list(self, url: str) -> bool:
        page = self._snapshot.page(url)
        return page is not None and page.kind in (Kind.COLUMN, Kind.HOME)

    @cached_property
    def _named(self) -> list[str]:
        """Addresses that links present as such columns."""
        longest: int = self._words["longest"]
        known = (
            urls for name, urls in self._snapshot.named.items() if len(name) <= longest and self.titles.column(name)
        )
        return list(dict.fromkeys(url for urls in known for url in urls))

    def _leads_out(self, url: str) -> bool:
        end = self._snapshot.resolve(url)
        if is_attachment(end) or end.startswith(self._snapshot.site.prefixes) or self._snapshot.gone(end) is True:
            return False
        return not any(place.holds(end) for place in elsewhere.read(self._snapshot))

    def _places(self, unit: Unit) -> list[elsewhere.Place]:
        """The other sites on which the unit's papers may stand: the portal, its own, those of who gathers them for all."""
        keepers: Collection[str] = self._words["keepers"]
        return [
            place
            for place in elsewhere.read(self._snapshot)
            if place.kind == "portal"
            or (place.kind != "topic" and (place.unit == unit.key or any(word in place.name for word in keepers)))
        ]


def _is_before(paper: Paper, year: int) -> bool:
    """Whether it was published before the year began."""
    return paper.day is not None and paper.day.year < year


def own_papers(snapshot: Snapshot, catalogue: Catalogue) -> Callable[[Path | None], list[elsewhere.Entry]]:
    """What the last snapshot of another site shows of the yearly papers of this site's own unit, by their titles."""
    every = [Titles(snapshot, rule.limits) for rule in catalogue.rules.values() if "about" in rule.limits]

    def is_own(title: str) -> bool:
        return any(one.wanted(title) and one.names(title, snapshot.units[0]) for one in every)

    def read(path: Path | None) -> list[elsewhere.Entry]:
        if path is None:
            return []
        with Snapshot(path) as other:
            shown = [(page.url, page.title, page.published) for page in other.heads(Kind.ARTICLE, Kind.DOCUMENT)]
            listed = ((row.url, row.title, None) for column in other.columns() for row in other.rows(column.url))
            found = {url: (title, day) for url, title, day in (*listed, *shown) if is_own(title)}
        return [elsewhere.Entry(url, title, interprets=False, published=day) for url, (title, day) in found.items()]

    return read
