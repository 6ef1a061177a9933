"""What the last audits of all sites and the living cases say of one duty of one unit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from core.catalogue import Catalogue, Item, Standard
from core.standards import Watch
from core.types import Level, Unit, Verdict
from ledger.desk import WORKING
from ledger.models import Audit, Case, Column, Finding, Site
from ledger.states import State

_COLUMNS = "mandatory_columns"
RED, AMBER, GREY, GREEN = "red", "amber", "grey", "green"
_BY_STATE = {
    State.FOUND: (AMBER, "待核实"),
    State.OPEN: (RED, "待整改"),
    State.CLAIMED: (AMBER, "待复核"),
    State.WAIVED: (GREY, "豁免"),
    State.FIXED: (GREEN, "已销号"),
    State.DISMISSED: (GREEN, "误报核减"),
}


class Sighting(NamedTuple):
    """One fact of one duty: a colour, words, a place, and when it was seen (None: nobody has looked)."""

    colour: str
    text: str
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a site's last audit, or a case that lives, says of one subject."""

    subject: str
    sighting: Sighting


class Sightings:
    """Read once a report; `of` answers for each cell from memory."""

    def __init__(self, rules: Catalogue, plan: Standard, at: datetime) -> None:
        self._rules, self._plan, self._now = rules, plan, at
        sites = {site.key: site for site in Site.objects.filter(active=True)}
        audits = {audit.site: audit for audit in Audit.objects.filter(kind="full").order_by("taken_at")}
        self._audits = {key: audit for key, audit in audits.items() if key in sites}
        self._last = max((audit.taken_at for audit in self._audits.values()), default=at)
        self._portals = {key for key, site in sites.items() if site.kind == "portal"}
        self._answers = _sites_of_units(sites)
        #: By (check, unit), and by check what stands on the portal, whoever answers for it.
        self._of_unit: dict[tuple[str, str], list[_Fact]] = defaultdict(list)
        self._on_portal: dict[str, list[_Fact]] = defaultdict(list)
        self._cases: dict[str, list[Case]] = defaultdict(list)
        self._found: dict[str, set[str]] = defaultdict(set)
        self._read()

    def _read(self) -> None:
        met: set[int] = set()
        last = Finding.objects.filter(audit__in=[audit.pk for audit in self._audits.values()]).defer("evidence")
        for one in last.select_related("case", "audit"):
            met.add(one.case.pk if one.case else 0)
            unit = one.case.unit if one.case else one.unit
            self._add(one.check_name, unit, one.audit.site, _Fact(one.subject, _of_finding(one)))
            if one.check_name == _COLUMNS and one.verdict == Verdict.PASS:
                self._found[one.subject.partition("@")[0]].add(one.url)
        for case in Case.objects.filter(state__in=WORKING):
            self._cases[case.unit].append(case)
            if case.pk not in met:
                self._add(case.check_name, case.unit, case.site, _Fact(case.subject, _of_case(case)))

    def _add(self, check: str, unit: str, site: str, fact: _Fact) -> None:
        self._of_unit[check, unit].append(fact)
        if site in self._portals:
            self._on_portal[check].append(fact)

    def of(self, item: Item, unit: Unit) -> list[Sighting]:
        """All that is known of it; empty where no check watches it."""
        return [one for watch in item.watch for one in self._watched(item, watch, unit)]

    def _watched(self, item: Item, watch: Watch, unit: Unit) -> Iterator[Sighting]:
        if watch.check == "*":
            yield self._by_ledger(watch, unit)
            return
        found = self._found_for(item, watch, unit)
        if found:
            yield from found
        elif passed := self._passed(watch.check, item, unit):
            yield Sighting(GREEN, f"“{self._name(watch.check)}”未发现问题", at=passed)
        else:
            yield Sighting(GREY, f"“{self._name(watch.check)}”尚未检查")

    def _found_for(self, item: Item, watch: Watch, unit: Unit) -> list[Sighting]:
        """What was said of the unit; of a thing that the portal has for all, what was said of it there."""
        own, portal = (
            [fact.sighting for fact in facts if self._is_about(fact.subject, item, watch)]
            for facts in (self._of_unit.get((watch.check, unit.key), ()), self._on_portal.get(watch.check, ()))
        )
        if item.where != "portal":
            return own
        there = [one for one in portal if one.colour == GREEN] if watch.check == _COLUMNS else []
        return there or own or portal

    def _is_about(self, subject: str, item: Item, watch: Watch) -> bool:
        column, _, _ = subject.partition("@")
        if watch.check == _COLUMNS:
            standard = watch.limits.get("standard")
            return column.startswith(f"{standard}/") if standard else column == f"{self._plan.key}/{item.key}"
        if column.startswith(f"{self._plan.key}/"):
            return column.split("/")[1] == item.key
        narrowed = watch.check == "column_updates" and bool(item.names)
        return not narrowed or subject in self._found[f"{self._plan.key}/{item.key}"]

    def _passed(self, check: str, item: Item, unit: Unit) -> datetime | None:
        """When a check that only counts its passes last passed what the unit answers for; None where it did not run there."""
        rule = self._rules.rules.get(check)
        if rule is None or rule.lists_passes:
            return None
        sites = self._portals if item.where == "portal" else self._answers.get(unit.key, set())
        ran = [self._audits[site] for site in sites if site in self._audits]
        times = [audit.taken_at for audit in ran if audit.complete and audit.passed.get(check)]
        return max(times) if times and len(times) == len(sites) else None

    def _by_ledger(self, watch: Watch, unit: Unit) -> Sighting:
        """The loop itself: cases that are overdue, and whether anything of the unit is audited at all."""
        if watch.limits.get("by") != "ledger":
            return Sighting(GREY, "月度评估尚未生成")
        cases = self._cases.get(unit.key, [])
        late = [case for case in cases if case.state == State.OPEN and case.due and case.due < self._now]
        if late:
            return Sighting(RED, f"逾期未整改 {len(late)} 个", at=self._last)
        if not self._answers.get(unit.key, set()) & self._audits.keys():
            return Sighting(GREY, "本单位的网站和栏目尚未检查")
        return Sighting(GREEN, f"办理中 {len(cases)} 个，没有逾期" if cases else "没有未办结的问题", at=self._last)

    def _name(self, check: str) -> str:
        return (
            self._rules.rules[check].name if check in self._rules.rules else self._rules.words["duties"]["later"][check]
        )


def _of_finding(finding: Finding) -> Sighting:
    case, at = finding.case, finding.audit.taken_at
    if finding.verdict == Verdict.PASS:
        return Sighting(GREEN, finding.title, finding.url, at)
    if case and (finding.verdict == Verdict.FAIL or case.state in WORKING):
        return _of_state(case, finding.title, at)
    if finding.verdict == Verdict.UNSURE:
        return Sighting(GREY, f"未能判定：{finding.title}", finding.url, at)
    return Sighting(AMBER, f"{'预警' if finding.early else '待确认'}：{finding.title}", finding.url, at)


def _of_case(case: Case) -> Sighting:
    """A case that the last audit has no word for: whether it is mended, nobody has seen."""
    return _of_state(case, f"{case.title}，最近一次检查未见", case.found_at)


def _of_state(case: Case, title: str, at: datetime) -> Sighting:
    colour, word = _BY_STATE.get(State(case.state), (AMBER, "待核实"))
    if colour == RED and case.level == Level.ADVICE:
        colour = AMBER
    return Sighting(colour, f"{word}：{title}（{case.number}）", case.url, at)


def _sites_of_units(sites: Mapping[str, Site]) -> Mapping[str, set[str]]:
    """The sites on which a unit answers for something: its own, and those where it has a column."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, site in sites.items():
        found[site.unit].add(key)
    for unit, key in Column.objects.exclude(unit="").values_list("unit", "site"):
        if key in sites:
            found[unit].add(key)
    return found
