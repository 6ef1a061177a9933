"""The columns in which a site asks for opinions, or shows its decisions: where they are, and whether all of them was seen."""

from collections.abc import Collection
from functools import cached_property

from checks._policies import any_of
from core import names
from core.snapshot import Snapshot
from core.types import Kind, Page

#: Longer names are titles of articles, not of columns.
_LONGEST_NAME = 16


class Columns:
    """Those of which the name says one of the words."""

    def __init__(self, snapshot: Snapshot, words: Collection[str]) -> None:
        self._snapshot, self._words = snapshot, any_of(words)

    def named(self, name: str) -> bool:
        return len(name) <= _LONGEST_NAME and bool(self._words.search(names.plain(name)))

    @cached_property
    def hidden(self) -> str:
        """Why something may stand there that nobody saw, as the name of a sentence; "" where all of it was seen."""
        if not self._snapshot.complete:
            return "not-whole"
        if not all(map(self._is_read, self._pages)):
            return "column-unread"
        away = (url for url in self._linked if not self._snapshot.understood(url))
        return "leads-away" if any(self._snapshot.gone(url) is not True for url in away) else ""

    @property
    def urls(self) -> list[str]:
        return [page.url for page in self._pages]

    @cached_property
    def _pages(self) -> list[Page]:
        kinds = (Kind.COLUMN, Kind.OTHER)
        heads = {page.url: page for page in self._snapshot.heads(*kinds) if self.named(page.title)}
        linked = (page for url in self._linked if (page := self._snapshot.page(url)))
        return list((heads | {page.url: page for page in linked if page.kind in kinds}).values())

    @cached_property
    def _linked(self) -> list[str]:
        """Where links lead that are called like such a column."""
        return [url for name, urls in self._snapshot.named.items() if self.named(name) for url in urls]

    def _is_read(self, page: Page) -> bool:
        """Whether its list was seen whole: one without entries has to say that there are none."""
        if page.drawn or self._snapshot.unread(page.url):
            return False
        links = (link.url for link in self._snapshot.links(page.url) if not self._snapshot.common(link.url))
        return page.says_empty or page.says_none or any(url != page.url for url in links)
