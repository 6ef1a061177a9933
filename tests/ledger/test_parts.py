"""An answer on parts: those places are read, believed after as many reads as a claim, and the case stays open."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import BadInput
from core.types import Evidence, Verdict
from ledger import book, claims, decisions, desk, parts
from ledger.decisions import Who
from ledger.desk import Filter
from ledger.models import Case, Event
from tests.ledger.seen import DEAD, PAGE, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
PLACES = (PAGE, f"{PAGE}tzgg/", f"{PAGE}zcwj/")
KEY = ("links", DEAD)


@pytest.fixture
def number(book: object) -> str:
    """A case in three places, of which the unit says after an hour that two are mended."""
    record()
    found = Case.objects.get().number
    answer(found, PLACES[:2])
    return found


def record(hours: float = 0, verdict: Verdict = Verdict.FAIL, kind: str = "full") -> None:
    one = replace(finding(verdict), evidence=Evidence("3 个页面上有该链接", PAGE, places=PLACES))
    book.record(seen(one, hours=hours, kind=kind), policy(), moment(hours))


def answer(number: str, places: tuple[str, ...], hours: float = 1) -> None:
    decisions.part({number: places}, date(2026, 9, 30), Who("李青", "其余等待改版", moment(hours)))


def read(hours: float, *mended: bool | None) -> None:
    parts.record("portal", {KEY: dict(zip(PLACES, mended, strict=False))}, policy(), moment(hours))


def told() -> list[str]:
    return list(Event.objects.filter(pk__gt=Event.objects.get(kind="partly").pk).values_list("kind", flat=True))


def test_it_waits_to_be_read(number: str) -> None:
    assert dict(claims.due(moment(1), (0, 60))) == {"portal": [number]}
    (part,) = parts.pending().values()
    assert (part.number, part.places, Case.objects.get().state) == (number, list(PLACES[:2]), "open")


def test_all_mended_is_told_and_the_case_stays_open(number: str) -> None:
    read(1.1, True, True)
    assert (told(), Case.objects.get().state, parts.pending()) == (["part-mended"], "open", {})
    event = Event.objects.latest("id")
    assert event.facts["done"] == list(PLACES[:2]) and "其余部分请继续整改" in event.note
    (row,) = desk.rows(Filter())
    assert (row.checked, row.checked_words, row.reply) == ("部分通过", event.note, "")


def test_still_there_is_believed_after_three_reads_over_two_hours(number: str) -> None:
    read(1.1, True, False)
    read(1.2, True, False)
    read(1.3, True, False)
    assert told() == ["still-there"] * 3 and parts.pending()
    read(3.2, True, False)
    assert (told()[-1], parts.pending(), Case.objects.get().state) == ("part-refused", {}, "open")
    event = Event.objects.latest("id")
    assert event.facts["left"] == [PLACES[1]] and PLACES[1] in event.note and PLACES[2] not in event.note


def test_late_publishing_is_no_fault(number: str) -> None:
    read(1.1, False, False)
    read(2.2, True, True)
    assert told() == ["still-there", "part-mended"]


@pytest.mark.parametrize("mended", [(None, None), (True, None), (None, True), ()])
def test_what_could_not_be_read_says_nothing(number: str, mended: tuple[bool | None, ...]) -> None:
    read(1.1, *mended)
    assert (told(), len(parts.pending())) == ([], 1)


def test_a_later_turn_of_the_case_ends_the_waiting(number: str) -> None:
    decisions.claim([number], Who("李青", at=moment(1.1)))
    assert parts.pending() == {}
    decisions.reject([number], Who("周明", "仍有两处", moment(1.2)))
    assert parts.pending() == {}
    read(1.3, False, False)
    assert told() == ["claimed", "rejected"]


def test_a_case_that_was_mended_meanwhile_hears_nothing_more(number: str) -> None:
    record(2, Verdict.PASS)
    read(2.1, False, False)
    assert (told(), Case.objects.get().state) == (["fixed"], "fixed")


def test_words_on_a_case_of_one_place_are_not_read(number: str) -> None:
    Case.objects.update(evidence={"places": [PAGE]})
    answer(number, (), 2)
    assert parts.pending() == {} and claims.due(moment(9), (0,)) == {}


def test_the_answer_stands_on_the_desk(number: str) -> None:
    (row,) = desk.rows(Filter())
    assert row.answered_at == moment(1)


@pytest.mark.parametrize(
    ("places", "told"),
    [((), "有 3 个位置，请指明其中已整改的"), (("http://www.yunze.gov.cn/x/",), "所列位置不在该问题现有的位置之中")],
)
def test_places_must_be_the_cases_own(number: str, places: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        answer(number, places, 2)
