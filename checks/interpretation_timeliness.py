"""The first interpretation of a policy document comes with it, at the latest three working days after its first publication.

Clause: laiwu-2021/interpretation.
Pass: one was published before the document, on its day, or within the working days; further ones are never late.
Fail: the first came later, by the days that both pages show, and nothing that might be an earlier one was left unseen.
Unsure: a day is not shown, the calendar of the year is an estimate and decides, the late one or the first publication stands
on another site, or it is not plain that the rule holds for the document.
Fix: publish interpretations together with their documents.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from checks._interpreting import Case, Desk, desk
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.elsewhere import Entry
from core.snapshot import Snapshot
from core.types import Finding
from core.workdays import Count

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = desk(snapshot, catalogue)
    for case in known.cases:
        if case.found:
            yield _case(snapshot, rule, known, case)


def _case(snapshot: Snapshot, rule: Rule, known: Desk, case: Case) -> Finding:
    page, first = case.first.page, case.found[0]
    where: dict[str, Any] = {
        "unit": case.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
        "name": page.title,
        "found": first.title,
        "where": first.url,
        "seen_on": [*case.pages, *([] if first.place else [first.url])],
        "estimate": "",
    }
    if case.published is None:
        return rule.unsure(page.url, "document-undated", **where)
    if first.day is None:
        return rule.unsure(page.url, "interpretation-undated", day=case.published, **where)
    return _dated(rule, known, case, first.day, where | {"day": case.published, "came": first.day})


def _dated(rule: Rule, known: Desk, case: Case, came: date, where: dict[str, Any]) -> Finding:
    subject, published = case.first.page.url, where["day"]
    gone = known.workdays.between(published, came)
    where |= {"days": gone.days, "limit": known.policies.words["workdays"]}
    if gone.estimated:
        where["estimate"] = rule.limits["estimate"]
    least, most = _bounds(gone, (came - published).days, known)
    before = case.published_elsewhere()
    if most <= where["limit"]:
        if before and before < published and known.workdays.between(before, came).days > where["limit"]:
            return rule.unsure(subject, "first-elsewhere", before=before, **where)
        return rule.passed(subject, "same-time" if came <= published else "in-time", **where)
    if why := _why_not(case, case.found[0], least <= where["limit"]):
        return rule.unsure(subject, why, missed=case.unseen[1], **where)
    return rule.fail(subject, "late", **where)


def _bounds(gone: Count, days: int, known: Desk) -> tuple[int, int]:
    """At least and at most so many working days, where the calendar is an estimate."""
    if not gone.estimated:
        return gone.days, gone.days
    return gone.days - int(known.policies.words["unknown_days_off"]), max(0, days)


def _why_not(case: Case, first: Entry, estimate_decides: bool) -> str:
    """Why a late interpretation is no fault yet, as the name of a sentence; "" where it is one."""
    if estimate_decides:
        return "estimated"
    if case.doubt:
        return case.doubt
    if first.place:
        return "late-elsewhere"
    if any(one.day is None for one in case.found):
        return "another-undated"
    if any(one.day is None or one.day < first.day for one in case.perhaps if first.day):
        return "perhaps-earlier"
    return case.unseen[0]
