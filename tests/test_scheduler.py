"""`bihuan run` on a site of this machine: what is due is done, once, whatever ends in between."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.clock import today
from core.snapshot import Snapshot
from tests.build import HOST
from tests.invented import page
from tests.site.cli import ENVIRONMENT, bihuan, command, configure
from tests.site.loopback import Loopback
from tests.test_recheck import DEAD, REGISTER, site

TIMETABLE = """
slots = { audit = 1, recheck = 1, ledger = 1 }
rechecks = { after_minutes = [0] }
[[job]]
key = "full"
name = "全面检查"
does = "audit"
options = ["--only", "links"]
when = { month = 1, day = 1 }
slot = "audit"
seconds = 60
megabytes = 2000
missed = false
[[job]]
key = "recheck"
name = "复查"
does = "recheck"
when = { second = "*" }
slot = "recheck"
seconds = 60
megabytes = 2000
missed = false
[[job]]
key = "waivers"
name = "豁免到期"
does = "expire"
when = { month = 1, day = 1 }
slot = "ledger"
seconds = 60
megabytes = 2000
missed = false
"""


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Loopback]:
    """A registered portal with a dead link, and a plan for it."""
    with Loopback() as here:
        here.serve(site(DEAD))
        configure(tmp_path, here.nameserver)
        (tmp_path / "登记表.toml").write_text(REGISTER.format(url=here.url()), "utf-8")
        (tmp_path / "时间表.toml").write_text(TIMETABLE, "utf-8")
        assert bihuan(tmp_path, "inventory", "import", "登记表.toml").code == 0
        with clock(tmp_path):
            until(lambda: len(rows(tmp_path, "SELECT 1 FROM ledger_run")) == 2)
        yield here


@contextmanager
def clock(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The scheduler at work; in the end it leaves by itself within ten seconds."""
    call = command("run", "--timetable", "时间表.toml")
    with subprocess.Popen(call, cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            asked = time.monotonic()
            running.send_signal(signal.SIGTERM)
            _, said = running.communicate(timeout=20)
        assert running.returncode in (0, -signal.SIGKILL), said
        assert time.monotonic() - asked < 10
        assert "Traceback" not in said, said


def rows(folder: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "var" / "bihuan.sqlite3", timeout=30)) as db, db:
        return db.execute(query, values).fetchall()


def make_due(folder: Path, job: str) -> None:
    moment = f"{datetime.now(UTC) - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"
    rows(folder, "UPDATE ledger_run SET planned_at = ? WHERE job = ? AND outcome = 'planned'", moment, job)


def until(done: Callable[[], Any], seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, "it did not come to pass"
        time.sleep(0.05)


def ended(folder: Path, job: str) -> list[tuple[Any, ...]]:
    query = "SELECT outcome, tries, detail FROM ledger_run WHERE job = ? AND outcome <> 'planned' ORDER BY id"
    return rows(folder, query, job)


def audits(folder: Path) -> int:
    return len(rows(folder, "SELECT 1 FROM ledger_audit WHERE kind = 'full'"))


def snapshots(folder: Path) -> list[Path]:
    return sorted((folder / "var" / "snapshots").glob("*/*[0-9].sqlite"))


def test_what_is_due_is_done_and_written_down(net: Loopback, tmp_path: Path) -> None:
    """Found by the audit, claimed, and closed by the recheck that nobody had to ask for."""
    make_due(tmp_path, "full")
    make_due(tmp_path, "waivers")
    with clock(tmp_path):
        until(lambda: ended(tmp_path, "full") and ended(tmp_path, "waivers"))
        assert ended(tmp_path, "full") == [("ran", 1, "")]
        assert ended(tmp_path, "waivers") == [("ran", 1, "豁免到期 0 个")]
        net.serve({**site(DEAD), DEAD: page("往年目录", "<p>2019年目录</p>")})
        ((number,),) = rows(tmp_path, "SELECT number FROM ledger_case WHERE state = 'open'")
        assert bihuan(tmp_path, "claim", number, "--note", "已恢复页面", "--who", "李青").code == 0
        until(lambda: rows(tmp_path, "SELECT 1 FROM ledger_case WHERE state = 'fixed'"))
        until(lambda: ended(tmp_path, "recheck"))
    assert audits(tmp_path) == 1
    said = bihuan(tmp_path, "run", "--timetable", "时间表.toml", "--list")
    assert "最近运行" in said.out and f"{number}：已销号" in said.out and "全面检查" in said.out


def test_ended_in_the_middle_it_goes_on_at_the_next_start(net: Loopback, tmp_path: Path) -> None:
    net.web.latency = 0.1
    make_due(tmp_path, "full")
    with clock(tmp_path):
        until(lambda: len(net.web.paths(HOST)) > 5)
        net.web.latency = 3
    assert (ended(tmp_path, "full"), audits(tmp_path)) == ([], 0)
    net.web.latency = 0
    with clock(tmp_path):
        until(lambda: ended(tmp_path, "full"))
    assert (ended(tmp_path, "full"), audits(tmp_path)) == ([("ran", 1, "")], 1)
    assert len(snapshots(tmp_path)) == 1


def test_what_a_night_does_not_suffice_for_goes_on_in_the_next(net: Loopback, tmp_path: Path) -> None:
    """Judged once, by the last night's day; an audit by hand between the nights is no hindrance; nothing is read twice."""
    net.web.latency = 0.4
    (tmp_path / "时间表.toml").write_text(TIMETABLE.replace("seconds = 60", "seconds = 4", 1), "utf-8")
    make_due(tmp_path, "full")
    with clock(tmp_path):
        until(lambda: rows(tmp_path, "SELECT 1 FROM ledger_run WHERE not_before IS NOT NULL"))
    assert (ended(tmp_path, "full"), audits(tmp_path)) == ([], 0)
    ((detail, tries),) = rows(
        tmp_path, "SELECT detail, tries FROM ledger_run WHERE job = 'full' AND not_before IS NOT NULL"
    )
    assert (detail, tries) == ("没有读完，下一时段接着读", 0)
    (first,) = snapshots(tmp_path)
    with closing(sqlite3.connect(first)) as db, db:
        db.execute(
            "UPDATE meta SET value = ? WHERE key = 'as_of'", (f'"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"',)
        )
    read = [path for path in net.web.paths(HOST) if path != "/robots.txt" and "/bihuan-" not in path]
    net.web.latency = 0
    assert bihuan(tmp_path, "audit", "portal", "--quiet", "--max-pages", "1").code == 0
    before = len(net.web.paths(HOST))
    (tmp_path / "时间表.toml").write_text(TIMETABLE, "utf-8")
    rows(tmp_path, "UPDATE ledger_run SET not_before = NULL")
    with clock(tmp_path):
        until(lambda: ended(tmp_path, "full"))
    assert (ended(tmp_path, "full"), audits(tmp_path)) == ([("ran", 1, "")], 2)
    again = [path for path in net.web.paths(HOST)[before:] if path in read[:-2]]
    assert set(again) <= {"/", DEAD}, "read before"
    assert not first.exists()
    with Snapshot(snapshots(tmp_path)[-1]) as snapshot:
        assert snapshot.complete and snapshot.as_of == today()
        assert len(snapshot.meta["went_on"]) == 1 and snapshot.meta["spent"] > 0


def test_killed_it_leaves_nobody_behind_and_is_caught_up(net: Loopback, tmp_path: Path) -> None:
    net.web.latency = 0.1
    make_due(tmp_path, "full")
    with clock(tmp_path) as running:
        until(lambda: len(net.web.paths(HOST)) > 5)
        running.kill()
    time.sleep(0.5)
    asked = len(net.web.paths(HOST))
    time.sleep(0.5)
    assert len(net.web.paths(HOST)) == asked, "somebody still reads"
    net.web.latency = 0
    with clock(tmp_path):
        until(lambda: ended(tmp_path, "full"))
    assert audits(tmp_path) == 1


def test_a_site_that_somebody_audits_by_hand_waits(net: Loopback, tmp_path: Path) -> None:
    """What failed is seen, with the words of the command."""
    net.web.latency = 0.3
    with subprocess.Popen(
        command("audit", "portal", "--quiet", "--only", "links"), cwd=tmp_path, env=ENVIRONMENT
    ) as by_hand:
        until(lambda: len(net.web.paths(HOST)) > 2)
        make_due(tmp_path, "full")
        with clock(tmp_path):
            until(lambda: ended(tmp_path, "full"))
        net.web.latency = 0
        assert by_hand.wait(30) == 0
    assert ended(tmp_path, "full") == [("failed", 1, "portal：另一个进程正在检查这个网站，请等它结束")]


def test_one_clock_for_one_ledger(net: Loopback, tmp_path: Path) -> None:
    make_due(tmp_path, "waivers")
    with clock(tmp_path):
        until(lambda: ended(tmp_path, "waivers"))
        said = bihuan(tmp_path, "run", "--timetable", "时间表.toml")
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert said.err.endswith("另一个 bihuan run 正在使用这些数据\n")


def test_an_audit_of_changes_is_told_by_its_kind(net: Loopback, tmp_path: Path) -> None:
    assert bihuan(tmp_path, "audit", "portal", "--quiet").code == 0
    assert bihuan(tmp_path, "audit", "portal", "--changes", "--quiet").code == 0
    kinds = [kind for (kind,) in rows(tmp_path, "SELECT kind FROM ledger_audit ORDER BY id")]
    assert kinds == ["full", "changes"]
    assert not rows(tmp_path, "SELECT 1 FROM ledger_event WHERE kind = 'silent'")
