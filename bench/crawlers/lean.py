"""Baseline b: a lean walk of one's own, lexbor and a set of seen links, with Scrapy as it comes, `--tuned`, or all of it off, `--bare`."""

import sys
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser

SETTINGS = {
    "CONCURRENT_REQUESTS": 8,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "LOG_LEVEL": "ERROR",
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
}


#: For a spider that yields little: Scrapy starts this many tasks for every response.
TUNED = {**SETTINGS, "CONCURRENT_ITEMS": 1}
#: No middleware, no extension, no statistics: nothing a crawl of real sites could do without.
BARE = {
    **SETTINGS,
    "ASYNCIO_EVENT_LOOP": "uvloop.Loop" if find_spec("uvloop") else None,
    "CONCURRENT_ITEMS": 1,
    "DOWNLOADER_MIDDLEWARES_BASE": {"scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590},
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "EXTENSIONS_BASE": {},
    "LOG_ENABLED": False,
    "SPIDER_MIDDLEWARES_BASE": {},
    "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
}


class LeanSpider(Spider):
    name = "lean"

    def __init__(self, start: str, found: list[str]) -> None:
        super().__init__()
        self.origin = start.rstrip("/")
        self.found = found
        self.seen = {start}

    async def start(self) -> AsyncIterator[Request]:
        yield Request(f"{self.origin}/")

    def parse(self, response: Response) -> Iterator[Request]:
        self.found.append(response.url)
        for node in LexborHTMLParser(response.body).css("a[href]"):
            href = node.attributes["href"] or ""
            rooted = href.startswith("/") and not href.startswith("//")
            url = self.origin + href if rooted else urljoin(response.url, href)
            if url not in self.seen:
                self.seen.add(url)
                if url.startswith(self.origin) and url.endswith((".html", "/")):
                    yield Request(urldefrag(url).url)


def main(start: str, file: Path, settings: dict[str, Any]) -> None:
    found: list[str] = []
    process = AsyncCrawlerProcess(settings)
    process.crawl(LeanSpider, start=start, found=found)
    process.start()
    file.write_text("\n".join(sorted(found)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), {"--bare": BARE, "--tuned": TUNED}.get(sys.argv[-1], SETTINGS))
