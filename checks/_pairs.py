"""Which interpretations belong to a document: by name, by number, by a link either way, beside it in a list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from checks._policies import Document, Policies
from core import names, titles
from core.documents import Facts, beside, stored
from core.elsewhere import Entry, Place
from core.html import looks_like_column
from core.snapshot import Snapshot
from core.types import Kind, Link
from core.urls import is_attachment

_MOST_PLACES = 60
#: A name cut shorter than this fits too much.
_SHORTEST = 6


@dataclass
class _Ties:
    """Interpretations that links tie to one document; `odd` those of which a link does not tell enough."""

    sure: dict[str, Entry] = field(default_factory=dict)
    odd: dict[str, Entry] = field(default_factory=dict)


class Pairs:
    """Built once a snapshot, from its own interpretations and those of other places."""

    def __init__(self, snapshot: Snapshot, policies: Policies, places: Sequence[Place]) -> None:
        self._snapshot, self._policies = snapshot, policies
        others = [entry for place in places for entry in place.entries if entry.interprets]
        self._entries = {entry.url: entry for entry in [*others, *policies.interpretations.values()]}
        self._named: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries.values():
            for name in entry.names:
                self._named[name].append(entry)
        self._documents = {name for document in policies.documents for name in document.entry.names}
        self._marks = cache(lambda name: _pairs_of(self._stem(name)))
        self._stored = cache(lambda url: stored(snapshot, url))
        self._out = {document.page.url: list(self._leading(document)) for document in policies.documents}
        self._back = {document.page.url: self._led(document) for document in policies.documents}
        every = [*self._out.values(), *self._back.values()]
        self._shared = Counter(entry.url for found in every for entry in {one.url: one for one in found}.values())

    def of(self, document: Document, facts: Facts) -> dict[str, Entry]:
        """What interprets the document, by address. Its page and the lists are read once more where nothing is plain."""
        found = {entry.url: entry for entry in self._by_name(document.entry)} | self._ties(document).sure
        return found or {entry.url: entry for entry in self._closer(document, facts)}

    def perhaps(self, document: Document, facts: Facts) -> dict[str, Entry]:
        """What may interpret the document: a person would have to look."""
        return self._ties(document).odd | {entry.url: entry for entry in self._similar(document, facts)}

    def _by_name(self, document: Entry) -> Iterator[Entry]:
        for name in document.names:
            yield from self._named.get(name, ())
        for entry in self._entries.values():
            if entry.cut and any(_begins(name, cut) for name in document.names for cut in entry.cut):
                yield entry
        for cut in document.cut:
            yield from (entry for name, named in self._named.items() if _begins(name, cut) for entry in named)

    def _leading(self, document: Document) -> Iterator[Entry]:
        """What the document's page links to that is an interpretation, or is called one."""
        for link in self._snapshot.links(document.page.url):
            if link.kind == "img" or link.url == document.page.url:
                continue
            if known := self._entries.get(link.url):
                yield known
            elif self._policies.said(link.text) and (entry := self._called_one(link)):
                yield entry

    def _called_one(self, link: Link) -> Entry | None:
        """A link that is called one and leads to an article, a file or another site; not the navigation."""
        page = self._snapshot.page(link.url)
        if page is not None and page.kind in (Kind.COLUMN, Kind.HOME):
            return None
        if page is None and looks_like_column(link.url) and not is_attachment(link.url):
            return None
        if (
            len(self._snapshot.places(link.url, self._policies.words["shared_by"] + 1))
            > self._policies.words["shared_by"]
        ):
            return None
        if page is None:
            return self._policies.named(Entry(link.url, link.text, True))
        return self._policies.named(Entry(page.url, page.title, True, page.published, page.published_from))

    def _led(self, document: Document) -> list[Entry]:
        """Interpretations that link to the document."""
        url = document.page.url
        here = [page for page, _ in self._snapshot.places(url, _MOST_PLACES)]
        found = [entry for page in here if (entry := self._entries.get(page))]
        return found + [entry for entry in self._entries.values() if url in entry.links]

    def _ties(self, document: Document) -> _Ties:
        ties, own = _Ties(), set(document.entry.names)
        for entry in (*self._out[document.page.url], *self._back[document.page.url]):
            if own & set(entry.names):
                ties.sure[entry.url] = entry
            elif self._of_another(entry):
                continue
            elif titles.quoted(entry.title):
                if not self._is_shared(entry):
                    ties.odd[entry.url] = entry
            else:
                (ties.odd if self._is_shared(entry) else ties.sure)[entry.url] = entry
        return ties

    def _is_shared(self, entry: Entry) -> bool:
        return bool(self._shared[entry.url] >= self._policies.words["shared_by"])

    def _of_another(self, entry: Entry) -> bool:
        """Whether its title names a document of this site; asked where that is not the one in question."""
        return any(name in self._documents for name in entry.names)

    def _closer(self, document: Document, facts: Facts) -> Iterator[Entry]:
        """By number, by a variable of the page's scripts, by what stands beside the document in a list."""
        number, page = facts.number, document.page.url
        if number:
            yield from (entry for entry in self._entries.values() if _has(entry.numbers, number))
        for url in facts.variables:
            yield self._entries.get(url) or Entry(url, document.page.title, True)
        for place, _ in self._snapshot.places(page, _MOST_PLACES):
            shown = self._snapshot.page(place)
            if shown and shown.kind in (Kind.COLUMN, Kind.OTHER, Kind.HOME):
                for url, words in beside(self._stored(place), place, page):
                    if self._policies.said(words):
                        yield self._entries.get(url) or Entry(url, words, True)

    def _similar(self, document: Document, facts: Facts) -> Iterator[Entry]:
        """What a person may take for one: a name much like it, a text that touches it, a heading within its own page."""
        own, number = [*document.entry.names, *document.entry.cut], facts.number
        for entry in self._entries.values():
            if self._of_another(entry):
                continue
            alike = any(self._alike(one, other) for one in own for other in (*entry.names, *entry.cut))
            touched = set(own) & set(entry.mentions) or (number and _has(entry.mentions, number))
            if alike or (touched and not titles.quoted(entry.title)):
                yield entry
        if self._within(document):
            yield document.entry

    def _within(self, document: Document) -> bool:
        """Whether a heading of the page's own text begins an interpretation; a link under such a name does not."""
        headings = self._policies.words["interpretation"]["headings"]
        lines = [names.plain(line) for line in document.page.text.split("\n")]
        if not any(line.rstrip(":") in headings for line in lines):
            return False
        linked = {names.plain(link.text) for link in self._snapshot.links(document.page.url)}
        return any(line.rstrip(":") in headings and after not in linked for line, after in pairwise(lines))

    def _alike(self, one: str, other: str) -> bool:
        if min(len(one), len(other)) >= _SHORTEST and (one in other or other in one):
            return True
        mine, theirs = self._marks(one), self._marks(other)
        least: float = self._policies.words["similar"]
        return bool(mine and theirs) and len(mine & theirs) >= least * min(len(mine), len(theirs))

    def _stem(self, name: str) -> str:
        """A name without the kind of paper that ends it."""
        words = self._policies.words["document"]
        while ending := next((end for end in (*words["genres"], *words["stems"]) if name.endswith(end)), ""):
            name = name.removesuffix(ending)
        return name


def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _begins(name: str, cut: str) -> bool:
    return len(cut) >= _SHORTEST and name.startswith(cut)


def _has(numbers: Iterable[str], number: str) -> bool:
    """In running text a number may have words before it that are none of it."""
    return any(one.endswith(number) for one in numbers)
