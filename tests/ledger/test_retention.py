"""Old snapshots go; what somebody may still have to look at stays."""

import fcntl
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.clock import CHINA
from core.config import Storage
from core.recorder import Recorder
from core.timetable import Retention
from core.types import Outcome, Reading, Verdict
from ledger import book, retention
from ledger.models import Run
from tests.ledger.seen import finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
NOW = datetime(2026, 11, 24, 12, tzinfo=CHINA)
KEPT = Retention(recheck_days=14, run_days=400)


def snapshot(storage: Path, days: float, kind: str = "", whole: bool = True, body: bytes = b"") -> Path:
    """A snapshot of the portal, taken so many days ago."""
    folder = storage / "snapshots" / "portal"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NOW - timedelta(days=days):%Y%m%dT%H%M%S%f}{kind}.sqlite"
    recorder = Recorder(path)
    recorder.note(taken_at="x")
    if whole:
        recorder.note(incomplete_because=[])
    if body:
        url = "http://www.yunze.gov.cn/"
        recorder.reading(Reading(url, 1, Outcome.OK, 200, url, body=recorder.bodies.put(body)))
    recorder.close()
    path.with_suffix(".log").touch()
    return path


def clean(storage: Path) -> tuple[int, int]:
    return retention.clean(Storage(dir=storage, keep_days=400), KEPT, NOW)


def bodies(storage: Path) -> int:
    with closing(sqlite3.connect(storage / "snapshots" / "portal" / "bodies.db")) as db:
        count: int = db.execute("SELECT count(*) FROM bodies").fetchone()[0]
        return count


def left(storage: Path) -> set[Path]:
    return set((storage / "snapshots" / "portal").glob("*.sqlite"))


def test_too_old_goes_with_all_that_lies_beside_it(tmp_path: Path) -> None:
    old, young, last = snapshot(tmp_path, 401), snapshot(tmp_path, 399), snapshot(tmp_path, 1)
    assert clean(tmp_path) == (1, 0)
    assert left(tmp_path) == {young, last}
    assert not old.with_suffix(".log").exists() and young.with_suffix(".log").exists()
    assert clean(tmp_path) == (0, 0)


def test_the_last_whole_audit_stays_however_old(tmp_path: Path) -> None:
    last, broken = snapshot(tmp_path, 900), snapshot(tmp_path, 800, whole=False)
    assert clean(tmp_path) == (1, 0)
    assert left(tmp_path) == {last}
    assert not broken.exists()


def test_rechecks_and_unfinished_walks_go_sooner(tmp_path: Path) -> None:
    snapshot(tmp_path, 15, "-recheck"), snapshot(tmp_path, 16, whole=False)
    kept = {snapshot(tmp_path, 15), snapshot(tmp_path, 13, "-recheck"), snapshot(tmp_path, 1, whole=False)}
    assert clean(tmp_path) == (2, 0)
    assert left(tmp_path) == kept


def test_a_living_case_leans_on_where_it_was_seen_first_and_last(tmp_path: Path) -> None:
    first, between, last = (snapshot(tmp_path, days) for days in (900, 800, 700))
    snapshot(tmp_path, 1)
    for hours, path in ((0, first), (1, between), (2, last)):
        book.record(replace(seen(finding(), hours=hours), snapshot=str(path)), policy(), moment(hours))
    assert clean(tmp_path) == (1, 0)
    assert {first, last} < left(tmp_path) and not between.exists()
    book.record(seen(finding(Verdict.PASS), hours=3), policy(), moment(3))
    assert clean(tmp_path) == (2, 0)


def test_a_body_goes_with_the_last_snapshot_that_names_it(tmp_path: Path) -> None:
    snapshot(tmp_path, 500, body=b"old"), snapshot(tmp_path, 450, body=b"both"), snapshot(tmp_path, 1, body=b"both")
    assert bodies(tmp_path) == 2
    assert clean(tmp_path) == (2, 0)
    assert bodies(tmp_path) == 1


def test_a_site_under_audit_is_left_alone(tmp_path: Path) -> None:
    snapshot(tmp_path, 500), snapshot(tmp_path, 1)
    with (tmp_path / "snapshots" / "portal" / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert clean(tmp_path) == (0, 1)
    assert clean(tmp_path) == (1, 0)


def test_files_of_others_are_not_ours_to_remove(tmp_path: Path) -> None:
    snapshot(tmp_path, 500), snapshot(tmp_path, 1)
    (tmp_path / "snapshots" / "portal" / "备份.sqlite").touch()
    (tmp_path / "snapshots" / "说明.txt").touch()
    clean(tmp_path)
    assert (tmp_path / "snapshots" / "portal" / "备份.sqlite").exists()


def test_old_rows_of_the_run_ledger_go_and_the_plan_stays(tmp_path: Path) -> None:
    for outcome, days in (("ran", 500), ("ran", 300), ("planned", 501)):
        at = NOW - timedelta(days=days)
        Run.objects.create(job="x", planned_at=at, ended_at=None if outcome == "planned" else at, outcome=outcome)
    clean(tmp_path)
    assert sorted(Run.objects.values_list("outcome", flat=True)) == ["planned", "ran"]
