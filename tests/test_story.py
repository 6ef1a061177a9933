"""The whole life of one problem, on the practice district: real audits, a real mail server, the pages behind the link of its letters.

found → assigned → signed → claimed → refused → claimed → fixed → reopened → waived → expired → disputed → dismissed; after every step
the state of the case, the event, and who got which letter.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.conftest import book
from tests.story import office as offices

from ledger.models import Case, Event, Letter  # isort: skip
from tests.story.office import BUREAU, LEADER, UNIT, Clock, Office

__all__ = ["book"]

pytestmark = pytest.mark.usefixtures("book")

#: A column that the law asks for, whose link in the menu leads nowhere; and one that is missing, and stays so.
FOLLOWED, NEGLECTED = "disclosure-platform/rules", "article-20/plans"
NOTICE, RESULT, MORNING = f"整改通知 → {UNIT}", f"复核结果 → {UNIT}", f"每日早报 → {BUREAU}"
REMINDER, URGING, SUPERVISION = f"整改提醒 → {UNIT}", f"催办 → {LEADER}、{UNIT}", f"督办 → {LEADER}、{UNIT}、{BUREAU}"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    clock = Clock()
    monkeypatch.setattr("core.clock.datetime", clock)
    clock.turn(1, "07:00")
    with offices.opened(tmp_path, clock, FOLLOWED) as opened:
        yield opened


def test_a_problem_lives_from_found_to_dismissed(office: Office) -> None:
    is_found_and_assigned(office)
    is_claimed_too_early_and_refused(office)
    is_mended_and_comes_back(office)
    is_waived_for_a_while(office)
    is_dismissed_for_good(office)
    the_neglected_one_climbs_the_ladder(office)
    nobody_was_written_to_twice(office)


def is_found_and_assigned(office: Office) -> None:
    office.audit()
    assert (office.stands(), Case.objects.count()) == (("found", "found"), 2)
    assert office.posted() == [], "before the working day begins, and before anybody stands for it"
    office.clock.turn(1, "08:30")
    assert office.posted() == [MORNING]
    assert "待核实2处" in office.inbox.letters[-1]["Subject"]
    office.clock.turn(1, "09:30")
    office.decide("confirm", Case.objects.get(subject=NEGLECTED).number)
    assert (office.stands(), office.posted()) == (("open", "assigned"), [NOTICE])
    assert "1类2处，9月15日17:00前" in office.inbox.letters[-1]["Subject"]
    office.answer("签收")
    assert (office.stands(), office.posted()) == (("open", "signed"), [])


def is_claimed_too_early_and_refused(office: Office) -> None:
    office.clock.turn(1, "11:00")
    office.answer("已整改", "已补链接")
    assert (office.stands(), office.posted()) == (("claimed", "claimed"), [])
    for clock in ("11:05", "12:00"):
        office.clock.turn(1, clock)
        office.recheck()
        assert (office.stands(), office.posted()) == (("claimed", "still-there"), [])
    office.clock.turn(1, "13:10")
    office.recheck()
    assert (office.stands(), office.posted()) == (("open", "refused"), [RESULT])


def is_mended_and_comes_back(office: Office) -> None:
    office.district.mend([office.case.url])
    office.clock.turn(2, "09:00")
    office.answer("已整改", "已恢复该栏目", clicks=2)
    assert (office.stands(), office.posted()) == (("claimed", "claimed"), [MORNING])
    assert office.case.events.filter(kind="claimed").count() == 2, "a double click is one answer"
    office.clock.turn(2, "09:10")
    office.recheck()
    assert (office.stands(), office.posted()) == (("fixed", "fixed"), [RESULT])
    office.district.mend([])
    office.clock.turn(8, "08:30")
    office.audit()
    assert (office.stands(), office.posted()) == (("open", "reopened"), [NOTICE, MORNING])
    assert "销号后再次出现" in offices.text(office.inbox.letters[-2])


def is_waived_for_a_while(office: Office) -> None:
    office.clock.turn(9, "09:00")
    office.decide("waive", "--until", "2026-09-10", note="网站改版期间")
    assert (office.stands(), office.posted()) == (("waived", "waived"), [RESULT, MORNING])
    assert "豁免至2026年9月10日。理由：网站改版期间" in offices.text(office.inbox.letters[-2])
    office.clock.turn(10, "08:30")
    office.audit()
    office.expire()
    assert (office.stands(), office.posted()) == (("waived", "waived"), [MORNING]), "its last day is not over"
    office.clock.turn(11, "00:10")
    office.expire()
    assert office.stands() == ("open", "expired")
    office.clock.turn(11, "08:30")
    assert office.posted() == [f"豁免到期 → {UNIT}", MORNING]


def is_dismissed_for_good(office: Office) -> None:
    office.clock.turn(11, "10:00")
    office.answer("申诉", "该栏目已并入政府信息公开平台")
    assert (office.stands(), office.posted()) == (("open", "disputed"), [])
    office.clock.turn(14, "09:00")
    office.decide("dismiss", note="申诉属实")
    assert (office.stands(), office.posted()) == (("dismissed", "dismissed"), [RESULT, REMINDER, MORNING])
    office.clock.turn(14, "14:00")
    office.audit()
    assert (office.stands(), office.posted()) == (("dismissed", "dismissed"), [])


def the_neglected_one_climbs_the_ladder(office: Office) -> None:
    """The unit never answered for the other one, whose limit was Tuesday the 15th."""
    for day, letter in ((15, []), (16, [URGING]), (17, []), (18, [SUPERVISION])):
        office.clock.turn(day, "08:30")
        assert office.posted() == [*letter, MORNING]
    assert Case.objects.get(subject=NEGLECTED).state == "open"


def nobody_was_written_to_twice(office: Office) -> None:
    ids = [letter["Message-ID"] for letter in office.inbox.letters]
    assert len(ids) == len(set(ids)) == Letter.objects.exclude(sent_at=None).count()
    assert not Event.objects.filter(letter=None, kind__in=("assigned", "refused", "fixed", "reopened")).exists()
