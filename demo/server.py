"""Serves the district on loopback: HTTP over IPv4 and IPv6, names over UDP and TCP, in a thread of its own."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import unquote

from aiohttp import web

from demo.district import District, Manner, Ports
from demo.nameserver import NameServer
from demo.pages import missing
from demo.replies import Replies, Reply

_SLOW = 30.0
_TRIES = 20
_AT_ONCE = 0.3


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it was received: `at` in seconds since the epoch, `family` 4 or 6."""

    method: str
    host: str
    path: str
    agent: str
    at: float
    family: int


@dataclass(frozen=True, slots=True)
class Sockets:
    """Bound and listening, so that the ports are known before the pages are written. `ipv6`: this machine has ::1."""

    both: tuple[socket.socket, ...]
    tls: tuple[socket.socket, ...]
    four: socket.socket
    ipv6: bool

    @property
    def ports(self) -> Ports:
        both, four, tls = (sock.getsockname()[1] for sock in (self.both[0], self.four, self.tls[0]))
        return Ports(both, four, tls)


def sockets(port: int = 0) -> Sockets:
    """A port (0: a free one) on 127.0.0.1 and ::1, another such for TLS, and one on 127.0.0.1 alone.

    Raises `OSError` if the port is taken.
    """
    ipv6 = _has_ipv6()
    both = _pair(port, ipv6)
    return Sockets(both, _pair(0, ipv6), _listening(socket.AF_INET, "127.0.0.1", 0), ipv6)


def _pair(port: int, ipv6: bool) -> tuple[socket.socket, ...]:
    """The same port on both families."""
    for attempt in range(_TRIES):
        four = _listening(socket.AF_INET, "127.0.0.1", port)
        try:
            return (four, _listening(socket.AF_INET6, "::1", four.getsockname()[1])) if ipv6 else (four,)
        except OSError:
            four.close()
            if port or attempt == _TRIES - 1:
                raise
    raise OSError("no free port")


def _listening(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind((address, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def _has_ipv6() -> bool:
    try:
        _listening(socket.AF_INET6, "::1", 0).close()
    except OSError:
        return False
    return True


class WebServer:
    """Answers by Host header and path; `requests` grows while it runs."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._missing = missing()
        self._visits: dict[str, tuple[float, int]] = {}
        self.requests: list[Request] = []

    async def start(self, bound: Sockets, context: ssl.SSLContext) -> web.ServerRunner:
        runner = web.ServerRunner(web.Server(self._answer, access_log=None), shutdown_timeout=0.2)
        await runner.setup()
        for sock in (*bound.both, bound.four):
            await web.SockSite(runner, sock).start()
        for sock in bound.tls:
            await web.SockSite(runner, sock, ssl_context=context).start()
        return runner

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        host = (request.headers.get("Host") or "").rpartition(":")[0].lower() or request.host.lower()
        path = unquote(request.rel_url.raw_path)
        received = _received(request, host, path)
        self.requests.append(received)
        reply = self._replies.get((host, path), self._missing)
        match reply.manner:
            case Manner.SLOW:
                await asyncio.sleep(_SLOW)
            case Manner.RESET if request.transport:
                request.transport.abort()
            case Manner.FICKLE:
                reply = self._missing if self._visit(path, received.at) % 2 else reply
        if reply.lists:
            reply = await self._listed(reply, request)
        if reply.six and received.family == 6:
            reply = replace(reply, body=reply.six)
        return _response(reply)

    def _visit(self, path: str, at: float) -> int:
        """The number of this visit; who asks again at once is still the same visitor."""
        last, number = self._visits.get(path, (0.0, 0))
        number += at - last > _AT_ONCE
        self._visits[path] = at, number
        return number

    async def _listed(self, reply: Reply, request: web.BaseRequest) -> Reply:
        """What an interface says to the parameters of the address or of the form."""
        form = {key: str(value) for key, value in (await request.post()).items()}
        asked = dict(request.rel_url.query) | form
        listing = reply.lists.get(asked.get("columnid") or asked.get("pageId", ""))
        if listing is None:
            return self._missing
        body, kind = listing.answer(asked)
        return Reply(body, kind)


def _received(request: web.BaseRequest, host: str, path: str) -> Request:
    family = 6 if ":" in (request.remote or "") else 4
    agent = request.headers.get("User-Agent", "")
    return Request(request.method, host, path, agent, time.time(), family)  # noqa: TID251 (when it happened, not for how long)


def _response(reply: Reply) -> web.Response:
    headers = {"Content-Type": reply.type} | ({"Location": reply.location} if reply.location else {})
    return web.Response(body=reply.body, status=reply.status, headers=headers)


@contextmanager
def serving(
    district: District, replies: Replies, bound: Sockets, context: ssl.SSLContext
) -> Iterator[tuple[WebServer, NameServer, int]]:
    """Both servers, and the port of the name server, for as long as the block runs."""
    pages, names = WebServer(replies), NameServer(district.hosts)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="practice district", daemon=True)
    thread.start()
    try:
        end, port = asyncio.run_coroutine_threadsafe(_start(pages, names, bound, context), loop).result()
        try:
            yield pages, names, port
        finally:
            asyncio.run_coroutine_threadsafe(_stop(end), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


_Running = tuple[web.ServerRunner, asyncio.DatagramTransport, asyncio.Server]


async def _start(pages: WebServer, names: NameServer, bound: Sockets, context: ssl.SSLContext) -> tuple[_Running, int]:
    runner = await pages.start(bound, context)
    loop = asyncio.get_running_loop()
    for attempt in range(_TRIES):
        tcp = await asyncio.start_server(names.talk, "127.0.0.1", 0)
        port: int = tcp.sockets[0].getsockname()[1]
        try:
            udp, _ = await loop.create_datagram_endpoint(lambda: names, ("127.0.0.1", port))
        except OSError:
            tcp.close()
            if attempt == _TRIES - 1:
                raise
        else:
            return (runner, udp, tcp), port
    raise OSError("no free port")


async def _stop(running: _Running) -> None:
    runner, udp, tcp = running
    udp.close()
    tcp.close()
    await runner.cleanup()
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
