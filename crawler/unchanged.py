"""In an audit of changes: which addresses show what they showed before, and what lists have to know of those."""

from core._renewal import Before
from core.charset import decode
from core.clock import stamp
from core.html import understand
from core.recorder import Recorder, Waiting
from core.types import Page
from core.urls import canonical
from crawler import cms
from crawler.exchange import Answer
from crawler.frontier import Frontier
from crawler.repeats import Repeats


class Unchanged:
    """What shows something else is forgotten, with what led from there and nowhere else."""

    def __init__(self, recorder: Recorder, frontier: Frontier, repeats: Repeats) -> None:
        self._recorder = recorder
        self._frontier = frontier
        self._repeats = repeats

    def since(self, answer: Answer, waiting: Waiting) -> Before | None:
        """What the address showed before, if it shows that again."""
        before = self._recorder.before(waiting.url) if waiting.purpose == "page" else None
        if before is None:
            return None
        final = canonical(answer.final)
        same = answer.status == 304 or (answer.status == 200 and answer.body and answer.name == before.body)
        if same and final in (waiting.url, before.final) and self._as_before(before, final):
            self._recorder.unchanged(waiting.url, stamp())
            return before
        for url in self._recorder.forget(waiting.url):
            self._frontier.forget(url)
        return None

    def page(self, before: Before, waiting: Waiting, final: str, *, home: bool) -> tuple[Page, list[str]]:
        """As far as lists ask, and what it names as their next pages; understood anew where that was not kept."""
        if before.final == final == waiting.url and (kept := self._recorder.shown(final)):
            return kept
        text, charset, _ = decode(self._recorder.bodies.get(before.body) or b"", before.charset)
        page = understand(text, final, home=home, charset=charset, first=waiting.first or "")
        return page, cms.more(text, page)

    def _as_before(self, before: Before, final: str) -> bool:
        """Whether it is a page of its own, or repeats another one that has been read already, as it did."""
        if before.final == final:
            return self._repeats.first_of(final, before.body) == final
        repeated = self._recorder.before(before.final)
        return repeated is not None and repeated.body == before.body and self._recorder.settled(before.final)
