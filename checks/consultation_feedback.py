"""Whoever was asked for opinions on a draft hears what became of them within 10 working days after the document came out.

Clause: laiwu-2021/consultation.
Pass: a page answers, on any registered site, in time; that nobody wrote is an answer too.
Fail: the document came out, the days are over, and nothing answers; or all that answers came later.
Unsure: no document came out yet, the days are not over, the walk was not whole, a page or an attachment was not read, another page
tells of opinions, one of the days is not shown, or the calendar is estimated.
Fix: publish what was adopted, what was not and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks._consultations import Answer, Consultation, Consultations, consultations
from checks._documents import Paper
from checks._registry import Check
from core import dates
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding
from core.workdays import Workday

check = Check(__name__, scope="places", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = consultations(snapshot, catalogue)
    earliest = dates.add_months(snapshot.as_of, -known.words["months"])
    for one in known.consultations:
        if one.day is None or earliest <= one.day <= snapshot.as_of:
            yield _Case(snapshot, rule, known, one).finding()


@dataclass(frozen=True)
class _Case:
    snapshot: Snapshot
    rule: Rule
    known: Consultations
    one: Consultation

    def finding(self) -> Finding:
        url, answers = self.one.page.url, self.known.answers(self.one.names)
        paper, day = self.known.outcome(self.one.names, self.one.day)
        limit = self.known.desk.workdays.add(day, self.rule.limits["workdays"]) if day else None
        where = self._where(paper, day, limit, answers)
        if answers and (limit is None or any(one.day and one.day <= limit.day for one in answers)):
            return self.rule.passed(url, "answered", **where)
        if self.known.says_answered(self.one.page):
            return self.rule.passed(url, "told", **where)
        if answers and limit:
            why = self._late(answers, limit)
            return self.rule.unsure(url, why, **where) if why else self.rule.fail(url, "late", **where)
        if paper is None or day is None or limit is None:
            return self.rule.unsure(url, "undated" if paper else "not-started", **where)
        if self.snapshot.as_of <= limit.day:
            return self.rule.unsure(url, "not-due", **where)
        why = self._unseen(paper, limit)
        return self.rule.unsure(url, why, **where) if why else self.rule.fail(url, "unanswered", **where)

    def _where(
        self, paper: Paper | None, day: date | None, limit: Workday | None, answers: list[Answer]
    ) -> dict[str, Any]:
        page, last = self.one.page, next(iter(answers), None)
        read = (page.url, *([paper.page.url] if paper else ()), *(answer.url for answer in answers))
        return {
            "url": page.url,
            "place": " > ".join(page.path) or page.title,
            "at": self.snapshot.seen_at(page.url),
            "name": page.title,
            "unit": self.one.unit,
            "seen_on": tuple(dict.fromkeys((*read, *self.known.columns.urls))),
            "document": paper.page.title if paper else "",
            "day": day or "",
            "limit": limit.day if limit else "",
            "answer": last.title if last else "",
            "answered": (last.day if last else None) or self.rule.limits["unsaid"],
            "missed": self.known.missed(self.one.unit, limit.day) if limit else "",
        }

    def _late(self, answers: list[Answer], limit: Workday) -> str:
        """Why answers that come late by their days may not be so, as the name of a sentence."""
        if any(one.day is None for one in answers) or self.one.day is None:
            return "undated"
        return self._unseen(None, limit)

    def _unseen(self, paper: Paper | None, limit: Workday) -> str:
        """Why an answer in time may be there that nobody saw, as the name of a sentence."""
        allowance = self.known.desk.workdays.add(limit.day, self.rule.limits["unknown_days_off"])
        if limit.estimated and self.snapshot.as_of <= allowance.day:
            return "estimated"
        if self.one.day is None:
            return "undated"
        if why := self.known.columns.hidden:
            return why
        pages = [self.one.page, *([paper.page] if paper else ())]
        if why := next(filter(None, map(self.known.unread, pages)), ""):
            return why
        if any(self.known.answering(link.text) for page in pages for link in self._own_links(page.url)):
            return "linked"
        if any(page.url != self.one.page.url for page in self.known.telling(self.one.names)):
            return "perhaps"
        if paper and self.known.says_answered(paper.page):
            return "perhaps"
        return "elsewhere-unseen" if self.known.missed(self.one.unit, limit.day) else ""

    def _own_links(self, url: str) -> list[Any]:
        return [link for link in self.snapshot.links(url) if not self.snapshot.common(link.url)]
