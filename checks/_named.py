"""Under which words a site presents what a standard asks for: links, columns and breadcrumbs, as far as they are its name.

A name serves one item. Where the catalogue says that one column serves several, or a column is called after several items,
it counts for each of them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from core.names import column_name, plain
from core.snapshot import Snapshot
from core.types import Kind

#: (words without what stands round them, words, addresses that they lead to)
_Words = tuple[str, str, Sequence[str]]
_Places = dict[str, list[tuple[str, str]]]


class How(StrEnum):
    """What the words have to do with the name, as the sentence of the catalogue that says so."""

    NAME = "there"
    OTHER = "there-otherwise"
    SHARED = "there-shared"
    CRUMB = "there-crumb"


class Bearing(NamedTuple):
    """An address and the words that lead there."""

    url: str
    words: str
    how: How


class Named:
    """Built once a check."""

    def __init__(self, snapshot: Snapshot, limits: Mapping[str, Any]) -> None:
        self._snapshot, self._limits = snapshot, limits
        self._before = re.compile(f"^(?:{'|'.join(limits['before'])})")
        self._behind = re.compile(f"(?:{'|'.join(limits['behind'])})$")
        self._ornaments = re.compile(limits["ornaments"])

    def places(self, key: str, names: Sequence[str], aliases: Sequence[str], own: Iterable[str]) -> list[Bearing]:
        """Where an item may be, first by what is plainly its name; `own` are names of its unit that may stand before it."""
        wanted = [*map(plain, names), *map(plain, aliases)]
        found: dict[str, Bearing] = {}
        exact = (Bearing(url, name, How.NAME) for name in names for url in self._snapshot.named_as(name))
        for one in (*exact, *self._nearly(names, wanted, own), *self._shared(key, wanted)):
            found.setdefault(one.url, one)
        return list((found or self._crumbs(wanted)).values())

    def _nearly(self, names: Sequence[str], wanted: Sequence[str], own: Iterable[str]) -> Iterator[Bearing]:
        """In brackets or behind a number; behind the unit's name; with a general word round it, or without its own."""
        plainly = set(map(_letters, names))
        for bare in dict.fromkeys(_letters(prefix + name) for name in wanted for prefix in ("", *own)):
            how = How.NAME if bare in plainly else How.OTHER
            yield from (Bearing(url, words, how) for words, url in self._bare.get(bare, ()))
        for name in wanted:
            for core in (name, self._behind.sub("", name)):
                if core == name or len(core) >= self._limits["least"]:
                    yield from (Bearing(url, words, How.OTHER) for words, url in self._trimmed.get(_letters(core), ()))

    def _shared(self, key: str, wanted: Collection[str]) -> Iterator[Bearing]:
        """What is called after several items, and what the catalogue says to serve several."""
        for words, keys in self._limits["shared"].items():
            if key in keys:
                yield from (Bearing(url, words, How.SHARED) for url in self._snapshot.named_as(words))
        for words, url in (one for name in wanted for one in self._joined.get(_letters(name), ())):
            if not self._is_article(url):
                yield Bearing(url, words, How.SHARED)

    def _crumbs(self, wanted: Iterable[str]) -> dict[str, Bearing]:
        return {url: Bearing(url, name, How.CRUMB) for name in wanted if (url := self._paths.get(name, ""))}

    def _is_article(self, url: str) -> bool:
        page = self._snapshot.page(url)
        return page is not None and page.kind in (Kind.ARTICLE, Kind.DOCUMENT)

    @cached_property
    def _bare(self) -> _Places:
        """(words, address) by the letters of the words, with and without brackets, numbers and editions round them."""
        return _by((_letters(bare), words, places) for bare, words, places in self._all())

    @cached_property
    def _trimmed(self) -> _Places:
        """(words, address) by the letters of the words without the general ones before and behind them."""
        return _by(
            (_letters(core), words, places) for bare, words, places in self._short() for core in self._cores(bare)
        )

    @cached_property
    def _joined(self) -> _Places:
        """(words, address) by each of the names that words like A, B and C consist of."""
        split = ((re.split(self._limits["joints"], bare), words, places) for bare, words, places in self._short())
        joined = (one for one in split if len(one[0]) > 1 and min(map(len, one[0])) > 1)
        return _by((_letters(part), words, places) for parts, words, places in joined for part in parts)

    def _all(self) -> Iterator[_Words]:
        """What links and columns are called, and the same without what stands round it."""
        for words, places in self._snapshot.named.items():
            for bare in dict.fromkeys((words, column_name(self._ornaments.sub("", words)))):
                yield bare, words, places

    def _short(self) -> Iterator[_Words]:
        """What is no headline."""
        return (one for one in self._all() if len(one[0]) <= self._limits["longest"])

    def _cores(self, words: str) -> set[str]:
        found: set[str] = set()
        for start in (words, self._before.sub("", words)):
            while len(start) > 1 and start not in found:
                found.add(start)
                start = self._behind.sub("", start)
        return found - {words}

    @cached_property
    def _paths(self) -> dict[str, str]:
        """The first page whose breadcrumb holds a name."""
        found: dict[str, str] = {}
        for page in self._snapshot.heads():
            for words in page.path[1:]:
                found.setdefault(column_name(words), page.url)
        return found


def _by(found: Iterable[_Words]) -> _Places:
    places: _Places = {}
    for key, words, urls in found:
        places.setdefault(key, []).extend((words, url) for url in urls)
    return places


def _letters(words: str) -> str:
    """Without quotation marks and commas, which people set as they like."""
    return re.sub(r"\W", "", plain(words))
