"""A part of a work in a fork: its result comes back, and nothing is lost where the fork dies or another part fails."""

import os
import signal
from collections.abc import Callable

import pytest

from core.beside import beside

HERE = os.getpid()


def killed_elsewhere() -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def much() -> list[int]:
    return list(range(100_000))


def fails() -> int:
    raise ZeroDivisionError


@pytest.mark.parametrize(("work", "there"), [(os.getpid, True), (killed_elsewhere, False)])
def test_the_work_is_done_in_a_fork_or_where_that_dies_here(work: Callable[[], int], there: bool) -> None:
    with beside(work) as result:
        assert (result() != HERE) is there


def test_much_comes_back_whole() -> None:
    with beside(much) as result:
        assert result() == list(range(100_000))


def test_what_fails_in_the_fork_fails_here() -> None:
    with pytest.raises(ZeroDivisionError), beside(fails) as result:
        result()


def test_nobody_waits_for_a_fork_whose_result_nobody_wants() -> None:
    with pytest.raises(KeyboardInterrupt), beside(signal.pause):
        raise KeyboardInterrupt
