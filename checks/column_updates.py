"""A column that should be kept up to date has been, within its period.

Clause: inspection-2019/stale-columns; the period is the register's, else the one of the column's type.
Pass: the newest entry is within the period, or the column is exempt, out of season, or jumps elsewhere.
Fail: it is older.  A column that is not registered as one that must be updated is never more than advice.
Unsure: the list was not read, not drawn or not wholly read, entries without a date might be newer, a later day stands
beside no link, or all that is fresh is filed under other columns.
Fix: publish what is due, or have the register say that the column need not be updated.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from checks import _columns
from checks._registry import Check
from core import names, unlinked
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Level, Page, RegisteredColumn

check = Check(__name__, scope="column")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    common, words = cache(snapshot.common), catalogue.words["freshness"]
    read = set()
    for column in _columns.read(snapshot, catalogue):
        read.add(column.entry)
        within = _columns.period(column, catalogue)
        if not within or (column.entry and not column.must_update) or column.type in rule.limits["never_stale"]:
            continue
        if not column.entry and _is_other(column, rule):
            continue
        if finding := _column(snapshot, rule, column, within, common, words):
            yield finding
    for entry in snapshot.register:
        if entry not in read and entry.updates and entry.url and not _excused(snapshot, entry):
            yield _unread(snapshot, rule, catalogue, entry)


def _is_other(column: _columns.Column, rule: Rule) -> bool:
    """A name or a section that says that nobody registered this column because it need not be kept up to date."""
    name = names.column_name(column.name)
    parts = (name, *map(names.column_name, column.page.path))
    return len(name) < rule.limits["shortest"] or any(word in part for part in parts for word in rule.limits["others"])


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
    snapshot: Snapshot,
    rule: Rule,
    column: _columns.Column,
    within: Mapping[str, int],
    common: Callable[[str], bool],
    words: Mapping[str, Any],
) -> Finding | None:
    page, entry = column.page, column.entry
    where: dict[str, Any] = {
        "unit": column.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
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
        days = {row.url: _columns.latest(snapshot, row) for row in rows}
        days = _columns.linked(snapshot, page, common, words["services"]) | days
        days = {url: day for url, day in days.items() if day or not snapshot.gone(url)}
    return _judged(snapshot, rule, column, days, within, words["other_days"], where)


def _fresh(snapshot: Snapshot, days: Mapping[str, date | None], within: Mapping[str, int]) -> bool:
    newest = _newest(snapshot, days)
    return newest is not None and snapshot.as_of <= _columns.limit(newest, within)


def _borrowed(snapshot: Snapshot, column: Page, days: Mapping[str, date | None], within: Mapping[str, int]) -> bool:
    """Whether all that is fresh is filed under other columns, while older entries are filed under this one."""

    def filed_here(url: str) -> bool | None:
        page = snapshot.page(url)
        return page.path[: len(column.path)] == column.path if page and len(page.path) > 1 else None

    fresh = [url for url, day in days.items() if _fresh(snapshot, {url: day}, within)]
    if len(column.path) < 2 or any(filed_here(url) is not False for url in fresh):
        return False
    return any(filed_here(url) for url in days.keys() - set(fresh))


def _newest(snapshot: Snapshot, days: Mapping[str, date | None]) -> date | None:
    return max((day for day in days.values() if day and day <= snapshot.as_of), default=None)


def _judged(
    snapshot: Snapshot,
    rule: Rule,
    column: _columns.Column,
    days: Mapping[str, date | None],
    within: Mapping[str, int],
    other_days: Collection[str],
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
        "undated": sum(day is None and _columns.may_be_newer(snapshot, one, newest) for one, day in days.items()),
        **where,
    }
    if _fresh(snapshot, days, within):
        if _borrowed(snapshot, column.page, days, within):
            return rule.unsure(url, "borrowed", **facts)
        return rule.passed(url, "fresh", **facts)
    if facts["undated"]:
        return rule.unsure(url, "some-undated", **facts)
    if column.page.drawn:
        return rule.unsure(url, "partly-drawn", **facts)
    if snapshot.unread(url):
        return rule.unsure(url, "pages-unread", **facts)
    printed = unlinked.newest(snapshot, url, other_days)
    if printed and printed > newest:
        return rule.unsure(url, "unlinked", printed=printed.isoformat(), **facts)
    return rule.fail(url, "stale", **facts)
