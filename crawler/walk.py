"""The walk: one site, breadth first, each page understood when it arrives and never parsed again.

What it reads goes into the snapshot, what it finds goes to the frontier, and what the frontier gives out is ordered from the
fetcher, a few addresses ahead of what has been answered.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from core.attachments.reader import Reader
from core.charset import decode
from core.clock import now, stamp
from core.html import understand
from core.interfaces import is_answer
from core.recorder import Recorder, Waiting
from core.types import Kind, Outcome, Page, Reading
from core.urls import canonical, is_attachment
from crawler import cms
from crawler.allowlist import Refusal
from crawler.drawing import Drawing
from crawler.exchange import Answer
from crawler.fetcher import Fetcher
from crawler.files import Files
from crawler.frontier import Frontier
from crawler.job import Job
from crawler.lists import Lists
from crawler.manners import LEFT_ALONE, ROBOTS_UNREAD
from crawler.origins import Origins
from crawler.repeats import Repeats
from crawler.replaced import replaced
from crawler.settings import at_once
from crawler.soft import Soft, impossible
from crawler.territory import Territory
from crawler.unchanged import Unchanged

#: These an audit of changes does not ask again.
_STAY = (Kind.ARTICLE, Kind.DOCUMENT)
#: So much of a body is enough to tell a protection's page.
_HEAD = 20_000


class Walk:
    """`words` are the catalogue's: of walks (walk.toml) and of the pages that protections show (blocked.toml)."""

    def __init__(self, job: Job, recorder: Recorder, reader: Reader, words: Mapping[str, Any]) -> None:
        self.job = job
        self.recorder = recorder
        self.fingerprints: dict[str, Any] = dict(words["blocked"])
        self.territory = Territory(job.prefixes, job.foreign)
        limits = words["walk"]
        self.frontier = Frontier(recorder, job.max_pages, limits["external"], limits["budgets"])
        self.repeats = Repeats(self.frontier)
        self.unchanged = Unchanged(recorder, self.frontier, self.repeats)
        self.origins = Origins(job.start[0])
        self.lists = Lists(self.frontier, self.territory)
        self.drawing = Drawing(job, recorder, limits["drawing"])
        self.files = Files(recorder, reader, limits["attachments"])
        self.read = 0
        self.timed_out = False
        #: At its own end or at its deadline; False where somebody stopped it.
        self.ended = False
        self.soft = Soft()
        #: What was kept from us.
        self.refused: list[Refusal] = []
        self._open: dict[str, Waiting] = {}
        self._homes: set[str] = set()
        self._outside: set[str] = set()
        self._go_on()
        self._begin()

    def run(self, fetcher: Fetcher) -> None:
        """Until nothing is left to read, the deadline has come or the fetcher has died."""
        for prefix in self.job.prefixes if self.job.whole else ():
            self._order(fetcher, Waiting(impossible(prefix), "impossible", 0))
        while self._give_out(fetcher) or (self._draw() and self._give_out(fetcher)):
            answer = fetcher.answer()
            if answer is None:
                break
            self.recorder.between()
            self._take(answer, self._open.pop(answer.url))
        self.timed_out = self._late()
        self.ended = self.timed_out or not self._open

    def _go_on(self) -> None:
        """What an interrupted walk knew beside its frontier: where the home pages lead, which pages are the same."""
        for url in self.job.start:
            while url and url not in self._homes:
                self._home(url)
                url = self.recorder.led(url)
        if self.job.look == 1:
            for url, body in self.recorder.read():
                self.repeats.first_of(url, body)

    def _begin(self) -> None:
        if self.job.whole:
            for url in self.job.start:
                self.frontier.offer(url, "page", 0)
            for url in filter(self.territory.inside, self.job.also):
                self.frontier.offer(url, "page", 1)
        else:
            for url in self.job.urls:
                inside = self.territory.inside(url) and not is_attachment(url)
                self.frontier.offer(url, "page" if inside else "target", 0, page=self.recorder.shown_on(url))

    def _give_out(self, fetcher: Fetcher) -> bool:
        """Whether answers are still to come."""
        while len(self._open) < at_once(self.job) and not self._late():
            waiting = self.frontier.next(self.read)
            if waiting is None:
                break
            if not self._twin(waiting):
                self._order(fetcher, waiting)
        return bool(self._open)

    def _draw(self) -> bool:
        """Whether lists that only a browser shows have led to anything new."""
        self.recorder.commit()
        for page, html in self.drawing.pages():
            self.recorder.drew(page, self.recorder.bodies.put(html.encode()))
            self.lists.drawn(page)
            self._offer(cms.more("", page), page, Waiting(page.url, "page", 1))
        return bool(len(self.frontier))

    def _order(self, fetcher: Fetcher, waiting: Waiting) -> None:
        self._open[waiting.url] = waiting
        fetcher.order(waiting)

    def _late(self) -> bool:
        return bool(self.job.deadline) and now().timestamp() >= self.job.deadline

    def _take(self, answer: Answer, waiting: Waiting) -> None:
        if waiting.purpose == "impossible":
            self.soft.saw(answer)
        elif self.job.changes and self._unchanged(answer, waiting):
            self.read += 1
        elif answer.failed:
            self._record(answer, answer.failed, detail=answer.detail)
            self._cut_off(waiting)
        elif waiting.purpose == "page":
            self._arrived(answer, waiting, canonical(answer.final))
        else:
            self._responded(answer, canonical(answer.final))
            if waiting.purpose == "attachment" and answer.status == 200:
                self.files.read(answer)

    def _unchanged(self, answer: Answer, waiting: Waiting) -> bool:
        """Whether the address shows what it showed before. Those who compare it with others are told, as if it had been new."""
        before, final = self.unchanged.since(answer, waiting), canonical(answer.final)
        if before is None:
            return False
        page, following = self.unchanged.page(before, waiting, final, home=waiting.url in self._homes)
        self.origins.saw(final, page.content_hash)
        self.lists.further(following, page, waiting, repeats=before.final != final)
        return True

    def _arrived(self, answer: Answer, waiting: Waiting, final: str) -> None:
        """A page of the site: recorded, understood, its links offered."""
        if answer.status >= 300 or not is_answer(final):
            self._cut_off(waiting)
        if answer.status >= 300 or (final != waiting.url and not self._ours(waiting.url, final)):
            self._responded(answer, final)
        elif not answer.is_html and not is_answer(final):
            self._record(answer, Outcome.NOT_HTML, final=final)
        else:
            self._page(answer, waiting, final)

    def _home(self, url: str) -> None:
        self._homes.add(url)
        self.territory.adopt(url)

    def _ours(self, url: str, final: str) -> bool:
        """Whether a redirect stays in the site; where the home page leads, the site is."""
        if url in self._homes:
            self._home(final)
        self.origins.led(url, final)
        return self.territory.inside(final)

    def _cut_off(self, waiting: Waiting) -> None:
        if self.job.whole:
            self.lists.cut_off(waiting)

    def _page(self, answer: Answer, waiting: Waiting, final: str) -> None:
        text, charset, damaged = decode(answer.body, answer.charset)
        home = waiting.url in self._homes
        page = understand(text, final, home=home, charset=charset, first=waiting.first or "")
        seen = page.text or text[:4000]
        outcome, word = replaced(answer, page.title, seen, len(page.links), self.fingerprints)
        if outcome and not (home and outcome is Outcome.NOT_HTML):
            self._record(answer, outcome, final=final, detail=word)
            return
        body = self.recorder.bodies.keep(answer.name, answer.packed)
        target = self.repeats.leads_to(page, body)
        self._record(answer, Outcome.OK, target or final, charset, body, "damaged" if damaged else "")
        if self.job.whole and page.kind not in _STAY and final == waiting.url:
            self._comparable(answer)
        if target:
            self._follow(target, waiting, home)
            if self.job.whole:
                self.lists.further(cms.more(text, page), page, waiting, repeats=True)
            return
        self.origins.saw(final, page.content_hash)
        own = self.lists.own(page, waiting)
        self._keep(own, waiting, final)
        if self.job.whole:
            following = cms.more(text, page)
            self._offer(following, page, waiting)
            if own is page and page.kind not in _STAY and final == waiting.url and not is_answer(final):
                self.recorder.further(final, following)

    def _comparable(self, answer: Answer) -> None:
        headers = answer.headers or {}
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        if etag or modified:
            self.recorder.validators(answer.url, etag, modified)

    def _keep(self, page: Page, waiting: Waiting, final: str) -> None:
        if final != waiting.url:
            if final in self.frontier:
                return
            self.frontier.took(final)
            self.recorder.reading(Reading(final, self.job.look, Outcome.OK, 200, final, at=stamp()))
        self.recorder.page(page, waiting.first)

    def _follow(self, target: str, waiting: Waiting, home: bool) -> None:
        if home:
            self._home(target)
        inside = self.territory.inside(target)
        if inside or self.territory.near(target):
            self.frontier.offer(target, "page" if inside else "target", waiting.depth + 1, waiting.first)

    def _offer(self, following: list[str], page: Page, waiting: Waiting) -> None:
        self.lists.further(following, page, waiting)
        inside, near, depth = self.territory.inside, self.territory.near, waiting.depth + 1
        offer = partial(self.frontier.offer, page=page.url)
        own, news = page.url.partition("?")[0], False
        for link in page.links:
            url = link.url
            if url in self._outside or url in self.frontier:
                continue
            if link.kind != "img" and not is_attachment(url) and inside(url):
                news = (offer(url, "page", depth) and not url.startswith(own)) or news
            elif near(url):
                news = offer(url, self.files.purpose(link, page), depth) or news
            elif link.kind not in ("a", "img") or not offer(url, "external", depth):
                self._outside.add(url)
        self.repeats.worth(page, news)

    def _twin(self, waiting: Waiting) -> bool:
        """Whether the same is read under the site's own origin; the address then leads there."""
        url, own = waiting.url, self.origins.one(waiting.url)
        if waiting.purpose != "page" or own == url or not self.territory.inside(own):
            return False
        self.read += 1
        self.origins.waits(waiting, own)
        self.frontier.offer(own, "page", waiting.depth, waiting.first, waiting.page)
        self.recorder.reading(Reading(url, self.job.look, Outcome.OK, 200, own, at=stamp(), detail="twin"))
        return True

    def _responded(self, answer: Answer, final: str) -> None:
        """How an address answered that is not understood as a page of the site: well, badly, or a protection in its place."""
        outcome, detail = None, ""
        if answer.status >= 400 or answer.is_html:
            text, _, _ = decode(answer.body[:_HEAD], answer.charset)
            outcome, detail = replaced(answer, "", text, text.count("<a "), self.fingerprints)
        outcome = outcome or (Outcome.OK if answer.status < 300 else Outcome.HTTP_ERROR)
        if outcome is Outcome.HTTP_ERROR:
            self.origins.saw(final, "")
        self._record(answer, outcome, final=final, detail=detail)

    def _record(
        self, answer: Answer, outcome: Outcome, final: str = "", charset: str = "", body: str = "", detail: str = ""
    ) -> None:
        self.read += 1
        if outcome is not Outcome.OK or final != answer.url:
            for twin in self.origins.otherwise(answer.url):
                self.frontier.again(twin)
        if outcome is Outcome.BLOCKED or detail in (LEFT_ALONE, ROBOTS_UNREAD):
            self.refused.append((answer.url, outcome, detail))
        self.recorder.reading(
            Reading(
                *(answer.url, self.job.look, outcome, answer.status, final, charset, answer.size, body, stamp()),
                *(answer.address, answer.seconds, detail),
            )
        )
