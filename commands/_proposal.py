"""The column register as a crawl suggests it: what stands in the register stays, what was found beside it is added.

Nothing here accuses: a new column is proposed as one that need not be kept up to date, until people say otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from checks import _columns
from core import shelf
from core.catalogue import Catalogue
from core.config import Config
from core.errors import BadInput
from core.inventory import Inventory
from core.snapshot import Snapshot
from core.types import RegisteredColumn, Site
from reports.registers import Remark


@dataclass(frozen=True, slots=True)
class Proposal:
    """All registers with the proposed columns, and what is to be said of columns that are new or were not read."""

    inventory: Inventory
    remarks: Mapping[RegisteredColumn, Remark]
    incomplete_because: Sequence[str]
    taken_at: str


def site_of(target: str, register: Inventory) -> Site:
    """The registered site that is meant. Raises `BadInput`."""
    found = register.find(target if ":" in target else f"site:{target}")
    if len(found) != 1 or not found[0].registered:
        raise BadInput(f"{target}：应为登记表里一个网站的编号")
    return found[0]


def latest(site: Site, config: Config) -> Path:
    """The snapshot of the site's last audit that came to its end. Raises `BadInput` where there is none."""
    path = shelf.last(shelf.folder_of(site, config))
    if path is None:
        raise BadInput(f"{site.key}：还没有抓取过，请先运行 bihuan audit site:{site.key}")
    return path


def propose(path: Path, site: Site, register: Inventory, rules: Catalogue) -> Proposal:
    """The registers, with the columns behind them that the snapshot shows and nobody registered."""
    own = tuple(entry for entry in register.columns if entry.site == site.key)
    with _Today(path, own) as snapshot:
        words = _Words(snapshot, register, rules)
        columns = list(_columns.read(snapshot, rules))
        read = {column.entry for column in columns}
        lost = {entry: words.lost(entry) for entry in own if entry not in read and not entry.jumps}
        new = dict(_added(words, [column for column in columns if not column.entry], {entry.path for entry in own}))
        return Proposal(
            replace(register, columns=(*register.columns, *new)),
            {**lost, **new},
            snapshot.incomplete_because,
            snapshot.taken_at,
        )


class _Today(Snapshot):
    """The snapshot with the columns that are registered today, not those of its own day."""

    def __init__(self, path: Path, register: tuple[RegisteredColumn, ...]) -> None:
        super().__init__(path)
        self._registered = register

    @cached_property
    def register(self) -> tuple[RegisteredColumn, ...]:
        return self._registered


def _added(
    words: "_Words", columns: Sequence[_columns.Column], taken: set[str]
) -> Iterator[tuple[RegisteredColumn, Remark]]:
    """A row a column that answers; no two rows of a site may have the same path."""
    paths = set(taken)
    for column in sorted(columns, key=lambda one: one.page.path):
        if words.snapshot.gone(column.page.url) is not False or not (column.page.path[1:] or column.page.title):
            continue
        path = "/".join(column.page.path[1:]) or column.page.title
        number = next(n for n in range(1, len(columns) + 2) if _numbered(path, n) not in paths)
        paths.add(_numbered(path, number))
        yield words.row(column, _numbered(path, number)), words.remark(column, number > 1)


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}（{number}）"


class _Words:
    """Rows and remarks of one snapshot, in the catalogue's words."""

    def __init__(self, snapshot: Snapshot, register: Inventory, rules: Catalogue) -> None:
        self.snapshot = snapshot
        self.register = register
        self.rules = rules
        self.limits: Mapping[str, Any] = rules.words["registers"]["proposal"]
        self.says: Mapping[str, str] = self.limits["says"]

    def row(self, column: _columns.Column, path: str) -> RegisteredColumn:
        site = self.register.owner(column.page.url) or self.snapshot.site
        return RegisteredColumn(
            site=self.snapshot.site.key,
            path=path,
            url=column.page.url,
            type=self._type(column),
            unit=site.unit,
            period=self._ruled(column) or (None if self._static(column) else self._rhythm(column)[0]),
            jumps=column.type == "jumps",
        )

    def remark(self, column: _columns.Column, numbered: bool) -> Remark:
        """How the row came about, and what is left to people."""
        path = [self.says["new"].format(entries=self._entries(column))]
        path += [self.says["no-path"]] if len(column.page.path) < 2 else []
        path += [self.says["same-path"]] if numbered else []
        kind = self._type(column)
        days, gap, number = self._rhythm(column)
        if self._static(column):
            period, updates = "period-static", "updates-no"
        elif self._ruled(column):
            period, updates = "period-type", "updates-yes"
        else:
            period, updates = "period-rhythm" if days else "period-unknown", "updates-rhythm"
        facts = {"type": kind, "gap": gap, "number": number}
        notes = {"period": self.says[period].format(**facts), "updates": self.says[updates].format(**facts)}
        return Remark("new", {"path": "".join(path), **notes})

    def lost(self, entry: RegisteredColumn) -> Remark:
        """Why a registered column may not be among those that were read."""
        reading = self.snapshot.ends(entry.url) if entry.url else None
        if reading and self.snapshot.gone(entry.url):
            said = self.says["gone"].format(outcome=self.rules.outcome(reading.outcome, reading.status))
        else:
            said = self.says["unread" if entry.url else "unplaced"]
        return Remark("missing", {"path": said})

    def _type(self, column: _columns.Column) -> str:
        return str(self.rules.column_types[column.type]["title"]) if column.type else ""

    def _static(self, column: _columns.Column) -> bool:
        """Of a type that knows no period: what stands there changes only when the thing itself does, or is elsewhere."""
        return bool(column.type) and not {"days", "months"} & set(self.rules.column_types[column.type])

    def _ruled(self, column: _columns.Column) -> int | None:
        """The days that the column's type allows, never fewer than the rule says."""
        within = _columns.period(column, self.rules)
        return within.get("days") or (within["months"] * self.limits["month"] if within else None)

    def _rhythm(self, column: _columns.Column) -> tuple[int | None, int, int]:
        """(a period that the column keeps to by habit, the usual gap in days, entries that tell it)."""
        days = self._days(column)[-self.limits["latest"] :]
        if len(days) < self.limits["dated"]:
            return None, 0, len(days)
        gap = round(median((after - before).days for before, after in pairwise(days)))
        enough = (one for one in self.limits["periods"] if one >= self.limits["times"] * gap)
        return next(enough, None), gap, len(days)

    def _days(self, column: _columns.Column) -> list[date]:
        """The different days on which entries came, in their order."""
        found = (_columns.published(self.snapshot, row) for row in self.snapshot.rows(column.page.url))
        return sorted({day for day in found if day and day <= self.snapshot.as_of})

    def _entries(self, column: _columns.Column) -> str:
        number, days = len(self.snapshot.rows(column.page.url)), self._days(column)
        say = "entries" if days else "entries-undated" if number else "no-entries"
        return self.says[say].format(number=number, newest=days[-1] if days else "")
