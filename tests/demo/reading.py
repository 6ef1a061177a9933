"""Reads the practice district as a browser without scripts would, and asks its name server."""

import asyncio
import socket
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
import dns.asyncresolver
import dns.nameserver
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult
from selectolax.lexbor import LexborHTMLParser

from demo import Practice


@dataclass(frozen=True)
class Answer:
    status: int
    type: str
    body: bytes
    url: str


class _Loopback(AbstractResolver):
    """Every name of the district, at one address."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        family = socket.AF_INET6 if ":" in self._address else socket.AF_INET
        return [
            ResolveResult(
                hostname=host, host=self._address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


def read(*urls: str, address: str = "127.0.0.1", method: str = "GET", redirects: bool = True) -> list[Answer | None]:
    """The answers in the order of the addresses; None where the server hung up or nobody listens."""

    async def one(session: aiohttp.ClientSession, url: str) -> Answer | None:
        try:
            async with session.request(method, url, allow_redirects=redirects) as response:
                kind = response.headers.get("Content-Type", "")
                return Answer(response.status, kind, await response.read(), str(response.url))
        except aiohttp.ClientConnectionError:
            return None

    async def every() -> list[Answer | None]:
        connector = aiohttp.TCPConnector(resolver=_Loopback(address), limit=8, force_close=True, ssl=False)
        agent = {"User-Agent": "district-test"}
        async with aiohttp.ClientSession(connector=connector, headers=agent) as session:
            return await asyncio.gather(*(one(session, url) for url in urls))

    return asyncio.run(every())


def answered(url: str, **how: str | bool) -> Answer:
    found = read(url, **how)[0]  # type: ignore[arg-type]
    assert found is not None
    return found


def asked(district: Practice, host: str, kind: str) -> list[str] | str:
    """Records in order, or the word for what came instead."""
    address, _, port = district.nameserver.rpartition(":")

    async def ask() -> list[str] | str:
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = [dns.nameserver.Do53Nameserver(address, int(port))]
        try:
            answer = await resolver.resolve(host, kind, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            return "no such host"
        except dns.resolver.NoNameservers:
            return "failed"
        return sorted(record.to_text() for record in answer.rrset) if answer.rrset else []

    return asyncio.run(ask())


def written(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def links(answer: Answer) -> set[str]:
    """Where a browser without scripts would go from a page, and what it would load."""
    text = answer.body.decode(written(answer.body))
    tree = LexborHTMLParser(text)
    found = {
        node.attributes.get(name) or ""
        for name in ("href", "src", "action")
        for node in tree.css(f"a[{name}], img[{name}], link[{name}]")
    }
    refreshes = tree.css("meta[http-equiv=Refresh]")
    found |= {(node.attributes.get("content") or "").partition("URL=")[2] for node in refreshes}
    found = {
        href.replace("\\", "/")
        for href in found
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:"))
    }
    return {urljoin(answer.url, href).partition("#")[0] for href in found}
