"""One audit on its way into the book: findings meet their cases, and `states.TABLE` says what becomes of them."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.types import Evidence, Finding, Verdict
from ledger import numbers, states
from ledger.models import Audit, Case, Event
from ledger.models import Finding as Stored
from ledger.policy import Policy
from ledger.states import Came, Happened, State

SYSTEM = "系统"
ALIVE = (State.FOUND, State.OPEN, State.CLAIMED)
_BATCH = 2000
_CHANGING = [
    "state",
    "level",
    "title",
    "clause",
    "url",
    "evidence",
    "assigned_at",
    "due",
    "due_estimated",
    "unsure_in_row",
]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Observation:
    """One audit or recheck of one site. `ran` are the checks that were asked, all of them in a full audit.

    `answers` are passes of open subjects that the audit's JSON only counts; `doubts` say by (check, subject) why a pass
    is not believed without a person.
    """

    site: str
    taken_at: datetime
    as_of: date
    ran: Collection[str]
    findings: Sequence[Finding]
    answers: Sequence[Finding] = ()
    doubts: Mapping[Key, str] = field(default_factory=dict)
    kind: str = "full"
    complete: bool = False
    incomplete_because: Sequence[str] = ()
    pages: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)
    snapshot: str = ""


def identity(site: str, check: str, subject: str) -> str:
    """The name under which a problem is the same problem from one audit to the next."""
    return hashlib.blake2b("\n".join((site, check, subject)).encode(), digest_size=16).hexdigest()


def evidence_of(evidence: Evidence) -> dict[str, Any]:
    """Evidence as it is stored."""
    return {"text": evidence.text, "place": evidence.place, "at": evidence.at, "places": list(evidence.places)}


class Entry:
    """One audit on its way into the book."""

    def __init__(self, seen: Observation, policy: Policy, audit: Audit, at: datetime) -> None:
        self.seen, self.policy, self.audit, self.at = seen, policy, audit, at
        self._events: list[Event] = []
        self._new: list[Case] = []
        self._changed: dict[int, Case] = {}
        wanted = Case.objects.filter(site=seen.site).select_for_update()
        self._cases = {(case.check_name, case.subject): case for case in wanted}

    def run(self) -> list[Event]:
        """Write everything; the events that came of it."""
        for finding in (*self.seen.findings, *self.seen.answers):
            self._meet(finding)
        self._doubt()
        self._miss()
        self._write()
        return self._events

    def _meet(self, finding: Finding) -> None:
        came = self._came(finding)
        case = self._cases.get((finding.check, finding.subject))
        if case is None and came in (Came.FAIL, Came.FAIL_ASSIGNED):
            case = self._cases[finding.check, finding.subject] = self._open(finding)
            self._new.append(case)
        if case is None or came is None:
            return
        came = self._weighed(case, came)
        self._count_unsure(case, came)
        self._advance(case, came, finding)

    def _came(self, finding: Finding) -> Came | None:
        """None for a rule that nobody has confirmed: it is told, and changes nothing."""
        if finding.verdict is Verdict.UNSURE:
            return Came.UNSURE
        if finding.verdict is Verdict.PASS or finding.early:
            return Came.PASS
        if not finding.confirmed:
            return None
        return Came.FAIL_ASSIGNED if self.policy.assigns(finding) else Came.FAIL

    def _open(self, finding: Finding) -> Case:
        return Case(
            identity=identity(self.seen.site, finding.check, finding.subject),
            site=self.seen.site,
            check_name=finding.check,
            subject=finding.subject,
            state=State.NONE,
            unit=finding.unit,
            found_at=self.at,
        )

    def _weighed(self, case: Case, came: Came) -> Came:
        """What an answer to a claim amounts to: a doubt goes to a person, a refusal needs several reads over hours."""
        if case.state != State.CLAIMED:
            return came
        if came is Came.PASS and (case.check_name, case.subject) in self.seen.doubts:
            return Came.DOUBT
        if came not in (Came.FAIL, Came.FAIL_ASSIGNED):
            return came
        reads, span = self.policy.refuse_after
        times = [*_reads_since_claim(case), self.at]
        return Came.REFUSE if len(times) >= reads and self.at - times[0] >= span else came

    def _count_unsure(self, case: Case, came: Came) -> None:
        if came is Came.UNSURE:
            case.unsure_in_row = min(case.unsure_in_row + 1, 1000)
            self._keep(case)
            if case.unsure_in_row == self.policy.words["unsure_in_row"] and case.state in ALIVE:
                self._event(case, Happened.UNCLEAR, State(case.state))
        elif case.unsure_in_row:
            case.unsure_in_row = 0
            self._keep(case)

    def _advance(self, case: Case, came: Came, finding: Finding | None) -> None:
        before = State(case.state)
        move = states.move(before, came)
        assert move is not None
        if finding and finding.verdict is Verdict.FAIL and before not in (State.WAIVED, State.DISMISSED):
            self._describe(case, finding)
        case.state = move.state
        if move.event in (Happened.ASSIGNED, Happened.REOPENED):
            due = self.policy.due(case.check_name, self.at, case.clause)
            case.assigned_at, case.due, case.due_estimated = self.at, due.at, due.estimated
        if move.event:
            self._event(case, move.event, before, finding, self.seen.doubts.get((case.check_name, case.subject), ""))
        if move.state is not before:
            self._keep(case)

    def _describe(self, case: Case, finding: Finding) -> None:
        """The case says what was seen last. Its unit stays where people have put it."""
        case.level, case.title, case.clause, case.url = finding.level, finding.title, finding.clause, finding.url
        case.evidence = evidence_of(finding.evidence)
        self._keep(case)

    def _doubt(self) -> None:
        """Claims whose page is not there any more: no check has a word for it, a person must see it."""
        met = self._met()
        for key in self.seen.doubts:
            case = self._cases.get(key)
            if key not in met and case is not None:
                self._advance(case, Came.DOUBT, None)

    def _met(self) -> set[Key]:
        return {(finding.check, finding.subject) for finding in (*self.seen.findings, *self.seen.answers)}

    def _miss(self) -> None:
        """Subjects that a whole audit no longer sees. An officer decides; said once, until something else happens."""
        if not self.seen.complete or self.seen.kind != "full":
            return
        met = self._met()
        alive = [
            case
            for key, case in self._cases.items()
            if key not in met and key[0] in self.seen.ran and case.state in (State.OPEN, State.CLAIMED)
        ]
        told = _last_events(alive)
        for case in alive:
            if told.get(case.pk) != Happened.SILENT:
                self._advance(case, Came.SILENT, None)

    def _event(self, case: Case, kind: Happened, before: State, finding: Finding | None = None, note: str = "") -> None:
        facts: dict[str, Any] = {
            "unit": case.unit,
            "title": case.title,
            "due": case.due.isoformat() if case.due else "",
        }
        if finding:
            facts["evidence"] = evidence_of(finding.evidence)
        self._events.append(
            Event(
                case=case,
                kind=kind,
                at=self.at,
                who=SYSTEM,
                note=note,
                before=before,
                after=case.state,
                audit=self.audit,
                facts=facts,
            )
        )

    def _keep(self, case: Case) -> None:
        if case.pk:
            self._changed[case.pk] = case

    def _write(self) -> None:
        pattern = self.policy.words["number"]
        for case, number in zip(self._new, numbers.take(pattern, len(self._new), self.at), strict=True):
            case.number = number
        Case.objects.bulk_create(self._new, batch_size=_BATCH)
        Case.objects.bulk_create(
            self._changed.values(),
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["identity"],
            update_fields=_CHANGING,
        )
        Event.objects.bulk_create(self._events, batch_size=_BATCH)
        Stored.objects.bulk_create(map(self._stored, self.seen.findings), batch_size=_BATCH)

    def _stored(self, finding: Finding) -> Stored:
        return Stored(
            audit=self.audit,
            case=self._cases.get((finding.check, finding.subject)),
            check_name=finding.check,
            subject=finding.subject,
            verdict=finding.verdict,
            level=finding.level,
            early=finding.early,
            confirmed=finding.confirmed,
            unit=finding.unit,
            title=finding.title,
            url=finding.url,
            evidence=evidence_of(finding.evidence),
        )


def _reads_since_claim(case: Case) -> list[datetime]:
    times: list[datetime] = []
    for kind, at in case.events.values_list("kind", "at").order_by("id"):
        if kind == Happened.CLAIMED:
            times = []
        elif kind == Happened.STILL_THERE:
            times.append(at)
    return times


def _last_events(cases: Iterable[Case]) -> dict[int, str]:
    """The kind of the latest event of each case."""
    rows = Event.objects.filter(case__in=list(cases)).values_list("case_id", "kind").order_by("id")
    return dict(rows)
