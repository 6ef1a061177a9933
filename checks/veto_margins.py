"""The portal is far from the number of stale or blank columns at which it fails as a whole.

Clause: inspection-2019/stale-core-columns, stale-columns and empty-columns; stale and blank columns are what the checks
`column_updates` and `empty_columns` find, registered duties only, counted over the portal.  A department's part of it
is no site of its own and has no margin.
Pass: fewer than half of the number.  Fail: the number is reached; early from half of it.
Unsure: columns that could not be verified or were not read could make the number, or no column is registered.
Fix: have the units named bring their columns up to date.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from checks import _columns
from checks._looks import read_again
from checks._registry import Check, said
from core.catalogue import Catalogue, Item, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Level, Verdict

check = Check(__name__, scope="places")

_STALE, _EMPTY = "column_updates", "empty_columns"
_ITEMS = {"stale-core-columns": _STALE, "stale-columns": _STALE, "empty-columns": _EMPTY}


@dataclass(frozen=True, slots=True)
class _Count:
    """By item of the standard: the columns that are wrong for sure, those that failed once, and how many more may be."""

    sure: defaultdict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    once: defaultdict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    doubtful: Counter[str] = field(default_factory=Counter)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    if snapshot.site.kind in rule.limits["kinds"]:
        count = _count(snapshot, rule, catalogue)
        for item in catalogue.standards["inspection-2019"].items:
            if item.key in _ITEMS:
                yield _item(snapshot, rule, item, count)


def _count(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> _Count:
    count = _Count()
    for source in (_STALE, _EMPTY):
        suspects = _suspects(snapshot, catalogue, source)
        sure = _sure(snapshot, catalogue, source, suspects.values())
        core = _core_columns(snapshot, rule, catalogue, suspects) if source == _STALE else set()
        for subject, finding in suspects.items():
            key = "empty-columns" if source == _EMPTY else "stale-core-columns" if subject in core else "stale-columns"
            if finding.verdict is Verdict.FAIL:
                (count.sure if subject in sure else count.once)[key].append(finding)
            elif subject == snapshot.site.key:
                # The check did not come to its end: any number of columns may be wrong.
                count.doubtful.update({item: rule.limits[item] for item, check in _ITEMS.items() if check == source})
            else:
                count.doubtful[key] += 1
    return count


def _suspects(snapshot: Snapshot, catalogue: Catalogue, source: str) -> dict[str, Finding]:
    """The columns that are not in order, advice about unregistered ones left out."""
    return {
        finding.subject: finding
        for finding in said(snapshot, catalogue, source)
        if finding.verdict is not Verdict.PASS and finding.level is Level.DEDUCTION and not finding.early
    }


def _sure(snapshot: Snapshot, catalogue: Catalogue, source: str, suspects: Iterable[Finding]) -> set[str]:
    """The columns that fail; on a later look, those that failed on the first one too and were read again since."""
    fails = [finding for finding in suspects if finding.verdict is Verdict.FAIL]
    if snapshot.look == 1 or not fails:
        return {finding.subject for finding in fails}
    with Snapshot(snapshot.path, look=1) as earlier:
        first = {finding.subject for finding in said(earlier, catalogue, source) if finding.verdict is Verdict.FAIL}
    return {finding.subject for finding in fails if finding.subject in first and read_again(finding, snapshot)}


def _core_columns(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, suspects: Collection[str]) -> set[str]:
    """The suspects of the kinds that the indicators name, older than these allow; those not read count by their name.

    One that is stale only by a shorter period of the register is stale all the same, but no core column of the standard.
    """
    if not suspects:
        return set()
    common, kinds = cache(snapshot.common), rule.limits["core"]
    found, read = set(), set()
    for column in _columns.read(snapshot, catalogue):
        read.add(column.entry)
        if column.page.url in suspects and column.type in kinds:
            within = _columns.period(replace(column, entry=None), catalogue)
            if within and _older(snapshot, column, within, common):
                found.add(column.page.url)
    for entry in snapshot.register:
        *above, name = entry.path.split("/")
        if entry not in read and len(above) < 2 and catalogue.column_type(entry.type or name) in kinds:
            found.add(snapshot.resolve(entry.url))
    return found


def _older(
    snapshot: Snapshot, column: _columns.Column, within: Mapping[str, Any], common: Callable[[str], bool]
) -> bool:
    shown = {row.url: _columns.published(snapshot, row) for row in snapshot.rows(column.page.url)}
    days = (_columns.linked(snapshot, column.page, common) | shown).values()
    newest = max((day for day in days if day and day <= snapshot.as_of), default=None)
    return newest is None or snapshot.as_of > _columns.limit(newest, within)


def _item(snapshot: Snapshot, rule: Rule, item: Item, count: _Count) -> Finding:
    subject, limit = f"inspection-2019/{item.key}", rule.limits[item.key]
    sure, once = count.sure[item.key], count.once[item.key]
    doubtful = count.doubtful[item.key] + len(once)
    where: dict[str, Any] = {
        "unit": snapshot.site.unit,
        "url": snapshot.homes[0],
        "at": snapshot.taken_at,
        "clause": subject,
        "seen_on": [finding.subject for finding in sure],
        "name": item.title,
        "entries": len(sure),
        "limit": limit,
        "left": limit - len(sure),
        "unknown": doubtful,
        "columns": _named(snapshot, rule, sure),
    }
    if len(sure) >= limit:
        return rule.fail(subject, "reached", **where)
    if len(sure) >= limit * rule.limits["early_share"]:
        return rule.fail(subject, "near", early=True, **where)
    where["seen_on"] = [finding.subject for finding in (*sure, *once)]
    if item.key != "empty-columns" and not any(entry.updates for entry in snapshot.register):
        return rule.unsure(subject, "unregistered", **where)
    if len(sure) + doubtful >= limit:
        return rule.unsure(subject, "could-tip", **where)
    return rule.passed(subject, "below", **where) if snapshot.complete else rule.unsure(subject, "not-whole", **where)


def _named(snapshot: Snapshot, rule: Rule, found: list[Finding]) -> str:
    """The columns with their units, as one sentence; "" without any."""
    units = snapshot.meta.get("units", {})
    names = (
        rule.limits["column"].format(
            name=finding.evidence.place.rpartition(" > ")[2], unit=units.get(finding.unit, [finding.unit])[0]
        )
        for finding in found
    )
    return rule.limits["columns"].format(listed(names)) if found else ""
