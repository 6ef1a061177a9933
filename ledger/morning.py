"""What lies before the bureau in the morning: living cases, answers that it owes, vetoes that are near, letters that did not arrive."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from core.config import Config
from core.types import Level, Verdict
from ledger import desk, recipients
from ledger.desk import CaseRow, Filter
from ledger.ladder import kinds_of, last_word
from ledger.models import Audit, Case, Finding, Letter, Site
from ledger.states import State


@dataclass(frozen=True, slots=True)
class Margin:
    """A single veto that is reached or near, as the last full audit of the site has seen it."""

    site: str
    title: str
    text: str
    early: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A letter that did not reach everybody: what stands in the way, by address or as a whole."""

    subject: str
    refused: Mapping[str, str]
    error: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Morning:
    """`waiting` are numbers of living cases by their last word; `unreachable` counts open cases of units without an address."""

    rows: tuple[CaseRow, ...]
    waiting: Mapping[str, tuple[str, ...]]
    margins: tuple[Margin, ...]
    troubles: tuple[Trouble, ...]
    unreachable: Mapping[str, int]


def facts(at: datetime, words: Mapping[str, Any], settings: Config) -> Morning:
    """As the ledger says at this moment; `words` is the catalogue's `letters`."""
    rows = tuple(desk.rows(Filter(states=[str(state) for state in desk.WORKING]), at))
    return Morning(rows, _waiting(words), _margins(), troubles(at, words), _unreachable(rows, words, settings))


def troubles(at: datetime, words: Mapping[str, Any]) -> tuple[Trouble, ...]:
    """Letters of these days that somebody refused, and those that were tried in vain for long."""
    sending = words["sending"]
    recent = Q(composed_at__gte=at - timedelta(days=sending["refused_days"])) & ~Q(refused={})
    stuck = Q(sent_at=None) & (Q(tries__gte=sending["tell_after"]) | ~Q(refused={}))
    letters = Letter.objects.filter(recent | stuck)
    return tuple(Trouble(one.subject, one.refused, one.error, one.sent_at is not None) for one in letters)


def _waiting(words: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    cases = dict(Case.objects.filter(state__in=desk.WORKING).order_by("number").values_list("pk", "number"))
    found: dict[str, list[str]] = {}
    for pk, kinds in kinds_of(cases).items():
        found.setdefault(last_word(kinds, words["ladder"]), []).append(cases[pk])
    return {kind: tuple(found[kind]) for kind in words["morning"] if kind in found}


def _margins() -> tuple[Margin, ...]:
    latest: dict[str, int] = {}
    for site, pk in Audit.objects.filter(kind="full").order_by("taken_at").values_list("site", "pk"):
        latest[site] = pk
    names = dict(Site.objects.values_list("key", "name"))
    near = Finding.objects.filter(audit__in=latest.values(), level=Level.VETO, verdict=Verdict.FAIL, confirmed=True)
    return tuple(
        Margin(names.get(one.audit.site, one.audit.site), one.title, one.evidence.get("text", ""), one.early)
        for one in near.select_related("audit").order_by("early", "id")
    )


def _unreachable(rows: tuple[CaseRow, ...], words: Mapping[str, Any], settings: Config) -> dict[str, int]:
    counted = Counter((row.unit, row.unit_name) for row in rows if row.state is not State.FOUND)
    return {
        name: count for (unit, name), count in counted.items() if not recipients.of("notice", unit, words, settings).to
    }
