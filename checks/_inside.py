"""Whether a document's own page shows something of an interpretation: a heading, a tab, a picture's name, a script's link."""

import re
from collections.abc import Container, Iterator
from functools import cache
from itertools import islice, takewhile

from checks._policies import Document, Policies, any_of
from core import titles
from core.documents import stored
from core.html import looks_like_column
from core.shown import Sort, Thing, things
from core.snapshot import Snapshot
from core.types import Kind
from core.urls import host_of, is_attachment

#: Longer lines are sentences; one that begins with the word may be an interpretation all the same.
_LONGEST_LINE = 40
_BEGINNING = 12
_MOST_PLACES = 20
#: So many pages without documents and so many with others are compared at most: what stands there too is the frame.
_FRAMES = 2
_PEERS = 8
#: Less text than this is no interpretation.
_LEAST_TEXT = 10

_Seen = tuple[Thing, ...]


class Inside:
    """Built once a snapshot; `known` are the addresses of interpretations, which links are judged by."""

    def __init__(self, snapshot: Snapshot, policies: Policies, known: Container[str]) -> None:
        self._snapshot, self._policies, self._known = snapshot, policies, known
        words = policies.words["inside"]
        self._says, self._duties = any_of(words["words"]), any_of(words["duties"])
        self._addresses = re.compile(words["addresses"], re.IGNORECASE)
        self._things = cache(self._read)
        self._pieces = cache(lambda url: frozenset(_pieces(self._things(url))))

    def mark(self, document: Document) -> str:
        """The words or the address that look like one; "" where nothing does."""
        shown = self._things(document.page.url)
        marks = [at for at, thing in enumerate(shown) if self._is_mark(thing, document)]
        if not marks:
            return ""
        frames = [self._pieces(url) for url in self._frames(document)]
        peers = [self._pieces(url) for url in self._peers(document)]
        for at in marks:
            around = _around(shown, at)
            of_peers = sum(not around.isdisjoint(pieces) for pieces in peers) >= self._policies.words["shared_by"]
            of_frame = of_peers or any(not around.isdisjoint(pieces) for pieces in frames)
            if not of_frame and not self._settled(shown[at + 1 :]):
                return shown[at].text[:_LONGEST_LINE]
        return ""

    def hollow(self, url: str) -> bool:
        """Whether an interpretation's page is not there, or shows neither a text nor anything else of its own."""
        if self._snapshot.gone(url) is True:
            return True
        page = self._snapshot.page(url)
        if page is None or page.drawn or len(page.text) > _LONGEST_LINE + len(page.title):
            return False
        shown = self._things(page.url)
        if not shown or len(page.text.replace(page.title, "").strip()) >= _LEAST_TEXT:
            return False
        return not self.shows_more(page.url)

    def shows_more(self, url: str) -> bool:
        """Whether an interpretation's page may show more than words: a picture, a film or a file that is not of the frame."""
        shown = self._things(url)
        others = (one for one in self._policies.interpretations if one != url)
        frames = (*self._snapshot.homes, *islice(others, _FRAMES))
        return not shown or any(
            self._carries(thing, url) for thing in set(shown).difference(*map(self._things, frames))
        )

    def _carries(self, thing: Thing, page: str) -> bool:
        """Whether a thing may be the interpretation itself: a picture, a file, a place elsewhere."""
        if thing.sort is Sort.LINK:
            return is_attachment(thing.text) or host_of(thing.text) != host_of(page)
        return thing.sort is not Sort.WORDS

    def _read(self, url: str) -> _Seen:
        html = stored(self._snapshot, url)
        return tuple(thing for thing in things(html, url) if _tells(thing)) if html else ()

    def _is_mark(self, thing: Thing, document: Document) -> bool:
        if thing.sort is Sort.LINK:
            return False
        if thing.sort is not Sort.WORDS:
            return bool(self._says.search(thing.text) or self._addresses.search(thing.text))
        return self._begins(thing.text) and not self._of_another(thing.text, document)

    def _of_another(self, text: str, document: Document) -> bool:
        regions = self._policies.makers.regions
        quotes = [titles.key(one, regions) for name in titles.quoted(text) for one in titles.called(name)]
        return bool(quotes) and not any(one in own or own in one for one in quotes for own in document.entry.names)

    def _begins(self, line: str) -> bool:
        """Whether a line may stand over an interpretation, rather than ask for one."""
        text = titles.outside(line)
        found = self._says.search(text)
        if found is None or (len(text) > _LONGEST_LINE and found.start() > _BEGINNING):
            return False
        return not self._duties.search(text[max(0, found.start() - _BEGINNING) : found.end() + 2])

    def _settled(self, after: _Seen) -> bool:
        """Whether links follow that are judged by themselves: to interpretations, to columns."""
        links = [thing.text for thing in takewhile(lambda thing: thing.sort is Sort.LINK, after)]
        return bool(links) and all(url in self._known or self._is_column(url) for url in links)

    def _is_column(self, url: str) -> bool:
        page = self._snapshot.page(url)
        return page.kind in (Kind.COLUMN, Kind.HOME) if page else looks_like_column(url)

    def _frames(self, document: Document) -> Iterator[str]:
        """Pages that hold no document: the home page, lists, a few articles."""
        yield from self._snapshot.homes
        yield from (column.url for column in self._policies.columns[:_FRAMES])
        lists = (page for page, _ in self._snapshot.places(document.page.url, _MOST_PLACES) if self._is_column(page))
        yield from islice(lists, _FRAMES)
        pages = map(self._snapshot.page, self._policies.rest)
        yield from islice((page.url for page in pages if page and page.kind is Kind.ARTICLE), _FRAMES)

    def _peers(self, document: Document) -> Iterator[str]:
        own = set(document.entry.names)
        others = (one.page.url for one in self._policies.documents if own.isdisjoint(one.entry.names))
        return islice(others, _PEERS)


def _tells(thing: Thing) -> bool:
    return thing.sort is not Sort.WORDS or any(map(str.isalnum, thing.text))


def _around(shown: _Seen, at: int) -> set[_Seen]:
    """By what a mark is known again: what stands before it or behind it; a picture or a button by itself."""
    if shown[at].sort is not Sort.WORDS:
        return {(shown[at],)}
    return {shown[max(0, at - 1) : at + 1], shown[at : at + 2]}


def _pieces(shown: _Seen) -> Iterator[_Seen]:
    for at, thing in enumerate(shown):
        yield shown[at : at + 2]
        yield (thing,)
