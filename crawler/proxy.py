"""The browser's only way out: a proxy on loopback that resolves with our name servers and opens only what `Doors` opens.

The address that was checked is the one that is connected to, whatever the name leads to a moment later.
"""

import asyncio
import time
from collections import defaultdict
from contextlib import AbstractAsyncContextManager, closing, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from core.types import Outcome
from crawler.doors import Doors
from crawler.job import Job
from crawler.probes.http import outcome_of

Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_LONGEST_HEAD = 64 * 1024
_PIECE = 64 * 1024
#: So many bytes may come over one connection.
_LARGEST = 32 * 1024 * 1024
#: Seconds: to connect, of silence, of silence after an answer while others wait for a turn, between two looks at it.
_CONNECT, _SILENT, _YIELD, _LOOK = 10.0, 60.0, 2.0, 0.25
#: Headers that speak of one connection only.
_HOP = (b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"upgrade")


class _Closed(Exception):
    """Nothing is connected; why, as a word."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Proxy(AbstractAsyncContextManager["Proxy"]):
    """`async with Proxy(job) as proxy`: it listens at `proxy.url`; `failed` says why a host and port gave no answer.

    Never more connections to a host at once than the job allows.
    """

    def __init__(self, job: Job) -> None:
        self.failed: dict[tuple[str, int], Outcome] = {}
        self._doors = Doors(job)
        self._turns: dict[str, _Turns] = defaultdict(lambda: _Turns(job.concurrency))
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve((reader, writer)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, browser: Wire) -> None:
        """One request, or one tunnel, on a connection of its own; a broken one is closed, which is all that it can be told."""
        with closing(browser[1]), suppress(OSError, EOFError, ValueError):
            first, head = await _head(browser[0])
            method, target, _ = first.decode("ascii").split(" ")
            tunnel = method == "CONNECT"
            parts = urlsplit(f"https://{target}/" if tunnel else target)
            host, port = (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
            async with self._turns[host] as turns:
                try:
                    server = await self._connect(parts.geturl(), host, port)
                except _Closed as closed:
                    self.failed[host, port] = closed.outcome
                    return
                with closing(server[1]):
                    if tunnel:
                        browser[1].write(b"HTTP/1.1 200 OK\r\n\r\n")
                    else:
                        path = target.partition("://")[2].partition("/")[2]
                        server[1].write(f"{method} /{path} HTTP/1.1\r\n".encode() + head)
                    await _relay(browser, server, turns, tunnel)

    async def _connect(self, url: str, host: str, port: int) -> Wire:
        """Raises `_Closed`."""
        if not self._doors.open(url):
            raise _Closed(Outcome.FORBIDDEN)
        addresses, outcome = await self._doors.addresses(host)
        for address in addresses:
            try:
                return await asyncio.wait_for(asyncio.open_connection(address, port, limit=_LONGEST_HEAD), _CONNECT)
            except (OSError, TimeoutError) as error:
                outcome = outcome_of(error)
        raise _Closed(outcome)


class _Turns(AbstractAsyncContextManager["_Turns"]):
    """The connections to one host; `waiting` want one."""

    def __init__(self, number: int) -> None:
        self._free = asyncio.Semaphore(number)
        self.waiting = 0

    async def __aenter__(self) -> Self:
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._free.release()


async def _head(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """(first line, the headers down to the free line), told to close afterwards. Raises `ValueError` for a longer one."""
    kept: list[bytes] = []
    first, size = (await reader.readline()).strip(), 0
    while line := (await reader.readline()).rstrip(b"\r\n"):
        size += len(line)
        if size > _LONGEST_HEAD:
            raise ValueError("a head without end")
        if line.partition(b":")[0].strip().lower() not in _HOP:
            kept.append(line)
    return first, b"\r\n".join([*kept, b"Connection: close", b"", b""])


@dataclass(slots=True)
class _Talk:
    """When something was said last, and whether by the server."""

    at: float
    answered: bool = True


async def _relay(browser: Wire, server: Wire, turns: _Turns, tunnel: bool) -> None:
    """Both ways, until one side ends or nothing is said any more."""
    talk = _Talk(time.monotonic())

    async def answers() -> None:
        if not tunnel:
            browser[1].write(await _answer(server[0]))
        await _pump(server[0], browser[1], talk, answers=True)

    ways = (_pump(browser[0], server[1], talk, answers=False), answers(), _silence(talk, turns))
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, talk: _Talk, answers: bool) -> None:
    size = 0
    while size < _LARGEST and (piece := await source.read(_PIECE)):
        size += len(piece)
        talk.at, talk.answered = time.monotonic(), answers
        sink.write(piece)
        await sink.drain()


async def _answer(server: asyncio.StreamReader) -> bytes:
    """The head of the answer; those that only announce one are left out."""
    first, head = await _head(server)
    while b" 1" in first[:10]:
        first, head = await _head(server)
    return first + b"\r\n" + head


async def _silence(talk: _Talk, turns: _Turns) -> None:
    """Ends when nothing was said for long; an idle tunnel makes room for others sooner."""
    while time.monotonic() - talk.at < (_YIELD if talk.answered and turns.waiting else _SILENT):
        await asyncio.sleep(_LOOK)
