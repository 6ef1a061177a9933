"""An interpretation says something of its own: it is neither the document once more nor a list of its headings.

Clause: laiwu-2021/interpretation-forms.
Pass: it has prose of its own.
Fail: next to nothing is its own, on both looks; a person always decides before a unit hears of it.
Unsure: much is taken or little is its own, an outline only, a picture, a film or a file, the text of the document or of
the interpretation was not read, or the document's own page may show the interpretation too.
Fix: tell why the document was made, what is new, and how to go about it, in words of its own.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from checks._copying import Judge, Judged
from checks._documents import goes_on
from checks._interpreting import Case, Desk, desk
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.elsewhere import Entry
from core.names import listed
from core.overlap import Source
from core.snapshot import Snapshot
from core.types import Finding, Page, Verdict
from core.urls import is_attachment

#: So many documents are kept for a second interpretation of the same.
_SOURCES = 8

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    reader = _Reader(snapshot, rule, catalogue, desk(snapshot, catalogue))
    pairs: dict[str, tuple[Entry, list[Case]]] = {}
    for case in reader.desk.cases:
        for entry in case.found if not case.expired else ():
            if not entry.place:
                pairs.setdefault(entry.url, (entry, []))[1].append(case)
    for entry, cases in pairs.values():
        yield reader.finding(entry, cases)


class _Reader:
    """Judges one interpretation after the other; what documents say is read once."""

    def __init__(self, snapshot: Snapshot, rule: Rule, catalogue: Catalogue, known: Desk) -> None:
        self.desk, self._snapshot, self._rule = known, snapshot, rule
        self._judge, self._further = Judge(rule.limits), catalogue.words["documents"]["further"]
        self._source = lru_cache(_SOURCES)(lambda urls: Source("\n".join(map(self._whole, urls))))
        self._forms = self._shares()

    def finding(self, entry: Entry, cases: list[Case]) -> Finding:
        page, rule = self._snapshot.page(entry.url), self._rule
        documents = tuple(copy.page.url for case in cases for copy in case.copies)
        where: dict[str, Any] = {
            "unit": cases[0].unit,
            "url": entry.url,
            "place": " > ".join(page.path) if page and page.path else entry.title,
            "at": self._snapshot.seen_at(entry.url),
            "seen_on": dict.fromkeys((page.url if page else entry.url, *documents)),
            "name": entry.title,
            "document": listed(one for case in cases for one in (case.first.called or (case.first.page.title,))),
            "where": cases[0].first.page.url,
            "forms": self._forms,
        }
        if page is None or page.drawn or page.url in documents:
            return rule.unsure(entry.url, "unread", **where)
        judged = self._judge.of(self._source(documents), self._text(page))
        verdict, say = self._weighed(judged, entry, page, cases)
        return rule.finding(verdict, entry.url, say, **where, **self._measures(judged))

    def _weighed(self, judged: Judged, entry: Entry, page: Page, cases: list[Case]) -> tuple[Verdict, str]:
        """No fault where more may be shown than words, or a page only stands in such a column; no pass where a file was not read."""
        if judged.verdict is Verdict.PASS and any(self._lacks(copy.page) for case in cases for copy in case.copies):
            return Verdict.UNSURE, "document-unread"
        if judged.verdict is not Verdict.FAIL:
            return judged.verdict, judged.say
        if goes_on(page.url, self._snapshot.links(page.url), self._further):
            return Verdict.UNSURE, "paged"
        if self.desk.pairs.inside.shows_more(page.url):
            return Verdict.UNSURE, "pictured"
        if any(self._shows(copy.page, entry) for case in cases for copy in case.copies):
            return Verdict.UNSURE, "beside"
        return (judged.verdict, judged.say) if self.desk.policies.said(entry.title) else (Verdict.UNSURE, "doubtful")

    def _lacks(self, document: Page) -> bool:
        """Whether a document's page says so little that its files say the rest, and one was not read whole."""
        if len(document.text) >= self._rule.limits["least_alone"]:
            return False
        files = (link.url for link in self._snapshot.links(document.url) if is_attachment(link.url))
        return not all(self._snapshot.has_read(url) for url in files if not self._snapshot.common(url))

    def _shows(self, document: Page, entry: Entry) -> bool:
        """Whether a line over a part of the document's page says that it is an interpretation; one that names this is a link."""
        most: int = self._rule.limits["line"]
        lines = (line for line in document.text.split("\n") if len(line) <= most and entry.title not in line)
        return any(map(self.desk.policies.said, lines))

    def _measures(self, judged: Judged) -> dict[str, Any]:
        found, limits = judged.overlap, self._rule.limits
        most: int = limits["longest"]
        shown = found.pairs[: limits["quotes"]]
        return {
            "length": found.length,
            "lines": len(found.sentences),
            "taken": round(found.taken * 100),
            "own": found.own,
            "quotes": limits["between"].join(
                limits["pair"].format(said=said[:most], source=source[:most]) for said, source in shown
            ),
        }

    def _text(self, page: Page) -> str:
        """What an interpretation says; its files where its page says next to nothing."""
        return page.text if len(page.text) >= self._rule.limits["least_text"] else self._whole(page.url)

    def _whole(self, url: str) -> str:
        """What a page says and the files to which it links."""
        page = self._snapshot.page(url)
        files = (one.read.text for one in self._snapshot.attachments(page.url if page else url))
        return "\n".join((page.text if page else "", *files))

    def _shares(self) -> str:
        """How many of the site's interpretations are of which form."""
        limits, every = self._rule.limits, self.desk.policies.interpretations.values()
        rows = [(form["name"], form["words"]) for form in limits["forms"]]
        counted = Counter(
            next((name for name, words in rows if any(word in one.title for word in words)), limits["text"])
            for one in every
        )
        shares = listed(limits["share"].format(form=form, n=n) for form, n in counted.most_common())
        return str(limits["shares"].format(n=counted.total(), shares=shares))
