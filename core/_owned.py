"""Whose a site is, and by what it is judged: the part of a snapshot that the registers wrote into it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from core.types import RegisteredColumn, Site, Unit


class Owned:
    """What `Snapshot` tells out of its `meta`."""

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """What was written down of the audit itself."""
        return {}

    @cached_property
    def site(self) -> Site:
        return Site(**tuples(self.meta["site"]))

    @cached_property
    def register(self) -> tuple[RegisteredColumn, ...]:
        """The site's part of the column register (栏目保障责任分工表)."""
        return tuple(RegisteredColumn(**row) for row in self.meta.get("register", ()))

    @property
    def unit_kind(self) -> str:
        """The kind of the unit that the site belongs to; "" for an address that nobody registered."""
        kind: str = self.meta.get("unit_kind", "")
        return kind

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that the site answers for, its own first; several on a portal, where some have no site of their own."""
        known = tuple(Unit(**tuples(row)) for row in self.meta.get("answers_for", ()))
        return known or (Unit(self.site.unit, self.site.unit, self.unit_kind),)

    @property
    def standards(self) -> tuple[str, ...]:
        """The keys of the standards by which the site is judged, the district's plan among them."""
        return tuple(self.meta.get("standards", self.site.standards))

    @property
    def operator(self) -> str:
        """The unit that answers for the platform: names, addresses, templates."""
        return self.site.operator or self.site.unit

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """The hosts of the site's start addresses that belong to it as a whole, not to the portal it is a part of."""
        return tuple(self.meta.get("own_hosts", ()))


def tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they were before they were written down."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
