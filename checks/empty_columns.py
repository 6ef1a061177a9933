"""A column that is offered has at least one entry.

Clause: inspection-2019/empty-columns.
Pass: entries, a text of its own, sub-columns, a jump elsewhere, a note that there are no such matters this year, or a
column that was set up within the last days.
Fail: nothing at all.  Unsure: a list that scripts draw, further pages of it that could not be read, an entry that several
columns share, trial entries alone, or a script, a place to click, a few words or a picture of its own, of which we cannot
say whether they are what the column is for.
Fix: publish, put up a note that there are no such matters this year, or take the column down.
"""

from collections.abc import Iterator
from typing import Any

from checks import _columns
from checks._registry import Check
from core import names
from core.catalogue import Catalogue, Rule
from core.contents import Contents, created
from core.html import looks_like_column
from core.snapshot import Snapshot
from core.types import Finding, Level, Page
from core.unseen import Unseen

check = Check(__name__, scope="column")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    columns = [column for column in _columns.read(snapshot, catalogue) if _judged(snapshot, rule, column)]
    contents, unseen = Contents(snapshot), Unseen(snapshot)
    for column in columns:
        yield _column(snapshot, rule, contents, unseen, column)


def _judged(snapshot: Snapshot, rule: Rule, column: _columns.Column) -> bool:
    """The register names it, or a link presents it under its own name: no search form, mailbox or error page."""
    page = column.page
    if snapshot.gone(page.url) is not False:
        return False
    if column.entry:
        return True
    if any(word in page.title for word in rule.limits["tools"]) and not page.says_empty:
        return False
    return (len(page.path) > 1 or looks_like_column(page.url)) and _offered(snapshot, page.url, page.title)


def _offered(snapshot: Snapshot, url: str, title: str) -> bool:
    name = names.column_name(title)
    addresses = [place for place in snapshot.named_as(title) if snapshot.resolve(place) == url] if name else []
    shown = (place for address in addresses for place in snapshot.places(address))
    return any(names.column_name(text) == name and page != url for page, text in shown)


def _column(snapshot: Snapshot, rule: Rule, contents: Contents, unseen: Unseen, column: _columns.Column) -> Finding:
    page, entry = column.page, column.entry
    where: dict[str, Any] = {
        "unit": column.unit,
        "url": page.url,
        "place": " > ".join(page.path) or page.title,
        "at": snapshot.seen_at(page.url),
        "name": column.name,
    }
    if entry and (entry.jumps or entry.exempt):
        return rule.passed(page.url, "exempt", reason=entry.exempt or entry.path, **where)
    say = _why_not(snapshot, rule, contents, column)
    by_frame = say in ("own-text", "leads-on") and not contents.tells_apart
    doubtful = by_frame or _is_trial(snapshot, rule, contents, page, say)
    if say and not doubtful:
        return rule.passed(page.url, say, entries=len(snapshot.rows(page.url)), **where)
    if (
        doubtful
        or page.drawn
        or snapshot.unread(page.url)
        or _form(snapshot, page)
        or contents.some(page, rule.limits["some_text"])
        or contents.shares(page)
        or unseen.stands_on(page)
    ):
        return rule.unsure(page.url, "not-observed", **where)
    return rule.fail(page.url, "empty", level=rule.level if page.path or entry else Level.ADVICE, **where)


def _is_trial(snapshot: Snapshot, rule: Rule, contents: Contents, page: Page, say: str) -> bool:
    """Nothing is listed but what somebody put there to try the system."""
    if say not in ("has-entries", "leads-on"):
        return False
    titles = [row.title for row in snapshot.rows(page.url)] or contents.entries(page)
    return bool(titles) and all(_says_trial(names.plain(title), rule.limits["trials"]) for title in titles)


def _says_trial(title: str, words: list[str]) -> bool:
    rest = title
    for word in words:
        rest = rest.replace(word, "")
    return rest != title and not any(sign.isalpha() for sign in rest)


def _form(snapshot: Snapshot, page: Page) -> bool:
    """The page is for writing to somebody: a service, whatever its name."""
    return b"<textarea" in (snapshot.body(page.url) or b"").lower()


def _why_not(snapshot: Snapshot, rule: Rule, contents: Contents, column: _columns.Column) -> str:
    """What a column has that makes it no empty one, as the name of a sentence; "" for nothing."""
    page, limits = column.page, rule.limits
    if snapshot.rows(page.url):
        return "has-entries"
    if page.says_none:
        return "says-none"
    if not page.says_empty and len("".join(contents.own_lines(page))) >= limits["own_text"]:
        return "own-text"
    if column.type in limits["elsewhere"] or contents.parent(page) or contents.leads_on(page):
        return "leads-on"
    made = created(page.url)
    return "new" if made and (snapshot.as_of - made).days < limits["new_days"] else ""
