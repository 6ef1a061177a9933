"""Where a site may have a column under another name: for what a standard asks for and nothing bears by name.

Nobody is accused of a missing column whose name stands anywhere in a link, a title, a tag, or in the source of the pages
on which it would be looked for; but in the middle of an article's headline it is no column's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from itertools import chain
from typing import Any

from core.charset import decode
from core.html import looks_like_article
from core.names import column_name, plain
from core.snapshot import Snapshot
from core.types import Kind, Page

#: Names of so few characters name other things as well.
_SHORTEST = 4
#: Longer lines are no headings.
_LINE = 40
_ESCAPED = re.compile(r"\\u([\da-fA-F]{4})")
_TAG = re.compile(r"<[^<>]*>")
_PARTS = re.compile(r"[|/,;]|\s+")


def sections(snapshot: Snapshot, limits: Mapping[str, Any]) -> Iterator[Page]:
    """The pages on which a column would be offered: the home page, and those of disclosure by their title or what leads there."""
    parts = limits["sections"]
    names = (places for name, places in snapshot.named.items() if len(name) <= limits["short"] and _any(parts, name))
    called = {url for places in names for url in places}
    for page in snapshot.pages(Kind.HOME, Kind.COLUMN, Kind.OTHER):
        if page.kind is Kind.HOME or _any(parts, page.title) or page.url in called:
            yield page


class Seen:
    """What one site shows that bears names like these: built once a check, the sources read only when something is missing."""

    def __init__(self, snapshot: Snapshot, limits: Mapping[str, Any], names: Iterable[str]) -> None:
        self._snapshot, self._limits = snapshot, limits
        self._wanted = dict.fromkeys(_long(names))
        self._organs: tuple[str, ...] = tuple(limits["organs"])
        self._closing = re.compile(limits["closing"])

    def similar(self, names: Iterable[str], *, linked: bool) -> tuple[str, str] | None:
        """(name, address) of what bears a name like one of these, or has it in its source.

        Where the name is `linked`, its words in a source are those of the link.
        """
        wanted = _long(names)
        endings = self._endings(wanted)
        for text, places in self._near:
            there = [url for url in places if not self._snapshot.gone(url)]
            if there and self._is_like(text, wanted, endings) and not self._passes_by(text, wanted, there):
                return text, there[0]
        for text, url in () if linked else chain(self._titles, self._headings):
            if self._holds(text, wanted):
                return text, url
        mentioned = () if linked else self._mentioned.items()
        return next(((name, url) for name, url in mentioned if name in wanted), None)

    def hinted(self, *keys: str) -> tuple[str, str] | None:
        """(name, address) of a column that may hold what an item asks for, as a part of its short name hints."""
        parts = [part for key in keys for part in self._limits["hints"].get(key, ())]
        for text, places in self._snapshot.named.items() if parts else ():
            if len(text) <= self._limits["short"] and not text.endswith(self._organs):
                there = [url for url in places if not (self._snapshot.gone(url) or self._is_article(url))]
                if there and any(part in text for part in parts):
                    return text, there[0]
        return None

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
            for text, places in self._snapshot.named.items()
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
        likely = [part for part in _PARTS.split(text) if part[-2:] in endings and part not in self._limits["vague"]]
        return any(
            _abridges(part, name) or _abridges(name, part, 6) or self._is_kin(part, name)
            for part in likely
            for name in wanted
        )

    def _holds(self, text: str, wanted: Iterable[str]) -> bool:
        """A name stands in it, and not just as a part of what an organ is called."""
        return any(
            not text.startswith(self._organs, found.end())
            for name in wanted
            if name in text
            for found in re.finditer(re.escape(name), text)
        )

    def _passes_by(self, text: str, wanted: Iterable[str], places: Iterable[str]) -> bool:
        """A headline in the middle of which a name stands: what it tells of is something else."""
        inside = self._holds(text, wanted) and not self._bears(text, wanted)
        return inside and all(map(self._is_article, places))

    def _bears(self, headline: str, wanted: Iterable[str]) -> bool:
        """A name stands at its beginning, or at its end but for what such headlines end with: of 2026, a notice."""
        rest = headline
        while shorter := self._closing.sub("", rest):
            if shorter == rest:
                break
            rest = shorter
        return any(headline.startswith(name) or rest.endswith(name) or headline.endswith(name) for name in wanted)

    def _is_article(self, url: str) -> bool:
        page = self._snapshot.page(url)
        return page.kind in (Kind.ARTICLE, Kind.DOCUMENT) if page else looks_like_article(url)

    def _is_kin(self, text: str, name: str) -> bool:
        """Another word for the same stands at its end."""
        for word, others in self._limits["kin"].items():
            for other in others if name.endswith(word) else ():
                if text.endswith(other) and name.endswith(text.removesuffix(other) + word) and text != other:
                    return True
        return False

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        """(words, address) of the titles, tags and breadcrumbs that hold a name."""
        return [
            (words, page.url)
            for page in self._snapshot.heads()
            for words in _called(page)
            if self._any.search(words) and self._holds(words, self._wanted)
            if words in map(plain, page.path) or not self._passes_by(words, self._wanted, [page.url])
        ]

    @cached_property
    def _headings(self) -> list[tuple[str, str]]:
        """(line, address) of the lines of lists and other pages that are just a name, such as tabs."""
        pages = self._snapshot.pages(Kind.COLUMN, Kind.OTHER)
        lines = ((column_name(line), page.url) for page in pages for line in page.text.split("\n") if len(line) < _LINE)
        return [(line, url) for line, url in lines if line in self._wanted]

    @cached_property
    def _mentioned(self) -> dict[str, str]:
        """Names in the sources of the home page and of the sections, each with the first page that has it."""
        found: dict[str, str] = {}
        for url, source in self._sources():
            text = self._without_headlines(_words(source), url)
            for name in self._wanted:
                if name not in found and name in text and self._holds(text, (name,)):
                    found[name] = url
        return found

    def _without_headlines(self, text: str, url: str) -> str:
        """What names stand in besides headlines that tell of something else."""
        for link in self._snapshot.links(url) if self._any.search(text) else ():
            words = plain(link.text)
            page = self._snapshot.page(link.url) if self._any.search(words) else None
            for headline in (words, plain(page.title) if page else ""):
                if headline and self._passes_by(headline, self._wanted, [link.url]):
                    text = text.replace(headline, "\n")
        return text

    def _sources(self) -> Iterator[tuple[str, str]]:
        for page in sections(self._snapshot, self._limits):
            reading, body = self._snapshot.reading(page.url), self._snapshot.body(page.url)
            if reading is not None and body is not None:
                yield page.url, decode(body, reading.charset)[0]


def _any(parts: Iterable[str], text: str) -> bool:
    return any(part in text for part in parts)


def _long(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in map(plain, names) if len(name) >= _SHORTEST)


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
