"""What other sites of the district showed when they were read last: counterparts that may stand there.

Written into a snapshot's context before judging, so that judging needs no other file and says the same next year.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from core import dates
from core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy document or an interpretation as one site shows it, or a page that may be one.

    `names` are what it is about (`core.titles.key`), `mentions` names and numbers that its text only touches. Of a page that is
    neither only what `mentions` a document in its title is kept.
    """

    url: str
    title: str
    interprets: bool
    published: str | None = None
    published_from: str = ""
    names: tuple[str, ...] = ()
    #: Beginnings of names that a list has cut short.
    cut: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    #: Documents of the site in question that its page links to.
    links: tuple[str, ...] = ()
    #: The site that shows it, where that is another one.
    place: str = ""
    #: It stands in a column or library of normative documents.
    central: bool = False

    @property
    def day(self) -> date | None:
        """Its day of publication as its page or its list shows it; a day in an address alone says nothing."""
        return None if self.published_from in ("", "url") else dates.as_date(self.published)


@dataclass(frozen=True, slots=True)
class Place:
    """One other site. `as_of` is "" where it was never read, `whole` whether all its interpretations were seen then."""

    key: str
    name: str
    unit: str
    kind: str
    prefixes: tuple[str, ...] = ()
    as_of: str = ""
    whole: bool = False
    entries: tuple[Entry, ...] = ()
    #: Whether its columns that ask for opinions were seen whole.
    consulted: bool = False
    #: Of a portal that was read whole: what standards ask for and its links or columns bear, by name.
    columns: tuple[str, ...] = ()

    def holds(self, url: str) -> bool:
        """Whether an address is one of this site, by either scheme."""
        return _bare(url).startswith(tuple(map(_bare, self.prefixes)))

    def seen(self, day: date) -> bool:
        """Whether what is not among its entries was not there on that day."""
        return self.whole and date.fromisoformat(self.as_of) >= day


def dump(places: Iterable[Place]) -> list[dict[str, Any]]:
    """As it stands in the context."""
    return [asdict(place) for place in places]


def read(snapshot: Snapshot) -> tuple[Place, ...]:
    """The places that were looked up for this audit."""
    return tuple(_place(row) for row in snapshot.meta.get("elsewhere", ()))


def _place(row: dict[str, Any]) -> Place:
    entries = tuple(_entry(entry, row["name"]) for entry in row["entries"])
    tuples = {key: tuple(row.get(key, ())) for key in ("prefixes", "columns")}
    return Place(**{**row, **tuples, "entries": entries})


def _entry(row: dict[str, Any], place: str) -> Entry:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return replace(Entry(**fields), place=place)


def _bare(url: str) -> str:
    return url.partition("://")[2]
