"""Where the snapshots of a site stand, and which of them is which."""

import fcntl
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from core.clock import now
from core.config import Config
from core.errors import BadInput, why
from core.snapshot import Snapshot
from core.types import Site

#: The files of full audits in a site's folder; those of rechecks end otherwise.
AUDITS = "*[0-9].sqlite"
#: An unfinished snapshot older than so many seconds is history: the walk starts anew.
_RESUME_WITHIN = 12 * 3600


def folder_of(site: Site, config: Config) -> Path:
    """Where the snapshots of a site lie."""
    return config.storage.dir / "snapshots" / re.sub(r"[^\w.-]", "_", site.key)


@contextmanager
def alone(site: Site, config: Config) -> Iterator[Path]:
    """The folder of the site's snapshots, held: two audits at a time would go on with the same snapshot."""
    folder = folder_of(site, config)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = (folder / "lock").open("w")
    except OSError as error:
        raise BadInput(f"{folder}：写不进去（{why(error)}）") from None
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadInput(f"{site.key}：另一个进程正在检查这个网站，请等它结束") from None
        yield folder


def new(folder: Path, mark: str = "") -> Path:
    """The name of a new file; `mark` sets apart what is no full audit."""
    return folder / f"{now():%Y%m%dT%H%M%S%f}{mark}.sqlite"


def finished(path: Path) -> bool:
    """Whether the snapshot at `path` was walked to its end, whatever it found."""
    return _ended(path) is True


def _ended(path: Path) -> bool | None:
    """False where the walk died and was told so, None where nobody came to tell."""
    query = "SELECT key, value FROM meta WHERE key IN ('incomplete_because', 'interrupted')"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            noted = dict(db.execute(query))
    except sqlite3.Error:
        return None
    return noted.get("interrupted") != "true" if "incomplete_because" in noted else None


def last(folder: Path) -> Path | None:
    """The last audit of a site that was walked to its end."""
    return max((path for path in folder.glob(AUDITS) if finished(path)), default=None)


def interrupted(folder: Path, context: Mapping[str, Any]) -> Path | None:
    """The latest audit, if a kill left it unfinished not too long ago and it asks the same question."""
    latest = max(folder.glob(AUDITS), default=None)
    if latest is None or _ended(latest) is not None or now().timestamp() - latest.stat().st_mtime > _RESUME_WITHIN:
        return None
    return latest if asks(latest, context) else None


def asks(path: Path, context: Mapping[str, Any]) -> bool:
    """Whether the audit at `path` asks the same question."""
    try:
        with Snapshot(path) as snapshot:
            return all(snapshot.meta.get(key) == json.loads(json.dumps(value)) for key, value in context.items())
    except sqlite3.Error:
        return False
