"""Starts gathers in a child process, hears their progress, ends them when their time is over."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.clock import now
from crawler.job import Job

_ROOT = Path(__file__).resolve().parent.parent
#: A child ends by itself at its deadline; after this many seconds more it is killed.
_PATIENCE = 5.0

Progress = Callable[[dict[str, Any]], None]


class Gatherer:
    """The child that gathers into one snapshot, job after job; it ends with the `with` block.

    It has its own process group, so that whatever it starts ends with it.
    """

    def __init__(self, snapshot: Path) -> None:
        self.log = snapshot.with_suffix(".log")
        with self.log.open("ab") as errors:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "crawler.gather", str(snapshot.resolve()), str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=_ROOT,
                text=True,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._kill()
        self.child.communicate()

    def gather(self, job: Job, progress: Progress = lambda line: None) -> str:
        """Run `job`. Returns "" when it ended by itself, else why it did not."""
        watch = self._watch(job.deadline) if job.deadline else None
        try:
            return self._reason(self._run(job, progress))
        finally:
            if watch is not None:
                watch.cancel()

    def _run(self, job: Job, progress: Progress) -> int:
        """The job's exit code; the child's own where it died of it."""
        assert self.child.stdin and self.child.stdout
        try:
            self.child.stdin.write(f"{job.dumps()}\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            return self.child.wait()
        for line in self.child.stdout:
            told = json.loads(line)
            if "code" in told:
                return int(told["code"])
            progress(told)
        return self.child.wait()

    def _watch(self, deadline: float) -> threading.Timer:
        timer = threading.Timer(max(0.0, deadline - now().timestamp()) + _PATIENCE, self._kill)
        timer.daemon = True
        timer.start()
        return timer

    def _kill(self) -> None:
        if self.child.poll() is None:
            os.killpg(self.child.pid, signal.SIGKILL)

    def _reason(self, code: int) -> str:
        """ "" for a good end, else a signal's name or the last line of a traceback."""
        if code <= 0:
            return signal.Signals(-code).name if code else ""
        return (self.log.read_text(errors="replace").strip().splitlines() or [f"exit {code}"])[-1][:200]


def gather(snapshot: Path, job: Job, progress: Progress = lambda line: None) -> str:
    """Run one job into `snapshot`, as `Gatherer.gather` does."""
    with Gatherer(snapshot) as gatherer:
        return gatherer.gather(job, progress)
