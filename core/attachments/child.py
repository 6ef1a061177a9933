"""The child of `Reader`: `python -m core.attachments.child PARENT LIMITS`; files come in, their texts go out.

Each file is read in a fork, which spares it the imports.  The fork has its memory and seconds counted; it can write no file.
"""

import json
import os
import resource
import signal
import sys
import traceback
from dataclasses import asdict

from core.attachments.content import text_of
from core.attachments.types import Limits, Seen, Text
from core.leash import die_with

#: JSON writes a character in up to so many bytes; the rest of an answer is short.
_PER_CHARACTER, _REST = 12, 10_000


def main(arguments: list[str]) -> None:
    """Read the files that standard input brings, until it is closed."""
    die_with(int(arguments[0]))
    limits = Limits(**json.loads(arguments[1]))
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        answer = _forked(sys.stdin.buffer.read(asked["bytes"]), asked["name"], limits)
        sys.stdout.buffer.write(len(answer).to_bytes(4, "big") + answer)
        sys.stdout.buffer.flush()


def _forked(body: bytes, name: str, limits: Limits) -> bytes:
    parent = os.getpid()
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            answer = answers.read(_PER_CHARACTER * limits.characters + _REST)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return answer if code == 0 else _dumped(_died(code))
    code = 1
    try:
        die_with(parent)
        _confine(limits)
        with os.fdopen(writing, "wb") as out:
            out.write(_dumped(_read(body, name, limits)))
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was goes to the log
        traceback.print_exc()
    finally:
        os._exit(code)


def _confine(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.alarm(2 * limits.seconds)


def _read(body: bytes, name: str, limits: Limits) -> Text:
    try:
        return text_of(body, name, limits)
    except MemoryError:
        return Text(Seen.TOO_LARGE, detail="memory")


def _died(code: int) -> Text:
    """What a fork would say that did not come to say it; libraries that are no Python abort for want of memory."""
    if -code in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM):
        return Text(Seen.TOO_LARGE, detail="seconds")
    if -code == signal.SIGABRT:
        return Text(Seen.TOO_LARGE, detail="memory")
    return Text(Seen.BROKEN, detail=signal.Signals(-code).name if code < 0 else "error")


def _dumped(text: Text) -> bytes:
    return json.dumps(asdict(text)).encode()


if __name__ == "__main__":
    main(sys.argv[1:])
