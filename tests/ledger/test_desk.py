"""The lines of the 台账: what is counted is computed."""

from datetime import timedelta

import pytest

from core.errors import BadInput
from core.types import Verdict
from ledger import book as books
from ledger import decisions, desk, registers
from ledger.decisions import Who
from ledger.desk import CaseRow, Filter
from ledger.models import Case
from tests.ledger import district
from tests.ledger.seen import ASSIGNS, WAITS, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")


def row(hours: float, **wanted: object) -> CaseRow:
    (found,) = desk.rows(Filter(**wanted), moment(hours))  # type: ignore[arg-type]
    return found


@pytest.fixture
def number() -> str:
    registers.store(district.registers(), "周明")
    books.record(seen(finding(unit="czj")), policy(), moment(0))
    return Case.objects.get().number


def test_a_case_from_beginning_to_end(number: str) -> None:
    decisions.sign([number], Who("李青", at=moment(2)))
    decisions.claim([number], Who("李青", "已更正链接", moment(100)))
    books.record(seen(answers=[finding(Verdict.PASS)], hours=120, kind="recheck"), policy(), moment(120))
    case = row(1000)
    assert (case.unit_name, case.leaders, case.state_name) == ("区财政局", "分管领导郑海", "已销号")
    assert (case.signed_at, case.answered_at, case.answer) == (moment(2), moment(100), "已更正链接")
    assert (case.checked, case.fixed_at, case.days_to_fix) == ("通过", moment(120), 5)
    assert case.overdue_days == 1, (
        "due on the fourth day at 17:00, claimed on the fifth, whenever we have read it again"
    )


def test_days_begun_after_the_limit(number: str) -> None:
    due = Case.objects.get().due
    assert due is not None
    late = [next(iter(desk.rows(Filter(), due + timedelta(hours=hours)))).overdue_days for hours in (-1, 0, 1, 24, 25)]
    assert late == [0, 0, 1, 1, 2]


def test_repeats_are_counted(number: str) -> None:
    for hours, verdict in ((24, Verdict.PASS), (48, Verdict.FAIL), (72, Verdict.PASS), (96, Verdict.FAIL)):
        books.record(seen(finding(verdict), hours=hours), policy(), moment(hours))
    assert (row(97).repeats, row(97).fixed_at) == (2, None)


def test_filters(number: str) -> None:
    books.record(
        seen(finding(check=WAITS, subject="disclosure-platform/guide", unit="jyj"), hours=1), policy(), moment(1)
    )
    asked = {
        "unit": ("czj", 1),
        "site": ("portal", 2),
        "states": (["待核实"], 1),
        "check": (ASSIGNS, 1),
        "numbers": ([number], 1),
        "batch": ("q3", 0),
    }
    for name, (value, count) in asked.items():
        assert len(list(desk.rows(Filter(**{name: value}), moment(2)))) == count, name  # type: ignore[arg-type]
    assert [len(list(desk.rows(Filter(overdue=True), moment(hours)))) for hours in (1, 200)] == [0, 1]


def test_a_state_that_is_none(number: str) -> None:
    with pytest.raises(BadInput, match="没有“已结案”这个状态"):
        list(desk.rows(Filter(states=["已结案"])))
