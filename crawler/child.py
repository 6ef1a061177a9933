"""Starts gathers in a child process, hears their progress, ends them when their time is over."""

import json
import os
import signal
import subprocess
import sys
import tempfile
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
#: So often a gather that somebody killed is gone on with.
_LIVES = 3
#: A job's exit code: it ended before its time, for the process that fetches had died.
UNFINISHED = 2

Progress = Callable[[dict[str, Any]], None]


class Gatherer:
    """The child that gathers, job after job, one snapshot after the other; it ends with the `with` block.

    It has its own process group, so that whatever it starts ends with it.  Starting it takes half a second, in which the
    caller may do other things.
    """

    def __init__(self) -> None:
        self.child = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        #: What it says before any job, or of none.
        self._errors = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - closed in __exit__
        return subprocess.Popen(
            [sys.executable, "-m", "crawler.gather", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=_ROOT,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._kill()
        self.child.communicate()
        self._errors.close()

    def gather(self, snapshot: Path, job: Job, progress: Progress = lambda line: None) -> str:
        """Run `job` into `snapshot`. Returns "" when it ended by itself, else why it did not.

        What was killed goes on where it was, unless its time is over.
        """
        code = 0
        for _ in range(_LIVES):
            code = self._gather(snapshot, job, progress)
            late = bool(job.deadline) and now().timestamp() >= job.deadline
            if late or code not in (-signal.SIGKILL, UNFINISHED):
                break
        return self._reason(code, snapshot.with_suffix(".log"))

    def _gather(self, snapshot: Path, job: Job, progress: Progress) -> int:
        if self.child.poll() is not None:
            self.__exit__(None, None, None)
            self.child = self._start()
        watch = self._watch(job.deadline) if job.deadline else None
        try:
            return self._run(snapshot, job, progress)
        finally:
            if watch is not None:
                watch.cancel()

    def _run(self, snapshot: Path, job: Job, progress: Progress) -> int:
        """The job's exit code; the child's own where it died of it."""
        assert self.child.stdin and self.child.stdout
        try:
            self.child.stdin.write(f"{json.dumps([str(snapshot.resolve()), job.dumps()])}\n")
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

    def _reason(self, code: int, log: Path) -> str:
        """ "" for a good end, else a signal's name or the last line of a traceback."""
        if code <= 0:
            return signal.Signals(-code).name if code else ""
        self._errors.seek(0)
        said = (log.read_text(errors="replace") if log.exists() else "") or self._errors.read()
        return (said.strip().splitlines() or [f"exit {code}"])[-1][:200]


def gather(snapshot: Path, job: Job, progress: Progress = lambda line: None) -> str:
    """Run one job into `snapshot`, as `Gatherer.gather` does."""
    with Gatherer() as gatherer:
        return gatherer.gather(snapshot, job, progress)
