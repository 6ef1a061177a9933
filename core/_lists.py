"""The part of a snapshot that tells of lists: their pages, the blocks on them, and what of them was not read."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from core._leading import CHROME
from core.html import looks_like_column
from core.interfaces import is_answer

#: How a further page of a list ends that is no gap in it.
_ANSWERS = "('ok', 'not-html', 'too-large', 'no-such-host', 'forbidden')"


class Lists:
    """The lists of a site, as this view's look has them."""

    look: int
    _db: sqlite3.Connection

    def blocks(self) -> Iterator[tuple[str, str]]:
        """(address, digest) of every list that stands on a column."""
        query = (
            "SELECT DISTINCT u.url, r.digest FROM rows r JOIN pages p ON p.id = r.page JOIN urls u ON u.id = p.url "
            "WHERE p.kind = 'column' AND p.look <= :look AND p.until >= :look"
        )
        return iter(self._db.execute(query, {"look": self.look}))

    def answers(self, column: str) -> list[str]:
        """The answers of interfaces in which a list goes on, in the order in which they were asked."""
        query = (
            "SELECT u.url FROM frontier f JOIN urls u ON u.id = f.url JOIN urls v ON v.id = f.first "
            "WHERE v.url = ? AND f.state = 1 ORDER BY f.url"
        )
        return [url for (url,) in self._db.execute(query, (column,)) if is_answer(url)]

    def unread(self, column: str | None = None) -> int:
        """Pages that look like columns and could not be read; with `column`, the further pages of its list."""
        columns, further = self._missed
        return columns if column is None else further[column]

    @cached_property
    def _missed(self) -> tuple[int, Counter[str]]:
        """What could not be read: how many pages that look like columns, and how many further pages of each list."""
        query = (
            "SELECT u.url, v.url FROM frontier f JOIN urls u ON u.id = f.url LEFT JOIN urls v ON v.id = f.first "
            "LEFT JOIN readings r ON r.url = f.url AND r.look = (SELECT max(look) FROM readings WHERE url = f.url AND look <= ?) "
            f"WHERE f.purpose = 'page' AND (r.outcome IS NULL OR r.outcome NOT IN {_ANSWERS} "
            "AND NOT (r.outcome = 'http-error' AND r.status IN (404, 410)))"
        )
        columns, further = 0, Counter[str]()
        for url, first in self._db.execute(query, (self.look,)):
            columns += looks_like_column(url)
            further[first] += 1
        return columns, further

    def _pages_of(self, url: str) -> list[int]:
        """The pages of a list, in the order in which they were read."""
        query = "SELECT p.id FROM pages p JOIN urls u ON u.id = p.url WHERE u.url = :url AND p.look <= :look AND p.until >= :look"
        own = (page for (page,) in self._db.execute(query, {"url": url, "look": self.look}))
        return sorted({*own, *self._further.get(url, ())})

    @cached_property
    def _further(self) -> dict[str, list[int]]:
        """The further pages of each list by the address of its first."""
        query = (
            "SELECT f.url, p.id FROM pages p JOIN urls f ON f.id = p.first WHERE p.look <= :look AND p.until >= :look"
        )
        found: defaultdict[str, list[int]] = defaultdict(list)
        for first, page in self._db.execute(query, {"look": self.look}):
            found[first].append(page)
        return found

    @cached_property
    def _chrome(self) -> frozenset[str]:
        query = (
            "SELECT r.digest FROM rows r JOIN pages p ON p.id = r.page WHERE p.kind = 'column' "
            "GROUP BY r.digest HAVING count(DISTINCT p.title) >= ?"
        )
        return frozenset(digest for (digest,) in self._db.execute(query, (CHROME,)))
