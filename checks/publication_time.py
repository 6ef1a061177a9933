"""Every article that a column lists shows on its page when it was published.

Clause: inspection-2019; the site guideline that it rests on asks for the time on the page, whatever the list shows.
Pass: all articles that were read show one.
Fail: several do not in a column of news, notices, documents or interpretations, and nothing of theirs could be one.  A
single one among others is advice.  Columns of leaders, organisation and guides or under such, pages of that kind in other
columns, and articles that no list shows are not judged.
Unsure: too few were read, scripts draw the page, a date stands there, be it in scripts or attributes, of which we cannot
say what it is, or the name of the column does not tell whether its pages need a time.
Fix: show the time of publication in the template of the article.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks import _columns
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.frame import around
from core.names import column_name, plain
from core.snapshot import Snapshot
from core.types import Finding, Kind, Level, Page
from core.urls import folder_of

check = Check(__name__, scope="places", whole=True)

#: Where a time was found that the page itself does not show: nowhere, in its address, in the list that leads to it.
_NOT_SHOWN = ("", "url", "row")


@dataclass(frozen=True, slots=True)
class _Article:
    #: The name of the column that its breadcrumb gives.
    column: str
    shows: bool
    drawn: bool


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    soft = set(snapshot.meta.get("soft_404", ()))
    pages = (page for page in snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT) if page.content_hash not in soft)
    articles = {page.url: _article(page) for page in pages}
    columns = list(_columns.read(snapshot, catalogue))
    filed = _filed(snapshot, columns, articles)
    for column in columns:
        own = {url: articles[url] for url in sorted(filed.get(column.page.url, ()))}
        excused = column.entry and (column.entry.exempt or column.entry.jumps)
        if not own or excused or _is_timeless(column, rule, catalogue):
            continue
        if finding := _column(snapshot, rule, catalogue, column, own):
            yield finding


def _is_timeless(column: _columns.Column, rule: Rule, catalogue: Catalogue) -> bool:
    """By its own name; or by that of a column above it, where its own does not tell."""
    above = () if column.type else map(catalogue.column_type, column.page.path[1:])
    return any(kind in rule.limits["timeless"] for kind in (column.type, *above))


def _needs_time(column: _columns.Column, rule: Rule) -> bool:
    name = plain(column.name)
    return (
        column.must_update or column.type in rule.limits["timed"] or any(part in name for part in rule.limits["events"])
    )


def _article(page: Page) -> _Article:
    column = column_name(page.path[-1]) if page.path else ""
    return _Article(column, page.published_from not in _NOT_SHOWN, page.drawn)


def _filed(
    snapshot: Snapshot, columns: list[_columns.Column], articles: Mapping[str, _Article]
) -> dict[str, list[str]]:
    """The articles of each column: of several that list one, its own is the one that its address, else its breadcrumb, names."""
    best: dict[str, tuple[tuple[int, bool], str]] = {}
    for column in columns:
        name, folder = column_name(column.name), folder_of(column.page.url)
        for row in snapshot.rows(column.page.url):
            url = row.url if row.url in articles else snapshot.resolve(row.url)
            if url not in articles:
                continue
            rank = (len(folder) if url.startswith(folder) else 0, articles[url].column == name)
            if url not in best or rank > best[url][0]:
                best[url] = (rank, column.page.url)
    filed: dict[str, list[str]] = {}
    for url, (_, place) in best.items():
        filed.setdefault(place, []).append(url)
    return filed


def _column(
    snapshot: Snapshot, rule: Rule, catalogue: Catalogue, column: _columns.Column, own: Mapping[str, _Article]
) -> Finding | None:
    without = [url for url, article in own.items() if not article.shows]
    plainly = [url for url in without if not own[url].drawn]
    states = {url: _state(snapshot, rule, catalogue, url) for url in plainly[: rule.limits["examined"]]}
    named = Counter(states.values())
    sure = [url for url, state in states.items() if state == "without"]
    missing = len(plainly) - named["unclear"] - named["timeless"] if sure else 0
    read = len(own) - named["timeless"]
    where: dict[str, Any] = {
        "unit": column.unit,
        "place": " > ".join(column.page.path) or column.page.title,
        "at": snapshot.taken_at,
        "name": column.name,
        "entries": read,
        "places": missing,
        "unknown": len(without) - named["timeless"] - missing,
    }
    subject = column.page.url
    if not read:
        return None
    if not missing and not where["unknown"]:
        return rule.passed(subject, "shown", url=subject, **where)
    if not missing:
        return rule.unsure(
            subject, "unclear", url=next(url for url in without if states.get(url) != "timeless"), **where
        )
    if not _needs_time(column, rule):
        return rule.unsure(subject, "perhaps", url=sure[0], **where)
    if read < rule.limits["fewest"]:
        return rule.unsure(subject, "too-few", url=sure[0], **where)
    many = missing >= rule.limits["articles"] and missing >= rule.limits["share"] * read
    level = rule.level if many else Level.ADVICE
    return rule.fail(subject, "not-shown", url=sure[0], level=level, seen_on=sure, **where)


def _state(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, url: str) -> str:
    """`without` a time for sure, `unclear`, or a page of a kind that needs none."""
    page = snapshot.page(url)
    if page is None or (frame := around(snapshot, page)) is None:
        return "unclear"
    if catalogue.column_type(page.title) in rule.limits["timeless"]:
        return "timeless"
    lines, own = ([*map(plain, some)] for some in (frame.lines, page.text.split("\n")))
    labelled = _matches(rule.limits["labels"], "\n".join([*lines, *own]))
    timed = any(re.fullmatch(time, line) for time in rule.limits["times"] for line in lines)
    dated = _matches(rule.limits["dates"], "\n".join([*lines, frame.unseen.lower()]))
    closed = any(_matches(rule.limits["closings"], line) for line in own[-rule.limits["last"] :])
    placed = _matches(rule.limits["places"], "\n".join(frame.places).lower())
    return "unclear" if labelled or timed or dated or closed or placed else "without"


def _matches(expressions: list[str], text: str) -> bool:
    return any(re.search(expression, text, re.M) for expression in expressions)
