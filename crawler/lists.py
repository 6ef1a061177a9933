"""The further pages of lists: which to ask, and when to stop. A list that could not be read to its end is not whole."""

from core.interfaces import is_answer
from core.recorder import Waiting
from core.types import Kind, Page
from core.urls import host_of
from crawler import cms
from crawler.frontier import Frontier
from crawler.territory import Territory


class Lists:
    """Remembers of lists that go on in answers of interfaces what they have shown: such an answer leads to the next one alone."""

    def __init__(self, frontier: Frontier, territory: Territory) -> None:
        self._frontier = frontier
        self._territory = territory
        self._shown: dict[str, set[str]] = {}
        self._barren: set[str] = set()

    def further(self, text: str, page: Page, waiting: Waiting, *, repeats: bool = False) -> None:
        """Offer the pages that follow. `repeats`: the same was read under another address."""
        if page.kind not in (Kind.COLUMN, Kind.OTHER):
            return
        first = waiting.first or page.url
        following = [url for url in cms.more(text, page) if self._ours(url, page.url)]
        answers = any(map(is_answer, following))
        ends = (answers and self._ends(page, first)) or (repeats and is_answer(page.url))
        for url in following:
            if ends:
                self._frontier.leave(url, waiting.depth, first)
            elif not repeats:
                self._frontier.offer(url, "page", waiting.depth, first)

    def cut_off(self, waiting: Waiting) -> None:
        """In the place of an answer came none, or something else: what would follow stays unread."""
        if waiting.first and is_answer(waiting.url):
            for url in cms.more("", Page(waiting.url, Kind.OTHER, "")):
                self._frontier.leave(url, waiting.depth, waiting.first)

    def _ours(self, url: str, page: str) -> bool:
        return self._territory.inside(url) or (is_answer(url) and host_of(url) == host_of(page))

    def _ends(self, page: Page, first: str) -> bool:
        """An answer without rows ends a list, and the second one in a row without new ones; the first may tell the page again."""
        shown = self._shown.setdefault(first, set())
        rows = {row.url for row in page.rows}
        news = not rows <= shown
        shown |= rows
        if news or not is_answer(page.url):
            self._barren.discard(first)
            return False
        again = first in self._barren or not rows
        self._barren.add(first)
        return again
