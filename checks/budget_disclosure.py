"""Every unit publishes its budget and its final accounts of the year, with their tables, soon after they were approved.

Clause: article-20/budget.
Pass: they stand in the unit's part of the site and name the tables that belong to them; expenses that do not add up are
a note.
Fail: the day by which they are out is over and nothing of the kind is there; or they came more than 20 days after the approval that
they show; or they were read whole and a table is neither there nor spoken of.
Unsure: the day is not over, the walk or a list was not whole, another site was not read since or shows them under the unit's name,
a file was not read, the title shows no year or an unknown unit, several approvals or no day of publication is shown, or the tables
have names of their own.
Fix: publish what is missing, also tables without figures.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checks._asked import asked
from checks._page import SHOWN
from checks._registry import Check
from checks._yearly import Paper, Text, Yearly
from core import amounts, annual, dates, names
from core.catalogue import Catalogue, Rule
from core.contents import created
from core.names import listed
from core.snapshot import Snapshot
from core.standards import is_named
from core.types import Finding, Unit, Verdict
from core.workdays import Workdays

check = Check(__name__, scope="site", policies=True)
_DAY = timedelta(days=1)
#: Where a day of publication may be read; addresses and scripts tell of the day of entry.


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = Yearly(snapshot, catalogue, rule.limits)
    if not known.judged:
        return
    budgets = _Budgets(snapshot, rule, known, Workdays(catalogue.words["workdays"]))
    wanted = asked(snapshot).get(check.name, {})
    for unit in snapshot.units:
        if unit.kind in rule.limits["kinds"]:
            for kind, words in rule.limits["papers"].items():
                last = snapshot.as_of.year - words["after"]
                older = (year for year in range(rule.limits["since"], last) if f"{unit.key}/{year}/{kind}" in wanted)
                yield from (budgets.finding(_Owed(unit, year, kind, words)) for year in (*older, last))


@dataclass(frozen=True)
class _Owed:
    """`words` of the catalogue about a kind of paper: `by` month and day, `after` so many years, `title`, `not`."""

    unit: Unit
    year: int
    kind: str
    words: Mapping[str, Any]

    @property
    def limit(self) -> date:
        month, day = self.words["by"]
        return date(self.year + self.words["after"], month, day)

    def fits(self, title: str) -> bool:
        """Whether a title is that of this kind of paper."""
        text = names.plain(title)
        return bool(re.search(self.words["title"], text)) and not re.search(self.words["not"], text)


@dataclass(frozen=True)
class _Budgets:
    snapshot: Snapshot
    rule: Rule
    known: Yearly
    workdays: Workdays

    def finding(self, owed: _Owed) -> Finding:
        if any(is_named(owed.unit, name) for name in self.rule.limits["exempt"]):
            return self._say(Verdict.PASS, owed, "exempt")
        if own := [paper for paper in self.known.of(owed.unit) if self._is(paper, owed)]:
            return self._content(own, owed)
        if entry := self.known.away(owed.unit, lambda title: self._named(title, owed)):
            return self._say(Verdict.UNSURE, owed, "elsewhere", url=entry.url, words=entry.title, place_of=entry.place)
        unclear = [paper for paper in self.known.unclear(owed.unit, owed.year) if owed.fits(paper.title)]
        if unclear and not all(self.known.titles.government(paper.title) for paper in unclear):
            return self._say(Verdict.UNSURE, owed, "unclear", url=unclear[0].url, words=unclear[0].title)
        if self.snapshot.as_of <= owed.limit:
            return self._say(Verdict.UNSURE, owed, "not-due")
        if why := self.known.doubt(owed.unit, owed.limit):
            return self._say(Verdict.UNSURE, owed, why)
        return self._say(Verdict.FAIL, owed, "missing")

    def _content(self, papers: list[Paper], owed: _Owed) -> Finding:
        texts = [self.known.read(paper) for paper in papers]
        first = min(papers, key=lambda paper: paper.day or date.max)
        text = _joined(papers, texts)
        missing = self._missing(text, owed)
        facts = {"url": first.url, "words": first.title, "missing": listed(missing), "day": first.day or ""}
        facts["note"] = self._note(text)
        if finding := self._late(first, text, owed, facts):
            return finding
        if not missing:
            return self._say(Verdict.PASS, owed, "there" if self._tables(owed) else "there-unasked", **facts)
        if why := self._doubt(text, missing, owed):
            return self._say(Verdict.UNSURE, owed, f"tables-{why}", **facts)
        return self._say(Verdict.FAIL, owed, "tables-missing", **facts)

    def _late(self, first: Paper, text: Text, owed: _Owed, facts: Mapping[str, Any]) -> Finding | None:
        """More than so many days after the one approval that is shown; a last day off goes on to the next working day."""
        group = "government" if owed.unit.kind == "government" else "department"
        approvals = amounts.approved(text.lines, re.compile(self.rule.limits["approved"][group]))
        approval = next(iter(approvals)) if len(approvals) == 1 else None
        if approval is None or first.day is None or approval < owed.limit - self.rule.limits["earliest"] * _DAY:
            return None
        limit = approval + self.rule.limits["days"] * _DAY
        while not self.workdays.is_workday(limit):
            limit += _DAY
        if first.day <= limit:
            return None
        said = {**facts, "approval": approval, "limit": limit}
        entered = (created(first.url), dates.as_date(dates.from_url(first.url)))
        sure = first.page is not None and first.page.published_from in SHOWN and not self.workdays.estimated(limit)
        if not sure or any(day and day <= limit for day in entered) or self.known.doubt(owed.unit, limit):
            return self._say(Verdict.UNSURE, owed, "perhaps-late", **said)
        return self._say(Verdict.FAIL, owed, "late", **said)

    def _missing(self, text: Text, owed: _Owed) -> list[str]:
        told = names.plain("\n".join((*text.lines, *text.around)))
        return [name for name, words in self._tables(owed).items() if not re.search(words, told)]

    def _tables(self, owed: _Owed) -> Mapping[str, str]:
        group = "government" if owed.unit.kind == "government" else "department"
        tables: Mapping[str, str] = self.rule.limits["tables"][group][owed.kind] if owed.unit.kind != "town" else {}
        return tables

    def _doubt(self, text: Text, missing: list[str], owed: _Owed) -> str:
        if text.unseen:
            return text.unseen
        if self.snapshot.as_of <= owed.limit:
            return "not-due"
        known = len(self._tables(owed)) - len(missing)
        return "form" if known < self.rule.limits["fewest"] or self.known.doubt(owed.unit, owed.limit) else ""

    def _note(self, text: Text) -> str:
        """Whether the three kinds of expenses add up to what is said of them together."""
        told, words = names.plain("\n".join(text.lines)), self.rule.limits["three"]
        total = amounts.behind(told, words["total"])
        cars = amounts.behind(told, words["cars"])
        apart = [amounts.behind(told, one) for one in words["cars_apart"]]
        parts = [amounts.behind(told, one) for one in words["others"]] + ([cars] if cars is not None else apart)
        known = [part for part in parts if part is not None]
        if total is None or len(known) < len(parts) or abs(total - sum(known)) <= words["rounding"]:
            return ""
        said: str = words["says"]
        return said.format(total=f"{total:g}", parts=f"{sum(known):g}")

    def _is(self, paper: Paper, owed: _Owed) -> bool:
        """The government's papers say so where they name nobody; on a department's site they are not its own."""
        if owed.year not in paper.years or not owed.fits(paper.title):
            return False
        if paper.of or owed.unit.kind == "town":
            return True
        return self.known.titles.government(paper.title) == (owed.unit.kind == "government")

    def _named(self, title: str, owed: _Owed) -> bool:
        return self.known.titles.wanted(title) and owed.fits(title) and owed.year in annual.years(title)

    def _say(self, verdict: Verdict, owed: _Owed, say: str, **facts: Any) -> Finding:
        column = next((page.url for page in self.known.columns), self.snapshot.homes[0])
        about: dict[str, Any] = {"unit": owed.unit.key, "name": owed.unit.name, "year": owed.year, "url": column}
        about |= {"at": self.snapshot.taken_at, "what": owed.words["name"], "limit": owed.limit}
        return self.rule.finding(verdict, f"{owed.unit.key}/{owed.year}/{owed.kind}", say, **about | facts)


def _joined(papers: list[Paper], texts: list[Text]) -> Text:
    """What several papers of one kind and year say together: tables may be published one by one."""
    lines = (line for paper, text in zip(papers, texts, strict=True) for line in (paper.title, *text.lines))
    around = (line for text in texts for line in text.around)
    return Text(tuple(lines), tuple(around), next((text.unseen for text in texts if text.unseen), ""))
