"""Snapshots made of pages, for tests of what is concluded from them: pages in, findings out, no network.

`build` walks the pages as the crawler would, breadth first from the home page, and writes what it would write.  Links
to addresses of the site that nobody gave answer 200 and show nothing, unless `readings` says otherwise; those to other
domains are asked only where it does.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from checks import _looks
from checks._registry import Verdicts, run
from core.catalogue import Catalogue, load
from core.charset import decode
from core.hosts import Certificate, Front
from core.html import understand
from core.recorder import Recorder, Waiting
from core.snapshot import Snapshot
from core.types import Finding, Lookup, Outcome, Page, Probe, Reading, RegisteredColumn, Site
from core.urls import canonical, host_of, is_attachment, registered_domain
from crawler import cms

HOME = "http://www.yunze.gov.cn/"
HOST = "www.yunze.gov.cn"
AS_OF = "2026-11-20"
TAKEN_AT = f"{AS_OF}T10:00:00+08:00"
SITE = Site("portal", "云泽区人民政府门户网站", "qzf", "portal", (HOME,), (HOME,))
CATALOGUE: Catalogue = load()

#: What stands at an address: a page, or how the attempt to read it ends.
Answer = str | bytes | tuple[Outcome, int]
#: By host and type of record: the records, or how the question ends.
Names = Mapping[tuple[str, str], tuple[str, ...] | Outcome]
#: What hosts showed beside pages.
Shown = Sequence[Certificate | Front]


@dataclass(frozen=True)
class Look:
    """What a second look finds: where nothing is said, what the first one found."""

    pages: Mapping[str, Answer]
    lookups: Names
    probes: Sequence[Probe]
    shown: Shown = ()


def build(
    folder: Path,
    pages: Mapping[str, str | bytes],
    *,
    readings: Mapping[str, tuple[Outcome, int]] | None = None,
    lookups: Names | None = None,
    probes: Sequence[Probe] = (),
    shown: Shown = (),
    site: Site = SITE,
    register: Sequence[RegisteredColumn] = (),
    unit_kind: str = "government",
    as_of: str = AS_OF,
    incomplete_because: Sequence[str] = (),
    look2: Mapping[str, Answer] | None = None,
    lookups2: Names | None = None,
    probes2: Sequence[Probe] | None = None,
    shown2: Shown | None = None,
    **meta: Any,
) -> Path:
    """A snapshot of one site; its address. With `look2`, what the first look accuses was read again, and found so."""
    first = Look({**pages, **(readings or {})}, lookups or {}, probes, shown)
    path = _fresh(folder)
    recorder = Recorder(path)
    recorder.note(**_context(site, register, unit_kind, as_of), taken_at=TAKEN_AT)
    recorder.note(incomplete_because=list(incomplete_because), soft_404=[], soft_404_finals=[])
    recorder.note(**meta)
    _Walk(recorder, site, first).whole(pages)
    if look2 is not None:
        second = Look(
            {**first.pages, **look2},
            {**first.lookups, **(lookups2 or {})},
            first.probes if probes2 is None else probes2,
            first.shown if shown2 is None else shown2,
        )
        _look_again(path, site, second)
    return path


def findings(path: Path, check: str, look: int = 1) -> dict[str, Finding]:
    """What one check says of one look, by subject."""
    with Snapshot(path, look) as snapshot:
        return {finding.subject: finding for finding in run(snapshot, CATALOGUE, only=[check]).findings}


def judged(path: Path, *only: str) -> Verdicts:
    """What both looks together prove."""
    return _looks.judge(path, CATALOGUE, only)


def _fresh(folder: Path) -> Path:
    return folder / f"{sum(1 for _ in folder.glob('*.sqlite'))}.sqlite"


def _context(site: Site, register: Sequence[RegisteredColumn], unit_kind: str, as_of: str) -> dict[str, Any]:
    return {
        "site": asdict(site),
        "unit_kind": unit_kind,
        "own_hosts": list(dict.fromkeys(map(host_of, site.urls))),
        "register": [asdict(column) for column in register],
        "as_of": as_of,
        "allow_private": [],
        "allowed_suffixes": [".gov.cn"],
        "catalogue": CATALOGUE.digest,
        "limits": {"max_pages": 0},
    }


def _look_again(path: Path, site: Site, look: Look) -> None:
    scope = _looks.to_read_again(path, _looks.first_look(path, CATALOGUE))
    recorder = Recorder(path, look=2)
    _Walk(recorder, site, look).again(scope.urls, scope.hosts)


class _Walk:
    """One look at the answers given, written down as the crawler writes."""

    def __init__(self, recorder: Recorder, site: Site, look: Look) -> None:
        self.recorder = recorder
        self.site = site
        self.look = look
        self.homes = {canonical(url) for url in site.urls}
        self.domains = {registered_domain(host_of(url)) for url in site.urls}
        self.known: set[str] = set()
        self.waiting: list[Waiting] = []

    def whole(self, pages: Collection[str]) -> None:
        self._ask(lambda _: True)
        for url in (*self.site.urls, *pages):
            self._offer(canonical(url))
            while self.waiting:
                self._read(self.waiting.pop(0))
        self._end()

    def again(self, urls: Collection[str], hosts: Collection[str]) -> None:
        own = set(map(host_of, self.site.urls))
        self._ask(lambda host: host in hosts or (bool(hosts) and host not in own))
        for url in urls:
            self._read(Waiting(url, "page", 0))
        self._end()

    def _end(self) -> None:
        self.recorder.finish()
        self.recorder.close()

    def _ask(self, wanted: Any) -> None:
        look = self.recorder.look
        for (host, kind), answer in self.look.lookups.items():
            if wanted(host):
                outcome, records = (answer, ()) if isinstance(answer, Outcome) else (Outcome.OK, answer)
                self.recorder.lookup(Lookup(host, kind, look, outcome, records, at=TAKEN_AT))
        for probe in self.look.probes:
            if wanted(probe.host):
                self.recorder.probe(replace(probe, look=look, at=TAKEN_AT))
        for one in self.look.shown:
            if wanted(one.host):
                at = one.at or TAKEN_AT
                if isinstance(one, Front):
                    self.recorder.front(replace(one, look=look, at=at))
                else:
                    self.recorder.certificate(replace(one, look=look, at=at))

    def _offer(self, url: str, first: str | None = None) -> None:
        if url and url not in self.known:
            self.known.add(url)
            self.waiting.append(Waiting(url, self._purpose(url), 1, first))
            self.recorder.queue(self.waiting[-1])

    def _purpose(self, url: str) -> str:
        if url.startswith(self.site.prefixes) and not is_attachment(url):
            return "page"
        return "target" if registered_domain(host_of(url)) in self.domains else "external"

    def _read(self, waiting: Waiting) -> None:
        url = waiting.url
        answer = self.look.pages.get(url, (Outcome.OK, 200))
        if isinstance(answer, tuple):
            outcome, status = answer
            self.recorder.reading(self._reading(url, outcome, status))
            return
        raw = answer.encode() if isinstance(answer, str) else answer
        text, charset, _ = decode(raw)
        page = understand(text, url, home=url in self.homes, charset=charset, first=waiting.first or "")
        reading = self._reading(url, Outcome.OK, 200)
        body = self.recorder.bodies.put(raw)
        self.recorder.reading(replace(reading, final=page.redirect or url, charset=charset, bytes=len(raw), body=body))
        if page.redirect:
            self._led_on(page, waiting)
        else:
            self.recorder.page(page, waiting.first)
            for target, first in self._further(text, page, waiting):
                self._offer(target, first)

    def _led_on(self, page: Page, waiting: Waiting) -> None:
        if waiting.url in self.homes:
            self.homes.add(page.redirect)
        self._offer(page.redirect, waiting.first)

    def _further(self, text: str, page: Page, waiting: Waiting) -> Iterator[tuple[str, str | None]]:
        if self.recorder.look > 1:
            return
        yield from ((url, waiting.first or page.url) for url in cms.more(text, page))
        for link in page.links:
            if registered_domain(host_of(link.url)) in self.domains or link.url in self.look.pages:
                yield link.url, None

    def _reading(self, url: str, outcome: Outcome, status: int) -> Reading:
        return Reading(url, self.recorder.look, outcome, status, url, at=TAKEN_AT)
