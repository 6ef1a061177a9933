"""An audit meets the book."""

from datetime import datetime

import pytest

from core.clock import CHINA
from core.types import Level, Verdict
from ledger import book as books
from ledger import decisions
from ledger.decisions import Who
from ledger.models import Audit, Case, Event, Finding
from ledger.states import State
from tests.ledger.seen import ASSIGNS, DEAD, SITE, WAITS, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
OFFICER = Who("周明")


def record(*findings: object, hours: float = 0, **rest: object) -> books.Recorded:
    return books.record(seen(*findings, hours=hours, **rest), policy(), moment(hours))  # type: ignore[arg-type]


def only() -> Case:
    return Case.objects.get()


def history() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_what_is_assigned_by_itself_goes_to_its_unit_with_a_number_and_a_limit() -> None:
    assert record(finding()).events == {"assigned": 1}
    case = only()
    assert (case.state, case.number, case.unit) == (State.OPEN, "LW-2026-Q3-0001", "qzfb")
    assert case.due == datetime(2026, 9, 4, 17, tzinfo=CHINA)


def test_what_needs_judgement_waits_and_has_no_limit_yet() -> None:
    record(finding(check=WAITS, subject="disclosure-platform/guide"))
    case = only()
    assert (case.state, case.due, case.assigned_at) == (State.FOUND, None, None)


def test_the_bureau_switches_a_check_on() -> None:
    books.record(seen(finding(check=WAITS, subject="disclosure-platform/guide")), policy(WAITS), moment(0))
    assert only().state == State.OPEN


def test_advice_never_goes_out_by_itself() -> None:
    books.record(seen(finding(level=Level.ADVICE)), policy("*"), moment(0))
    assert only().state == State.FOUND


@pytest.mark.parametrize("told", [{"early": True}, {"confirmed": False}])
def test_early_warnings_and_unconfirmed_rules_open_nothing(told: dict[str, bool]) -> None:
    assert record(finding(**told)).events == {}  # type: ignore[arg-type]
    assert (Case.objects.count(), Finding.objects.count()) == (0, 1)


def test_the_same_audit_twice_is_recorded_once() -> None:
    first, again = record(finding()), record(finding())
    assert (first.known, again.known, again.audit) == (False, True, first.audit)
    assert (Audit.objects.count(), Finding.objects.count(), history()) == (1, 1, ["assigned"])


def test_a_fixed_case_that_fails_again_is_the_same_case() -> None:
    record(finding())
    record(finding(Verdict.PASS), hours=24)
    assert only().state == State.FIXED
    record(finding(), hours=48)
    assert (only().state, only().number, history()) == (
        State.OPEN,
        "LW-2026-Q3-0001",
        ["assigned", "fixed", "reopened"],
    )
    assert only().assigned_at == moment(48)


def test_an_early_warning_is_below_the_limit() -> None:
    record(finding())
    record(finding(early=True), hours=24)
    assert only().state == State.FIXED


def test_a_counted_pass_answers_an_open_case() -> None:
    record(finding())
    assert books.asked(SITE) == {ASSIGNS: {DEAD: ["http://www.yunze.gov.cn/zwgk/"]}}
    record(hours=24, answers=[finding(Verdict.PASS)])
    assert only().state == State.FIXED
    assert books.asked(SITE) == {}


def test_nothing_closes_by_absence_and_an_officer_is_told_once() -> None:
    record(finding())
    for day in (1, 2, 3):
        record(hours=24 * day)
    assert (only().state, history()) == (State.OPEN, ["assigned", "silent"])


def test_a_half_read_site_says_nothing_of_what_it_did_not_see() -> None:
    record(finding())
    record(hours=24, complete=False)
    assert history() == ["assigned"]


def test_unsure_changes_nothing_and_three_in_a_row_tell_the_operator_once() -> None:
    record(finding())
    for day in range(1, 6):
        record(finding(Verdict.UNSURE), hours=24 * day)
    assert (only().state, history()) == (State.OPEN, ["assigned", "unclear"])
    record(finding(), hours=24 * 6)
    record(finding(Verdict.UNSURE), hours=24 * 7)
    assert only().unsure_in_row == 1


def test_a_claim_is_refused_only_after_three_reads_over_two_hours() -> None:
    record(finding())
    decisions.claim([only().number], Who("李青", "已更正", moment(1)))
    for hours in (1.2, 1.5, 2.0):
        record(finding(), hours=hours, kind="recheck")
    assert (only().state, history()[-3:]) == (State.CLAIMED, ["still-there"] * 3)
    record(finding(), hours=3.3, kind="recheck")
    assert (only().state, history()[-1]) == (State.OPEN, "refused")


def test_a_second_claim_starts_counting_anew() -> None:
    record(finding())
    decisions.claim([only().number], Who("李青", at=moment(1)))
    for hours in (1.2, 2.2, 3.3):
        record(finding(), hours=hours, kind="recheck")
    decisions.claim([only().number], Who("李青", at=moment(4)))
    record(finding(), hours=5, kind="recheck")
    assert only().state == State.CLAIMED


@pytest.mark.parametrize("met", [True, False])
def test_a_doubt_goes_to_a_person(met: bool) -> None:
    record(finding())
    decisions.claim([only().number], Who("李青", at=moment(1)))
    passed = [finding(Verdict.PASS)] if met else []
    record(*passed, hours=2, kind="recheck", doubts={(ASSIGNS, DEAD): "页面已删除"})
    assert (only().state, history()[-1]) == (State.CLAIMED, "doubtful")
    assert Event.objects.latest("id").note == "页面已删除"


def test_a_dismissed_case_does_not_come_back() -> None:
    record(finding())
    decisions.dismiss([only().number], Who("周明", "该地址为演示用"))
    record(finding(), hours=24)
    record(finding(Verdict.PASS), hours=48)
    record(finding(), hours=72)
    assert (only().state, history()) == (State.DISMISSED, ["assigned", "dismissed"])


def test_the_scan_leaves_the_unit_where_people_put_it() -> None:
    record(finding())
    decisions.transfer([only().number], "czj", Who("周明", "属财政局", moment(1)), policy())
    record(finding(), hours=24)
    assert (only().unit, only().assigned_at) == ("czj", moment(1))


def test_what_went_away_before_anybody_saw_it_is_no_case_to_anybody() -> None:
    record(finding(check=WAITS))
    record(finding(Verdict.PASS, check=WAITS), hours=24)
    assert (only().state, history()) == (State.NONE, ["found", "gone"])
    record(finding(check=WAITS), hours=48)
    assert only().state == State.FOUND
