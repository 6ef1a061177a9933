"""What people do to cases: each a row of `states.TABLE`, all the named cases in one transaction or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.clock import now
from core.errors import BadInput
from ledger import states
from ledger.models import Batch, Case, Event
from ledger.models.cases import STATES
from ledger.policy import Due, Policy
from ledger.states import Came, Happened, State

#: What people call each step.
_STEPS = {
    Came.CONFIRM: "核实交办",
    Came.DISMISS: "误报核减",
    Came.SIGN: "签收",
    Came.TRANSFER: "转办",
    Came.CLAIM: "反馈整改",
    Came.REJECT: "退回",
    Came.CLOSE: "人工销号",
    Came.WAIVE: "豁免",
    Came.ASK: "申请延期",
    Came.EXTEND: "延期",
    Came.DISPUTE: "申诉",
    Came.KEEP: "维持交办",
    Came.PART: "反馈部分整改",
}
#: Steps that nobody may take without saying why.
_WITH_REASON = frozenset(
    {Came.DISMISS, Came.TRANSFER, Came.REJECT, Came.CLOSE, Came.WAIVE, Came.EXTEND, Came.KEEP, Came.PART}
)


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides, why, when."""

    name: str
    note: str = ""
    at: datetime | None = None


def confirm(cases: Sequence[str], who: Who, policy: Policy, batch: Batch | None = None) -> list[Case]:
    """核实: the case is real and goes to its unit; the time runs from now, the batch's own limit goes first."""

    def change(case: Case, at: datetime) -> dict[str, Any]:
        case.batch = batch or case.batch
        due = _due(case, at, policy)
        case.assigned_at, case.due, case.due_estimated = at, due.at, due.estimated
        return {}

    return _decide(cases, Came.CONFIRM, who, change)


def dismiss(cases: Sequence[str], who: Who) -> list[Case]:
    """误报核减: out of every count, and remembered, so that it does not come back."""
    return _decide(cases, Came.DISMISS, who)


def sign(cases: Sequence[str], who: Who) -> list[Case]:
    """签收, by the link, by telephone or by the work chat."""
    return _decide(cases, Came.SIGN, who)


def transfer(cases: Sequence[str], unit: str, who: Who, policy: Policy) -> list[Case]:
    """转办: another unit, a new 交办 time; the old unit's record is clean, and it is told."""

    def change(case: Case, at: datetime) -> dict[str, Any]:
        facts = {"from": case.unit, "to": unit}
        case.unit = unit
        if case.assigned_at:
            due = _due(case, at, policy)
            case.assigned_at, case.due, case.due_estimated = at, due.at, due.estimated
        return facts

    with transaction.atomic():
        moved = _decide(cases, Came.TRANSFER, who, change)
        for case in moved:
            if case.assigned_at:
                _release(case.events.latest("id"))
    return moved


def claim(cases: Sequence[str], who: Who) -> list[Case]:
    """The unit says that it is mended: a recheck is asked for."""
    return _decide(cases, Came.CLAIM, who)


def reject(cases: Sequence[str], who: Who) -> list[Case]:
    """An officer does not accept what the unit said."""
    return _decide(cases, Came.REJECT, who)


def ask(cases: Sequence[str], until: date | None, who: Who) -> list[Case]:
    """The unit asks for more time."""
    return _decide(cases, Came.ASK, who, lambda case, at: {"until": until.isoformat() if until else ""})


def part(cases: Mapping[str, Sequence[str]], until: date | None, who: Who) -> list[Case]:
    """部分整改: by case the places that are mended, each to be read again; the rest is promised for `until`.

    Raises `BadInput` for a place that is none of the case's, and where none is named of several.
    """

    def change(case: Case, at: datetime) -> dict[str, Any]:
        there = case.evidence.get("places", ())
        if not set(cases[case.number]) <= set(there):
            raise BadInput(f"{case.number}：所列位置不在该问题现有的位置之中，请重新打开页面核对")
        if len(there) > 1 and not cases[case.number]:
            raise BadInput(f"{case.number}：有 {len(there)} 个位置，请指明其中已整改的；全部整改的请选“已整改”")
        return {"until": until.isoformat() if until else "", "places": list(cases[case.number])}

    return _decide(list(cases), Came.PART, who, change)


def extend(cases: Sequence[str], until: datetime, who: Who) -> list[Case]:
    """延期 to a moment still to come."""
    _to_come(until > (who.at or now()), "延期时限")

    def change(case: Case, at: datetime) -> dict[str, Any]:
        facts = {"from": case.due.isoformat() if case.due else "", "to": until.isoformat()}
        case.due, case.due_estimated = until, False
        return facts

    return _decide(cases, Came.EXTEND, who, change)


def waive(cases: Sequence[str], until: date, who: Who) -> list[Case]:
    """豁免, with its last day."""
    _to_come(until >= (who.at or now()).date(), "豁免截止日期")

    def change(case: Case, at: datetime) -> dict[str, Any]:
        case.waived_until = until
        return {"until": until.isoformat()}

    return _decide(cases, Came.WAIVE, who, change)


def dispute(cases: Sequence[str], who: Who) -> list[Case]:
    """申诉: the unit says that it is no fault, or not its own."""
    return _decide(cases, Came.DISPUTE, who)


def keep(cases: Sequence[str], who: Who) -> list[Case]:
    """An officer hears the objection and lets the case stand."""
    return _decide(cases, Came.KEEP, who)


def close(cases: Sequence[str], who: Who, evidence: str = "") -> list[Case]:
    """销号 by hand, with the proof that the officer has seen."""
    return _decide(cases, Came.CLOSE, who, lambda case, at: {"evidence": {"text": evidence}})


def expire(policy: Policy, who: Who) -> list[Case]:
    """Waivers whose last day is over run again, with a new limit."""
    at = who.at or now()

    def change(case: Case, at: datetime) -> dict[str, Any]:
        facts = {"until": case.waived_until.isoformat() if case.waived_until else ""}
        due = policy.due(case.check_name, at, case.clause)
        case.assigned_at, case.due, case.due_estimated, case.waived_until = at, due.at, due.estimated, None
        return facts

    over = Case.objects.filter(state=State.WAIVED, waived_until__lt=at.date())
    return _decide(list(over.values_list("number", flat=True)), Came.EXPIRE, who, change)


def _to_come(fine: bool, name: str) -> None:
    if not fine:
        raise BadInput(f"{name}应在今天之后")


def _due(case: Case, at: datetime, policy: Policy) -> Due:
    if case.batch and (limit := case.batch.internal_due or case.batch.due):
        return Due(limit)
    return policy.due(case.check_name, at, case.clause)


def _decide(
    cases: Sequence[str],
    came: Came,
    who: Who,
    change: Callable[[Case, datetime], dict[str, Any]] = lambda case, at: {},
) -> list[Case]:
    """Raises `BadInput`, one line a case that is not there or does not stand where the step is possible."""
    if came in _WITH_REASON and not who.note.strip():
        raise BadInput(f"{_STEPS[came]}应写明理由（--note）")
    at = who.at or now()
    wanted = list(dict.fromkeys(cases))
    with transaction.atomic():
        found = {case.number: case for case in Case.objects.select_for_update(of=("self",)).filter(number__in=wanted)}
        lines = [f"{number}：没有这个问题编号" for number in wanted if number not in found]
        lines += [line for case in found.values() if (line := _refused(case, came))]
        if lines:
            raise BadInput(*lines)
        for case in found.values():
            _change(case, came, who, at, change)
    return [found[number] for number in wanted]


def _refused(case: Case, came: Came) -> str:
    if states.move(State(case.state), came):
        return ""
    return f"{case.number}：目前是“{STATES[State(case.state)]}”，不能{_STEPS[came]}"


def _change(case: Case, came: Came, who: Who, at: datetime, change: Callable[[Case, datetime], dict[str, Any]]) -> None:
    before = State(case.state)
    move = states.move(before, came)
    assert move is not None and move.event is not None
    facts = {"unit": case.unit, "title": case.title} | change(case, at)
    facts["due"] = case.due.isoformat() if case.due else ""
    case.state = move.state
    case.save()
    Event.objects.create(
        case=case,
        kind=Happened(move.event),
        at=at,
        who=who.name,
        note=who.note.strip(),
        before=before,
        after=case.state,
        facts=facts,
    )


def _release(moved: Event) -> None:
    """For the unit that had the case until it was `moved`."""
    Event.objects.create(
        case=moved.case,
        kind=Happened.RELEASED,
        at=moved.at,
        who=moved.who,
        before=moved.after,
        after=moved.after,
        facts={"from": moved.facts["from"], "title": moved.facts["title"]},
    )
