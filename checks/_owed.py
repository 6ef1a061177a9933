"""Which columns a site owes, and for whom: its own unit's, and on a portal those of units that have no site of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import _duties
from core.catalogue import Catalogue, Item, Standard
from core.snapshot import Snapshot
from core.standards import Bound, is_named
from core.types import Unit

_CHECK = "mandatory_columns"
_PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Owed:
    """A column that a row of a standard asks for, under the `names` that it may have.

    `hosted`: its unit has only a part of this site. `optional`: it may as well stand on the portal.
    """

    standard: Standard
    item: Item
    unit: Unit
    bound: Bound
    subject: str
    hosted: bool = False
    optional: bool = False

    @property
    def clause(self) -> str:
        return f"{self.standard.key}/{self.item.key}"

    @property
    def names(self) -> tuple[str, ...]:
        return self.item.names_for(self.unit)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts for which the unit answers: all but those that another one leads."""
        leads = self.item.lead
        return tuple(part for part in self.item.parts if part not in leads or is_named(self.unit, leads[part]))


def owed(snapshot: Snapshot, catalogue: Catalogue) -> list[Owed]:
    """What the rows of the site's standards that live on the day of the audit ask of this site."""
    return [one for one in _rows(snapshot, catalogue) if one.names]


def _rows(snapshot: Snapshot, catalogue: Catalogue) -> Iterator[Owed]:
    portal = snapshot.site.kind == _PORTAL
    resident = {entry.unit for entry in snapshot.register}
    for standard in (catalogue.standards[key] for key in snapshot.standards):
        for item in filter(_asks, standard.items):
            bounds = list(_duties.owed(snapshot, item))
            if portal and item.where == _PORTAL:
                if item.in_force(snapshot.as_of):
                    unit, binds = _anybody(snapshot, bounds)
                    yield Owed(standard, item, unit, binds, f"{standard.key}/{item.key}")
                continue
            for unit, binds in bounds:
                hosted = unit.key != snapshot.site.unit
                if not hosted or (binds is Bound.YES and (item.units or unit.key in resident)):
                    subject = _duties.subject(snapshot, standard, item, unit)
                    yield Owed(standard, item, unit, binds, subject, hosted, item.where == _PORTAL)


def _asks(item: Item) -> bool:
    """Whether a row asks for a column; what other checks see has names as well."""
    return not item.manual and (not item.watch or any(one.check == _CHECK for one in item.watch))


def _anybody(snapshot: Snapshot, bounds: list[tuple[Unit, Bound]]) -> tuple[Unit, Bound]:
    """One on the portal counts for all: who answers for it, where the row says so."""
    plain = [one for one in bounds if one[1] is Bound.YES]
    return next(iter(plain), (snapshot.units[0], Bound.UNSAID))
