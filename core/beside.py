"""A part of a work done in a fork, while this process goes on with the rest."""

import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from core.leash import die_with

Result = TypeVar("Result")


@contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Yields a function that waits for what `work` returns; where the fork did not come to its end, the work is done here."""
    ours, theirs = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _answer(work, theirs, parent)
    os.close(theirs)
    done: list[int] = []

    def result() -> Result:
        told = pipe.read()
        done.append(os.waitpid(child, 0)[1])
        return pickle.loads(told) if done == [0] else work()

    with os.fdopen(ours, "rb") as pipe:
        try:
            yield result
        finally:
            if not done:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _answer(work: Callable[[], object], pipe: int, parent: int) -> None:
    code = 1
    try:
        die_with(parent)
        with os.fdopen(pipe, "wb") as out:
            pickle.dump(work(), out)
        code = 0
    except BaseException:  # noqa: BLE001 - the parent meets whatever it was, where it does the work itself
        traceback.print_exc()
    finally:
        os._exit(code)
