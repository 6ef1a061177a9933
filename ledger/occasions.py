"""Occasions for letters: what events and dates ask to be told, a digest a unit and day. Only reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from core.catalogue import Catalogue
from core.clock import CHINA
from core.config import Config
from core.workdays import Workdays
from ledger.ladder import REMINDER, Ladder, day_start, due_day
from ledger.models import Case, Event, Letter
from ledger.states import Happened, State

NOTICE, RESULT, MORNING = "notice", "result", "morning"
_ANSWERS = (Happened.SIGNED, Happened.CLAIMED, Happened.PARTLY, Happened.ASKED, Happened.DISPUTED)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What one letter tells: numbers of cases by heading, and the events and dates that ask for it. No unit: the bureau."""

    kind: str
    unit: str
    parts: Mapping[str, tuple[str, ...]]
    events: tuple[int, ...] = ()
    #: (case, step, day of the limit) of what dates ask for.
    dates: tuple[tuple[int, str, date], ...] = ()
    day: date | None = None
    urgent: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(number for numbers in self.parts.values() for number in numbers)


@dataclass(slots=True)
class _Told:
    """What is being put together for one letter."""

    events: list[int] = field(default_factory=list)
    parts: dict[str, list[Case]] = field(default_factory=dict)
    dates: list[tuple[int, str, date]] = field(default_factory=list)
    newest: datetime | None = None

    def add(self, part: str, event: Event, events: Sequence[Event]) -> None:
        """Its case stands under `part`; all its `events` are told with it."""
        self.events += [one.pk for one in events]
        self.parts.setdefault(part, []).append(event.case)
        self.newest = max(self.newest or event.at, event.at)

    def cases(self) -> list[Case]:
        return [case for cases in self.parts.values() for case in cases]


class Occasions:
    """At the moment `at`. `unattended`: a notice waits until nothing was added for some minutes."""

    def __init__(self, catalogue: Catalogue, settings: Config, at: datetime, unattended: bool = False) -> None:
        self.words = catalogue.words["letters"]
        self.at = at
        self._settings, self._unattended = settings, unattended
        self._calendar = Workdays(catalogue.words["workdays"])
        self._ladder = Ladder(self.words["ladder"], self._calendar, at)

    def units(self) -> list[str]:
        """Units of whose cases something may have to be told."""
        told = self._untold().values_list("case__unit", flat=True)
        left = [event.facts["from"] for event in _released()]
        dated = () if self._is_early() else self._ladder.near().values_list("unit", flat=True)
        return sorted({*told, *left, *dated})

    def of(self, unit: str) -> list[Occasion]:
        """The letters that the unit gets now, within the day's limits and the quiet hours; "" asks for the bureau's own."""
        if not unit:
            return self._morning()
        found = self._by_events(unit)
        steps = {} if self._is_early() else self._ladder.steps(unit)
        told = {case.pk for one in found.values() for case in one.cases()}
        left = {step: [case for case in cases if case.pk not in told] for step, cases in steps.items()}
        dated = {step: self._dated(step, cases) for step, cases in left.items() if cases}
        if NOTICE in found and REMINDER in dated:
            found[NOTICE].parts |= dated[REMINDER].parts
            found[NOTICE].dates = dated.pop(REMINDER).dates
        return self._allowed(unit, [self._made(kind, unit, told) for kind, told in (found | dated).items()])

    def _morning(self) -> list[Occasion]:
        """The bureau's own letter, once a working day; none where it is written already, or nobody would get it."""
        today = self.at.astimezone(CHINA).date()
        written = Letter.objects.filter(kind=MORNING, composed_at__gte=day_start(self.at)).exists()
        bureau = self._settings.mail.bureau
        if self._is_early() or written or not bureau or self._quiet() or not self._calendar.is_workday(today):
            return []
        news = Event.objects.filter(letter=None, kind__in=self.words["morning"]).order_by("id")
        numbers: dict[str, dict[str, None]] = {}
        for kind, number in news.values_list("kind", "case__number"):
            numbers.setdefault(kind, {})[number] = None
        parts = {kind: tuple(numbers[kind]) for kind in self.words["morning"] if kind in numbers}
        return [Occasion(MORNING, "", parts, tuple(news.values_list("pk", flat=True)), day=today)]

    def _is_early(self) -> bool:
        """Before the hour from which dates are told."""
        return self.at.astimezone(CHINA).time() < time.fromisoformat(self.words["morning_from"])

    def _quiet(self) -> bool:
        hours = self._settings.mail.quiet_hours
        return hours is not None and hours.contains(self.at.astimezone(CHINA).time())

    def _untold(self) -> QuerySet[Event]:
        """Events that are a unit's to know, and that still say how the case stands."""
        kinds = self.words["events"].keys() - {Happened.RELEASED}
        return Event.objects.filter(letter=None, kind__in=kinds, case__state=F("after"))

    def _by_events(self, unit: str) -> dict[str, _Told]:
        by_case: dict[int, list[Event]] = {}
        for event in self._untold().filter(case__unit=unit).select_related("case").order_by("id"):
            by_case.setdefault(event.case_id, []).append(event)
        known = _known(by_case, unit)
        found: dict[str, _Told] = {}
        for pk, events in by_case.items():
            told = [event for event in events if self._is_notice(event, unit)]
            kind = NOTICE if told else RESULT
            if not told and pk in known:
                told = [event for event in events if self.words["events"][event.kind]["letter"] == RESULT]
            if told:
                row = self.words["events"][told[-1].kind]
                found.setdefault(kind, _Told()).add(row["part"], told[-1], events)
        for event in self._released(unit):
            found.setdefault(RESULT, _Told()).add(self.words["events"][event.kind]["part"], event, [event])
        return found

    def _released(self, unit: str) -> list[Event]:
        """Cases that went to another unit, of which this one knows."""
        events = {event.case_id: event for event in _released().filter(facts__from=unit).select_related("case")}
        known = _known(events, unit)
        return [event for pk, event in events.items() if pk in known and event.case.unit != unit]

    def _is_notice(self, event: Event, unit: str) -> bool:
        row = self.words["events"][event.kind]
        came = event.kind != Happened.MOVED or event.facts.get("to") == unit
        return row["letter"] == NOTICE and event.after == State.OPEN and came

    def _dated(self, step: str, cases: Sequence[Case]) -> _Told:
        dates = [(case.pk, step, due_day(case)) for case in cases]
        return _Told(parts={self.words["ladder"][step]["part"]: list(cases)}, dates=dates)

    def _made(self, kind: str, unit: str, told: _Told) -> Occasion:
        order = [row["part"] for row in self.words["events"].values()]
        ranked = sorted(told.parts, key=lambda part: order.index(part) if part in order else len(order))
        parts = {part: tuple(case.number for case in told.parts[part]) for part in ranked}
        urgent = kind == NOTICE and any(map(self._is_urgent, told.cases()))
        quiet_since = self.at - timedelta(minutes=self.words["settle_minutes"])
        grows = self._unattended and kind == NOTICE and not urgent and (told.newest or quiet_since) > quiet_since
        return Occasion(kind, unit, {} if grows else parts, tuple(told.events), tuple(told.dates), urgent=urgent)

    def _is_urgent(self, case: Case) -> bool:
        if case.due is None or case.assigned_at is None:
            return False
        return case.due - case.assigned_at <= timedelta(hours=self.words["urgent_hours"])

    def _allowed(self, unit: str, made: Sequence[Occasion]) -> list[Occasion]:
        """Without those that still grow, that the unit had already today, or that nobody wants at this hour."""
        today = Letter.objects.filter(unit=unit, urgent=False, composed_at__gte=day_start(self.at))
        written = list(today.values_list("kind", flat=True))
        found = []
        for one in made:
            again = one.kind != RESULT and one.kind in written
            if one.parts and (one.urgent or not (again or self._quiet() or len(written) >= self.words["per_day"])):
                found.append(one)
                written += [] if one.urgent else [one.kind]
        return found


def _known(cases: Iterable[int], unit: str) -> set[int]:
    """The cases of which the unit knows: it was written to, or has signed or answered."""
    heard = Q(letter__unit=unit) | Q(kind__in=_ANSWERS, facts__unit=unit)
    return set(Event.objects.filter(heard, case__in=list(cases)).values_list("case_id", flat=True))


def _released() -> QuerySet[Event]:
    """What the units that had a case before its 转办 were not told yet."""
    return Event.objects.filter(letter=None, kind=Happened.RELEASED).order_by("id")
