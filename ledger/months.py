"""封账: what happened in a month and how it stood at its end, counted from dated events, unit by unit, and frozen.

A false report (误报核减) is taken out of every month, and what happened before a 转办 is not held against the unit that has
the case now: where that was found out after the closing, the frozen numbers stay and the difference is told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import MappingProxyType

from django.db import transaction

from core.clock import CHINA
from ledger import desk, numbers
from ledger.models import Case, Event, Month, Unit
from ledger.states import Happened, State

#: The numbers of a month, as they are stored and as people call them.
NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "found": "发现",
        "assigned": "交办",
        "fixed": "销号",
        "reopened": "反复",
        "due": "到期应销号",
        "kept": "其中按期销号",
        "waiting": "月末待核实",
        "open": "月末未销号",
        "overdue": "月末逾期",
        "waived": "月末豁免",
    }
)
WHOLE = "合计"


@dataclass(frozen=True, slots=True)
class Period:
    """An accounting month, from the end of the one before up to its own end, which no longer belongs to it."""

    month: str
    since: datetime
    until: datetime

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of a closed month that would be counted otherwise now: by their key (then, now)."""

    unit: str
    name: str
    numbers: Mapping[str, tuple[int, int]]


def period(year: int, month: int, last_day: int) -> Period:
    """The accounting month that ends with `last_day`, or with the end of the calendar month where that is shorter."""
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return Period(f"{year}-{month:02}", _end(*before, last_day), _end(year, month, last_day))


def close(at: datetime, last_day: int) -> list[Month]:
    """Freeze every month that is over and not yet closed, from the first in which anything happened; the rows of the wholes."""
    with transaction.atomic():
        numbers.hold("months")
        closed = set(Month.objects.filter(unit="").values_list("month", flat=True))
        return [_freeze(one, at) for one in _over(at, last_day) if one.month not in closed]


def frozen(month: str = "") -> list[Month]:
    """The rows of one closed month, or of all; the whole comes last in each."""
    rows = Month.objects.filter(month=month) if month else Month.objects.all()
    return sorted(rows, key=lambda row: (row.month, row.unit == "", row.pk))


def differences(month: str) -> list[Difference]:
    """What a closed month would say if it were counted now, by what is known now."""
    rows = {row.unit: row for row in frozen(month)}
    if not rows:
        return []
    whole = rows[""]
    counted = _count(Period(month, whole.since, whole.until))
    names = _names()
    found = []
    for unit in dict.fromkeys((*(key for key in rows if key), *(key for key in counted if key), "")):
        then, now = rows[unit].numbers if unit in rows else {}, counted.get(unit, {})
        changed = {key: (then.get(key, 0), now.get(key, 0)) for key in NUMBERS if then.get(key, 0) != now.get(key, 0)}
        if changed:
            found.append(Difference(unit, names.get(unit, unit), changed))
    return found


def rate(said: Mapping[str, int]) -> str:
    """按期整改率 = 按期销号 ÷ 到期应销号."""
    return f"{said['kept'] / said['due']:.1%}" if said.get("due") else "—"


def told(said: Mapping[str, int]) -> str:
    """The numbers in one line, what is nought left out."""
    words = [f"{name} {said[key]}" for key, name in NUMBERS.items() if said.get(key)]
    return "，".join([*words, f"按期整改率 {rate(said)}"] if words else ["台账无问题"])


def _end(year: int, month: int, last_day: int) -> datetime:
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=CHINA)
    last = (following - timedelta(days=1)).day
    day = datetime(year, month, min(last_day, last), tzinfo=CHINA)
    return datetime.combine(day.date(), time.min, CHINA) + timedelta(days=1)


def _over(at: datetime, last_day: int) -> Iterator[Period]:
    first = Event.objects.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return
    day = first.astimezone(CHINA)
    year, month = day.year, day.month
    while (one := period(year, month, last_day)).until <= at:
        if one.until > first:
            yield one
        year, month = year + month // 12, month % 12 + 1


def _freeze(one: Period, at: datetime) -> Month:
    names = _names()
    rows = [
        Month(
            month=one.month,
            unit=unit,
            name=names.get(unit, unit),
            since=one.since,
            until=one.until,
            closed_at=at,
            numbers=said,
        )
        for unit, said in _count(one).items()
    ]
    return next(row for row in Month.objects.bulk_create(rows) if not row.unit)


def _names() -> dict[str, str]:
    return {**dict(Unit.objects.values_list("key", "name")), "": WHOLE}


def _count(one: Period) -> dict[str, dict[str, int]]:
    """By unit, in the order of their keys, and the whole."""
    counted: dict[str, Counter[str]] = {}
    whole = Counter(dict.fromkeys(NUMBERS, 0))
    for unit, life in _lives(one.until):
        marks = life.marks(one)
        counted.setdefault(unit, Counter(dict.fromkeys(NUMBERS, 0))).update(marks)
        whole.update(marks)
    return {unit: dict(said) for unit, said in (*sorted(counted.items()), ("", whole))}


def _lives(until: datetime) -> Iterator[tuple[str, "_Life"]]:
    """Every case that was no false report and was seen before `until`, with the unit that has it now."""
    cases = dict(Case.objects.exclude(state=State.DISMISSED).values_list("pk", "unit"))
    told = Event.objects.exclude(kind__in=(Happened.PERSISTS, Happened.RELEASED)).order_by("id")
    lives: dict[int, _Life] = {}
    for event in told.iterator(2000):
        if event.case_id in cases:
            lives.setdefault(event.case_id, _Life()).add(event, until)
    for pk, life in lives.items():
        if life.state is not State.NONE:
            yield cases[pk], life


@dataclass(slots=True)
class _Life:
    """A case up to the end of a month; `own` are the events since it came to the unit that has it now."""

    found_at: datetime | None = None
    state: State = State.NONE
    own: list[Event] = field(default_factory=list)

    def add(self, event: Event, until: datetime) -> None:
        if event.kind == Happened.TRANSFERRED:
            self.own = []
        if event.at >= until:
            return
        self.found_at = self.found_at or event.at
        self.state = State(event.after)
        self.own.append(event)

    def marks(self, one: Period) -> dict[str, bool]:
        kinds = {event.kind for event in self.own if one.holds(event.at) and event.after == State.OPEN}
        fixed_at = self._fixed_at()
        settled, kept = self._settled(fixed_at)
        due = self._due()
        return {
            "found": one.holds(self.found_at),
            "assigned": not kinds.isdisjoint({Happened.ASSIGNED, Happened.TRANSFERRED}),
            "fixed": one.holds(fixed_at),
            "reopened": Happened.REOPENED in kinds,
            "due": one.holds(settled),
            "kept": one.holds(settled) and kept,
            "waiting": self.state is State.FOUND,
            "open": self.state in (State.OPEN, State.CLAIMED),
            "overdue": self.state is State.OPEN and due is not None and due < one.until,
            "waived": self.state is State.WAIVED,
        }

    def _settled(self, fixed_at: datetime | None) -> tuple[datetime | None, bool]:
        """When it counts as due, and whether it was mended in time. What was claimed in time counts once it is judged."""
        due, claimed_at = self._due(), desk.claimed_at(self.own)
        if due is None or self.state not in (State.OPEN, State.CLAIMED, State.FIXED):
            return None, False
        if fixed_at:
            return (fixed_at, True) if (claimed_at or fixed_at) <= due else (due, False)
        if claimed_at and claimed_at <= due:
            return None, False
        back = [event.at for event in self.own if event.kind in (Happened.REFUSED, Happened.REJECTED)]
        return max([due, *back[-1:]]), False

    def _fixed_at(self) -> datetime | None:
        if self.state is not State.FIXED:
            return None
        return next((event.at for event in reversed(self.own) if event.before != event.after == State.FIXED), None)

    def _due(self) -> datetime | None:
        said = next((event.facts["due"] for event in reversed(self.own) if event.facts.get("due")), "")
        return datetime.fromisoformat(said) if said else None
