"""A column that should be kept up to date has been, within its period.

Clause: inspection-2019/stale-columns; the period is the register's, else the one of the column's type.
Pass: the newest entry is within the period, or the column is exempt, out of season, or jumps elsewhere.
Fail: it is older.  A column that is not registered as 应更新 is never more than advice.
Unsure: the list was not drawn or not wholly read, or entries without a date might be newer.
Fix: publish what is due, or have the register say that the column need not be updated.
"""

from collections.abc import Iterator
from datetime import date

from checks import _columns
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Level

check = Check(__name__, scope="column")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for column in _columns.read(snapshot, catalogue):
        within = _columns.period(column, catalogue)
        if not within or (column.entry and not column.must_update) or column.type in rule.limits["never_stale"]:
            continue
        if finding := _column(snapshot, rule, column, within):
            yield finding


def _column(snapshot: Snapshot, rule: Rule, column: _columns.Column, within: dict[str, int]) -> Finding | None:
    page, entry = column.page, column.entry
    where = {
        "unit": entry.unit if entry and entry.unit else snapshot.site.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": _at(snapshot, page.url),
        "level": rule.level if column.must_update else Level.ADVICE,
        "name": column.name,
    }
    if entry and (entry.exempt or entry.jumps or not entry.in_season(snapshot.as_of)):
        return rule.passed(page.url, "exempt", reason=entry.exempt or entry.season or entry.path, **where)
    entries = snapshot.rows(page.url)
    if not entries:
        return rule.unsure(page.url, "not-observed", **where) if page.drawn else None
    days = [_columns.published(snapshot, row) for row in entries]
    past = [day for day in days if day and day <= snapshot.as_of]
    if not past:
        return rule.unsure(page.url, "undated", entries=len(entries), **where)
    newest = max(past)
    return _age(snapshot, rule, page.url, newest, within, days.count(None), where)


def _age(
    snapshot: Snapshot, rule: Rule, url: str, newest: date, within: dict[str, int], undated: int, where: dict[str, object]
) -> Finding:
    facts = {
        "newest": newest.isoformat(),
        "age": (snapshot.as_of - newest).days,
        "period": rule.limits['units'][next(iter(within))].format(next(iter(within.values()))),
        "undated": undated,
        **where,
    }
    if snapshot.as_of <= _columns.limit(newest, within):
        return rule.passed(url, "fresh", **facts)
    if undated:
        return rule.unsure(url, "some-undated", **facts)
    if snapshot.unread(url):
        return rule.unsure(url, "pages-unread", **facts)
    return rule.fail(url, "stale", **facts)


def _at(snapshot: Snapshot, url: str) -> str:
    reading = snapshot.reading(url)
    return reading.at if reading else snapshot.taken_at
