"""The documents of a site that must be interpreted, one case each: who answers for it, what was found, what leaves a doubt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks._duties import Duties
from checks._once import once
from checks._pairs import Pairs
from checks._policies import Document, Policies, whole
from core import dates, elsewhere
from core.catalogue import Catalogue
from core.documents import Facts
from core.elsewhere import Entry, Place
from core.names import listed
from core.snapshot import Snapshot
from core.titles import numbers
from core.types import Kind
from core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made a document, the leading unit first; none where nobody is plainly named. `every`: all of them are known."""

    units: tuple[str, ...] = ()
    every: bool = True

    @property
    def lead(self) -> str:
        return self.units[0] if self.units else ""


class Case:
    """One document, all its copies on this site together; the first published stands for it."""

    def __init__(self, desk: "Desk", copies: list[Document], maker: Maker) -> None:
        self._desk, self.copies, self._maker = desk, copies, maker
        dated = [copy for copy in copies if copy.entry.day]
        self.first = min(dated or copies, key=lambda copy: (copy.entry.day or date.max, copy.page.url))
        self.published = self.first.entry.day

    @cached_property
    def found(self) -> list[Entry]:
        """Its interpretations, the earliest first; what shows no day comes last."""
        every = [one for one in self._tied.values() if not self._is_former(one)]
        return sorted(every, key=lambda one: (one.day or date.max, one.url))

    @cached_property
    def perhaps(self) -> list[Entry]:
        """What a person may take for an interpretation of it."""
        known = {one.url for one in self.found}
        pairs, facts = self._desk.pairs, self._desk.facts
        every = [one for copy in self.copies for one in pairs.perhaps(copy, facts(copy)).values()]
        found = {one.url: one for one in (*self._tied.values(), *every) if one.url not in known}
        return list(found.values())

    @cached_property
    def _tied(self) -> dict[str, Entry]:
        pairs, facts = self._desk.pairs, self._desk.facts
        return {url: one for copy in self.copies for url, one in pairs.of(copy, facts(copy)).items()}

    def _is_former(self, one: Entry) -> bool:
        """Whether an interpretation is so much older than the document that it may be one of a former version."""
        days = [day for day in (self.published, self.published_elsewhere()) if day]
        early: int = self._desk.policies.words["former_months"]
        return bool(one.day and days) and dates.add_months(min(days), -early) > (one.day or date.max)

    @cached_property
    def unit(self) -> str:
        """The key of the unit that answers: who drafted it, who made it, else who keeps the column."""
        drafter = self._desk.makers.unit(self._desk.facts(self.first).rows.get("drafter", ""))
        if drafter or self._maker.lead not in ("", self._desk.site.unit):
            return drafter or self._maker.lead
        return self._desk.duties.unit_of(self.first.page)

    @property
    def doubt(self) -> str:
        """Why it is not plain that this unit owes an interpretation, as the name of a sentence; "" where it is."""
        if not self._maker.units:
            return "maker-unclear"
        if not self._maker.every:
            return "joint"
        if not any(copy.plain or self._desk.facts(copy).registered for copy in self.copies):
            return "need-unclear"
        return "undated" if self.published is None else ""

    @property
    def expired(self) -> bool:
        """Whether its page says that it is no longer in force."""
        said = [self._desk.facts(copy).rows.get("validity", "") for copy in self.copies]
        expired: list[str] = self._desk.policies.words["document"]["expired"]
        return any(word in one for one in said for word in expired)

    @property
    def unseen(self) -> tuple[str, str]:
        """Why an interpretation may be there that nobody saw, as the name of a sentence, and where; ("", "") where none can."""
        if self._desk.hidden:
            return self._desk.hidden, ""
        if any(copy.page.drawn for copy in self.copies):
            return "page-drawn", ""
        limit = self._desk.limit(self.published) if self.published else self._desk.as_of
        missed = [place.name for place in self._desk.places if self._matters(place) and not place.seen(limit)]
        return ("elsewhere-unseen", listed(missed)) if missed else ("", "")

    @property
    def pages(self) -> list[str]:
        """What decides that there is no other interpretation: the document, its copies, the lists of interpretations."""
        return list(dict.fromkeys([self.first.page.url, *(copy.page.url for copy in self.copies), *self._desk.lists]))

    def published_elsewhere(self) -> date | None:
        """The first day on which another site showed the document."""
        own = {name for copy in self.copies for name in copy.entry.names}
        return min((day for name in own if (day := self._desk.elsewhere.get(name))), default=None)

    def _matters(self, place: Place) -> bool:
        """A portal, or a site of those who made the document; a topic's site is no place for interpretations."""
        return place.kind == "portal" or (place.unit in (self.unit, *self._maker.units) and place.kind != "topic")


class Desk:
    """What is known of a whole site."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.policies = Policies(snapshot, catalogue)
        self.places = elsewhere.read(snapshot)
        self.pairs = Pairs(snapshot, self.policies, self.places)
        self.makers, self.duties, self.site = self.policies.makers, Duties(snapshot), snapshot.site
        self.as_of, self.workdays = snapshot.as_of, Workdays(catalogue.words["workdays"])
        self.lists = [page.url for page in self.policies.columns] or list(snapshot.homes)
        self.hidden = self._hidden(snapshot)
        self.elsewhere = self._first_days()
        self._snapshot = snapshot
        self._facts: dict[str, Facts] = {}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Documents of this unit that are recent, each once."""
        groups: dict[tuple[str, tuple[str, ...]], tuple[Maker, list[Document]]] = {}
        for document in self.policies.documents:
            maker = self._maker(document) if self._in_time(document) else None
            if maker is not None:
                key = (maker.lead, document.entry.names or document.entry.cut)
                groups.setdefault(key, (maker, []))[1].append(document)
        return tuple(Case(self, copies, maker) for maker, copies in groups.values())

    def facts(self, document: Document) -> Facts:
        url = document.page.url
        if url not in self._facts:
            self._facts[url] = Facts(self._snapshot, document.page)
        return self._facts[url]

    def limit(self, day: date) -> date:
        """The last day on which an interpretation of what was published on `day` is in time."""
        return self.workdays.add(day, self.policies.words["workdays"]).day

    def of_others(self, printed: str, units: Collection[str]) -> bool:
        """Whether what these made is of others: a portal shows the whole district's as its own, other sites those of their unit."""
        if units:
            return self.site.kind != "portal" and self.site.unit not in units
        return bool(printed) and bool(self.makers.regions) and not self.makers.local(printed)

    def _in_time(self, document: Document) -> bool:
        """Published since the first day that counts; without a day the year of its number has to do."""
        if day := dates.as_date(document.page.published):
            return self.policies.first_day <= day <= self.as_of
        years: list[str] = [
            number.rpartition("-")[0][-4:] for number in numbers(self.facts(document).rows.get("number", ""))
        ]
        return str(self.as_of.year) in years

    def _maker(self, document: Document) -> Maker | None:
        """None for a document of others: of a higher level, of another district, of another unit than this site's."""
        if document.maker:
            return self._office(document.maker)
        facts = self.facts(document)
        if issuer := facts.rows.get("issuer", ""):
            return self._office(issuer)
        if unit := self.makers.unit(facts.signed):
            return self._mine(Maker((unit,)))
        publisher = self.makers.unit(facts.rows.get("publisher", ""))
        if publisher and any(map(self.makers.local, document.called)):
            return self._mine(Maker((publisher,)))
        return Maker()

    def _office(self, printed: str) -> Maker | None:
        units, every = self.makers.units(printed)
        if units:
            return self._mine(Maker(units, every))
        return Maker() if self.makers.local(printed) or not self.makers.regions else None

    def _mine(self, maker: Maker) -> Maker | None:
        """A portal shows the documents of the whole district, other sites those of their unit."""
        return maker if self.site.kind == "portal" or maker.lead == self.site.unit else None

    def _hidden(self, snapshot: Snapshot) -> str:
        if not snapshot.complete:
            return "not-whole"
        if not whole(snapshot, self.policies, lambda url: any(place.holds(url) for place in self.places)):
            return "column-unread"
        if not self.site.registered or "elsewhere" not in snapshot.meta:
            return "unregistered"
        drawn = not self.policies.columns and any(page.drawn for page in snapshot.pages(Kind.HOME, Kind.COLUMN))
        return "drawn" if drawn else ""

    def _first_days(self) -> dict[str, date]:
        found: dict[str, date] = {}
        for entry in (one for place in self.places for one in place.entries if not one.interprets and one.day):
            for name in entry.names:
                found[name] = min(found.get(name, date.max), entry.day or date.max)
        return found


#: The desk for a snapshot.
desk = once(Desk)
