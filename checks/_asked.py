"""Answers to open cases about links that should not be: fixed is what every place of the evidence shows no longer."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Evidence, Finding, Outcome, Verdict

#: Subjects of a check's open cases, each with the pages that showed it.
Asked = Mapping[str, Sequence[str]]


def asked(snapshot: Snapshot) -> Mapping[str, Asked]:
    """What the ledger wants to hear about, by check: context of the audit."""
    found: Mapping[str, Asked] = snapshot.meta.get("asked", {})
    return found


def since(snapshot: Snapshot) -> int:
    """The first look that counts as now: a recheck stands on a copy of an older audit."""
    look: int = snapshot.meta.get("since_look", 1)
    return look


def removed(
    snapshot: Snapshot, rule: Rule, catalogue: Catalogue, wanted: Asked, met: Collection[str]
) -> Iterator[Finding]:
    """A pass for every wanted subject that was not met and that none of its places, all read now, links to."""
    words = catalogue.words["judging"]["removed"]
    for subject, places in wanted.items():
        if subject not in met and places and all(_without(snapshot, subject, place) for place in places):
            ends = [reading for place in places if (reading := snapshot.ends(place))]
            yield Finding(
                check=rule.check,
                subject=subject,
                verdict=Verdict.PASS,
                level=rule.level,
                title=words["title"].format(subject=subject),
                unit=snapshot.site.unit,
                url=places[0],
                evidence=Evidence(words["text"].format(places=len(places)), places[0], max(one.at for one in ends)),
                clause=rule.clause,
            )


def gone_places(snapshot: Snapshot) -> tuple[str, ...]:
    """Places of open cases that the first look did not find: nothing is believed gone on one reading."""
    places = {place for wanted in asked(snapshot).values() for those in wanted.values() for place in those}
    return tuple(sorted(place for place in places if place and snapshot.gone(place) is True))


def _without(snapshot: Snapshot, subject: str, place: str) -> bool:
    """Whether the page was read now and does not link to the subject, or is gone itself, on a second reading too."""
    reading = snapshot.ends(place)
    if reading is None or reading.look < since(snapshot):
        return False
    if snapshot.gone(place) is True:
        return reading.look > since(snapshot)
    page = snapshot.page(place) if reading.outcome is Outcome.OK else None
    if page is None or page.drawn:
        return False
    return all(link.url != subject for link in snapshot.links(page.url))
