"""The registers as sheets of a workbook: which columns there are, and what stands in the cells of an entry."""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core._cells import Cell, written
from core._register import ROWS, implied
from core.catalogue import FOLDER
from core.types import Account, RegisteredColumn, Site, Unit

Entry = Unit | Site | RegisteredColumn | Account


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the field it holds, and how that is written there."""

    field: str
    heading: str
    kind: str
    width: int
    note: str
    #: By value, what may be written for it; the first is what we write.
    words: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    offers: tuple[str, ...] = ()
    refers: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A register's sheet."""

    register: str
    title: str
    columns: tuple[Column, ...]

    def heading(self, field: str) -> str:
        return next(column.heading for column in self.columns if column.field == field)

    def cells(self, entry: Entry, kinds: Mapping[str, str]) -> tuple[Cell, ...]:
        """What stands in the row of an entry; `kinds` are the kinds of the units by key. What a site need not say is left out."""
        unsaid = implied(entry, kinds) if isinstance(entry, Site) else {}
        values = ((column, getattr(entry, column.field)) for column in self.columns)
        return tuple(None if unsaid.get(column.field) == value else written(column, value) for column, value in values)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """`catalogue/registers.toml`."""
    return tomllib.loads((FOLDER / "registers.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def sheets() -> tuple[Sheet, ...]:
    """The sheets in their order."""
    return tuple(
        Sheet(row["register"], row["title"], tuple(_column(row["register"], one) for one in row["columns"]))
        for row in words()["sheet"]
    )


def _column(register: str, row: Mapping[str, Any]) -> Column:
    lists = {
        "words": {value: tuple(words) for value, words in row.get("words", {}).items()},
        "offers": tuple(row.get("offers", ())),
    }
    required = ROWS[register].model_fields[row["field"]].is_required()
    return Column(**{**row, **lists, "required": required})
