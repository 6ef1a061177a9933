"""Whether one page leads to another: by a link, by an address that its scripts or attributes hold, or perhaps in a way not seen."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import unquote

from checks._interpreting import Desk
from core import titles
from core.documents import beside, stored
from core.html import looks_like_column
from core.shown import Sort, Thing, scripted, things
from core.snapshot import Snapshot
from core.types import Kind, Link
from core.urls import host_of, is_attachment, registered_domain

#: What `Linking.leads` says; anything else is the name of a sentence that tells what was not seen.
YES, NO = "yes", "no"
_MOST_PLACES = 60
_LONGEST_LINE = 24
#: The end of an address tells a page from others from so many characters on.
_LONG_END = 6
_NUMBER = re.compile(r"[0-9a-f]{5,}")
_DAY = re.compile(r"(?:19|20)\d{6}")
_EMPTY = re.compile(r"""([\w.]+)\s*=\s*(?:""|'')""")


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a link has to lead: any of these pages, a page with the same text, or one that is called so."""

    urls: frozenset[str]
    hashes: frozenset[str]
    names: frozenset[str] = frozenset()


class Linking:
    """Built once a snapshot; sources are read only of pages whose links alone do not lead there."""

    def __init__(self, snapshot: Snapshot, known: Desk, limits: Mapping[str, Any]) -> None:
        self._snapshot, self._desk = snapshot, known
        self._boxes, self._says = re.compile(limits["boxes"], re.I), re.compile(limits["says"])
        self._domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}
        self._end = cache(self._read)
        self._frame = frozenset(one for url in snapshot.homes for one in scripted(stored(snapshot, url)))

    def goal(self, urls: Iterable[str], names: Collection[str] = ()) -> Goal:
        every = list(urls)
        ends = [self._end(url) for url in every]
        addresses = frozenset((*every, *(url for url, *_ in ends)))
        return Goal(addresses, frozenset(found for _, found, _ in ends if found), frozenset(names))

    def leads(self, page: str, goal: Goal) -> str:
        """YES, NO, or why nothing can be said of a page that leads there by no link that was seen."""
        shown = self._snapshot.page(page)
        if shown is None:
            return "unread"
        links = list(self._links(shown.url))
        if any(self._reaches(link, goal, shown.url) for link in links):
            return YES
        source = unescape(stored(self._snapshot, shown.url))
        if any(_holds(source, url) for url in goal.urls - {shown.url}):
            return YES
        if shown.drawn or not source:
            return "drawn"
        if any(self._is_open(link, shown.url) for link in links):
            return "unread-link"
        return self._hidden(source, shown.url, goal)

    def beside(self, page: str, goal: Goal) -> bool:
        """Whether a list shows the goal in the same entry as the page."""
        places = (self._snapshot.page(place) for place, _ in self._snapshot.places(page, _MOST_PLACES))
        lists = (one.url for one in places if one and one.kind in (Kind.COLUMN, Kind.OTHER, Kind.HOME))
        return any(url in goal.urls for one in lists for url, _ in beside(stored(self._snapshot, one), one, page))

    def _links(self, page: str) -> Iterator[Link]:
        """Those of a page, and of the pages that it shows in frames."""
        for link in self._snapshot.links(page):
            if link.kind != "img":
                yield link
            if link.kind == "frame":
                yield from self._snapshot.links(link.url)

    def _read(self, url: str) -> tuple[str, str, str]:
        """(where an address leads, the hash of its text, its title); the last two "" where it is no page."""
        page = self._snapshot.page(url)
        return (page.url, page.content_hash, page.title) if page else (self._snapshot.resolve(url), "", "")

    def _reaches(self, link: Link, goal: Goal, page: str) -> bool:
        if link.url in goal.urls:
            return True
        url, found, title = self._end(link.url)
        if url == page:
            return False
        words = (link.text, title)
        return url in goal.urls or found in goal.hashes or any(self._is_called(one, link.url, goal) for one in words)

    def _is_called(self, text: str, url: str, goal: Goal) -> bool:
        """Whether words are just the name of the goal, as those of a link to another copy of it are, or name a file so."""
        if not goal.names or self._desk.policies.said(text):
            return False
        if is_attachment(url):
            return any(name in titles.key(text) for name in goal.names)
        return any(titles.key(name, self._desk.makers.regions) in goal.names for name in titles.called(text))

    def _is_open(self, link: Link, page: str) -> bool:
        """A link that may lead there and was not read: no part of the frame, and nothing to share the page with."""
        if is_attachment(link.url) or self._snapshot.understood(link.url) or self._snapshot.gone(link.url) is True:
            return False
        if registered_domain(host_of(link.url)) not in self._domains:
            may = bool(self._says.search(link.text)) or not (link.text.strip() or host_of(page) in unquote(link.url))
        else:
            may = link.kind == "frame" or not looks_like_column(link.url)
        most: int = self._desk.policies.words["shared_by"]
        return may and len(self._snapshot.places(link.url, most + 1)) <= most

    def _hidden(self, source: str, page: str, goal: Goal) -> str:
        """Whether a script may put the link there: by the number of the goal, in a box, behind a word."""
        numbers = [found[-1] for url in goal.urls if (found := _NUMBER.findall(url.rpartition("/")[2]))]
        if any(not _DAY.fullmatch(number) and re.search(rf"(?<!\w){number}(?!\w)", source) for number in numbers):
            return "by-script"
        empty = set(_EMPTY.findall(source))
        for text in set(scripted(source)) - self._frame:
            if self._boxes.search(_without(text, empty)):
                return "by-script"
        return "by-words" if self._announced(things(source, page), goal) else NO

    def _announced(self, shown: list[Thing], goal: Goal) -> bool:
        """Whether a line or a button says that there is more, and no link follows that could be meant, or the goal itself stands there."""
        for thing, after in zip(shown, [*shown[1:], Thing(Sort.WORDS, "")], strict=True):
            short = thing.sort is Sort.BUTTON or (thing.sort is Sort.WORDS and len(thing.text) <= _LONGEST_LINE)
            if short and self._says.search(thing.text) and after.sort is not Sort.LINK:
                return True
            if thing.sort is Sort.WORDS and titles.key(thing.text, self._desk.makers.regions) in goal.names:
                return True
        return False


def _holds(source: str, url: str) -> bool:
    """Whether the end of an address, which tells it from others, stands in a source."""
    end = url.rstrip("/").rpartition("/")[2]
    plain = len(end) < _LONG_END or not any(map(str.isdigit, end))
    return not plain and re.search(rf"(?<![\w.]){re.escape(end)}(?!\w)", source) is not None


def _without(script: str, names: Collection[str]) -> str:
    """A script without the variables that hold nothing."""
    return re.sub("|".join(rf"\b{re.escape(name)}\b" for name in names), "", script) if names else script
