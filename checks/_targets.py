"""What is said of an address that links point at: the same table for the site's own domain and for all others."""

from collections.abc import Iterator
from typing import Any

from checks._asked import asked
from checks._duties import Duties
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Outcome

#: So many pages are remembered as those that show a broken link.
_PLACES = 50
_NOT_ASKED = (Outcome.ROBOTS, Outcome.FORBIDDEN)


def judged(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, url: str, duties: Duties) -> Iterator[Finding]:
    """The finding on one target; none where it was not asked, or where no page that was read now leads to it.

    What works is only counted, so where its links stand is looked up for open cases alone.
    """
    reading = snapshot.ends(url)
    if reading is None or reading.outcome in _NOT_ASKED:
        return
    gone = snapshot.gone(url)
    if gone is False and url not in asked(snapshot).get(rule.check, ()):
        yield rule.passed(url, "works", unit=snapshot.site.unit, url=url, at=reading.at)
        return
    target = snapshot.target(url)
    if target is None:
        return
    facts: dict[str, Any] = {
        "unit": snapshot.site.unit if gone is False else duties.unit_at(target.page),
        "url": url,
        "at": reading.at,
        "place": target.page,
        "places": target.places,
        "text": target.text or url,
        "outcome": catalogue.outcome(reading.outcome, reading.status),
    }
    if gone is False:
        yield rule.passed(url, "works", **facts)
    elif gone and target.kind == "script":
        yield rule.unsure(url, "scripted", **facts)
    elif gone:
        seen_on = [page for page, _ in snapshot.places(url, _PLACES, now=True)]
        yield rule.fail(url, "image" if target.kind == "img" else "broken", seen_on=seen_on, **facts)
    else:
        yield rule.unsure(url, "unclear", **facts)
