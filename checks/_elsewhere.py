"""What this site has to know of the others: their documents, interpretations and what names ours, as their last snapshots show them."""

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from checks._about import naming_any
from checks._consulting import Columns
from checks._documents import called, central
from checks._events import told_elsewhere
from checks._policies import Policies, whole
from checks._yearly import own_papers
from core import titles
from core.catalogue import Catalogue
from core.elsewhere import Entry, Place
from core.names import column_name
from core.snapshot import Snapshot
from core.types import Site

_log = logging.getLogger(__name__)


def places(snapshot: Snapshot, catalogue: Catalogue, others: Mapping[Site, Path | None]) -> list[Place]:
    """The other sites, each with what its snapshot shows, as far as this site needs it; None for one never read."""
    own = Policies(snapshot, catalogue)
    names = {name for document in own.documents for name in document.entry.names}
    names |= called(snapshot, catalogue, own)
    naming = naming_any(names)
    urls = {document.page.url for document in own.documents}
    every = [_empty(site) for site in (snapshot.site, *others)]
    read = _Reader(catalogue, own, urls, naming, every, names)
    found = [read.place(_empty(site), path) for site, path in others.items()]
    ranked = sorted(
        ((_rank(place, entry, names, snapshot.site), entry) for place in found for entry in place.entries),
        key=lambda pair: pair[0],
        reverse=True,
    )
    kept = {entry.url for _, entry in ranked[: own.words["elsewhere"]]}
    yearly, events = own_papers(snapshot, catalogue), told_elsewhere(catalogue)
    return [
        replace(
            place,
            entries=(
                *(one for one in place.entries if one.url in kept),
                *yearly(others[site] if place.as_of else None),
                *events(others[site] if place.as_of else None),
            ),
        )
        for site, place in zip(others, found, strict=True)
    ]


def _rank(place: Place, entry: Entry, names: set[str], site: Site) -> tuple[bool, bool, str]:
    """What fits a document of this site goes first, then what stands where its documents may be interpreted, then the newest."""
    fits = not names.isdisjoint((*entry.names, *entry.mentions)) or bool(entry.links)
    return fits, place.unit == site.unit or place.kind == "portal", entry.published or ""


def _empty(site: Site) -> Place:
    prefixes = tuple(dict.fromkeys((*site.urls, *site.prefixes)))
    return Place(site.key, site.name, site.unit, site.kind, prefixes)


@dataclass(frozen=True)
class _Reader:
    """Reads other sites' snapshots for the documents of one: `urls` are theirs, `every` all sites without entries.

    `naming` says which of their names a title holds.
    """

    catalogue: Catalogue
    own: Policies
    urls: Collection[str]
    naming: Callable[[str], list[str]]
    every: Sequence[Place]
    names: AbstractSet[str]

    def place(self, place: Place, path: Path | None) -> Place:
        if path is None:
            return place
        try:
            return self._shown(place, path)
        except sqlite3.Error:
            _log.warning("%s: not readable, taken for unread", path, exc_info=True)
            return place

    def _shown(self, place: Place, path: Path) -> Place:
        with Snapshot(path) as snapshot:
            shown = Policies(snapshot, self.catalogue, self.own.makers)
            read = [self._linking(snapshot, entry) for entry in shown.interpretations.values()]
            seen = snapshot.complete and whole(snapshot, shown, lambda url: self._of_others(place, url))
            entries = (*read, *(document.entry for document in shown.documents), *self._speaking(shown))
            entries = (*entries, *self._gathered(snapshot))
            columns = self._columns(snapshot) if place.kind == "portal" and snapshot.complete else ()
            consulted = not Columns(snapshot, self.catalogue.words["consultations"]["columns"]).hidden
            found = replace(place, as_of=snapshot.as_of.isoformat(), whole=seen, consulted=consulted)
            return replace(found, entries=entries, columns=columns)

    def _columns(self, snapshot: Snapshot) -> tuple[str, ...]:
        """What standards ask for, by the names that it bears there."""
        items = (item for standard in self.catalogue.standards.values() for item in standard.items)
        asked = {column_name(name) for item in items for name in item.every_name}
        there = (name for name in asked if any(snapshot.gone(url) is False for url in snapshot.named_as(name)))
        return tuple(sorted(there))

    def _of_others(self, place: Place, url: str) -> bool:
        return any(other.holds(url) for other in self.every if other.key != place.key)

    def _speaking(self, shown: Policies) -> Iterator[Entry]:
        """Pages that are neither, with a document of ours in their titles."""
        for entry in shown.rest.values():
            if named := self.naming(entry.title):
                yield replace(entry, mentions=tuple(named))

    def _gathered(self, snapshot: Snapshot) -> Iterator[Entry]:
        """Documents of ours, of any year, in its columns of normative documents."""
        for url, title in central(snapshot, self.catalogue).items():
            names = {titles.key(name, self.own.makers.regions) for name in titles.called(title)} & self.names
            if names:
                yield Entry(url, title, interprets=False, names=tuple(sorted(names)), central=True)

    def _linking(self, snapshot: Snapshot, entry: Entry) -> Entry:
        """An interpretation with its links to our documents."""
        links = (link.url for link in snapshot.links(entry.url) if link.url in self.urls)
        return replace(entry, links=tuple(dict.fromkeys(links)))
