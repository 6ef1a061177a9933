"""Baseline a: what Scrapy gives by itself, a CrawlSpider with a LinkExtractor that only follows links."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

SETTINGS = {
    "CONCURRENT_REQUESTS": 8,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "LOG_LEVEL": "ERROR",
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
}


class FollowSpider(CrawlSpider):
    name = "follow"
    rules = (Rule(LinkExtractor(), callback="read", follow=True),)

    def __init__(self, start: str, found: set[str]) -> None:
        super().__init__()
        self.start_urls = [start]
        self.allowed_domains = [urlsplit(start).hostname or ""]
        self.found = found

    def read(self, response: Response) -> None:
        self.found.add(response.url)


def main(start: str, file: Path) -> None:
    found = {start}
    process = AsyncCrawlerProcess(SETTINGS)
    process.crawl(FollowSpider, start=start, found=found)
    process.start()
    file.write_text("\n".join(sorted(found)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
