"""Every column that a standard asks of this kind of unit is there, under its name or one that sites use for it.

Clause: the item of the standard (disclosure-platform/guide, article-20/budget …).
Pass: a link or a column of the site bears the name and leads somewhere.
Fail: nothing bears it, or its link leads nowhere.
Unsure: the walk was not whole, the link could not be read or leads to the home page, to itself or to nothing, something
bears a name like it or has it in its source, scripts draw pages on which it may stand, or the standard does not bind this
kind of unit for sure.
Fix: set up the column under the name of the standard and link to it.
"""

from collections.abc import Iterator
from typing import Any

from checks._alike import Seen
from checks._registry import Check
from core.catalogue import Catalogue, Item, Rule, Standard
from core.names import column_name, listed
from core.snapshot import Snapshot
from core.types import Finding, Kind, Outcome

check = Check(__name__, scope="site")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    doubt = _doubt(snapshot, rule)
    standards = [catalogue.standards[key] for key in snapshot.site.standards]
    seen = Seen(snapshot, rule.limits, [item for standard in standards for item in standard.items])
    for standard in standards:
        for item in standard.items:
            if item.names:
                yield _item(seen, rule, standard, item, doubt)


def _doubt(snapshot: Snapshot, rule: Rule) -> str:
    """Why nothing can be said to be missing, as the name of a sentence; "" where all was seen."""
    if not snapshot.complete or snapshot.unread():
        return "not-whole"
    drawn = (page for page in snapshot.pages(Kind.HOME, Kind.COLUMN, Kind.OTHER) if page.drawn)
    sections = rule.limits["sections"]
    unseen = any(page.kind is Kind.HOME or any(part in page.title for part in sections) for page in drawn)
    return "drawn" if unseen else ""


def _item(seen: Seen, rule: Rule, standard: Standard, item: Item, doubt: str) -> Finding:
    snapshot, subject = seen.snapshot, f"{standard.key}/{item.key}"
    where: dict[str, Any] = {
        "unit": snapshot.site.unit,
        "at": snapshot.taken_at,
        "clause": subject,
        "name": item.title,
        "document": standard.document,
    }
    places = seen.places(item)
    gone = {url: snapshot.gone(url) for url in places}
    there = [url for url, is_gone in gone.items() if is_gone is False]
    home = snapshot.homes[0]
    if found := next((url for url in there if not _is_hollow(snapshot, item, url)), ""):
        return rule.passed(subject, "there", url=found, **where)
    if there:
        return rule.unsure(subject, "hollow", url=there[0], **where)
    if unclear := next((url for url, is_gone in gone.items() if is_gone is None), ""):
        return rule.unsure(subject, "link-unclear", url=unclear, **where)
    if snapshot.unit_kind not in item.binds:
        return rule.unsure(subject, "not-binding", url=home, **where)
    if similar := seen.similar(item, linked=bool(gone)):
        return rule.unsure(subject, "similar", url=similar[1], similar=similar[0], **where)
    if doubt:
        return rule.unsure(subject, doubt, url=home, **where)
    if gone:
        return rule.fail(subject, "leads-nowhere", url=next(iter(gone)), **where)
    if menu := seen.menu:
        return rule.unsure(subject, "drawn", url=menu, **where)
    return rule.fail(subject, "missing", url=home, names=listed(item.names[:4]), **where)


def _is_hollow(snapshot: Snapshot, item: Item, url: str) -> bool:
    """The link leads to the home page, to the page alone that shows it, or to one that shows nothing."""
    end = snapshot.resolve(url)
    page, reading = snapshot.page(end), snapshot.ends(url)
    names = set(map(column_name, item.names))
    if end in snapshot.homes:
        return True
    if page is None:
        return reading is not None and reading.outcome is Outcome.OK and not reading.bytes
    shown = {place for place, words in snapshot.places(url) if column_name(words) in names}
    if shown == {end} and column_name(page.title) not in names:
        return True
    return not (page.text or page.drawn or snapshot.rows(end) or snapshot.links(end))
