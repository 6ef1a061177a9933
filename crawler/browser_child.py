"""Drives the browser: `python -m crawler.browser_child PARENT`. On standard input what `Browser` is told, then an address a line.

The profile is empty and of this process alone, every page has a fresh context, and all traffic goes through our own proxy.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from typing import Any

from playwright.async_api import Browser, Error, Page, Playwright, async_playwright

from core import children
from core.catalogue import load
from core.leash import die_with
from core.types import Outcome
from crawler import shots
from crawler.browser import Drawn
from crawler.job import Job
from crawler.proxy import Proxy
from crawler.visit import Visit

#: Seconds between two looks at what it holds.
_LOOK = 1.0
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    # One request at a time over a connection: the proxy counts connections.
    "--disable-http2",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dns-prefetch-disable",
    # Under its name of today and of before.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--renderer-process-limit=4",
    "--js-flags=--max-old-space-size=512",
)
_WITHOUT_PICTURES = "--blink-settings=imagesEnabled=false"
WIDTH, HEIGHT = 1200, 720


class Chromium:
    """One browser after the other, none for long."""

    def __init__(self, driver: Playwright, proxy: Proxy, job: Job, told: Sequence[Any]) -> None:
        self._driver, self._proxy, self._job = driver, proxy, job
        self._program, pictures, self._most_pages, self._most_megabytes = told
        self._flags = [*_FLAGS, *(() if pictures else (_WITHOUT_PICTURES,))]
        self._browser: Browser | None = None
        self._pages = self._held = 0
        self.overfed = False

    @asynccontextmanager
    async def page(self, **context: Any) -> AsyncIterator[Page]:
        """An empty page in a context of its own."""
        browser = self._browser
        old = self._pages >= self._most_pages and not self._held
        if browser is None or not browser.is_connected() or old:
            browser = await self._begin()
        usual: dict[str, Any] = {
            "viewport": {"width": WIDTH, "height": HEIGHT},
            "user_agent": self._job.user_agent,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "accept_downloads": False,
            "service_workers": "block",
            "ignore_https_errors": True,
        }
        made = await browser.new_context(**usual | context)
        self._pages, self._held = self._pages + 1, self._held + 1
        try:
            page = await made.new_page()
            made.on("page", lambda other: asyncio.ensure_future(other.close()))
            yield page
        finally:
            self._held -= 1
            with suppress(Error):
                await made.close()

    async def watch(self) -> None:
        """End a browser that holds too much."""
        while True:
            await asyncio.sleep(_LOOK)
            if self._browser is not None and children.megabytes(os.getpid()) > self._most_megabytes:
                full, self._browser, self.overfed = self._browser, None, True
                await full.close()

    async def _begin(self) -> Browser:
        if self._browser is not None:
            await self._browser.close()
        self._pages, self.overfed = 0, False
        self._browser = await self._driver.chromium.launch(
            executable_path=self._program,
            chromium_sandbox=os.geteuid() != 0,
            proxy={"server": self._proxy.url, "bypass": "<-loopback>"},
            args=self._flags,
            handle_sigint=False,
        )
        return self._browser


async def serve(parent: int) -> None:
    """Answer each address with what was seen of it."""
    die_with(parent)
    first, *told = json.loads(sys.stdin.readline())
    job, words = Job.loads(first), load().words
    async with Proxy(job) as proxy, async_playwright() as driver:
        chromium = Chromium(driver, proxy, job, told)
        watch = asyncio.create_task(chromium.watch())
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            try:
                drawn = await _drawn(chromium, proxy, job, words, asked)
            except Error as error:
                drawn = Drawn(asked["url"], Outcome.RESET, detail=error.message)
            if chromium.overfed:
                drawn = Drawn(asked["url"], Outcome.TOO_LARGE)
            print(json.dumps(asdict(drawn)), flush=True)
        watch.cancel()


async def _drawn(
    chromium: Chromium, proxy: Proxy, job: Job, words: Mapping[str, Any], asked: Mapping[str, Any]
) -> Drawn:
    async with chromium.page() as page:
        visit = Visit(page, proxy, words)
        drawn = await visit.open(asked["url"], job.timeout)
        if drawn.outcome is Outcome.OK and asked["shots"] and await visit.shows(asked["final"]):
            async with chromium.page(offline=True, java_script_enabled=False) as paper:
                return await shots.taken(page, paper, drawn, asked["shots"], words["pictures"])
        return drawn


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
