"""The part of a recorder that goes on from an earlier audit: what stood there, what stands there still, what is left behind."""

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from core.types import Kind, Page, Row

#: Of a page's address everything that was understood there.
_OF_PAGES = ("links", "rows")
_OF_ADDRESSES = ("pages", "readings", "frontier", "attachments", "validators", "further")
#: To a list leads only what was read now: the menu of an article that was not may have changed.
_REACHED = """
CREATE TEMP TABLE reached AS WITH RECURSIVE reached(url) AS (
    SELECT id FROM urls WHERE url IN ({starts})
    UNION SELECT l.target FROM reached JOIN pages p ON p.url = reached.url JOIN links k ON k.page = p.id JOIN labels l ON l.id = k.label
        WHERE p.url IN (SELECT url FROM readings WHERE at >= ?)
        OR l.target NOT IN (SELECT url FROM pages WHERE kind IN ('home', 'column', 'other'))
    UNION SELECT r.final FROM reached JOIN readings r ON r.url = reached.url
    UNION SELECT f.url FROM reached JOIN frontier f ON f.first = reached.url
) SELECT url FROM reached
"""


class Before(NamedTuple):
    """What an address showed last: where it led, the name of the body and its charset."""

    final: str
    body: str
    charset: str


class Renewal:
    """What a walk needs that reads only what may have changed."""

    _db: sqlite3.Connection
    _forgotten: set[int]

    def before(self, url: str) -> Before | None:
        """What the address showed when it was read last; None where it was not, or showed nothing."""
        query = (
            "SELECT f.url, r.body, r.charset FROM readings r JOIN urls u ON u.id = r.url JOIN urls f ON f.id = r.final "
            "WHERE u.url = ? AND r.body <> ''"
        )
        row = self._db.execute(query, (url,)).fetchone()
        return Before(*row) if row else None

    def shown(self, url: str) -> tuple[Page, list[str]] | None:
        """The page at an address as far as lists ask, and what it names as their next pages; None where that was not kept."""
        query = (
            "SELECT p.id, p.kind, p.content_hash, f.following FROM further f JOIN urls u ON u.id = f.url JOIN pages p ON p.url = f.url "
            "WHERE u.url = ?"
        )
        found = self._db.execute(query, (url,)).fetchone()
        if found is None:
            return None
        page, kind, content_hash, following = found
        query = "SELECT r.block, u.url FROM rows r JOIN urls u ON u.id = r.target WHERE r.page = ? ORDER BY r.rowid"
        rows = tuple(Row(block, target, "") for block, target in self._db.execute(query, (page,)))
        return Page(url, Kind(kind), "", rows=rows, content_hash=content_hash), json.loads(following)

    def settled(self, url: str) -> bool:
        """Whether an address of the frontier is not to be read any more."""
        query = "SELECT 1 FROM frontier f JOIN urls u ON u.id = f.url WHERE u.url = ? AND f.state <> 0"
        return self._db.execute(query, (url,)).fetchone() is not None

    def unchanged(self, url: str, at: str) -> None:
        """The address shows at this time what it showed before."""
        number, final = self._db.execute(
            "SELECT r.url, r.final FROM readings r JOIN urls u ON u.id = r.url WHERE u.url = ?", (url,)
        ).fetchone()
        self._db.execute("UPDATE readings SET at = ? WHERE url IN (?, ?)", (at, number, final))
        self._db.execute("UPDATE frontier SET state = 1 WHERE url = ?", (number,))

    def forget(self, url: str) -> list[str]:
        """What the address showed, before it is read anew. Returns the addresses to which nothing but this one led."""
        led = "SELECT url FROM readings WHERE url = (SELECT id FROM urls WHERE url = :url) UNION SELECT r.final FROM readings r "
        led += "JOIN urls u ON u.id = r.url WHERE u.url = :url AND r.final NOT IN (SELECT url FROM frontier)"
        # Where several addresses lead to one, the first of them has brought it anew.
        numbers = [number for (number,) in self._db.execute(led, {"url": url}) if number not in self._forgotten]
        self._forgotten.update(numbers)
        for number in numbers:
            self.forget_page(number)
            self._db.execute("DELETE FROM readings WHERE url = ?", (number,))
        self._db.execute("INSERT OR IGNORE INTO meta VALUES ('forgot', 'true')")
        found = [self._db.execute("SELECT url FROM urls WHERE id = ?", (number,)).fetchone()[0] for number in numbers]
        return [one for one in found if one != url]

    def forget_page(self, number: int) -> None:
        """What was understood at an address, by its number."""
        for table in _OF_PAGES:
            self._db.execute(f"DELETE FROM {table} WHERE page IN (SELECT id FROM pages WHERE url = ?)", (number,))
        for table in ("pages", "further"):
            self._db.execute(f"DELETE FROM {table} WHERE url = ?", (number,))

    def begin_anew(self, look: int) -> None:
        """A later look starts with nothing: what a killed one left is no part of it."""
        with self._db:
            for table in _OF_PAGES:
                self._db.execute(f"DELETE FROM {table} WHERE page IN (SELECT id FROM pages WHERE look = ?)", (look,))
            for table in ("pages", "readings"):
                self._db.execute(f"DELETE FROM {table} WHERE look = ?", (look,))
            self._db.execute("UPDATE pages SET until = 9 WHERE until = ?", (look - 1,))

    def undrawn(self) -> list[tuple[str, bool]]:
        """(address, whether a home page) of pages whose lists scripts draw, the home pages first."""
        query = (
            "SELECT u.url, p.kind = 'home' FROM pages p JOIN urls u ON u.id = p.url WHERE p.drawn AND p.kind IN ('home', 'column') "
            "AND p.first IS NULL ORDER BY p.kind = 'home' DESC, p.id"
        )
        return [(url, bool(home)) for url, home in self._db.execute(query)]

    def given_up(self) -> list[tuple[str, str, str]]:
        """(address, list that it goes on or "", title of that) of the pages that were found and left unread, in their order."""
        query = (
            "SELECT u.url, coalesce(v.url, ''), coalesce(p.title, '') FROM frontier f JOIN urls u ON u.id = f.url "
            "LEFT JOIN urls v ON v.id = f.first LEFT JOIN pages p ON p.url = f.first "
            "WHERE f.state = 2 AND f.purpose = 'page' GROUP BY f.url ORDER BY f.rowid"
        )
        return list(self._db.execute(query))

    def leave_behind(self, starts: Collection[str]) -> None:
        """Drop what nothing leads to any more from the `starts`, as a walk from the beginning would not have found it."""
        if not self._db.execute("SELECT 1 FROM meta WHERE key = 'forgot'").fetchone():
            return
        with self._db:
            self._db.execute("CREATE INDEX IF NOT EXISTS frontier_first ON frontier (first)")
            taken = json.loads(self._db.execute("SELECT value FROM meta WHERE key = 'taken_at'").fetchone()[0])
            self._db.execute(_REACHED.format(starts=",".join("?" * len(starts))), [*starts, taken])
            gone = "NOT IN (SELECT url FROM reached)"
            for table in _OF_PAGES:
                self._db.execute(f"DELETE FROM {table} WHERE page IN (SELECT id FROM pages WHERE url {gone})")
            for table in _OF_ADDRESSES:
                self._db.execute(f"DELETE FROM {table} WHERE url {gone}")
            self._db.execute("DROP TABLE reached")
