"""Which columns a site has, what the register says of each, and which type its name tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import dates, names
from core.catalogue import Catalogue
from core.snapshot import Snapshot
from core.types import Page, RegisteredColumn, Row


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was read: its first list page, its row of the register if any, the type its name tells ("" if none)."""

    page: Page
    entry: RegisteredColumn | None
    type: str

    @property
    def name(self) -> str:
        return self.page.title or self.page.url

    @property
    def must_update(self) -> bool:
        return self.entry is not None and self.entry.updates


def read(snapshot: Snapshot, catalogue: Catalogue) -> Iterator[Column]:
    """Every column of the site that was read, registered or not."""
    by_url = {snapshot.resolve(entry.url): entry for entry in snapshot.register if entry.url}
    by_path = {_path(entry.path.split("/")): entry for entry in snapshot.register}
    for page in snapshot.columns():
        entry = by_url.get(page.url) or by_path.get(_path(page.path[1:]))
        named = entry.type if entry and entry.type else page.title
        yield Column(page, entry, type_of(named, catalogue))


def type_of(name: str, catalogue: Catalogue) -> str:
    """The key of `column-types.toml` whose names or parts of names fit; exact names go before parts."""
    plain = names.column_name(name)
    types = catalogue.column_types
    for key, row in types.items():
        if plain == names.plain(row["title"]) or plain in map(names.plain, row.get("names", ())):
            return key
    for key, row in types.items():
        if any(names.plain(part) in plain for part in row.get("contains", ())):
            return key
    return ""


def period(column: Column, catalogue: Catalogue) -> Mapping[str, Any]:
    """`days` or `months` within which the column must have news; empty where nobody says one."""
    if column.entry and column.entry.period:
        return {"days": column.entry.period}
    row = catalogue.column_types.get(column.type, {})
    if row.get("first_level") and len(column.page.path) > 3:
        return {}
    return {key: row[key] for key in ("days", "months") if key in row}


def limit(newest: date, within: Mapping[str, Any]) -> date:
    """The last day on which a column with this newest entry is still up to date."""
    if "months" in within:
        return dates.add_months(newest, within["months"])
    return date.fromordinal(newest.toordinal() + within["days"])


def published(snapshot: Snapshot, row: Row) -> date | None:
    """When an entry was published: as its list says, else as its own page says."""
    if row.published:
        return row.published
    page = snapshot.page(row.url)
    return dates.as_date(page.published) if page else None


def _path(parts: Any) -> tuple[str, ...]:
    return tuple(names.column_name(part) for part in parts)
