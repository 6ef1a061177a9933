"""Which pages of a site are policy documents for the public, which are interpretations, and which columns hold those."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from checks import _columns
from core import dates, names, titles
from core.catalogue import Catalogue
from core.elsewhere import Entry
from core.html import looks_like_article
from core.makers import Makers
from core.snapshot import Snapshot
from core.types import Kind, Page
from core.urls import host_of, is_attachment, registered_domain, within

_MOST_MENTIONS = 60
#: So much of an interpretation is looked through for the documents that it speaks of.
_BEGINNING = 3000
#: More than the month by which an interpretation may come before its document.
_EARLIER = timedelta(days=31)
#: Longer names are titles of articles, not of columns.
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Document:
    """A page that may be a policy document. `plain`: its title leaves no doubt that it concerns the public."""

    entry: Entry
    page: Page
    maker: str
    #: What the title calls it.
    called: tuple[str, ...]
    plain: bool


class Policies:
    """One pass over the articles of a snapshot."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue, makers: Makers | None = None) -> None:
        self.words: Mapping[str, Any] = catalogue.words["policies"]
        self.makers = makers or Makers(snapshot)
        self.first_day: date = max(dates.add_months(snapshot.as_of, -self.words["months"]), self.words["since"])
        says = ("titles", "not", "columns")
        self._says, self._says_not, self._columns = (any_of(self.words["interpretation"][key]) for key in says)
        kinds = ("never", "doubtful", "plans", "public", "upper")
        self._patterns = {key: any_of(self.words["document"][key]) for key in kinds}
        self._type = cache(catalogue.column_type)
        self._is_reading = cache(self._names_readings)
        self.said = cache(self._said)
        read = _columns.read(snapshot, catalogue)
        #: The columns of this site that hold interpretations.
        self.columns = tuple(one.page for one in read if self._holds_readings(one))
        #: Addresses that links present as such columns and that are no page of this site.
        self.others = self._others(snapshot)
        self.documents: list[Document] = []
        self.interpretations: dict[str, Entry] = {}
        #: Articles that are neither.
        self.rest: dict[str, Entry] = {}
        rows = {row.url: row for column in self.columns for row in snapshot.rows(column.url)}
        for page in snapshot.pages(Kind.ARTICLE, Kind.DOCUMENT, since=self.first_day - _EARLIER):
            if self._recent(page):
                self._sort(page, page.url in rows)
        for row in rows.values():
            if not snapshot.understood(row.url):
                day = row.published.isoformat() if row.published else None
                entry = self.named(Entry(row.url, row.title, True, day, "row" if day else ""))
                self.interpretations.setdefault(row.url, entry)

    def _said(self, words: str) -> bool:
        """Whether the words of a title or a link say that it is an interpretation."""
        outside = titles.outside(words)
        return bool(self._says.search(outside)) and not self._says_not.search(outside)

    def named(self, entry: Entry) -> Entry:
        """An interpretation with the names that its title gives."""
        whole, cut = self._keys(titles.interpreted(entry.title, self.words["interpretation"]["around"]))
        return replace(entry, names=whole, cut=cut)

    def _holds_readings(self, column: _columns.Column) -> bool:
        return column.type == "interpretations" or any(map(self._is_reading, (*column.page.path, column.page.title)))

    def _names_readings(self, name: str) -> bool:
        known = len(name) <= _LONGEST_NAME and not self._says_not.search(name)
        return known and (self._type(name) == "interpretations" or bool(self._columns.search(name)))

    def _others(self, snapshot: Snapshot) -> list[str]:
        domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}
        found = dict.fromkeys(
            url for name, places in snapshot.named.items() if self._is_reading(name) for url in places
        )
        columns = (url for url in found if within(url, domains) and not (looks_like_article(url) or is_attachment(url)))
        return [url for url in columns if not snapshot.understood(url) and snapshot.gone(url) is not True]

    def _recent(self, page: Page) -> bool:
        """An interpretation may come before its document; what shows no day may be of any."""
        day = dates.as_date(page.published)
        return day is None or dates.add_months(day, 1) >= self.first_day

    def _sort(self, page: Page, listed: bool) -> None:
        """An interpretation by its title or its column, else perhaps a document."""
        if self.said(page.title) or any(map(self._is_reading, page.path[1:])):
            self.interpretations[page.url] = self._interpretation(page)
        elif document := self._as_document(page):
            self.documents.append(document)
        elif listed:
            self.interpretations[page.url] = self._interpretation(page)
        else:
            self.rest[page.url] = Entry(page.url, page.title, False, page.published, page.published_from)

    def _interpretation(self, page: Page) -> Entry:
        named = self.named(Entry(page.url, page.title, True, page.published, page.published_from))
        quotes = titles.quoted(page.title)
        text = names.plain(page.text[:_BEGINNING])
        numbers = titles.numbers(text)
        more = [] if quotes else [name for one in titles.introduced(text) for name in titles.called(one)]
        touched = [name for one in titles.quoted(text)[:_MOST_MENTIONS] for name in titles.called(one)]
        return replace(
            named,
            names=(*named.names, *self._keys(more)[0]),
            numbers=tuple(titles.numbers(page.title) + ([] if quotes else numbers[:1])),
            mentions=(*self._keys(touched)[0], *numbers[:_MOST_MENTIONS]),
        )

    def _as_document(self, page: Page) -> Document | None:
        if page.kind is not Kind.DOCUMENT and not any(self._type(name) == "policy-documents" for name in page.path):
            return None
        maker, called = titles.maker(page.title), titles.called(page.title)
        rest = names.plain(page.title.removeprefix(maker))
        if self._patterns["never"].search(rest) or any(self._patterns["upper"].search(name) for name in page.path[1:]):
            return None
        kind = self._kind(rest, called, page.path)
        whole, cut = self._keys(called)
        entry = Entry(page.url, page.title, False, page.published, page.published_from, whole, cut)
        return Document(entry, page, maker, tuple(called), kind == "plain") if kind else None

    def _kind(self, rest: str, called: Collection[str], path: Collection[str]) -> str:
        """plain, doubtful or "": by the form of the paper, and by whom its words concern."""
        words = self.words["document"]
        ends = [titles.key(name) for name in called]
        binding, form = (any(end.endswith(tuple(words[key])) for end in ends) for key in ("binding", "genres"))
        normative = any(part in name for name in path for part in words["normative"])
        public = normative or bool(self._patterns["public"].search(rest))
        doubtful = any(self._patterns[key].search(rest) for key in self._doubts(ends))
        if binding:
            return "plain" if public and not doubtful and not any(map(self._of_others, called)) else "doubtful"
        return "doubtful" if form and public and not doubtful else ""

    def _doubts(self, ends: Collection[str]) -> tuple[str, ...]:
        """The words that leave a doubt; for plans there are more than for rules."""
        plans = tuple(self.words["document"]["planning"])
        return ("doubtful", "plans") if any(end.endswith(plans) for end in ends) else ("doubtful",)

    def _of_others(self, name: str) -> bool:
        """Whether a paper is about another paper, or bears the name of another place."""
        return titles.about_another(name) or titles.of_elsewhere(name, self.makers.regions)

    def _keys(self, found: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names for comparison, and beginnings of names."""
        keys = [(titles.key(name, self.makers.regions), titles.cut(name)) for name in found]
        whole, cut = (dict.fromkeys(key for key, short in keys if key and short is wanted) for wanted in (False, True))
        return tuple(whole), tuple(cut)


def whole(snapshot: Snapshot, found: Policies, elsewhere: Callable[[str], bool]) -> bool:
    """Whether every column of interpretations that the site shows was seen whole; `elsewhere` says what is another site's."""
    missed = (url for url in found.others if not elsewhere(url))
    return not any(missed) and not any(column.drawn or snapshot.unread(column.url) for column in found.columns)


def any_of(words: Collection[str]) -> re.Pattern[str]:
    """What finds any of the words."""
    return re.compile("|".join(map(re.escape, words)))
