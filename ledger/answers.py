"""What a unit says to its cases over the signed link: one decision, one reply a case, all in one transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from django.db import transaction

from core.clock import now
from core.errors import BadInput
from ledger import decisions
from ledger.attachments import Attachment
from ledger.decisions import Who
from ledger.models import Answer, Case, Event, Reply
from ledger.states import Happened, State

_LONGEST_WHO = 100


class Kind(StrEnum):
    """The answers, as people call them and as a reply keeps them."""

    SIGNED = "签收"
    MENDED = "已整改"
    PARTLY = "部分整改"
    LATER = "申请延期"
    DISPUTED = "申诉"
    NOT_OURS = "非我单位职责"


#: Answers that say nothing without words, and those that promise a day.
WITH_WORDS = frozenset(Kind) - {Kind.SIGNED}
WITH_DAY = frozenset({Kind.PARTLY, Kind.LATER})


@dataclass(frozen=True, slots=True)
class Said:
    """The answer form, filled in. `name` is the person who typed it, `until` the day that the unit promises."""

    kind: Kind
    name: str
    words: str = ""
    until: date | None = None
    url: str = ""
    files: Sequence[Attachment] = ()
    #: By case the places that are mended, where only parts are.
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What stands in the reply: the words, and the day that is promised."""
        until = "其余部分预计" if self.kind is Kind.PARTLY else "预计"
        return f"{self.words}（{until} {self.until} 完成）" if self.until else self.words

    @property
    def note(self) -> str:
        """What stands in the event: the same, and before it what the kind of event alone does not say."""
        return f"{self.kind}：{self.told}" if self.kind in (Kind.LATER, Kind.NOT_OURS) else self.told


_STEPS: Mapping[Kind, Callable[[Sequence[str], Said, Who], object]] = MappingProxyType(
    {
        Kind.SIGNED: lambda cases, said, who: decisions.sign(cases, who),
        Kind.MENDED: lambda cases, said, who: decisions.claim(cases, who),
        Kind.PARTLY: lambda cases, said, who: decisions.part(
            {case: said.places.get(case, ()) for case in cases}, said.until, who
        ),
        Kind.LATER: lambda cases, said, who: decisions.ask(cases, said.until, who),
        Kind.DISPUTED: lambda cases, said, who: decisions.dispute(cases, who),
        Kind.NOT_OURS: lambda cases, said, who: decisions.dispute(cases, who),
    }
)


def take(unit: str, name: str, cases: Sequence[str], said: Said, page: str, at: datetime | None = None) -> Answer:
    """Write the answer of the unit (its key and its name) down. The same answer from the same `page` is written once.

    Raises `BadInput`, one line a case that is not this unit's to mend; then nothing is written.
    """
    at = at or now()
    wanted = sorted(set(cases))
    who = f"{name[: _LONGEST_WHO - len(said.name) - 1]} {said.name}"
    row = {"unit": unit, "kind": said.kind, "who": who, "at": at, "numbers": wanted}
    with transaction.atomic():
        answer, new = Answer.objects.get_or_create(key=_key(unit, wanted, said, page), defaults=row)
        if new:
            _write(_to_mend(unit, wanted), said, Who(who, said.note, at), at)
    return answer


def signed(cases: Sequence[Case]) -> set[str]:
    """The numbers of those that were signed for since they were last assigned."""
    given = {case.pk: case for case in cases}
    events = Event.objects.filter(case__in=given, kind=Happened.SIGNED).values_list("case_id", "at")
    return {case.number for pk, at in events if (case := given[pk]).assigned_at is None or at >= case.assigned_at}


def _to_mend(unit: str, wanted: Sequence[str]) -> list[Case]:
    held = Case.objects.select_for_update(of=("self",)).filter(number__in=wanted, unit=unit, state=State.OPEN)
    found = {case.number: case for case in held}
    lines = [f"{number}：不在待整改之列（可能已反馈、已销号或已转办）" for number in wanted if number not in found]
    if lines or not wanted:
        raise BadInput(*lines or ["请先勾选要答复的问题"])
    return list(found.values())


def _write(cases: Sequence[Case], said: Said, who: Who, at: datetime) -> None:
    done = signed(cases) if said.kind is Kind.SIGNED else set()
    _STEPS[said.kind]([case.number for case in cases if case.number not in done], said, who)
    files = [file.row() for file in said.files]
    Reply.objects.bulk_create(
        Reply(case=case, at=at, who=who.name, kind=said.kind, words=said.told, url=said.url, files=files)
        for case in cases
        if case.number not in done
    )


def _key(unit: str, cases: Sequence[str], said: Said, page: str) -> str:
    files = [file.hash for file in said.files]
    places = [place for case in cases for place in (case, *said.places.get(case, ()))]
    parts = [page, unit, *places, said.kind, said.name, said.words, str(said.until or ""), said.url, *files]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
