"""A column that should be kept up to date has been, within its period.

Clause: inspection-2019/stale-columns; the period is the register's, else the one of the column's type.
Pass: the newest entry is within the period, or the column is exempt, out of season, or jumps elsewhere.
Fail: it is older.  A column that is not registered as one that must be updated is never more than advice.
Unsure: the list was not read, not drawn or not wholly read, or entries without a date might be newer.
Fix: publish what is due, or have the register say that the column need not be updated.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from checks import _columns
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Level, RegisteredColumn

check = Check(__name__, scope="column")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    common = cache(snapshot.common)
    read = set()
    for column in _columns.read(snapshot, catalogue):
        read.add(column.entry)
        within = _columns.period(column, catalogue)
        if not within or (column.entry and not column.must_update) or column.type in rule.limits["never_stale"]:
            continue
        if finding := _column(snapshot, rule, column, within, common):
            yield finding
    for entry in snapshot.register:
        if entry not in read and entry.updates and entry.url and not _excused(snapshot, entry):
            yield _unread(snapshot, rule, catalogue, entry)


def _excused(snapshot: Snapshot, entry: RegisteredColumn) -> bool:
    return bool(entry.exempt) or entry.jumps or not entry.in_season(snapshot.as_of)


def _unread(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, entry: RegisteredColumn) -> Finding:
    url = snapshot.resolve(entry.url)
    reading = snapshot.reading(url)
    return rule.unsure(
        url,
        "unread",
        unit=entry.unit or snapshot.site.unit,
        url=url,
        place=entry.path,
        at=reading.at if reading else snapshot.taken_at,
        name=entry.path.rpartition("/")[2],
        outcome=catalogue.outcome(reading.outcome, reading.status) if reading else rule.limits["not_met"],
    )


def _column(
    snapshot: Snapshot, rule: Rule, column: _columns.Column, within: Mapping[str, int], common: Callable[[str], bool]
) -> Finding | None:
    page, entry = column.page, column.entry
    reading = snapshot.reading(page.url)
    where: dict[str, Any] = {
        "unit": column.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": reading.at if reading else snapshot.taken_at,
        "level": rule.level if column.must_update else Level.ADVICE,
        "name": column.name,
    }
    if entry and _excused(snapshot, entry):
        return rule.passed(page.url, "exempt", reason=entry.exempt or entry.season or entry.path, **where)
    rows = snapshot.rows(page.url)
    if not rows:
        return rule.unsure(page.url, "not-observed", **where) if page.drawn else None
    days = {row.url: _columns.published(snapshot, row) for row in rows}
    if not _fresh(snapshot, days, within):
        days = _columns.linked(snapshot, page, common) | days
        days = {url: day for url, day in days.items() if day or not snapshot.gone(url)}
    return _judged(snapshot, rule, column, days, within, where)


def _fresh(snapshot: Snapshot, days: Mapping[str, date | None], within: Mapping[str, int]) -> bool:
    newest = _newest(snapshot, days)
    return newest is not None and snapshot.as_of <= _columns.limit(newest, within)


def _newest(snapshot: Snapshot, days: Mapping[str, date | None]) -> date | None:
    return max((day for day in days.values() if day and day <= snapshot.as_of), default=None)


def _judged(
    snapshot: Snapshot,
    rule: Rule,
    column: _columns.Column,
    days: Mapping[str, date | None],
    within: Mapping[str, int],
    where: dict[str, Any],
) -> Finding:
    url, newest = column.page.url, _newest(snapshot, days)
    if newest is None:
        return rule.unsure(url, "undated", entries=len(days), **where)
    unit, number = next(iter(within.items()))
    facts = {
        "newest": newest.isoformat(),
        "age": (snapshot.as_of - newest).days,
        "period": rule.limits["units"][unit].format(number),
        "undated": sum(day is None for day in days.values()),
        **where,
    }
    if _fresh(snapshot, days, within):
        return rule.passed(url, "fresh", **facts)
    if facts["undated"]:
        return rule.unsure(url, "some-undated", **facts)
    if column.page.drawn:
        return rule.unsure(url, "partly-drawn", **facts)
    if snapshot.unread(url):
        return rule.unsure(url, "pages-unread", **facts)
    return rule.fail(url, "stale", **facts)
