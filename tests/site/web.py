"""Web servers on 127.0.0.1 and ::1 that answer as told, misbehave as told, and remember what was asked of them."""

import asyncio
import ssl
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class Answer:
    """What stands at an address. A text or bytes alone is a web page that answers 200."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Content = str | bytes | Answer | Handler
Pages = dict[str, Content]


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it: `at` in seconds of some clock, `family` 4 or 6."""

    host: str
    path: str
    at: float
    agent: str
    family: int


class Web:
    """`hosts` maps host names to paths (with their query) to what stands there; `*` stands for any other, else 404."""

    def __init__(self) -> None:
        self.hosts: dict[str, Pages] = {}
        self.asked: list[Asked] = []
        self.most_at_once: Counter[str] = Counter()
        self.latency = 0.0
        self.port = 0
        self._now: Counter[str] = Counter()
        self._runner: web.ServerRunner | None = None

    def paths(self, host: str) -> list[str]:
        """What was asked of a host, in order."""
        return [one.path for one in self.asked if one.host == host]

    async def open(self) -> None:
        self._runner = web.ServerRunner(web.Server(self._answer), shutdown_timeout=0.1)  # type: ignore[arg-type]
        await self._runner.setup()
        four = web.TCPSite(self._runner, "127.0.0.1", 0)
        await four.start()
        self.port = self._runner.addresses[0][1]
        await web.TCPSite(self._runner, "::1", self.port).start()

    async def secure(self, context: ssl.SSLContext) -> int:
        """The same hosts over TLS; the port at which this certificate is shown."""
        assert self._runner is not None
        four = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=context)
        await four.start()
        port: int = self._runner.addresses[-1][1]
        await web.TCPSite(self._runner, "::1", port, ssl_context=context).start()
        return port

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        host, family = request.host.rpartition(":")[0], 6 if ":" in (request.remote or "") else 4
        agent = request.headers.get("User-Agent", "")
        self.asked.append(Asked(host, request.path_qs, time.monotonic(), agent, family))
        self._now[host] += 1
        self.most_at_once[host] = max(self.most_at_once[host], self._now[host])
        try:
            await asyncio.sleep(self.latency)
            pages = self.hosts.get(host, {})
            content = pages.get(request.path_qs) or pages.get(request.path) or pages.get("*", _NOT_THERE)
            return await _response(content, request)
        finally:
            self._now[host] -= 1


_NOT_THERE = Answer("<html><head><title>404</title></head><body>页面走丢了</body></html>", 404)


async def _response(content: Content, request: web.Request) -> web.StreamResponse:
    if callable(content):
        return await content(request)
    answer = content if isinstance(content, Answer) else Answer(content)
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    return web.Response(body=body, status=answer.status, headers={"Content-Type": "text/html", **answer.headers})
