"""Pictures of what cases show: which are wanted, where they lie, what is shown of a case, how long they are kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.clock import CHINA
from core.types import Level
from ledger.models import Audit, Case, Picture
from ledger.settings import CONFIG
from ledger.states import Happened, State

FOLDER = CONFIG.storage.dir / "pictures"
#: With these a case begins, or begins again.
_NEW = (Happened.FOUND, Happened.ASSIGNED, Happened.REOPENED, Happened.REFUSED)
_RANK = {str(level): rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Shown:
    """The last picture of a case."""

    number: int
    file: Path
    at: datetime

    @property
    def small(self) -> Path:
        return self.file.with_suffix(".jpg")


def new(audit: int) -> list[Case]:
    """The cases that an audit found, the worst first."""
    cases = Case.objects.filter(events__audit=audit, events__kind__in=_NEW).distinct()
    return sorted(cases, key=lambda case: (_RANK[case.level], case.number))


def place(case: Case, audit: int) -> Path:
    """Where a picture of the case belongs."""
    taken = Audit.objects.get(pk=audit).taken_at.astimezone(CHINA)
    return FOLDER / f"{taken:%Y-%m}" / f"{case.pk}-{audit}.png"


def keep(case: Case, audit: int, file: Path, url: str, at: datetime, found: bool | None) -> None:
    """A picture that was taken."""
    name = str(file.relative_to(FOLDER))
    Picture.objects.create(case=case, audit_id=audit, at=at, url=url, file=name, found=found)


def of(cases: Iterable[Case]) -> Mapping[int, Shown]:
    """By case the last picture whose files are there."""
    rows = Picture.objects.filter(case__in=cases).order_by("id")
    found = {row.case_id: Shown(row.pk, FOLDER / row.file, row.at.astimezone(CHINA)) for row in rows}
    return {case: shown for case, shown in found.items() if shown.file.is_file() and shown.small.is_file()}


def of_unit(number: int, unit: str) -> Path | None:
    """The file of one picture where its case lies with this unit to be mended or read again."""
    row = Picture.objects.filter(pk=number, case__unit=unit, case__state__in=(State.OPEN, State.CLAIMED)).first()
    return FOLDER / row.file if row else None


def forget(before: datetime, living: Collection[State]) -> None:
    """Remove older pictures of cases in none of the states `living`."""
    for row in Picture.objects.filter(at__lt=before).exclude(case__state__in=living):
        for file in (FOLDER / row.file, (FOLDER / row.file).with_suffix(".jpg")):
            file.unlink(missing_ok=True)
        row.delete()
