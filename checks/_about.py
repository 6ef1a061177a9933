"""Pages that are called neither a document nor an interpretation and yet speak of a document: their titles name it, or they link to it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

from checks._policies import Document, Policies
from core import titles
from core.elsewhere import Entry, Place
from core.names import plain
from core.snapshot import Snapshot
from core.types import Kind
from core.urls import is_attachment

_MOST_PLACES = 60
#: A shorter name stands in titles of anything.
_SHORTEST = 4


def naming_any(names: Collection[str]) -> Callable[[str], list[str]]:
    """What tells which of many names a title holds, found by how they begin."""
    beginning: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= _SHORTEST:
            beginning[name[:_SHORTEST]].append(name)

    def naming(title: str) -> list[str]:
        key = titles.key(title)
        starts = range(len(key) - _SHORTEST + 1)
        found = (
            name for at in starts for name in beginning.get(key[at : at + _SHORTEST], ()) if key.startswith(name, at)
        )
        return list(dict.fromkeys(found))

    return naming


class About:
    """Built once a snapshot; the titles are gone through only where a document has no interpretation."""

    def __init__(self, snapshot: Snapshot, policies: Policies, places: Sequence[Place]) -> None:
        self._snapshot, self._policies = snapshot, policies
        self._others = [entry for place in places for entry in place.entries if entry.mentions and not entry.interprets]
        self._documents = {document.page.url for document in policies.documents}

    def of(self, document: Document, stems: Sequence[str]) -> Iterator[Entry]:
        """What speaks of the document; `stems` are its names without the kind of paper that ends them."""
        own = [name for name in (*document.entry.names, *document.entry.cut) if len(name) >= _SHORTEST]
        for key, entry in self._titles:
            if any(name in key for name in own):
                if not self._is_copy(entry, own):
                    yield entry
            elif any(stem in key for stem in stems if len(stem) >= _SHORTEST) and self._quotes(entry, own):
                yield entry
        yield from self._linking(document)

    @cached_property
    def _titles(self) -> list[tuple[str, Entry]]:
        every = [*self._policies.rest.values(), *self._others, *self._standing(), *self._unread()]
        return [(titles.key(entry.title), entry) for entry in every if self._may_tell(entry.title)]

    def _standing(self) -> Iterator[Entry]:
        """Pages without the form of an article, such as those that stand alone for one topic."""
        for page in self._snapshot.pages(Kind.OTHER, Kind.COLUMN):
            if page.url not in self._policies.interpretations:
                yield Entry(page.url, page.title, False)

    def _unread(self) -> Iterator[Entry]:
        """What links lead to that is no page of this site, by their words."""
        for words, places in self._snapshot.named.items():
            if len(words) > _SHORTEST and self._may_tell(words):
                for url in places:
                    if self._is_unread(url):
                        yield Entry(url, words, False)

    def _is_unread(self, url: str) -> bool:
        return not is_attachment(url) and not self._snapshot.understood(url) and self._snapshot.gone(url) is not True

    def _may_tell(self, title: str) -> bool:
        """Not a paper of another kind (a notice that cites the document), not one of the time when it was a draft."""
        words, text = self._policies.words["about"], plain(title)
        return not (text.endswith(tuple(words["ends"])) or any(word in text for word in words["not"]))

    def _is_copy(self, entry: Entry, own: Sequence[str]) -> bool:
        """Whether the title is just the document's."""
        called = titles.called(entry.title)
        keys = {titles.key(name, self._policies.makers.regions) for name in called}
        return entry.url in self._documents or not keys.isdisjoint(own)

    def _quotes(self, entry: Entry, own: Sequence[str]) -> bool:
        page = None if entry.place or entry.url in self._documents else self._snapshot.page(entry.url)
        text = plain(page.text) if page else ""
        return any(name in text for name in own)

    def _linking(self, document: Document) -> list[Entry]:
        """Articles that link to it, its neighbours in its own column left out; what many link to stands in a frame."""
        rest = self._policies.rest
        pages = dict.fromkeys(page for page, _ in self._snapshot.places(document.page.url, _MOST_PLACES))
        found = [rest[url] for url in pages if url in rest and self._may_tell(rest[url].title)]
        apart = [one for one in found if (page := self._snapshot.page(one.url)) and page.path != document.page.path]
        return apart if len(apart) <= self._policies.words["shared_by"] else []
