"""The writing side of a snapshot: what the crawler saw, in batches, so that a kill loses at most one batch."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from core import _attachments
from core._attachments import Attachment
from core._heard import Heard, as_json
from core._renewal import Renewal
from core.bodies import Bodies
from core.types import Link, Outcome, Page, Reading, Row

SCHEMA = Path(__file__).with_name("schema.sql").read_text()
_BATCH = 200
#: Indexes cost a walk more than building them at its end.
_ASKED_BY = (("labels", "target"), ("links", "label, page"), ("links", "page"), ("rows", "page"), ("rows", "target"))


class Waiting(NamedTuple):
    """One address of the frontier. `first` is the first page of the list that this address goes on, `page` one that links to it.

    `etag` and `modified` came with what it showed in an earlier audit.
    """

    url: str
    purpose: str
    depth: int
    first: str | None = None
    page: str = ""
    etag: str = ""
    modified: str = ""


class Recorder(Heard, Renewal):
    """Opens or goes on with a snapshot file. Everything is kept in memory until `commit`, or `between` every 200 readings."""

    def __init__(self, path: Path, look: int = 1) -> None:
        self.look = look
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(f"BEGIN;{SCHEMA}COMMIT;")
        self.bodies = Bodies(path.with_name("bodies.db"))
        self._urls: dict[str, int] = dict(self._db.execute("SELECT url, id FROM urls"))
        self._labels: dict[tuple[int, str, str, str], int] = {
            (target, text, kind, rel): key for key, target, text, kind, rel in self._db.execute("SELECT * FROM labels")
        }
        self._page = self._db.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()[0]
        self._batches: dict[str, list[tuple[Any, ...]]] = {}
        self._readings = 0
        self._forgotten = set()
        #: How many addresses of each purpose the frontier has ever held.
        self.queued = Counter(dict(self._db.execute("SELECT purpose, count(*) FROM frontier GROUP BY purpose")))

    def note(self, **values: Any) -> None:
        """Context and results of the whole snapshot, as JSON by key."""
        self._db.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()],
        )
        self._db.commit()

    def waiting(self) -> Iterable[Waiting]:
        """What an interrupted walk had still before it, in its order."""
        query = (
            "SELECT u.url, f.purpose, f.depth, v.url, '', coalesce(w.etag, ''), coalesce(w.modified, '') FROM frontier f "
            "JOIN urls u ON u.id = f.url LEFT JOIN urls v ON v.id = f.first LEFT JOIN validators w ON w.url = f.url "
            "WHERE f.state = 0 ORDER BY f.rowid"
        )
        return [Waiting(*row) for row in self._db.execute(query)]

    def offered(self) -> Iterable[str]:
        """The pages that the frontier has ever held, in their order."""
        query = "SELECT u.url FROM frontier f JOIN urls u ON u.id = f.url WHERE f.purpose = 'page' ORDER BY f.rowid"
        return (url for (url,) in self._db.execute(query))

    def known(self) -> set[str]:
        """Every address that the frontier has ever held, and those to which redirects led."""
        query = (
            "SELECT url FROM urls WHERE id IN (SELECT url FROM frontier UNION SELECT url FROM readings WHERE look = ?)"
        )
        return {url for (url,) in self._db.execute(query, (self.look,))}

    def led(self, url: str) -> str:
        """Where the address led when it was read last; "" if it never was."""
        query = (
            "SELECT f.url FROM readings r JOIN urls u ON u.id = r.url JOIN urls f ON f.id = r.final "
            "WHERE u.url = ? AND r.look <= ? ORDER BY r.look DESC"
        )
        row = self._db.execute(query, (url, self.look)).fetchone()
        return row[0] if row else ""

    def read(self) -> Iterable[tuple[str, str]]:
        """(address, name of the body) of the pages that this look has read so far and does not ask again, in their order."""
        query = (
            "SELECT u.url, r.body FROM readings r JOIN urls u ON u.id = r.url WHERE r.look = ? AND r.body <> '' "
            "AND r.final = r.url AND r.url NOT IN (SELECT url FROM frontier WHERE state = 0) ORDER BY r.at, r.url"
        )
        return list(self._db.execute(query, (self.look,)))

    def queue(self, waiting: Waiting) -> None:
        self.queued[waiting.purpose] += 1
        first = self._url(waiting.first) if waiting.first else None
        row = (self._url(waiting.url), waiting.purpose, waiting.depth, first)
        self._add("INSERT OR IGNORE INTO frontier (url, purpose, depth, first) VALUES (?, ?, ?, ?)", row)

    def shown_on(self, url: str) -> str:
        """A page of an earlier look that links to the address; "" if none does."""
        query = (
            "SELECT u.url FROM urls t JOIN labels l ON l.target = t.id JOIN links k ON k.label = l.id "
            "JOIN pages p ON p.id = k.page JOIN urls u ON u.id = p.url WHERE t.url = ? LIMIT 1"
        )
        row = self._db.execute(query, (url,)).fetchone()
        return row[0] if row else ""

    def give_up(self, url: str) -> None:
        """An address of the frontier that a budget or a limit left unread."""
        self._add("UPDATE frontier SET state = 2 WHERE url = ?", (self._url(url),))

    def reading(self, reading: Reading) -> None:
        url, final = self._url(reading.url), self._url(reading.final or reading.url)
        self._add(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(url, self.look, reading.outcome, reading.status, final, reading.charset, reading.bytes),
                *(reading.body, reading.at, reading.address, reading.seconds, reading.detail),
            ),
        )
        self._add("UPDATE frontier SET state = 1 WHERE url = ?", (url,))
        self._readings += 1

    def validators(self, url: str, etag: str, modified: str) -> None:
        """What a later audit may ask with, whether the address still shows the same."""
        self._add("INSERT OR REPLACE INTO validators VALUES (?, ?, ?)", (self._url(url), etag, modified))

    def further(self, url: str, following: Collection[str]) -> None:
        """What a page of a list names as the next ones."""
        self._add("INSERT OR REPLACE INTO further VALUES (?, ?)", (self._url(url), as_json(following)))

    def attachment(self, one: Attachment) -> None:
        self._add(_attachments.INSERT, _attachments.row(self._url(one.url), self.look, one))

    def first_of(self, url: str) -> str:
        """The list that an address of the frontier goes on; "" if none."""
        query = "SELECT v.url FROM frontier f JOIN urls u ON u.id = f.url JOIN urls v ON v.id = f.first WHERE u.url = ?"
        row = self._db.execute(query, (url,)).fetchone()
        return row[0] if row else ""

    def between(self) -> None:
        """Between two answers: a full batch is written, so that an address and all that it brought stand or fall together."""
        if self._readings >= _BATCH:
            self.commit()

    def page(self, page: Page, first: str | None = None) -> None:
        """Keep what was understood; a page of an earlier look under the same address gives way to this one."""
        self._page += 1
        url = self._url(page.url)
        if self.look > 1:
            first = first or self._first_of(url)
            self._add("UPDATE pages SET until = ? WHERE url = ? AND look < ?", (self.look - 1, url, self.look))
        self._add(
            "INSERT INTO pages VALUES (?, ?, ?, 9, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self._page, url, self.look, self._url(first) if first else None, page.kind, page.title),
                *(page.published, page.published_from, as_json(page.path), as_json(page.tags), page.text),
                *(page.content_hash, page.says_empty, page.says_none, page.drawn, page.canonical),
            ),
        )
        self._links(page.links)
        self._rows(page.rows)

    def drew(self, page: Page, body: str) -> None:
        """The page as a browser shows it, in the place of what its source says."""
        self.commit()
        reading = "UPDATE readings SET body = ?, charset = 'utf-8', detail = 'drawn' WHERE url = ? AND look = ?"
        self._db.execute(reading, (body, self._url(page.url), self.look))
        self.forget_page(self._url(page.url))
        self.page(page)

    def count(self, table: str, where: str = "1") -> int:
        """Rows of a table; both arguments are ours, never a page's."""
        number: int = self._db.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]
        return number

    def contents(self, kind: str) -> set[str]:
        """The content hashes of the pages of a kind."""
        return {row[0] for row in self._db.execute("SELECT content_hash FROM pages WHERE kind = ?", (kind,))}

    def follow(self, url: str) -> Reading | None:
        """The reading where an address leads in the end: outcome, status and body of the page itself."""
        query = (
            "SELECT f.url, r.outcome, r.status, r.body FROM readings r JOIN urls u ON u.id = r.url JOIN urls f ON f.id = r.final "
            "WHERE u.url = ? AND r.look <= ? ORDER BY (r.body = ''), r.look DESC"
        )
        body = ""
        for _ in range(8):
            row = self._db.execute(query, (url, self.look)).fetchone()
            if row is None:
                return None
            final, outcome, status, own = row
            body = own or body
            if final == url or outcome != Outcome.OK:
                return Reading(url, self.look, Outcome(outcome), status, final, body=body)
            url = final
        return Reading(url, self.look, Outcome.LOOP)

    def finish(self) -> None:
        """After the walk: indexes for those who will ask, and days for articles that show none of their own.

        Such an article takes the day that its list shows; the day in an address is trusted less.
        """
        self.commit()
        with self._db:
            for table, column in _ASKED_BY:
                self._db.execute(f"CREATE INDEX IF NOT EXISTS {table}_{column.partition(',')[0]} ON {table} ({column})")
            self._db.execute(
                "UPDATE pages SET published = r.published, published_from = 'row' FROM "
                "(SELECT target, max(published) AS published FROM rows WHERE published IS NOT NULL GROUP BY target) r "
                "WHERE pages.url = r.target AND pages.published_from IN ('', 'url', 'row') AND pages.kind IN ('article', 'document')"
            )

    def forget_pages(self) -> None:
        """Before the stored bodies are understood anew."""
        with self._db:
            for table in ("pages", "labels", "links", "rows"):
                self._db.execute(f"DELETE FROM {table}")
        self._labels.clear()
        self._page = 0

    def commit(self) -> None:
        """Write the batch. Bodies first: a reading never names a body that is not there; new rows before changes to rows."""
        self.bodies.flush()
        with self._db:
            for statement, rows in sorted(self._batches.items(), key=lambda batch: batch[0].startswith("UPDATE")):
                self._db.executemany(statement, rows)
        self._batches.clear()
        self._readings = 0

    def close(self) -> None:
        self.commit()
        self.bodies.close()
        self._db.close()

    def _first_of(self, url: int) -> str | None:
        """The list that a page went on when it was read before."""
        row = self._db.execute(
            "SELECT u.url FROM pages p JOIN urls u ON u.id = p.first WHERE p.url = ? ORDER BY p.look DESC", (url,)
        ).fetchone()
        return row[0] if row else None

    def _links(self, links: tuple[Link, ...]) -> None:
        page = self._page
        rows = {(page, self._label(link), int(link.visible)) for link in links}
        self._batch("INSERT INTO links VALUES (?, ?, ?)").extend(sorted(rows))

    def _label(self, link: Link) -> int:
        key = (self._url(link.url), link.text[:200], link.kind, link.rel)
        known = self._labels.get(key)
        if known is None:
            known = self._labels[key] = len(self._labels) + 1
            self._add("INSERT INTO labels VALUES (?, ?, ?, ?, ?)", (known, *key))
        return known

    def _rows(self, rows: tuple[Row, ...]) -> None:
        digests: dict[int, str] = {}
        for block in {row.block for row in rows}:
            targets = " ".join(row.url for row in rows if row.block == block)
            digests[block] = blake2b(targets.encode(), digest_size=8).hexdigest()
        for row in rows:
            published = row.published.isoformat() if row.published else None
            values = (self._page, row.block, digests[row.block], self._url(row.url), row.title, published)
            self._add("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", values)

    def _url(self, url: str) -> int:
        known = self._urls.get(url)
        if known is None:
            known = self._urls[url] = len(self._urls) + 1
            self._add("INSERT INTO urls VALUES (?, ?)", (known, url))
        return known

    def _add(self, statement: str, row: tuple[Any, ...]) -> None:
        self._batch(statement).append(row)

    def _batch(self, statement: str) -> list[tuple[Any, ...]]:
        return self._batches.setdefault(statement, [])
