"""The process that fetches beside the walk, so that one page is understood while the next ones are on their way."""

import os
import signal
import socket
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from core.leash import die_with
from core.recorder import Waiting
from crawler.exchange import Answer, pack, receive
from crawler.job import Job
from crawler.settings import settings
from crawler.spiders.site import SiteSpider


class Fetcher:
    """A fork that runs Scrapy until the `with` block ends. It must begin before anything is open that a fork may not share."""

    def __init__(self, job: Job, words: Mapping[str, Any]) -> None:
        self._channel, theirs = socket.socketpair()
        parent = os.getpid()
        self._child = os.fork()
        if self._child == 0:
            self._channel.close()
            _fetch(job, words, theirs, parent)
        theirs.close()
        self._answers = self._channel.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._answers.close()
        self._channel.close()
        if kind:
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    def order(self, waiting: Waiting) -> None:
        """Every order is answered; without delay only while no more are open than Scrapy takes at once."""
        self._channel.sendall(pack(waiting))

    def answer(self) -> Answer | None:
        """The next answer, in the order in which they came; None where the fetcher has ended."""
        message = receive(self._answers)
        return Answer(*message) if message else None


def _fetch(job: Job, words: Mapping[str, Any], channel: socket.socket, parent: int) -> None:
    code = 1
    try:
        die_with(parent)
        process = AsyncCrawlerProcess(Settings(settings(job, words)))
        process.crawl(SiteSpider, job=job, channel=channel)
        process.start()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was goes to the log
        traceback.print_exc()
    finally:
        os._exit(code)
