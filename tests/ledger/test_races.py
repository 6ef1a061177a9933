"""Real processes that want the same case, the same audit, the next number; on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.ledger.servers import postgres

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The configuration of an empty ledger."""
    url = f"sqlite:///{tmp_path}/l.sqlite3" if request.param == "sqlite" else request.getfixturevalue("server")
    if request.param == "postgresql":
        statement = "drop schema public cascade; create schema public"
        script = "import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
        subprocess.run([sys.executable, "-c", script, url, statement], check=True)
    file = tmp_path / "bihuan.toml"
    file.write_text(f'[database]\nurl = "{url}"\n[storage]\ndir = "{tmp_path}/var"\n', "utf-8")
    return file


def race(config: Path, what: str, names: Sequence[str], wait: float = 1.5) -> list[str]:
    """What each of the racers says, in no order."""
    when = time.time() + wait
    calls = [[sys.executable, "-m", "tests.ledger.racer", str(config), what, str(when), name] for name in names]
    racers = [subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True) for call in calls]
    told = [racer.communicate(timeout=60)[0].strip() for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * len(racers)
    return sorted(told)


def count(config: Path) -> tuple[int, int, int]:
    """(audits, cases, events) in the ledger, asked by a process of its own."""
    script = (
        "import sys, pathlib, ledger; from core.config import load; p = pathlib.Path(sys.argv[1]); ledger.connect(load(p), p)\n"
        "from ledger.models import Audit, Case, Event\nprint(Audit.objects.count(), Case.objects.count(), Event.objects.count())\n"
        "assert len(set(Case.objects.values_list('number', flat=True))) == Case.objects.count()"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(config)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    audits, cases, events = map(int, told.stdout.split())
    return audits, cases, events


def test_one_audit_is_recorded_by_one(config: Path) -> None:
    count(config)
    assert race(config, "audit", ["甲", "乙"]) == ["known", "new"]
    assert count(config) == (1, 300, 300)


def test_different_sites_never_get_the_same_number(config: Path) -> None:
    count(config)
    assert race(config, "site", ["czj", "jyj"]) == ["new", "new"]
    assert count(config) == (2, 600, 600)


def test_one_case_is_claimed_by_one(config: Path) -> None:
    script = (
        "import sys, pathlib, ledger; from core.config import load; p = pathlib.Path(sys.argv[1]); ledger.connect(load(p), p)\n"
        "from ledger import book\nfrom tests.ledger.seen import *\nbook.record(seen(finding()), policy(), moment(0))"
    )
    subprocess.run([sys.executable, "-c", script, str(config)], cwd=ROOT, check=True)
    assert race(config, "claim", ["甲", "乙", "丙"]) == ["done", "refused", "refused"]
    assert count(config) == (1, 1, 2)


def test_the_same_code_keeps_the_book_on_postgresql(server: str) -> None:
    call = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "tests/ledger",
        "--ignore",
        __file__,
    ]
    environment = os.environ | {"BIHUAN_TEST_DATABASE": server.replace("/postgres", "/book")}
    told = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:]
