"""What lies on the desk: cases as rows of the 台账, everything countable computed from dated events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from core.clock import CHINA, now
from core.errors import BadInput
from ledger import pictures
from ledger.answers import Kind
from ledger.models import Case, Event, Reply, Site, Unit
from ledger.models.cases import STATES
from ledger.states import Happened, State

#: States that count among the living work.
WORKING = (State.FOUND, State.OPEN, State.CLAIMED)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases; what is empty does not narrow. `states` by their names in English or Chinese."""

    unit: str = ""
    site: str = ""
    states: Sequence[str] = ()
    batch: str = ""
    check: str = ""
    overdue: bool = False
    numbers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the 台账. Times are moments with a zone, None where it has not happened."""

    number: str
    state: State
    unit: str
    unit_name: str
    site: str
    site_name: str
    check: str
    subject: str
    level: str
    title: str
    clause: str
    text: str
    place: str
    url: str
    batch: str
    source: str
    document: str
    contact: str
    leaders: str
    phone: str
    found_at: datetime
    assigned_at: datetime | None
    due: datetime | None
    due_estimated: bool
    confirmed_by: str = ""
    signed_at: datetime | None = None
    extended: bool = False
    answer: str = ""
    answered_at: datetime | None = None
    #: The answer that stands: since the case was last assigned or given back, receipts apart.
    reply: str = ""
    reply_words: str = ""
    reply_url: str = ""
    reply_at: datetime | None = None
    reply_by: str = ""
    checked_at: datetime | None = None
    checked: str = ""
    checked_words: str = ""
    fixed_at: datetime | None = None
    repeats: int = 0
    overdue_days: int = 0
    #: Days from 交办 to 销号.
    days_to_fix: int | None = None
    note: str = ""
    #: What was written to decisions and requests, by the kind of event, the last of each.
    reasons: Mapping[str, str] = field(default_factory=dict)
    #: The last day of the waiver, as 2026-12-31.
    waived_until: str = ""
    places: Sequence[str] = field(default_factory=tuple)
    picture: pictures.Shown | None = None

    @property
    def state_name(self) -> str:
        return STATES[self.state]


def rows(wanted: Filter, at: datetime | None = None) -> Iterator[CaseRow]:
    """The cases that `wanted` names, in the order of their numbers. Raises `BadInput` for a state that is none."""
    at = at or now()
    units = {unit.key: unit for unit in Unit.objects.prefetch_related("people")}
    names = dict(Site.objects.values_list("key", "name"))
    cases = _chosen(wanted, at)
    keys = list(cases.values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        chunk = Case.objects.select_related("batch").filter(pk__in=keys[start : start + _CHUNK])
        events, replies = _by_case(_TELLING, chunk), _by_case(Reply.objects.all(), chunk)
        shown = pictures.of(chunk)
        for case in chunk.order_by("number"):
            told = _told(case, events.get(case.pk, []), replies.get(case.pk, []), at)
            row = _row(case, units.get(case.unit), names.get(case.site, case.site), told)
            yield replace(row, picture=shown[case.pk]) if case.pk in shown else row


def _chosen(wanted: Filter, at: datetime) -> QuerySet[Case]:
    cases = Case.objects.exclude(state=State.NONE).order_by("number")
    given = {
        "unit": wanted.unit,
        "site": wanted.site,
        "batch__key": wanted.batch,
        "check_name": wanted.check,
        "state__in": [_state(name) for name in wanted.states],
        "number__in": list(wanted.numbers),
    }
    cases = cases.filter(**{name: value for name, value in given.items() if value})
    if wanted.overdue:
        cases = cases.filter(state=State.OPEN, due__lt=at)
    return cases


def _state(name: str) -> State:
    known = {**{str(state): state for state in State if state}, **{said: state for state, said in STATES.items()}}
    if name not in known:
        raise BadInput(
            f"--state：没有“{name}”这个状态，应为 {'、'.join(said for state, said in STATES.items() if state)}"
        )
    return known[name]


#: Events that say something of a case: that it is still there is written down at every audit, and counts for nothing.
_TELLING = Event.objects.exclude(kind=Happened.PERSISTS).defer("facts")


def _by_case(table: QuerySet[Any], cases: QuerySet[Case]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in table.filter(case__in=cases).order_by("id"):
        found.setdefault(row.case_id, []).append(row)
    return found


def _row(case: Case, unit: Unit | None, site_name: str, told: Mapping[str, Any]) -> CaseRow:
    return CaseRow(
        number=case.number,
        state=State(case.state),
        unit=case.unit,
        unit_name=unit.name if unit else case.unit,
        site=case.site,
        site_name=site_name,
        check=case.check_name,
        subject=case.subject,
        level=case.level,
        title=case.title,
        clause=case.clause,
        text=case.evidence.get("text", ""),
        place=case.evidence.get("place", ""),
        places=tuple(case.evidence.get("places", ())),
        url=case.url,
        batch=case.batch.name if case.batch else "",
        source=case.source,
        document=case.document or (case.batch.document if case.batch else ""),
        contact=unit.contact if unit else "",
        leaders="；".join(map(str, unit.people.all())) if unit else "",
        phone=unit.phone if unit else "",
        found_at=case.found_at.astimezone(CHINA),
        assigned_at=_china(case.assigned_at),
        due=_china(case.due),
        due_estimated=case.due_estimated,
        waived_until=case.waived_until.isoformat() if case.waived_until else "",
        **told,
    )


def _told(case: Case, events: Sequence[Event], replies: Sequence[Reply], at: datetime) -> Mapping[str, Any]:
    """What the dated events say of a case."""
    last = {event.kind: event for event in events}
    answered = [event for event in events if event.kind in (Happened.CLAIMED, Happened.PARTLY)]
    answer = answered[-1] if answered else None
    judged = [event for event in events if event.kind in _RECHECKED]
    fixed = next((event for event in reversed(events) if event.after == State.FIXED), None)
    fixed_at = fixed.at if fixed and case.state == State.FIXED else None
    return {
        "confirmed_by": last[Happened.ASSIGNED].who if Happened.ASSIGNED in last else "",
        "signed_at": _china(last[Happened.SIGNED].at) if Happened.SIGNED in last else None,
        "extended": Happened.EXTENDED in last,
        "answer": next((reply.words for reply in reversed(replies) if reply.words), "")
        or (answer.note if answer else ""),
        "answered_at": _china(answer.at) if answer else None,
        "checked_at": _china(judged[-1].at) if judged else None,
        "checked": _RECHECKED[Happened(judged[-1].kind)] if judged else "",
        "checked_words": judged[-1].note if judged and judged[-1].kind in _IN_PARTS else "",
        "fixed_at": _china(fixed_at),
        "repeats": sum(event.kind == Happened.REOPENED for event in events),
        "overdue_days": _overdue(case, claimed_at(events) or fixed_at or at),
        "days_to_fix": (fixed_at - case.assigned_at).days if fixed_at and case.assigned_at else None,
        "note": next((event.note for event in reversed(events) if event.note), ""),
        "reasons": {event.kind: event.note for event in events if event.kind in _REASONED},
        **_standing(events, replies),
    }


def claimed_at(events: Iterable[Event]) -> datetime | None:
    """When a unit made the claim that waits to be proven, or was: time that we need to read it again is not the unit's."""
    found = None
    for event in events:
        if event.kind == Happened.CLAIMED:
            found = event.at
        elif event.kind in _TURNED:
            found = None
    return found


def _standing(events: Sequence[Event], replies: Sequence[Reply]) -> Mapping[str, Any]:
    """The answer that stands; one that an officer typed in is an event without a reply."""
    since = max((event.at for event in events if event.kind in _TURNED), default=None)
    own = [reply for reply in replies if reply.kind != Kind.SIGNED and (since is None or reply.at >= since)]
    claims = [event for event in events if event.kind == Happened.CLAIMED and (since is None or event.at >= since)]
    if claims and (not own or own[-1].at < claims[-1].at):
        told = claims[-1]
        return {"reply": Kind.MENDED, "reply_words": told.note, "reply_at": _china(told.at), "reply_by": told.who}
    if not own:
        return {}
    told_by = own[-1]
    return {
        "reply": told_by.kind,
        "reply_words": told_by.words,
        "reply_url": told_by.url,
        "reply_at": _china(told_by.at),
        "reply_by": told_by.who,
    }


#: What makes an older answer no answer any more.
_TURNED = (
    Happened.ASSIGNED,
    Happened.TRANSFERRED,
    Happened.REFUSED,
    Happened.REJECTED,
    Happened.REOPENED,
    Happened.EXPIRED,
)
_IN_PARTS = (Happened.PART_MENDED, Happened.PART_REFUSED)


_REASONED = (
    Happened.REJECTED,
    Happened.TRANSFERRED,
    Happened.CLOSED,
    Happened.EXTENDED,
    Happened.KEPT,
    Happened.WAIVED,
    Happened.DISMISSED,
    Happened.ASKED,
    Happened.PARTLY,
    Happened.DISPUTED,
    Happened.DOUBTFUL,
)
_RECHECKED = {
    Happened.FIXED: "通过",
    Happened.STILL_THERE: "仍存在",
    Happened.REFUSED: "未通过",
    Happened.DOUBTFUL: "存疑",
    Happened.PART_MENDED: "部分通过",
    Happened.PART_REFUSED: "部分未通过",
    Happened.CLOSED: "人工通过",
}


def _overdue(case: Case, until: datetime) -> int:
    """Days begun after the limit; 0 before it, and for what nobody has to mend."""
    if case.due is None or case.state not in (State.OPEN, State.CLAIMED, State.FIXED) or until <= case.due:
        return 0
    return -((case.due - until) // timedelta(days=1))


def _china(moment: datetime | None) -> datetime | None:
    return moment.astimezone(CHINA) if moment else None
