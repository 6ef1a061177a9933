"""How far the units are with the duties of the plan: annex row × unit, by what the audits saw and what officers filled in.

A cell is green only where everything that watches the duty was judged and passed, or an officer filled it in with proof;
what nobody has seen yet is grey.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from core.catalogue import Catalogue, Item, Standard
from core.clock import CHINA
from core.inventory import Inventory
from core.standards import Bound, bound
from core.types import Unit
from ledger import fulfilment, registers
from ledger._sightings import Sighting, Sightings
from ledger.models import Fulfilment
from ledger.models.duties import FULFILLED


class Colour(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREY = "grey"
    GREEN = "green"


#: What is worse decides.
_WORST = list(Colour)
_FILLED = {"done": Colour.GREEN, "partly": Colour.AMBER, "not": Colour.RED}
#: So many facts are told of a cell.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """How one unit is with one duty. `by` is 系统, 人工 or "" where nobody has said anything; `sure` whether it binds the unit for sure."""

    colour: Colour
    by: str
    text: str
    url: str = ""
    at: datetime | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One duty with its cells by unit; units that it does not bind have none."""

    item: Item
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole table: the plan, the units that its rows bind, a line a duty."""

    plan: Standard
    day: date
    units: Sequence[Unit]
    lines: Sequence[Line]


def board(plan: Standard, rules: Catalogue, day: date, unit: str = "") -> Board:
    """The table as of `day`, of all units or of one. A part of a duty counts with the duty."""
    inventory = registers.load()
    seen, filled = Sightings(rules, plan, datetime.combine(day, time.max, CHINA)), fulfilment.filled(plan)
    alive = plan.in_force(day)
    lines = []
    for item in (one for one in alive if not one.duty):
        parts = [item, *(part for part in alive if part.duty == item.key)]
        cells = {}
        for one in _units(inventory, unit):
            said = bound(item, one)
            if said is not Bound.NO:
                cells[one.key] = _cell(parts, one, said, seen, filled.get((item.key, one.key)))
        lines.append(Line(item, cells))
    units = [one for one in _units(inventory, unit) if any(one.key in line.cells for line in lines)]
    return Board(plan, day, units, lines)


def _units(inventory: Inventory, unit: str) -> Iterator[Unit]:
    return (one for one in inventory.units if unit in ("", one.key))


def _cell(parts: Sequence[Item], unit: Unit, said: Bound, seen: Sightings, entry: Fulfilment | None) -> Cell:
    """What officers filled in decides where no check has anything against it, and stands beside it where one has."""
    sure = said is Bound.YES
    sightings = [one for item in parts for one in seen.of(item, unit)]
    told = (
        _judged(sightings, sure)
        if sightings
        else Cell(Colour.GREY, "", "待人工填报" if parts[0].manual else "尚未检查", sure=sure)
    )
    if entry is None:
        return told
    text = "，".join(filter(None, (FULFILLED[entry.state], entry.note, f"{entry.who}填报")))
    if told.colour in (Colour.RED, Colour.AMBER):
        return replace(told, text=f"{told.text}；人工填报：{text} {entry.url}".rstrip())
    return Cell(_FILLED[entry.state], "人工", text, entry.url, entry.at, True)


def _judged(sightings: Sequence[Sighting], sure: bool) -> Cell:
    """The worst of what was seen. Where nobody says that the duty binds the unit, nothing is held against it."""
    colours = [Colour(one.colour) for one in sightings]
    worst = min(colours, key=_WORST.index)
    if not sure and worst in (Colour.RED, Colour.AMBER):
        worst = Colour.GREY
    facts = [one for one, colour in zip(sightings, colours, strict=True) if colour is worst] or list(sightings)
    texts = list(dict.fromkeys(one.text for one in facts))
    more = f"等 {len(texts)} 项" if len(texts) > _TOLD else ""
    prefix = "" if sure or worst is Colour.GREEN else "是否涉及待明确："
    by = "系统" if any(one.at for one in sightings) else ""
    return Cell(worst, by, prefix + "；".join(texts[:_TOLD]) + more, facts[0].url, facts[0].at, sure)
