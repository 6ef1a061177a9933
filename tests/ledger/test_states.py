"""The whole table, row by row, and that nothing else is in it."""

import pytest

from ledger.states import OBSERVED, TABLE, Came, Happened, State, move

NONE, FOUND, OPEN, CLAIMED, FIXED, WAIVED, DISMISSED = State
ROWS = [
    (NONE, Came.FAIL, FOUND, "found"),
    (NONE, Came.FAIL_ASSIGNED, OPEN, "assigned"),
    (FOUND, Came.CONFIRM, OPEN, "assigned"),
    (FOUND, Came.PASS, NONE, "gone"),
    (FOUND, Came.FAIL, FOUND, None),
    (FOUND, Came.FAIL_ASSIGNED, FOUND, None),
    (FOUND, Came.TRANSFER, FOUND, "transferred"),
    (FOUND, Came.DISMISS, DISMISSED, "dismissed"),
    (OPEN, Came.DISMISS, DISMISSED, "dismissed"),
    (CLAIMED, Came.DISMISS, DISMISSED, "dismissed"),
    (OPEN, Came.FAIL, OPEN, "persists"),
    (OPEN, Came.FAIL_ASSIGNED, OPEN, "persists"),
    (OPEN, Came.SIGN, OPEN, "signed"),
    (OPEN, Came.TRANSFER, OPEN, "transferred"),
    (CLAIMED, Came.TRANSFER, OPEN, "transferred"),
    (OPEN, Came.CLAIM, CLAIMED, "claimed"),
    (OPEN, Came.PART, OPEN, "partly"),
    (OPEN, Came.PART_FAIL, OPEN, "still-there"),
    (OPEN, Came.PART_PASS, OPEN, "part-mended"),
    (OPEN, Came.PART_REFUSE, OPEN, "part-refused"),
    (OPEN, Came.PASS, FIXED, "fixed"),
    (CLAIMED, Came.PASS, FIXED, "fixed"),
    (CLAIMED, Came.FAIL, CLAIMED, "still-there"),
    (CLAIMED, Came.FAIL_ASSIGNED, CLAIMED, "still-there"),
    (CLAIMED, Came.REFUSE, OPEN, "refused"),
    (CLAIMED, Came.REJECT, OPEN, "rejected"),
    (CLAIMED, Came.DOUBT, CLAIMED, "doubtful"),
    (OPEN, Came.CLOSE, FIXED, "closed"),
    (CLAIMED, Came.CLOSE, FIXED, "closed"),
    (FIXED, Came.FAIL, OPEN, "reopened"),
    (FIXED, Came.FAIL_ASSIGNED, OPEN, "reopened"),
    (OPEN, Came.WAIVE, WAIVED, "waived"),
    (CLAIMED, Came.WAIVE, WAIVED, "waived"),
    (WAIVED, Came.EXPIRE, OPEN, "expired"),
    (OPEN, Came.ASK, OPEN, "asked"),
    (CLAIMED, Came.ASK, CLAIMED, "asked"),
    (OPEN, Came.EXTEND, OPEN, "extended"),
    (CLAIMED, Came.EXTEND, CLAIMED, "extended"),
    (OPEN, Came.DISPUTE, OPEN, "disputed"),
    (CLAIMED, Came.DISPUTE, CLAIMED, "disputed"),
    (OPEN, Came.KEEP, OPEN, "kept"),
    (CLAIMED, Came.KEEP, CLAIMED, "kept"),
    (OPEN, Came.SILENT, OPEN, "silent"),
    (CLAIMED, Came.SILENT, CLAIMED, "silent"),
]


@pytest.mark.parametrize(("before", "came", "after", "event"), ROWS)
def test_the_table(before: State, came: Came, after: State, event: str | None) -> None:
    made = move(before, came)
    assert made is not None
    assert (made.state, made.event) == (after, event and Happened(event))


def test_the_table_has_no_other_rows() -> None:
    assert set(TABLE) == {(before, came) for before, came, _, _ in ROWS}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("came", sorted(OBSERVED))
def test_what_an_audit_says_is_always_taken(state: State, came: Came) -> None:
    assert move(state, came) is not None


@pytest.mark.parametrize("state", [WAIVED, DISMISSED])
@pytest.mark.parametrize("came", [Came.FAIL, Came.FAIL_ASSIGNED, Came.PASS, Came.UNSURE, Came.SILENT, Came.REFUSE])
def test_a_scan_never_undoes_a_persons_decision(state: State, came: Came) -> None:
    made = move(state, came)
    assert made is not None and (made.state, made.event) == (state, None)


@pytest.mark.parametrize("state", State)
def test_unsure_changes_nothing(state: State) -> None:
    made = move(state, Came.UNSURE)
    assert made is not None and (made.state, made.event) == (state, None)


def test_nothing_closes_because_a_part_is_mended() -> None:
    parts = (Came.PART, Came.PART_FAIL, Came.PART_PASS, Came.PART_REFUSE)
    assert {(before, made.state) for (before, came), made in TABLE.items() if came in parts} == {(OPEN, OPEN)}


def test_nothing_closes_because_it_was_not_seen() -> None:
    assert {made.state for (_, came), made in TABLE.items() if came is Came.SILENT} == {OPEN, CLAIMED}
