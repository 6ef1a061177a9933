"""The registers as a workbook that people fill in: heads with notes, lists to choose from, text that stays text."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from core.errors import BadInput
from core.inventory import Inventory
from core.sheets import Column, Sheet, sheets
from core.types import RegisteredColumn

_CELL = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_LINE = {"border": 1, "border_color": "#D0D5DD"}
_HEAD = {**_CELL, **_LINE, "bold": True, "align": "center", "font_color": "#FFFFFF"}
_REQUIRED, _OPTIONAL = "#1A4F8B", "#475467"
_STATES: Mapping[str, Mapping[str, str]] = {"": {}, "new": {"bg_color": "#E6F4EA"}, "missing": {"bg_color": "#FDECEA"}}
#: Rows below the entries that are ready for more.
_SPARE = 500
#: What Excel holds in one cell; points of a line.
_LONGEST, _HEIGHT = 32_767, 16


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of an entry beside it: its colour (new, missing or "") and comments by field."""

    state: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


def render(
    inventory: Inventory, remarks: Mapping[RegisteredColumn, Remark] | None = None, first: str = "unit"
) -> bytes:
    """The .xlsx file, `first` being the register that it opens with. Raises `BadInput` where an entry has no room."""
    kinds = {unit.key: unit.kind for unit in inventory.units}
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for sheet in sheets():
            entries = getattr(inventory, f"{sheet.register}s")
            page = _Page(book, sheet, len(entries))
            for entry in entries:
                page.add(sheet.cells(entry, kinds), (remarks or {}).get(entry, Remark()))
            if sheet.register == first:
                page.sheet.activate()
    return file.getvalue()


class _Page:
    """One sheet being written: its head and layout at once, then row by row."""

    def __init__(self, book: Workbook, plan: Sheet, entries: int) -> None:
        self.book = book
        self.plan = plan
        self.sheet: Worksheet = book.add_worksheet(plan.title)
        self.looks = {
            state: [self._look(column, colour) for column in plan.columns] for state, colour in _STATES.items()
        }
        self.row = 0
        for place, column in enumerate(plan.columns):
            self._head(place, column, entries + _SPARE)
        self._layout(max(1, entries))

    def add(self, cells: Sequence[object], remark: Remark) -> None:
        self.row += 1
        for place, (column, cell) in enumerate(zip(self.plan.columns, cells, strict=True)):
            look = self.looks[remark.state][place]
            if isinstance(cell, int):
                self.sheet.write_number(self.row, place, cell, look)
            elif len(text := str(cell or "")) <= _LONGEST:
                self.sheet.write_string(self.row, place, text, look)
            else:
                where = f"{self.plan.title} 第{self.row + 1}行“{column.heading}”"
                raise BadInput(f"{where}超过 {_LONGEST} 字，工作表里写不下")
            if note := remark.notes.get(column.field):
                self._comment(self.row, place, note)
        if (lines := max(map(_lines, self.plan.columns, cells))) > 1:
            self.sheet.set_row(self.row, min(400, lines * _HEIGHT))

    def _look(self, column: Column, colour: Mapping[str, str]) -> Any:
        number = {"num_format": "0"} if column.kind == "number" else {"num_format": "@"}
        align = {"align": "center"} if column.kind in ("number", "flag", "choice") else {}
        return self.book.add_format({**_CELL, **_LINE, **number, **align, **colour})

    def _head(self, place: int, column: Column, last: int) -> None:
        colour = _REQUIRED if column.required else _OPTIONAL
        self.sheet.write_string(0, place, column.heading, self.book.add_format({**_HEAD, "bg_color": colour}))
        self._comment(0, place, column.note)
        # Without lines: cells below the entries, so that what is typed there stays text.
        below = {**_CELL, "num_format": "0" if column.kind == "number" else "@"}
        self.sheet.set_column(place, place, column.width, self.book.add_format(below))
        if rule := _rule(column):
            self.sheet.data_validation(1, place, last, place, rule)

    def _comment(self, row: int, place: int, note: str) -> None:
        size = {"width": 260, "height": 18 * (len(note) // 19 + 2), "font_size": 10, "author": "bihuan"}
        self.sheet.write_comment(row, place, note, size)

    def _layout(self, last: int) -> None:
        wide = len(self.plan.columns) - 1
        self.sheet.set_row(0, 28)
        self.sheet.freeze_panes(1, 2)
        self.sheet.autofilter(0, 0, last, wide)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:Z100000"})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.print_area(0, 0, last, wide)
        self.sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _rule(column: Column) -> dict[str, Any]:
    """A list to choose from; where other words may stand as well, it only offers."""
    if column.kind == "number":
        return {"validate": "integer", "criteria": ">=", "value": 1, "error_title": "请填整数"}
    words = ["是", "否"] if column.kind == "flag" else [ways[0] for ways in column.words.values()]
    source: Any = words or list(column.offers)
    if column.refers:
        title = next(sheet.title for sheet in sheets() if sheet.register == column.refers)
        source = f"='{title}'!$A$2:$A$1000"
    return (
        {"validate": "list", "source": source, "error_title": "请从列表中选", "show_error": bool(words)}
        if source
        else {}
    )


def _lines(column: Column, cell: object) -> int:
    """The lines that a cell takes; a Chinese character is two wide."""
    rows = (
        sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in line) for line in str(cell or "").split("\n")
    )
    return sum(1 + int(width / column.width) for width in rows)
