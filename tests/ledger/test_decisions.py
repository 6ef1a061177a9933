"""What people may do, and what they are told when they may not."""

from datetime import date, datetime

import pytest

from core.clock import CHINA
from core.errors import BadInput
from core.types import Verdict
from ledger import book as books
from ledger import decisions
from ledger.decisions import Who
from ledger.models import Batch, Case, Event
from ledger.states import State
from tests.ledger.seen import ASSIGNS, WAITS, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")


def opened(check: str = ASSIGNS) -> str:
    books.record(seen(finding(check=check)), policy(), moment(0))
    return Case.objects.get().number


def officer(note: str = "已电话核实", hours: float = 1) -> Who:
    return Who("周明", note, moment(hours))


def test_an_officer_confirms_and_the_time_runs_from_then() -> None:
    number = opened(WAITS)
    (case,) = decisions.confirm([number], officer(hours=30), policy())
    assert (case.state, case.assigned_at) == (State.OPEN, moment(30))
    assert case.due == datetime(2026, 9, 16, 17, tzinfo=CHINA)
    event = Event.objects.latest("id")
    assert (event.kind, event.who, event.note, event.before, event.after) == (
        "assigned",
        "周明",
        "已电话核实",
        "found",
        "open",
    )


def test_a_batch_sets_an_instant_and_an_internal_limit_before_it() -> None:
    due = datetime(2026, 9, 16, 12, tzinfo=CHINA)
    batch = Batch.objects.create(key="q3", name="三季度检查", due=due)
    number = opened(WAITS)
    assert decisions.confirm([number], officer(), policy(), batch)[0].due == due


def test_the_internal_limit_goes_first() -> None:
    inner = datetime(2026, 9, 15, 12, tzinfo=CHINA)
    batch = Batch.objects.create(key="q3", name="三季度检查", due=moment(400), internal_due=inner)
    assert decisions.confirm([opened(WAITS)], officer(), policy(), batch)[0].due == inner


def test_a_transfer_starts_the_time_anew() -> None:
    (case,) = decisions.transfer([opened()], "czj", officer(hours=100), policy())
    assert (case.unit, case.assigned_at, case.state) == ("czj", moment(100), State.OPEN)


def test_before_it_is_confirmed_a_case_only_changes_its_unit() -> None:
    (case,) = decisions.transfer([opened(WAITS)], "czj", officer(), policy())
    assert (case.unit, case.state, case.due) == ("czj", State.FOUND, None)


def test_a_waiver_ends_with_its_last_day() -> None:
    (case,) = decisions.waive([opened()], date(2026, 9, 30), officer())
    assert case.state == State.WAIVED
    assert decisions.expire(policy(), Who("系统", at=datetime(2026, 9, 30, 23, 59, tzinfo=CHINA))) == []
    (case,) = decisions.expire(policy(), Who("系统", at=datetime(2026, 10, 1, 0, 5, tzinfo=CHINA)))
    assert (case.state, case.waived_until) == (State.OPEN, None)
    assert case.due is not None and case.due > datetime(2026, 10, 8, tzinfo=CHINA)


def test_more_time() -> None:
    until = datetime(2026, 10, 20, 17, tzinfo=CHINA)
    number = opened()
    decisions.ask([number], date(2026, 10, 20), officer())
    assert decisions.extend([number], until, officer())[0].due == until


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (lambda n: decisions.claim(n, officer()), "目前是“待核实”，不能反馈整改"),
        (lambda n: decisions.close(n, officer()), "目前是“待核实”，不能人工销号"),
        (lambda n: decisions.waive(n, date(2027, 1, 1), officer()), "目前是“待核实”，不能豁免"),
        (lambda n: decisions.dismiss(n, officer(" ")), "误报核减应写明理由"),
        (lambda n: decisions.waive(n, date(2026, 8, 1), officer()), "豁免截止日期应在今天之后"),
        (lambda n: decisions.extend(n, moment(-5), officer()), "延期时限应在今天之后"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(step: object, told: str) -> None:
    number = opened(WAITS)
    with pytest.raises(BadInput) as refused:
        step([number])  # type: ignore[operator]
    assert len(refused.value.lines) == 1 and told in refused.value.lines[0]
    assert Event.objects.count() == 1


def test_all_the_named_cases_or_none() -> None:
    books.record(seen(finding(), finding(check=WAITS, subject="x")), policy(), moment(0))
    one, other = Case.objects.order_by("check_name")
    with pytest.raises(BadInput) as refused:
        decisions.claim([one.number, other.number, "LW-2026-Q1-0009"], officer())
    assert [line.partition("：")[0] for line in refused.value.lines] == ["LW-2026-Q1-0009", other.number]
    assert Case.objects.get(pk=one.pk).state == State.OPEN


def test_a_claim_that_is_proven_closes() -> None:
    number = opened()
    decisions.sign([number], officer())
    decisions.claim([number], officer())
    books.record(seen(answers=[finding(Verdict.PASS)], hours=2, kind="recheck"), policy(), moment(2))
    assert Case.objects.get().state == State.FIXED
    with pytest.raises(BadInput):
        decisions.claim([number], officer())


def test_an_objection_is_heard_and_the_case_stands() -> None:
    number = opened()
    decisions.dispute([number], officer("非我单位职责"))
    (case,) = decisions.keep([number], officer("属该单位栏目"))
    assert case.state == State.OPEN
