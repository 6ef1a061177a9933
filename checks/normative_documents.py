"""Registered normative documents in force since 2016 stand together in the central column.

Clause: laiwu-2021/normative-documents.
Pass: the document stands in a column or library of normative documents, on this site or on another registered one.
Fail: it carries a number of registration, or is on the bureau's list, and stands outside of every such column, all of which were
read whole.
Unsure: such a column was not read whole, leads to another place or shows something of its name, other sites were not read, it is
not plain who made it or whether it is still in force, or it came lately.
What is no longer in force, older, or made by others is left out.
Fix: file the document in the central column too.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from checks._documents import Documents, Paper, central, central_columns, documents, mentioned
from checks._policies import any_of
from checks._registry import Check
from core import elements, titles
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Page

#: Words of a link that are longer are a headline.
_LONGEST = 24

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = documents(snapshot, catalogue)
    gathered = _Central(snapshot, rule, catalogue, known)
    for copies in known.copies.values():
        own = [paper for paper in copies if _counts(known, paper)]
        if own:
            yield _finding(rule, known, gathered, own)


def _counts(known: Documents, paper: Paper) -> bool:
    """Registered or listed, of the years that count, in force, and of the district's own."""
    listed_ones = {titles.key(name) for name in known.words["normative"]["listed"]}
    called = {*paper.names, titles.key(paper.number), titles.key(paper.page.title)}
    if not paper.facts.registration and listed_ones.isdisjoint(called - {""}):
        return False
    days = [day for day in (paper.made, paper.day) if day]
    since = known.words["normative"]["since"]
    recent = min(days) >= since if days else paper.year == 0 or paper.year >= since.year
    return recent and not paper.others and not known.expired(paper)


def _finding(rule: Rule, known: Documents, gathered: "_Central", copies: list[Paper]) -> Finding:
    first = min(copies, key=lambda copy: copy.page.url)
    where: dict[str, Any] = {
        **known.where(first),
        "number": first.facts.registration or first.number,
        "validity": first.facts.rows.get("validity", "") or rule.limits["unsaid"],
        "seen_on": tuple(dict.fromkeys((*(copy.page.url for copy in copies), *gathered.lists))),
    }
    subject = first.page.url
    if any(gathered.holds(copy) for copy in copies):
        return rule.passed(subject, "gathered", **where)
    if why := next((why for copy in copies if (why := _void(rule, known, copy))), "") or gathered.unseen(first):
        return rule.unsure(subject, why, missed=gathered.missed(first), **where)
    if not first.maker:
        return rule.unsure(subject, "maker-unclear", **where)
    return rule.fail(subject, "outside", columns=listed(gathered.names) or rule.limits["none"], **where)


def _void(rule: Rule, known: Documents, paper: Paper) -> str:
    """Whether it came lately, or may be in force no longer: by the time for which it was made, or by another document."""
    days = [day for day in (paper.made, paper.day) if day]
    if days and known.desk.workdays.add(max(days), rule.limits["workdays"]).day >= known.desk.as_of:
        return "lately"
    until = elements.ends(paper.page.text.split("\n"), paper.made or paper.day)
    return "lapsed" if (until and until < known.desk.as_of) or known.repealed(paper) else ""


class _Central:
    """The columns and libraries of normative documents that a site has, and what stands in them."""

    def __init__(self, snapshot: Snapshot, rule: Rule, catalogue: Catalogue, known: Documents) -> None:
        self._snapshot, self._known = snapshot, known
        held = central(snapshot, catalogue)
        columns = central_columns(snapshot, catalogue)
        self.lists = [page.url for page in columns]
        self.names = list(dict.fromkeys(page.title for page in columns))
        self._urls = set(held)
        regions = known.desk.makers.regions
        called = [(name, titles.key(name, regions)) for title in held.values() for name in titles.called(title)]
        self._titles = {key for _, key in called if key}
        self._cut = tuple(key for name, key in called if key and titles.cut(name))
        lists = any_of(rule.limits["lists"])
        self._held = list(held.values())
        self._lists = [url for url, title in held.items() if lists.search(title)]
        self._unread = any(not self._is_read(page) for page in columns)
        is_central = any_of(known.words["central"])
        places = [
            url
            for name, urls in snapshot.named.items()
            if is_central.search(name) and len(name) < _LONGEST
            for url in urls
        ]
        self._elsewhere = any(not snapshot.understood(url) and snapshot.gone(url) is not True for url in places)

    def _mentions(self, paper: Paper) -> bool:
        """Whether an entry has its name or its number with other words, or one that lists documents names it."""
        return mentioned(self._told, paper)

    @cached_property
    def _told(self) -> str:
        """What entries of the columns are called, and what those say that list documents."""
        pages = filter(None, map(self._snapshot.page, self._lists))
        files = (file.read.text for url in self._lists for file in self._snapshot.attachments(url))
        return "\n".join((*self._held, *(page.text for page in pages), *files))

    def _is_read(self, page: Page) -> bool:
        """Whether its list was seen whole: one without entries has to say that there are none."""
        if page.drawn or self._snapshot.unread(page.url):
            return False
        return (
            page.says_empty or page.says_none or any(link.url in self._urls for link in self._snapshot.links(page.url))
        )

    def holds(self, paper: Paper) -> bool:
        """Whether it stands there, by its address or its name, here or on another site."""
        own = set(paper.names)
        if paper.page.url in self._urls or not self._titles.isdisjoint(own):
            return True
        entries = (one for place in self._known.desk.places for one in place.entries if one.central)
        return any(not own.isdisjoint(one.names) for one in entries)

    def unseen(self, paper: Paper) -> str:
        """Why it may stand there all the same, as the name of a sentence; "" where it cannot."""
        if not self._snapshot.complete:
            return "not-whole"
        if any(name.startswith(cut) for name in paper.names for cut in self._cut):
            return "cut"
        if self._unread:
            return "column-unread"
        if self._mentions(paper):
            return "perhaps"
        if self._elsewhere:
            return "leads-away"
        return "elsewhere-unseen" if self.missed(paper) else ""

    def missed(self, paper: Paper) -> str:
        """Other sites where it may be gathered and that were not read whole: the portal, those of who made it."""
        desk = self._known.desk
        if desk.site.kind != "portal" and not any(place.kind == "portal" for place in desk.places):
            return self._known.words["portal"] if desk.site.registered else desk.site.name
        places = [one for one in desk.places if one.kind == "portal" or one.unit in (*paper.units, paper.unit)]
        return listed(one.name for one in places if one.kind != "topic" and not one.whole)
