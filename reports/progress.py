"""What a walk tells while it goes: one live line on a terminal, log lines into a pipe."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

_EVERY = 10.0


@contextmanager
def shown(name: str, quiet: bool) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A function that takes the walk's messages, for as long as the walk goes."""
    console = Console(stderr=True, highlight=False)
    if quiet:
        yield lambda line: None
    elif console.is_terminal:
        told = _Told(name)
        with console.status(f"{name}：准备") as status:
            yield lambda line: status.update(told.words(line))
    else:
        yield _Told(name).log


class _Told:
    def __init__(self, name: str) -> None:
        self._name = name
        self._last = 0.0
        self._started = time.monotonic()

    def words(self, line: dict[str, Any]) -> str:
        if "pause" in line:
            wait = f"{line['pause']:g} 秒后" if line["pause"] else ""
            return f"{self._name}：{wait}再次读取核实"
        seconds = max(0.1, time.monotonic() - self._started)
        return f"{self._name}：已读 {line['read']}，待读 {line['waiting']}，每秒 {line['read'] / seconds:.1f} 个地址"

    def log(self, line: dict[str, Any]) -> None:
        if "pause" in line or time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            print(self.words(line), file=sys.stderr, flush=True)
