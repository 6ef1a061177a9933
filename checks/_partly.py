"""Answers on parts of a problem: which of the places that a unit calls mended show it no longer."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from checks._asked import since
from checks._recheck import FIRST, ROUNDS
from checks._registry import Verdicts, registered
from core.snapshot import Snapshot
from core.types import Finding, Outcome, Verdict

Key = tuple[str, str]


def mended(path: Path, named: Mapping[Key, Sequence[str]], verdicts: Verdicts) -> dict[Key, dict[str, bool | None]]:
    """By (check, subject) and place; None where it was not read now, or where that says nothing."""
    met = {(one.check, one.subject): one for one in (*verdicts.findings, *verdicts.answers)}
    with Snapshot(path, look=FIRST + ROUNDS) as snapshot:
        return {
            key: {place: _mended(snapshot, key, place, met.get(key)) for place in places}
            for key, places in named.items()
        }


def _mended(snapshot: Snapshot, key: Key, place: str, finding: Finding | None) -> bool | None:
    check, subject = key
    reading = snapshot.ends(place)
    if reading is None or reading.look < since(snapshot):
        return None
    if finding and finding.verdict is Verdict.PASS:
        return True
    page = snapshot.page(place) if reading.outcome is Outcome.OK else None
    if page is None or page.drawn:
        return None
    fails = finding is not None and finding.verdict is Verdict.FAIL
    if registered()[check].scope == "url":
        shown = any(link.url == subject for link in snapshot.links(page.url))
        return not shown if fails or not shown else None
    return place not in finding.evidence.places if finding and fails else None
