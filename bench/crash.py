"""Is anything lost, or done twice, when the scheduler and its children are killed at any moment?

    python -m bench.crash [--kills 200] [--rounds 10] [--pages 200] [--seed 1]

Two small sites; in each round a link of each breaks, the one that broke before is mended and its case claimed, and audits,
rechecks and letters fall due.  The same story is played twice: undisturbed, and with `kill -9` of the scheduler, of a child, of
both, of one process below a child (it gathers), at random moments.  Cases, events and letters must come out equal; exit code 1
where they do not.
"""

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from email import message_from_binary_file
from pathlib import Path

from bench.measure import ROOT
from bench.server import serve
from bench.site import build
from core.clock import now

_CONFIG = """
[network]
delay = 0
second_look = 0
browser = "none"
concurrency_per_host = 8
allow_private = ["127.0.0.0/8"]
[storage]
dir = "{work}/var"
[database]
url = "sqlite:///{work}/ledger.sqlite3"
"""
_TIMETABLE = """
slots = { audit = 2, recheck = 2, ledger = 1 }
rechecks = { after_minutes = [0] }
"""
_JOB = """
[[job]]
key = "{does}"
name = "{does}"
does = "{does}"
when = {when}
slot = "{slot}"
missed = false
seconds = 120
megabytes = 2000
tries = 100000
again_after = 0
"""
_YEARLY = "{ month = 1, day = 1 }"
_OPTIONS = 'options = ["--only", "links", "--only", "page_tags", "--only", "footer_identity"]\n'
_SITES = ("portal", "czj")
#: Seconds that a phase may take beyond its kills before the bench gives up.
_PATIENCE = 90.0


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bihuan-crash-") as temporary:
        calm = _story(Path(temporary) / "calm", options, kills=0)
        wild = _story(Path(temporary) / "wild", options, kills=options.kills)
    seconds = time.monotonic() - started
    print(f"{wild.kills.total()} kills: {dict(wild.kills)}, {wild.hits} of them while something ran; {seconds:.0f} s")
    same = [_compared(name, calm.told[name], wild.told[name]) for name in calm.told]
    return int(not all(same))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="how often something is killed (200)")
    parser.add_argument("--rounds", type=int, default=10, help="rounds of the story (10)")
    parser.add_argument("--pages", type=int, default=200, help="pages of each site (200)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (1)")
    return parser.parse_args(arguments)


@dataclass
class _World:
    """One telling of the story, with its own sites, ledger and scheduler."""

    work: Path
    chance: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    hits: int = 0
    told: dict[str, Counter[str]] = field(default_factory=dict)
    clock: subprocess.Popen[bytes] | None = None

    def call(self, *arguments: str) -> str:
        call = [sys.executable, "-m", "cli", *arguments, "--config", str(self.work / "bihuan.toml")]
        return subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout

    def rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.work / "ledger.sqlite3", timeout=60)) as db, db:
            return db.execute(query, values).fetchall()


def _story(work: Path, options: argparse.Namespace, kills: int) -> _World:
    world = _World(work, random.Random(options.seed))
    with ExitStack() as stack:
        starts = []
        for key in _SITES:
            folder = work / key / "site"
            build(folder, options.pages)
            starts.append(stack.enter_context(serve(folder, work / key, nginx=False))[0])
        _prepare(work, starts)
        world.call("inventory", "import", str(work / "registers.toml"))
        with _running(world):
            _until(world, lambda: len(world.rows(_IDLE)) == len(_SITES) + 1)
        for number in range(options.rounds):
            quota = kills * (number + 1) // options.rounds - kills * number // options.rounds
            _round(world, number, quota)
    world.told = _outcome(world)
    return world


_IDLE = "SELECT 1 FROM ledger_run WHERE outcome = 'planned' AND started_at IS NULL AND job IN ('audit', 'notify')"
_DUE = "UPDATE ledger_run SET planned_at = ? WHERE outcome = 'planned' AND job = ?"
_CLAIMED = "SELECT 1 FROM ledger_case WHERE state = 'claimed'"


def _round(world: _World, number: int, quota: int) -> None:
    """What happens in the district, then what the scheduler makes of it: first audits and rechecks, then letters."""
    for key in _SITES:
        _change(world.work / key / "site", number)
    mended = [case for case in _open(world) if case["subject"].endswith(f"/lost/{number - 1}.html")]
    if mended:
        world.call("claim", *(case["number"] for case in mended), "--note", "已恢复", "--who", "李青")
    for job, share in (("audit", quota - quota // 5), ("notify", quota // 5)):
        due = world.rows(_IDLE.replace("IN ('audit', 'notify')", f"= '{job}'"))
        world.rows(_DUE, _moment(), job)
        ended = len(world.rows("SELECT 1 FROM ledger_run WHERE outcome <> 'planned' AND job = ?", job)) + len(due)
        _phase(world, job, ended, share)


def _phase(world: _World, job: str, ended: int, quota: int) -> None:
    def done() -> bool:
        finished = world.rows("SELECT 1 FROM ledger_run WHERE outcome <> 'planned' AND job = ?", job)
        return len(finished) >= ended and len(world.rows(_IDLE)) == len(_SITES) + 1 and not world.rows(_CLAIMED)

    with _running(world):
        for _ in range(quota):
            time.sleep(world.chance.triangular(0.1, 2.6, 0.6))
            _kill(world)
        _until(world, done)


@contextmanager
def _running(world: _World) -> Iterator[None]:
    """The scheduler runs; it is started again whenever it was killed."""
    _start(world)
    try:
        yield
    finally:
        assert world.clock is not None
        world.clock.terminate()
        world.clock.wait(15)


def _start(world: _World) -> None:
    files = ("--config", world.work / "bihuan.toml", "--timetable", world.work / "timetable.toml")
    with (world.work / "clock.log").open("ab") as log:
        world.clock = subprocess.Popen(
            [sys.executable, "-m", "cli", "run", *map(str, files)], cwd=ROOT, stdout=log, stderr=log
        )


def _kill(world: _World) -> None:
    """-9 for the scheduler, for one of its children, for both at once, or for one process below a child: the gather's own."""
    assert world.clock is not None
    what = world.chance.choice(("scheduler", "child", "both", "gather"))
    children = _children(world.clock.pid)
    below = [pid for child in children for pid in _descendants(child)]
    found = {"scheduler": [], "child": children[:1], "both": children, "gather": below}[what]
    chosen = [world.chance.choice(found)] if found and what == "gather" else found
    world.hits += bool(children if what == "scheduler" else chosen)
    world.kills[what] += 1
    alone = what in ("child", "gather")
    if not alone:
        world.clock.kill()
    for pid in chosen:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if not alone:
        world.clock.wait()
        _start(world)


def _children(pid: int) -> list[int]:
    """The children of all threads of a process; none where it is gone."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            found += map(int, (thread / "children").read_text().split())
    return found


def _descendants(pid: int) -> list[int]:
    return [one for child in _children(pid) for one in (child, *_descendants(child))]


def _until(world: _World, done: Callable[[], bool]) -> None:
    limit = time.monotonic() + _PATIENCE
    while not done():
        assert world.clock is not None
        if time.monotonic() > limit or world.clock.poll() is not None:
            log = (world.work / "clock.log").read_text("utf-8", "replace")
            raise RuntimeError(f"the scheduler did not finish its work:\n{log[-3000:]}")
        time.sleep(0.1)


def _prepare(work: Path, starts: Sequence[str]) -> None:
    (work / "bihuan.toml").write_text(_CONFIG.format(work=work), "utf-8")
    jobs = (
        ("audit", "audit", _YEARLY),
        ("recheck", "recheck", '{ second = "*" }'),
        ("notify", "ledger", _YEARLY),
    )
    text = "".join(
        _JOB.format(does=does, slot=slot, when=when) + (_OPTIONS if does == "audit" else "")
        for does, slot, when in jobs
    )
    (work / "timetable.toml").write_text(_TIMETABLE + text, "utf-8")
    units = "".join(
        f'[[unit]]\nkey = "{key}"\nname = "{key}"\nkind = "{kind}"\nemails = ["{key}@yunze.gov.cn"]\n'
        f'[[site]]\nkey = "{key}"\nunit = "{key}"\nname = "云泽区 {key}"\nkind = "{kind}"\nurls = ["{start}"]\n'
        for key, kind, start in zip(_SITES, ("government", "department"), starts, strict=True)
    )
    units = units.replace('kind = "government"\nurls', 'kind = "portal"\nurls')
    (work / "registers.toml").write_text(units, "utf-8")


def _change(site: Path, number: int) -> None:
    """A link breaks, on an article of its own; the one that broke before leads somewhere again."""
    pages = sorted(
        path for path in site.rglob("*.html") if not path.name.startswith("index") and "lost" not in path.parts
    )
    page = pages[number]
    text = page.read_text("utf-8")
    page.write_text(text.replace("</body>", f'<a href="/lost/{number}.html">往年文件</a></body>'), "utf-8")
    if number:
        (site / "lost").mkdir(exist_ok=True)
        (site / "lost" / f"{number - 1}.html").write_text(pages[-1].read_text("utf-8"), "utf-8")


def _open(world: _World) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(world.call("cases", "--check", "links", "--state", "open", "--json", "-"))
    return found


def _moment() -> str:
    """A second ago, as the ledger writes it."""
    return f"{now().astimezone(UTC) - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"


def _outcome(world: _World) -> dict[str, Counter[str]]:
    """What must be equal, without numbers and moments, which may differ; ports differ too."""
    cases = "SELECT site, check_name, subject, state, unit, title FROM ledger_case"
    events = (
        "SELECT c.site, c.check_name, c.subject, group_concat(e.kind || ' ' || e.before || ' ' || e.after) FROM "
        "(SELECT * FROM ledger_event ORDER BY id) e JOIN ledger_case c ON c.id = e.case_id GROUP BY c.id"
    )
    letters = 'SELECT kind, unit, "to", subject, sent_at IS NOT NULL FROM ledger_letter'
    told = {"cases": cases, "events": events, "letters": letters}
    return {name: Counter(map(_plain, world.rows(query))) for name, query in told.items()} | {"files": _files(world)}


def _files(world: _World) -> Counter[str]:
    """What lies in the outbox, by Message-ID: the same letter twice is one, a letter that nobody wrote down is told."""
    known = {name for (name,) in world.rows("SELECT message_id FROM ledger_letter")}
    found: dict[str, str] = {}
    for path in (world.work / "var" / "outbox").glob("*.eml"):
        with path.open("rb") as file:
            letter = message_from_binary_file(file)
        name = letter["Message-ID"]
        found[name] = f"{letter['To']} | {len(letter.get_payload())} parts | {'' if name in known else 'unknown'}"
    return Counter(found.values())


def _plain(row: tuple[str, ...]) -> str:
    told = re.sub(r"127\.0\.0\.1:\d+", "HOST", " | ".join(map(str, row)))
    return re.sub(r"LW-\d+-Q\d-\d+", "NUMBER", told)


def _compared(name: str, calm: Counter[str], wild: Counter[str]) -> bool:
    print(f"{name}: {calm.total()} undisturbed, {wild.total()} disturbed, {'equal' if calm == wild else 'NOT EQUAL'}")
    for sign, lines in (("-", calm - wild), ("+", wild - calm)):
        for line in lines.elements():
            print(f"  {sign} {line}")
    return calm == wild


if __name__ == "__main__":
    sys.exit(main())
