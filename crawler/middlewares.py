"""What stands between the walk and the network: no inner doors, cheap decompression, patience with busy servers."""

import zlib
from time import monotonic
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Response
from scrapy.utils.gz import gunzip
from twisted.python.failure import Failure

from core.blocked import block_page
from core.charset import decode
from core.clock import now
from core.types import Outcome
from core.urls import host_of
from crawler.doors import Doors
from crawler.exchange import may_be_html
from crawler.job import Job
from crawler.manners import BUSY, LEFT_ALONE, Manners, pause_of

#: So much of an answer tells a protection's page; longer ones that answer 200 are none.
_HEAD, _LONGEST = 20_000, 100_000
#: A body is packed once; who packs it more often than this is left packed.
_LAYERS = 3


class Forbidden(IgnoreRequest):
    """An address that we do not ask: not HTTP, or an inner one that no registered address names."""


class Guard:
    """Every request, redirects too: only what `Doors` opens."""

    def __init__(self, job: Job) -> None:
        self._doors = Doors(job)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Guard":
        return cls(crawler.settings["JOB"])

    def process_request(self, request: Request) -> None:
        if not self._doors.open(request.url):
            raise Forbidden(request.url)


class Decompression(HttpCompressionMiddleware):
    """Scrapy's own guesses the charset of the still compressed body on the way, which costs more than all the rest.

    It also takes what it can from a body that was cut off: half a list looks like a short one.
    """

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Any:
        encodings = [one.strip().lower() for one in b",".join(response.headers.getlist("Content-Encoding")).split(b",")]
        if encodings == [b""] or not response.body:
            return response
        try:
            if encodings == [b"gzip"] and "download_stopped" not in response.flags:
                body = _gunzipped(response.body, self._max_size)
            else:
                body, _ = self._handle_encoding(response.body, encodings[-_LAYERS:], self._max_size)
        except ValueError as error:
            raise IgnoreRequest("over DOWNLOAD_MAXSIZE once unpacked") from error
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        return Response(
            response.url,
            status=response.status,
            headers=headers,
            body=body,
            flags=response.flags,
            request=request,
            ip_address=response.ip_address,
            protocol=response.protocol,
        )


def _gunzipped(packed: bytes, most: int) -> bytes:
    """Raises `ValueError` for more than `most` bytes. What is not of one piece Scrapy unpacks, a wrong checksum forgiven."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        body = unpacking.decompress(packed, most + 1)
    except zlib.error:
        return gunzip(packed, max_size=most)
    if len(body) > most:
        raise ValueError
    if not unpacking.eof:
        raise ResponseDataLossError
    return gunzip(packed, max_size=most) if unpacking.unused_data.startswith(b"\x1f\x8b") else body


class LeftAlone(IgnoreRequest):
    """A host that is not asked any more: `outcome` and `detail` say why."""

    def __init__(self, outcome: Outcome, detail: str = LEFT_ALONE) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.detail = detail


class Patience:
    """Every request keeps the distance that its host wants, redirects and retries too; who sends us away is left alone."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._fingerprints = crawler.settings["FINGERPRINTS"]
        self._manners = Manners(crawler.settings.getfloat("DOWNLOAD_DELAY"), crawler.settings["MANNERS"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Patience":
        found = cls(crawler)
        crawler.signals.connect(found._robots, signals.robots_parsed)
        crawler.signals.connect(found._arrived, signals.response_downloaded)
        return found

    def process_request(self, request: Request) -> None:
        host = host_of(request.url)
        # A redirect brings along the slot of the host that it comes from.
        request.meta["download_slot"] = host
        if outcome := self._manners.left_alone(host):
            raise LeftAlone(outcome)

    def process_response(self, request: Request, response: Response) -> Response:
        host = host_of(request.url)
        self._manners.answered(host, response.status, blocked=self._is_blocked(response))
        self._keep(host)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, (IgnoreRequest, DownloadCancelledError, CannotResolveHostError)):
            host = host_of(request.url)
            self._manners.silent(host)
            self._keep(host)

    def _arrived(self, response: Response, request: Request) -> None:
        """Before the next request to this host leaves: when a response comes to the middlewares, it has left."""
        if response.status in BUSY:
            host, pause = host_of(request.url), _pause(response)
            self._manners.busy(host, response.status, pause)
            self._keep(host, pause)

    def _robots(self, robotparser: Any, request: Request) -> None:
        delay = robotparser.rp.crawl_delay(self._crawler.settings["ROBOTSTXT_USER_AGENT"])
        if delay:
            host = host_of(request.url)
            self._manners.asks_for(host, float(delay))
            self._keep(host)

    def _is_blocked(self, response: Response) -> bool:
        """Of good answers few are looked into: most have more links than a protection's page, and are the walk's to understand."""
        if response.status == 200 and not self._may_stand_in(response):
            return False
        body = response.body if response.status == 200 else response.body[:_HEAD]
        sent = {
            key.decode("latin-1").lower(): b"".join(values[:1]).decode("latin-1")
            for key, values in response.headers.items()
        }
        text, _, _ = decode(body, "")
        return bool(block_page(response.status, sent, "", text, self._fingerprints, text.count("<a ")))

    def _may_stand_in(self, response: Response) -> bool:
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        links = response.body.count(b"<a ") + response.body.count(b"<A ")
        return may_be_html(kind) and len(response.body) <= _LONGEST and links < self._fingerprints["navigation"]

    def _keep(self, host: str, pause: float = 0.0) -> None:
        """Tell Scrapy's queue of the host; it forgets what it was told when the host has nothing to do for a minute."""
        assert self._crawler.engine is not None
        downloader, delay = self._crawler.engine.downloader, self._manners.delay(host)
        if delay > self._crawler.settings.getfloat("DOWNLOAD_DELAY"):
            downloader.per_slot_settings[host] = {"delay": delay}
        slot = downloader.slots.get(host)
        if slot is None:
            return
        slot.delay = delay
        slot.lastseen = max(slot.lastseen, monotonic() + pause - delay) if pause else slot.lastseen
        if outcome := self._manners.left_alone(host):
            while slot.queue:
                slot.queue.popleft()[1].errback(Failure(LeftAlone(outcome)))


def _pause(response: Response) -> float:
    after, date = ((response.headers.get(name) or b"").decode("latin-1") for name in ("Retry-After", "Date"))
    return pause_of(response.status, after, date, now())
