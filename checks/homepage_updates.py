"""The home page has shown something new within two weeks.

Clause: inspection-2019/home-stale.
Pass: what the home page links to has something published within 14 days.  Fail: the newest is older (early from 10).
Unsure: parts are drawn by scripts, or linked pages could not be read or show no time, a later day stands beside no link, the page leads
on to another front page, or the walk was not whole.
Fix: publish, and see that the home page shows it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from checks import _columns
from checks._registry import Check
from core import names, unlinked
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Kind, Page, Row
from core.urls import host_of, registered_domain, within

check = Check(__name__, scope="home")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    home = next((page for url in snapshot.homes if (page := snapshot.page(url))), None)
    if home is None:
        url = snapshot.homes[0]
        reading = snapshot.ends(url)
        outcome = catalogue.outcome(reading.outcome, reading.status) if reading else ""
        yield rule.unsure(url, "unread", unit=snapshot.site.unit, url=url, at=snapshot.taken_at, outcome=outcome)
    else:
        yield _home(snapshot, rule, home, catalogue.words["freshness"])


def _home(snapshot: Snapshot, rule: Rule, home: Page, words: Mapping[str, Any]) -> Finding:
    where: dict[str, Any] = {
        "unit": snapshot.site.unit,
        "url": home.url,
        "at": snapshot.seen_at(home.url),
        "name": snapshot.site.name,
    }
    linked = _linked(snapshot, home, words["services"])
    past = {url: day for url, day in linked.items() if day and day <= snapshot.as_of}
    if not past:
        return rule.unsure(home.url, "undated", **where)
    newest_url = max(past, key=past.__getitem__)
    newest = past[newest_url]
    age = (snapshot.as_of - newest).days
    where |= {"newest": newest.isoformat(), "age": age, "place": newest_url}
    if age < rule.limits["early_days"]:
        return rule.passed(home.url, "fresh", **where)
    unknown = sum(day is None and _columns.may_be_newer(snapshot, url, newest) for url, day in linked.items())
    if unknown or home.drawn or not snapshot.complete:
        return rule.unsure(home.url, "unknown", unknown=unknown, **where)
    printed = unlinked.newest(snapshot, home.url, words["other_days"])
    if printed and printed > newest:
        return rule.unsure(home.url, "unlinked", printed=printed.isoformat(), **where)
    if further := _front(snapshot, home, words["enters"]):
        return rule.unsure(home.url, "leads-on", further=further, **where)
    return rule.fail(home.url, "stale", early=age <= rule.limits["days"], **where)


def _linked(snapshot: Snapshot, home: Page, services: Collection[str]) -> dict[str, date | None]:
    """What the home page links to, columns and homes left out, with its day. None: an item of unknown day."""
    found = _columns.linked(snapshot, home, cache(_frame(snapshot)), services)
    for row in snapshot.rows(home.url):
        day = _columns.latest(snapshot, row)
        if not _leads_out(snapshot, row, day, services):
            found[row.url] = day
    return found


def _leads_out(snapshot: Snapshot, row: Row, day: date | None, services: Collection[str]) -> bool:
    """Whether a row leads to a site or a column, or to nothing, rather than to something published.

    Beside a name the day is that of the frame; beside a headline it is the headline's, wherever that leads.
    """
    page = snapshot.page(row.url)
    if page and page.kind is Kind.HOME:
        return True
    site = _columns.is_site(row.url)
    if day:
        return site and not _columns.is_headline(row.title, services)
    column = page is not None and page.kind is Kind.COLUMN and bool(snapshot.rows(page.url))
    return site or column or bool(snapshot.gone(row.url))


def _front(snapshot: Snapshot, home: Page, enters: Collection[str]) -> str:
    """Where the link of a splash page leads, the front page behind it; "" for any other home page."""
    domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}
    links = (link.url for link in snapshot.links(home.url) if names.column_name(link.text) in enters)
    return next((url for url in links if within(url, domains) and snapshot.resolve(url) not in snapshot.homes), "")


def _frame(snapshot: Snapshot) -> Callable[[str], bool]:
    """Tells the frame of the site (a statement, how to contact us, other sites): no day, linked from everywhere."""
    domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}

    def common(url: str) -> bool:
        page = snapshot.page(url)
        known = page is not None if within(url, domains) else page is None
        return known and not (page and page.published) and snapshot.common(url)

    return common
