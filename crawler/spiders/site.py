"""The walk: one site, breadth first, each page understood when it arrives and never parsed again.

The spider yields nothing to Scrapy.  What it reads goes into the snapshot, what it finds goes to the frontier, and the
scheduler asks the frontier for the next request.
"""

import re
import secrets
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from twisted.python.failure import Failure

from core.blocked import block_page
from core.charset import decode
from core.clock import now, stamp
from core.html import looks_like_column, understand
from core.interfaces import is_answer
from core.recorder import Recorder, Waiting
from core.types import Outcome, Page, Reading
from core.urls import canonical, folder_of, host_of, is_attachment, join
from crawler import outcomes
from crawler.frontier import Frontier
from crawler.job import Job
from crawler.lists import Lists
from crawler.requests import came_from
from crawler.responses import declared, headers, is_html
from crawler.territory import Territory

#: So many links no block page has.
_NAVIGATION = 12
_DIGITS = re.compile(r"\d+")
#: So much of a body is enough to tell a protection's page.
_HEAD = 20_000
#: Seconds after the deadline in which requests under way may still end.
_GRACE = 1.0


class SiteSpider(Spider):
    name = "site"

    def __init__(
        self, job: Job, recorder: Recorder, fingerprints: dict[str, Any], external: dict[str, Any] | None = None
    ) -> None:
        super().__init__()
        self.job = job
        self.recorder = recorder
        self.fingerprints = fingerprints
        self.territory = Territory(job.prefixes, job.foreign)
        self.frontier = Frontier(recorder, job.max_pages, external)
        self.lists = Lists(self.frontier, self.territory)
        self.read = 0
        self.timed_out = False
        #: At its own end or at its deadline; False where somebody stopped it.
        self.ended = False
        self.soft: dict[str, set[str]] = {"bodies": set(), "finals": set()}
        self._homes: set[str] = set()
        self._outside: set[str] = set()
        self._folders: dict[tuple[str, str], str] = {}
        self._words: set[tuple[str, int]] = set()
        self._go_on()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SiteSpider":
        spider: SiteSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._enough, signals.bytes_received)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The frontier holds what to read; here only the questions beside the walk are asked."""
        if self.job.deadline:
            from twisted.internet import reactor

            reactor.callLater(max(0.1, self.job.deadline - now().timestamp()), self._time_is_up)
        if self.job.whole:
            for url in self.job.start:
                self.frontier.offer(url, "page", 0)
            for url in filter(self.territory.inside, self.job.also):
                self.frontier.offer(url, "page", 1)
            for prefix in self.job.prefixes:
                yield self._impossible(prefix)
        else:
            for url in self.job.urls:
                inside = self.territory.inside(url) and not is_attachment(url)
                self.frontier.offer(url, "page" if inside else "target", 0, page=self.recorder.shown_on(url))

    def request(self, waiting: Waiting) -> Request:
        meta, sent = {"waiting": waiting}, came_from(waiting)
        if waiting.purpose == "page":
            return Request(waiting.url, self.parse, errback=self.failed, headers=sent, meta=meta, dont_filter=True)
        # Only the beginning of a target is read: no limit of size, nothing packed.
        return Request(
            waiting.url,
            self.parse_target,
            errback=self.failed,
            headers={**sent, "Accept-Encoding": "identity"},
            meta={**meta, "download_maxsize": 0, "dont_retry": waiting.purpose == "external"},
            dont_filter=True,
        )

    def parse(self, response: Response) -> None:
        """A page of the site: recorded, understood, its links offered."""
        self.recorder.between()
        waiting: Waiting = response.meta["waiting"]
        final = canonical(response.url)
        if response.status >= 300 or not is_answer(final):
            self._cut_off(waiting)
        if response.status >= 300 or (final != waiting.url and not self._ours(waiting.url, final)):
            self._answer(response, waiting.url, final)
        elif not is_html(response) and not is_answer(final):
            self._record(response, waiting.url, Outcome.NOT_HTML, final=final)
        else:
            self._page(response, waiting, final)

    def parse_target(self, response: Response) -> None:
        """An address that only has to answer: its status and the beginning of its body say whether it does."""
        self.recorder.between()
        self._answer(response, response.meta["waiting"].url, canonical(response.url))

    def closed(self, reason: str) -> None:
        self.ended = self.ended or reason == "finished"

    def failed(self, failure: Failure) -> None:
        """No response at all."""
        request: Request = failure.request
        waiting: Waiting = request.meta["waiting"]
        outcome, detail = outcomes.of_failure(failure, host_of(request.url))
        self.read += 1
        self.recorder.reading(Reading(waiting.url, self.job.look, outcome, at=stamp(), detail=detail))
        self._cut_off(waiting)

    def _go_on(self) -> None:
        """What an interrupted walk knew beside its frontier: where the home pages lead, which pages are the same."""
        for url in self.job.start:
            while url and url not in self._homes:
                self._home(url)
                url = self.recorder.led(url)
        if self.job.look == 1:
            for url, body in self.recorder.read():
                self._first_of(url, body)

    def _home(self, url: str) -> None:
        self._homes.add(url)
        self.territory.adopt(url)

    def _ours(self, url: str, final: str) -> bool:
        """Whether a redirect stays in the site; where the home page leads, the site is."""
        if url in self._homes:
            self._home(final)
        return self.territory.inside(final)

    def _cut_off(self, waiting: Waiting) -> None:
        if self.job.whole:
            self.lists.cut_off(waiting)

    def _page(self, response: Response, waiting: Waiting, final: str) -> None:
        text, charset, damaged = decode(response.body, declared(response))
        home = waiting.url in self._homes
        page = understand(text, final, home=home, charset=charset, first=waiting.first or "")
        if product := self._protection(response, page, text):
            self._record(response, waiting.url, Outcome.BLOCKED, final=final, detail=product)
            return
        body = self.recorder.bodies.put(response.body)
        target = self._leads_to(page, body)
        detail = "damaged" if damaged else ""
        self._record(response, waiting.url, Outcome.OK, target or final, charset, body, detail)
        if target:
            self._follow(target, waiting, home)
            if self.job.whole:
                self.lists.further(text, page, waiting, repeats=True)
            return
        self._keep(page, waiting, final)
        if self.job.whole:
            self._offer(text, page, waiting)

    def _protection(self, response: Response, page: Page, text: str) -> str:
        """The product that answered in the site's place, "" if none: a page that keeps its navigation is the site's own."""
        if len(page.links) >= _NAVIGATION:
            return ""
        words = page.text or text[:4000]
        return block_page(response.status, headers(response), page.title, words, self.fingerprints)

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

    def _leads_to(self, page: Page, body: str) -> str:
        """The redirect written into the page; or the address under which the same folder page was read before."""
        if page.redirect:
            return page.redirect
        first = self._first_of(page.url, body)
        if first == page.url:
            return ""
        if not is_answer(page.url):
            self.frontier.same_again(page.url)
        return first

    def _first_of(self, url: str, body: str) -> str:
        """The first address under which this body was read in this folder, or with another query."""
        if "?" in url:
            return self._folders.setdefault((url.partition("?")[0], body), url)
        return self._folders.setdefault((folder_of(url), body), url) if looks_like_column(url) else url

    def _offer(self, text: str, page: Page, waiting: Waiting) -> None:
        self.lists.further(text, page, waiting)
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
                news = offer(url, "target", depth) or news
            elif link.kind not in ("a", "img") or not offer(url, "external", depth):
                self._outside.add(url)
        if "?" in page.url and not is_answer(page.url):
            self._worth(page, news)

    def _worth(self, page: Page, news: bool) -> None:
        """A calendar shows the same words under ever new numbers, and leads to itself alone."""
        words = (page.url.partition("?")[0], hash(_DIGITS.sub("", page.text)))
        if news or words not in self._words:
            self._words.add(words)
            self.frontier.fresh(page.url)
        else:
            self.frontier.same_again(page.url)

    def _answer(self, response: Response, url: str, final: str) -> None:
        """How an address answered that is not understood as a page of the site: well, badly, or a protection in its place."""
        product = ""
        if response.status >= 400 or is_html(response):
            text, _, _ = decode(response.body[:_HEAD], declared(response))
            product = block_page(response.status, headers(response), "", text, self.fingerprints)
        outcome = Outcome.BLOCKED if product else Outcome.OK if response.status < 300 else Outcome.HTTP_ERROR
        self._record(response, url, outcome, final=final, detail=product)

    def _record(
        self,
        response: Response,
        url: str,
        outcome: Outcome,
        final: str = "",
        charset: str = "",
        body: str = "",
        detail: str = "",
    ) -> None:
        self.read += 1
        self.recorder.reading(
            Reading(
                *(url, self.job.look, outcome, response.status, final, charset, len(response.body), body, stamp()),
                *(str(response.ip_address or ""), round(response.meta.get("download_latency", 0.0), 3), detail),
            )
        )

    def _impossible(self, prefix: str) -> Request:
        """An address that cannot exist: a site that answers it with 200 answers anything so."""
        url = join(prefix, f"bihuan-{secrets.token_hex(8)}/{secrets.token_hex(6)}.html")
        return Request(url, callback=self._answered, errback=lambda _: None, dont_filter=True)

    def _answered(self, response: Response) -> None:
        if response.status != 200 or not is_html(response):
            return
        final = canonical(response.url)
        if "/bihuan-" not in final:
            self.soft["finals"].add(final)
            return
        text, charset, _ = decode(response.body, declared(response))
        self.soft["bodies"].add(understand(text, final, charset=charset).content_hash)

    def _enough(self, data: bytes, request: Request, spider: Spider) -> None:
        if request.callback == self.parse_target:
            raise StopDownload(fail=False)

    def _time_is_up(self) -> None:
        """Nothing new is asked; what a silent server still owes is not waited for."""
        from twisted.internet import reactor

        self.timed_out = self.ended = True
        self.frontier.closed = True
        reactor.callLater(_GRACE, reactor.crash)
