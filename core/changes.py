"""What a new register changes, register by register, in Chinese."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from core import names
from core.inventory import Inventory
from core.sheets import Entry, Sheet, sheets
from core.types import RegisteredColumn

#: Of each kind of change so many are named.
_NAMED = 10


def changes(before: Inventory, after: Inventory) -> Iterator[str]:
    """A line a register with its counts, below it what was added, altered and removed."""
    for sheet in sheets():
        old, new = (_entries(one, sheet) for one in (before, after))
        added = [_called(entry) for key, entry in new.items() if key not in old]
        altered = [
            f"{_called(entry)}（{names.listed(_altered(sheet, old[key], entry))}）"
            for key, entry in new.items()
            if key in old and old[key] != entry
        ]
        removed = [_called(entry) for key, entry in old.items() if key not in new]
        told = [(word, ones) for word, ones in (("新增", added), ("修改", altered), ("移除", removed)) if ones]
        counts = "，".join(f"{word} {len(ones)}" for word, ones in told) or "没有变化"
        yield f"{sheet.title} {len(new)} 条：{counts}"
        yield from (f"  {word}：{_shortened(ones)}" for word, ones in told)


def _entries(inventory: Inventory, sheet: Sheet) -> Mapping[object, Entry]:
    found: Sequence[Entry] = getattr(inventory, f"{sheet.register}s")
    return {_identity(entry): entry for entry in found}


def _identity(entry: Entry) -> object:
    return (entry.site, entry.path) if isinstance(entry, RegisteredColumn) else entry.key


def _called(entry: Entry) -> str:
    return f"{entry.site} {entry.path}" if isinstance(entry, RegisteredColumn) else f"{entry.key} {entry.name}"


def _altered(sheet: Sheet, old: Entry, new: Entry) -> list[str]:
    """The headings of the fields that differ."""
    headings = {column.field: column.heading for column in sheet.columns}
    differ = (one.name for one in fields(new) if getattr(old, one.name) != getattr(new, one.name))
    return [headings[name] for name in differ]


def _shortened(ones: Sequence[str]) -> str:
    more = f" 等 {len(ones)} 条" if len(ones) > _NAMED else ""
    return "；".join(ones[:_NAMED]) + more
