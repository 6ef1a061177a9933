"""What a column of disclosure shows that has no business there: news, or what other units made. Said only where it is plain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.catalogue import Catalogue
from core.names import listed, plain
from core.snapshot import Snapshot
from core.types import Page, Row


@dataclass(frozen=True, slots=True)
class Strange:
    """`say` names the sentence, `number` of the `total` entries are meant, `titles` are the first of them."""

    say: str
    number: int
    total: int
    titles: str


class Foreign:
    """Built once a check; the lists of news are gone through for the first column that is asked."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue, limits: Mapping[str, Any]) -> None:
        self._snapshot, self._catalogue, self._limits = snapshot, catalogue, limits

    def seen(self, page: Page, unit: str) -> Strange | None:
        """What nearly all entries of a column are that it should not show; None where that is not plain."""
        rows = self._snapshot.rows(page.url)
        for say, strange in (
            ("foreign-news", [row for row in rows if self._is_news(row)]),
            ("foreign-unit", [row for row in rows if self._is_of_others(row, unit)]),
        ):
            if len(rows) >= self._limits["entries"] and len(strange) >= self._limits["share"] * len(rows):
                return Strange(say, len(strange), len(rows), listed(row.title for row in strange[:3]))
        return None

    def _is_news(self, row: Row) -> bool:
        return row.url in self._news

    def _is_of_others(self, row: Row, unit: str) -> bool:
        """What the portal lists is everybody's."""
        if self._snapshot.site.kind == "portal":
            return False
        title = plain(row.title)
        return any(title.startswith(name) for key, name in self._others if key != unit)

    @cached_property
    def _others(self) -> list[tuple[str, str]]:
        """(unit, one of its names)."""
        units: Mapping[str, list[str]] = self._snapshot.meta.get("units", {})
        known = [(key, plain(name)) for key, names in units.items() for name in names]
        return [(key, name) for key, name in known if not name.endswith(tuple(self._limits["above"]))]

    @cached_property
    def _news(self) -> set[str]:
        return {row.url for page in self._of_news() for row in self._snapshot.rows(page.url)}

    def _of_news(self) -> Iterator[Page]:
        types = self._limits["news"]
        return (page for page in self._snapshot.columns() if self._catalogue.column_type(page.title) in types)
