"""The ladder of letters that dates ask for: 提醒 before the limit, 催办 and 督办 after it, in working days."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from core.clock import CHINA
from core.workdays import Workdays
from ledger.models import Case, Event, Letter, Reminder
from ledger.states import Happened, State

REMINDER, URGING, SUPERVISION = "reminder", "urging", "supervision"


class Ladder:
    """Which step each open case has reached at a moment. `words` is the catalogue's `letters.ladder`."""

    def __init__(self, words: Mapping[str, Any], calendar: Workdays, at: datetime) -> None:
        self._words, self._calendar, self._at = words, calendar, at
        self._today = at.astimezone(CHINA).date()

    def near(self) -> QuerySet[Case]:
        """Open cases whose limit is over, or not further than the next working day; none on a day without work."""
        if not self._calendar.is_workday(self._today):
            return Case.objects.none()
        horizon = datetime.combine(self._calendar.add(self._today, 1).day, time.max, CHINA)
        return Case.objects.filter(state=State.OPEN, due__lte=horizon)

    def steps(self, unit: str) -> dict[str, list[Case]]:
        """The unit's cases by the step that is due now and was not taken for this limit."""
        cases = {case.pk: case for case in self.near().filter(unit=unit).order_by("number")}
        kinds, told = kinds_of(cases), _told(cases, unit)
        taken = set(Reminder.objects.filter(case__in=cases).values_list("case_id", "step", "due"))
        found: dict[str, list[Case]] = {}
        for pk, case in cases.items():
            if not self._may_be_urged(case, told.get(pk, ())) or self._waits(kinds[pk]):
                continue
            step = self._step(case, {step for of, step, due in taken if of == pk and due == due_day(case)})
            if step:
                found.setdefault(step, []).append(case)
        return found

    def _may_be_urged(self, case: Case, told: Collection[datetime]) -> bool:
        """The unit heard of the case since it was assigned, while there was time, and not today."""
        heard = [at for at in told if case.assigned_at is None or at >= case.assigned_at]
        return bool(heard) and case.due is not None and min(heard) <= case.due and max(heard) < day_start(self._at)

    def _step(self, case: Case, taken: set[str]) -> str:
        if case.due is None or self._at <= case.due:
            return "" if REMINDER in taken else REMINDER
        late = self._calendar.between(due_day(case), self._today).days
        if URGING not in taken:
            return URGING if late >= self._words[URGING]["days"] else ""
        return SUPERVISION if SUPERVISION not in taken and late >= self._words[SUPERVISION]["days"] else ""

    def _waits(self, kinds: Sequence[str]) -> bool:
        """Whether the unit waits for us: an answer is owed, or the problem was not seen the last time."""
        word = last_word(kinds, self._words)
        return word in self._words["owes"] or word in self._words["unseen"]


def last_word(kinds: Sequence[str], words: Mapping[str, Any]) -> str:
    """The latest of a case's events that says how it stands; that it was not seen is no word once it was seen again."""
    seen = False
    for kind in reversed(kinds):
        if kind in words["seen"]:
            seen = True
        elif kind not in words["passes_over"] and not (seen and kind in words["unseen"]):
            return kind
    return ""


def kinds_of(cases: Iterable[int]) -> dict[int, list[str]]:
    """The kinds of each case's events, in their order."""
    found: dict[int, list[str]] = {pk: [] for pk in cases}
    for pk, kind in Event.objects.filter(case__in=found).order_by("id").values_list("case_id", "kind"):
        found[pk].append(kind)
    return found


def due_day(case: Case) -> date:
    assert case.due is not None
    return case.due.astimezone(CHINA).date()


def day_start(at: datetime) -> datetime:
    """Midnight in China before `at`."""
    return datetime.combine(at.astimezone(CHINA).date(), time.min, CHINA)


def _told(cases: Iterable[int], unit: str) -> dict[int, list[datetime]]:
    """When the unit was written to about each case, or signed for it."""
    ids = list(cases)
    letters = Letter.objects.filter(unit=unit, sent_at__isnull=False)
    rows = [
        *letters.filter(events__case__in=ids).values_list("events__case", "composed_at"),
        *letters.filter(reminders__case__in=ids).values_list("reminders__case", "composed_at"),
        *Event.objects.filter(case__in=ids, kind=Happened.SIGNED).values_list("case", "at"),
    ]
    found: dict[int, list[datetime]] = {}
    for pk, at in rows:
        found.setdefault(pk, []).append(at)
    return found
