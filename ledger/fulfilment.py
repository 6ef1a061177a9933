"""What officers fill in of duties that no check can see: one entry, or a sheet of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.clock import now
from core.errors import BadInput
from core.standards import Standard
from core.urls import canonical
from ledger.models import Fulfilment, Unit
from ledger.models.duties import FULFILLED


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to fill in; `place` is how a mistake in it is called, `state` in Chinese or as it is stored."""

    duty: str
    unit: str
    state: str
    url: str = ""
    note: str = ""
    place: str = ""


def fill(plan: Standard, entries: Iterable[Entry], who: str, at: datetime | None = None) -> int:
    """Write down what is new in them, all or none; how many. Raises `BadInput`, one line a mistake."""
    lines: list[str] = []
    units = set(Unit.objects.filter(active=True).values_list("key", flat=True))
    sound = [_checked(plan, entry, units, lines) for entry in entries]
    if lines:
        raise BadInput(*lines)
    at, before = at or now(), filled(plan)
    new = [entry for entry in sound if not _says(before.get((entry.duty, entry.unit)), entry)]
    with transaction.atomic():
        for entry in new:
            Fulfilment.objects.create(
                standard=plan.key,
                duty=entry.duty,
                unit=entry.unit,
                state=entry.state,
                url=entry.url,
                note=entry.note,
                who=who,
                at=at,
            )
    return len(new)


def filled(plan: Standard) -> Mapping[tuple[str, str], Fulfilment]:
    """The last entry by (duty, unit)."""
    return {(one.duty, one.unit): one for one in Fulfilment.objects.filter(standard=plan.key).order_by("id")}


def _says(one: Fulfilment | None, entry: Entry) -> bool:
    """Whether this stands there already."""
    return one is not None and (one.state, one.url) == (entry.state, entry.url) and entry.note in ("", one.note)


def _checked(plan: Standard, entry: Entry, units: Iterable[str], lines: list[str]) -> Entry:
    states = {**{name: key for key, name in FULFILLED.items()}, **{key: key for key in FULFILLED}}
    if plan.item(entry.duty) is None:
        lines.append(f"{entry.place}没有 {entry.duty} 这项任务，见 bihuan report duties 的“明细”")
    if entry.unit not in units:
        lines.append(f"{entry.place}没有登记 {entry.unit} 这个单位")
    if entry.state not in states:
        lines.append(f"{entry.place}落实情况应为 {'、'.join(FULFILLED.values())} 之一，实际是“{entry.state}”")
    if entry.url and not canonical(entry.url):
        lines.append(f"{entry.place}链接应为 http:// 或 https:// 网址，实际是“{entry.url}”")
    if states.get(entry.state) == "done" and not entry.url:
        lines.append(f"{entry.place}已落实的应有链接作为佐证")
    return Entry(entry.duty, entry.unit, states.get(entry.state, ""), entry.url, entry.note, entry.place)
