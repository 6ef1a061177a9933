"""The reading side of a snapshot: what checks ask. Offline, and the same answers every time.

`Snapshot(path, look=1)` shows what the first look saw, `look=2` what stood there when it was read again; `looks` says how
many there were.  Nothing here lists all pages in memory: what can be long is an iterator.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property, lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Self

from core import names
from core._attachments import Attached
from core._leading import Leading
from core._lists import Lists
from core._owned import Owned
from core._stored import HEAD, PAGE, READING, page_of, path_of, reading_of
from core.bodies import Bodies
from core.types import Kind, Outcome, Page, Reading, Row

#: Client errors that say "not for you", "not so" or "not now" rather than "not there"; many are the words of a protection.
_NOT_GONE = frozenset(
    {401, 403, 405, 406, 407, 408, 412, 418, 421, 425, 426, 428, 429, 431, 444, 451, 460, 461, 493, 494, 499}
)


#: The walk's words for pages that answer 200 and are not what was asked for.
_INSTEAD = ("missing", "parking", "login")
#: So many readings and lists are asked for again and again.
_REMEMBERED, _LISTS = 8192, 512


class Snapshot(Attached, Leading, Lists, Owned):
    """One audit of one site, opened for reading."""

    def __init__(self, path: Path, look: int = 2) -> None:
        self.path = path
        self.look = look
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._reading = lru_cache(_REMEMBERED)(self._read)
        self._rows = lru_cache(_LISTS)(self._listed)
        self._bodies: Bodies | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        if self._bodies:
            self._bodies.close()

    @cached_property
    def meta(self) -> dict[str, Any]:
        return {key: json.loads(value) for key, value in self._db.execute("SELECT key, value FROM meta")}

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.meta["as_of"])

    @cached_property
    def taken_at(self) -> str:
        taken: str = self.meta["taken_at"]
        return taken

    @cached_property
    def carries(self) -> bool:
        """Whether it is of an audit of changes: articles stand in it as an earlier audit read them.

        A recheck stands on an older audit as a whole, whatever that was.
        """
        return "whole_at" in self.meta and "since_look" not in self.meta

    @property
    def _now(self) -> str:
        return f"AND p.url IN (SELECT url FROM readings WHERE at >= '{self.taken_at}') " if self.carries else ""

    def stale(self, url: str) -> bool:
        """Whether what stands at the address was not read in this audit."""
        reading = self.reading(url) if self.carries else None
        return reading is not None and reading.at < self.taken_at

    @property
    def complete(self) -> bool:
        """Only then may a check conclude that something is not there."""
        return self.meta.get("incomplete_because") == []

    @property
    def incomplete_because(self) -> list[str]:
        """Chinese sentences that say what is missing; [] for a whole walk."""
        return list(self.meta.get("incomplete_because", ()))

    @cached_property
    def inner(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Inner networks that this audit may reach; an address inside counts as usable."""
        return tuple(ip_network(text) for text in self.meta.get("allow_private", ()))

    @property
    def homes(self) -> tuple[str, ...]:
        """The site's home pages, redirects followed."""
        return tuple(dict.fromkeys(self.resolve(url) for url in self.site.urls))

    def reading(self, url: str, look: int | None = None) -> Reading | None:
        """The latest reading up to this view's look, or the one of just `look`."""
        return self._reading(url, look)

    def seen_at(self, url: str) -> str:
        """When an address was read; of one that was not, when the audit began."""
        reading = self.reading(url)
        return reading.at if reading else self.taken_at

    def _read(self, url: str, look: int | None) -> Reading | None:
        query = f"{READING} WHERE u.url = ? AND r.look {'=' if look else '<='} ? ORDER BY r.look DESC LIMIT 1"
        row = self._db.execute(query, (url, look or self.look)).fetchone()
        return reading_of(row) if row else None

    def readings(self, *outcomes: Outcome) -> Iterator[Reading]:
        """All readings of the first look that ended so, all without any."""
        return map(reading_of, self._db.execute(f"{READING} WHERE r.look = 1{_among('r.outcome', outcomes)}"))

    def redirected(self) -> Iterator[tuple[str, str]]:
        """(address, where it led) of the first look."""
        query = "SELECT u.url, f.url FROM readings r JOIN urls u ON u.id = r.url JOIN urls f ON f.id = r.final WHERE r.look = 1"
        return iter(self._db.execute(f"{query} AND r.final <> r.url"))

    def endings(self) -> Iterator[tuple[str, int, int]]:
        """(outcome, how many readings of the first look ended so, bytes that they brought)."""
        query = "SELECT outcome, count(*), sum(bytes) FROM readings WHERE look = 1 GROUP BY outcome"
        return iter(self._db.execute(query))

    def resolve(self, url: str) -> str:
        """Where an address leads in the end, in-site redirects followed."""
        for _ in range(8):
            reading = self.reading(url)
            if reading is None or reading.final == url:
                return url
            url = reading.final
        return url

    def gone(self, url: str) -> bool | None:
        """True: the server says that it is not there. False: it answers. None: nothing can be said."""
        reading = self.ends(url)
        if reading is None:
            return None
        if reading.outcome in (Outcome.OK, Outcome.NOT_HTML, Outcome.TOO_LARGE):
            return None if self._soft(url, reading) else False
        if reading.outcome is Outcome.NO_SUCH_HOST:
            return True
        if reading.outcome is Outcome.HTTP_ERROR:
            client = 400 <= reading.status < 500 and reading.status not in _NOT_GONE
            return True if client or reading.status == 500 else None
        return None

    def ends(self, url: str) -> Reading | None:
        """The reading where an address leads in the end."""
        reading = self.reading(url)
        for _ in range(8):
            further = self.reading(reading.final) if reading and reading.final != reading.url else None
            if reading is None or further is None or reading.outcome is not Outcome.OK:
                break
            reading = further
        return reading

    def _soft(self, url: str, reading: Reading) -> bool:
        """What this host shows for addresses that cannot exist: a page of its own, or a redirect."""
        if reading.url != url and reading.url in self.meta.get("soft_404_finals", ()):
            return True
        if reading.detail in _INSTEAD:
            return True
        soft = self.meta.get("soft_404", ())
        page = self.page(reading.url) if soft else None
        return page is not None and page.content_hash in soft

    def page(self, url: str) -> Page | None:
        """The page at an address, redirects followed, its links and rows left out."""
        row = self._db.execute(f"{PAGE} AND u.url = :url", {"look": self.look, "url": self.resolve(url)}).fetchone()
        return page_of(row) if row else None

    @property
    def number(self) -> int:
        """How many pages there are."""
        query = "SELECT count(*) FROM pages WHERE look <= :look AND until >= :look"
        found: int = self._db.execute(query, {"look": self.look}).fetchone()[0]
        return found

    def understood(self, url: str) -> bool:
        """Whether there is a page at an address, redirects followed."""
        query = "SELECT 1 FROM pages p JOIN urls u ON u.id = p.url WHERE u.url = ? AND p.look <= ? AND p.until >= ?"
        return self._db.execute(query, (self.resolve(url), self.look, self.look)).fetchone() is not None

    def pages(self, *kinds: Kind, since: date | None = None) -> Iterator[Page]:
        """Pages of these kinds (all without any), links and rows left out; `since` passes over what shows an earlier day."""
        recent = " AND (p.published IS NULL OR p.published >= :since)" if since else ""
        query = f"{PAGE}{_among('p.kind', kinds)}{recent} ORDER BY p.id"
        return map(page_of, self._db.execute(query, {"look": self.look, "since": since and since.isoformat()}))

    def heads(self, *kinds: Kind) -> Iterator[Page]:
        """The same without their text, which is most of a page: for what goes through all pages of a site."""
        return map(page_of, self._db.execute(f"{HEAD}{_among('p.kind', kinds)} ORDER BY p.id", {"look": self.look}))

    def paths(self, *kinds: Kind) -> Iterator[tuple[str, ...]]:
        """The breadcrumbs of pages of these kinds, each once."""
        query = (
            f"SELECT DISTINCT p.path FROM pages p WHERE p.look <= :look AND p.until >= :look{_among('p.kind', kinds)}"
        )
        return (path_of(path) for (path,) in self._db.execute(query, {"look": self.look}))

    def columns(self) -> Iterator[Page]:
        """The first list page of every column that was read."""
        query = f"{PAGE} AND p.kind = 'column' AND p.first IS NULL ORDER BY p.id"
        return map(page_of, self._db.execute(query, {"look": self.look}))

    def rows(self, url: str) -> list[Row]:
        """The entries of a column over all its list pages; blocks that stand on several columns are not its own."""
        return list(self._rows(url))

    def _listed(self, url: str) -> tuple[Row, ...]:
        query = "SELECT r.block, t.url, r.title, r.published, r.digest FROM rows r JOIN urls t ON t.id = r.target WHERE r.page = ?"
        chrome = frozenset() if url in self.homes else self._chrome
        return tuple(
            Row(block, target, title, date.fromisoformat(published) if published else None)
            for page in self._pages_of(url)
            for block, target, title, published, digest in self._db.execute(query, (page,))
            if digest not in chrome
        )

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Addresses by the name under which links and columns of this site present them (`names.column_name`)."""
        found: dict[str, list[str]] = {}
        links = self._db.execute(
            "SELECT l.text, t.url FROM labels l JOIN urls t ON t.id = l.target WHERE l.kind IN ('a', 'script') AND l.text <> '' "
            "AND EXISTS (SELECT 1 FROM links k JOIN pages p ON p.id = k.page WHERE k.label = l.id AND p.look <= :look "
            f"AND p.until >= :look {self._now}) ORDER BY l.id",
            {"look": self.look},
        )
        for text, url in [*links, *((page.title, page.url) for page in self.columns())]:
            places = found.setdefault(names.column_name(text), [])
            if url not in places:
                places.append(url)
        return found

    def named_as(self, name: str) -> list[str]:
        """Addresses that links or columns present under this name."""
        return self.named.get(names.column_name(name), [])

    def read_pages(self) -> list[tuple[str, str, str, str | None, bool, int]]:
        """(address, charset, body, first page of its list, whether a home page, look) of every page that was understood."""
        query = (
            "SELECT u.url, r.charset, r.body, f.url, p.kind = 'home', p.look FROM pages p JOIN urls u ON u.id = p.url "
            "JOIN readings r ON r.final = p.url AND r.look = p.look AND r.body <> '' LEFT JOIN urls f ON f.id = p.first "
            "GROUP BY p.id ORDER BY p.id"
        )
        return [
            (url, charset, body, first, bool(home), look)
            for url, charset, body, first, home, look in self._db.execute(query)
        ]

    def body(self, url: str) -> bytes | None:
        """The bytes as they were read; None where they were not kept."""
        reading = self.reading(url)
        if reading is None or not reading.body:
            return None
        if self._bodies is None:
            self._bodies = Bodies(self.path.with_name("bodies.db"))
        return self._bodies.get(reading.body)


def _among(column: str, words: Collection[str]) -> str:
    """The condition that a column says one of these words of ours; none without any."""
    return f" AND {column} IN ({','.join(repr(str(word)) for word in words)})" if words else ""
