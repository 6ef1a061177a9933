"""What a host's home page says over one family: the pages to compare, read as a visitor of that family reads them."""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

from core.blocked import block_page
from core.charset import decode
from core.clock import stamp
from core.hosts import Front
from core.html import understand
from core.types import Outcome, Page
from core.urls import host_of
from crawler.probes import http

_LARGEST = 4 * 1024 * 1024
_MOST_REDIRECTS = 5


async def front(
    url: str,
    address: str,
    *,
    look: int,
    user_agent: str,
    context: ssl.SSLContext,
    fingerprints: Mapping[str, Any],
    delay: float = 0.0,
) -> Front:
    """Read `url` from just this address; redirects within the host, written into the page too, lead on there after `delay`."""
    host, family = host_of(url), 6 if ":" in address else 4
    try:
        async with http.session(address, user_agent, context) as opened:
            for _ in range(_MOST_REDIRECTS + 1):
                outcome, status, page, further = await _read(opened, url, fingerprints)
                if not further or host_of(further) != host:
                    break
                url = further
                await asyncio.sleep(delay)
            else:
                outcome = Outcome.LOOP
    except http.FAILURES as error:
        failed = http.outcome_of(error)
        return Front(host, family, address, look, failed, url=url, at=stamp(), detail=type(error).__name__)
    seen = (page.title, _text(page)) if page else ("", "")
    return Front(host, family, address, look, outcome, status, url, *seen, at=stamp(), detail=further)


async def _read(
    opened: aiohttp.ClientSession, url: str, fingerprints: Mapping[str, Any]
) -> tuple[Outcome, int, Page | None, str]:
    """(outcome, status, what was understood, where the answer leads)."""
    async with opened.get(URL(url, encoded=True), allow_redirects=False) as response:
        body = bytearray()
        async for chunk in response.content.iter_chunked(65536):
            body += chunk
            if len(body) > _LARGEST:
                return Outcome.TOO_LARGE, response.status, None, ""
        if further := http.leads_to(response):
            return Outcome.HTTP_ERROR, response.status, None, further
        text, charset, _ = decode(bytes(body), response.charset or "")
        page = understand(text, url, home=True, charset=charset)
        headers = {key.lower(): value for key, value in response.headers.items()}
        if block_page(response.status, headers, page.title, page.text or text[:4000], fingerprints):
            return Outcome.BLOCKED, response.status, None, ""
        if response.status >= 300:
            return Outcome.HTTP_ERROR, response.status, None, ""
        return Outcome.OK, response.status, page, page.redirect


def _text(page: Page) -> str:
    """The words of the links and what stands outside them: where a link leads may differ from family to family."""
    return "\n".join([*(link.text for link in page.links if link.text and link.kind != "img"), *page.text.split("\n")])
