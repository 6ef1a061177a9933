"""What judging needs to know beside the pages, out of the registers: whose a site is, and by what it is judged."""

import re
from typing import Any

from core import official
from core.catalogue import Catalogue
from core.config import Config
from core.inventory import Inventory
from core.types import Site
from core.urls import canonical, host_of

_OF_UNITS = ("key", "name", "kind", "former", "duties")


def foreign(site: Site, inventory: Inventory) -> tuple[str, ...]:
    """Where other registered sites stand."""
    return tuple(canonical(prefix) for other in inventory.sites if other.key != site.key for prefix in other.prefixes)


def standards(site: Site, config: Config, catalogue: Catalogue) -> list[str]:
    """What its registered standards and the district's plan ask for. A topic site is no place of disclosure."""
    plan = (config.standards.plan,) if site.registered and site.kind != "topic" and config.standards.plan else ()
    for key in site.standards:
        catalogue.standard(key, f"网站 {site.key} 的标准")
    for key in plan:
        catalogue.standard(key, "[standards] plan")
    return list(dict.fromkeys((*site.standards, *plan)))


def answers_for(site: Site, inventory: Inventory) -> list[dict[str, Any]]:
    """The site's unit; for a portal also the units that have no site of their own."""
    own = {other.unit for other in inventory.sites}
    hosted = [unit for unit in inventory.units if site.kind == "portal" and unit.key not in own]
    units = [unit for unit in inventory.units if unit.key == site.unit] + hosted
    return [{name: getattr(unit, name) for name in _OF_UNITS} for unit in units]


def own_hosts(site: Site, inventory: Inventory) -> list[str]:
    """A department's part of the portal's host has no host of its own: the platform is judged with the portal."""
    roots = {host_of(url): re.sub(r"(?<=[^/:])/.*", "/", url) for url in site.urls}
    return [host for host, root in roots.items() if not site.registered or inventory.owner(root) in (site, None)]


def official_texts(config: Config) -> dict[str, str]:
    """The regulations that the bureau supplied, by title; with them in the snapshot judging needs no other file."""
    folder = config.standards.official_texts
    return official.load(folder) if folder else {}
