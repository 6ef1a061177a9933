"""The sheet 人工填报 of the progress table, as officers bring it back."""

from collections.abc import Iterator
from pathlib import Path

from core import _workbook
from core.errors import BadInput
from core.names import plain
from ledger.fulfilment import Entry
from reports.duties import FILL_HEADS, FILL_SHEET

_HEAD_WITHIN = 10


def entries(path: Path) -> list[Entry]:
    """The lines of which somebody has said how far they are. Raises `BadInput` where the sheet is not there."""
    rows = _workbook.read(path).get(FILL_SHEET)
    if rows is None:
        raise BadInput(f"{path}：没有“{FILL_SHEET}”工作表，请用 bihuan report duties 生成的进度表填写")
    texts = [["" if cell is None else str(cell).strip() for cell in row] for row in rows]
    heads = (number for number, row in enumerate(texts[:_HEAD_WITHIN]) if {FILL_HEADS[0], "落实情况"} <= set(row))
    at = next(heads, None)
    if at is None:
        raise BadInput(f"{path}：“{FILL_SHEET}”工作表缺少表头，应有 {'、'.join(FILL_HEADS)}")
    return list(_lines(path, texts, at))


def _lines(path: Path, rows: list[list[str]], at: int) -> Iterator[Entry]:
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = dict(zip(rows[at], row, strict=False))
        if plain(cells.get("落实情况", "")):
            yield Entry(
                cells.get("任务编号", ""),
                cells.get("单位编号", ""),
                cells["落实情况"],
                cells.get("链接", ""),
                cells.get("说明", ""),
                f"{path}：{FILL_SHEET} 第{number}行",
            )
