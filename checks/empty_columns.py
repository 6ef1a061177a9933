"""A column that is offered has at least one entry.

Clause: inspection-2019/empty-columns.
Pass: entries, a text of its own, sub-columns, a jump elsewhere, or a note that there is nothing of the kind this year.
Fail: nothing at all.  Unsure: a list that scripts draw, or further pages of it that could not be read.
Fix: publish, put up a note 本年度无此类事项, or take the column down.
"""

from collections.abc import Iterator
from typing import Any

from checks import _columns
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.html import looks_like_article, looks_like_column
from core.snapshot import Snapshot
from core.types import Finding, Kind, Level
from core.urls import is_attachment

check = Check(__name__, scope="column")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for column in _columns.read(snapshot, catalogue):
        if column.entry or _offered(snapshot, column):
            yield _column(snapshot, rule, column)


def _offered(snapshot: Snapshot, column: _columns.Column) -> bool:
    """Navigation or a breadcrumb presents the page under its own name: not a search form or a tool."""
    page = column.page
    named = bool(page.title) and page.url in map(snapshot.resolve, snapshot.named_as(page.title))
    return named and (len(page.path) > 1 or looks_like_column(page.url))


def _column(snapshot: Snapshot, rule: Rule, column: _columns.Column) -> Finding:
    page, entry = column.page, column.entry
    reading = snapshot.reading(page.url)
    where: dict[str, Any] = {
        "unit": entry.unit if entry and entry.unit else snapshot.site.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": reading.at if reading else snapshot.taken_at,
        "name": column.name,
    }
    if entry and (entry.jumps or entry.exempt):
        return rule.passed(page.url, "exempt", reason=entry.exempt or entry.path, **where)
    if entries := len(snapshot.rows(page.url)):
        return rule.passed(page.url, "has-entries", entries=entries, **where)
    if page.says_none:
        return rule.passed(page.url, "says-none", **where)
    if len(page.text) >= rule.limits["own_text"] and not page.says_empty:
        return rule.passed(page.url, "own-text", **where)
    if _has_more(snapshot, page.url):
        return rule.passed(page.url, "leads-on", **where)
    if page.drawn and not page.says_empty or snapshot.unread(page.url):
        return rule.unsure(page.url, "not-observed", **where)
    return rule.fail(page.url, "empty", level=rule.level if page.path or entry else Level.ADVICE, **where)


def _has_more(snapshot: Snapshot, url: str) -> bool:
    """Links that are this page's own: to sub-columns, articles, attachments or elsewhere, not the site's navigation."""
    for link in snapshot.links(url):
        if link.kind not in ("a", "script", "frame") or link.url == url or snapshot.common(link.url):
            continue
        if is_attachment(link.url) or looks_like_article(link.url) or link.kind == "frame":
            return True
        page = snapshot.page(link.url)
        if page is None or page.kind is not Kind.HOME:
            return True
    return False
