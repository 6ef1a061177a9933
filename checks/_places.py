"""Where what a standard asks for may be, whether anything stands there, and what was not seen of the places to look for it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checks._alike import sections
from checks._duties import Duties
from checks._named import Bearing, How, Named
from checks._owed import Owed
from core import elsewhere
from core.charset import decode
from core.names import column_name, plain
from core.snapshot import Snapshot
from core.types import Kind, Outcome, Page, Unit

_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_INLINE = re.compile(r"</?(?:a|b|em|font|i|o:p|span|strong|u)\b[^<>]*>|\n", re.I)
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Place:
    """An address that bears a name. `gone` as `Snapshot.gone` says it; `hollow`: it leads to nothing of its own.

    `none` is what the page says where it says that there are no such matters.
    """

    url: str
    words: str
    how: How
    gone: bool | None
    hollow: bool = False
    none: str = ""

    @property
    def stands(self) -> bool:
        return self.gone is False and not self.hollow


@dataclass(frozen=True, slots=True)
class Note:
    """What a unit says of matters that it does not have."""

    url: str
    words: str


class Places:
    """Built once a check."""

    def __init__(self, snapshot: Snapshot, limits: Mapping[str, Any]) -> None:
        self._snapshot, self._limits = snapshot, limits
        self._named, self._duties = Named(snapshot, limits), Duties(snapshot)
        owner = re.sub(limits["site"], "", plain(snapshot.site.name))
        own = (owner, *(plain(name) for unit in snapshot.units for name in (unit.name, *unit.former)))
        self._section = re.compile(f"(?:{'|'.join(map(re.escape, own))})?(?:{limits['section']})")
        self._none = re.compile("|".join(limits["none"]))
        self._found: dict[str, list[Place]] = {}

    def of(self, one: Owed) -> list[Place]:
        """Where the column may be, first by what is plainly its name."""
        if one.subject not in self._found:
            self._found[one.subject] = self._sought(one)
        return self._found[one.subject]

    def _sought(self, one: Owed) -> list[Place]:
        own = (one.unit.name, *one.unit.former, *self._site_names(one.unit))
        found = self._named.places(one.clause, one.names, one.item.aliases, own)
        return [self._place(bearing, one) for bearing in found]

    def _site_names(self, unit: Unit) -> Iterator[str]:
        """The unit's name with its district before it, as its site writes it."""
        start, name, _ = self._snapshot.site.name.partition(unit.name)
        if name and unit.key == self._snapshot.site.unit:
            yield start + name

    def _place(self, bearing: Bearing, one: Owed) -> Place:
        gone = self._snapshot.gone(bearing.url)
        page = self._snapshot.page(bearing.url) if gone is False else None
        hollow = gone is False and bearing.how is not How.CRUMB and self._is_hollow(bearing, page)
        none = self._quoted(page.text) if page and page.says_none and not self._snapshot.rows(page.url) else ""
        return Place(*bearing, gone, hollow, none)

    def note(self, one: Owed) -> Note | None:
        """A title or a sentence which says that the unit has nothing of the kind."""
        wanted = [name for name in map(plain, (*one.names, one.item.title)) if len(name) >= self._limits["least"]]
        notes = (note for note in self._notes if any(name in note.words for name in wanted))
        return next((note for note in notes if not one.hosted or self._duties.unit_at(note.url) == one.unit.key), None)

    def is_of(self, place: Place, unit: Unit) -> bool:
        """Whether a place belongs to a unit that has only a part of the site."""
        named = any(plain(name) in plain(place.words) for name in (unit.name, *unit.former))
        return named or self._duties.unit_at(place.url) == unit.key

    def unread(self, place: Place) -> bool:
        """Whether not all that stands there was seen."""
        page = self._snapshot.page(place.url)
        return page is None or page.drawn or bool(self._snapshot.unread(page.url))

    @cached_property
    def doubt(self) -> str:
        """Why nothing can be said to be missing, as the name of a sentence; "" where all was seen."""
        if not self._snapshot.complete or self._snapshot.unread():
            return "not-whole"
        if any(page.drawn for page in sections(self._snapshot, self._limits)):
            return "drawn"
        if not self._has_menu():
            return "no-menu"
        return "leads-away" if self._leads_away() else ""

    def elsewhere(self, one: Owed) -> str:
        """Why a portal may have it for all, as the name of a sentence; "" where none can."""
        if self._snapshot.site.kind == "portal" or one.standard.key in self._limits["own"]:
            return ""
        portals = [place for place in elsewhere.read(self._snapshot) if place.kind == "portal"]
        if any(not place.columns for place in portals):
            return "portal-unseen"
        names = set(map(column_name, (*one.names, *one.item.aliases)))
        return "" if all(names.isdisjoint(place.columns) for place in portals) else "on-portal"

    def _leads_away(self) -> bool:
        """Whether the section of disclosure is another site's, or nobody saw where it is though the home page tells of it."""
        named = {name: places for name, places in self._snapshot.named.items() if self._section.fullmatch(name)}
        every = [url for places in named.values() for url in places if url not in self._snapshot.homes]
        inside = [url for url in every if self._snapshot.understood(url)]
        outside = (url for url in every if not url.startswith(self._snapshot.site.prefixes))
        if any(url not in inside and self._snapshot.gone(url) is not True for url in outside):
            return bool(self._snapshot.own_hosts) or not inside
        words = (text for home in self._snapshot.homes for text in _MARKUP.split(self._source(home)))
        return not inside and any(self._section.fullmatch(column_name(text)) for text in words)

    def _has_menu(self) -> bool:
        """Whether a page leads on to several others; for a part of another site's host its own home page has to."""
        kinds = (Kind.HOME, Kind.COLUMN, Kind.OTHER) if self._snapshot.own_hosts else (Kind.HOME,)
        return any(self._leads_on(page.url) for page in self._snapshot.heads(*kinds))

    def _leads_on(self, url: str) -> bool:
        prefixes = self._snapshot.site.prefixes
        others = {link.url for link in self._snapshot.links(url) if link.url.startswith(prefixes)}
        least: int = self._limits["menu_links"]
        return len(others - {url, *self._snapshot.homes}) >= least

    def _is_hollow(self, bearing: Bearing, page: Page | None) -> bool:
        """The link leads to the home page, to the page alone that shows it, or to one that shows nothing."""
        end = self._snapshot.resolve(bearing.url)
        if end in self._snapshot.homes:
            return True
        if page is None:
            reading = self._snapshot.ends(bearing.url)
            ours = end.startswith(self._snapshot.site.prefixes)
            return ours and reading is not None and reading.outcome is Outcome.OK and not reading.bytes
        words = column_name(bearing.words)
        shown = {place for place, text in self._snapshot.places(bearing.url) if column_name(text) == words}
        if shown == {end} and column_name(page.title) != words:
            return True
        return not (page.text or page.drawn or self._snapshot.rows(end) or next(self._snapshot.links(end), None))

    @cached_property
    def _notes(self) -> list[Note]:
        """What titles and links say not to be there, and the sentences of what is called so."""
        found = []
        for words, places in self._snapshot.named.items():
            if self._none.search(words):
                found += [Note(url, words) for url in places if self._snapshot.gone(url) is False]
        for page in self._snapshot.heads():
            if self._none.search(plain(page.title)):
                lines = (page.title, *self._shown(page.url))
                found += [Note(page.url, plain(line)) for line in lines if self._none.search(plain(line))]
        return found

    def _shown(self, url: str) -> list[str]:
        """The sentences of a page, short ones beside a long list too."""
        return re.split(r"[\n\u3002]", _MARKUP.sub("\n", _INLINE.sub("", self._source(url))))

    def _source(self, url: str) -> str:
        """What stands in a page without its scripts and remarks."""
        reading, body = self._snapshot.reading(url), self._snapshot.body(url)
        return _HIDDEN.sub("", decode(body, reading.charset)[0]) if reading and body else ""

    def _quoted(self, text: str) -> str:
        """The line that says that there is nothing."""
        lines = [line.strip() for line in text.split("\n")]
        return next((line for line in lines if self._none.search(plain(line))), lines[0])[: self._limits["quoted"]]
