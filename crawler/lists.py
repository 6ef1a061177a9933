"""The further pages of lists: which to ask, and when to stop. A list that could not be read to its end is not whole.

Why it is not, is written down as an address that nobody asks: `…/#/REASON?FIRST PAGE`; the reasons are the words of `Reason`.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from core.interfaces import is_answer
from core.recorder import Waiting
from core.types import Kind, Page
from core.urls import folder_of, host_of, join
from crawler import cms
from crawler.frontier import Frontier
from crawler.territory import Territory

#: So many rows of the first page have to stand in one place, and so many new ones in others, before those are strange.
_ENOUGH = 5
_DAY = re.compile(r"/(?:19|20)\d\d(?:[-/]?\d{1,2}){0,2}(?=/)")
_COLUMN = re.compile(r"art_\d+(?=_\d)")


class Reason(StrEnum):
    """Why a list was not read to its end."""

    #: The same entries under one number after the other.
    REPEATS = "repeats"
    #: Entries of other columns or bureaus in the place of its own.
    DRIFTS = "drifts"
    #: An answer with entries of a make that we do not know.
    STRANGE = "strange"
    #: Drawn by scripts: a browser showed the first page alone.
    DRAWN = "drawn"
    #: Another page shows what the same call answers: whose entries they are cannot be told.
    SHARED = "shared"
    #: It goes on for longer than any list does.
    LONG = "long"


@dataclass(frozen=True, slots=True)
class _Begun:
    """The first page of a list: where its rows stand ("" in several places), and which they are."""

    place: str
    rows: frozenset[int]


class Lists:
    """Remembers what lists have shown: those that go on in answers of interfaces every entry, others a sign of each page."""

    def __init__(self, frontier: Frontier, territory: Territory) -> None:
        self._frontier = frontier
        self._territory = territory
        self._shown: dict[str, set[int]] = {}
        #: Those of which an answer came, or whose last page brought nothing new.
        self._barren: set[str] = set()
        self._begun: dict[str, _Begun] = {}
        #: The list for which an answer was first asked.
        self._askers: dict[str, str] = {}

    def own(self, page: Page, waiting: Waiting) -> Page:
        """The page without the rows that belong to other lists than the one that it goes on."""
        return replace(page, rows=()) if self._drifts(page, waiting) else page

    def further(self, named: list[str], page: Page, waiting: Waiting, *, repeats: bool = False) -> None:
        """Offer the pages that it `named` as the next ones. `repeats`: the same was read under another address."""
        first = waiting.first or page.url
        following = [url for url in named if self._ours(url, page.url)]
        if not waiting.first and following:
            self._begun[first] = _Begun(_place(page), frozenset(hash(row.url) for row in page.rows))
        reason = self._ends(page, waiting, following)
        for url in following:
            if reason:
                self._frontier.leave(url, waiting.depth, first)
            elif not repeats or is_answer(page.url):
                self._offer(url, waiting, first)
        if reason and (following or reason is not Reason.REPEATS or (page.rows and is_answer(page.url))):
            self._note(reason, waiting, first)

    def drawn(self, page: Page) -> None:
        """A browser showed its first page: how it goes on nobody knows."""
        self._note(Reason.DRAWN, Waiting(page.url, "page", 1), page.url)

    def cut_off(self, waiting: Waiting) -> None:
        """In the place of an answer came none, or something else: what would follow stays unread."""
        if waiting.first and is_answer(waiting.url):
            for url in cms.more("", Page(waiting.url, Kind.OTHER, "")):
                self._frontier.leave(url, waiting.depth, waiting.first)

    def _offer(self, url: str, waiting: Waiting, first: str) -> None:
        if is_answer(url) and self._asker(url, first) != first:
            self._note(Reason.SHARED, waiting, first)
        elif self._frontier.is_full(first) and url not in self._frontier:
            self._note(Reason.LONG, waiting, first)
        else:
            self._frontier.offer(url, "page", waiting.depth, first)

    def _asker(self, url: str, first: str) -> str:
        """The list that first asked for an answer, now or before an interruption."""
        if url not in self._askers:
            self._askers[url] = self._frontier.first_of(url) or first
        return self._askers[url]

    def _note(self, reason: Reason, waiting: Waiting, first: str) -> None:
        self._frontier.leave(f"{join(first, '/')}#/{reason}?{first}", waiting.depth, first)

    def _ours(self, url: str, page: str) -> bool:
        return self._territory.inside(url) or (is_answer(url) and host_of(url) == host_of(page))

    def _ends(self, page: Page, waiting: Waiting, following: list[str]) -> Reason | None:
        answer = is_answer(page.url)
        if waiting.first and self._drifts(page, waiting):
            return Reason.DRIFTS
        if answer and page.links and not page.rows:
            return Reason.STRANGE
        by_row = answer or any(map(is_answer, following))
        again = bool(waiting.first or following) and self._again(page, waiting.first or page.url, by_row)
        return Reason.REPEATS if again else None

    def _again(self, page: Page, first: str, by_row: bool) -> bool:
        """Whether a page without new rows ends a list: an answer, if it is not the first, for that may tell the page again.

        An answer without rows always does; of ordinary pages the second one in a row, and some may have rows not recognised.
        """
        rows = {hash(row.url) for row in page.rows}
        signs = rows if by_row else {hash(frozenset(rows))}
        shown = self._shown.setdefault(first, set())
        news = not signs <= shown
        shown |= signs
        once = first in self._barren
        if is_answer(page.url):
            self._barren.add(first)
            return not rows or (not news and once)
        if news or not rows or first == page.url:
            self._barren.discard(first)
            return False
        self._barren.add(first)
        return once

    def _drifts(self, page: Page, waiting: Waiting) -> bool:
        """Whether all that a further page shows besides the frame of the first one stands elsewhere than that one's rows."""
        begun = self._begun.get(waiting.first or "")
        if begun is None or not begun.place:
            return False
        fresh = [row.url for row in page.rows if hash(row.url) not in begun.rows]
        return len(fresh) >= _ENOUGH and all(_stands(url) != begun.place for url in fresh)


def _place(page: Page) -> str:
    """Where all rows of the longest list of a page stand; "" where they stand in several places, or are few."""
    blocks = Counter(row.block for row in page.rows)
    block, length = blocks.most_common(1)[0] if blocks else (0, 0)
    places = {_stands(row.url) for row in page.rows if row.block == block}
    return places.pop() if length >= _ENOUGH and len(places) == 1 else ""


def _stands(url: str) -> str:
    """The folder of an entry without its days, and the column that its name tells."""
    column = _COLUMN.match(url.rpartition("/")[2])
    return _DAY.sub("", folder_of(url)) + (column.group() if column else "")
