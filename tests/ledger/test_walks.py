"""Random lives of a case against a plain model, and the events that lead where the case stands."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BadInput
from core.types import Verdict
from ledger import book as books
from ledger import decisions
from ledger.decisions import Who
from ledger.models import Case, Event
from ledger.states import State
from tests.ledger.seen import ASSIGNS, START, WAITS, finding, moment, policy, seen

PEOPLE = ["confirm", "dismiss", "sign", "transfer", "claim", "reject", "extend", "waive", "dispute", "keep", "close"]
AUDITS = ["fail", "pass", "unsure", "silent", "early", "expire"]
#: The plain model: where a step of a person leads; what is not here is refused.
LEADS = {
    "confirm": {"found": "open"},
    "dismiss": {"found": "dismissed", "open": "dismissed", "claimed": "dismissed"},
    "sign": {"open": "open"},
    "transfer": {"found": "found", "open": "open", "claimed": "open"},
    "claim": {"open": "claimed"},
    "reject": {"claimed": "open"},
    "extend": {"open": "open", "claimed": "claimed"},
    "waive": {"open": "waived", "claimed": "waived"},
    "dispute": {"open": "open", "claimed": "claimed"},
    "keep": {"open": "open", "claimed": "claimed"},
    "close": {"open": "fixed", "claimed": "fixed"},
}


class Model:
    """What a person with pencil and paper would write down."""

    def __init__(self, check: str) -> None:
        self.check, self.state, self.reads, self.waived_until = check, "absent", [0.0][:0], date.max

    def person(self, step: str, hours: float) -> bool:
        if self.state not in LEADS[step]:
            return False
        self.state = LEADS[step][self.state]
        if step == "claim":
            self.reads = []
        if step == "waive":
            self.waived_until = moment(hours).date() + timedelta(days=2)
        return True

    def audit(self, came: str, hours: float) -> None:
        if came == "expire":
            if self.state == "waived" and self.waived_until < moment(hours).date():
                self.state = "open"
        elif came == "fail":
            self._fail(hours)
        elif came in ("pass", "early"):
            self.state = {"found": "", "open": "fixed", "claimed": "fixed"}.get(self.state, self.state)

    def _fail(self, hours: float) -> None:
        if self.state in ("absent", ""):
            self.state = "open" if self.check == ASSIGNS else "found"
        elif self.state == "fixed":
            self.state = "open"
        elif self.state == "claimed":
            self.reads.append(hours)
            if len(self.reads) >= 3 and hours - self.reads[0] >= 2:
                self.state = "open"


def act(step: str, number: str, hours: float) -> None:
    who = Who("周明", "理由", moment(hours))
    match step:
        case "confirm":
            decisions.confirm([number], who, policy())
        case "transfer":
            decisions.transfer([number], "czj", who, policy())
        case "extend":
            decisions.extend([number], moment(hours + 50), who)
        case "waive":
            decisions.waive([number], moment(hours).date() + timedelta(days=2), who)
        case _:
            getattr(decisions, step)([number], who)


def scan(came: str, check: str, hours: float) -> None:
    if came == "expire":
        decisions.expire(policy(), Who("系统", at=moment(hours)))
        return
    verdicts = {"fail": Verdict.FAIL, "pass": Verdict.PASS, "unsure": Verdict.UNSURE, "early": Verdict.FAIL}
    found = [finding(verdicts[came], check=check, early=came == "early")] if came in verdicts else []
    books.record(seen(*found, hours=hours), policy(), moment(hours))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([ASSIGNS, WAITS]),
    st.lists(
        st.tuples(st.sampled_from(["fail"] * 5 + AUDITS + PEOPLE), st.sampled_from([0.3, 1.0, 30.0])), max_size=25
    ),
)
def test_any_life_ends_where_the_plain_model_ends(check: str, steps: list[tuple[str, float]]) -> None:
    with transaction.atomic():
        _live(check, steps)
        transaction.set_rollback(True)


def _live(check: str, steps: list[tuple[str, float]]) -> None:
    model, hours = Model(check), 0.0
    for step, later in steps:
        hours += later
        case = Case.objects.first()
        if step in AUDITS:
            model.audit(step, hours)
            scan(step, check, hours)
        elif case is not None:
            _person(model, step, case.number, hours)
        _compare(model)


def _person(model: Model, step: str, number: str, hours: float) -> None:
    allowed = model.person(step, hours)
    events = Event.objects.count()
    try:
        act(step, number, hours)
        assert allowed, f"{step} should have been refused"
    except BadInput:
        assert not allowed, f"{step} should have been done"
        assert Event.objects.count() == events


def _compare(model: Model) -> None:
    case = Case.objects.first()
    assert (case.state if case else "absent") == model.state
    if case is None:
        return
    before = State.NONE
    for event in case.events.order_by("id"):
        assert event.before == before
        assert event.at >= START
        before = State(event.after)
    assert before == case.state, "the events do not lead where the case stands"
    living = case.state in (State.OPEN, State.CLAIMED)
    assert not living or (case.due is not None and case.assigned_at is not None)
