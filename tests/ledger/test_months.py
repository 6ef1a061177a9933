"""Closed months: counted from dated events, frozen once, never changed; what would differ now is told."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from commands import cases
from core.clock import CHINA
from core.errors import BadInput
from core.types import Finding, Verdict
from ledger import book, decisions, months, registers
from ledger.decisions import Who
from ledger.models import Case, Month
from reports import ledger
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, finding, policy, seen

pytestmark = pytest.mark.usefixtures("book")


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=CHINA)


#: The end of the accounting month of September; a link found on the 1st is due on the 4th, 17:00.
CLOSING = at(9, 26, 0)


@pytest.fixture(autouse=True)
def registered(book: object) -> None:
    registers.store(district.registers(), "周明")


def dead(number: int, verdict: Verdict = Verdict.FAIL, unit: str = "czj") -> Finding:
    return finding(verdict, subject=f"http://www.yunze.gov.cn/{number}.html", unit=unit)


def audited(moment: datetime, *found: Finding, kind: str = "full") -> None:
    book.record(replace(seen(*found, kind=kind), taken_at=moment, as_of=moment.date()), policy(), moment)


def number(one: int) -> str:
    return Case.objects.get(subject=f"http://www.yunze.gov.cn/{one}.html").number


def who(moment: datetime, note: str = "已核实") -> Who:
    return Who("周明", note, moment)


def closed(moment: datetime = CLOSING, last_day: int = 25) -> list[str]:
    return [row.month for row in months.close(moment, last_day)]


def counted(unit: str = "", month: str = "2026-09") -> dict[str, int]:
    """The numbers that are not nought."""
    return {key: said for key, said in Month.objects.get(month=month, unit=unit).numbers.items() if said}


def test_a_month_runs_from_the_25th_to_the_25th() -> None:
    september = months.period(2026, 9, 25)
    assert (september.since, september.until) == (at(8, 26, 0), at(9, 26, 0))
    assert months.period(2027, 1, 25).since == datetime(2026, 12, 26, tzinfo=CHINA)
    february = months.period(2027, 2, 31)
    assert (february.since.day, february.until) == (1, datetime(2027, 3, 1, tzinfo=CHINA))


def test_unit_by_unit_and_the_whole() -> None:
    audited(at(9, 1), dead(1), dead(2), dead(3, unit="jyj"))
    audited(at(9, 3), dead(1, Verdict.PASS), dead(2), dead(3, unit="jyj"))
    assert closed() == ["2026-09"]
    assert counted("czj") == {"found": 2, "assigned": 2, "fixed": 1, "due": 2, "kept": 1, "open": 1, "overdue": 1}
    assert counted("jyj") == {"found": 1, "assigned": 1, "due": 1, "open": 1, "overdue": 1}
    assert counted() == {"found": 3, "assigned": 3, "fixed": 1, "due": 3, "kept": 1, "open": 2, "overdue": 2}
    (*_, whole) = months.frozen("2026-09")
    assert (whole.name, months.rate(whole.numbers)) == ("合计", "33.3%")


def test_closing_twice_and_a_late_closing_give_the_same_numbers() -> None:
    audited(at(9, 1), dead(1))
    audited(at(9, 28), dead(1, Verdict.PASS))
    assert [closed(), closed(), closed(at(10, 20))] == [["2026-09"], [], []]
    assert counted() == {"found": 1, "assigned": 1, "due": 1, "open": 1, "overdue": 1}, "as it stood on the 25th"


def test_months_that_were_missed_are_closed_once_each() -> None:
    audited(at(9, 1), dead(1))
    assert closed(at(12, 1)) == ["2026-09", "2026-10", "2026-11"]
    assert closed(at(12, 26, 0)) == ["2026-12"]
    assert counted(month="2026-11") == {"open": 1, "overdue": 1}, "due is counted in the month of the limit alone"


def test_without_anything_that_happened_there_is_no_month() -> None:
    assert closed() == []
    audited(at(9, 27), dead(1))
    assert closed(at(9, 28)) == []
    assert closed(at(10, 26, 0)) == ["2026-10"]


def test_later_corrections_are_told_and_change_nothing() -> None:
    audited(at(9, 1), dead(1), dead(2))
    closed()
    before = [row.numbers for row in months.frozen()]
    decisions.dismiss([number(1)], who(at(9, 28), "该链接可以打开"))
    closed(at(10, 1))
    assert [row.numbers for row in months.frozen()] == before
    unit, whole = months.differences("2026-09")
    assert (unit.unit, whole.unit, unit.numbers) == ("czj", "", whole.numbers)
    assert unit.numbers["found"] == unit.numbers["due"] == unit.numbers["overdue"] == (2, 1)


def test_a_row_is_written_once() -> None:
    audited(at(9, 1), dead(1))
    closed()
    row = Month.objects.first()
    assert row is not None
    with pytest.raises(AssertionError, match="never changes"):
        row.save()


def test_what_was_another_units_is_not_held_against_the_one_that_has_it_now() -> None:
    audited(at(9, 1), dead(1))
    closed()
    decisions.transfer([number(1)], "jyj", who(at(9, 28), "属教育栏目"), policy())
    changed = {one.unit: one.numbers for one in months.differences("2026-09")}
    assert changed["czj"]["overdue"] == changed["czj"]["due"] == (1, 0)
    assert changed["jyj"] == {"found": (0, 1), "open": (0, 1)}
    closed(at(10, 26, 0))
    assert counted("jyj", "2026-10")["assigned"] == 1


def test_the_time_that_we_take_to_read_again_is_not_the_units() -> None:
    """Claimed in time, read again after the limit: kept; refused, it was not."""
    audited(at(9, 23), dead(1), dead(2))
    decisions.claim([number(1), number(2)], who(at(9, 25), "已更正"))
    assert closed() == ["2026-09"] and "due" not in counted()
    assert counted()["open"] == 2 and "overdue" not in counted()
    for hour in (9, 10, 11, 12):
        audited(at(9, 30, hour), dead(1, Verdict.PASS), dead(2), kind="recheck")
    closed(at(10, 26, 0))
    assert counted("czj", "2026-10") == {"fixed": 1, "due": 2, "kept": 1, "open": 1, "overdue": 1}


def test_a_claim_after_the_limit_is_late() -> None:
    audited(at(9, 1), dead(1))
    decisions.claim([number(1)], who(at(9, 10), "已更正"))
    audited(at(9, 11), dead(1, Verdict.PASS), kind="recheck")
    closed()
    assert counted() == {"found": 1, "assigned": 1, "fixed": 1, "due": 1}


def test_waived_waiting_and_extended_are_not_due() -> None:
    audited(at(9, 1), dead(1), dead(2), finding(check="mandatory_columns", subject="disclosure-platform/guide"))
    decisions.waive([number(1)], date(2026, 12, 31), who(at(9, 2)))
    decisions.extend([number(2)], at(10, 10, 17), who(at(9, 2)))
    closed()
    assert counted() == {"found": 3, "assigned": 2, "waiting": 1, "open": 1, "waived": 1}


def test_what_comes_back_counts_as_such() -> None:
    audited(at(9, 1), dead(1))
    audited(at(9, 2), dead(1, Verdict.PASS))
    audited(at(9, 20), dead(1))
    closed()
    assert counted() == {"found": 1, "assigned": 1, "reopened": 1, "due": 1, "open": 1, "overdue": 1}


def test_what_went_away_before_anybody_was_told_is_no_number() -> None:
    columns = {"check": "mandatory_columns", "subject": "disclosure-platform/guide"}
    audited(at(9, 1), finding(**columns))  # type: ignore[arg-type]
    audited(at(9, 2), finding(Verdict.PASS, **columns))  # type: ignore[arg-type]
    closed()
    assert counted() == {}
    assert months.told(months.frozen()[-1].numbers) == "台账无问题"


def test_the_terminal_and_the_workbook_show_the_frozen_numbers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    audited(at(9, 1), dead(1), dead(2))
    closed()
    decisions.dismiss([number(1)], who(at(9, 28), "该链接可以打开"))
    cases._month("2026-09", "")
    head, unit, whole, *changed = capsys.readouterr().out.splitlines()
    assert head == "2026-09（2026-08-26 00:00 至 2026-09-26 00:00，已封账）"
    numbers = "发现 2，交办 2，到期应销号 2，月末未销号 2，月末逾期 2，按期整改率 0.0%"
    assert (unit, whole) == (f"区财政局：{numbers}", f"合计：{numbers}")
    assert changed[1].startswith("区财政局：发现 2→1，交办 2→1")
    cases._month("2026-09", "-")
    assert json.loads(capsys.readouterr().out)["differences"][0]["numbers"]["found"] == [2, 1]
    with pytest.raises(BadInput, match="2026-08 尚未封账；已封账的月份：2026-09"):
        cases._month("2026-08", "")
    ledger.write([], CATALOGUE, tmp_path / "台账.xlsx", months.frozen())
    sheet = CalamineWorkbook.from_path(str(tmp_path / "台账.xlsx")).get_sheet_by_name("月度封账").to_python()
    assert sheet[-1][:4] == ["2026-09", "合计", 2, 2]
