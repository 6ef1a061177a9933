"""What the calendar asks of the ledger."""

from datetime import date, datetime

import pytest

from core import timetable
from core.clock import CHINA
from core.config import load
from ledger import book, chores, decisions
from ledger.decisions import Who
from ledger.models import Case
from tests.ledger.conftest import CONFIG
from tests.ledger.seen import finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
OFFICER = Who("周明", "专网改造，另有计划", moment(1))


def asked(chore: str, at: datetime) -> str:
    return chores._CHORES[chore](load(CONFIG), timetable.load(), at)


def test_a_waiver_runs_out_the_day_after_its_last() -> None:
    number = record()
    decisions.waive([number], date(2026, 9, 10), OFFICER)
    assert asked("expire", datetime(2026, 9, 10, 0, 10, tzinfo=CHINA)) == "豁免到期 0 个"
    assert asked("expire", datetime(2026, 9, 11, 0, 10, tzinfo=CHINA)) == "豁免到期 1 个"
    assert Case.objects.get(number=number).state == "open"
    assert asked("expire", datetime(2026, 9, 12, 0, 10, tzinfo=CHINA)) == "豁免到期 0 个"


def test_the_closing_of_a_month_says_what_happened_in_it_once() -> None:
    at = datetime(2026, 9, 26, tzinfo=CHINA)
    assert asked("close", at) == "没有需要封账的月份"
    decisions.claim([record()], OFFICER)
    told = "2026-09 封账：发现 2，交办 2，到期应销号 1，月末未销号 2，月末逾期 1，按期整改率 0.0%"
    assert [asked("close", at), asked("close", at)] == [told, "没有需要封账的月份"]


def record() -> str:
    """Two open cases; the number of the first."""
    found = [finding(subject=f"http://www.yunze.gov.cn/{number}.html") for number in range(2)]
    book.record(seen(*found), policy(), moment(0))
    return Case.objects.order_by("number")[0].number
