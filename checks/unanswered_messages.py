"""Messages in a mailbox are answered: within three months at the latest.

Clause: inspection-2019/message-unanswered.
Pass: the page of the message or its list shows an answer, a day of handling, or that another desk has it; or it is new.
Fail: a message of the last year says itself that it waits, or its answer is blank, for more than three months; early at 5 and at 10
working days.
Unsure: its page was not read, hides the day or what became of it, or the answer may be a picture, a file, or drawn by scripts.
Mailboxes of petitions, reports, interviews and consultations are left out, and so is what is older than a year. What people write
in titles is never quoted, for it may name them.
Fix: answer, and show the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from checks._duties import Duties
from checks._policies import any_of
from checks._registry import Check
from core import dates, names
from core.catalogue import Catalogue, Rule
from core.documents import stored
from core.makers import Makers
from core.messages import Message, Reader
from core.snapshot import Snapshot
from core.types import Finding, Kind, Page
from core.urls import is_attachment
from core.workdays import Workdays

check = Check(__name__, scope="places")

#: What so many columns show is no picture of one message.
_SHARED = 3
#: Longer names are titles of articles, not of columns.
_LONGEST_NAME = 12


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    mail = _Mail(snapshot, rule, Workdays(catalogue.words["workdays"]))
    read = set()
    for page, box in mail.pages():
        own, (listed, _) = mail.reader.page(stored(snapshot, page.url)), mail.listed.get(page.url, (None, box))
        if own or listed:
            read.add(page.url)
            yield from mail.finding(_together(own, listed or Message()), page.url, box, page)
    for url, (message, box) in mail.listed.items():
        if url not in read and not snapshot.understood(url):
            yield from mail.finding(message, url, box, None)


@dataclass(frozen=True)
class _Mail:
    """The mailboxes of a site and what lies in them."""

    snapshot: Snapshot
    rule: Rule
    workdays: Workdays

    def pages(self) -> Iterator[tuple[Page, str]]:
        """Pages that may show a message, each with the name of its mailbox."""
        rows = {row.url: name for page, name in self.boxes for row in self.snapshot.rows(page.url)}
        for page in self.snapshot.heads(Kind.ARTICLE, Kind.DOCUMENT, Kind.OTHER):
            box = self._box(page.path) or rows.get(page.url, "")
            if box and page.title != box:
                yield page, box

    def finding(self, message: Message, url: str, box: str, page: Page | None) -> Iterator[Finding]:
        """Nothing about what is older than the year that is looked at."""
        limits, as_of, written = self.rule.limits, self.snapshot.as_of, message.written
        where: dict[str, Any] = {
            "unit": self._unit(message, url),
            "url": url,
            "place": box,
            "at": self.snapshot.seen_at(url),
            "seen_on": tuple(dict.fromkeys((url, *self._lists_of(url)))),
            "day": written or "",
        }
        if written and not dates.add_months(as_of, -limits["months"]) <= written <= as_of:
            return
        if message.answered:
            yield self.rule.passed(url, "answered", **where)
        elif why := self._unseen(message, page):
            yield self.rule.unsure(url, why, **where)
        elif written:
            age = self.workdays.between(written, as_of).days
            if as_of > dates.add_months(written, limits["overdue_months"]):
                yield self.rule.fail(url, "overdue", age=(as_of - written).days, **where)
            elif age >= limits["early_workdays"]:
                say = "late" if age >= limits["late_workdays"] else "soon"
                yield self.rule.fail(url, say, age=age, early=True, **where)
            else:
                yield self.rule.passed(url, "new", **where)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.rule.limits)

    @cached_property
    def boxes(self) -> list[tuple[Page, str]]:
        """The pages of their lists, each with the name of the mailbox."""
        found = ((page, self._box((page.title, *page.path))) for page in self.snapshot.heads(Kind.COLUMN, Kind.OTHER))
        return [(page, name) for page, name in found if name and (page.kind is Kind.COLUMN or page.title == name)]

    @cached_property
    def listed(self) -> dict[str, tuple[Message, str]]:
        """What lists show beside messages, by their addresses."""
        found: dict[str, tuple[Message, str]] = {}
        for page, box in self.boxes:
            for target, message in self.reader.listed(stored(self.snapshot, page.url), page.url).items():
                url = self.snapshot.resolve(target)
                found[url] = (message.joined(found[url][0]) if url in found else message, box)
        return found

    def _box(self, path: tuple[str, ...]) -> str:
        """The name among those of a page's columns that is a mailbox's; "" where one says that it is for something else."""
        short = [name for name in path if len(name) <= _LONGEST_NAME]
        if any(self._patterns[1].search(names.plain(name)) for name in short):
            return ""
        return next((name for name in short if self._patterns[0].search(names.plain(name))), "")

    @cached_property
    def _patterns(self) -> tuple[Any, Any]:
        return any_of(self.rule.limits["boxes"]), any_of(self.rule.limits["never"])

    def _unseen(self, message: Message, page: Page | None) -> str:
        """Why the message may have been answered all the same, as the name of a sentence; "" where it waits for certain."""
        if not message.waits and not message.blank:
            return "hidden"
        if message.written is None:
            return "undated"
        if page is None:
            return "unread"
        if page.drawn:
            return "drawn"
        whole = self.snapshot.page(page.url)
        if whole and self._speaks.search(whole.text):
            return "hidden"
        if message.waits:
            return ""
        links = [link for link in self.snapshot.links(page.url) if not self.snapshot.common(link.url)]
        shown = (link.kind in ("img", "frame") or is_attachment(link.url) for link in links if self._own(link.url))
        return "picture" if any(shown) else ""

    @cached_property
    def _speaks(self) -> Any:
        return any_of(self.rule.limits["answers"])

    def _own(self, url: str) -> bool:
        return len(self.snapshot.places(url, _SHARED)) < _SHARED

    def _lists_of(self, url: str) -> list[str]:
        return [page.url for page, _ in self.boxes if any(row.url == url for row in self.snapshot.rows(page.url))]

    def _unit(self, message: Message, url: str) -> str:
        return self._makers.unit(message.office) or self._duties.unit_at(url)

    @cached_property
    def _makers(self) -> Makers:
        return Makers(self.snapshot)

    @cached_property
    def _duties(self) -> Duties:
        return Duties(self.snapshot)


def _together(own: Message | None, listed: Message) -> Message:
    """A page that was not understood may show an answer: then the list alone cannot say that there is none."""
    return own.joined(listed) if own else replace(listed, waits=False, blank=False)
