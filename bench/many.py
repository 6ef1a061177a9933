"""What do many sites at once cost in one scheduler, each asked once a second?

    python -m bench.many [--sites 40] [--pages 300] [--seconds 120]

`bihuan run` audits all of them at the same time.  Printed, for the time between the first and the last sample in which every
audit ran: CPU as a share of one core, requests a second, and the memory of all processes together (PSS: what processes share
is counted once).  Exit code 1: they never all ran.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.measure import ROOT
from bench.server import serve
from bench.site import build

_CONFIG = """
[network]
delay = 1.0
allow_private = ["127.0.0.0/8"]

[storage]
dir = "{work}/var"
"""
_TIMETABLE = """
slots = {{ audit = {sites}, recheck = 1, ledger = 1 }}
rechecks = {{ after_minutes = [0] }}
[[job]]
key = "full"
name = "全面检查"
does = "audit"
when = {{ second = "*/10" }}
slot = "audit"
seconds = 3600
megabytes = 1000
missed = false
"""
_SITE = """
[[unit]]
key = "u{number}"
name = "云泽区第{number}局"
kind = "department"
[[site]]
key = "s{number}"
unit = "u{number}"
name = "云泽区第{number}局网站"
kind = "department"
urls = ["{url}"]
"""
_EVERY = 2.0
_TICKS = 100


@dataclass(frozen=True, slots=True)
class _Sample:
    at: float
    cpu: float
    megabytes: float
    walks: int


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as temporary:
        work = Path(temporary)
        build(work / "site", options.pages)
        with (
            serve(work / "site", work, hosts=options.sites) as (start, _),
            _running(work, start, options.sites) as clock,
        ):
            samples = list(_samples(clock, options.seconds))
    full = [one for one in samples if one.walks >= options.sites]
    if len(full) < 2:
        print(f"at most {max(one.walks for one in samples)} of {options.sites} ran at the same time")
        return 1
    seconds = full[-1].at - full[0].at
    print(
        f"{options.sites} sites at once for {seconds:.0f} s: {(full[-1].cpu - full[0].cpu) / seconds:.2f} of a core, "
        f"{median(one.megabytes for one in full):.0f} MB in all ({max(one.megabytes for one in full):.0f} at most)"
    )
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.many", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sites", type=int, default=40, help="sites that are audited at once (40)")
    parser.add_argument("--pages", type=int, default=300, help="pages of each (300)")
    parser.add_argument("--seconds", type=int, default=120, help="how long is looked on (120)")
    return parser.parse_args(arguments)


@contextmanager
def _running(work: Path, start: str, sites: int) -> Iterator[int]:
    """The scheduler at work; the number of its process."""
    (work / "bihuan.toml").write_text(_CONFIG.format(work=work), "utf-8")
    (work / "timetable.toml").write_text(_TIMETABLE.format(sites=sites), "utf-8")
    urls = [start.replace("127.0.0.1", f"127.0.0.{number}") for number in range(1, sites + 1)]
    registers = "".join(_SITE.format(number=number, url=url) for number, url in enumerate(urls))
    (work / "registers.toml").write_text(registers, "utf-8")
    call = [sys.executable, "-m", "cli"]
    config = ["--config", str(work / "bihuan.toml")]
    subprocess.run([*call, "inventory", "import", str(work / "registers.toml"), *config], cwd=ROOT, check=True)
    with (work / "log").open("wb") as log:
        clock = subprocess.Popen(
            [*call, "run", "--timetable", str(work / "timetable.toml"), *config], cwd=ROOT, stdout=log, stderr=log
        )
        try:
            yield clock.pid
        finally:
            clock.terminate()
            clock.wait()


def _samples(clock: int, seconds: int) -> Iterator[_Sample]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(_EVERY)
        tree = list(_tree(clock))
        walks = sum("crawler.gather" in _read(pid, "cmdline") for pid in tree) // 3
        yield _Sample(time.monotonic(), sum(map(_cpu, tree)), sum(map(_megabytes, tree)), walks)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _text(tasks).split():
            yield from _tree(int(child))


def _cpu(pid: int) -> float:
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _megabytes(pid: int) -> float:
    lines = _read(pid, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _read(pid: int, name: str) -> str:
    return _text(Path(f"/proc/{pid}/{name}"))


def _text(path: Path) -> str:
    """What a file of /proc says; "" where its process has just ended."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
