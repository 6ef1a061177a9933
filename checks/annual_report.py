"""Every unit publishes its report on government information disclosure of the last year, with all its parts.

Clause: disclosure-platform/annual-reports.
Pass: the report of the year stands in the unit's part of the site and has its six parts in order.
Fail: the day by which the law wants it is over and nothing of the kind is there, or the report was read whole and has no heading for
a part.
Unsure: the day is not over, the law names none for such a unit, the walk or a list was not whole, the portal was not read since
or shows a report under the unit's name,
what may be the report shows no year, its file was not read, or its headings do not follow the usual form.
Fix: publish the report in the form that the State Council's office prescribes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checks._asked import asked
from checks._registry import Check
from checks._yearly import Paper, Text, Yearly
from core import annual, names
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Level, Unit, Verdict

check = Check(__name__, scope="site", policies=True)
#: What a report says goes from the best to the worst: one whole copy is enough, an unread one may be whole.
_RANK = (Verdict.PASS, Verdict.UNSURE, Verdict.FAIL)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = Yearly(snapshot, catalogue, rule.limits)
    if not known.judged:
        return
    reports = _Reports(snapshot, rule, known)
    wanted = asked(snapshot).get(check.name, {})
    for unit in snapshot.units:
        if unit.kind in rule.limits["by"]:
            last = snapshot.as_of.year - 1
            older = (year for year in range(rule.limits["since"], last) if f"{unit.key}/{year}" in wanted)
            yield from (reports.finding(unit, year) for year in (*older, last))


@dataclass(frozen=True)
class _Reports:
    snapshot: Snapshot
    rule: Rule
    known: Yearly

    def finding(self, unit: Unit, year: int) -> Finding:
        own = [paper for paper in self.known.of(unit) if year in paper.years]
        if own:
            found = [self._content(paper, unit, year) for paper in own]
            return min(found, key=lambda finding: _RANK.index(finding.verdict))
        limit = self._limit(unit, year)
        if entry := self.known.away(unit, lambda title: self._fits(title, year)):
            return self._say("unsure", unit, year, "elsewhere", url=entry.url, words=entry.title, place_of=entry.place)
        if unclear := self.known.unclear(unit, year):
            return self._say("unsure", unit, year, "unclear", url=unclear[0].url, words=unclear[0].title)
        if why := self._early(unit, limit) or self.known.doubt(unit, limit):
            return self._say("unsure", unit, year, why, limit=limit)
        return self._say("fail", unit, year, "missing", limit=limit)

    def _content(self, paper: Paper, unit: Unit, year: int) -> Finding:
        text = self.known.read(paper)
        parts = _parts(text, self.rule.limits, self._patterns)
        limit = self._limit(unit, year)
        facts: dict[str, Any] = {
            "url": paper.url,
            "words": paper.title,
            "missing": listed(parts.missing),
            "limit": limit,
        }
        if not parts.missing:
            if not parts.ordered:
                return self._say("unsure", unit, year, "order", level=Level.ADVICE, **facts)
            late = paper.day is not None and paper.day > limit and unit.kind not in self.rule.limits["unsaid"]
            return self._say("pass", unit, year, "late" if late else "there", day=paper.day or "", **facts)
        if why := text.unseen or parts.doubt or self._early(unit, limit):
            return self._say("unsure", unit, year, f"parts-{why}", **facts)
        return self._say("fail", unit, year, "parts-missing", **facts)

    def _early(self, unit: Unit, limit: date) -> str:
        if self.snapshot.as_of <= limit:
            return "not-due"
        return "not-binding" if unit.kind in self.rule.limits["unsaid"] else ""

    def _limit(self, unit: Unit, year: int) -> date:
        """The last day on which the report of a year is in time."""
        month, day = self.rule.limits["by"][unit.kind]
        return date(year + 1, month, day)

    def _fits(self, title: str, year: int) -> bool:
        return self.known.titles.wanted(title) and year in annual.years(title)

    def _say(self, verdict: str, unit: Unit, year: int, say: str, **facts: Any) -> Finding:
        column = next((page.url for page in self.known.columns), self.snapshot.homes[0])
        about: dict[str, Any] = {"unit": unit.key, "name": unit.name, "year": year, "url": column}
        about["at"] = self.snapshot.taken_at
        return self.rule.finding(Verdict(verdict), f"{unit.key}/{year}", say, **about | facts)

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return {name: re.compile("|".join(words)) for name, words in self.rule.limits["parts"].items()}


@dataclass(frozen=True, slots=True)
class _Parts:
    """`doubt`: why what is `missing` may be there all the same, as the name of a sentence."""

    missing: tuple[str, ...]
    ordered: bool = True
    doubt: str = ""


def _parts(text: Text, limits: Mapping[str, Any], patterns: Mapping[str, re.Pattern[str]]) -> _Parts:
    numbered = annual.headings(text.lines)
    if len(numbered) < len(patterns):
        numbered = annual.headings(text.around) or numbered
    places = {name: [at for at, words in enumerate(numbered) if one.search(words)] for name, one in patterns.items()}
    captions = annual.captions(text.lines, limits["caption"])
    missing = [name for name, at in places.items() if not at and not any(map(patterns[name].search, captions))]
    if not missing:
        return _Parts((), _ordered([at for at in places.values() if at]))
    told = "\n".join(map(names.plain, text.lines))
    if len(told) < limits["shortest"]:
        return _Parts(tuple(missing), doubt="short")
    known = [at for at in places.values() if at]
    strange = len(numbered) > len({one for at in known for one in at})
    named = any(re.search(words, told) for name in missing for words in limits["traces"].get(name, ()))
    if strange or named or len(known) < limits["fewest"]:
        return _Parts(tuple(missing), doubt="form")
    return _Parts(tuple(missing))


def _ordered(places: list[list[int]]) -> bool:
    """Whether every part can stand behind the one before it."""
    at = -1
    for later in places:
        at = min((one for one in later if one >= at), default=-2)
        if at == -2:
            return False
    return True
