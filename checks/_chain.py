"""Which parts of a major decision a site shows: draft, background, opinions, meeting, result."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from checks._consultations import Consultation, Consultations
from checks._decisions import Decision, Decisions
from checks._documents import Paper
from checks._page import shown_day
from checks._policies import any_of
from core import names
from core.periods import sentences
from core.types import Kind, Page

#: So much of an item's name tells that a meeting may have been about it.
_STEM = 4


@dataclass(frozen=True)
class Chain:
    """All that belongs to one item. `day`: when its result came out."""

    asked: tuple[Consultation, ...]
    paper: Paper | None
    day: date | None
    shown: frozenset[str]

    @property
    def pages(self) -> tuple[Page, ...]:
        return (*(one.page for one in self.asked), *([self.paper.page] if self.paper else ()))


class Chains:
    """Finds what belongs to an item, wherever on the site it stands."""

    def __init__(self, held: Decisions) -> None:
        self.held, self.known, self.snapshot = held, held.known, held.snapshot
        words = self.known.words
        self.parts = {part: any_of(said) for part, said in words["parts"].items()}
        self._meeting, self._pending = any_of(words["catalogue"]["meetings"]), any_of(words["catalogue"]["pending"])
        self._draft = any_of(words["drafts"])

    def of(self, item: Decision) -> Chain:
        asked = tuple(one for one in self.known.consultations if not set(one.names).isdisjoint(item.names))
        days = [one.day for one in asked if one.day]
        paper, day = self.known.outcome(item.names, min(days, default=date(item.listed.year, 1, 1)))
        if day is None:
            day = self._linked_result(item)
        shown = {part for part in self.parts if self._shows(part, item, asked, paper)}
        return Chain(asked, paper, day, frozenset(shown))

    def _shows(self, part: str, item: Decision, asked: tuple[Consultation, ...], paper: Paper | None) -> bool:
        if part in self._said(item):
            return True
        match part:
            case "draft":
                return bool(asked) or any(self._draft.search(page.title) for page in self._titled(item))
            case "background":
                told = [line for one in asked for line in self._words_of(one.page)]
                return any(map(self.parts[part].search, (*told, *(page.title for page in self._titled(item)))))
            case "opinions":
                return bool(self.known.answers(item.names)) or any(self.known.says_answered(one.page) for one in asked)
            case "meeting":
                return any(name in text for text in self._meetings for name in (*item.names, names.plain(item.name)))
            case _:
                return paper is not None

    def meeting_perhaps(self, item: Decision, chain: Chain) -> bool:
        """Whether a meeting was held that may have been about it, or its document speaks of one."""
        stems = {name[:_STEM] for name in item.names}
        met = any(stem in text for text in self._meetings for stem in stems)
        return met or any(self._meeting.search(page.text) for page in chain.pages)

    def _linked_result(self, item: Decision) -> date | None:
        """The day of the page to which the item's own page or row leads as its result."""
        links = [(link.text, link.url) for link in self.snapshot.links(item.own)] if item.own else []
        links += [(head, url) for head, cell in item.cells for _, url in cell.links]
        targets = (self.snapshot.page(url) for words, url in links if self.parts["result"].search(names.plain(words)))
        return next((day for page in targets if page and (day := shown_day(page))), None)

    def _said(self, item: Decision) -> set[str]:
        """The parts that its own page or its row of the catalogue shows, those that are still to come left out."""
        shown = [head for head, cell in item.cells if self._filled(cell.text, [url for _, url in cell.links])]
        page = self.snapshot.page(item.own) if item.own else None
        if page:
            shown += self._words_of(page)
        return {part for part, words in self.parts.items() if any(map(words.search, map(names.plain, shown)))}

    def _filled(self, text: str, urls: list[str]) -> bool:
        if urls:
            return any(self.snapshot.gone(url) is not True for url in urls)
        return len(names.plain(text)) > 1 and not self._pending.search(names.plain(text))

    def _words_of(self, page: Page) -> Iterator[str]:
        """Its sentences but those that say that a thing is still to come, and the words of links that lead somewhere."""
        links = [link for link in self.snapshot.links(page.url) if not self.snapshot.common(link.url)]
        gone = {names.plain(link.text) for link in links if self.snapshot.gone(link.url) is True}
        for part, after in pairwise((*map(names.plain, sentences(self.known.lines(page))), "")):
            if part not in gone and not self._pending.search(part) and not self._waits(part, after):
                yield part
        yield from (link.text for link in links if names.plain(link.text) not in gone)

    def _waits(self, line: str, after: str) -> bool:
        """A heading below which it says that the thing is still to come."""
        return len(line) <= 16 and len(after) <= 40 and bool(self._pending.search(after))

    def _titled(self, item: Decision) -> list[Page]:
        return [page for name in item.names for page in self._by_name[name]]

    @cached_property
    def _by_name(self) -> Mapping[str, list[Page]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT, Kind.OTHER):
            for name in self.known.names(page.title):
                found[name].append(page)
        return found

    @cached_property
    def _meetings(self) -> list[str]:
        """What pages of meetings say."""
        pages = self.snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT, Kind.OTHER)
        return [
            names.plain(f"{page.title}{page.text}") for page in pages if self._meeting.search(names.plain(page.title))
        ]


def unread(known: Consultations, item: Decision, chain: Chain) -> str:
    """Why what belongs to an item may show more than was read, as the name of a sentence; "" where all of it was."""
    own = known.snapshot.page(item.own) if item.own else None
    pages = (page for page in (*chain.pages, own, item.listed.page) if page)
    return next(filter(None, map(known.unread, pages)), "")
