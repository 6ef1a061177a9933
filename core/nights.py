"""An audit that its time does not suffice for: left as it stands, and gone on with in the next allowed hours.

It is judged once, when all is read, by the day on which that was.  What it read first must not become too old by then.
"""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core import shelf
from core.clock import now, stamp

#: The exit code of an audit that was so left.
TO_BE_CONTINUED = 75
#: Longer than this after its beginning an audit is judged as it stands, unfinished.
_LONGEST = timedelta(days=3)
#: Of the context, what may be another in the next night: the day by which is judged, and the cases that wait for an answer.
_CHANGES = ("as_of", "asked")


def pause(path: Path, seconds: float) -> bool:
    """Leave an audit to be gone on with after so many `seconds`; not one that has read all, or lasts too long already."""
    with closing(sqlite3.connect(path)) as db, db:
        noted = {key: json.loads(value) for key, value in db.execute("SELECT key, value FROM meta")}
        if (
            not noted.get("left")
            or noted.get("interrupted")
            or now() - datetime.fromisoformat(noted["taken_at"]) > _LONGEST
        ):
            return False
        db.execute("DELETE FROM meta WHERE key = 'incomplete_because'")
        _note(db, spent=spent(path) + seconds, went_on=noted.get("went_on", []))
    return True


def resume(folder: Path, context: Mapping[str, Any]) -> Path | None:
    """The latest audit that was so left and asks the same question, as one that begins now: its name, day and cases."""
    earliest = f"{now() - _LONGEST:%Y%m%dT%H%M%S}"
    asked = {key: value for key, value in context.items() if key not in _CHANGES}
    for path in sorted(folder.glob(shelf.AUDITS), reverse=True):
        if path.stem < earliest:
            break
        if not shelf.finished(path) and "went_on" in (noted := _noted(path)) and shelf.asks(path, asked):
            with closing(sqlite3.connect(path)) as db, db:
                _note(db, **context, went_on=[*noted["went_on"], stamp()])
            return _renamed(path)
    return None


def spent(path: Path) -> float:
    """The seconds that earlier nights took."""
    return float(_noted(path).get("spent", 0.0))


def _noted(path: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        query = "SELECT key, value FROM meta WHERE key IN ('spent', 'went_on')"
        return {key: json.loads(value) for key, value in db.execute(query)}


def _note(db: sqlite3.Connection, **values: Any) -> None:
    rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def _renamed(path: Path) -> Path:
    """What it is now comes after the audits that were made between the nights. Nobody has the file open."""
    renamed = shelf.new(path.parent)
    path.rename(renamed)
    if path.with_suffix(".log").exists():
        path.with_suffix(".log").rename(renamed.with_suffix(".log"))
    return renamed
