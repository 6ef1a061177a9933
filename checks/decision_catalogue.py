"""Every year's catalogue of major decisions is published by the end of June.

Clause: laiwu-2021/decision-catalogue.
Pass: a page or a file that is called so and names the year, or a note that there are no such decisions.
Fail: on the portal, read whole, nothing of the kind stands after June.
Unsure: June is not over, the walk was not whole, a column was not read or leads to another place, a catalogue does not say its year
or shows nothing, another title may be one, or another site may hold it.
Fix: publish the catalogue with the items and who prepares them, or say that there are none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks import _duties
from checks._decisions import Decisions, Listed, decisions
from checks._registry import Check
from core.catalogue import Catalogue, Item, Rule, Standard
from core.names import listed
from core.snapshot import Snapshot
from core.standards import Bound, is_named
from core.types import Finding, Page, Unit, Verdict

check = Check(__name__, scope="places", policies=True)

_PORTAL = "portal"


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for standard, item, _ in _duties.watched(snapshot, catalogue, rule.check):
        unit = _bound(snapshot, item)
        if unit is not None:
            year = _Year(snapshot, rule, decisions(snapshot, catalogue), standard, item, unit)
            last = year.finding(snapshot.as_of.year - 1)
            if last.verdict is Verdict.PASS:
                yield last
            yield year.finding(snapshot.as_of.year)


def _bound(snapshot: Snapshot, item: Item) -> Unit | None:
    """Who answers: the unit that the row names, else on the portal the government, whose decisions they are."""
    named = [unit for unit, bound in _duties.owed(snapshot, item) if bound is Bound.YES]
    own = [unit for unit in named if unit.key == snapshot.site.unit]
    if snapshot.site.kind == _PORTAL:
        return next(iter(named), snapshot.units[0])
    return next(iter(own), None)


@dataclass(frozen=True)
class _Year:
    snapshot: Snapshot
    rule: Rule
    held: Decisions
    standard: Standard
    item: Item
    unit: Unit

    def finding(self, year: int) -> Finding:
        subject = f"{self.standard.key}/{self.item.key}/{year}"
        found = [one for one in self.held.catalogues if one.year == year]
        best = next((one for one in found if self._shows(one)), None)
        none = next((page for page in self.held.none if str(year) in page.title), None)
        where = self._where(year, best or next(iter(found), None), none)
        if best:
            return self.rule.passed(subject, "published", **where)
        if none:
            return self.rule.passed(subject, "none", **where)
        if found:
            return self.rule.unsure(subject, "shows-nothing", **where)
        if self.snapshot.as_of <= date(year, *self.rule.limits["until"]):
            return self.rule.unsure(subject, "not-due", **where)
        why = self._unseen(year)
        return self.rule.unsure(subject, why, **where) if why else self.rule.fail(subject, "missing", **where)

    def _shows(self, one: Listed) -> bool:
        """Whether there is something in it: text, a file, or what nobody could read."""
        if one.page is None:
            return True
        links = self.snapshot.links(one.url)
        own = any(link.kind != "a" or not self.snapshot.common(link.url) for link in links)
        return len(one.page.text) >= self.rule.limits["shortest"] or own or one.page.drawn

    def _unseen(self, year: int) -> str:
        """Why it may be there all the same, as the name of a sentence; "" where it cannot."""
        if self.held.columns.hidden:
            return self.held.columns.hidden
        if any(not one.year and self._may_be_of(one.day, year) for one in self.held.catalogues):
            return "year-unclear"
        if any(str(year) in page.title or self._may_be_of(_day(page), year) for page in self.held.perhaps):
            return "perhaps"
        if self.held.told_of(year):
            return "told"
        return "elsewhere" if self._elsewhere() else ""

    def _may_be_of(self, day: date | None, year: int) -> bool:
        return day is None or day.year == year

    def _elsewhere(self) -> str:
        """Other sites that may hold it: those of the unit that the row names; for its own site, the portal."""
        units: Mapping[str, list[str]] = self.snapshot.meta.get("units", {})
        keys = {key for key, known in units.items() if self._is_named(known)}
        places = self.held.known.desk.places
        if self.snapshot.site.kind != _PORTAL:
            portals = [place.name for place in places if place.kind == _PORTAL]
            return listed(portals) or str(self.held.known.known.words["portal"])
        return listed(place.name for place in places if place.unit in keys and place.kind != "topic")

    def _is_named(self, known: list[str]) -> bool:
        unit = Unit("", known[0], "", former=tuple(known[1:]))
        return any(is_named(unit, name) for name in self.item.units)

    def _where(self, year: int, one: Listed | None, none: Page | None) -> dict[str, Any]:
        seen = one.url if one else none.url if none else self.snapshot.homes[0]
        return {
            "url": seen,
            "at": self.snapshot.seen_at(seen),
            "unit": self.unit.key,
            "clause": f"{self.standard.key}/{self.item.key}",
            "level": self.item.level,
            "confirmed": self.item.confirmed,
            "seen_on": tuple(dict.fromkeys((*self.snapshot.homes, *self.held.columns.urls))),
            "year": year,
            "name": one.title if one else none.title if none else "",
            "day": (one.day if one else None) or self.rule.limits["unsaid"],
            "elsewhere": self._elsewhere(),
            "until": date(year, *self.rule.limits["until"]),
        }


def _day(page: Page) -> date | None:
    return date.fromisoformat(page.published[:10]) if page.published else None
