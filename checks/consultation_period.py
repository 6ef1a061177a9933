"""Opinions on a major decision are asked for during at least 30 days, or a reason for fewer is given.

Clause: laiwu-2021/consultation.
Pass: 30 days or more, counted with both ends; fewer with a reason; what is no item of the decision catalogue shows its days only.
Fail: an item of the catalogue was open for fewer days, the page and its attachments were read, and none gives a reason.
Unsure: the days are not said, the day of publication is not shown, a page or an attachment that may tell was not read, or the
catalogue was not.
Fix: prolong the period, or say why it is short.
"""

from collections.abc import Iterator
from typing import Any

from checks._consultations import Consultation, consultations
from checks._decisions import Decision, Decisions, decisions
from checks._registry import Check
from core import dates
from core.catalogue import Catalogue, Rule
from core.periods import Period
from core.snapshot import Snapshot
from core.types import Finding, Level

check = Check(__name__, scope="places", policies=True)

#: So much of a sentence is quoted.
_QUOTED = 120


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known, held = consultations(snapshot, catalogue), decisions(snapshot, catalogue)
    earliest = dates.add_months(snapshot.as_of, -known.words["months"])
    for one in known.consultations:
        if one.day is None or earliest <= one.day <= snapshot.as_of:
            yield _finding(rule, held, one)


def _finding(rule: Rule, held: Decisions, one: Consultation) -> Finding:
    known, url = held.known, one.page.url
    item = held.item(one.names)
    told = known.periods(one)
    longest = max(told, key=lambda period: (period.days or 0, period.said), default=None)
    days = longest.days if longest else None
    where = _where(held, one, item) | {"days": days, "said": longest.said[:_QUOTED] if longest else ""}
    least = rule.limits["days"]
    if days is not None and days >= least:
        return rule.passed(url, "long", **where)
    why = known.unread(one.page)
    if days is None or any(period.days is None for period in told):
        return rule.unsure(url, f"unsaid-{why}" if why else "unsaid", **where)
    if item is None:
        years = (one.day.year - 1, one.day.year) if one.day else ()
        say = "catalogue-unread" if held.unread(years) else ""
        return rule.unsure(url, say, **where) if say else rule.passed(url, "shown", **where)
    if reason := known.reason(one):
        return rule.passed(url, "reason", reason=reason[:_QUOTED], **where)
    if why:
        return rule.unsure(url, f"short-{why}", **where)
    if _is_long(known.perhaps(one), least):
        return rule.unsure(url, "perhaps", **where)
    if any(_same(other, one) and _is_long(known.periods(other), least) for other in known.consultations):
        return rule.unsure(url, "round", **where)
    if longest and longest.estimated:
        return rule.unsure(url, "estimated", **where)
    return rule.fail(url, "short", **where)


def _is_long(told: list[Period], least: int) -> bool:
    """Whether one of the periods may be long enough."""
    return any((period.days or least) >= least for period in told)


def _same(one: Consultation, other: Consultation) -> bool:
    return one is not other and not set(one.names).isdisjoint(other.names)


def _where(held: Decisions, one: Consultation, item: Decision | None) -> dict[str, Any]:
    page, snapshot = one.page, held.snapshot
    return {
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
        "name": page.title,
        "unit": one.unit,
        "level": None if item else Level.ADVICE,
        "seen_on": (page.url,) if item is None else (page.url, item.listed.url),
        "item": item.name if item else "",
        "year": item.listed.year if item else "",
    }
