"""要点落实进度表: what makes a cell red, amber, green, grey; what nobody has seen is never green."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from core.errors import BadInput
from core.types import Finding, Level, Unit, Verdict
from ledger import book as books
from ledger import decisions, duties, registers
from ledger.decisions import Who
from ledger.duties import Cell, Colour
from ledger.fulfilment import Entry, fill
from ledger.models import Case
from reports import duties as report
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")
PLAN = CATALOGUE.standards["laiwu-2021"]
DAY = date(2026, 9, 2)
UNITS = (
    Unit("qzf", "区人民政府", "government"),
    Unit("qzfb", "区政府办公室", "department", "qzf"),
    Unit("czj", "区财政局", "department", "qzf"),
    Unit("jyj", "区教育和体育局", "department", "qzf", duties=("on-request", "closed-loop")),
    Unit("qsz", "清水镇", "town", "qzf"),
)
LINK = "http://www.yunze.gov.cn/zx/"


def column(key: str, unit: str, verdict: Verdict, level: Level = Level.REQUIREMENT) -> Finding:
    said = {Verdict.PASS: "已设栏目", Verdict.FAIL: "没有找到栏目", Verdict.UNSURE: "未能核实"}[verdict]
    one = finding(verdict, "mandatory_columns", f"laiwu-2021/{key}@{unit}", unit=unit, level=level)
    return replace(one, title=said, url="http://www.yunze.gov.cn/a/", clause=f"laiwu-2021/{key}")


def record(*findings: Finding, assign: tuple[str, ...] = ("mandatory_columns",), hours: float = 0) -> None:
    registers.store(replace(district.registers(), units=UNITS), "周明")
    books.record(seen(*findings, hours=hours), policy(*assign), moment(hours))


def cell(duty: str, unit: str, day: date = DAY) -> Cell:
    lines = {line.item.key: line for line in duties.board(PLAN, CATALOGUE, day).lines}
    return lines[duty].cells[unit]


def test_what_nobody_has_looked_at_is_grey() -> None:
    record()
    board = duties.board(PLAN, CATALOGUE, DAY)
    looked_at = {"closed-loop"}
    cells = [one for line in board.lines if line.item.key not in looked_at for one in line.cells.values()]
    assert cells and {one.colour for one in cells} == {Colour.GREY}
    assert cell("policy-desk", "qsz").text == "待人工填报"


@pytest.mark.parametrize(
    ("verdict", "level", "assigned", "colour"),
    [
        (Verdict.PASS, Level.REQUIREMENT, True, Colour.GREEN),
        (Verdict.UNSURE, Level.REQUIREMENT, True, Colour.GREY),
        (Verdict.FAIL, Level.REQUIREMENT, True, Colour.RED),
        (Verdict.FAIL, Level.REQUIREMENT, False, Colour.AMBER),
        (Verdict.FAIL, Level.ADVICE, True, Colour.AMBER),
    ],
)
def test_what_a_check_says(verdict: Verdict, level: Level, assigned: bool, colour: Colour) -> None:
    record(column("education", "jyj", verdict, level), assign=("mandatory_columns",) if assigned else ())
    said = cell("education", "jyj")
    assert (said.colour, said.by) == (colour, "系统")


def test_a_unit_of_which_nobody_says_that_it_is_concerned_is_not_accused() -> None:
    record(*(column("on-request", unit, Verdict.FAIL) for unit in ("czj", "jyj")))
    assert cell("on-request", "jyj").colour is Colour.RED
    said = cell("on-request", "czj")
    assert (said.colour, said.sure) == (Colour.GREY, False) and said.text.startswith("是否涉及待明确")


def test_units_that_a_row_does_not_name_have_no_cell() -> None:
    record()
    lines = {line.item.key: line for line in duties.board(PLAN, CATALOGUE, DAY).lines}
    assert set(lines["education"].cells) == {"jyj", "qsz"} and set(lines["ipv6"].cells) == set()
    assert "epidemic" not in lines and "industry-policies" not in lines


def test_a_part_of_a_duty_counts_with_it() -> None:
    parts = [("major-projects", Verdict.PASS), ("industry-policies", Verdict.FAIL), ("domestic-demand", Verdict.PASS)]
    record(*(column(key, "qsz", verdict) for key, verdict in parts))
    assert cell("major-projects", "qsz").colour is Colour.RED


def test_what_is_counted_by_the_year_is_about_its_own_duty_alone() -> None:
    said = [("open-days/2026", Verdict.PASS), ("open-days/2025", Verdict.PASS), ("training/2025", Verdict.FAIL)]
    record(*(finding(verdict, "yearly_events", f"laiwu-2021/{key}@qsz", unit="qsz") for key, verdict in said))
    assert [cell(duty, "qsz").colour for duty in ("open-days", "training", "open-meetings")] == [
        Colour.GREEN,
        Colour.AMBER,
        Colour.GREY,
    ]


def test_one_column_on_the_portal_counts_for_all() -> None:
    record(column("plans-gathered", "qzf", Verdict.PASS))
    assert cell("plans-gathered", "qsz").colour is Colour.GREEN


def test_a_case_that_is_dismissed_or_fixed_is_no_fault_any_more() -> None:
    record(column("education", "jyj", Verdict.FAIL))
    case = Case.objects.get(subject="laiwu-2021/education@jyj")
    decisions.dismiss([case.number], Who("周明", "栏目已设在教育专题", moment(1)))
    assert cell("education", "jyj").colour is Colour.GREEN


def test_a_case_of_which_the_last_audit_says_nothing_is_not_green() -> None:
    record(column("education", "jyj", Verdict.FAIL))
    record(hours=24)
    assert cell("education", "jyj").colour is Colour.RED
    record(column("education", "jyj", Verdict.UNSURE), hours=48)
    assert cell("education", "jyj").colour is Colour.RED


def test_the_loop_itself_is_seen_in_the_ledger() -> None:
    record(column("education", "jyj", Verdict.FAIL))
    assert (cell("closed-loop", "jyj").colour, cell("closed-loop", "jyj").text) == (
        Colour.GREEN,
        "办理中 1 个，没有逾期",
    )
    assert cell("closed-loop", "jyj", date(2026, 12, 1)).colour is Colour.RED
    assert cell("closed-loop", "czj").colour is Colour.GREY


def test_an_officer_s_word_decides_where_no_check_has_anything_against_it() -> None:
    record(column("education", "jyj", Verdict.FAIL))
    entries = [
        Entry("policy-desk", "qsz", "已落实", LINK, "设在便民大厅"),
        Entry("grassroots-models", "qsz", "推进中"),
        Entry("training", "qsz", "未落实"),
        Entry("education", "jyj", "已落实", LINK),
        Entry("on-request", "czj", "已落实", LINK),
    ]
    assert fill(PLAN, entries, "周明") == 5
    assert fill(PLAN, entries, "周明") == 0
    cells = [cell(one.duty, one.unit) for one in entries]
    assert [one.colour for one in cells] == [Colour.GREEN, Colour.AMBER, Colour.RED, Colour.RED, Colour.GREEN]
    assert (cells[0].by, cells[0].url, cells[0].text) == ("人工", LINK, "已落实，设在便民大厅，周明填报")
    assert cells[3].by == "系统" and "人工填报：已落实" in cells[3].text and LINK in cells[3].text


def test_all_mistakes_of_a_sheet_are_told_and_nothing_is_written() -> None:
    record()
    entries = [
        Entry("policy-desk", "qsz", "已落实", LINK),
        Entry("policy-desk", "qsz", "已落实", place="第3行 "),
        Entry("nothing", "qsz", "推进中", "ftp://x", place="第4行 "),
        Entry("policy-desk", "nobody", "很好", place="第5行 "),
    ]
    with pytest.raises(BadInput) as error:
        fill(PLAN, entries, "周明")
    assert [line[:4] for line in error.value.lines] == ["第3行 ", "第4行 ", "第4行 ", "第5行 ", "第5行 "]
    assert cell("policy-desk", "qsz").colour is Colour.GREY


def test_the_workbook_has_the_table_its_reasons_and_the_sheet_to_fill_in(tmp_path: Path) -> None:
    record(column("education", "jyj", Verdict.FAIL), column("education", "qsz", Verdict.PASS))
    board = duties.board(PLAN, CATALOGUE, DAY)
    report.workbook(board, CATALOGUE, tmp_path / "a.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert list(sheets) == ["进度表", "明细", "人工填报", "说明"]
    head, *lines = sheets["进度表"][2:]
    row = next(dict(zip(head, line, strict=True)) for line in lines if line[1] == "学前教育和义务教育")
    assert (row["区教育和体育局"], row["清水镇"], row["区财政局"], row["未落实"]) == ("✗", "✓", "—", 1)
    assert len(lines) == 48 and {line[0] for line in lines} == set(range(1, 34)) - {17}
    assert any(line[2] == "policy-desk" or line[0] == "policy-desk" for line in sheets["人工填报"])


def test_the_page_stands_alone_and_shows_what_is_wrong_first() -> None:
    record(column("education", "jyj", Verdict.FAIL))
    fill(PLAN, [Entry("policy-desk", "qsz", "已落实", LINK, "<b>大厅</b>")], "周明")
    page = report.page(duties.board(PLAN, CATALOGUE, DAY), CATALOGUE)
    assert "http-equiv" in page and "<script" not in page and "<b>大厅" not in page
    assert "待整改：没有找到栏目" in page.partition("未落实和需关注")[2]
    assert f'href="{LINK}"' in page and "2021年莱芜区政务公开工作要点落实进度表" in page


def test_one_unit_alone() -> None:
    record()
    board = duties.board(PLAN, CATALOGUE, DAY, "jyj")
    assert [unit.key for unit in board.units] == ["jyj"]
