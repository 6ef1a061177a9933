"""Documents are published within 20 working days after they were made.

Clause: laiwu-2021/normative-documents.
Pass: the first publication on any registered site was in time.
Fail: even the earliest copy came later than the last working day, by every day on which the document says that it was made.
What was entered belatedly is left out: documents of earlier years, days on which many of different days were published,
and what was open on request only at first.
Unsure: one of the days is not shown or may be that of a change, an address, a list or a note tells of an earlier day, the
calendar is estimated, the document is much older than its publication, several came late on one day, or other sites were
not read.
Fix: publish documents when they are made.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checks._documents import Documents, Paper, documents
from checks._policies import any_of
from checks._registry import Check
from core import dates, names, titles
from core.catalogue import Catalogue, Rule
from core.contents import created
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Kind

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    desk = _Deadlines(snapshot, rule, documents(snapshot, catalogue))
    for copies in desk.known.copies.values():
        own = [paper for paper in copies if not paper.others]
        if own and (finding := desk.finding(own)):
            yield finding


@dataclass(frozen=True)
class _Deadlines:
    snapshot: Snapshot
    rule: Rule
    known: Documents

    def finding(self, copies: list[Paper]) -> Finding | None:
        """One document, all its copies together; the first published stands for it."""
        first = min(copies, key=lambda copy: (copy.day or date.max, copy.page.url))
        made = max((copy.made for copy in copies if copy.made and self._is_said(copy)), default=None)
        day = min((one for one in (first.day, self._elsewhere(first)) if one), default=None)
        if self._is_out(first, made, day):
            return None
        places = tuple(dict.fromkeys(copy.page.url for copy in copies))
        limit = self.known.desk.workdays.add(made, self.rule.limits["workdays"]).day if made else None
        where: dict[str, Any] = {
            **self.known.where(first),
            "made": made or self.rule.limits["unsaid"],
            "day": day or self.rule.limits["unsaid"],
            "limit": limit or "",
            "seen_on": places,
        }
        subject = first.page.url
        if made is None or day is None or limit is None:
            return self.rule.unsure(subject, "undated", **where)
        if day < made:
            return self.rule.unsure(subject, "before", **where)
        if day <= limit:
            return self.rule.passed(subject, "in-time", **where)
        count = self.known.desk.workdays.between(made, day).days
        if why := self._doubt(copies, made, day):
            return self.rule.unsure(subject, why, count=count, missed=self._missed(first, limit), **where)
        return self.rule.fail(subject, "late", count=count, **where)

    def _is_said(self, copy: Paper) -> bool:
        """Whether its table or an office over it says that the day is that of making; others may be of anything."""
        return copy.facts.filed is not None or copy.facts.signed.endswith(tuple(self.known.words["offices"]))

    def _is_out(self, first: Paper, made: date | None, day: date | None) -> bool:
        """Not judged: long ago, by others, of the years that are being caught up with, or entered belatedly with many others."""
        earliest = max(self.known.desk.policies.first_day, self.rule.limits["since"])
        told = day or made
        if told is None or told < earliest or told > self.snapshot.as_of or not first.plain:
            return True
        if made and made < self.rule.limits["since"]:
            return True
        late = bool(made and day) and self._days(first) >= self.rule.limits["batch"]
        return late or self._belated(first)

    def _belated(self, paper: Paper) -> bool:
        """Whether its title, its column, its table or its text says that it came later for a reason."""
        said = (paper.page.title, *paper.page.path, paper.facts.rows.get("open", ""))
        notes = (line for line in paper.page.text.split("\n") if len(line) < self.rule.limits["note"])
        return bool(self._columns.search(names.plain("\n".join(said)))) or any(
            self._notes.search(names.plain(line)) for line in notes
        )

    def _doubt(self, copies: list[Paper], made: date, day: date) -> str:
        first, limits = copies[0], self.rule.limits
        limit = self.known.desk.workdays.add(made, limits["workdays"])
        if limit.estimated and day <= self.known.desk.workdays.add(limit.day, limits["unknown_days_off"]).day:
            return "estimated"
        if any(entered <= limit.day for copy in copies for entered in self._entered(copy)):
            return "entered"
        if any(self._is_renewed(copy) or (copy.year and copy.year != made.year) for copy in copies):
            return "renewed"
        if any(copy.day is None for copy in copies):
            return "undated"
        if (day - made).days > limits["historical"]:
            return "historical"
        if self._days(first) + self._undated[day] >= limits["several"] or self._crowds[day] > limits["crowd"]:
            return "several"
        if not first.maker:
            return "maker-unclear"
        if not self.snapshot.complete:
            return "not-whole"
        return "elsewhere-unseen" if self._missed(first, limit.day) else ""

    def _entered(self, paper: Paper) -> Iterator[date]:
        """Days on which it may have been published first: as its address tells, as its table or its lists say."""
        url, row = paper.page.url, paper.facts.rows.get("published", "")
        told = (
            created(url),
            dates.as_date(dates.from_url(url)),
            dates.as_date(dates.first(row)),
            *self._listed.get(url, ()),
            *self._told(paper),
        )
        return (day for day in told if day and (paper.made is None or day >= paper.made))

    def _told(self, paper: Paper) -> Iterator[date | None]:
        """Days on which a line of its own says that it was shown elsewhere."""
        for line in paper.page.text.split("\n"):
            if len(line) < self.rule.limits["note"] and self._shown.search(names.plain(line)):
                yield dates.as_date(dates.first(line))

    def _is_renewed(self, paper: Paper) -> bool:
        """Whether the day is that of a change: the page says so, or the document was changed after it was made."""
        updated = dates.as_date(dates.first(paper.facts.rows.get("updated", "")))
        head = (paper.page.title, *paper.page.text.split("\n", 8)[:8])
        return (updated is not None and updated == paper.day) or any(
            self._changed.search(names.plain(line)) for line in head if len(line) < 2 * self.rule.limits["note"]
        )

    def _missed(self, paper: Paper, limit: date) -> str:
        """The sites that may have shown it in time and were not read since: a portal, those of who made it."""
        places = [
            one for one in self.known.desk.places if one.kind == "portal" or one.unit in (*paper.units, paper.unit)
        ]
        return listed(place.name for place in places if place.kind != "topic" and not place.seen(limit))

    def _elsewhere(self, paper: Paper) -> date | None:
        """The first day on which another site showed it."""
        own = set(paper.names)
        every = (one for place in self.known.desk.places for one in place.entries if not one.interprets and one.day)
        same = (
            one for one in every if not own.isdisjoint(one.names) or not own.isdisjoint(_called(self.known, one.title))
        )
        return min((one.day for one in same if one.day), default=None)

    def _days(self, paper: Paper) -> int:
        """How many documents of different days, made too long before, were published on its day."""
        return len(self._late.get(paper.day, ())) if paper.day else 0

    @cached_property
    def _late(self) -> Mapping[date, set[date]]:
        found: defaultdict[date, set[date]] = defaultdict(set)
        for paper in self.known.papers:
            if paper.day and paper.made and self._is_late(paper.made, paper.day):
                found[paper.day].add(paper.made)
        return found

    def _is_late(self, made: date, day: date) -> bool:
        return day > self.known.desk.workdays.add(made, self.rule.limits["workdays"]).day

    @cached_property
    def _undated(self) -> Counter[date]:
        """How many documents were published on a day that do not say when they were made."""
        return Counter(paper.day for paper in self.known.papers if paper.day and not paper.made and not paper.others)

    @cached_property
    def _crowds(self) -> Counter[date]:
        """How many pages show a day as that of their publication."""
        days = (dates.as_date(page.published) for page in self.snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT))
        return Counter(day for day in days if day)

    @cached_property
    def _listed(self) -> Mapping[str, set[date]]:
        """The days that lists show beside it."""
        found: defaultdict[str, set[date]] = defaultdict(set)
        wanted = {paper.page.url for paper in self.known.papers}
        for column in self.snapshot.columns():
            for row in self.snapshot.rows(column.url):
                if row.published and row.url in wanted:
                    found[row.url].add(row.published)
        return found

    @cached_property
    def _columns(self) -> Any:
        return any_of(self.rule.limits["belated"])

    @cached_property
    def _notes(self) -> Any:
        return any_of(self.rule.limits["notes"])

    @cached_property
    def _shown(self) -> Any:
        return any_of(self.rule.limits["shown"])

    @cached_property
    def _changed(self) -> Any:
        return re.compile(self.rule.limits["changed"])


def _called(known: Documents, title: str) -> set[str]:
    return {titles.key(name, known.desk.makers.regions) for name in titles.called(title)}
