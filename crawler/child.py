"""Starts a gather as a child process, hears its progress, ends it when its time is over."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawler.job import Job

_ROOT = Path(__file__).resolve().parent.parent
#: A child closes by itself at its deadline; after this many seconds more it is told, then killed.
_PATIENCE = 3.0

Progress = Callable[[dict[str, Any]], None]


def gather(snapshot: Path, job: Job, progress: Progress = lambda line: None) -> str:
    """Run `job` into `snapshot`. Returns "" when the child ended by itself, else why it did not.

    The child has its own process group, so that whatever it starts ends with it.
    """
    log = snapshot.with_suffix(".log")
    with log.open("ab") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "crawler.gather", str(snapshot.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=_ROOT,
            text=True,
            start_new_session=True,
        )
        watch = _watch(child, job.deadline) if job.deadline else None
        try:
            assert child.stdin and child.stdout
            child.stdin.write(job.dumps())
            child.stdin.close()
            for line in child.stdout:
                progress(json.loads(line))
            code = child.wait()
        except BaseException:
            _end(child, signal.SIGKILL)
            child.wait()
            raise
        finally:
            if watch is not None:
                watch.cancel()
    return "" if code == 0 else _last_line(log) or f"{code}"


def _watch(child: subprocess.Popen[str], deadline: float) -> threading.Timer:
    def end() -> None:
        _end(child, signal.SIGTERM)
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            _end(child, signal.SIGKILL)

    timer = threading.Timer(max(0.1, deadline - time.time()) + _PATIENCE, end)
    timer.daemon = True
    timer.start()
    return timer


def _end(child: subprocess.Popen[str], sign: signal.Signals) -> None:
    if child.poll() is None:
        os.killpg(child.pid, sign)


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
