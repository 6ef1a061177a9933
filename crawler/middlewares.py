"""What stands between the walk and the network: no inner doors, cheap decompression, patience with busy servers."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from core.addresses import may_ask
from core.urls import is_inner
from crawler.job import Job


class Forbidden(IgnoreRequest):
    """An address that we do not ask: not HTTP, or an inner one that no registered address names."""


class Guard:
    """Every request, redirects too: HTTP only; a bare inner address only if a start address names it, port included.

    Of bare addresses `may_ask` knows the plain spelling only: 2130706433 and 0x7f.1 are never asked.
    """

    def __init__(self, job: Job) -> None:
        self._named = {_origin(url) for url in job.start}
        self._networks = job.networks

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Guard":
        return cls(crawler.settings["JOB"])

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        host = (parts.hostname or "").lower()
        if parts.scheme not in ("http", "https") or not host:
            raise Forbidden(request.url)
        inner = self._networks if _origin(request.url) in self._named else ()
        if (is_inner(host) and not may_ask(host, inner)) or (host == "localhost" and not inner):
            raise Forbidden(request.url)


def _origin(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)


class Decompression(HttpCompressionMiddleware):
    """Scrapy's own guesses the charset of the still compressed body on the way, which costs more than all the rest."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Any:
        encodings = response.headers.getlist("Content-Encoding")
        if not encodings or not response.body:
            return response
        try:
            body, _ = self._handle_encoding(response.body, encodings, self._max_size)
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


class BackOff:
    """A server that says 429 or 503 is asked more slowly from then on; one that recovers slowly gets its pace back.

    429 speaks of us and may slow us down a long way; 503 may be one broken page of a healthy site.
    """

    _LONGEST: ClassVar[dict[int, float]] = {429: 30.0, 503: 2.0}

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "BackOff":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        slot = self._slot(request)
        if slot is not None:
            if longest := self._LONGEST.get(response.status):
                slot.delay = max(slot.delay, min(longest, max(slot.delay * 2, 0.5)))
            elif slot.delay > self._delay and response.status < 400:
                slot.delay = max(self._delay, slot.delay * 0.9)
        return response

    def _slot(self, request: Request) -> Any:
        engine = self._crawler.engine
        assert engine is not None
        return engine.downloader.slots.get(request.meta.get("download_slot", ""))
