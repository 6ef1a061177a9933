"""Where a site may have a column under another name: for what a standard asks for and nothing bears by name.

Nobody is accused of a missing column whose name stands anywhere in a link, a title, a tag, or in the source of the pages
on which it would be looked for.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from html import unescape
from itertools import chain
from typing import Any

from core.catalogue import Item
from core.charset import decode
from core.names import column_name, plain
from core.snapshot import Snapshot
from core.types import Kind, Page

#: Names of so few characters name other things as well.
_SHORTEST = 4
_ESCAPED = re.compile(r"\\u([\da-fA-F]{4})")
_TAG = re.compile(r"<[^<>]*>")
_PARTS = re.compile(r"[|/,;]|\s+")


class Seen:
    """What one site shows that bears a name: built once a check, the sources read only when something is missing."""

    def __init__(self, snapshot: Snapshot, limits: Mapping[str, Any], items: Collection[Item]) -> None:
        self.snapshot = snapshot
        self._limits, self._items = limits, items
        self._organs: tuple[str, ...] = tuple(limits["organs"])
        self.places = cache(self._places)

    def _places(self, item: Item) -> list[str]:
        """Addresses that bear one of the item's names, be it in brackets or behind a number."""
        found = [url for name in item.names for url in self.snapshot.named_as(name)]
        return list(dict.fromkeys([*found, *(url for name in item.names for url in self._bare.get(plain(name), ()))]))

    def similar(self, item: Item, *, linked: bool) -> tuple[str, str] | None:
        """(name, address) of what bears a name like the item's, or has it in its source.

        Where the name is `linked`, its words in a source are those of the link.
        """
        wanted = _long(item)
        endings = self._endings(wanted)
        for text, places in self._near:
            if self._is_like(text, wanted, endings) and (
                url := next((one for one in places if not self.snapshot.gone(one)), "")
            ):
                return text, url
        for text, url in () if linked else self._titles:
            if self._holds(text, wanted):
                return text, url
        mentioned = () if linked else self._mentioned.items()
        return next(((name, url) for name, url in mentioned if name in wanted), None)

    @cached_property
    def _wanted(self) -> Collection[str]:
        """The names of the items that nothing bears which is there."""
        missing = (
            item for item in self._items if not any(self.snapshot.gone(url) is False for url in self.places(item))
        )
        return dict.fromkeys(name for item in missing for name in _long(item))

    @cached_property
    def menu(self) -> str:
        """The page of a section, or the home page, on which a script may fill an empty menu; "" if none."""
        menu = re.compile(self._limits["menus"], re.I)
        return next((url for url, source in self._sources() if "<script" in source.lower() and menu.search(source)), "")

    @cached_property
    def _near(self) -> list[tuple[str, list[str]]]:
        """What of all that is named holds a name, or ends as a name or a word for the same does; no article's title."""
        endings = self._endings(self._wanted)
        return [
            (text, places)
            for text, places in self.snapshot.named.items()
            if self._any.search(text) or any(part[-2:] in endings for part in _PARTS.split(text))
        ]

    def _endings(self, wanted: Collection[str]) -> set[str]:
        """How a name like one of these ends, or a word for the same."""
        kin = [others for word, others in self._limits["kin"].items() if any(name.endswith(word) for name in wanted)]
        return {name[-2:] for name in chain(wanted, *kin)}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """What finds any of the names."""
        return re.compile("|".join(map(re.escape, self._wanted)) or r"(?!)")

    def _is_like(self, text: str, wanted: Iterable[str], endings: Collection[str]) -> bool:
        """It holds a name, or is one with words left out or put in; what it is called by last decides."""
        if self._holds(text, wanted):
            return True
        for part in _PARTS.split(text):
            if part[-2:] in endings and any(
                _abridges(part, name) or _abridges(name, part, 6) or self._is_kin(part, name) for name in wanted
            ):
                return True
        return False

    def _holds(self, text: str, wanted: Iterable[str]) -> bool:
        """A name stands in it, and not just as a part of what an organ is called."""
        return any(
            not text.startswith(self._organs, found.end())
            for name in wanted
            if name in text
            for found in re.finditer(re.escape(name), text)
        )

    def _is_kin(self, text: str, name: str) -> bool:
        """Another word for the same stands at its end."""
        for word, others in self._limits["kin"].items():
            for other in others if name.endswith(word) else ():
                if text.endswith(other) and name.endswith(text.removesuffix(other) + word) and text != other:
                    return True
        return False

    @cached_property
    def _bare(self) -> dict[str, list[str]]:
        """Addresses by their names without brackets, numbers and editions round them."""
        found: dict[str, list[str]] = {}
        for text, places in self.snapshot.named.items():
            bare = re.sub(self._limits["ornaments"], "", text)
            if bare != text:
                found.setdefault(column_name(bare), []).extend(places)
        return found

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        """(words, address) of the titles, tags and breadcrumbs that hold a name."""
        return [
            (words, page.url)
            for page in self.snapshot.heads()
            for words in _called(page)
            if self._any.search(words) and self._holds(words, self._wanted)
        ]

    @cached_property
    def _mentioned(self) -> dict[str, str]:
        """Names in the sources of the home page and of the sections, each with the first page that has it."""
        found: dict[str, str] = {}
        for url, source in self._sources():
            text = _words(source)
            for name in self._wanted:
                if name not in found and name in text and self._holds(text, (name,)):
                    found[name] = url
        return found

    def _sources(self) -> Iterator[tuple[str, str]]:
        for page in self.snapshot.pages(Kind.HOME, Kind.COLUMN, Kind.OTHER):
            if page.kind is Kind.HOME or any(part in page.title for part in self._limits["sections"]):
                reading, body = self.snapshot.reading(page.url), self.snapshot.body(page.url)
                if reading is not None and body is not None:
                    yield page.url, decode(body, reading.charset)[0]


def _long(item: Item) -> tuple[str, ...]:
    return tuple(name for name in map(plain, item.names) if len(name) >= _SHORTEST)


def _called(page: Page) -> Iterable[str]:
    tags = (value for key, value in page.tags.items() if key.lower() in ("columnname", "articletitle"))
    return dict.fromkeys(map(plain, (page.title, *page.path, *tags)))


def _words(source: str) -> str:
    """Everything that stands in a source: what a reader sees as one text, and the source itself for scripts and attributes."""
    source = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), unescape(source))
    return plain(_TAG.sub("", source)) + "\n" + plain(source)


def _abridges(short: str, long: str, most: int = 99) -> bool:
    """`short` is `long` with up to `most` characters left out, and ends in the same two."""
    if len(short) < 2 or short[-2:] != long[-2:] or not 0 <= len(long) - len(short) <= most:
        return False
    characters = iter(long)
    return all(character in characters for character in short)
