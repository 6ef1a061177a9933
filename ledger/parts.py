"""部分整改: the places that a unit says are mended are read again, the case stays open for the rest. Nothing closes by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ledger import states
from ledger.entry import SYSTEM, Key
from ledger.models import Case, Event
from ledger.policy import Policy
from ledger.states import Came, Happened, State

#: The latest of these says whether an answer on parts still waits.
_TURNS = (
    Happened.PARTLY,
    Happened.PART_MENDED,
    Happened.PART_REFUSED,
    Happened.CLAIMED,
    Happened.TRANSFERRED,
    Happened.REOPENED,
)


@dataclass(frozen=True, slots=True)
class Part:
    """An answer on parts of a case that waits to be read."""

    number: str
    site: str
    check: str
    subject: str
    places: Sequence[str]
    at: datetime


def pending(cases: Iterable[int] | None = None) -> dict[int, Part]:
    """By case, of all or of these, the answers on parts that were not yet proven or refused."""
    events = Event.objects.filter(case__state=State.OPEN, kind__in=_TURNS)
    if cases is not None:
        events = events.filter(case__in=list(cases))
    last = {event.case_id: event for event in events.select_related("case").order_by("id")}
    return {pk: _part(event) for pk, event in last.items() if event.kind == Happened.PARTLY and event.facts["places"]}


def record(site: str, seen: Mapping[Key, Mapping[str, bool | None]], policy: Policy, at: datetime) -> None:
    """Write down what was read: by (check, subject) and place whether it is mended, None where that is not known.

    As for a whole claim, still there is only believed after several reads over hours.
    """
    with transaction.atomic():
        cases = Case.objects.select_for_update(of=("self",)).filter(site=site, state=State.OPEN)
        held = {case.pk: case for case in cases}
        for pk, part in pending(held).items():
            if (part.check, part.subject) in seen:
                _meet(held[pk], part, seen[part.check, part.subject], policy, at)


def _part(event: Event) -> Part:
    case = event.case
    return Part(case.number, case.site, case.check_name, case.subject, event.facts["places"], event.at)


def _meet(case: Case, part: Part, seen: Mapping[str, bool | None], policy: Policy, at: datetime) -> None:
    known = {place: seen.get(place) for place in part.places}
    left = [place for place, mended in known.items() if mended is False]
    if not left and None in known.values():
        return
    came = _weighed(case, part, policy, at) if left else Came.PART_PASS
    move = states.move(State(case.state), came)
    assert move is not None and move.event is not None
    done = [place for place, mended in known.items() if mended]
    words = policy.words["partly"]
    told = {"all": len(known), "left": len(left), "places": "、".join(left)}
    said = "" if came is Came.PART_FAIL else words[move.event].format(**told)
    facts: dict[str, Any] = {"unit": case.unit, "title": case.title, "done": done, "left": left}
    Event.objects.create(
        case=case, kind=move.event, at=at, who=SYSTEM, note=said, before=case.state, after=move.state, facts=facts
    )


def _weighed(case: Case, part: Part, policy: Policy, at: datetime) -> Came:
    reads, span = policy.refuse_after
    still = case.events.filter(kind=Happened.STILL_THERE, at__gte=part.at).order_by("id")
    times = [*still.values_list("at", flat=True), at]
    return Came.PART_REFUSE if len(times) >= reads and at - times[0] >= span else Came.PART_FAIL
