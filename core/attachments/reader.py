"""Reads attachments in one long-lived child: what a hostile file ends is at most the fork that read it."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from core.attachments.types import Limits, Seen, Text

_ROOT = Path(__file__).resolve().parent.parent.parent
#: Seconds beyond its limit after which a child that does not answer is killed.
_PATIENCE = 10
#: A child that somebody else ended says nothing against the file.
_TRIES = 2
_SIZE = 4


class Reader:
    """One file at a time. The child starts with the first file, and again after its own death; it ends with the `with` block.

    Use it in the thread that lives as long as the reader does: the child dies with the thread that started it.
    """

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - it is frozen
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, body: bytes, name: str = "") -> Text:
        """The text of a file; `name` only helps where the bytes do not say what it is."""
        if len(body) > self._limits.bytes:
            return Text(Seen.TOO_LARGE, detail="bytes")
        for _ in range(_TRIES):
            self._child = self._child or self._start()
            watch = threading.Timer(2 * self._limits.seconds + _PATIENCE, self._child.kill)
            watch.start()
            try:
                return _asked(self._child, body, name)
            except (BrokenPipeError, EOFError):
                self._end()
            finally:
                watch.cancel()
        return Text(Seen.BROKEN, detail="reader")

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _start(self) -> "subprocess.Popen[bytes]":
        limits = json.dumps(asdict(self._limits))
        command = [sys.executable, "-m", "core.attachments.child", str(os.getpid()), limits]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_ROOT)


def _asked(child: "subprocess.Popen[bytes]", body: bytes, name: str) -> Text:
    assert child.stdin and child.stdout
    child.stdin.write(json.dumps({"name": name, "bytes": len(body)}).encode() + b"\n" + body)
    child.stdin.flush()
    size = child.stdout.read(_SIZE)
    answer = child.stdout.read(int.from_bytes(size, "big"))
    if not answer:
        raise EOFError
    told = json.loads(answer)
    return Text(**{**told, "outcome": Seen(told["outcome"])})
