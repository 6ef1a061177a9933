"""What is said of an address that links point at: the same table for the site's own domain and for all others."""

from collections.abc import Iterator

from checks._duties import Duties
from core._stored import Target
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Outcome

#: So many pages are remembered as those that show a broken link.
_PLACES = 50
_NOT_ASKED = (Outcome.ROBOTS, Outcome.FORBIDDEN)


def judged(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, target: Target, duties: Duties) -> Iterator[Finding]:
    """The finding on one target; none where it was not asked."""
    reading = snapshot.ends(target.url)
    if reading is None or reading.outcome in _NOT_ASKED:
        return
    gone = snapshot.gone(target.url)
    facts = {
        "unit": snapshot.site.unit if gone is False else duties.unit_at(target.page),
        "url": target.url,
        "at": reading.at,
        "place": target.page,
        "places": target.places,
        "text": target.text or target.url,
        "outcome": catalogue.outcome(reading.outcome, reading.status),
    }
    if gone is False:
        yield rule.passed(target.url, "works", **facts)
    elif gone and target.kind == "script":
        yield rule.unsure(target.url, "scripted", **facts)
    elif gone:
        seen_on = [page for page, _ in snapshot.places(target.url, _PLACES)]
        yield rule.fail(target.url, "image" if target.kind == "img" else "broken", seen_on=seen_on, **facts)
    else:
        yield rule.unsure(target.url, "unclear", **facts)
