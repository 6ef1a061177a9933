"""Pictures of cases, as an audit would have taken them."""

from datetime import datetime
from pathlib import Path

from demo.pictures import landscape
from ledger import pictures
from ledger.models import Case, Event, Picture
from ledger.states import Happened


def pictured(case: Case, at: datetime) -> Picture:
    """A picture of the case with both of its files."""
    event = Event.objects.filter(case=case, kind__in=(Happened.FOUND, Happened.ASSIGNED)).latest("id")
    assert event.audit_id
    file = pictures.place(case, event.audit_id)
    drawn(file)
    pictures.keep(case, event.audit_id, file, case.url, at, found=True)
    return Picture.objects.latest("id")


def drawn(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    for one in (file, file.with_suffix(".jpg")):
        one.write_bytes(landscape("portal"))
    return file
