"""Which interpretations belong to a document: by name, by number, by a link either way, beside it in a list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from checks._about import About
from checks._inside import Inside
from checks._policies import Document, Policies
from core import titles
from core.documents import Facts, beside, stored
from core.elsewhere import Entry, Place
from core.html import looks_like_column
from core.snapshot import Snapshot
from core.types import Kind, Link
from core.urls import is_attachment

_MOST_PLACES = 60
#: A name cut shorter than this fits too much.
_SHORTEST = 6
#: What is left of words that say no more than that there is an interpretation.
_NO_MATTER = 4
#: A text of this length tells of what it speaks.
_LONG_TEXT = 200


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
        self._around: list[str] = policies.words["interpretation"]["around"]
        self._matters = (*policies.words["document"]["genres"], *policies.words["interpretation"]["matters"])
        self._documents = {name for document in policies.documents for name in document.entry.names}
        self._marks = cache(lambda name: _pairs_of(self._stem(name)))
        self._stored = cache(lambda url: stored(snapshot, url))
        self._about, self.inside = About(snapshot, policies, places), Inside(snapshot, policies, self._entries)
        self._hollow = cache(self.inside.hollow)
        self._kept: dict[str, dict[str, Entry]] = {}
        self._out = {document.page.url: list(self._leading(document)) for document in policies.documents}
        self._back = {document.page.url: self._led(document) for document in policies.documents}
        every = [*self._out.values(), *self._back.values()]
        self._shared = Counter(entry.url for found in every for entry in {one.url: one for one in found}.values())

    def of(self, document: Document, facts: Facts) -> dict[str, Entry]:
        """What interprets the document, by address. Its page and the lists are read once more where nothing is plain."""
        return {url: entry for url, entry in self._tied(document, facts).items() if not self._hollow(url)}

    def perhaps(self, document: Document, facts: Facts) -> dict[str, Entry]:
        """What may interpret the document: a person would have to look."""
        hollow = {url: entry for url, entry in self._tied(document, facts).items() if self._hollow(url)}
        similar = {entry.url: entry for entry in self._similar(document, facts)}
        return hollow | self._ties(document).odd | similar

    def _tied(self, document: Document, facts: Facts) -> dict[str, Entry]:
        """Asked twice for a document without an interpretation, so the answer is kept."""
        url = document.page.url
        if url not in self._kept:
            found = {entry.url: entry for entry in self._by_name(document.entry)} | self._ties(document).sure
            if all(map(self._hollow, found)):
                found |= {entry.url: entry for entry in self._closer(document, facts)}
            self._kept[url] = found
        return self._kept[url]

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
        most: int = self._policies.words["shared_by"]
        if len(self._snapshot.places(link.url, most + 1)) > most:
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
                sure = self._fits(document, entry) and not self._is_shared(entry)
                (ties.sure if sure else ties.odd)[entry.url] = entry
        return ties

    def _fits(self, document: Document, entry: Entry) -> bool:
        """Whether what a link ties to the document is its own: a link may also lead to what is next to it in a list."""
        if is_attachment(entry.url) or not set(entry.mentions).isdisjoint(document.entry.names):
            return True
        words = [entry.title, *(text for page, text in self._snapshot.places(entry.url) if page == document.page.url)]
        left = (titles.key("".join(titles.interpreted(text, self._around))) for text in words)
        return any(len(rest) <= _NO_MATTER for rest in left) or self._touches(document, entry.names)

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
        """What a person may take for one: a name much like it, a text that touches it, words within its own page."""
        own, number = [*document.entry.names, *document.entry.cut], facts.number
        for entry in self._entries.values():
            if self._of_another(entry):
                continue
            alike = any(self._alike(one, other) for one in own for other in (*entry.names, *entry.cut))
            touched = set(own) & set(entry.mentions) or (number and _has(entry.mentions, number))
            if alike or (not titles.quoted(entry.title) and (touched or self._may_mean(document, entry))):
                yield entry
        if words := self.inside.mark(document):
            yield replace(document.entry, title=words)
        yield from self._about.of(document, [self._stem(name) for name in own])

    def _may_mean(self, document: Document, entry: Entry) -> bool:
        """An interpretation of about its days whose title names no document, unless its matter is another one."""
        days = self._policies.words["near_days"]
        if len(entry.names) > 1 or (
            entry.day and document.entry.day and abs((entry.day - document.entry.day).days) > days
        ):
            return False
        if entry.place or any(name.endswith(self._matters) for name in entry.names):
            half: float = self._policies.words["touching"]
            return any(self._share(one, other) >= half for one in document.entry.names for other in entry.names)
        page = self._snapshot.page(entry.url)
        return page is None or len(page.text) < _LONG_TEXT or self._touches(document, [*entry.names, page.text])

    def _touches(self, document: Document, others: Iterable[str]) -> bool:
        """Whether the matter of the document, its name without the kind of paper, shares a word with others."""
        mine = [self._marks(name) for name in (*document.entry.names, *document.entry.cut)]
        return any(pair in other for marks in mine for pair in marks for other in others)

    def _alike(self, one: str, other: str) -> bool:
        if min(len(one), len(other)) >= _SHORTEST and (one in other or other in one):
            return True
        least: float = self._policies.words["similar"]
        return self._share(one, other) >= least

    def _share(self, one: str, other: str) -> float:
        """The part of the pairs of characters of the shorter name's matter that the other's has too."""
        mine, theirs = self._marks(one), self._marks(other)
        return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0

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
