"""What the bureau's own letter says: what is to be done, unit by unit, what is near a veto, what did not arrive, words for the chat."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.catalogue import Catalogue
from ledger.morning import Margin, Morning, Trouble
from ledger.states import State
from reports import _facts as facts
from reports._letter import Place, place_of, short
from reports.digest import clean

if TYPE_CHECKING:
    from ledger.desk import CaseRow
    from ledger.outbox import Paper

_LINES = 20


@dataclass(frozen=True, slots=True)
class Todo:
    """Cases whose last word waits for somebody: `fresh` since the last letter. `places` only where a person decides."""

    part: str
    todo: str
    count: int
    fresh: int
    places: tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    found: int
    open: int
    claimed: int
    late: int
    chat: str


@dataclass(frozen=True, slots=True)
class View:
    """The bureau's letter."""

    name: str
    day: str
    subject: str
    headline: str
    todos: tuple[Todo, ...]
    units: tuple[Unit, ...]
    margins: tuple[Margin, ...]
    late: tuple[tuple[str, Place], ...]
    late_more: str
    troubles: tuple[Trouble, ...]
    unreachable: Mapping[str, int]


def view(paper: "Paper", catalogue: Catalogue) -> View:
    """The letter's facts in the catalogue's words."""
    morning, words = paper.morning, catalogue.words["letters"]
    assert morning is not None
    bureau = words["bureau"]
    held = {number for kind in bureau["decides"] for number in morning.waiting.get(kind, ())}
    counts = _counts(morning, held)
    told = [form.format(count=counts[name]) for name, form in bureau["counts"].items() if counts[name]]
    said, day = "，".join(told) or bureau["quiet"], paper.at.date()
    return View(
        name=bureau["name"],
        day=facts.chinese(day),
        subject=bureau["subject"].format(day=f"{day.month}月{day.day}日", counts=said),
        headline=said,
        todos=tuple(_todos(morning, paper.parts, words, catalogue)),
        units=tuple(_units(morning.rows, held, catalogue, paper.at)),
        margins=tuple(Margin(clean(one.site), clean(one.title), clean(one.text), one.early) for one in morning.margins),
        late=_placed(_late(morning.rows, held), catalogue),
        late_more=bureau["late_more"].format(count=counts["late"] - _LINES) if counts["late"] > _LINES else "",
        troubles=morning.troubles,
        unreachable=morning.unreachable,
    )


def chat(rows: "Sequence[CaseRow]", catalogue: Catalogue, at: datetime) -> str:
    """What to write to one unit in the work chat: its open cases in at most so many characters."""
    words = catalogue.words["letters"]
    said, late = words["chat"], len(_late(rows))
    limits = sorted(row.due for row in rows if row.due and row.due > at)
    kinds = list(facts.by_kind(rows, catalogue, words["words"]))
    for shown in range(len(kinds), 0, -1):
        text: str = said["text"].format(
            unit=facts.said(rows[0].unit_name),
            counts=facts.count(rows),
            late=said["late"].format(count=late) if late else "",
            due=said["due"].format(due=short(limits[0])) if limits else "",
            kinds="、".join(kinds[:shown]) + ("等" if shown < len(kinds) else ""),
        )
        if len(text) <= said["longest"]:
            return text
    return text[: said["longest"] - 1] + "…"


def _counts(morning: Morning, held: Collection[str]) -> dict[str, int]:
    return {
        "found": sum(row.state is State.FOUND for row in morning.rows),
        "decide": len(held),
        "claimed": sum(row.state is State.CLAIMED for row in morning.rows),
        "late": len(_late(morning.rows, held)),
        "troubles": len(morning.troubles) + len(morning.unreachable),
    }


def _late(rows: "Sequence[CaseRow]", held: Collection[str] = ()) -> "list[CaseRow]":
    """What is overdue while it is the unit's turn; not what is `held` because the bureau has to decide."""
    return sorted(
        (row for row in facts.late(rows) if row.number not in held), key=lambda row: (-row.overdue_days, row.number)
    )


def _todos(
    morning: Morning, news: "Mapping[str, Sequence[CaseRow]]", words: Mapping[str, Any], catalogue: Catalogue
) -> "Sequence[Todo]":
    rows = {row.number: row for row in morning.rows}
    return [
        Todo(
            part=row["part"],
            todo=row["todo"],
            count=len(numbers),
            fresh=len({case.number for case in news.get(kind, ())} & {*numbers}),
            places=_placed([rows[number] for number in numbers], catalogue, row["part"])
            if kind in words["bureau"]["decides"]
            else (),
        )
        for kind, row in words["morning"].items()
        if (numbers := morning.waiting.get(kind, ()))
    ]


def _placed(rows: "Sequence[CaseRow]", catalogue: Catalogue, part: str = "") -> tuple[tuple[str, Place], ...]:
    """The first so many, each with its unit."""
    return tuple((facts.said(row.unit_name), place_of(row, catalogue, part)) for row in rows[:_LINES])


def _units(rows: "Sequence[CaseRow]", held: Collection[str], catalogue: Catalogue, at: datetime) -> "Sequence[Unit]":
    by_unit: dict[str, list[CaseRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    made = []
    for found in by_unit.values():
        opened = [row for row in found if row.state is State.OPEN]
        waiting = {state: sum(row.state is state for row in found) for state in (State.FOUND, State.CLAIMED)}
        due = [row for row in opened if row.number not in held]
        words = chat(due, catalogue, at) if due else ""
        name, late = facts.said(found[0].unit_name), len(_late(due))
        made.append(Unit(name, waiting[State.FOUND], len(opened), waiting[State.CLAIMED], late, words))
    return sorted(made, key=lambda unit: (-unit.late, -unit.open, unit.name))
