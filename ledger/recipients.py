"""Who gets a letter: the 信息员 of a unit, its leaders by the ladder, the bureau."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.config import Config
from ledger.models import Unit

#: The two roles that are no 职务 of the register.
OFFICER, BUREAU = "信息员", "大数据局"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Addresses of a letter. `instead_of` is the 职务 for whom it was meant and that has no address."""

    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    instead_of: str = ""


def of(kind: str, unit: str, words: Mapping[str, Any], settings: Config) -> Recipients:
    """By the ladder of `words`, the catalogue's `letters`: the first role that has an address, and everybody in copy."""
    if not unit:
        return Recipients(settings.mail.bureau)
    row = words["letter"][kind]
    known = _addresses(unit) | {BUREAU: settings.mail.bureau}
    role = next((role for role in row["to"] if known.get(role)), "")
    to = tuple(known.get(role, ()))
    cc = [address for copied in row.get("cc", ()) for address in known.get(copied, ()) if address not in to]
    return Recipients(to, tuple(dict.fromkeys(cc)), "" if role == row["to"][0] else row["to"][0])


def _addresses(key: str) -> dict[str, tuple[str, ...]]:
    """The addresses of a unit by role."""
    unit = Unit.objects.filter(key=key).prefetch_related("people").first()
    if unit is None:
        return {}
    found: dict[str, Sequence[str]] = {OFFICER: unit.emails}
    for person in unit.people.all():
        if person.email:
            found[person.role] = (*found.get(person.role, ()), person.email)
    return {role: tuple(addresses) for role, addresses in found.items()}
