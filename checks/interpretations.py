"""Every policy document of this unit for the public has an interpretation, on this site or on another place of the unit.

Clause: laiwu-2021/interpretation.
Pass: one was found, by name, by number or by a link, here or where the unit and the portal showed theirs last.
Fail: none, though the site and its columns of interpretations were seen whole and the working days for one are over.
Unsure: it is not plain that this unit made the document or that it concerns the public, something like an interpretation
is there, a column could not be seen whole, other places were not read since, or the working days are not over.
Fix: publish an interpretation and link it with the document.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from checks._interpreting import Case, Desk, desk
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = desk(snapshot, catalogue)
    for case in known.cases:
        if finding := _case(snapshot, rule, known, case):
            yield finding


def _case(snapshot: Snapshot, rule: Rule, known: Desk, case: Case) -> Finding | None:
    page = case.first.page
    where: dict[str, Any] = {
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
        "name": page.title,
    }
    if case.found:
        first = case.found[0]
        seen = (page.url,) if first.place else (page.url, first.url)
        facts = {"found": first.title, "where": first.url, "seen_on": seen, "unit": case.unit}
        return rule.passed(page.url, "elsewhere" if first.place else "there", place_of=first.place, **facts, **where)
    if case.expired:
        return None
    where |= {"unit": case.unit, "day": str(case.published or ""), "seen_on": case.pages}
    if case.published and not _over(snapshot, known, case.published):
        return rule.unsure(page.url, "not-due", limit=known.limit(case.published), **where)
    if case.perhaps:
        like = case.perhaps[0]
        return rule.unsure(page.url, "similar", found=like.title, where=like.url, **where)
    why, missed = (case.doubt, "") if case.doubt else case.unseen
    if why:
        return rule.unsure(page.url, why, missed=missed, **where)
    return rule.fail(page.url, "missing", number=len(known.policies.columns), **where)


def _over(snapshot: Snapshot, known: Desk, published: date) -> bool:
    """Whether the working days are over, whatever an estimated calendar leaves out."""
    words = known.policies.words
    last = known.workdays.add(published, words["workdays"])
    if last.estimated:
        last = known.workdays.add(last.day, words["unknown_days_off"])
    return snapshot.as_of > last.day
