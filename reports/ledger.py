"""The 台账 as a workbook: every case a line with its whole life, a summary by unit, the words explained."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.catalogue import Catalogue
from core.clock import now
from core.types import Level
from reports._sheet import A3, Book, Column
from reports.digest import MARKS

if TYPE_CHECKING:
    from ledger.desk import CaseRow
    from ledger.models import Month

_TITLE = "政府网站与政务新媒体问题整改台账"


def _was_due(row: "CaseRow") -> bool:
    if row.due is None or row.state_name in ("豁免", "误报核减", "待核实"):
        return False
    return row.fixed_at is not None or row.due <= now()


def _kind(row: "CaseRow", catalogue: Catalogue) -> str:
    rule = catalogue.rules.get(row.check)
    return rule.name if rule else "上级交办"


def _basis(row: "CaseRow", catalogue: Catalogue) -> str:
    rule = catalogue.rules.get(row.check)
    return rule.basis if rule else row.document


#: Each column of the 台账 with what stands in it.
_LINES: Sequence[tuple[Column, "Callable[[CaseRow, Catalogue], object]"]] = (
    (Column("问题编号", 17), lambda row, rules: row.number),
    (Column("状态", 8), lambda row, rules: row.state_name),
    (Column("批次", 10), lambda row, rules: row.batch),
    (Column("来源/来文", 14), lambda row, rules: "　".join(filter(None, (row.source, row.document)))),
    (Column("单位", 14), lambda row, rules: row.unit_name),
    (Column("网站/账号", 14), lambda row, rules: row.site_name),
    (Column("栏目路径", 18), lambda row, rules: row.place if " > " in row.place else ""),
    (Column("问题类型", 12), _kind),
    (Column("严重程度", 8, "mark"), lambda row, rules: MARKS[Level(row.level)][1]),
    (Column("依据", 26), _basis),
    (Column("问题描述", 36), lambda row, rules: f"{row.title}。{row.text}"),
    (Column("页面", 28), lambda row, rules: row.url),
    (Column("发现时间", 16, "time"), lambda row, rules: _time(row.found_at)),
    (Column("核实人", 9), lambda row, rules: row.confirmed_by),
    (Column("交办时间", 16, "time"), lambda row, rules: _time(row.assigned_at)),
    (Column("签收时间", 16, "time"), lambda row, rules: _time(row.signed_at)),
    (Column("整改时限", 16, "time"), lambda row, rules: _time(row.due)),
    (Column("延期", 6), lambda row, rules: "是" if row.extended else ""),
    (Column("责任人/领导", 18), lambda row, rules: "；".join(filter(None, (row.contact, row.leaders)))),
    (Column("电话", 14), lambda row, rules: row.phone),
    (Column("整改措施", 26), lambda row, rules: row.answer),
    (Column("反馈时间", 16, "time"), lambda row, rules: _time(row.answered_at)),
    (Column("复查时间", 16, "time"), lambda row, rules: _time(row.checked_at)),
    (Column("复查结果", 9), lambda row, rules: row.checked),
    (Column("销号时间", 16, "time"), lambda row, rules: _time(row.fixed_at)),
    (Column("逾期天数", 7, "count"), lambda row, rules: row.overdue_days or None),
    (Column("第几次反复", 7, "count"), lambda row, rules: row.repeats or None),
    (Column("备注", 22), lambda row, rules: "；".join(_remarks(row))),
)
_COUNTS: "Sequence[tuple[str, Callable[[CaseRow], bool]]]" = (
    ("问题总数", lambda row: row.state_name != "误报核减"),
    ("待核实", lambda row: row.state_name == "待核实"),
    ("已交办", lambda row: row.state_name == "已交办"),
    ("待复核", lambda row: row.state_name == "待复核"),
    ("已销号", lambda row: row.state_name == "已销号"),
    ("豁免", lambda row: row.state_name == "豁免"),
    ("逾期未办结", lambda row: bool(row.overdue_days) and row.fixed_at is None),
    ("到期应销号", _was_due),
    ("其中按期销号", lambda row: _was_due(row) and row.fixed_at is not None and not row.overdue_days),
)
_NOTES = (
    "按期整改率 = 按期销号数 ÷ 到期应销号数；误报核减的问题既不计入分子，也不计入分母。",
    "到期应销号：整改时限已到，或时限之前已经销号的问题；豁免期内的不计。",
    "逾期天数从整改时限起算，不足一天按一天计；按时反馈的，等待复查的时间不计。第几次反复指销号以后再次出现的次数。",
    "整改时限备注为“估算”的，因当年放假安排尚未公布，按周一至周五推算，公布后重新计算。",
    "待核实的问题尚未交办，不要求整改；待复核的问题已由责任单位反馈，等待复查证实。",
)


def write(rows: "Sequence[CaseRow]", catalogue: Catalogue, path: Path, closed: "Sequence[Month]" = ()) -> int:
    """Write the cases and the closed months to `path`; how many cases there are.

    Raises `BadInput` where the file cannot be written.
    """
    with Book(path) as book:
        _summary(book, rows)
        sheet = book.sheet("台账", _TITLE, _lead(rows), [column for column, _ in _LINES], A3)
        for row in rows:
            sheet.row([value(row, catalogue) for _, value in _LINES], link=row.url)
        sheet.filtered()
        if closed:
            _months(book, closed)
        _meaning(book)
    return len(rows)


def _lead(rows: "Sequence[CaseRow]") -> str:
    late = sum(counts for _, counts in [("", bool(row.overdue_days) and row.fixed_at is None) for row in rows])
    return f"{now():%Y-%m-%d %H:%M} · 共 {len(rows)} 个问题" + (f"，逾期未办结 {late} 个" if late else "")


def _summary(book: Book, rows: "Sequence[CaseRow]") -> None:
    columns = [
        Column("单位", 24),
        *(Column(name, 10, "number") for name, _ in _COUNTS),
        Column("按期整改率", 11, "count"),
    ]
    sheet = book.sheet("汇总", f"{_TITLE}（汇总）", _lead(rows), columns)
    units = dict.fromkeys(row.unit_name for row in rows)
    for unit in units:
        sheet.row(_figures(unit, [row for row in rows if row.unit_name == unit]))
    sheet.filtered()
    sheet.row(_figures("合计", rows), bold=True)


def _figures(name: str, rows: "Sequence[CaseRow]") -> list[object]:
    counts = Counter({head: sum(map(holds, rows)) for head, holds in _COUNTS})
    due, kept = counts["到期应销号"], counts["其中按期销号"]
    return [name, *(counts[head] for head, _ in _COUNTS), f"{kept / due:.1%}" if due else "—"]


def _months(book: Book, closed: "Sequence[Month]") -> None:
    """The numbers of closed months as they were frozen."""
    from ledger import months

    columns = [
        Column("月份", 10),
        Column("单位", 24),
        *(Column(name, 10, "number") for name in months.NUMBERS.values()),
        Column("按期整改率", 11, "count"),
    ]
    sheet = book.sheet("月度封账", f"{_TITLE}（月度封账）", "封账后的数字不再改动", columns)
    for row in closed:
        said = [row.numbers.get(key, 0) for key in months.NUMBERS]
        sheet.row([row.month, row.name, *said, months.rate(row.numbers)], bold=not row.unit)
    sheet.filtered()


def _meaning(book: Book) -> None:
    sheet = book.sheet("说明", "台账说明", "", [Column("说明", 110)])
    for note in _NOTES:
        sheet.row([note])


def _remarks(row: "CaseRow") -> Iterator[str]:
    if row.due_estimated:
        yield "整改时限为估算"
    if row.note:
        yield row.note


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
