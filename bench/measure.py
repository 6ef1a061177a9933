"""What one command costs, with all its children: wall seconds, CPU seconds, peak memory."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """`seconds` from start to exit, interpreter start included; `cpu` user + system seconds of the process and the
    children it waited for; `megabytes` the kernel's peak of the largest of these processes; `code` the exit code."""

    seconds: float
    cpu: float
    megabytes: float
    code: int


def cost(command: Sequence[str], log: Path) -> Cost:
    """Run `command` from the root of the checkout, its output into `log`."""
    with log.open("wb") as out:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode)
