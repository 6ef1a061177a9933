"""Which pages of a site are documents, who made them, what they show of themselves, and what nobody could see of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checks._interpreting import Desk, desk
from checks._once import once
from checks._page import shown_day, unread
from checks._policies import Policies, any_of
from core import dates, elements, names, titles
from core.catalogue import Catalogue
from core.documents import Facts
from core.snapshot import Snapshot
from core.types import Kind, Link, Page

_VERSION = re.compile(r"\([^()]*\)$")
_EDGES = re.compile(r"^\W+|\W+$")
#: Longer names are titles of articles, not of columns.
_LONGEST_NAME, _SHORTEST_TITLE = 16, 6
#: A note that a document is void is no longer than its title, and stands among so many lines at either end.
_LONGEST_LINE, _ENDS = 120, 6


@dataclass(frozen=True, slots=True)
class Paper:
    """One page that is a document. `plain`: its number or its column leaves no doubt that it is one."""

    page: Page
    facts: Facts
    names: tuple[str, ...]
    #: The number in one spelling, as `titles.numbers` writes it; "" where it shows none of this form.
    number: str
    filed: bool
    #: Who made it, as printed, and the units that are known of them.
    maker: str
    units: tuple[str, ...]
    unit: str
    #: Made by others, or handed on for them.
    others: bool

    @property
    def plain(self) -> bool:
        return self.filed or bool(self.number)

    @property
    def day(self) -> date | None:
        """The day on which its page or its list says that it was published."""
        return shown_day(self.page)

    @property
    def made(self) -> date | None:
        """The day on which it says that it was made; where it says several, the latest before it was published."""
        every = self.facts.made
        return max((one for one in every if self.day is None or one <= self.day), default=min(every, default=None))

    @property
    def series(self) -> str:
        """Its number without year and count."""
        return self.number.rpartition("-")[0][:-4]

    @property
    def first(self) -> date | None:
        """The first day of which it tells, or of the year of its number."""
        days = [day for day in (*self.facts.made, self.day, date(self.year, 12, 31) if self.year else None) if day]
        return min(days, default=None)

    @property
    def year(self) -> int:
        """The year of its number; 0 where it shows none."""
        return int(self.number.rpartition("-")[0][-4:]) if self.number else 0


class Recognised:
    """What may be told from pages alone, without their sources."""

    def __init__(self, catalogue: Catalogue, said: Callable[[str], bool]) -> None:
        self.words: Mapping[str, Any] = catalogue.words["documents"]
        self._type, self._said = catalogue.column_type, said
        self._never, self._else_never = any_of(self.words["never"]), any_of(self.words["else_never"])
        self._columns = any_of(self.words["columns"])
        self._forms = tuple(self.words["forms"])

    def pages(self, snapshot: Snapshot) -> Iterator[Page]:
        return (page for page in snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT) if self.may_be(page))

    def may_be(self, page: Page) -> bool:
        """A document by its number, or by the form of its title and its table or its column."""
        outside = titles.outside(page.title)
        if self._never.search(outside) or self._said(page.title):
            return False
        if self._else_never.search(outside) and not self.formal(page.title):
            return False
        if any(self._type(name) == "interpretations" for name in page.path[1:]):
            return False
        return page.kind is Kind.DOCUMENT or (self.formal(page.title) and self.filed(page))

    def formal(self, title: str) -> bool:
        return self.form(title) != ""

    def form(self, title: str) -> str:
        """The kind of paper with whose name a title ends."""
        name = _EDGES.sub("", _VERSION.sub("", names.title(title)))
        return next((form for form in self._forms if name.endswith(form)), "")

    def filed(self, page: Page) -> bool:
        return any(
            self._type(name) == "policy-documents" or self._columns.search(names.plain(name)) for name in page.path[1:]
        )


class Documents:
    """All of a site's documents, each page once."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.desk: Desk = desk(snapshot, catalogue)
        self.recognised = Recognised(catalogue, self.desk.policies.said)
        self.words = self.recognised.words
        self._snapshot = snapshot
        self._upper = any_of(self.desk.policies.words["document"]["upper"])
        self._passed_on = any_of(self.words["passed_on"])
        self._expired, self._lapsed = any_of(self.words["expired"]), any_of(self.words["lapsed"])
        self._repeal = any_of(self.words["repeals"])
        self._void = re.compile(self.words["void"])

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(filter(None, map(self._paper, self.recognised.pages(self._snapshot))))

    @cached_property
    def copies(self) -> Mapping[tuple[str, ...], list[Paper]]:
        """The pages that show one document, by its names."""
        found: defaultdict[tuple[str, ...], list[Paper]] = defaultdict(list)
        for paper in self.papers:
            found[paper.names].append(paper)
        return found

    def expired(self, paper: Paper) -> bool:
        """Whether its page says that it is no longer in force: its table, its title, its column, a line of its own."""
        until = dates.as_date(dates.first(paper.facts.rows.get("until", "")))
        lines = paper.page.text.split("\n")
        ends = (paper.page.title, *lines[:_ENDS], *lines[-_ENDS:])
        return (
            bool(self._expired.search(paper.facts.rows.get("validity", "")))
            or bool(until and until < self._snapshot.as_of)
            or any(self._lapsed.search(name) for name in paper.page.path[1:])
            or any(self._void.search(names.plain(line)) for line in ends if len(line) < _LONGEST_LINE)
        )

    def repealed(self, paper: Paper) -> bool:
        """Whether a document that says which others are no longer in force names it."""
        return mentioned(self._repeals, paper)

    @cached_property
    def _repeals(self) -> str:
        heads = self._snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT)
        named = (self._snapshot.page(one.url) for one in heads if self._repeal.search(titles.outside(one.title)))
        found = [page for page in named if page]
        files = (file.read.text for page in found for file in self._snapshot.attachments(page.url))
        return "\n".join((*(f"{page.title}\n{page.text}" for page in found), *files))

    def is_own(self, paper: Paper) -> bool:
        """Whether its title names the district, or its number is of a series of the district's."""
        return self.desk.makers.local(paper.page.title) or paper.series in self._own_series

    @cached_property
    def _own_series(self) -> frozenset[str]:
        return frozenset(one.series for one in self.papers if one.number and one.maker and not one.others)

    def unseen(self, paper: Paper) -> str:
        """Why the document may say more than was read, as the name of a sentence; "" where all of it was."""
        page = paper.page
        if page.drawn or not paper.facts.shown:
            return "drawn"
        links = [link for link in self._snapshot.links(page.url) if not self._snapshot.common(link.url)]
        if goes_on(page.url, links, self.words["further"]):
            return "paged"
        if why := unread(self._snapshot, page, self.desk.policies.words["shared_by"]):
            return why
        return "" if len(page.text) + len("".join(self.attached(paper))) >= self.words["shortest"] else "short"

    def attached(self, paper: Paper) -> list[str]:
        """The lines of its attachments that were read."""
        files = self._snapshot.attachments(paper.page.url)
        return [line for file in files for line in file.read.text.split("\n")]

    def where(self, paper: Paper) -> dict[str, Any]:
        """What a finding says of the document's place."""
        page = paper.page
        return {
            "url": page.url,
            "place": " > ".join(page.path) or page.title,
            "at": self._snapshot.seen_at(page.url),
            "name": page.title,
            "unit": paper.unit,
        }

    def _paper(self, page: Page) -> Paper | None:
        facts = Facts(self._snapshot, page)
        number = facts.number or next(iter(titles.numbers(page.title)), "")
        numbered = bool(number) or elements.numbered(page.text.split("\n"), page.title)
        formal, filed = self.recognised.formal(page.title), self.recognised.filed(page)
        if not (numbered or facts.registration or (formal and (filed or "number" in facts.labels))):
            return None
        printed = titles.maker(page.title) or facts.rows.get("issuer", "") or self._signer(facts)
        units, _ = self.desk.makers.units(printed)
        called = tuple(filter(None, (titles.key(name, self.desk.makers.regions) for name in titles.called(page.title))))
        shown_by = self.desk.makers.unit(facts.rows.get("publisher", ""))
        unit = units[0] if units else shown_by or self.desk.duties.unit_of(page)
        others = self._others(page, printed, units)
        return Paper(page, facts, called, number, filed, printed, units, unit, others)

    def _signer(self, facts: Facts) -> str:
        """Who signed it; whom its table calls the publisher may only show what others made."""
        return facts.signed if facts.signed.endswith(tuple(self.words["offices"])) else ""

    def _others(self, page: Page, printed: str, units: tuple[str, ...]) -> bool:
        """A portal shows the documents of the whole district as its own, other sites those of their unit."""
        upper = any(self._upper.search(names.plain(name)) for name in page.path[1:])
        if upper or self._passed_on.search(titles.outside(page.title)):
            return True
        return self.desk.of_others(printed, units)


def goes_on(url: str, links: Iterable[Link], words: Collection[str]) -> bool:
    """Whether one of a page's links leads to the next page of its text."""
    stem = url.rpartition(".")[0]
    return any(
        names.plain(one.text) in words or (one.text.isdigit() and one.url.startswith(f"{stem}_")) for one in links
    )


def mentioned(text: str, paper: Paper) -> bool:
    """Whether a text has a document's number, or its name where that is long enough to stand for it."""
    numbers = (number for line in text.split("\n") for number in titles.numbers(line))
    if paper.number and any(number.endswith(paper.number) for number in numbers):
        return True
    told = titles.key(text)
    return any(name in told for name in paper.names if len(name) >= _SHORTEST_TITLE)


def called(snapshot: Snapshot, catalogue: Catalogue, policies: Policies) -> set[str]:
    """The names of all pages that may be documents, for what other sites show of them."""
    pages = Recognised(catalogue, policies.said).pages(snapshot)
    every = (titles.key(name, policies.makers.regions) for page in pages for name in titles.called(page.title))
    return set(filter(None, every))


def central_columns(snapshot: Snapshot, catalogue: Catalogue) -> list[Page]:
    """Columns and libraries of normative documents, whether their lists were understood or not."""
    is_central = any_of(catalogue.words["documents"]["central"])
    heads = snapshot.heads(Kind.COLUMN, Kind.OTHER)
    return [page for page in heads if is_central.search(names.plain(page.title)) and len(page.title) <= _LONGEST_NAME]


def central(snapshot: Snapshot, catalogue: Catalogue) -> Mapping[str, str]:
    """What stands in such columns, by their lists, their other links or by breadcrumbs: title by address."""
    is_central = any_of(catalogue.words["documents"]["central"])
    columns = central_columns(snapshot, catalogue)
    rows = {row.url: row.title for page in columns for row in snapshot.rows(page.url)}
    links = (link for page in columns for link in snapshot.links(page.url) if link.kind != "img")
    beside = {
        link.url: link.text for link in links if len(link.text) >= _SHORTEST_TITLE and not snapshot.common(link.url)
    }
    pages = snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT)
    filed = (page for page in pages if any(is_central.search(names.plain(name)) for name in page.path[1:]))
    return beside | rows | {page.url: page.title for page in filed}


#: The documents of a snapshot.
documents = once(Documents)
