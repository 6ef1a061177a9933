"""What is still to be read, and in which order: breadth first, pages before mere targets, hosts in turn.

`Frontier` is the walk's own book, written through to the snapshot; `Scheduler` hands it to Scrapy one request at a time,
so that no request object exists for an address that waits.
"""

from collections import Counter, deque
from typing import Any

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from core.recorder import Recorder, Waiting
from core.urls import host_of

#: Addresses that differ in their query alone: so many of one path in a row that bring nothing new end it.
_STALE_VARIANTS = 12
_DEEPEST = 30
#: Further pages of one list; what goes on longer is a calendar.
_LONGEST_LIST = 2000


class Frontier:
    """Offers come in from pages; `next` gives out what to read. An address is given out once.

    The first look goes on where an interrupted one stopped; a second look starts with nothing.
    """

    def __init__(self, recorder: Recorder, max_pages: int = 0) -> None:
        self._recorder = recorder
        self._known = recorder.known() if recorder.look == 1 else set()
        self._pages: deque[Waiting] = deque()
        self._targets: dict[str, deque[Waiting]] = {}
        self._max_pages = max_pages
        self._given = recorder.count("frontier", "purpose = 'page' AND state = 1") if recorder.look == 1 else 0
        self._stale: Counter[str] = Counter()
        self._further: Counter[str] = Counter()
        self.limited = bool(max_pages) and self._given >= max_pages and recorder.count("frontier", "state = 2") > 0
        self.closed = False
        for waiting in recorder.waiting() if recorder.look == 1 else ():
            self._put(waiting)

    def __len__(self) -> int:
        return len(self._pages) + sum(map(len, self._targets.values()))

    def __contains__(self, url: str) -> bool:
        """Whether the address was ever offered."""
        return url in self._known

    def took(self, url: str) -> None:
        """An address that was read without having waited: where a redirect led."""
        self._known.add(url)

    def offer(self, url: str, purpose: str, depth: int, first: str | None = None) -> bool:
        """Whether the address is new and will be asked, or was given up at once."""
        if url in self._known or depth > _DEEPEST or (first and self._further[first] >= _LONGEST_LIST):
            return False
        if first:
            self._further[first] += 1
        self._known.add(url)
        waiting = Waiting(url, purpose, depth, first)
        self._recorder.queue(waiting)
        if purpose == "page" and self._stale[_path(url)] >= _STALE_VARIANTS and "?" in url:
            self._recorder.give_up(url)
        else:
            self._put(waiting)
        return True

    def same_again(self, url: str) -> None:
        """A page that repeats another: variants of its query are probably endless."""
        if "?" in url:
            self._stale[_path(url)] += 1

    def fresh(self, url: str) -> None:
        """A page that brought something: variants of its query are worth reading."""
        self._stale.pop(_path(url), None)

    def next(self) -> Waiting | None:
        if self.closed:
            return None
        while self._pages:
            if self._max_pages and self._given >= self._max_pages:
                self._give_up_pages()
                break
            waiting = self._pages.popleft()
            if "?" in waiting.url and self._stale[_path(waiting.url)] >= _STALE_VARIANTS:
                self._recorder.give_up(waiting.url)
                continue
            self._given += 1
            return waiting
        return self._next_target()

    def _next_target(self) -> Waiting | None:
        """The hosts in turn, so that a slow one holds up nobody."""
        if not self._targets:
            return None
        host = next(iter(self._targets))
        queue = self._targets.pop(host)
        waiting = queue.popleft()
        if queue:
            self._targets[host] = queue
        return waiting

    def _give_up_pages(self) -> None:
        self.limited = True
        for waiting in self._pages:
            self._recorder.give_up(waiting.url)
        self._pages.clear()

    def _put(self, waiting: Waiting) -> None:
        if waiting.purpose == "page":
            self._pages.append(waiting)
        else:
            self._targets.setdefault(host_of(waiting.url), deque()).append(waiting)


def _path(url: str) -> str:
    return url.partition("?")[0]


class Scheduler(BaseScheduler):
    """Scrapy's view of the frontier. Redirects and retries come back through `enqueue_request` and go first."""

    def __init__(self) -> None:
        self._ready: deque[Request] = deque()
        self._spider: Any = None

    def open(self, spider: Spider) -> None:
        self._spider = spider

    def has_pending_requests(self) -> bool:
        return bool(self._ready) or (not self._spider.frontier.closed and len(self._spider.frontier) > 0)

    def enqueue_request(self, request: Request) -> bool:
        self._ready.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._ready:
            return self._ready.popleft()
        waiting = self._spider.frontier.next()
        return self._spider.request(waiting) if waiting else None
