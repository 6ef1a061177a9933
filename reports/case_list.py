"""问题清单: the cases of one letter as a workbook, with what to do about each."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.catalogue import Catalogue
from core.types import Level
from reports._facts import reason
from reports._sheet import Book, Column
from reports.digest import MARKS, rule_of

if TYPE_CHECKING:
    from ledger.desk import CaseRow

_TITLE = "政府网站与政务新媒体问题清单"
#: Each column with what stands in it: the case, the heading under which it stands, the catalogue.
_LINES: "Sequence[tuple[Column, Callable[[CaseRow, str, Catalogue], object]]]" = (
    (Column("问题编号", 17), lambda row, part, rules: row.number),
    (Column("办理事项", 14), lambda row, part, rules: part),
    (Column("办理说明", 24), reason),
    (Column("网站/账号", 16), lambda row, part, rules: row.site_name),
    (Column("栏目路径", 18), lambda row, part, rules: row.place if " > " in row.place else ""),
    (Column("问题类型", 12), lambda row, part, rules: rule_of(row.check, rules).name),
    (Column("严重程度", 8, "mark"), lambda row, part, rules: MARKS[Level(row.level)][1]),
    (Column("依据", 24), lambda row, part, rules: rule_of(row.check, rules).basis or row.document),
    (Column("问题描述", 36), lambda row, part, rules: f"{row.title}。{row.text}"),
    (Column("页面", 28), lambda row, part, rules: row.url),
    (Column("整改建议", 28), lambda row, part, rules: rule_of(row.check, rules).fix),
    (Column("整改时限", 16, "time"), lambda row, part, rules: f"{row.due:%Y-%m-%d %H:%M}" if row.due else ""),
)


def write(parts: "Mapping[str, Sequence[CaseRow]]", catalogue: Catalogue, lead: str, path: Path) -> None:
    """Write the cases by their headings to `path`. Raises `BadInput` where the file cannot be written."""
    with Book(path) as book:
        sheet = book.sheet("问题清单", _TITLE, lead, [column for column, _ in _LINES])
        for part, rows in parts.items():
            for row in rows:
                sheet.row([value(row, part, catalogue) for _, value in _LINES], link=row.url)
        sheet.filtered()
