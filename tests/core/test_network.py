"""What a snapshot tells of hosts: each look answers for itself, and older files tell less."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.hosts import Certificate, Front
from core.recorder import Recorder
from core.snapshot import Snapshot
from core.types import Lookup, Outcome, Probe
from core.urls import names_above

HOST = "www.yunze.gov.cn"
SHOWN = Certificate(
    *(HOST, 443, "203.0.113.9", 1, Outcome.OK, "2026-03-01T08:00:00+08:00", "2027-03-01T08:00:00+08:00", (HOST,)),
    *("云泽测试证书机构", "trusted", 2, "2026-11-20T10:00:00+08:00"),
)
FRONT = Front(HOST, 6, "2408:8719::9", 1, Outcome.OK, 200, f"http://{HOST}/", "云泽区", "首页\n政务公开", "2026-11-20")


def recorded(path: Path, look: int, *, whole: bool = True) -> Path:
    """A look at the host that brought everything, or was cut off behind its names."""
    recorder = Recorder(path, look)
    recorder.lookup(Lookup(HOST, "A", look, Outcome.OK, ("203.0.113.9",)))
    if whole:
        recorder.lookup(Lookup(HOST, "NS", look, Outcome.OK, ("ns1.yunze.gov.cn",)))
        recorder.probe(Probe(HOST, 6, "2408:8719::9", 80, look, Outcome.OK, 200))
        recorder.certificate(SHOWN)
        recorder.front(FRONT)
    recorder.close()
    return path


def test_what_was_recorded_comes_out_the_same(tmp_path: Path) -> None:
    with Snapshot(recorded(tmp_path / "1.sqlite", 1)) as snapshot:
        assert (snapshot.certificate(HOST), snapshot.front(HOST, 6)) == (SHOWN, FRONT)
        assert snapshot.front(HOST, 4) is None


def test_a_look_that_was_cut_off_leans_on_no_other(tmp_path: Path) -> None:
    path = recorded(recorded(tmp_path / "1.sqlite", 1), 2, whole=False)
    with Snapshot(path, look=2) as snapshot:
        assert (snapshot.certificate(HOST), snapshot.front(HOST, 6), snapshot.zone(HOST)) == (None, None, None)
        assert snapshot.probes(HOST, 6) == []
        assert snapshot.front(HOST, 6, look=1) == FRONT
    with Snapshot(path, look=1) as snapshot:
        assert snapshot.certificate(HOST) == SHOWN


def test_a_later_look_that_did_not_ask_leaves_the_first_standing(tmp_path: Path) -> None:
    with Snapshot(recorded(tmp_path / "1.sqlite", 1), look=2) as snapshot:
        assert snapshot.certificate(HOST) == SHOWN


def test_a_file_of_an_earlier_release_tells_less(tmp_path: Path) -> None:
    path = recorded(tmp_path / "1.sqlite", 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE certificates")
        db.execute("DROP TABLE fronts")
    with Snapshot(path) as snapshot:
        assert (snapshot.certificate(HOST), snapshot.front(HOST, 6)) == (None, None)
    with Snapshot(recorded(path, 2), look=2) as snapshot:
        assert snapshot.certificate(HOST) is not None


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("www.czj.yunze.gov.cn", ["www.czj.yunze.gov.cn", "czj.yunze.gov.cn", "yunze.gov.cn"]),
        ("yunze.gov.cn", ["yunze.gov.cn"]),
        ("www.yunze.com", ["www.yunze.com", "yunze.com"]),
        ("localhost", ["localhost"]),
    ],
)
def test_names_above_end_at_the_registered_domain(host: str, names: list[str]) -> None:
    assert names_above(host) == names
