"""Pages that were read before under another address, and addresses that go on for ever without bringing anything new."""

import re

from core.html import looks_like_column
from core.interfaces import is_answer
from core.types import Page
from core.urls import folder_of
from crawler.frontier import Frontier

_DIGITS = re.compile(r"\d+")


class Repeats:
    """Tells the frontier which variants of a query are worth reading."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._folders: dict[tuple[str, str], str] = {}
        self._words: set[tuple[str, int]] = set()

    def first_of(self, url: str, body: str) -> str:
        """The first address under which this body was read in this folder, or with another query."""
        if "?" in url:
            return self._folders.setdefault((url.partition("?")[0], body), url)
        return self._folders.setdefault((folder_of(url), body), url) if looks_like_column(url) else url

    def leads_to(self, page: Page, body: str) -> str:
        """The redirect written into the page, or the address under which the same was read before; "" for a page of its own."""
        if page.redirect:
            return page.redirect
        first = self.first_of(page.url, body)
        if first == page.url:
            return ""
        if not is_answer(page.url):
            self._frontier.same_again(page.url)
        return first

    def worth(self, page: Page, news: bool) -> None:
        """A calendar shows the same words under ever new numbers, and leads to itself alone."""
        if "?" not in page.url or is_answer(page.url):
            return
        words = (page.url.partition("?")[0], hash(_DIGITS.sub("", page.text)))
        if news or words not in self._words:
            self._words.add(words)
            self._frontier.fresh(page.url)
        else:
            self._frontier.same_again(page.url)
