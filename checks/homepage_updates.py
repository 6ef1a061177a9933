"""The home page has shown something new within two weeks.

Clause: inspection-2019/home-stale.
Pass: what the home page links to has something published within 14 days.  Fail: the newest is older (early from 10).
Unsure: parts are drawn by scripts, or linked pages could not be read or show no time, or the walk was not whole.
Fix: publish, and see that the home page shows it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from checks import _columns
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.html import looks_like_column
from core.snapshot import Snapshot
from core.types import Finding, Page
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
        yield _home(snapshot, rule, home)


def _home(snapshot: Snapshot, rule: Rule, home: Page) -> Finding:
    reading = snapshot.reading(home.url)
    where: dict[str, Any] = {
        "unit": snapshot.site.unit,
        "url": home.url,
        "at": reading.at if reading else snapshot.taken_at,
        "name": snapshot.site.name,
    }
    linked = _linked(snapshot, home)
    past = {url: day for url, day in linked.items() if day and day <= snapshot.as_of}
    if not past:
        return rule.unsure(home.url, "undated", **where)
    newest_url = max(past, key=past.__getitem__)
    newest = past[newest_url]
    age = (snapshot.as_of - newest).days
    where |= {"newest": newest.isoformat(), "age": age, "place": newest_url}
    if age < rule.limits["early_days"]:
        return rule.passed(home.url, "fresh", **where)
    unknown = sum(day is None for day in linked.values())
    if unknown or home.drawn or not snapshot.complete:
        return rule.unsure(home.url, "unknown", unknown=unknown, **where)
    return rule.fail(home.url, "stale", early=age <= rule.limits["days"], **where)


def _linked(snapshot: Snapshot, home: Page) -> dict[str, date | None]:
    """What the home page links to, columns and homes left out, with its day. None: an item of this site of unknown day."""
    domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}
    found = _columns.linked(snapshot, home, cache(_frame(snapshot)))
    for row in snapshot.rows(home.url):
        day = _columns.published(snapshot, row)
        if day or (within(row.url, domains) and not snapshot.gone(row.url)):
            found[row.url] = day
    return {url: day for url, day in found.items() if not looks_like_column(url)}


def _frame(snapshot: Snapshot) -> Callable[[str], bool]:
    """Tells the frame of the site (a statement, how to contact us): pages without a day, linked from everywhere."""

    def common(url: str) -> bool:
        page = snapshot.page(url)
        return page is not None and not page.published and snapshot.common(url)

    return common
