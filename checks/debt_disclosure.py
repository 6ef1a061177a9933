"""The district publishes the debts of its government every year: limit, balance, issue, use and repayment.

Clause: laiwu-2021/debt.
Pass: what the portal shows of the year says all of it, or the portal links to the unified platform for it.
Fail: the day by which the accounts are out is over and nothing of the kind is there, or it was read whole and does not speak of a
part; where only parts are missing that the plan adds, it is advice.
Unsure: the day is not over, the walk or a list was not whole, the site of the bureau of finance was not read since or shows it, a
file was not read, or a title shows no year.
Fix: publish what is missing, or link to the unified platform.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks._asked import asked
from checks._duties import owed
from checks._registry import Check
from checks._yearly import Paper, Text, Yearly
from core import annual, names
from core.catalogue import Catalogue, Rule
from core.elsewhere import Entry
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Level, Unit, Verdict

check = Check(__name__, scope="site", policies=True)
_GOVERNMENT = "government"


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known, budgets = (Yearly(snapshot, catalogue, one.limits) for one in (rule, catalogue.rules["budget_disclosure"]))
    unit = snapshot.units[0]
    if snapshot.site.kind != "portal" or unit.kind != _GOVERNMENT or not known.judged:
        return
    debts = _Debts(snapshot, rule, known, budgets, unit, _more(snapshot, rule, catalogue))
    wanted = asked(snapshot).get(check.name, {})
    last = snapshot.as_of.year - 1
    older = (year for year in range(rule.limits["since"], last) if str(year) in wanted)
    yield from map(debts.finding, (*older, last))


def _more(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> tuple[str, ...]:
    """The parts that the district's plan adds, where it is in force and its row binds anybody."""
    item = catalogue.item(rule.clause) if rule.clause.partition("/")[0] in snapshot.standards else None
    if item is None or not any(owed(snapshot, item)):
        return ()
    parts = (part for one in item.watch if one.check == check.name for part in one.limits.get("parts", ()))
    return tuple(part for part in parts if part in rule.limits["further"])


@dataclass(frozen=True)
class _Debts:
    snapshot: Snapshot
    rule: Rule
    known: Yearly
    #: The government's budgets and accounts, which tell of its debts too.
    budgets: Yearly
    unit: Unit
    #: Parts that the plan adds to those of the law.
    more: tuple[str, ...]

    def finding(self, year: int) -> Finding:
        month, day = self.rule.limits["by"]
        limit = date(year + 1, month, day)
        if link := self._platform():
            return self._say(Verdict.PASS, year, "platform", limit, url=link[1], target=link[0])
        found = self._content(papers, year, limit) if (papers := self._papers(year)) else None
        if found and found.verdict is not Verdict.FAIL:
            return found
        if entry := self._away(year):
            facts = {"url": entry.url, "words": entry.title, "place_of": entry.place}
            return self._say(Verdict.UNSURE, year, "elsewhere", limit, **facts)
        if found:
            return found
        if unclear := self._unclear(year):
            return self._say(Verdict.UNSURE, year, "unclear", limit, url=unclear[0].url, words=unclear[0].title)
        if why := self._early(limit) or self.known.doubt(self.unit, limit):
            return self._say(Verdict.UNSURE, year, why, limit)
        return self._say(Verdict.FAIL, year, "missing", limit)

    def _papers(self, year: int) -> list[tuple[Paper, Text]]:
        """Those about debts, and the budget of the next year or the accounts as far as they speak of any or were not read."""
        every = [(paper, self.known.read(paper)) for paper in self.known.of(self.unit) if _concerns(paper.years, year)]
        known = {paper.url for paper, _ in every}
        for paper in self.budgets.of(self.unit):
            if _concerns(paper.years, year) and paper.url not in known:
                text = self.budgets.read(paper)
                lines = tuple(line for line in text.lines if re.search(self.rule.limits["speaks"], line))
                if lines or text.unseen:
                    every.append((paper, Text(lines, (), text.unseen)))
        return every

    def _unclear(self, year: int) -> list[Paper]:
        known = self.budgets.of(self.unit)
        other = (paper for paper in self.budgets.unclear(self.unit, year) if paper not in known)
        return [*self.known.unclear(self.unit, year), *other]

    def _away(self, year: int) -> Entry | None:
        """What the site of the bureau of finance shows of debts, or of budgets and accounts."""
        places = (self.known, self.budgets)
        found = (one.away(self.unit, lambda title: _concerns(annual.years(title), year)) for one in places)
        return next(filter(None, found), None)

    def _content(self, papers: list[tuple[Paper, Text]], year: int, limit: date) -> Finding:
        first = papers[0][0]
        lines = (line for paper, text in papers for line in (paper.title, *text.lines))
        told = names.plain("\n".join(lines))
        missing = _missing(told, self.rule.limits["parts"])
        further: Mapping[str, str] = {part: self.rule.limits["further"][part] for part in self.more}
        added = [] if missing else _missing(told, further)
        facts = {"url": first.url, "words": first.title, "missing": listed(missing or added)}
        if not (missing or added):
            return self._say(Verdict.PASS, year, "there", limit, **facts)
        unseen = next((text.unseen for _, text in papers if text.unseen), "")
        doubt = self.known.doubt(self.unit, limit)
        if why := unseen or self._early(limit) or (doubt if doubt != "elsewhere-unseen" else ""):
            said = "parts-unseen" if why != "not-due" else "parts-not-due"
            return self._say(Verdict.UNSURE, year, said, limit, **facts)
        if missing:
            return self._say(Verdict.FAIL, year, "parts-missing", limit, **facts)
        return self._say(Verdict.FAIL, year, "further-missing", limit, level=Level.ADVICE, **facts)

    def _platform(self) -> tuple[str, str] | None:
        """A link to the unified platform, and where it stands."""
        for host in self.rule.limits["platforms"]:
            for scheme in ("https", "http"):
                if found := self.snapshot.link_below(f"{scheme}://{host}"):
                    return found
        return None

    def _early(self, limit: date) -> str:
        return "not-due" if self.snapshot.as_of <= limit else ""

    def _say(self, verdict: Verdict, year: int, say: str, limit: date, **facts: Any) -> Finding:
        column = next((page.url for page in self.known.columns), self.snapshot.homes[0])
        about: dict[str, Any] = {"unit": self.unit.key, "year": year, "limit": limit, "url": column}
        about["at"] = self.snapshot.taken_at
        return self.rule.finding(verdict, str(year), say, **about | facts)


def _concerns(years: Collection[int], year: int) -> bool:
    """The debts of a year are told in its accounts and in the budget of the next."""
    return year in years or year + 1 in years


def _missing(told: str, parts: Mapping[str, str]) -> list[str]:
    return [name for name, words in parts.items() if not re.search(words, told)]
