"""What a letter to a unit says, ready for its templates: counted, sorted, every text from outside made harmless."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalogue import Catalogue
from core.types import Level
from ledger.states import State
from reports import _facts as facts
from reports.digest import clean, href, rule_of

if TYPE_CHECKING:
    from ledger.desk import CaseRow
    from ledger.outbox import Paper

#: Kinds of colour that a level has; inline, for mail programs read no style sheet.
COLOURS: Mapping[str, str] = {
    Level.VETO: "#b42318",
    Level.DEDUCTION: "#b54708",
    Level.REQUIREMENT: "#1a4f8b",
    Level.ADVICE: "#475467",
}
#: Cases that the unit has still to do with.
LIVING = (State.OPEN, State.CLAIMED)
_RANK = {level: rank for rank, level in enumerate(Level)}
_WORST = 3
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Place:
    """One case, as a line. `live` is its address where a reader may follow it."""

    number: str
    level: str
    title: str
    text: str
    where: str
    url: str
    live: str
    due: str
    late: int
    fix: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page looked like; `cid` is its name within the letter."""

    title: str
    caption: str
    cid: str
    file: Path


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: why it is one, and how to mend it."""

    name: str
    count: int
    basis: str
    fails: str
    fix: str


@dataclass(frozen=True, slots=True)
class View:
    """A letter to a unit."""

    name: str
    unit: str
    day: str
    subject: str
    headline: str
    lead: str
    note: str
    link: str
    link_until: str
    levels: Mapping[str, int]
    worst: tuple[Place, ...]
    parts: Mapping[str, tuple[Place, ...]]
    more: str
    kinds: tuple[Kind, ...]
    pictures: tuple[Picture, ...] = ()


def view(paper: "Paper", catalogue: Catalogue) -> View:
    """The letter's facts in the catalogue's words."""
    words = catalogue.words["letters"]
    said, row = _said(paper, words), words["letter"][paper.kind]
    if len(paper.parts) == 1:
        row = row | row.get("only", {}).get(next(iter(paper.parts)), {})
    living = _open_first(one for one in paper.rows if one.state in LIVING)
    more = len(paper.rows) - words["rows"]
    until = paper.at + timedelta(days=words["link_days"])
    unit = facts.said(paper.unit_name)
    return View(
        name=row["name"],
        unit=unit,
        day=facts.chinese(paper.at.date()),
        subject=f"【{row['name']}】{unit}：{row['subject'].format(**said)}",
        headline=row["headline"].format(**said),
        lead=row["lead"].format(**said),
        note=_note(paper, words["words"]),
        link=paper.link,
        link_until=words["words"]["link_until"].format(unit=unit, until=facts.chinese(until.date())),
        levels=_levels(living),
        worst=tuple(place_of(one, catalogue) for one in _worst(living)),
        parts=_cut(paper.parts, words["rows"], catalogue),
        more=words["words"]["more_rows"].format(count=more) if more > 0 else "",
        kinds=tuple(_kinds(living, catalogue)),
        pictures=tuple(_pictures(living, words)),
    )


def _pictures(rows: "Iterable[CaseRow]", words: Mapping[str, Any]) -> Iterable[Picture]:
    """Of the first cases that have one, small enough for a letter."""
    caption, most = words["words"]["picture"], words["picture_bytes"]
    shown = ((row, row.picture) for row in rows if row.picture and row.picture.small.stat().st_size <= most)
    for number, (row, picture) in enumerate(islice(shown, words["pictures"]), 1):
        told = caption.format(number=row.number, at=f"{picture.at:%Y-%m-%d %H:%M}")
        yield Picture(clean(row.title)[:_LONGEST], told, f"picture{number}", picture.small)


def short(due: datetime) -> str:
    """11月30日17:00."""
    return f"{due.month}月{due.day}日{due:%H:%M}"


def _note(paper: "Paper", said: Mapping[str, str]) -> str:
    """Where the letter does not go to whom it is meant for, what its reader has to do."""
    who = paper.recipients
    if who.to and not who.instead_of:
        return ""
    return said["instead" if who.to else "unaddressed"].format(unit=facts.said(paper.unit_name), role=who.instead_of)


def _said(paper: "Paper", words: Mapping[str, Any]) -> dict[str, object]:
    """The places in the sentences of `letters.toml`."""
    rows, said = paper.rows, words["words"]
    limits = sorted({row.due for row in rows if row.due and row.due > paper.at and row.state is State.OPEN})
    one, first = len(limits) == 1, min(row.number for row in rows)
    limit = said["until" if one else "earliest"] if limits else said["no_limit"]
    by = said["by" if one else "by_each"] if limits else said["by_none"]
    day = paper.at.date()
    return {
        "you": words["you"],
        "unit": facts.said(paper.unit_name),
        "count": facts.count(rows),
        "limit": limit.format(first=short(limits[0])) if limits else limit,
        "deadline": by.format(first=facts.moment(limits[0], day)) if limits else by,
        "number": first if len(rows) == 1 else said["more"].format(number=first),
        "late": max(row.overdue_days for row in rows),
        "parts": "，".join(
            said["part"].format(part=part.partition("，")[0], count=len(cases)) for part, cases in paper.parts.items()
        ),
    }


def _open_first(rows: "Iterable[CaseRow]") -> "list[CaseRow]":
    """What the unit must mend before what is done, the worst and longest overdue first."""
    return sorted(rows, key=lambda row: (row.state is not State.OPEN, _RANK[Level(row.level)], -row.overdue_days))


def _worst(rows: "Sequence[CaseRow]") -> "list[CaseRow]":
    """The three to begin with, of as many kinds as there are; `rows` are in their order."""
    first = {row.check: row for row in reversed(rows)}
    return sorted(rows, key=lambda row: first[row.check] is not row)[:_WORST]


def _levels(rows: "Sequence[CaseRow]") -> dict[str, int]:
    counted = Counter(row.level for row in rows)
    return {level: counted[level] for level in Level if counted[level]}


def _cut(parts: "Mapping[str, Sequence[CaseRow]]", most: int, catalogue: Catalogue) -> dict[str, tuple[Place, ...]]:
    """The first `most` places over all headings."""
    found: dict[str, tuple[Place, ...]] = {}
    for part, rows in parts.items():
        shown = _open_first(rows)[: max(0, most - sum(map(len, found.values())))]
        found[f"{part}（{len(rows)} 处）"] = tuple(place_of(row, catalogue, part) for row in shown)
    return found


def place_of(row: "CaseRow", catalogue: Catalogue, part: str = "") -> Place:
    """What is settled bears neither a limit nor the words of what was wrong; under a heading, why it stands there."""
    living = row.state in LIVING or row.state is State.FOUND
    return Place(
        number=row.number,
        level=row.level,
        title=clean(row.title)[:_LONGEST],
        text="　".join(clean(words)[:_LONGEST] for words in (row.text, row.checked_words) if words) if living else "",
        where=clean(row.place) if " > " in row.place else clean(row.site_name),
        url=clean(row.url),
        live=href(clean(row.url)),
        due=f"{row.due:%m-%d %H:%M}" if row.due and living else "",
        late=row.overdue_days if row.state is State.OPEN else 0,
        fix=rule_of(row.check, catalogue).fix,
        reason=facts.reason(row, part, catalogue)[:_LONGEST] if part else "",
    )


def _kinds(rows: "Sequence[CaseRow]", catalogue: Catalogue) -> Iterable[Kind]:
    for name, found in facts.by_kind(rows, catalogue, catalogue.words["letters"]["words"]).items():
        rule = rule_of(found[0].check, catalogue)
        if rule.basis:
            yield Kind(name, len(found), rule.basis, rule.fails, rule.fix)
