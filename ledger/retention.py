"""Old snapshots go, and the bodies that only they showed; what a living case leans on stays, and each site's last audit."""

import fcntl
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Max, Min

from core.clock import CHINA
from core.config import Storage
from core.shelf import finished
from core.timetable import Retention
from ledger import pictures
from ledger.models import Audit, Finding, Run
from ledger.models.runs import Outcome
from ledger.states import State

_LIVING = (State.FOUND, State.OPEN, State.CLAIMED, State.WAIVED)
_BESIDE = (".log", ".sqlite-wal", ".sqlite-shm")


def clean(storage: Storage, retention: Retention, at: datetime) -> tuple[int, int]:
    """Remove what is too old. Counts the snapshots removed and the sites that were just being audited, which are left alone."""
    leaned_on, gone, busy = _leaned_on(), 0, 0
    for folder in sorted(path for path in (storage.dir / "snapshots").glob("*") if path.is_dir()):
        with _alone(folder) as free:
            if not free:
                busy += 1
                continue
            old = _old(folder, leaned_on, at, storage.keep_days, retention.recheck_days)
            for path in old:
                _remove(path)
            if old:
                _forget_bodies(folder)
            gone += len(old)
    pictures.forget(at - timedelta(days=storage.keep_days), _LIVING)
    ended = Run.objects.exclude(outcome=Outcome.PLANNED)
    ended.filter(ended_at__lt=at - timedelta(days=retention.run_days)).delete()
    return gone, busy


def _leaned_on() -> Collection[Path]:
    """The snapshots in which a living case was seen first and last."""
    ends = (
        Finding.objects.filter(case__state__in=_LIVING, verdict="fail")
        .order_by()
        .values("case")
        .annotate(first=Min("audit"), last=Max("audit"))
    )
    audits = {audit for row in ends for audit in (row["first"], row["last"])}
    return {Path(path) for path in Audit.objects.filter(pk__in=audits).values_list("snapshot", flat=True) if path}


def _old(folder: Path, leaned_on: Collection[Path], at: datetime, days: int, recheck_days: int) -> list[Path]:
    snapshots = {path: _taken(path) for path in folder.glob("*.sqlite") if _taken(path)}
    names = {path.name for path in leaned_on if path.parent.name == folder.name}
    whole = [path for path in snapshots if not path.stem.endswith("-recheck") and finished(path)]
    kept = {max(whole, default=None)} | {path for path in snapshots if path.name in names}
    return [
        path
        for path, taken in snapshots.items()
        if path not in kept and taken and at - taken > timedelta(days=days if path in whole else recheck_days)
    ]


def _taken(path: Path) -> datetime | None:
    """The moment in a snapshot's name; None for a file that is none of ours."""
    try:
        return datetime.strptime(path.stem.removesuffix("-recheck"), "%Y%m%dT%H%M%S%f").replace(tzinfo=CHINA)
    except ValueError:
        return None


def _remove(path: Path) -> None:
    for beside in _BESIDE:
        path.with_suffix(beside).unlink(missing_ok=True)
    path.unlink()


def _forget_bodies(folder: Path) -> None:
    """Bodies that no snapshot of the folder names any more."""
    store = folder / "bodies.db"
    if not store.exists():
        return
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("CREATE TEMP TABLE named (hash TEXT PRIMARY KEY) WITHOUT ROWID")
        for path in folder.glob("*.sqlite"):
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as snapshot:
                if snapshot.execute("SELECT 1 FROM sqlite_master WHERE name = 'readings'").fetchone():
                    rows = snapshot.execute("SELECT DISTINCT body FROM readings WHERE body <> ''")
                    db.executemany("INSERT OR IGNORE INTO named VALUES (?)", rows)
        db.execute("DELETE FROM bodies WHERE hash NOT IN (SELECT hash FROM named)")


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody audits the site: the lock is the audits' own, and ours meanwhile."""
    with (folder / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
