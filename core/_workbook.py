"""The cells of an .xlsx file, read by a child with little memory and time: what a hostile file ends is only the child."""

import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from core._cells import Cell
from core._toml import content
from core.errors import BadInput

_ROOT = Path(__file__).resolve().parent.parent
_MEGABYTE = 1 << 20
#: Of the file, of the child, of what it tells; seconds of the child.
_FILE, _MEMORY, _TOLD, _SECONDS = 20 * _MEGABYTE, 1024 * _MEGABYTE, 50 * _MEGABYTE, 20


def read(path: Path) -> dict[str, list[list[Cell]]]:
    """By sheet the rows from the first on, each up to its last cell. Raises `BadInput`, one line."""
    raw = content(path, _FILE + 1)
    if len(raw) > _FILE:
        raise BadInput(f"{path}：文件过大，登记表不应超过 {_FILE // _MEGABYTE} MB")
    if not zipfile.is_zipfile(BytesIO(raw)):
        raise BadInput(f"{path}：不是 .xlsx 文件，或加了密码；请用 WPS 或 Excel 另存为不加密的 .xlsx")
    try:
        command = [sys.executable, "-m", "core._workbook"]
        told = subprocess.run(command, input=raw, capture_output=True, cwd=_ROOT, timeout=_SECONDS * 2, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise BadInput(f"{path}：不是有效的 .xlsx 文件，或内容过多，读不出来") from None
    found: dict[str, list[list[Cell]]] = json.loads(told.stdout)
    return found


def main() -> None:
    """The child: a workbook comes in, its cells go out."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    cells = {name: _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names}
    text = json.dumps(cells, ensure_ascii=False, default=str)
    if len(text) > _TOLD:
        sys.exit(1)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _rows(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    shortened = [_up_to_last(row) for row in rows]
    while shortened and not shortened[-1]:
        shortened.pop()
    return shortened


def _up_to_last(row: Sequence[object]) -> Sequence[object]:
    filled = (number for number in range(len(row), 0, -1) if row[number - 1] not in ("", None))
    return row[: next(filled, 0)]


if __name__ == "__main__":
    main()
