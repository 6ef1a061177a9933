"""The 台账 as a workbook, read back."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from core.types import Verdict
from ledger import book as books
from ledger import decisions, desk, registers
from ledger.decisions import Who
from ledger.models import Case
from reports import ledger as workbook
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, WAITS, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, list[list[object]]]:
    """Three cases: one fixed too late, one waiting, one dismissed."""
    registers.store(district.registers(), "周明")
    found = [
        finding(unit="czj"),
        finding(check=WAITS, subject="x", unit="jyj"),
        finding(subject="http://a/", unit="czj"),
    ]
    books.record(seen(*found), policy(), moment(0))
    case = Case.objects.get(subject=found[0].subject)
    other = Case.objects.get(subject="http://a/")
    decisions.dismiss([other.number], Who("周明", "=演示地址", moment(1)))
    decisions.claim([case.number], Who("李青", "已更正", moment(110)))
    books.record(seen(answers=[finding(Verdict.PASS)], hours=120, kind="recheck"), policy(), moment(120))
    path = tmp_path / "台账.xlsx"
    assert workbook.write(list(desk.rows(desk.Filter())), CATALOGUE, path) == 3
    read = CalamineWorkbook.from_path(str(path))
    return {name: [list(row) for row in read.get_sheet_by_name(name).to_python()] for name in read.sheet_names}


def test_the_lines_say_the_life_of_a_case(sheets: dict[str, list[list[object]]]) -> None:
    head, *lines = sheets["台账"][2:]
    fixed = dict(zip(head, lines[0], strict=True))
    assert (fixed["问题编号"], fixed["状态"], fixed["单位"], fixed["网站/账号"]) == (
        "LW-2026-Q3-0001",
        "已销号",
        "区财政局",
        "云泽区人民政府门户网站",
    )
    assert (fixed["整改措施"], fixed["复查结果"], fixed["逾期天数"]) == ("已更正", "通过", 2)
    assert str(fixed["整改时限"]) == "2026-09-04 17:00:00"


def test_dismissed_cases_count_nowhere(sheets: dict[str, list[list[object]]]) -> None:
    head, *lines = sheets["汇总"][2:]
    total = dict(zip(head, lines[-1], strict=True))
    assert (total["单位"], total["问题总数"], total["待核实"], total["已销号"]) == ("合计", 2, 1, 1)
    assert (total["到期应销号"], total["其中按期销号"], total["按期整改率"]) == (1, 0, "0.0%")


def test_the_formula_is_printed(sheets: dict[str, list[list[object]]]) -> None:
    assert any("按期整改率 = 按期销号数 ÷ 到期应销号数" in str(line[0]) for line in sheets["说明"] if line)
