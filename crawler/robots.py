"""What the robots.txt of an origin allows, as RFC 9309 reads it: where it cannot be had because the server fails, nothing is.

A server that fails may only be busy: it is asked again, a little later, before its pages are given up for this walk.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.python.failure import Failure

from core.types import Outcome
from core.urls import host_of
from crawler.manners import ROBOTS_UNREAD
from crawler.middlewares import LeftAlone
from crawler.outcomes import of_failure

#: A server that answers so has said nothing of what it allows.
_TOO_MANY, _FAILS = 429, 500

_Rules = RobotParser | Outcome | None


class Robots(RobotsTxtMiddleware):
    """An origin is asked for its rules once, by the first request to it; the others wait, and leave in the order in which they came."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._pauses = [delay * times for times in crawler.settings["MANNERS"]["robots_again"]]
        self._rules: dict[str, _Rules] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        url = urlparse_cached(request)
        origin = f"{url.scheme}://{url.netloc}"
        async with self._turns[origin]:
            if origin not in self._rules:
                pauses = self._pauses if request.meta.get("waits_for_robots") else ()
                self._rules[origin] = await self._patiently(origin, request, pauses)
        rules = self._rules[origin]
        if isinstance(rules, Outcome):
            raise LeftAlone(rules, ROBOTS_UNREAD)
        self.process_request_2(rules, request)

    async def _patiently(self, origin: str, request: Request, pauses: Sequence[float]) -> _Rules:
        rules = await self._ask(origin, request)
        for pause in pauses:
            if not isinstance(rules, Outcome) or rules is Outcome.NO_SUCH_HOST:
                break
            await asyncio.sleep(pause)
            rules = await self._ask(origin, request)
        return rules

    async def _ask(self, origin: str, request: Request) -> _Rules:
        """The rules, None where there are none, or why they could not be had."""
        meta = {"dont_obey_robotstxt": True, "dont_retry": request.meta.get("dont_retry", False)}
        url = f"{origin}/robots.txt"
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(
                Request(url, NO_CALLBACK, priority=self.DOWNLOAD_PRIORITY, meta=meta)
            )
        except (IgnoreRequest, DownloadCancelledError, ValueError):
            return None
        except Exception as error:  # noqa: BLE001 - whatever kept the answer from us
            return of_failure(Failure(error), host_of(url))[0]
        if response.status == _TOO_MANY or response.status >= _FAILS:
            return Outcome.ROBOTS
        return await self._understood(response, request) if response.status < 300 else None

    async def _understood(self, response: Response, request: Request) -> RobotParser:
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, response.body)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules
