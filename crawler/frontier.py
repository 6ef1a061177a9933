"""What is still to be read, and in which order: breadth first, pages before mere targets, other domains last, hosts in turn.

The walk's own book, written through to the snapshot: an interrupted walk goes on from it.
"""

from collections import Counter, deque
from collections.abc import Mapping
from typing import Any

from core.recorder import Recorder, Waiting
from core.urls import host_of
from crawler.budgets import Budgets
from crawler.territory import External

#: Addresses that differ in their query alone: so many of one path in a row that bring nothing new end it.
_STALE_VARIANTS = 12
_DEEPEST = 30
#: Further pages of one list; what goes on longer is a calendar.
_LONGEST_LIST = 2000


class Frontier:
    """Offers come in from pages; `next` gives out what to read. An address is given out once.

    The first look goes on where an interrupted one stopped; a second look starts with nothing.  `external` says how many
    links to other domains are asked, and which never (walk.toml); a walk that its limit of pages ended asks none.
    """

    def __init__(
        self,
        recorder: Recorder,
        max_pages: int = 0,
        external: Mapping[str, Any] | None = None,
        budgets: Mapping[str, int] | None = None,
    ) -> None:
        self.budgets = Budgets(budgets or {})
        self._recorder = recorder
        self._known = recorder.known() if recorder.look == 1 else set()
        self._pages: deque[Waiting] = deque()
        self._targets = _Turns()
        self._abroad = _Turns()
        self.external = External(external or {}, recorder.count("frontier", "purpose = 'external'"))
        self._max_pages = max_pages
        self._out = 0
        self._given = recorder.count("frontier", "purpose = 'page' AND state = 1") if recorder.look == 1 else 0
        self._stale: Counter[str] = Counter()
        self._further: Counter[str] = Counter()
        self.limited = bool(max_pages) and self._given >= max_pages and recorder.count("frontier", "state = 2") > 0
        for url in recorder.offered() if recorder.look == 1 else ():
            self.budgets.spend(url)
        for waiting in recorder.waiting() if recorder.look == 1 else ():
            self._put(waiting)

    def __len__(self) -> int:
        return len(self._pages) + len(self._targets) + len(self._abroad)

    def __contains__(self, url: str) -> bool:
        """Whether the address was ever offered."""
        return url in self._known

    def took(self, url: str) -> None:
        """An address that was read without having waited: where a redirect led."""
        self._known.add(url)

    def first_of(self, url: str) -> str:
        """The list that an address offered earlier goes on; "" if it is new or goes on none."""
        return self._recorder.first_of(url) if url in self._known else ""

    def forget(self, url: str) -> None:
        """An address to which nothing leads just now; it may be offered again."""
        self._known.discard(url)

    def offer(self, url: str, purpose: str, depth: int, first: str | None = None, page: str = "") -> bool:
        """Whether the address is new and will be asked, or was given up at once; `page` links to it."""
        if url in self._known or depth > _DEEPEST or (first and self.is_full(first)):
            return False
        if purpose == "external" and (self.limited or not self.external.takes(url)):
            return False
        if first:
            self._further[first] += 1
        self._known.add(url)
        waiting = Waiting(url, purpose, depth, first, page)
        self._recorder.queue(waiting)
        stale = "?" in url and self._stale[_path(url)] >= _STALE_VARIANTS
        if purpose == "page" and (stale or self.budgets.spend(url)):
            self._recorder.give_up(url)
        else:
            self._put(waiting)
        return True

    def again(self, waiting: Waiting) -> None:
        """An address that was given out and has to be asked all the same."""
        self._put(waiting)

    def leave(self, url: str, depth: int, first: str | None) -> None:
        """An address of a list that will not be asked: the list is not whole."""
        if url not in self._known:
            self._known.add(url)
            self._recorder.queue(Waiting(url, "page", depth, first))
            self._recorder.give_up(url)

    def is_full(self, first: str) -> bool:
        """Whether a list has gone on for as long as lists do: no more of it will be asked."""
        return self._further[first] >= _LONGEST_LIST

    def same_again(self, url: str) -> None:
        """A page that repeats another: variants of its query are probably endless."""
        if "?" in url:
            self._stale[_path(url)] += 1

    def fresh(self, url: str) -> None:
        """A page that brought something: variants of its query are worth reading."""
        self._stale.pop(_path(url), None)

    def next(self, answered: int = 0) -> Waiting | None:
        """What to read now. Other domains have their turn when all that was given out has been `answered`, so many times."""
        waiting = self._next_page() or self._targets.next()
        if waiting is None and self._all_but_external(answered):
            waiting = self._abroad.next()
        self._out += waiting is not None and waiting.purpose != "external"
        return waiting

    def _all_but_external(self, answered: int) -> bool:
        """Whether links to other domains are all that is left: what was given out has been answered, and brought no more."""
        return not self._pages and not self._targets and answered >= self._out

    def _next_page(self) -> Waiting | None:
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
        return None

    def _give_up_pages(self) -> None:
        self.limited = True
        for waiting in self._pages:
            self._recorder.give_up(waiting.url)
        self._pages.clear()
        self._abroad.clear()

    def _put(self, waiting: Waiting) -> None:
        if waiting.purpose == "page":
            self._pages.append(waiting)
        elif waiting.purpose in ("target", "attachment"):
            self._targets.put(waiting)
        elif not self.limited:
            self._abroad.put(waiting)


class _Turns:
    """The hosts in turn, so that a slow one holds up nobody."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Waiting]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._queues.values()))

    def put(self, waiting: Waiting) -> None:
        self._queues.setdefault(host_of(waiting.url), deque()).append(waiting)

    def next(self) -> Waiting | None:
        if not self._queues:
            return None
        host = next(iter(self._queues))
        queue = self._queues.pop(host)
        waiting = queue.popleft()
        if queue:
            self._queues[host] = queue
        return waiting

    def clear(self) -> None:
        self._queues.clear()


def _path(url: str) -> str:
    return url.partition("?")[0]
