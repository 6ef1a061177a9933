"""Every item of the decision catalogue shows its draft, background, opinions, meeting and result.

Clause: laiwu-2021/decision-chain.
Pass: all five parts are shown, or the item was taken off the catalogue.
Fail: the result came out, 10 working days are over, all was read, and a part is shown nowhere; the plan names the unit that prepares it.
Unsure: the result did not come out yet, the days are not over, something was not read, a meeting may have been about it, or the plan
does not name the unit.
Fix: show what is missing on the item's page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checks._chain import Chain, Chains, unread
from checks._decisions import Decision, decisions
from checks._duties import watched
from checks._registry import Check
from core import titles
from core.catalogue import Catalogue, Item, Rule, Standard
from core.names import listed
from core.snapshot import Snapshot
from core.standards import Bound, bound, is_named
from core.types import Finding, Unit
from core.workdays import Workday

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    held = decisions(snapshot, catalogue)
    years = (snapshot.as_of.year, snapshot.as_of.year - 1)
    items = [item for item in held.items if item.listed.year in years]
    chains = Chains(held)
    for standard, row, _ in watched(snapshot, catalogue, rule.check):
        for item in items:
            yield _Case(snapshot, rule, chains, standard, row, item).finding()


@dataclass(frozen=True)
class _Case:
    snapshot: Snapshot
    rule: Rule
    chains: Chains
    standard: Standard
    row: Item
    item: Decision

    def finding(self) -> Finding:
        subject, chain = self.item.subject, self.chains.of(self.item)
        desk = self.chains.known.desk
        limit = desk.workdays.add(chain.day, self.rule.limits["workdays"]) if chain.day else None
        missing = [part for part in self.chains.parts if part not in chain.shown]
        where = self._where(chain, missing, limit)
        if self.item.off:
            return self.rule.passed(subject, "off", **where)
        if not missing:
            return self.rule.passed(subject, "whole", **where)
        if limit is None or self.snapshot.as_of <= limit.day:
            say = "running" if limit or "result" in missing else "undated"
            return self.rule.unsure(subject, say, **where)
        why = self._doubt(chain, missing, limit)
        return self.rule.unsure(subject, why, **where) if why else self.rule.fail(subject, "missing", **where)

    def _doubt(self, chain: Chain, missing: list[str], limit: Workday) -> str:
        known = self.chains.known
        allowance = known.desk.workdays.add(limit.day, self.rule.limits["unknown_days_off"])
        if limit.estimated and self.snapshot.as_of <= allowance.day:
            return "estimated"
        if why := self.chains.held.columns.hidden or known.columns.hidden or unread(known, self.item, chain):
            return why
        if "meeting" in missing and self.chains.meeting_perhaps(self.item, chain):
            return "meeting-perhaps"
        if "opinions" in missing and known.telling(self.item.names):
            return "opinions-perhaps"
        if not self._is_bound():
            return "unbound"
        return "elsewhere-unseen" if known.missed(self._unit, limit.day) else ""

    def _is_bound(self) -> bool:
        """Whether the row names who prepares the item, or the register says that its unit is concerned."""
        printed = titles.offices(self.item.office)
        pairs = ((one, name) for one in printed for name in self.row.units)
        named = any(is_named(Unit("", one, ""), name) or is_named(Unit("", name, ""), one) for one, name in pairs)
        known = (unit for unit in self.snapshot.units if unit.key == self._unit)
        return named or any(bound(self.row, unit) is Bound.YES for unit in known)

    @property
    def _unit(self) -> str:
        units, _ = self.chains.known.desk.makers.units(self.item.office)
        return units[0] if units else self.snapshot.site.unit

    def _where(self, chain: Chain, missing: list[str], limit: Workday | None) -> dict[str, Any]:
        url = self.item.own or self.item.listed.url
        read = (url, self.item.listed.url, *(page.url for page in chain.pages), *self.chains.known.columns.urls)
        called = self.rule.limits["names"]
        return {
            "url": url,
            "at": self.snapshot.seen_at(url),
            "unit": self._unit,
            "clause": f"{self.standard.key}/{self.row.key}",
            "level": self.row.level,
            "confirmed": self.row.confirmed,
            "seen_on": tuple(dict.fromkeys(read)),
            "name": self.item.name,
            "year": self.item.listed.year,
            "office": self.item.office or self.rule.limits["unsaid"],
            "missing": listed(called[part] for part in missing),
            "shown": listed(called[part] for part in called if part in chain.shown) or self.rule.limits["none"],
            "day": chain.day or "",
            "limit": limit.day if limit else "",
            "missed": self.chains.known.missed(self._unit, limit.day) if limit else "",
        }
