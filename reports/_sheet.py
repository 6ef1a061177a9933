"""A workbook as officials print it: title, conclusion, a frozen head with filters, landscape; what was read stays text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from core.errors import BadInput, why
from core.types import Level, Verdict
from reports.digest import MARKS, href

#: Excel's numbers of sizes of paper.
A3, A4 = 8, 9

#: Half of what Excel takes, so that a text of characters that count twice fits as well.
LONGEST = 32_767 // 2
#: Excel follows no longer address, and no more of them on one sheet.
LONGEST_LINK = 1_000
MOST_LINKS = 65_530

#: Points: one line of body text, and the highest row that Excel knows.
_LINE = 13.0
_HIGHEST = 409.0
#: A character of a head that is written downwards.
_DOWN = 14.5
#: An address breaks at its slashes: its lines are not full.
_BROKEN = 1.4

_OPENS = "打开看到问题的页面"

_BODY = {
    "font_name": "宋体",
    "font_size": 10,
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": "#BFC5CE",
}
_HEAD = {"font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#F0F3F7"}
_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
    "lead": {**_PLAIN, "font_size": 11, "align": "center"},
    "note": _PLAIN,
    "head": {**_BODY, **_HEAD},
    "upright": {**_BODY, **_HEAD, "rotation": 270, "text_wrap": False},
    "text": _BODY,
    "number": {**_BODY, "align": "right", "num_format": "#,##0"},
    "count": {**_BODY, "align": "center"},
    "bold": {**_BODY, "font_name": "黑体"},
    "bold number": {**_BODY, "font_name": "黑体", "align": "right", "num_format": "#,##0"},
    "time": {**_BODY, "align": "center", "num_format": "yyyy-mm-dd hh:mm"},
    "link": {**_BODY, "align": "center", "font_color": "#1A4F8B", "underline": 1},
    MARKS[Level.VETO][1]: {**_BODY, "align": "center", "font_color": "#B42318", "bold": True},
    MARKS[Level.DEDUCTION][1]: {**_BODY, "align": "center", "font_color": "#B54708"},
    MARKS[Level.REQUIREMENT][1]: {**_BODY, "align": "center", "font_color": "#1A4F8B"},
    MARKS[Level.ADVICE][1]: {**_BODY, "align": "center", "font_color": "#475467"},
    MARKS[Verdict.UNSURE][1]: {**_BODY, "align": "center", "font_color": "#6941C6"},
    "✓": {**_BODY, "align": "center", "bold": True, "font_color": "#067647", "bg_color": "#E3F4EA"},
    "▲": {**_BODY, "align": "center", "bold": True, "font_color": "#93500A", "bg_color": "#FDF0D5"},
    "✗": {**_BODY, "align": "center", "bold": True, "font_color": "#B42318", "bg_color": "#FDE3E0"},
    "○": {**_BODY, "align": "center", "font_color": "#667085", "bg_color": "#EEF0F3"},
    "—": {**_BODY, "align": "center", "font_color": "#98A2B3"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in characters, and how its cells are written (text, number, count, time, mark)."""

    head: str
    width: float
    kind: str = "text"
    #: Its head is written downwards, for narrow columns.
    upright: bool = False


class Book:
    """An .xlsx file being written; it stands when the block ends. Raises `BadInput` where it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.open("wb").close()
        except OSError as error:
            raise BadInput(f"{path}：写不进去（{why(error)}）") from None
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self.formats = {name: self._book.add_format(dict(look)) for name, look in _FORMATS.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._book.close()
        except (FileCreateError, OSError) as failed:
            raise BadInput(f"{self._path}：写不进去（{failed}）") from None

    def sheet(self, name: str, title: str, lead: str, columns: Sequence[Column], paper: int = A4) -> "Sheet":
        return Sheet(self._book.add_worksheet(name), self.formats, title, lead, columns, paper)


class Sheet:
    """One sheet: title, conclusion and head are written at once, rows and notes follow in order."""

    def __init__(
        self, sheet: Any, formats: Mapping[str, Any], title: str, lead: str, columns: Sequence[Column], paper: int
    ) -> None:
        self._sheet, self._formats, self._columns, self._row = sheet, formats, columns, 0
        self._paper = paper
        self._links = 0
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width, formats["text"])
        self.note(title, "title", height=30)
        self.note(lead, "lead")
        self._head = self._row
        sheet.set_row(self._head, max([32.0, *(_DOWN * len(column.head) + 8 for column in columns if column.upright)]))
        for number, column in enumerate(columns):
            sheet.write_string(self._head, number, cut(column.head), formats["upright" if column.upright else "head"])
        self._row += 1
        self._print()

    def row(self, cells: Sequence[object], link: str = "", bold: bool = False) -> None:
        """A row of the table, as high as its longest text; its first cell opens `link` where a browser may follow it."""
        filled = zip(self._columns, cells, strict=True)
        most = max(lines(str(cell), column.width) for column, cell in filled if column.kind != "time")
        self._sheet.set_row(self._row, min(_HIGHEST, _LINE * most + 4))
        live = bool(href(link)) and len(link) <= LONGEST_LINK and self._links < MOST_LINKS
        if live:
            self._links += 1
            self._sheet.write_url(self._row, 0, link, self._formats["link"], "", _OPENS)
        for number, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            self._cell(number, "link" if live and number == 0 else column.kind, cell, bold)
        self._row += 1

    def note(self, text: str, look: str = "note", height: float = 0.0) -> None:
        """A line over the whole width."""
        width = sum(column.width for column in self._columns)
        self._sheet.set_row(self._row, height or min(_HIGHEST, (_LINE + 2) * lines(text, width) + 5))
        last = len(self._columns) - 1
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, "", self._formats[look])
        self._sheet.write_string(self._row, 0, cut(text), self._formats[look])
        self._row += 1

    def filtered(self) -> None:
        """Filters over the head and the rows so far."""
        self._sheet.autofilter(self._head, 0, self._row - 1, len(self._columns) - 1)

    def _print(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes(self._head + 1, 0)
        sheet.repeat_rows(self._head)
        sheet.set_landscape()
        sheet.set_paper(self._paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer('&C&"宋体,Regular"&9第 &P 页，共 &N 页')

    def _cell(self, number: int, kind: str, cell: object, bold: bool) -> None:
        look, write = self._formats, self._sheet
        text = "" if cell is None else str(cell)
        if isinstance(cell, int):
            write.write_number(self._row, number, cell, look["bold number" if bold else kind])
        elif not text:
            write.write_blank(self._row, number, None, look["text"])
        elif kind == "time" and (when := _time(text)):
            write.write_datetime(self._row, number, when, look["time"])
        else:
            mark = text if kind == "mark" and text in look else "bold" if bold else "text"
            write.write_string(self._row, number, cut(text), look[mark])


def cut(text: str) -> str:
    """The text as far as a cell holds it; XlsxWriter takes a text between <r> and </r> for markup of its own."""
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"{text} " if text.startswith("<r>") else text


@lru_cache(4096)
def lines(text: str, width: float) -> int:
    """About how many lines a text fills in a cell of `width` half-width characters; a Chinese character is two."""
    return sum(max(1, -int(-_width(part) // width)) for part in text.split("\n"))


def _width(text: str) -> float:
    return (len(text) + len(text.encode())) / 2 * (_BROKEN if "://" in text else 1)


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
