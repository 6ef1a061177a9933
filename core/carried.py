"""An audit that reads what may have changed: it begins with a copy of the last whole one, in which lists are to be read again.

Lists, the home page and whatever did not answer well are asked again, articles stay as they were read, until a whole walk
reads them; those through which alone a list was found are asked too.  Every reading keeps its own time.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.clock import now
from core.recorder import SCHEMA, Recorder
from core.snapshot import Snapshot

#: Older than this nothing is carried.
_WITHIN = timedelta(days=8)
#: Of the contexts of both audits.
_SAME = ("site", "foreign", "catalogue", "limits")
#: What is asked again by every audit, or said by it anew.
_ANEW = ("lookups", "probes", "certificates", "fronts")
_LATEST = """
DELETE FROM links WHERE page IN (SELECT id FROM pages WHERE until < 9);
DELETE FROM rows WHERE page IN (SELECT id FROM pages WHERE until < 9);
DELETE FROM pages WHERE until < 9;
UPDATE pages SET look = 1 WHERE look <> 1;
DELETE FROM readings WHERE look < (SELECT max(r.look) FROM readings r WHERE r.url = readings.url);
UPDATE readings SET look = 1 WHERE look <> 1;
DELETE FROM attachments WHERE look < (SELECT max(a.look) FROM attachments a WHERE a.url = attachments.url);
UPDATE attachments SET look = 1 WHERE look <> 1;
"""
_AGAIN = """
UPDATE frontier SET state = 0 WHERE state = 1 AND (
    url IN (SELECT r.url FROM readings r JOIN pages p ON p.url = r.final WHERE p.kind IN ('home', 'column', 'other'))
    OR url NOT IN (SELECT url FROM readings WHERE outcome IN ('ok', 'not-html', 'too-large')))
"""
#: Of the pages that stay, the first one that leads to each list to which neither the home page nor another list leads.
_DOORS = """
WITH RECURSIVE lists AS (SELECT * FROM pages WHERE kind IN ('home', 'column', 'other')), reached(url) AS (
    SELECT url FROM pages WHERE kind = 'home'
    UNION SELECT l.target FROM reached JOIN lists p ON p.url = reached.url JOIN links k ON k.page = p.id JOIN labels l ON l.id = k.label
    UNION SELECT r.final FROM reached JOIN readings r ON r.url = reached.url
    UNION SELECT f.url FROM reached JOIN frontier f ON f.first = reached.url
), doors AS (
    SELECT min(p.id) AS id FROM lists JOIN labels l ON l.target = lists.url JOIN links k ON k.label = l.id JOIN pages p ON p.id = k.page
    WHERE lists.url NOT IN (SELECT url FROM reached) AND p.kind NOT IN ('home', 'column', 'other') GROUP BY lists.url
) UPDATE frontier SET state = 0 WHERE state = 1 AND url IN (SELECT url FROM pages WHERE id IN (SELECT id FROM doors))
"""


def begin(last: Path | None, path: Path, context: Mapping[str, Any], also: Collection[str]) -> bool:
    """Make `path` from the audit `last`: what stood there, and a frontier of what is asked again, `also` in it.

    False, and nothing made, where a whole walk is due: `last` was none, another site, other rules, or the whole walk is too
    old.  `context` is that of the new audit.
    """
    if last is None or not _holds(last, context):
        return False
    _make(last, path, also)
    return True


def end(path: Path) -> None:
    """Forget what was to be read again and was not, for want of time or because the walk died: nobody knows how it is now."""
    with closing(Recorder(path)) as recorder:
        for waiting in recorder.waiting():
            recorder.forget(waiting.url)


def _holds(last: Path, context: Mapping[str, Any]) -> bool:
    with Snapshot(last) as snapshot:
        meta = snapshot.meta
        whole = datetime.fromisoformat(meta.get("whole_at", snapshot.taken_at))
        same = all(meta.get(key) == json.loads(json.dumps(context[key])) for key in _SAME)
        return snapshot.complete and same and now() - whole < _WITHIN


def _make(last: Path, path: Path, also: Collection[str]) -> None:
    part = path.with_suffix(".part")
    with closing(sqlite3.connect(last)) as source, closing(sqlite3.connect(part)) as db:
        source.backup(db)
        db.executescript(SCHEMA)
        whole = db.execute("SELECT value FROM meta WHERE key = 'whole_at'").fetchone()
        taken = db.execute("SELECT value FROM meta WHERE key = 'taken_at'").fetchone()
        db.executescript("".join(f"DELETE FROM {table};" for table in _ANEW))
        db.executescript(_LATEST)
        with db:
            db.execute(_AGAIN)
            db.execute("CREATE INDEX IF NOT EXISTS frontier_first ON frontier (first)")
            db.execute(_DOORS)
            db.executemany(
                "UPDATE frontier SET state = 0 WHERE url = (SELECT id FROM urls WHERE url = ?)",
                [(url,) for url in also],
            )
            # Where a list was not read to its end, and why (crawler/lists.py), is found out anew.
            db.execute("DELETE FROM frontier WHERE state = 2 AND first IS NOT NULL")
            db.execute("DELETE FROM meta")
            db.execute("INSERT INTO meta VALUES ('whole_at', ?)", whole or taken)
    part.rename(path)
