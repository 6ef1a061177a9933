"""Who asked for opinions on which draft and how long, what answered, and the document that came of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checks._consulting import Columns
from checks._documents import Documents, Paper, documents
from checks._once import once
from checks._page import shown_day, unread
from checks._policies import any_of
from core import names, titles
from core.catalogue import Catalogue
from core.documents import stored
from core.elsewhere import Entry
from core.names import listed
from core.periods import Period, periods, sentences
from core.shown import Sort, things
from core.snapshot import Snapshot
from core.types import Kind, Page

#: Shorter names fit too much.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Consultation:
    """A page that asks for opinions. `names` is what the draft is called, for comparison."""

    page: Page
    names: tuple[str, ...]
    unit: str

    @property
    def day(self) -> date | None:
        return shown_day(self.page)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page that answers those who wrote, here or on another site; `day` where it shows one."""

    url: str
    title: str
    day: date | None


class Consultations:
    """One pass over the articles of a site."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.words: Mapping[str, Any] = catalogue.words["consultations"]
        self.known: Documents = documents(snapshot, catalogue)
        self.snapshot, self.desk = snapshot, self.known.desk
        self.columns = Columns(snapshot, self.words["columns"])
        keys = (
            "asks",
            "about",
            "never",
            "answers",
            "answered",
            "promises",
            "columns",
            "period",
            "perhaps",
            "causes",
            "shortens",
        )
        self._any = {key: any_of(self.words[key]) for key in keys}
        self.consultations: list[Consultation] = []
        self._answers: defaultdict[str, list[Answer]] = defaultdict(list)
        #: Pages that tell of opinions in their text, by what they name.
        self._telling: defaultdict[str, list[Page]] = defaultdict(list)
        for page in snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT, Kind.OTHER):
            self._sort(page)
        for answer in self._linked():
            for name in self.names(answer.title):
                self._answers[name].append(answer)

    def _linked(self) -> Iterator[Answer]:
        """Files and pages that were not understood, as links call them."""
        found = ((name, url) for name, urls in self.snapshot.named.items() if self._is_answer(name) for url in urls)
        for name, url in found:
            if not self.snapshot.understood(url) and self.snapshot.gone(url) is not True:
                yield Answer(url, name, None)

    def _sort(self, page: Page) -> None:
        outside = titles.outside(page.title)
        if self._is_answer(outside):
            for name in self.names(page.title):
                self._answers[name].append(Answer(page.url, page.title, shown_day(page)))
        elif self._asks(page, outside):
            consultation = Consultation(page, self.names(page.title), self._unit(page))
            if consultation.names and not self._of_others(page):
                self.consultations.append(consultation)
        if self._any["answered"].search(page.text):
            touched = (*titles.quoted(page.title), *titles.quoted(page.text))
            for name in {key for one in (page.title, *touched) for key in self.names(one)}:
                self._telling[name].append(page)

    def names(self, title: str) -> tuple[str, ...]:
        """What the draft in a title is called, for comparison; the words of asking and of drafts left out."""
        quoted = titles.quoted(title)
        every = quoted or [self._without(names.title(title).removeprefix(names.plain(titles.maker(title))))]
        found = (
            titles.key(self._undrafted(name), self.desk.makers.regions) for one in every for name in titles.called(one)
        )
        return tuple(dict.fromkeys(key for key in found if len(key) >= _SHORTEST))

    def _without(self, bare: str) -> str:
        drafts = self.words["drafts"]
        for word in (*(f"({one})" for one in drafts), *drafts, *self.words["around"]):
            bare = bare.replace(word, "")
        return bare

    def _undrafted(self, name: str) -> str:
        plain = names.plain(name)
        for word in self.words["drafts"]:
            plain = plain.replace(f"({word})", "").removesuffix(word)
        return plain

    def _is_answer(self, outside: str) -> bool:
        about = self._any["asks"].search(outside) or self._any["about"].search(outside)
        return bool(about and self._any["answers"].search(outside))

    def _asks(self, page: Page, outside: str) -> bool:
        plain = outside
        for word in self.words["drafts"]:
            plain = plain.replace(word, "")
        if not (self._any["asks"].search(plain) and self._any["about"].search(plain)) or self._any["never"].search(
            plain
        ):
            return False
        return bool(titles.quoted(page.title)) or plain.endswith(tuple(self.words["ends"])) or self._filed(page)

    def _filed(self, page: Page) -> bool:
        return any(map(self.columns.named, page.path[1:]))

    def _unit(self, page: Page) -> str:
        units, _ = self.desk.makers.units(titles.maker(page.title))
        return units[0] if units else self.desk.duties.unit_of(page)

    def _of_others(self, page: Page) -> bool:
        """Handed on for somebody who is none of the district's, or on the site of another unit."""
        printed = titles.maker(page.title)
        units, _ = self.desk.makers.units(printed)
        return self.desk.of_others(printed, units)

    def lines(self, page: Page) -> list[str]:
        """All that the page says, and what its attachments say that were read."""
        files = [line for file in self.snapshot.attachments(page.url) for line in file.read.text.split("\n")]
        return [*self._own_lines(page), *files]

    def _own_lines(self, page: Page) -> list[str]:
        html = stored(self.snapshot, page.url)
        shown = [one.text for one in things(html, page.url) if one.sort is Sort.WORDS] if html else []
        return [*page.text.split("\n"), *shown]

    def periods(self, one: Consultation) -> list[Period]:
        """What the page says, else its attachments: they are mostly drafts, with periods of their own."""
        every = (self._own_lines(one.page), self.lines(one.page))
        told = (periods(lines, self._any["period"], one.day, self.desk.workdays) for lines in every)
        return next(filter(None, told), [])

    def perhaps(self, one: Consultation) -> list[Period]:
        """What may be another period, as one that was prolonged."""
        return periods(self._own_lines(one.page), self._any["perhaps"], one.day, self.desk.workdays)

    def reason(self, one: Consultation) -> str:
        """The sentence that says why the period is short; "" without one."""
        found = (part for part in sentences(self.lines(one.page)) if self._any["causes"].search(part))
        return next((part for part in found if self._any["shortens"].search(part)), "")

    def answers(self, wanted: tuple[str, ...]) -> list[Answer]:
        """What answers plainly, the earliest first: by its title, here or on another site."""
        found = [answer for name in wanted for answer in self._answers[name]]
        found += [Answer(entry.url, entry.title, entry.day) for entry in self._elsewhere(wanted)]
        return sorted({one.url: one for one in found}.values(), key=lambda one: (one.day or date.max, one.url))

    def telling(self, wanted: tuple[str, ...]) -> list[Page]:
        """Pages whose text tells of opinions on it, and whose title does not."""
        plain = {answer.url for name in wanted for answer in self._answers[name]}
        return [
            page
            for page in {one.url: one for name in wanted for one in self._telling[name]}.values()
            if page.url not in plain
        ]

    def says_answered(self, page: Page) -> bool:
        """Whether a sentence tells what became of opinions; one of what shall be does not."""
        told = (part for part in sentences(self.lines(page)) if self._any["answered"].search(part))
        return any(not self._any["promises"].search(part) for part in told)

    def answering(self, words: str) -> bool:
        """Whether the words of a link lead to an answer."""
        return bool(self._any["answers"].search(names.plain(words)))

    def _elsewhere(self, wanted: tuple[str, ...]) -> Iterator[Entry]:
        own = set(wanted)
        every = (entry for place in self.desk.places for entry in place.entries)
        fits = (one for one in every if not own.isdisjoint((*one.names, *one.mentions, *self.names(one.title))))
        return (one for one in fits if self._is_answer(titles.outside(one.title)))

    def outcome(self, wanted: tuple[str, ...], since: date | None) -> tuple[Paper | None, date | None]:
        """The document that came of a draft, its first copy, and the day on which it came out; an older one is a former version."""
        own = [paper for name in wanted for paper in self._papers[name] if not paper.others and paper.plain]
        own = [paper for paper in own if not _is_former(paper, since)]
        dated = [(day, paper.page.url, paper) for paper in own if (day := paper.day)]
        if not dated:
            return next(iter(own), None), None
        first = min(dated, key=lambda one: one[:2])
        return first[2], first[0]

    @cached_property
    def _papers(self) -> Mapping[str, list[Paper]]:
        found: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.known.papers:
            for name in paper.names:
                found[name].append(paper)
        return found

    def unread(self, page: Page) -> str:
        """Why a page may say more than was read, as the name of a sentence; "" where all of it was."""
        if page.drawn or not stored(self.snapshot, page.url):
            return "drawn"
        return unread(self.snapshot, page, self.desk.policies.words["shared_by"])

    def missed(self, unit: str, day: date) -> str:
        """Other sites that may show it and were not read since: the portal, those of the unit."""
        desk = self.desk
        if desk.site.kind != "portal" and not any(place.kind == "portal" for place in desk.places):
            return str(self.known.words["portal"]) if desk.site.registered else desk.site.name
        places = [one for one in desk.places if one.kind == "portal" or one.unit == unit]
        return listed(one.name for one in places if one.kind != "topic" and not (one.seen(day) and one.consulted))


def _is_former(paper: Paper, since: date | None) -> bool:
    """Whether a document is older than the consultation, by any of its days."""
    days = (paper.day, paper.made, date(paper.year, 12, 31) if paper.year else None)
    return since is not None and any(day < since for day in days if day)


#: Those of a snapshot.
consultations = once(Consultations)
