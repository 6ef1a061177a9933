"""The issues of the government's gazette stand in their column without a gap.

Clause: laiwu-2021/gazette.
Pass: between the first and the last issue of each year every number is there; merged issues count for all their numbers.
Fail: a number between two others is missing, here and everywhere on the site, though all lists of the gazette were read whole.
Unsure: a list was not read whole, or so much is missing that the numbers may mean something else.
Where there is no gazette, or no number on it, nothing is said.
Fix: publish the issue, or write on the next one that they were merged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from checks._duties import Duties, watched
from checks._policies import any_of
from checks._registry import Check
from core import names
from core.catalogue import Catalogue, Rule
from core.issues import Issue, issue, year_of
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Kind, Page

check = Check(__name__, scope="places", whole=True)

#: Longer names are titles of articles, not of columns.
_LONGEST_NAME = 12


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    gazette = _Gazette(snapshot, rule)
    for standard, item, _ in watched(snapshot, catalogue, rule.check):
        on_portal = not item.where or snapshot.site.kind == item.where
        if on_portal and gazette.columns and any(one.plain for one in gazette.issues):
            yield gazette.finding(f"{standard.key}/{item.key}")
            return


@dataclass(frozen=True)
class _Gazette:
    """The column of a site's gazette with all that stands below it."""

    snapshot: Snapshot
    rule: Rule

    def finding(self, clause: str) -> Finding:
        top = self._top()
        missing = self._missing()
        count = sum(map(len, missing.values()))
        where: dict[str, Any] = {
            "unit": Duties(self.snapshot).unit_of(top),
            "url": top.url,
            "place": " > ".join(top.path) or top.title,
            "at": self.snapshot.seen_at(top.url),
            "clause": clause,
            "seen_on": tuple(page.url for page in self.columns),
            "count": count,
            "gaps": listed(self._told(year, numbers) for year, numbers in sorted(missing.items())),
            "seen": len({(one.year, one.numbers) for one in self.issues if one.plain}),
        }
        if not missing:
            return self.rule.passed(top.url, "whole", **where)
        if any(page.drawn or self.snapshot.unread(page.url) for page in self.columns) or not self.snapshot.complete:
            return self.rule.unsure(top.url, "not-whole", **where)
        if count > self.rule.limits["most"]:
            return self.rule.unsure(top.url, "many", **where)
        return self.rule.fail(top.url, "gap", **where)

    def _top(self) -> Page:
        """Its own column: the first of its name below which issues stand."""
        holding = [page for page in self.columns if any(self._shown(page))] or self.columns
        above = {name for page in holding for name in (page.title, *page.path)}
        own = (page for page in self.columns if self._names([page.title]) and page.title in above)
        return next(own, holding[0])

    @cached_property
    def columns(self) -> list[Page]:
        """The pages of its lists: its own column, and those of years and issues below."""
        pages = (page for page in self.snapshot.heads(Kind.COLUMN, Kind.OTHER))
        return [page for page in pages if self._names((page.title, *page.path))]

    @cached_property
    def issues(self) -> list[Issue]:
        """All issues that the site names: in its lists, and in titles of pages anywhere."""
        found = [one for page in self.columns for one in self._shown(page)]
        heads = self.snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT)
        pages = (page for page in heads if self._names((*page.path, page.title[: _LONGEST_NAME * 2])))
        return found + [one for page in pages if (one := issue(page.title))]

    def _shown(self, page: Page) -> Iterator[Issue]:
        year = year_of(page.title)
        links = [link.text for link in self.snapshot.links(page.url) if not self.snapshot.common(link.url)]
        for title in (page.title, *(row.title for row in self.snapshot.rows(page.url)), *links):
            if found := issue(title, year):
                yield found

    def _missing(self) -> Mapping[int, list[int]]:
        """The numbers that no title names between the first and the last of each year, by year."""
        found = {}
        for year in {one.year for one in self.issues if one.plain}:
            own = [one for one in self.issues if one.plain and one.year == year]
            there = {number for one in self.issues if one.year in (0, year) or not year for number in _covered(one)}
            if gaps := [number for number in _between(own) if number not in there]:
                found[year] = gaps
        return found

    def _told(self, year: int, numbers: list[int]) -> str:
        form: str = self.rule.limits["issue" if year else "issue_without_year"]
        return form.format(year=year, numbers=listed(map(str, numbers)))

    def _names(self, path: Any) -> bool:
        """Whether one of these names is the gazette's own."""
        short = [names.plain(name) for name in path if len(name) <= _LONGEST_NAME * 2]
        return any(self._patterns[0].search(name) and not self._patterns[1].search(name) for name in short)

    @cached_property
    def _patterns(self) -> tuple[Any, Any]:
        return any_of(self.rule.limits["columns"]), any_of(self.rule.limits["never"])


def _covered(one: Issue) -> tuple[int, ...]:
    """The numbers for which an issue stands; one that was merged with another, that may be either neighbour."""
    return (one.numbers[0] - 1, *one.numbers, one.numbers[-1] + 1) if one.merged else one.numbers


def _between(issues: list[Issue]) -> Iterator[int]:
    """The numbers that none of these issues has, though one before and one after it has; not where the count over all years goes on."""
    counted = {one.numbers[-1]: one.total for one in issues}
    for first, last in pairwise(sorted({number for one in issues for number in one.numbers})):
        if not (counted.get(first) and counted.get(last) == counted[first] + 1):
            yield from range(first + 1, last)
