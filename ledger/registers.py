"""The registers in the ledger: replaced whole by an inventory that is right, with what came before kept.

Open cases follow a unit that is renamed or merged (its name stands among the other's 曾用名), and a prefix that moves.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import models, transaction

from core.clock import now
from core.errors import BadInput
from core.inventory import Inventory
from core.types import Account, Leader, RegisteredColumn, Site, Unit
from ledger import models as tables
from ledger import numbers
from ledger.entry import identity
from ledger.states import Happened, State

_ALIVE = (State.FOUND, State.OPEN, State.CLAIMED, State.WAIVED)
_UNIT = ("key", "name", "kind", "parent", "former", "duties", "emails", "contact", "phone")
_SITE = ("key", "name", "unit", "kind", "urls", "prefixes", "operator", "site_code", "standards")
_COLUMN = ("site", "path", "url", "type", "unit", "person", "period", "updates", "exempt", "season", "jumps")
_ACCOUNT = ("key", "unit", "platform", "name", "account", "type", "source", "url", "verified_as", "state")


def load() -> Inventory:
    """The registers as they are now."""
    people: dict[int, list[Leader]] = {}
    for unit, role, name, email in tables.Person.objects.values_list("unit_id", "role", "name", "email"):
        people.setdefault(unit, []).append(Leader(role, name, email))
    units = [
        Unit(**_tuples(row), leaders=tuple(people.get(pk, ())))
        for pk, row in _rows(tables.Unit.objects.filter(active=True), _UNIT)
    ]
    return Inventory(
        tuple(units),
        tuple(Site(**_tuples(row)) for _, row in _rows(tables.Site.objects.filter(active=True), _SITE)),
        tuple(RegisteredColumn(**row) for _, row in _rows(tables.Column.objects.all(), _COLUMN)),
        tuple(Account(**row) for _, row in _rows(tables.Account.objects.filter(active=True), _ACCOUNT)),
    )


def store(inventory: Inventory, who: str, at: datetime | None = None) -> int:
    """Make this inventory the registers. Returns the number of cases that followed a unit.

    Raises `BadInput` where a unit is left out that has living cases and that no other names as its former self.
    """
    at = at or now()
    with transaction.atomic():
        numbers.hold("registers")
        moved = _follow(inventory, who, at)
        _replace(tables.Unit, [_said(unit, _UNIT) for unit in inventory.units])
        _replace(tables.Site, [_said(site, _SITE) for site in inventory.sites])
        _replace(tables.Account, [_said(account, _ACCOUNT) for account in inventory.accounts])
        _people(inventory.units)
        tables.Column.objects.all().delete()
        tables.Column.objects.bulk_create(tables.Column(**_said(column, _COLUMN)) for column in inventory.columns)
    return moved


def move_prefix(old: str, new: str, who: str, at: datetime | None = None) -> int:
    """A site was rebuilt under another address: living cases go with it. Returns how many did.

    Raises `BadInput`, one line a case that meets another at its new address.
    """
    at = at or now()
    with transaction.atomic():
        cases = [
            case
            for case in tables.Case.objects.select_for_update(of=("self",)).filter(state__in=_ALIVE)
            if case.subject.startswith(old) or case.url.startswith(old)
        ]
        for case in cases:
            before = case.subject
            case.subject, case.url = (_moved(text, old, new) for text in (case.subject, case.url))
            case.evidence["places"] = [_moved(place, old, new) for place in case.evidence.get("places", ())]
            case.identity = identity(case.site, case.check_name, case.subject)
            _note(case, Happened.MOVED, who, at, {"from": before, "to": case.subject})
        _refuse_doubles(cases)
        for case in cases:
            case.save()
    return len(cases)


def _follow(inventory: Inventory, who: str, at: datetime) -> int:
    named = {unit.key for unit in inventory.units}
    successors = {former: unit.key for unit in inventory.units for former in unit.former}
    lines, moved = [], 0
    for unit in tables.Unit.objects.filter(active=True).exclude(key__in=named):
        cases = list(tables.Case.objects.select_for_update(of=("self",)).filter(unit=unit.key, state__in=_ALIVE))
        successor = successors.get(unit.name) or successors.get(unit.key)
        if successor is None and cases:
            lines.append(
                f"单位“{unit.name}”不在新登记表中，仍有 {len(cases)} 个问题未销号；请在接收单位的“曾用名”中写上该名称"
            )
            continue
        unit.active, unit.successor = False, successor or ""
        unit.save(update_fields=["active", "successor"])
        for case in cases:
            case.unit = str(successor)
            case.save(update_fields=["unit"])
            _note(case, Happened.MOVED, who, at, {"from": unit.key, "to": successor})
        moved += len(cases)
    if lines:
        raise BadInput(*lines)
    return moved


def _note(case: tables.Case, kind: Happened, who: str, at: datetime, facts: dict[str, Any]) -> None:
    tables.Event.objects.create(
        case=case,
        kind=kind,
        at=at,
        who=who,
        before=case.state,
        after=case.state,
        facts={"unit": case.unit, "title": case.title} | facts,
    )


def _refuse_doubles(cases: Sequence[tables.Case]) -> None:
    own = {case.identity: case for case in cases}
    there = tables.Case.objects.filter(identity__in=own).exclude(pk__in=[case.pk for case in cases])
    if lines := [f"{own[case.identity].number}：新地址上已有问题 {case.number}，请先处理其中一个" for case in there]:
        raise BadInput(*lines)


def _moved(text: str, old: str, new: str) -> str:
    return new + text.removeprefix(old) if text.startswith(old) else text


def _replace(table: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Rows by their key; those that are not named any more stay, no longer in use."""
    objects = table._default_manager
    objects.exclude(key__in=[row["key"] for row in rows]).update(active=False)
    for row in rows:
        objects.update_or_create(key=row["key"], defaults=row | {"active": True})


def _people(units: Sequence[Unit]) -> None:
    tables.Person.objects.all().delete()
    keys = dict(tables.Unit.objects.values_list("key", "pk"))
    tables.Person.objects.bulk_create(
        tables.Person(unit_id=keys[unit.key], **asdict(leader)) for unit in units for leader in unit.leaders
    )


def _rows(wanted: Any, names: Sequence[str]) -> list[tuple[int, dict[str, Any]]]:
    return [(values[0], dict(zip(names, values[1:], strict=True))) for values in wanted.values_list("pk", *names)]


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _said(entry: Any, names: Sequence[str]) -> dict[str, Any]:
    said = {name: getattr(entry, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
