"""Fetches what a walk orders, Scrapy's way: politely, over guarded connections. It understands nothing of what it fetches."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from functools import partial
from socket import socket
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from twisted.python.failure import Failure

from core.bodies import as_kept
from core.clock import now
from core.interfaces import is_answer
from core.recorder import Waiting
from core.types import Outcome
from core.urls import host_of
from crawler import outcomes
from crawler.exchange import LENGTH, Answer, may_be_html, pack, unpack
from crawler.job import Job
from crawler.requests import came_from

#: So much of a body is enough to tell a protection's page.
_HEAD = 20_000
#: Seconds after the deadline in which requests under way may still end.
_GRACE = 1.0


class SiteSpider(Spider):
    """`start` lasts as long as the walk orders; every order is answered through the same `channel`."""

    name = "site"

    def __init__(self, job: Job, channel: socket) -> None:
        super().__init__()
        self.job = job
        self._channel = channel
        self._answers: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SiteSpider":
        spider: SiteSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._enough, signals.bytes_received)
        crawler.signals.connect(spider._crashed, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        if self.job.deadline:
            from twisted.internet import reactor

            reactor.callLater(max(0.1, self.job.deadline - now().timestamp()) + _GRACE, reactor.crash)
        orders, self._answers = await asyncio.open_connection(sock=self._channel)
        while waiting := await _order(orders):
            yield self.request(waiting)

    def request(self, waiting: Waiting) -> Request:
        callback, sent = self.parse_target, came_from(waiting)
        meta: dict[str, Any] = {"dont_retry": waiting.purpose == "external"}
        if waiting.purpose in ("page", "impossible"):
            callback, meta["waits_for_robots"] = self.parse, True
            compared = {"If-None-Match": waiting.etag, "If-Modified-Since": waiting.modified}
            sent |= {name: value for name, value in compared.items() if value}
        elif waiting.purpose == "attachment":
            callback = self.parse_attachment
            meta["download_maxsize"] = self.settings.getint("ATTACHMENT_MAXSIZE")
        else:
            # Only the beginning of a target is read: no limit of size, nothing packed.
            sent["Accept-Encoding"] = "identity"
            meta["download_maxsize"] = 0
        url = waiting.url
        errback = partial(self.failed, url)
        return Request(
            url, callback, errback=errback, headers=sent, meta=meta, cb_kwargs={"url": url}, dont_filter=True
        )

    def parse(self, response: Response, url: str) -> None:
        """A page, whole; of anything else the beginning."""
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        body = response.body if may_be_html(kind) or is_answer(response.url) else b""
        self._answer(response, url, body, *as_kept(body))

    def parse_attachment(self, response: Response, url: str) -> None:
        """A file, whole."""
        self._answer(response, url, response.body)

    def parse_target(self, response: Response, url: str) -> None:
        """An address that only has to answer: its status and the beginning of its body say whether it does."""
        self._answer(response, url, response.body[:_HEAD])

    def failed(self, url: str, failure: Failure) -> None:
        """No response at all."""
        request: Request = failure.request
        outcome, detail = outcomes.of_failure(failure, host_of(request.url))
        self._tell(Answer(url, str(outcome), detail))

    def _answer(self, response: Response, url: str, body: bytes, name: str = "", packed: bytes = b"") -> None:
        # The plain dict beneath: Scrapy's own brings every name into form again.
        first = {
            name.decode("latin-1").lower(): values[0].decode("latin-1") if values else ""
            for name, values in dict.items(response.headers)
        }
        latency = round(response.meta.get("download_latency", 0.0), 3)
        self._tell(
            Answer(
                *(url, str(Outcome.OK), "", response.status, response.url, first, body, len(response.body)),
                *(str(response.ip_address or ""), latency, name, packed),
            )
        )

    def _tell(self, answer: Answer) -> None:
        self._answers.write(pack(answer))

    def _crashed(self, failure: Failure, response: Response) -> None:
        """An answer that we stumble over is owed all the same: the walk waits for it."""
        assert response.request is not None
        self._tell(Answer(response.request.cb_kwargs["url"], str(Outcome.TIMEOUT), type(failure.value).__name__))

    def _enough(self, data: bytes, request: Request, spider: Spider) -> None:
        if request.callback == self.parse_target:
            raise StopDownload(fail=False)


class Scheduler(BaseScheduler):
    """Orders are given out as they came: the walk has put them in order. Redirects and retries go first."""

    def __init__(self) -> None:
        self._ready: deque[Request] = deque()

    def has_pending_requests(self) -> bool:
        return bool(self._ready)

    def enqueue_request(self, request: Request) -> bool:
        again = "redirect_times" in request.meta or "retry_times" in request.meta
        (self._ready.appendleft if again else self._ready.append)(request)
        return True

    def next_request(self) -> Request | None:
        return self._ready.popleft() if self._ready else None


async def _order(orders: asyncio.StreamReader) -> Waiting | None:
    """The next order, None when the walk is over."""
    try:
        length = await orders.readexactly(LENGTH)
        return Waiting(*unpack(await orders.readexactly(int.from_bytes(length, "big"))))
    except asyncio.IncompleteReadError:
        return None
