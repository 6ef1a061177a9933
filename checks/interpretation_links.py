"""A policy document and its interpretations link to each other: a reader of the one finds the other.

Clause: inspection-2019/interpretation-links.
Pass: the document leads to one of its interpretations at least, and each of them leads to the document; a file on the
document's page needs no way back.
Fail: a way is missing in what both pages show, on both looks.
Unsure: the pair is not certain, a page was not read whole or scripts may draw the link, the interpretation stands on another
site, or it came so lately that pages may not have been renewed.
Fix: link the document and its interpretation on both pages.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from checks._interpreting import Case, Desk, desk
from checks._linking import NO, YES, Goal, Linking
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.elsewhere import Entry
from core.snapshot import Snapshot
from core.types import Finding
from core.urls import is_attachment

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = desk(snapshot, catalogue)
    linking = Linking(snapshot, known, rule.limits)
    counted = Counter(name for case in known.cases for name in _names(case))
    shared = frozenset(name for name, count in counted.items() if count > 1)
    for case in known.cases:
        if case.found and not case.expired:
            yield _finding(snapshot, rule, case, _Ways(snapshot, known, linking, case, shared))


class _Ways:
    """The ways between one document and its interpretations; `shared` are names that several documents bear."""

    def __init__(self, snapshot: Snapshot, known: Desk, linking: Linking, case: Case, shared: frozenset[str]) -> None:
        self.snapshot, self.desk, self.linking, self.case = snapshot, known, linking, case
        self.names, self._shared = _names(case), shared

    @cached_property
    def there(self) -> str:
        """From the document to an interpretation: YES, NO or why nothing can be said. One copy of it is enough."""
        goal = self.linking.goal(entry.url for entry in self.case.found)
        pages = [copy.page.url for copy in self.case.copies]
        said = [self.linking.leads(page, goal) for page in pages]
        if YES in said or any(self.linking.beside(page, goal) for page in pages):
            return YES
        if why := next((one for one in said if one != NO), ""):
            return why
        if all(entry.place for entry in self.case.found):
            return "elsewhere"
        return self._perhaps(pages) if any(map(self.is_certain, self.case.found)) else "uncertain"

    @cached_property
    def back(self) -> dict[str, str]:
        """The same from each interpretation to the document, by its address."""
        return {entry.url: self._back(entry) for entry in self.case.found}

    @cached_property
    def doubt(self) -> str:
        """Why a missing way is no fault yet, as the name of a sentence; "" where it is one."""
        if not self.snapshot.complete:
            return "not-whole"
        if self.case.doubt == "maker-unclear":
            return "maker-unclear"
        if self.names & self._shared:
            return "same-name"
        days = [self.case.published, *(entry.day for entry in self.case.found)]
        return "lately" if any(day and self.desk.limit(day) >= self.desk.as_of for day in days) else ""

    def is_certain(self, entry: Entry) -> bool:
        """Whether it says that it is an interpretation, names this document and no other."""
        numbers = {number for copy in self.case.copies if (number := self.desk.facts(copy).number)}
        alone = len(entry.names) <= 1 and self.desk.policies.said(entry.title)
        return alone and bool(self.names & set(entry.names) or numbers & set(entry.numbers))

    def _perhaps(self, pages: list[str]) -> str:
        """Words or a doubtful interpretation on the document's own page may be what is missed."""
        links = {link.url for page in pages for link in self.snapshot.links(page)}
        return "perhaps" if any(one.url in (*pages, *links) for one in self.case.perhaps) else NO

    def _back(self, entry: Entry) -> str:
        if entry.place:
            own = {copy.page.url for copy in self.case.copies}
            return YES if own & set(entry.links) else "elsewhere"
        if is_attachment(entry.url) and any(self._holds(copy.page.url, entry.url) for copy in self.case.copies):
            return YES
        said = self.linking.leads(entry.url, self._document)
        if said == NO and self.linking.beside(entry.url, self._document):
            return "beside"
        if said == NO and self._has_files(entry.url):
            return "file"
        return said if said != NO or self.is_certain(entry) else "uncertain"

    def _has_files(self, page: str) -> bool:
        """Whether it offers files of its own, one of which may be the document."""
        links = [link.url for link in self.snapshot.links(page) if link.kind != "img" and is_attachment(link.url)]
        return any(not self.snapshot.common(url) for url in links)

    @cached_property
    def _document(self) -> Goal:
        """Its copies here and elsewhere, and the files that it is published as."""
        own = [copy.page.url for copy in self.case.copies]
        every = (one for place in self.desk.places for one in place.entries if not one.interprets)
        others = [one.url for one in every if self.names & set(one.names)]
        files = [link.url for url in own for link in self.snapshot.links(url) if is_attachment(link.url)]
        return self.linking.goal([*own, *others, *(url for url in files if not self.snapshot.common(url))], self.names)

    def _holds(self, page: str, url: str) -> bool:
        return any(link.url == url for link in self.snapshot.links(page))


def _finding(snapshot: Snapshot, rule: Rule, case: Case, ways: _Ways) -> Finding:
    page = case.first.page
    here = [entry.url for entry in case.found if not entry.place and snapshot.understood(entry.url)]
    missing = [entry for entry in case.found if ways.back[entry.url] == NO]
    shown = next(filter(ways.is_certain, missing or case.found), case.found[0])
    where: dict[str, Any] = {
        "unit": case.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
        "seen_on": dict.fromkeys((*(copy.page.url for copy in case.copies), *here)),
        "name": page.title,
        "found": shown.title,
        "where": shown.url,
        "number": len(case.found),
        "missing": len(missing),
    }
    if ways.there == YES and all(way == YES for way in ways.back.values()):
        return rule.passed(page.url, "both", **where)
    if ways.there != NO and not missing:
        why = next(way for way in (ways.there, *ways.back.values()) if way != YES)
        return rule.unsure(page.url, why, **where)
    if ways.doubt:
        return rule.unsure(page.url, ways.doubt, **where)
    return rule.fail(page.url, "neither" if ways.there == NO and missing else "back" if missing else "there", **where)


def _names(case: Case) -> frozenset[str]:
    return frozenset(name for copy in case.copies for name in copy.entry.names)
