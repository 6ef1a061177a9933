"""Claims are read again at once, then in growing pauses, and never without end."""

from datetime import timedelta

import pytest

from core.types import Verdict
from ledger import book, claims, decisions
from ledger.decisions import Who
from ledger.models import Case
from tests.ledger.seen import DEAD, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
PAUSES = (0, 60, 60, 720)


@pytest.fixture
def number(book: object) -> str:
    """A case of the portal, claimed after an hour."""
    record(0, "full")
    found = Case.objects.get().number
    decisions.claim([found], Who("李青", at=moment(1)))
    return found


def record(hours: float, kind: str = "recheck", verdict: Verdict = Verdict.FAIL, doubt: str = "") -> None:
    doubts = {("links", DEAD): doubt} if doubt else {}
    book.record(seen(finding(verdict), hours=hours, kind=kind, doubts=doubts), policy(), moment(hours))


def due(hours: float) -> dict[str, list[str]]:
    return dict(claims.due(moment(hours), PAUSES))


def test_at_once_then_in_pauses_until_it_is_refused(number: str) -> None:
    assert due(1) == {"portal": [number]}
    record(1.1)
    assert due(1.2) == due(2.0) == {}
    assert due(2.2) == {"portal": [number]}
    record(2.2)
    record(3.3)
    assert Case.objects.get().state == "open"
    assert due(20) == {}


def test_a_site_that_cannot_be_read_is_asked_seldom(number: str) -> None:
    for hours in (1.1, 2.1, 3.1):
        record(hours, verdict=Verdict.UNSURE)
    assert due(5) == {}
    assert due(15.2) == {"portal": [number]}


def test_a_new_claim_is_read_at_once(number: str) -> None:
    record(1.1)
    decisions.reject([number], Who("周明", "仍打不开", moment(1.2)))
    decisions.claim([number], Who("李青", at=moment(1.3)))
    assert due(1.4) == {"portal": [number]}


def test_a_doubtful_one_waits_for_an_officer(number: str) -> None:
    record(1.1, verdict=Verdict.PASS, doubt="页面已删除")
    assert due(100) == {}
    decisions.keep([number], Who("周明", "已核实，请再复查", moment(101)))
    assert due(101 + timedelta(minutes=1) / timedelta(hours=1)) == {"portal": [number]}


def test_columns_read_in_the_morning_are_no_read_of_a_claim(number: str) -> None:
    record(1.1, kind="columns")
    assert due(1.2) == {"portal": [number]}


def test_nothing_is_due_where_nobody_claims_or_nothing_was_audited() -> None:
    assert due(0) == {}
    record(0, "imported")
    decisions.claim([Case.objects.get().number], Who("李青", at=moment(1)))
    assert due(2) == {}
