"""Every column that a standard asks of this kind of unit is there, under its name or one that sites use for it.

Clause: the item of the standard (disclosure-platform/guide, article-20/budget …).
Pass: a link or a column of the site bears the name and leads somewhere.
Fail: nothing bears it, or its link leads nowhere.
Unsure: the walk was not whole, the link could not be read, something bears a name that ends like it, scripts draw pages
on which it may stand, or the standard does not bind this kind of unit for sure.
Fix: set up the column under the name of the standard and link to it.
"""

from collections.abc import Iterator
from typing import Any

from checks._registry import Check
from core.catalogue import Catalogue, Item, Rule, Standard
from core.names import listed, plain
from core.snapshot import Snapshot
from core.types import Finding, Kind

check = Check(__name__, scope="site")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    doubt = _doubt(snapshot, rule)
    for key in snapshot.site.standards:
        standard = catalogue.standards[key]
        for item in standard.items:
            if item.names:
                yield _item(snapshot, rule, standard, item, doubt)


def _doubt(snapshot: Snapshot, rule: Rule) -> str:
    """Why nothing can be said to be missing, as the name of a sentence; "" where all was seen."""
    if not snapshot.complete or snapshot.unread():
        return "not-whole"
    drawn = (page for page in snapshot.pages(Kind.HOME, Kind.COLUMN, Kind.OTHER) if page.drawn)
    sections = rule.limits["sections"]
    return "drawn" if any(page.kind is Kind.HOME or _has(page.title, sections) for page in drawn) else ""


def _has(title: str, parts: list[str]) -> bool:
    return any(part in title for part in parts)


def _item(snapshot: Snapshot, rule: Rule, standard: Standard, item: Item, doubt: str) -> Finding:
    subject = f"{standard.key}/{item.key}"
    where: dict[str, Any] = {
        "unit": snapshot.site.unit,
        "at": snapshot.taken_at,
        "clause": subject,
        "name": item.title,
        "document": standard.document,
    }
    places = dict.fromkeys(url for name in item.names for url in snapshot.named_as(name))
    gone = {url: snapshot.gone(url) for url in places}
    home = snapshot.homes[0]
    if there := next((url for url, is_gone in gone.items() if is_gone is False), ""):
        return rule.passed(subject, "there", url=there, **where)
    if unclear := next((url for url, is_gone in gone.items() if is_gone is None), ""):
        return rule.unsure(subject, "link-unclear", url=unclear, **where)
    if snapshot.unit_kind not in item.binds:
        return rule.unsure(subject, "not-binding", url=home, **where)
    if similar := _similar(snapshot, item, linked=bool(gone)):
        return rule.unsure(subject, "similar", url=similar[1], similar=similar[0], **where)
    if doubt:
        return rule.unsure(subject, doubt, url=home, **where)
    if gone:
        return rule.fail(subject, "leads-nowhere", url=next(iter(gone)), **where)
    return rule.fail(subject, "missing", url=home, names=listed(item.names[:4]), **where)


def _similar(snapshot: Snapshot, item: Item, *, linked: bool) -> tuple[str, str] | None:
    """(name, address) of what bears an item's name behind that of a unit, or of words of a page that are the name.

    Where the name is `linked`, its words on a page are those of the link.
    """
    wanted = tuple(name for name in map(plain, item.names) if len(name) >= 4)
    for text, places in snapshot.named.items():
        there = (url for url in places if not snapshot.gone(url))
        if text.partition("(")[0].endswith(wanted) and (url := next(there, "")):
            return text, url
    for page in () if linked else snapshot.pages(Kind.HOME, Kind.COLUMN, Kind.OTHER):
        lines = map(plain, page.text.split("\n"))
        if text := next((line for line in lines if line in wanted), ""):
            return text, page.url
    return None
