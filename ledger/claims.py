"""Which claims are to be read again now: at once when the unit says that it is mended, then in growing pauses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from ledger import parts
from ledger.models import Audit, Case, Event
from ledger.states import Happened, State


def due(at: datetime, pauses: Sequence[int]) -> Mapping[str, list[str]]:
    """By site the numbers of its claimed cases, whole or in part, where one is to be read; the others of the site go with it.

    `pauses` are the minutes before the first read, the second and so on; the last goes on for ever. A doubtful case waits
    for an officer, a site that was never audited for its first audit.
    """
    since = _claimed_at() | {pk: part.at for pk, part in parts.pending().items()}
    reads = _reads(min(since.values(), default=at))
    found: dict[str, list[str]] = {}
    ready: set[str] = set()
    claimed = Case.objects.filter(pk__in=since, site__in=audited()).order_by("number")
    for key, number, site in claimed.values_list("pk", "number", "site"):
        found.setdefault(site, []).append(number)
        times = [since[key], *(moment for moment in reads.get(site, ()) if moment >= since[key])]
        pause = pauses[min(len(times), len(pauses)) - 1]
        if times[-1] + timedelta(minutes=pause) <= at:
            ready.add(site)
    return {site: numbers for site, numbers in found.items() if site in ready}


def audited() -> Iterable[str]:
    """Sites with an audit that a recheck can stand on."""
    return Audit.objects.filter(kind="full").order_by().values_list("site", flat=True).distinct()


def _claimed_at() -> dict[int, datetime]:
    """When each claimed case was claimed; without those that an officer has to judge."""
    found: dict[int, datetime] = {}
    doubtful: set[int] = set()
    kinds = (Happened.CLAIMED, Happened.DOUBTFUL, Happened.KEPT)
    events = Event.objects.filter(case__state=State.CLAIMED, kind__in=kinds).order_by("id")
    for case, kind, at in events.values_list("case_id", "kind", "at"):
        if kind == Happened.DOUBTFUL:
            doubtful.add(case)
        else:
            doubtful.discard(case)
        if kind == Happened.CLAIMED:
            found[case] = at
    return {case: at for case, at in found.items() if case not in doubtful}


def _reads(since: datetime) -> Mapping[str, list[datetime]]:
    """By site when its claims were read, in order."""
    found: dict[str, list[datetime]] = {}
    rows = Audit.objects.filter(kind="recheck", recorded_at__gte=since).order_by("recorded_at")
    for site, at in rows.values_list("site", "recorded_at"):
        found.setdefault(site, []).append(at)
    return found
