"""Every column that a standard asks of this kind of unit is there, under its name or one that sites use for it.

Clause: the item of the standard (disclosure-platform/guide, article-20/budget …).
Pass: a link or a column of the site bears the name and leads somewhere.  Fail: nothing bears it, or its link leads nowhere.
Unsure: the walk was not whole, the link could not be read, or the standard does not bind this kind of unit for sure.
Fix: set up the column under the name of the standard and link to it.
"""

from collections.abc import Iterator
from typing import Any

from checks._registry import Check
from core.catalogue import Catalogue, Item, Rule, Standard
from core.snapshot import Snapshot
from core.types import Finding

check = Check(__name__, scope="site")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for key in snapshot.site.standards:
        standard = catalogue.standards[key]
        for item in standard.items:
            if item.names:
                yield _item(snapshot, rule, standard, item)


def _item(snapshot: Snapshot, rule: Rule, standard: Standard, item: Item) -> Finding:
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
    if gone:
        return rule.fail(subject, "leads-nowhere", url=next(iter(gone)), **where)
    if not snapshot.complete or snapshot.unread():
        return rule.unsure(subject, "not-whole", url=home, **where)
    return rule.fail(subject, "missing", url=home, names="、".join(item.names[:4]), **where)
