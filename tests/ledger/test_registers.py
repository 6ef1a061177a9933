"""The registers go in and come out the same; open cases follow units and addresses."""

import pytest

from core.errors import BadInput
from core.types import Unit
from ledger import book as books
from ledger import decisions, registers
from ledger.decisions import Who
from ledger.models import Case, Event, Site
from ledger.models import Unit as Stored
from ledger.states import State
from tests.ledger import district
from tests.ledger.seen import finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
MERGED = Unit("jks", "区教科局", "department", "qzf", former=("区教育和体育局", "区教育局"))


def without(*keys: str, more: tuple[Unit, ...] = ()) -> tuple[Unit, ...]:
    return (*(unit for unit in district.registers().units if unit.key not in keys), *more)


def with_case(unit: str = "jyj", subject: str = district.HOME + "jy/1.html") -> str:
    registers.store(district.registers(), "周明")
    books.record(seen(finding(subject=subject, unit=unit)), policy(), moment(0))
    return Case.objects.get().number


def test_what_goes_in_comes_out() -> None:
    registers.store(district.registers(), "周明")
    assert registers.load() == district.registers()
    registers.store(district.registers(), "周明")
    assert registers.load() == district.registers()


def test_what_is_left_out_is_kept_and_no_longer_used() -> None:
    registers.store(district.registers(), "周明")
    registers.store(district.registers(units=without("jyj")), "周明")
    assert [unit.key for unit in registers.load().units] == ["qzf", "qzfb", "czj"]
    assert Stored.objects.get(key="jyj").active is False


def test_a_unit_with_open_cases_is_not_left_out() -> None:
    with_case()
    with pytest.raises(BadInput) as refused:
        registers.store(district.registers(units=without("jyj", "czj")), "周明")
    assert refused.value.lines == (
        "单位“区教育和体育局”不在新登记表中，仍有 1 个问题未销号；请在接收单位的“曾用名”中写上该名称",
    )
    assert registers.load() == district.registers()


def test_open_cases_follow_a_merged_unit_and_history_stays() -> None:
    with_case()
    assert registers.store(district.registers(units=without("jyj", more=(MERGED,))), "周明", moment(5)) == 1
    assert Case.objects.get().unit == "jks"
    moved = Event.objects.latest("id")
    assert (moved.kind, moved.facts["from"], moved.facts["to"], moved.before) == ("moved", "jyj", "jks", "open")
    assert Event.objects.earliest("id").facts["unit"] == "jyj"
    assert Stored.objects.get(key="jyj").successor == "jks"


def test_closed_cases_stay_with_the_unit_that_had_them() -> None:
    number = with_case()
    decisions.close([number], Who("周明", "已现场查看", moment(1)))
    registers.store(district.registers(units=without("jyj", more=(MERGED,))), "周明")
    assert Case.objects.get().unit == "jyj"


def test_living_cases_move_with_an_address() -> None:
    with_case(subject=district.HOME + "old/jy/1.html")
    assert registers.move_prefix(district.HOME + "old/", district.HOME + "new/", "周明", moment(3)) == 1
    case = Case.objects.get()
    assert (case.subject, case.url) == (district.HOME + "new/jy/1.html",) * 2
    books.record(seen(finding(subject=case.subject), hours=24), policy(), moment(24))
    assert (Case.objects.count(), Case.objects.get().state) == (1, State.OPEN)


def test_two_cases_never_become_one_by_a_move() -> None:
    with_case(subject=district.HOME + "old/1.html")
    both = [finding(subject=district.HOME + f"{folder}/1.html") for folder in ("old", "new")]
    books.record(seen(*both, hours=2), policy(), moment(2))
    with pytest.raises(BadInput, match="新地址上已有问题"):
        registers.move_prefix(district.HOME + "old/", district.HOME + "new/", "周明")
    assert Case.objects.filter(subject__contains="/old/").count() == 1
    assert Site.objects.count() == 2
