"""Starts a gather as a child process, hears its progress, ends it when its time is over."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.clock import now
from crawler.job import Job

_ROOT = Path(__file__).resolve().parent.parent
#: A child ends by itself at its deadline; after this many seconds more it is killed.
_PATIENCE = 5.0

Progress = Callable[[dict[str, Any]], None]


def gather(snapshot: Path, job: Job, progress: Progress = lambda line: None) -> str:
    """Run `job` into `snapshot`. Returns "" when the child ended by itself, else why it did not.

    The child has its own process group, so that whatever it starts ends with it.
    """
    log = snapshot.with_suffix(".log")
    with log.open("ab") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "crawler.gather", str(snapshot.resolve()), str(os.getpid())],
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
            with child.stdin, child.stdout:
                child.stdin.write(job.dumps())
                child.stdin.close()
                for line in child.stdout:
                    progress(json.loads(line))
            code = child.wait()
        except BaseException:
            _kill(child)
            child.wait()
            raise
        finally:
            if watch is not None:
                watch.cancel()
    return _reason(code, log)


def _watch(child: subprocess.Popen[str], deadline: float) -> threading.Timer:
    timer = threading.Timer(max(0.0, deadline - now().timestamp()) + _PATIENCE, _kill, (child,))
    timer.daemon = True
    timer.start()
    return timer


def _kill(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)


def _reason(code: int, log: Path) -> str:
    """ "" for a good end, else a signal's name or the last line of a traceback."""
    if code <= 0:
        return signal.Signals(-code).name if code else ""
    return (log.read_text(errors="replace").strip().splitlines() or [f"exit {code}"])[-1][:200]
