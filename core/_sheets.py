"""Reading a workbook of registers: sheets by their names, columns by their headings, mistakes by their places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from core import _workbook, names
from core._cells import Cell, said
from core._register import REFERENCES
from core._toml import Tongue, unknown
from core.sheets import Column, Sheet, sheets, words

#: The head stands in one of the first rows, below titles and notes, and has at least two of our headings.
_HEAD_WITHIN, _HEAD_LEAST = 30, 2

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class SheetTongue(Tongue):
    """Places of a workbook: 单位 第5行“类型”. `rows` are the numbers of the rows that have entries."""

    sheet: Sheet
    rows: tuple[int, ...]

    expected: ClassVar[Mapping[str, str]] = {**Tongue.expected, "bool_type": "应为“是”或“否”"}
    _parts: ClassVar[Mapping[str, str]] = {"role": "职务", "name": "姓名", "email": "邮箱"}

    def entry(self, number: int) -> str:
        return f"{self.sheet.title} {self.nth(number)}"

    def nth(self, number: int) -> str:
        return f"第{self.rows[number - 1]}行"

    def field(self, *loc: int | str) -> str:
        name, *rest = loc
        parts = (f"第{one + 1}项" if isinstance(one, int) else f"的{self._parts[one]}" for one in rest)
        return f"“{self.sheet.heading(str(name))}”{''.join(parts)}"

    def lacks(self, *loc: int | str) -> str:
        if len(loc) == 1:
            return f"缺少“{self.sheet.heading(str(loc[0]))}”"
        return f"{self.field(*loc[:-1])}缺少{self._parts[str(loc[-1])]}"

    def choices(self, field: str, words: Sequence[str]) -> Sequence[str]:
        column = next(column for column in self.sheet.columns if column.field == field)
        return [column.words[word][0] for word in words]

    def shown(self, value: object) -> str:
        text = str(value)
        return f"“{text if len(text) <= 60 else f'{text[:60]}…'}”"


@dataclass
class Book:
    """What a workbook says: rows and tongues by register, and what is wrong with its sheets and heads."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tongues: dict[str, Tongue] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def read(path: Path) -> Book:
    """The registers of a workbook as rows. Raises `BadInput` where the file cannot be read at all."""
    book = Book()
    known = {names.plain(sheet.title): sheet for sheet in sheets()}
    for title, rows in _workbook.read(path).items():
        sheet = known.pop(names.plain(title), None)
        if sheet:
            _add(book, sheet, rows)
        elif any(rows) and title.strip() not in words()["unread"]:
            book.lines.append(f"工作表“{title}”{unknown(title, [one.title for one in sheets()])}")
    _name_to_key(book.tables)
    return book


def _add(book: Book, sheet: Sheet, rows: Rows) -> None:
    at = _head(sheet, rows)
    if at is None:
        if any(rows):
            book.lines.append(f"{sheet.title} 没有找到表头，应有 {'、'.join(one.heading for one in sheet.columns)}")
        return
    columns = _columns(sheet, rows[at])
    lacking = [one for one in sheet.columns if one.required and one not in columns.values()]
    entries = {number: entry for number, row in enumerate(rows[at + 1 :], at + 2) if (entry := _entry(columns, row))}
    book.lines += [f"{sheet.title} {line}" for line in _wrong_heads(sheet, rows, at, columns)]
    book.lines += [f"{sheet.title} 第{at + 1}行缺少“{one.heading}”这一列" for one in lacking]
    book.tables[sheet.register] = list(entries.values())
    absent = frozenset(one.field for one in lacking)
    book.tongues[sheet.register] = SheetTongue(register=sheet.register, absent=absent, sheet=sheet, rows=tuple(entries))


def _head(sheet: Sheet, rows: Rows) -> int | None:
    """The index of the row that has the most of the sheet's headings."""
    known = {_heading(column.heading) for column in sheet.columns}
    counts = [len(known.intersection(map(_heading, row))) for row in rows[:_HEAD_WITHIN]]
    most = max(counts, default=0)
    return counts.index(most) if most >= _HEAD_LEAST else None


def _columns(sheet: Sheet, head: Sequence[Cell]) -> dict[int, Column]:
    """The columns by their place; of one that stands there twice the first."""
    known = {_heading(column.heading): column for column in sheet.columns}
    return {place: column for place, cell in enumerate(head) if (column := known.pop(_heading(cell), None))}


def _wrong_heads(sheet: Sheet, rows: Rows, at: int, columns: Mapping[int, Column]) -> Iterator[str]:
    headings = [column.heading for column in sheet.columns]
    head = rows[at]
    for place in range(max(map(len, rows))):
        title = str(head[place] or "").strip() if place < len(head) else ""
        if place in columns:
            continue
        if title:
            twice = _heading(title) in map(_heading, headings)
            yield f"第{at + 1}行“{title}”" + ("写了两次" if twice else unknown(title, headings))
        elif content := [number for number, row in enumerate(rows[at + 1 :], at + 2) if _at(row, place)]:
            yield f"第{content[0]}行{_letters(place)}列有内容，但这一列没有表头"


def _entry(columns: Mapping[int, Column], row: Sequence[Cell]) -> dict[str, Any]:
    values = ((column.field, said(column, _at(row, place), words())) for place, column in columns.items())
    return {field: value for field, value in values if value is not None}


def _name_to_key(tables: Mapping[str, list[dict[str, Any]]]) -> None:
    """Where a reference is not a key but the name of just one entry, that entry is meant."""
    for name, refers, to in REFERENCES:
        keys = {entry.get("key") for entry in tables.get(to, ())}
        for entry in tables.get(name, ()):
            if (said := entry.get(refers)) and said not in keys:
                named = [one for one in tables.get(to, ()) if names.plain(one.get("name", "")) == names.plain(said)]
                entry[refers] = named[0].get("key", said) if len(named) == 1 else said


def _heading(cell: Cell) -> str:
    """更新周期（天）, *编号 and 责任 单位 are headings of ours."""
    return names.plain(str(cell or "")).strip("*")


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _letters(place: int) -> str:
    """0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
