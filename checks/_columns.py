"""Which columns a site has, what the register says of each, and which type its name tells."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checks._duties import Duties
from core import dates, names
from core.catalogue import Catalogue
from core.html import looks_like_article
from core.snapshot import Snapshot
from core.types import Kind, Link, Page, RegisteredColumn, Row
from core.urls import host_of, registered_domain, within

#: What a page says of its own day without a doubt; scripts and addresses carry other days too.
_SAYS = frozenset({"meta", "label", "line"})
#: Characters of a headline; what has fewer is a name.
_HEADLINE = 8
#: An address may tell the day of entry; publication follows within this.
_LATER = timedelta(days=30)
_FOLDER = re.compile(r"/(?:(?:index|default|list|node)\w*\.\w{2,5})?(?:\?|\Z)", re.I)
#: The number of an article or of a day in an address, no year and no number of a column.
_COUNTED = re.compile(r"(?<!col)(?<!channel_)(?<!\d)\d{5,}|\d{4}[-/]\d{2}|[?&]\w*id=", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was read: its first list page, its row of the register if any, the type its name tells or ""."""

    page: Page
    entry: RegisteredColumn | None
    type: str
    #: The unit that answers for it.
    unit: str

    @property
    def name(self) -> str:
        return self.page.title or self.page.url

    @property
    def must_update(self) -> bool:
        return self.entry is not None and self.entry.updates


def read(snapshot: Snapshot, catalogue: Catalogue) -> Iterator[Column]:
    """Every column of the site that was read, registered or not. A path names one only where its address does not."""
    by_url = {snapshot.resolve(entry.url): entry for entry in snapshot.register if entry.url}
    found = {url: page for url in by_url if (page := snapshot.page(url)) and page.kind in (Kind.COLUMN, Kind.OTHER)}
    duties = Duties(snapshot)
    by_path = {_path(entry.path.split("/")): entry for url, entry in _unplaced(snapshot, found)}
    for page in {page.url: page for page in (*snapshot.columns(), *found.values())}.values():
        entry = by_url.get(page.url) or by_path.get(_path(page.path[1:]))
        named = entry.type if entry and entry.type else page.title
        unit = entry.unit if entry and entry.unit else duties.unit_of(page)
        yield Column(page, entry, catalogue.column_type(named), unit)


def _unplaced(snapshot: Snapshot, found: Mapping[str, Page]) -> Iterator[tuple[str, RegisteredColumn]]:
    """Rows of the register whose own address was not read as a list."""
    for entry in snapshot.register:
        if (url := snapshot.resolve(entry.url)) not in found:
            yield url, entry


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
    """When an entry was published: as its list says, else as its own page says. A day still to come says nothing."""
    if row.published and row.published <= snapshot.as_of:
        return row.published
    page = snapshot.page(row.url)
    return (dates.as_date(page.published) if page else None) or row.published


def latest(snapshot: Snapshot, row: Row) -> date | None:
    """The later of the days that its list and its own page say: lists also show when a document was made."""
    day, page = published(snapshot, row), snapshot.page(row.url)
    own = dates.as_date(page.published) if page and page.published_from in _SAYS else None
    return max((one for one in (day, own) if one and one <= snapshot.as_of), default=day)


def linked(
    snapshot: Snapshot, page: Page, common: Callable[[str], bool], services: Collection[str] = ()
) -> dict[str, date | None]:
    """What the links of a page beside its lists lead to, with its day. None: an item of unknown day.

    What is `common` to the whole site is navigation or a notice in the frame, and no entry.  `services` are the words
    with which names of other sites and of services end.
    """
    found: dict[str, date | None] = {}
    for link in snapshot.links(page.url):
        if link.kind not in ("a", "script") or link.url in found:
            continue
        target = snapshot.page(link.url)
        day = dates.as_date(target.published) if target else None
        item = day or (_is_item(snapshot, link, target, services) and not snapshot.gone(link.url))
        if item and not common(link.url):
            found[link.url] = day
    return found


def may_be_newer(snapshot: Snapshot, url: str, newest: date) -> bool:
    """Whether an item of unknown day may be newer than this; only the address of another site tells that it is not."""
    entered = None if _ours(snapshot, url) else dates.entered_by(url)
    return entered is None or entered + _LATER >= newest


def _is_item(snapshot: Snapshot, link: Link, target: Page | None, services: Collection[str]) -> bool:
    """Whether a link without a day leads to an article: by its address, or as a headline to a page that is no list."""
    if looks_like_article(link.url):
        return True
    if not is_headline(link.text, services) or is_site(link.url):
        return False
    return target is None or (target.kind is Kind.COLUMN and not snapshot.rows(target.url))


def is_headline(text: str, services: Collection[str]) -> bool:
    """No name of a column, a site or a service."""
    name = names.column_name(text)
    return len(name) >= _HEADLINE and not name.endswith(tuple(services))


def is_site(url: str) -> bool:
    """The address of a whole site or of a section: a folder without a number that counts articles or days."""
    path = "/" + url.partition("//")[2].partition("/")[2]
    return bool(_FOLDER.search(path)) and not _COUNTED.search(path)


def _ours(snapshot: Snapshot, url: str) -> bool:
    return within(url, {registered_domain(host_of(own)) for own in snapshot.site.urls})


def _path(parts: Any) -> tuple[str, ...]:
    return tuple(names.column_name(part) for part in parts)
