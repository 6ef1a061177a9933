"""One page as a browser opens it: how that ended, and whether all came that draws it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, Page, Request, Response
from playwright.async_api import TimeoutError as Late

from core.blocked import block_page, instead
from core.charset import decode
from core.clock import stamp
from core.types import Outcome
from core.urls import canonical, within
from crawler.browser import Drawn
from crawler.proxy import Proxy

#: Seconds that scripts get until nothing is asked any more.
_SETTLE = 8.0
_LARGEST = 8 * 1024 * 1024
#: So much of a body is enough to tell a protection's page.
_HEAD = 20_000
_HTML = ("text/html", "application/xhtml+xml", "")
#: What may bring words to the page.
_DRAWING = ("document", "script", "xhr", "fetch")
_FAILED = {
    "ERR_NAME_NOT_RESOLVED": Outcome.RESOLVER_FAILED,
    "ERR_CERT": Outcome.TLS_ERROR,
    "ERR_SSL": Outcome.TLS_ERROR,
    "ERR_BAD_SSL": Outcome.TLS_ERROR,
    "ERR_TOO_MANY_REDIRECTS": Outcome.LOOP,
    "ERR_TIMED_OUT": Outcome.TIMEOUT,
    "ERR_INVALID_URL": Outcome.FORBIDDEN,
    "ERR_UNSAFE_PORT": Outcome.FORBIDDEN,
    "ERR_ABORTED": Outcome.NOT_HTML,
    "Download": Outcome.NOT_HTML,
}


class Visit:
    """`open` it once, then look at `page`."""

    def __init__(self, page: Page, proxy: Proxy, words: Mapping[str, Any]) -> None:
        self.page = page
        self._proxy, self._fingerprints, self._never = proxy, words["blocked"], words["walk"]["external"]["never"]
        self._answer: Response | None = None
        self._asked = ""
        self._missing = False
        page.on("request", self._begun)
        page.on("response", self._answered)
        page.on("requestfailed", self._broken)

    async def open(self, url: str, seconds: float) -> Drawn:
        """What became of it; the page's source only where that is good."""
        drawn = Drawn(url, Outcome.FORBIDDEN, at=stamp())
        if not url.startswith(("http://", "https://")):
            return drawn
        try:
            await self.page.goto(url, wait_until="domcontentloaded", timeout=seconds * 1000)
        except Late:
            return replace(drawn, outcome=Outcome.TIMEOUT)
        except Error as error:
            return replace(drawn, outcome=self._why(url, error.message), detail=error.message)
        silent = False
        with suppress(Late):
            await self.page.wait_for_load_state("networkidle", timeout=_SETTLE * 1000)
            silent = True
        return await self._seen(replace(drawn, whole=silent and not self._missing))

    async def shows(self, final: str) -> bool:
        """Whether this is the page at `final`, and not one that stands in its place."""
        return canonical(self.page.url) == final and not instead(
            *await self._words(), self._fingerprints, await self._links()
        )

    async def _seen(self, drawn: Drawn) -> Drawn:
        answer, final = self._answer, canonical(self.page.url)
        if answer is None or not final:
            return replace(drawn, outcome=self._why(self._asked, ""))
        drawn = replace(drawn, final=final, status=answer.status)
        headers = await answer.all_headers()
        if headers.get("content-type", "").partition(";")[0].strip().lower() not in _HTML:
            return replace(drawn, outcome=Outcome.NOT_HTML)
        if await self._is_protected(answer, headers):
            return replace(drawn, outcome=Outcome.BLOCKED)
        if answer.status >= 400:
            return replace(drawn, outcome=Outcome.HTTP_ERROR)
        html = await self.page.content()
        if len(html) > _LARGEST:
            return replace(drawn, outcome=Outcome.TOO_LARGE)
        return replace(drawn, outcome=Outcome.OK, html=html)

    async def _is_protected(self, answer: Response, headers: Mapping[str, str]) -> bool:
        """By what came, read in whatever charset it is, or by what scripts have made of it."""
        source, links = "", await self._links()
        with suppress(Error):
            source = decode((await answer.body())[:_HEAD])[0]
        sights = (("", source), await self._words())
        return any(block_page(answer.status, headers, *seen, self._fingerprints, links) for seen in sights)

    async def _words(self) -> tuple[str, str]:
        """(title, text) as a reader sees them."""
        return await self.page.title(), str(await self.page.evaluate("document.body?.innerText ?? ''"))

    async def _links(self) -> int:
        return await self.page.locator("a[href]").count()

    def _begun(self, request: Request) -> None:
        if self._leads(request):
            self._asked, self._missing = request.url, False

    def _answered(self, response: Response) -> None:
        if self._leads(response.request):
            self._answer = response
        elif response.status >= 400:
            self._lost(response.request)

    def _broken(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self._lost(request)

    def _lost(self, request: Request) -> None:
        counts = request.resource_type in _DRAWING and not within(request.url, self._never)
        self._missing = self._missing or counts

    def _leads(self, request: Request) -> bool:
        return request.is_navigation_request() and request.frame == self.page.main_frame

    def _why(self, url: str, message: str) -> Outcome:
        """Why nothing came; what the proxy knows is more than what the browser says."""
        parts = urlsplit(self._asked or url)
        origin = (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
        said = (outcome for part, outcome in _FAILED.items() if part in message)
        return self._proxy.failed.get(origin) or next(said, Outcome.RESET)
