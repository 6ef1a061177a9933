"""What a plan wants held so many times a year was held: meetings open to the public, open days, training.

Clause: that of the plan's row, like laiwu-2021/open-meetings.
Pass: the unit's reports of the year, each event once, are as many as the plan asks, on this site and on the portal.
Fail: the year is over, and there are fewer; early from 1 November of the running year.
Unsure: the year runs; there are notices, mentions and reports of others that may be of such events; a list was not read, the portal
was not seen after the year; or nobody says that the unit is bound.
Fix: publish the reports, or fill in by hand with a link what was held and published elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from checks import _duties
from checks._events import Counted, Event, Events
from checks._registry import Check
from core import elsewhere
from core.catalogue import Catalogue, Item, Rule, Standard
from core.names import listed
from core.snapshot import Snapshot
from core.standards import Bound, is_named
from core.types import Finding, Kind, Unit, Verdict

check = Check(__name__, scope="places", whole=True)


@dataclass(frozen=True, slots=True)
class _Owed:
    """So many events of one kind that a row asks of a unit every year."""

    standard: Standard
    item: Item
    unit: Unit
    bound: Bound
    called: tuple[str, ...]
    at_least: int

    @property
    def clause(self) -> str:
        return f"{self.standard.key}/{self.item.key}"

    def lives(self, year: int) -> bool:
        """Whether the row stands for the whole of a year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return year >= self.standard.year and self.item.in_force(first) and self.item.in_force(last)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    owed = list(_owed(snapshot, rule, catalogue)) if snapshot.site.kind in rule.limits["sites"] else []
    if owed:
        desk = _Desk(snapshot, rule, Events(snapshot, rule.limits, {one.called for one in owed}))
        this = snapshot.as_of.year
        for one, year in ((one, year) for one in owed for year in (this - 1, this) if one.lives(year)):
            finding = desk.finding(one, year)
            if one.bound is Bound.YES or year == this or finding.verdict is Verdict.PASS:
                yield finding


def _owed(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[_Owed]:
    for standard, item, watch in _duties.watched(snapshot, catalogue, rule.check):
        for unit, bound in _duties.owed(snapshot, item):
            if not any(is_named(unit, name) for name in rule.limits["exempt"]):
                called = tuple(watch.limits.get("names") or item.names or (item.title,))
                yield _Owed(standard, item, unit, bound, called, watch.limits.get("at_least") or 1)


@dataclass(frozen=True)
class _Desk:
    snapshot: Snapshot
    rule: Rule
    events: Events

    def finding(self, one: _Owed, year: int) -> Finding:
        found, as_of, rule = self.events.of(one.unit, one.called, year), self.snapshot.as_of, self.rule
        hosted = one.unit.key != self.snapshot.site.unit
        subject = f"{one.clause}/{year}@{one.unit.key}" if hosted else f"{one.clause}/{year}"
        where = self._where(one, year, found)
        if len(found.sure) >= one.at_least:
            return rule.passed(subject, "held", **where)
        over = as_of.year > year
        if one.bound is not Bound.YES:
            return rule.unsure(subject, "unsaid", **where)
        if found.perhaps:
            return rule.unsure(subject, "perhaps" if over else "running-perhaps", **where)
        early = not over and f"{as_of:%m-%d}" >= rule.limits["early"]
        if not over and not early:
            return rule.unsure(subject, "running", **where)
        if why := self._unseen(one.unit, year):
            return rule.unsure(subject, why, **where)
        return rule.fail(subject, "behind" if early else "fewer", early=early, **where)

    def _where(self, one: _Owed, year: int, found: Counted) -> dict[str, Any]:
        home = next(iter(self.snapshot.homes))
        return {
            "unit": one.unit.key,
            "url": home,
            "at": self.snapshot.seen_at(home),
            "seen_on": self._lists,
            "level": one.item.level,
            "clause": one.clause,
            "confirmed": one.item.confirmed,
            "what": one.item.title,
            "year": year,
            "at_least": one.at_least,
            "count": len(found.sure),
            "events": self._told(found.sure),
            "others": self._told(found.perhaps),
            "missed": listed(self._missed(one.unit, year)),
        }

    def _told(self, events: Sequence[Event]) -> str:
        limits = self.rule.limits
        lines = [
            limits["event"].format(day=one.day or limits["undated"], title=one.title, url=one.url) for one in events
        ]
        return "".join(lines[: limits["listed"]]) or limits["none"]

    def _unseen(self, unit: Unit, year: int) -> str:
        """Why there may be more, as the name of a sentence; "" where there cannot."""
        if not self.snapshot.complete:
            return "not-whole"
        if self._unread:
            return "column-unread"
        return "elsewhere-unseen" if self._missed(unit, year) else ""

    @cached_property
    def _lists(self) -> tuple[str, ...]:
        """Where a report would be listed: the home page, and lists that have something new."""
        since = self.snapshot.as_of - timedelta(days=self.rule.limits["recent"])
        columns = (page.url for page in self.snapshot.columns() if self._newest(page.url) >= since)
        return (*self.snapshot.homes, *islice(columns, self.rule.limits["lists"]))

    def _newest(self, url: str) -> date:
        return max((row.published for row in self.snapshot.rows(url) if row.published), default=date.min)

    @cached_property
    def _unread(self) -> bool:
        """Whether any list may hold what nobody saw."""
        return any(page.drawn or self.snapshot.unread(page.url) for page in self.snapshot.heads(Kind.COLUMN, Kind.HOME))

    def _missed(self, unit: Unit, year: int) -> list[str]:
        """The places where such a report may stand and that were not seen since: a portal, the unit's other sites."""
        as_of = self.snapshot.as_of
        end = date(year, 12, 31) if as_of.year > year else as_of - timedelta(days=self.rule.limits["late_days"])
        places = elsewhere.read(self.snapshot)
        portal = self.snapshot.site.kind == "portal" or any(place.kind == "portal" for place in places)
        matter = [place for place in places if place.kind == "portal" or place.unit == unit.key]
        unseen = [place.name for place in matter if place.kind != "topic" and not place.seen(end)]
        return unseen if portal else [self.rule.limits["portal"], *unseen]
