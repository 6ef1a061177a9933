"""Standards as data: what a regulation or a plan asks for, a row an item, and whom each row binds.

A file of `catalogue/standards/`, or one of the bureau's own, is a table `[standard]` and an array of tables `[[item]]`; the
rows are `core._standard`. `bound` says whether a row binds a unit; where a row does not say it, nobody is accused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core._standard import CONCERNED, TOWNS, HeadRow, ItemRow, checked
from core._toml import read
from core.names import plain
from core.types import Level, Unit

__all__ = ["CONCERNED", "TOWNS", "Bound", "Item", "Standard", "Watch", "bound", "is_named", "load"]


class Bound(StrEnum):
    """Whether a row binds a unit. Unsaid: the row is not plain about it, and nor is the register."""

    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Watch:
    """A check that sees what a row asks for. `check` is "*" where all of them do; `limits` say with what it looks."""

    check: str
    limits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a standard. `names` are what sites call its column, none where it asks for no column.

    `binds` are kinds of unit: those for which its absence is a fault, or, where `units` names units, the kinds among them
    that it fits.
    """

    key: str
    title: str
    names: tuple[str, ...]
    binds: tuple[str, ...]
    clause: str = ""
    #: Other names under which it may stand: it is there, and the finding says under which name.
    aliases: tuple[str, ...] = ()
    #: What must stand in it, each by its name.
    parts: tuple[str, ...] = ()
    #: Units as the annex names them, with "@towns" and "@departments-concerned"; none: all of the kinds.
    units: tuple[str, ...] = ()
    #: The annex names some and adds 等有关部门.
    and_others: bool = False
    #: Who answers for a part, by the part's name.
    lead: Mapping[str, str] = field(default_factory=dict)
    #: The names of the column by unit, where each has its own.
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: "portal": one on the portal counts for everybody.
    where: str = ""
    months: int | None = None
    level: Level | None = None
    #: Working days to mend it, and whether its cases wait for an officer; empty: as the check's rule says.
    days: int | None = None
    assign: str = ""
    #: The day by which the plan wants it done.
    due: date | None = None
    #: First and last day of its life.
    begins: date | None = None
    ends: date | None = None
    confirmed: bool = True
    #: No check can decide it: an officer fills it in.
    manual: bool = False
    watch: tuple[Watch, ...] = ()
    #: Its row in the annex, and the key of the duty of which it is a part.
    row: int = 0
    duty: str = ""

    def in_force(self, day: date) -> bool:
        """True where `day` lies within the row's life, both ends included."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)

    @property
    def every_name(self) -> tuple[str, ...]:
        """All that its column may be called, whichever unit has it."""
        return (*self.names, *self.aliases, *(name for names in self.each.values() for name in names))

    def names_for(self, unit: Unit) -> tuple[str, ...]:
        """What the column of this unit may be called: its own names where the row gives each its own."""
        own = [names for name, names in self.each.items() if is_named(unit, name)]
        return own[0] if own else self.names or tuple(name for names in self.each.values() for name in names)


@dataclass(frozen=True, slots=True)
class Standard:
    key: str
    name: str
    document: str
    items: tuple[Item, ...]
    confirmed: bool = True
    year: int = 0

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)

    def in_force(self, day: date) -> tuple[Item, ...]:
        """The rows that live on this day."""
        return tuple(item for item in self.items if item.in_force(day))


def load(path: Path) -> Standard:
    """The standard in a file. Raises `BadInput`, one line a mistake, that names file, row and what was expected."""
    head, rows = checked(read(path), str(path))
    items = tuple(_item(row, head) for row in rows)
    return Standard(head.key, head.name, head.document, items, head.confirmed, head.year)


def bound(item: Item, unit: Unit) -> Bound:
    """Whether a row binds a unit: by kind, by name, or because the register lists the row among the unit's duties."""
    if unit.kind not in item.binds:
        return Bound.NO if item.units else Bound.UNSAID
    concerned = not {item.key, item.duty}.isdisjoint(key.rpartition("/")[2] for key in unit.duties)
    if not item.units or concerned or any(_names(unit, name) for name in item.units):
        return Bound.YES
    open_ended = item.and_others or CONCERNED in item.units
    return Bound.UNSAID if open_ended and unit.kind in ("department", "institution") else Bound.NO


def is_named(unit: Unit, name: str) -> bool:
    """Whether an annex means this unit by a name: one of its names, the district's left out, or short for one of them."""
    return any(_is_short(_bare(name), _bare(own)) for own in (unit.name, *unit.former))


def _names(unit: Unit, name: str) -> bool:
    return unit.kind in ("town", "subdistrict") if name == TOWNS else is_named(unit, name)


def _bare(name: str) -> str:
    """A unit's name without its district, and 政府 for 人民政府: 云泽区人民政府办公室 is 政府办公室."""
    return re.sub(r"^(?:[^市局委]{2,3})?区(?=.{2})", "", plain(name).replace("人民政府", "政府"))


def _is_short(short: str, long: str) -> bool:
    """`short` is `long` with characters left out inside: 医保局 for 医疗保障局."""
    if not short or short[0] != long[:1] or short[-1] != long[-1:]:
        return False
    characters = iter(long)
    return all(character in characters for character in short)


def _item(row: ItemRow, head: HeadRow) -> Item:
    bears_its_title = row.names is None and not (row.each or row.manual or row.watch)
    return Item(
        key=row.key,
        title=row.title,
        names=(row.title,) if bears_its_title else row.names or (),
        binds=head.binds if row.binds is None else row.binds,
        clause=row.clause,
        aliases=row.aliases,
        parts=row.parts,
        units=row.units,
        and_others=row.and_others,
        lead=MappingProxyType(row.lead),
        each=MappingProxyType(row.each),
        where=row.where,
        months=row.months,
        level=row.level and Level(row.level),
        days=row.days,
        assign=row.assign,
        due=row.due,
        begins=row.begins or head.begins,
        ends=row.ends or head.ends,
        confirmed=row.confirmed and head.confirmed,
        manual=row.manual,
        watch=tuple(Watch(one.check, MappingProxyType(one.limits())) for one in row.watch),
        row=row.row,
        duty=row.duty,
    )
