"""How a request is put on a wire: Scrapy's way, with four differences.

A request is under way from the moment it is given out: Scrapy counts it when its task begins, and with little delay gives
out more at once than a host allows.  Nothing is asked twice behind our back: Twisted asks again at once, without the pause
that the host is owed, where a server hangs up on a connection that was kept.  A connection on which we hung up ourselves, for
we had read enough, is not kept for the next request.  And headers have an end.
"""

from collections.abc import Coroutine
from typing import Any

from scrapy.core import downloader
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.web._newclient import HEADER, STATUS

#: So many bytes of headers no server needs.
_LARGEST_HEAD = 256 * 1024


class Downloader(downloader.Downloader):
    """Scrapy's DOWNLOADER."""

    def _wait_for_download(self, slot: Any, request: Any, queue_dfd: Any) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)


class Handler(HTTP11DownloadHandler):
    """Scrapy's DOWNLOAD_HANDLERS for http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False
        self._pool._factory = _Factory


class _Protocol(_LenientHTTP11ClientProtocol):
    _head = 0

    def request(self, request: Any) -> Any:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        super().dataReceived(data)
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > _LARGEST_HEAD:
                self.abort()


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802 (Twisted's name)
        return _Protocol(self._keep)

    def _keep(self, protocol: _Protocol) -> None:
        if not protocol.transport.disconnecting:
            self._quiescentCallback(protocol)
