"""HTTP to just one address of a host, so that each family and each address answers for itself."""

import asyncio
import errno
import socket
import ssl
import time
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from core.clock import stamp
from core.types import Outcome, Probe
from core.urls import join

_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
#: What may go wrong with a request.
FAILURES = (aiohttp.ClientError, OSError, ValueError)
_TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=8, sock_read=15)


async def probe(url: str, address: str, *, look: int, user_agent: str, context: ssl.SSLContext) -> Probe:
    """GET `url` from just this address, redirects not followed; any status is an answer."""
    target = URL(url, encoded=True)
    family = 6 if ":" in address else 4
    started = time.perf_counter()
    status, outcome, detail = 0, Outcome.OK, ""
    try:
        async with (
            session(address, user_agent, context) as opened,
            opened.get(target, allow_redirects=False) as response,
        ):
            status, detail = response.status, leads_to(response)
    except FAILURES as error:
        outcome, detail = outcome_of(error), type(error).__name__
    milliseconds = round((time.perf_counter() - started) * 1000)
    port = target.port or 80
    return Probe(target.host or "", family, address, port, look, outcome, status, milliseconds, stamp(), detail)


def session(address: str, user_agent: str, context: ssl.SSLContext) -> aiohttp.ClientSession:
    """A session in which every name leads to this one address."""
    connector = aiohttp.TCPConnector(resolver=_Fixed(address), ssl=context, force_close=True)
    headers = {"User-Agent": user_agent, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    return aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT, trust_env=False, headers=headers)


def leads_to(response: aiohttp.ClientResponse) -> str:
    """The address that a redirect names, "" if the answer is none."""
    if not 300 <= response.status < 400:
        return ""
    return join(str(response.url), response.headers.get("Location", ""))


def has_route(address: str) -> bool:
    """Whether this machine would know a way to an IPv6 address, without sending anything."""
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect((address, 53))
        except OSError:
            return False
        return not str(sock.getsockname()[0]).startswith("fe80")


async def any_answers(addresses: list[str], port: int = 53, seconds: float = 4.0) -> bool:
    """Whether a TCP connection to one of the reference addresses succeeds: our own way out works."""

    async def connects(address: str) -> bool:
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(address, port), seconds)
        except (OSError, TimeoutError):
            return False
        writer.close()
        return True

    return any(await asyncio.gather(*(connects(address) for address in addresses)))


def outcome_of(error: BaseException) -> Outcome:
    """What one of `FAILURES` was, as a word."""
    if isinstance(error, (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError)):
        return Outcome.TLS_ERROR
    if isinstance(error, TimeoutError):
        return Outcome.TIMEOUT
    number = getattr(error, "errno", None)
    if number in _NO_ROUTE:
        return Outcome.NO_ROUTE
    if number == errno.ECONNREFUSED:
        return Outcome.REFUSED
    return Outcome.RESET


class _Fixed(AbstractResolver):
    """Resolves every name to one address."""

    def __init__(self, address: str) -> None:
        self._address, self._family = address, socket.AF_INET6 if ":" in address else socket.AF_INET

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=self._address, port=port, family=self._family, proto=0, flags=socket.AI_NUMERICHOST
            )
        ]

    async def close(self) -> None:
        return None
