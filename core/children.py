"""Child processes with a limit of time and memory, each its own process group, none outliving its parent."""

import asyncio
import os
import re
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
#: Seconds between two looks at a child's memory, and that a child has to end by itself when it is asked to.
_LOOK, _GRACE = 2.0, 4.0
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.M)


@dataclass(frozen=True, slots=True)
class Ended:
    """`code` is the exit code, negative for a signal; `limit` the limit that we ended it for: "seconds" or "megabytes"."""

    code: int
    limit: str = ""


class Child:
    """One module at work. Start it from the main thread: a child dies with the thread that started it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, module: str, arguments: Sequence[str], log: Path) -> "Child":
        """What it says goes to `log`."""
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        with log.open("wb") as out:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "core.leash", str(os.getpid()), module, *arguments),
                stdin=DEVNULL,
                stdout=out,
                stderr=out,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,
            )
        return cls(process)

    async def watch(self, seconds: float, megabytes: float) -> Ended:
        """Wait for its end, by itself or by a limit."""
        end = time.monotonic() + seconds
        ended = asyncio.ensure_future(self._process.wait())
        while True:
            await asyncio.wait([ended], timeout=min(_LOOK, max(0.0, end - time.monotonic())))
            if ended.done():
                return Ended(ended.result())
            limit = "seconds" if time.monotonic() >= end else "megabytes" if self.megabytes > megabytes else ""
            if limit:
                await self.end()
                return Ended(await ended, limit)

    async def end(self) -> None:
        """Ask it to end; after a moment make it."""
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), _GRACE)
        except TimeoutError:
            self._signal(signal.SIGKILL)
            await self._process.wait()

    @property
    def megabytes(self) -> float:
        """What it and its own children hold in memory now."""
        return megabytes(self._process.pid)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def megabytes(pid: int) -> float:
    """What a process and its children hold in memory now."""
    return sum(map(_resident, _family(pid))) / 2**20


def kill(pid: int) -> None:
    """A process and its children at once, those too that made themselves a group of their own."""
    for one in list(_family(pid)):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in tasks.read_text().split():
                yield from _family(int(child))


def _resident(pid: int) -> float:
    """Bytes, what is shared with others only in part; 0 for a process that is gone."""
    with suppress(OSError):
        found = _SHARE.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
        return int(found[1]) * 1024 if found else 0
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0
