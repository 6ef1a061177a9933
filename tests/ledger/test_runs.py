"""The run ledger: nothing is lost, nothing is done twice, and what was missed is seen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.clock import CHINA
from core.timetable import Timetable
from core.workdays import Workdays
from ledger import book, registers, runs
from ledger.models import Run
from ledger.models.runs import Outcome
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, finding, policy, seen

pytestmark = pytest.mark.usefixtures("book")
CALENDAR = Workdays(CATALOGUE.words["workdays"])
#: A Wednesday noon.
NOON = datetime(2026, 9, 2, 12, tzinfo=CHINA)


def table(**changed: Any) -> Timetable:
    """One nightly job for all sites together, and what a test changes of it."""
    one = {"key": "night", "name": "夜间", "does": "retain", "slot": "any", "seconds": 60, "megabytes": 100}
    return Timetable.model_validate({"slots": {"any": 1}, "job": [one | {"when": {"hour": 20}} | changed]})


def due(hours: float, timetable: Timetable | None = None) -> list[Run]:
    return runs.due(timetable or table(), CALENDAR, NOON + timedelta(hours=hours))


def told() -> Sequence[tuple[str, str]]:
    """Day and hour of every row, and what became of it."""
    rows = Run.objects.order_by("planned_at")
    return [(f"{run.planned_at.astimezone(CHINA):%d %H}", run.outcome) for run in rows]


def begun(hours: float, timetable: Timetable | None = None) -> Run:
    (run,) = due(hours, timetable)
    assert runs.start(run, NOON + timedelta(hours=hours))
    return run


def ended(run: Run, outcome: Outcome, hours: float, timetable: Timetable | None = None) -> None:
    runs.end(run, (timetable or table())["night"], outcome, "x", NOON + timedelta(hours=hours))


def test_the_next_occasion_is_planned_and_nothing_is_due_before_it() -> None:
    assert due(0) == due(0) == due(7.9) == []
    assert told() == [("02 20", "planned")]


def test_due_begun_ended_and_planned_again() -> None:
    due(0)
    run = begun(8.1)
    assert due(8.2) == [], "it is running"
    ended(run, Outcome.RAN, 9)
    assert due(9.1) == []
    assert told() == [("02 20", "ran"), ("03 20", "planned")]


def test_whoever_comes_second_has_it_not() -> None:
    due(0)
    (first,), (second,) = due(8.1), due(8.1)
    assert runs.start(first, NOON) and not runs.start(second, NOON)


def test_down_over_one_occasion_catches_it_up() -> None:
    due(0)
    (run,) = due(20)
    assert (run.planned_at, run.detail) == (NOON + timedelta(hours=8), "")


def test_down_for_days_catches_up_once_and_says_what_was_missed() -> None:
    due(0)
    (run,) = due(4 * 24)
    assert told() == [("02 20", "missed"), ("03 20", "missed"), ("04 20", "missed"), ("05 20", "planned")]
    assert run.detail == "补做，此前错过 3 次"
    assert due(4 * 24) == [run]


def test_what_comes_every_few_minutes_has_no_missed_ones() -> None:
    often = table(when={"minute": "*/10"}, missed=False)
    due(0, often)
    assert len(due(48, often)) == 1
    assert len(told()) == 1


def test_one_that_failed_is_begun_anew_after_a_pause_and_not_for_ever() -> None:
    twice = table(tries=2, again_after=1800)
    due(0, twice)
    ended(begun(8, twice), Outcome.FAILED, 8.1, twice)
    assert due(8.2, twice) == []
    ended(begun(8.7, twice), Outcome.KILLED, 8.8, twice)
    assert due(9, twice) == []
    assert told() == [("02 20", "killed"), ("03 20", "planned")]


def test_a_start_puts_back_what_an_end_left_running() -> None:
    due(0)
    begun(8)
    assert runs.recover(table(), NOON + timedelta(hours=9)) == 1
    assert begun(9).tries == 1


def test_an_audit_that_reached_the_ledger_is_not_made_again() -> None:
    """Killed between the record and its own end."""
    registers.store(district.registers(), "周明")
    audits = table(does="audit")
    due(0, audits)
    portal = next(run for run in due(8, audits) if run.target == "portal")
    runs.start(portal, NOON + timedelta(hours=8))
    book.record(seen(finding(), hours=11.2), policy(), NOON + timedelta(hours=8.2))
    assert runs.recover(audits, NOON + timedelta(hours=8.3)) == 0
    portal.refresh_from_db()
    assert portal.outcome == Outcome.RAN
    assert {run.target for run in due(8.4, audits)} == {"czj"}


@pytest.mark.parametrize(("outcome", "becomes"), [(Outcome.KILLED, "ran"), (Outcome.FAILED, "planned")])
def test_killed_after_the_record_is_done_but_a_site_that_could_not_be_read_is_tried_again(
    outcome: Outcome, becomes: str
) -> None:
    registers.store(district.registers(), "周明")
    audits = table(does="audit", tries=2)
    due(0, audits)
    portal = next(run for run in due(8, audits) if run.target == "portal")
    runs.start(portal, NOON + timedelta(hours=8))
    book.record(seen(complete=False, hours=11.2), policy(), NOON + timedelta(hours=8.2))
    ended(portal, outcome, 8.3, audits)
    portal.refresh_from_db()
    assert portal.outcome == becomes


def test_a_walk_that_read_nothing_is_no_audit() -> None:
    """The gather died at once, the audit that recorded it just after."""
    registers.store(district.registers(), "周明")
    audits = table(does="audit")
    due(0, audits)
    portal = next(run for run in due(8, audits) if run.target == "portal")
    runs.start(portal, NOON + timedelta(hours=8))
    empty = replace(seen(complete=False, hours=11.2), pages=0)
    book.record(empty, policy(), NOON + timedelta(hours=8.2))
    assert runs.recover(audits, NOON + timedelta(hours=8.3)) == 1


def test_an_older_audit_does_not_stand_for_this_one() -> None:
    registers.store(district.registers(), "周明")
    audits = table(does="audit")
    due(0, audits)
    book.record(seen(finding()), policy(), NOON + timedelta(hours=7))
    portal = next(run for run in due(8, audits) if run.target == "portal")
    runs.start(portal, NOON + timedelta(hours=8))
    assert runs.recover(audits, NOON + timedelta(hours=8.3)) == 1


def test_sites_come_and_go() -> None:
    registers.store(district.registers(), "周明")
    audits = table(does="audit")
    due(0, audits)
    assert set(Run.objects.values_list("target", flat=True)) == {"portal", "czj"}
    inventory = district.registers()
    registers.store(type(inventory)(inventory.units, inventory.sites[:1], (), ()), "周明")
    due(1, audits)
    assert set(Run.objects.values_list("target", flat=True)) == {"portal"}


def test_a_changed_timetable_moves_the_plan() -> None:
    due(0)
    due(0, table(when={"hour": 22}))
    assert told() == [("02 22", "planned")]
    due(0, table(key="other"))
    assert list(Run.objects.values_list("job", flat=True)) == ["other"]


def test_nobody_is_reminded_on_a_day_off() -> None:
    """Friday's reminder, the machine up again on Saturday: it waits for Monday."""
    mornings = table(when={"hour": 8}, workdays=True)
    due(24, mornings)
    assert due(3 * 24, mornings) == []
    assert [run.planned_at.astimezone(CHINA).weekday() for run in due(5 * 24, mornings)] == [0]
