"""The part of a snapshot that tells what leads where."""

import sqlite3
from collections.abc import Iterator

from core._stored import Target
from core.types import Link

#: A block of links that stands the same on columns of so many names is a sidebar; one list may have many addresses.
CHROME = 3


class Leading:
    """The links of the pages, as this view's look has them."""

    look: int
    _db: sqlite3.Connection

    @property
    def _now(self) -> str:
        """A condition on pages `p`: those that this audit read, not an earlier one, for a menu may have changed since."""
        return ""

    def links(self, url: str) -> Iterator[Link]:
        """The links of a page."""
        query = (
            "SELECT t.url, l.text, l.kind, k.visible, l.rel FROM links k JOIN labels l ON l.id = k.label "
            "JOIN urls t ON t.id = l.target JOIN pages p ON p.id = k.page JOIN urls u ON u.id = p.url "
            "WHERE u.url = :url AND p.look <= :look AND p.until >= :look"
        )
        for target, text, kind, visible, rel in self._db.execute(query, {"url": url, "look": self.look}):
            yield Link(target, text, kind, bool(visible), rel)

    def common(self, url: str) -> bool:
        """True for an address that several columns link to: navigation or footer, not an entry of one list."""
        query = (
            "SELECT DISTINCT p.title FROM labels l JOIN urls t ON t.id = l.target JOIN links k ON k.label = l.id "
            "JOIN pages p ON p.id = k.page WHERE t.url = ? AND p.kind IN ('column', 'home') LIMIT ?"
        )
        return len(self._db.execute(query, (url, CHROME)).fetchall()) == CHROME

    def targets(self, purpose: str = "") -> Iterator[str]:
        """Every address that links point at; with `purpose`, what was asked for it alone."""
        asked = f"AND t.id IN (SELECT url FROM frontier WHERE purpose = '{purpose}') " if purpose else ""
        query = (
            "SELECT t.url FROM urls t WHERE EXISTS (SELECT 1 FROM labels l JOIN links k ON k.label = l.id JOIN pages p ON p.id = k.page "
            f"WHERE l.target = t.id AND p.look <= :look AND p.until >= :look) {asked}ORDER BY t.id"
        )
        return (url for (url,) in self._db.execute(query, {"look": self.look}))

    def target(self, url: str) -> Target | None:
        """How links of pages that this audit read point at one of these addresses; None where none does."""
        query = (
            "SELECT count(DISTINCT k.page), min(u.url), l.text, min(l.kind) FROM labels l JOIN urls t ON t.id = l.target "
            "JOIN links k ON k.label = l.id JOIN pages p ON p.id = k.page JOIN urls u ON u.id = p.url "
            f"WHERE t.url = :url AND p.look <= :look AND p.until >= :look {self._now}"
        )
        places, page, text, kind = self._db.execute(query, {"url": url, "look": self.look}).fetchone()
        return Target(url, places, page, text, kind) if places else None

    def places(self, url: str, limit: int = 20, *, now: bool = False) -> list[tuple[str, str]]:
        """(page, words of the link) for pages that link to an address; `now`: for those that this audit read."""
        those = self._now if now else ""
        query = (
            "SELECT DISTINCT u.url, l.text FROM labels l JOIN urls t ON t.id = l.target JOIN links k ON k.label = l.id JOIN pages p "
            f"ON p.id = k.page JOIN urls u ON u.id = p.url WHERE t.url = ? AND p.look <= ? AND p.until >= ? {those}LIMIT ?"
        )
        return list(self._db.execute(query, (url, self.look, self.look, limit)))

    def link_below(self, prefix: str) -> tuple[str, str] | None:
        """(address, page) of a link to anything under a prefix."""
        query = (
            "SELECT t.url, u.url FROM urls t JOIN labels l ON l.target = t.id JOIN links k ON k.label = l.id JOIN pages p ON p.id = k.page "
            "JOIN urls u ON u.id = p.url WHERE t.url >= ? AND t.url < ? AND p.look <= ? AND p.until >= ? LIMIT 1"
        )
        row = self._db.execute(query, (prefix, prefix + "\U0010ffff", self.look, self.look)).fetchone()
        return (row[0], row[1]) if row else None
