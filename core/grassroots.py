"""标准目录 as ministries and districts keep them, .xlsx or .docx: a sheet a field, a row an item, merged cells and all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from core import _workbook
from core._standard import CONCERNED, TOWNS
from core._toml import content
from core.errors import BadInput
from core.names import plain

#: Words by which the columns of a sheet are known; 公开事项 alone where a sheet has no levels.
_HEADS = {
    "first": ("一级事项", "公开事项"),
    "second": ("二级事项",),
    "content": ("公开内容", "内容(要素)"),
    "basis": ("公开依据",),
    "subject": ("公开主体", "责任主体"),
}
_HEAD_WITHIN = 12
_FIELD = re.compile(r"([\u4e00-\u9fff]{2,20}?)(?:领域)?(?:基层)?政务公开(?:事项)?(?:标准)?目录")
_SAME = ("同上", "〃", '"')
_CONCERNED = re.compile(r"有关|相关|各部门|主管部门|职能部门|等")
_TOWNS = re.compile(r"街道|乡镇|镇街|镇人民政府|乡级")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a 标准目录: the field, both levels of the item, on what it rests and who publishes it."""

    field: str
    first: str
    second: str
    basis: str
    subject: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What one 一级事项 asks for: a column, its parts, and whom it binds as a standard says it."""

    field: str
    title: str
    parts: tuple[str, ...]
    basis: str
    units: tuple[str, ...]


def read(path: Path) -> list[Asked]:
    """What the sheets of a file ask for. Raises `BadInput` where there is none in it."""
    tables = _documents(path) if path.suffix.lower() == ".docx" else _sheets(path)
    entries = [entry for name, rows in tables for entry in _entries(name, rows)]
    if not entries:
        raise BadInput(
            f"{path}：没有找到标准目录，应有“一级事项”“二级事项”（或“公开事项”）和“公开内容”“公开主体”等表头"
        )
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        grouped.setdefault((entry.field, entry.first), []).append(entry)
    return [_asked(rows) for rows in grouped.values()]


def _asked(rows: Sequence[Entry]) -> Asked:
    units = dict.fromkeys(unit for row in rows for unit in _units(row.subject))
    parts = dict.fromkeys(row.second for row in rows if row.second and row.second != row.first)
    return Asked(rows[0].field, rows[0].first, tuple(parts), rows[0].basis, tuple(units) or (CONCERNED,))


def _units(subject: str) -> Iterator[str]:
    """Units as an annex names them: names as they are, towns and 有关部门 by their words."""
    for part in filter(None, re.split(r"[、，；,;\n/]+", subject)):
        if _TOWNS.search(part):
            yield TOWNS
        elif _CONCERNED.search(part):
            yield CONCERNED
        elif 3 <= len(part) <= 20:
            yield part


def _entries(name: str, rows: Rows) -> Iterator[Entry]:
    found = _head(rows)
    if found is None:
        return
    at, columns = found
    field, last = _field(name, rows[:at]), Entry("", "", "", "", "")
    for row in rows[at + 1 :]:
        cells = {key: _cell(row, column) for key, column in columns.items()}
        if not (cells.get("first") or cells.get("second") or cells.get("content")) or _is_head(row):
            continue
        entry = Entry(
            field,
            cells.get("first") or last.first,
            cells.get("second") or (last.second if not cells.get("first") else ""),
            cells.get("basis", ""),
            cells.get("subject", ""),
        )
        last = replace(entry, basis=_again(entry.basis, last.basis), subject=_again(entry.subject, last.subject))
        if last.first:
            yield last


def _head(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """(the last row of the head, column by what stands in it); a head may have two rows."""
    levels = (number for number, row in enumerate(rows[:_HEAD_WITHIN]) if _has(row, "一级事项"))
    single = (number for number, row in enumerate(rows[:_HEAD_WITHIN]) if _has(row, "公开事项"))
    at = next(levels, next(single, None))
    if at is None:
        return None
    heads = [rows[at], rows[at - 1] if at else []]
    columns = {key: _column(heads, words) for key, words in _HEADS.items()}
    known = {key: column for key, column in columns.items() if column is not None}
    return (at, known) if "first" in known and len(known) > 1 else None


def _column(heads: Sequence[Sequence[str]], words: Sequence[str]) -> int | None:
    return next(
        (number for word in words for head in heads for number, text in enumerate(head) if word in plain(text)), None
    )


def _field(name: str, above: Rows) -> str:
    """The field that a title above the table names, else the name of the sheet."""
    titles = (_FIELD.search(plain(text)) for row in above for text in row if text)
    found = next((title for title in titles if title), None) or _FIELD.search(plain(name))
    field = found[1] if found else plain(name)
    return re.sub(r"^[\d.、一二三四五六七八九十]+|领域$", "", re.sub(r"^.{2,8}[区县市](?=.{2})", "", field))


def _has(row: Sequence[str], word: str) -> bool:
    return any(word in plain(text) for text in row)


def _is_head(row: Sequence[str]) -> bool:
    return _has(row, "全社会") and _has(row, "主动")


def _cell(row: Sequence[str], column: int) -> str:
    return re.sub(r"\s+", "", row[column]) if column < len(row) else ""


def _again(text: str, before: str) -> str:
    """A cell that is empty or says 同上 says what stands above it."""
    return before if not text or text in _SAME else text


def _sheets(path: Path) -> Iterator[tuple[str, Rows]]:
    for name, rows in _workbook.read(path).items():
        yield name, [["" if cell is None else str(cell) for cell in row] for row in rows]


def _documents(path: Path) -> Iterator[tuple[str, Rows]]:
    """The tables of a document, each with the paragraph above it for its title."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table

    try:
        document = docx.Document(BytesIO(content(path)))
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError):
        raise BadInput(f"{path}：不是有效的 .docx 文件，或加了密码；请用 WPS 或 Word 另存为不加密的 .docx") from None
    title = path.stem
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield title, [[cell.text for cell in row.cells] for row in block.rows]
        elif block.text.strip():
            title = block.text.strip()
