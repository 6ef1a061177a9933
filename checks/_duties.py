"""Who answers for what: for a page the unit of its column, by address or by breadcrumb; for a row of a standard whom it binds."""

from collections.abc import Iterable, Iterator

from core import names
from core.catalogue import Catalogue, Item, Standard
from core.snapshot import Snapshot
from core.standards import Bound, Watch, bound
from core.types import Page, Unit
from core.urls import folder_of


class Duties:
    """The units of the column register, built once a check.

    Other sites' prefixes have no place here: their pages are not in the snapshot.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        registered = [entry for entry in snapshot.register if entry.unit]
        placed = {_folder(snapshot.resolve(entry.url)): entry.unit for entry in registered if entry.url}
        homes = set(map(_folder, snapshot.homes))
        #: A list that lies beside the home page does not own that folder.
        self._folders = {folder: unit for folder, unit in placed.items() if folder not in homes}
        self._paths = {_names(entry.path.split("/")): entry.unit for entry in registered}

    def unit_of(self, page: Page) -> str:
        """The key of the unit that answers for a page: the longest prefix, else the column, else the site's unit."""
        return self._by_address(page.url) or self._by_path(_names(page.path[1:])) or self._snapshot.site.unit

    def unit_at(self, url: str) -> str:
        """The same for what stands at an address, whether it was understood as a page or not."""
        page = self._snapshot.page(url)
        return self.unit_of(page) if page else self._by_address(url) or self._snapshot.site.unit

    def _by_address(self, url: str) -> str:
        folder = _folder(url)
        while "/" in folder.rstrip("/"):
            if unit := self._folders.get(folder):
                return unit
            folder = folder.rstrip("/").rpartition("/")[0] + "/"
        return ""

    def _by_path(self, path: tuple[str, ...]) -> str:
        return next((self._paths[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._paths), "")


def owed(snapshot: Snapshot, item: Item) -> Iterator[tuple[Unit, Bound]]:
    """The units that the site answers for and that a row binds or may bind; none outside of the row's life."""
    if item.in_force(snapshot.as_of):
        bounds = ((unit, bound(item, unit)) for unit in snapshot.units)
        yield from ((unit, one) for unit, one in bounds if one is not Bound.NO)


def watched(snapshot: Snapshot, catalogue: Catalogue, check: str) -> Iterator[tuple[Standard, Item, Watch]]:
    """The rows of the site's standards that a check sees and that live on the day of the audit, each with what it looks for."""
    for standard in (catalogue.standards[key] for key in snapshot.standards):
        for item in standard.in_force(snapshot.as_of):
            if watch := next((one for one in item.watch if one.check == check), None):
                yield standard, item, watch


def subject(snapshot: Snapshot, standard: Standard, item: Item, unit: Unit) -> str:
    """STANDARD/KEY; with @UNIT where the site is judged for this unit beside its own."""
    clause = f"{standard.key}/{item.key}"
    return clause if unit.key == snapshot.site.unit else f"{clause}@{unit.key}"


def _folder(url: str) -> str:
    """The folder of an address, whatever its scheme."""
    return folder_of(url).partition("://")[2]


def _names(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(names.column_name, path))
