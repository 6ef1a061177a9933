"""The outbox: letters are composed from events and dates, each in one transaction, and sent as they were written.

A letter's Message-ID is made from what it tells, so that a crash can at worst send the same letter again. How a letter
reads is not the ledger's business: `compose` is given a `Writer`.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction

from core.catalogue import Catalogue
from core.config import Config
from ledger import desk, link, morning, numbers, recipients
from ledger.desk import CaseRow, Filter
from ledger.models import Event, Letter, Reminder, Unit
from ledger.morning import Morning
from ledger.occasions import Occasion, Occasions
from ledger.post import Sent, send, write_whole
from ledger.recipients import Recipients
from ledger.states import State

__all__ = ["Paper", "Sent", "Writer", "Written", "compose", "planned", "send"]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that a letter is written from. `parts` are the cases by heading; `morning` only in the bureau's own."""

    kind: str
    unit: str
    unit_name: str
    at: datetime
    message_id: str
    recipients: Recipients
    parts: Mapping[str, tuple[CaseRow, ...]]
    link: str = ""
    morning: Morning | None = None

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        return tuple(row for rows in self.parts.values() for row in rows)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in full: `content` is the message as it goes over the wire, `name` the beginning of its file's name."""

    subject: str
    name: str
    content: bytes


Writer = Callable[[Paper], Written]


def compose(
    at: datetime, settings: Config, catalogue: Catalogue, write: Writer, unattended: bool = False
) -> list[Letter]:
    """Write the letters that are due at this moment. A unit without an address waits where a mail server would send.

    Raises `BadInput` where a file cannot be written.
    """
    occasions = Occasions(catalogue, settings, at, unattended)
    composed: list[Letter] = []
    for unit in (*occasions.units(), ""):
        with transaction.atomic():
            numbers.hold("outbox")
            papers = _papers(unit, occasions, settings)
            composed += [_keep(occasion, paper, write(paper), settings) for occasion, paper in papers]
    return composed


def planned(at: datetime, settings: Config, catalogue: Catalogue) -> Iterator[Paper]:
    """What `compose` would write at this moment. Nothing changes."""
    occasions = Occasions(catalogue, settings, at)
    for unit in (*occasions.units(), ""):
        for _, paper in _papers(unit, occasions, settings):
            yield paper


def _papers(unit: str, occasions: Occasions, settings: Config) -> list[tuple[Occasion, Paper]]:
    found = []
    for occasion in occasions.of(unit):
        who = recipients.of(occasion.kind, unit, occasions.words, settings)
        if who.to or settings.mail.server is None:
            found.append((occasion, _paper(occasion, who, occasions, settings)))
    return found


def _paper(occasion: Occasion, who: Recipients, occasions: Occasions, settings: Config) -> Paper:
    at, key = occasions.at, occasion.unit
    unit = Unit.objects.filter(key=key).first()
    found = desk.rows(Filter(numbers=occasion.numbers), at) if occasion.numbers else ()
    rows = {row.number: row if key in ("", row.unit) else _of_others(row) for row in found}
    return Paper(
        kind=occasion.kind,
        unit=key,
        unit_name=unit.name if unit else key,
        at=at,
        message_id=f"<{occasion.kind}.{_digest(occasion)}@{_domain(settings)}>",
        recipients=who,
        parts={part: tuple(rows[number] for number in numbers) for part, numbers in occasion.parts.items()},
        link=link.make(key, settings.console.url, occasions.words["link_days"], at) if key else "",
        morning=None if key else morning.facts(at, occasions.words, settings),
    )


def _of_others(row: CaseRow) -> CaseRow:
    """A case that went to another unit: to the one that had it before, it is no case any more."""
    return replace(row, state=State.NONE, due=None, overdue_days=0, text="", checked_words="")


def _keep(occasion: Occasion, paper: Paper, written: Written, settings: Config) -> Letter:
    """The row and the file. A file whose transaction failed is left behind and written anew."""
    file = Path("letters", f"{paper.at:%Y-%m}", f"{written.name}-{_digest(occasion)[:8]}.eml")
    write_whole(settings.storage.dir / file, written.content)
    letter = Letter.objects.create(
        message_id=paper.message_id,
        kind=paper.kind,
        unit=paper.unit,
        to=list(paper.recipients.to),
        cc=list(paper.recipients.cc),
        subject=written.subject,
        file=str(file),
        urgent=occasion.urgent,
        composed_at=paper.at,
    )
    Event.objects.filter(pk__in=occasion.events).update(letter=letter)
    Reminder.objects.bulk_create(
        Reminder(case_id=case, step=step, due=due, letter=letter) for case, step, due in occasion.dates
    )
    return letter


def _digest(occasion: Occasion) -> str:
    """The letter's name, out of the events and dates that it tells."""
    dates = [f"{case}:{step}:{due}" for case, step, due in occasion.dates]
    said = [occasion.kind, occasion.unit, str(occasion.day), *map(str, occasion.events), *dates]
    return hashlib.blake2b("\n".join(said).encode(), digest_size=12).hexdigest()


def _domain(settings: Config) -> str:
    if settings.mail.sender:
        return settings.mail.sender.rpartition("@")[2]
    return urlsplit(settings.console.url).hostname or "localhost"
