"""Every column that a standard asks for is there, under its name or one that sites use for it.

Clause: the item of the standard (disclosure-platform/guide, article-20/budget …).
Pass: a link or a column of the site bears the name, or nearly, and leads somewhere; or it says that there are no such
matters. One on the portal counts for all where the item says so.
Fail: nothing bears it, or its link leads nowhere, or a part of it that the item names stands nowhere.
Unsure: the walk was not whole, the link could not be read or leads to the home page, to itself or to nothing, something
bears a name like it or has it in its source, scripts draw pages on which it may stand, no menu was seen, the section of
disclosure is another site's, the portal may have it for all, a part of it may be there, or the standard does not bind this
unit for sure. What has no business in a column of disclosure is told so too.
Fix: set up the column under the name of the standard and link to it.
"""

from collections.abc import Iterator
from typing import Any

from checks._alike import Seen
from checks._foreign import Foreign
from checks._owed import Owed, owed
from checks._parts import Parts
from checks._places import Place, Places
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.standards import Bound
from core.types import Finding, Level, Verdict

check = Check(__name__, scope="site")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    judging = _Judging(snapshot, rule, catalogue)
    for one in judging.owed:
        yield from judging.finding(one)
    yield from judging.strange()


class _Judging:
    """One audit's columns."""

    def __init__(self, snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> None:
        self.snapshot, self.rule, self.catalogue = snapshot, rule, catalogue
        self.owed = owed(snapshot, catalogue)
        self.places = Places(snapshot, rule.limits)
        self.parts = Parts(snapshot)
        missing = [one for one in self.owed if not any(place.gone is False for place in self.places.of(one))]
        self.seen = Seen(snapshot, rule.limits, [name for one in missing for name in one.names])

    def finding(self, one: Owed) -> Iterator[Finding]:
        """Nothing is said where another site may have the column just as well."""
        places = self.places.of(one)
        standing = [place for place in places if place.stands]
        if one.hosted:
            standing.sort(key=lambda place: not self.places.is_of(place, one.unit))
        if found := next(iter(standing), None):
            yield self._there(one, found)
        elif note := self.places.note(one):
            yield self._say(Verdict.PASS, one, "says-none", note.url, quote=note.words)
        elif not one.optional:
            yield self._not_there(one, places)

    def strange(self) -> Iterator[Finding]:
        """Advice on what stands in the columns of disclosure, never a fault."""
        foreign = Foreign(self.snapshot, self.catalogue, self.rule.limits["foreign"])
        judged: set[str] = set()
        for one in self.owed:
            if one.standard.key not in self.rule.limits["foreign"]["standards"]:
                continue
            for place in self.places.of(one):
                page = self.snapshot.page(place.url)
                if page and place.stands and page.url not in judged and (found := foreign.seen(page, one.unit.key)):
                    judged.add(page.url)
                    facts = {"number": found.number, "total": found.total, "titles": found.titles}
                    yield self._say(Verdict.UNSURE, one, found.say, page.url, page.url, level=Level.ADVICE, **facts)

    def _there(self, one: Owed, place: Place) -> Finding:
        if place.none:
            return self._say(Verdict.PASS, one, "says-none", place.url, quote=place.none)
        if one.hosted and not self.places.is_of(place, one.unit):
            return self._say(Verdict.UNSURE, one, "not-own", place.url, words=place.words)
        if not (one.parts and self._binds(one)):
            return self._say(Verdict.PASS, one, place.how, place.url, words=place.words)
        missing = self.parts.missing(one.parts)
        if not (missing.plainly or missing.perhaps):
            return self._say(Verdict.PASS, one, "whole", place.url, parts=listed(one.parts))
        seen = not (self.places.unread(place) or self.places.doubt or self.places.elsewhere(one))
        if missing.plainly and seen:
            return self._say(Verdict.FAIL, one, "parts-missing", place.url, parts=listed(missing.plainly))
        parts = listed((*missing.plainly, *missing.perhaps))
        return self._say(Verdict.UNSURE, one, "parts-unclear", place.url, parts=parts)

    def _not_there(self, one: Owed, places: list[Place]) -> Finding:
        home = self.snapshot.homes[0]
        if hollow := next((place for place in places if place.gone is False), None):
            return self._say(Verdict.UNSURE, one, "hollow", hollow.url)
        if unclear := next((place for place in places if place.gone is None), None):
            return self._say(Verdict.UNSURE, one, "link-unclear", unclear.url, words=unclear.words)
        if not self._binds(one):
            return self._say(Verdict.UNSURE, one, "not-binding", home)
        hinted = None if places else self.seen.hinted(one.clause, *one.names)
        if similar := hinted or self.seen.similar(one.names, linked=bool(places)):
            return self._say(Verdict.UNSURE, one, "similar", similar[1], similar=similar[0])
        if doubt := self.places.doubt or self.places.elsewhere(one):
            return self._say(Verdict.UNSURE, one, doubt, home)
        if places and not one.hosted:
            return self._gone(one, places[0])
        if places:
            return self._say(Verdict.UNSURE, one, "not-own", places[0].url, words=places[0].words)
        if menu := self.seen.menu:
            return self._say(Verdict.UNSURE, one, "drawn", menu)
        return self._say(Verdict.FAIL, one, "missing", home, names=listed(one.names[:4]))

    def _gone(self, one: Owed, place: Place) -> Finding:
        reading = self.snapshot.ends(place.url)
        answer = self.catalogue.outcome(reading.outcome, reading.status) if reading else ""
        page = next((url for url, _ in self.snapshot.places(place.url, 1)), self.snapshot.homes[0])
        return self._say(Verdict.FAIL, one, "leads-nowhere", place.url, words=place.words, answer=answer, page=page)

    def _binds(self, one: Owed) -> bool:
        return one.bound is Bound.YES

    def _say(self, verdict: Verdict, one: Owed, say: str, url: str, subject: str = "", **facts: Any) -> Finding:
        about: dict[str, Any] = {
            "unit": one.unit.key,
            "at": self.snapshot.taken_at,
            "clause": one.clause,
            "name": one.item.title,
            "document": one.standard.document,
            "level": one.item.level,
            "confirmed": one.item.confirmed,
        }
        return self.rule.finding(verdict, subject or one.subject, say, url=url, **about | facts)
