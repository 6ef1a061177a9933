"""Records an audit in one transaction."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.clock import now
from ledger import numbers
from ledger.entry import ALIVE, Entry, Observation
from ledger.models import Audit, Case
from ledger.policy import Policy
from ledger.states import Happened


@dataclass(frozen=True, slots=True)
class Recorded:
    """`events` counts by kind what the audit changed; `known` where it had been recorded before and nothing was done."""

    audit: int
    events: Mapping[Happened, int]
    known: bool = False


def record(seen: Observation, policy: Policy, at: datetime | None = None) -> Recorded:
    """Put an audit into the book. The same audit again changes nothing."""
    at = at or now()
    with transaction.atomic():
        numbers.hold(f"site:{seen.site}")
        audit, new = Audit.objects.get_or_create(
            site=seen.site,
            taken_at=seen.taken_at,
            kind=seen.kind,
            defaults={
                "as_of": seen.as_of,
                "complete": seen.complete,
                "incomplete_because": list(seen.incomplete_because),
                "pages": seen.pages,
                "passed": dict(seen.passed),
                "snapshot": seen.snapshot,
                "recorded_at": at,
            },
        )
        if not new:
            return Recorded(audit.pk, {}, known=True)
        events = Entry(seen, policy, audit, at).run()
        return Recorded(audit.pk, Counter(Happened(event.kind) for event in events))


def asked(site: str) -> dict[str, dict[str, list[str]]]:
    """What an audit of the site must answer: by check the subjects of living cases, each with the places of its evidence."""
    found: dict[str, dict[str, list[str]]] = {}
    rows = Case.objects.filter(site=site, state__in=ALIVE).values_list("check_name", "subject", "evidence")
    for check, subject, evidence in rows:
        found.setdefault(check, {})[subject] = evidence.get("places") or [evidence.get("place", "")]
    return found
