"""What the catalogue and the configuration say of cases: who assigns, by when, how often one looks again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from core import workdays
from core.catalogue import Catalogue
from core.clock import CHINA
from core.types import Finding, Level


@dataclass(frozen=True, slots=True)
class Due:
    """When a case must be mended. `estimated`: the calendar of a year was not known."""

    at: datetime
    estimated: bool = False


class Policy:
    """`assign` names the checks that the bureau has switched on beside the catalogue's; "*" is all."""

    def __init__(self, catalogue: Catalogue, assign: tuple[str, ...] = ()) -> None:
        self.words: Mapping[str, Any] = catalogue.words["cases"]
        self._rules, self._item = catalogue.rules, catalogue.item
        self._assign = frozenset(assign)
        self._calendar = workdays.Workdays(catalogue.words["workdays"])

    @property
    def refuse_after(self) -> tuple[int, timedelta]:
        """(reads, time over which they lie) that a refusal needs."""
        return self.words["refuse_reads"], timedelta(hours=self.words["refuse_hours"])

    def assigns(self, finding: Finding) -> bool:
        """Whether the case goes to its unit without an officer. Advice never does."""
        if finding.level is Level.ADVICE:
            return False
        rule, item = self._rules.get(finding.check), self._item(finding.clause)
        if item and item.assign:
            return item.assign == "auto"
        return bool(rule and rule.assign == "auto") or not self._assign.isdisjoint({"*", finding.check})

    def due(self, check: str, since: datetime, clause: str = "") -> Due:
        """The end of the time that a check's cases are given, running from `since`, the 交办; a standard's row goes first."""
        rule, item = self._rules.get(check), self._item(clause)
        own = {"working_days": item.days} if item and item.days else {}
        given = own or (rule.due if rule else {}) or self.words["due"]
        if "hours" in given:
            return Due(since + timedelta(hours=given["hours"]))
        last = self._calendar.add(since.astimezone(CHINA).date(), given["working_days"])
        return Due(datetime.combine(last.day, time.fromisoformat(self.words["due_time"]), CHINA), last.estimated)
