"""A regulation on the site reads as the official text that the bureau supplied.

Clause: laiwu-2021/regulations.
Pass: every sentence from the first article on stands on the page, whatever its marks and spaces.
Fail: sentences differ, are missing in the middle or were added; both are quoted.
Unsure: only a part is shown, another version may be, an attachment or a picture that was not read may hold the text.
Without texts from the bureau nothing is judged.
Fix: replace the text by the official one.
"""

from collections.abc import Iterator
from typing import Any

from checks._duties import Duties
from checks._registry import Check
from core import regulations
from core.catalogue import Catalogue, Rule
from core.regulations import Compared
from core.snapshot import Snapshot
from core.types import Finding, Kind, Page
from core.urls import is_attachment

check = Check(__name__, scope="url")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    official = {regulations.key(title): text for title, text in snapshot.meta.get("official_texts", {}).items()}
    if not official:
        return
    duties = Duties(snapshot)
    for page in snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT):
        name = next((name for name in regulations.named(page.title) if name in official), "")
        if name:
            yield _finding(snapshot, rule, page, official[name], duties.unit_of(page))


def _finding(snapshot: Snapshot, rule: Rule, page: Page, official: str, unit: str) -> Finding:
    found = _best(snapshot, page, official)
    first = found.differences[0] if found.differences else None
    where: dict[str, Any] = {
        "unit": unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
        "name": page.title,
        "number": len(found.differences),
        "official": _quoted(rule, first.official if first else ""),
        "shown": _quoted(rule, first.shown if first else ""),
    }
    if found.share == 1 and not found.differences:
        return rule.passed(page.url, "same", **where)
    if why := _doubt(snapshot, rule, page, found):
        return rule.unsure(page.url, why, **where)
    if found.differences and int((page.published or "9999")[:4]) < regulations.changed_in(official):
        return rule.unsure(page.url, "other-version", **where)
    if not found.differences:
        return rule.passed(page.url, "same", **where)
    return rule.fail(page.url, "differs", **where)


def _best(snapshot: Snapshot, page: Page, official: str) -> Compared:
    """The comparison with the page's text or one of its attachments', whichever has more of the official text."""
    texts = [page.text, *(file.read.text for file in snapshot.attachments(page.url))]
    return max((regulations.compare(official, text) for text in texts), key=lambda one: one.share)


def _doubt(snapshot: Snapshot, rule: Rule, page: Page, found: Compared) -> str:
    """Why a difference is no plain fault, as the name of a sentence; "" where it is one."""
    if found.share < rule.limits["text"]:
        return "unread" if _holds_more(snapshot, page) or page.drawn else "other-text"
    if found.other_version:
        return "other-version"
    if found.cut or regulations.is_part(page.title):
        return "part"
    return "other-version" if found.share < rule.limits["version"] else ""


def _holds_more(snapshot: Snapshot, page: Page) -> bool:
    """Whether something that was not read may hold the text."""
    for link in snapshot.links(page.url):
        if snapshot.common(link.url):
            continue
        if link.kind in ("img", "frame"):
            return True
        if is_attachment(link.url) and not snapshot.has_read(link.url):
            return True
    return False


def _quoted(rule: Rule, text: str) -> str:
    """As much of a sentence as a finding quotes."""
    longest: int = rule.limits["quoted"]
    short = text if len(text) <= longest else text[:longest] + "…"
    return short or str(rule.limits["nothing"])
