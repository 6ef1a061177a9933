"""Pictures of cases: which are wanted, which is shown, to whom, for how long."""

from datetime import timedelta

import pytest

from core.types import Verdict
from ledger import book as books
from ledger import decisions, desk, pictures
from ledger.decisions import Who
from ledger.desk import Filter
from ledger.models import Case, Picture
from ledger.states import State
from tests.ledger.seen import WAITS, finding, moment, policy, seen
from tests.ledger.shown import pictured

pytestmark = pytest.mark.usefixtures("book")
ANOTHER = "http://www.yunze.gov.cn/old/2.html"


def test_only_what_an_audit_has_found_is_wanted() -> None:
    """What is still there is none of it; what came back is."""
    first = books.record(seen(finding(), finding(check=WAITS)), policy(), moment(0))
    assert {case.check_name for case in pictures.new(first.audit)} == {"links", WAITS}
    second = books.record(seen(finding(), finding(subject=ANOTHER), hours=24), policy(), moment(24))
    assert [case.subject for case in pictures.new(second.audit)] == [ANOTHER]
    books.record(seen(finding(Verdict.PASS), hours=48), policy(), moment(48))
    third = books.record(seen(finding(), hours=72), policy(), moment(72))
    assert len(pictures.new(third.audit)) == 1


def test_a_case_shows_its_last_picture_while_its_files_are_there() -> None:
    books.record(seen(finding()), policy(), moment(0))
    case = Case.objects.get()
    assert [row.picture for row in desk.rows(Filter())] == [None]
    pictured(case, moment(1))
    last = pictured(case, moment(2))
    (row,) = desk.rows(Filter())
    assert row.picture and (row.picture.number, row.picture.at) == (last.pk, moment(2))
    row.picture.small.unlink()
    assert [row.picture for row in desk.rows(Filter())] == [None]


def test_it_is_for_the_unit_that_has_to_mend_it() -> None:
    books.record(seen(finding()), policy(), moment(0))
    case = Case.objects.get()
    number = pictured(case, moment(1)).pk
    assert pictures.of_unit(number, case.unit) is not None
    assert pictures.of_unit(number, "jyj") is None
    assert pictures.of_unit(number + 1, case.unit) is None
    decisions.close([case.number], Who("周明", "已到现场查看"), "已到现场查看")
    assert pictures.of_unit(number, case.unit) is None


def test_old_ones_go_with_the_cases_that_are_done() -> None:
    books.record(seen(finding(), finding(subject=ANOTHER)), policy(), moment(0))
    done, living = Case.objects.order_by("subject")
    files = [pictures.FOLDER / pictured(case, moment(1)).file for case in (done, living)]
    decisions.close([done.number], Who("周明", "已到现场查看"), "已到现场查看")
    pictures.forget(moment(0), (State.OPEN,))
    assert Picture.objects.count() == 2
    pictures.forget(moment(1) + timedelta(days=1), (State.OPEN,))
    assert [file.exists() for file in files] == [False, True]
    assert [picture.case for picture in Picture.objects.all()] == [living]
