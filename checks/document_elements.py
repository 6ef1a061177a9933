"""Every document shows its number, the day on which it was made and who published it; those of the government how far they are public.

Clause: laiwu-2021/disclosure-attribute.
Pass: all of them stand in the table, at the head or foot of the text, or in an attachment.
Fail: a document of the district's own shows one of them nowhere, and all of it was read.
Unsure: an attachment, a picture or a script may hold what is missing, it is not plain that the page is a document, who made it
or that one of its form has a number, another page shows it, something like it stands there in another form, or its number
stands on another document too.
Fix: complete the information table and the text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from checks._documents import Documents, Paper, documents
from checks._registry import Check
from core import elements, names, titles
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding

check = Check(__name__, scope="url", policies=True)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    known = documents(snapshot, catalogue)
    numbers = _Numbers(known, rule, whole=snapshot.complete)
    for paper in known.papers:
        if finding := _finding(rule, known, paper, numbers):
            yield finding


def _finding(rule: Rule, known: Documents, paper: Paper, numbers: "_Numbers") -> Finding | None:
    missing = _missing(rule, known, paper)
    where: dict[str, Any] = {**known.where(paper), "missing": listed(rule.limits["names"][one] for one in missing)}
    subject = paper.page.url
    if paper.others or known.expired(paper) or _is_before(rule, paper):
        return None if missing else rule.passed(subject, "complete", note="", **where)
    if not missing and (twin := numbers.twin(paper)):
        return rule.unsure(
            subject, "twice", number=twin.facts.number, other=twin.page.title, at_other=twin.page.url, **where
        )
    if not missing:
        return rule.passed(subject, "complete", note=numbers.note(paper), **where)
    if why := _doubt(rule, known, paper, missing):
        return rule.unsure(subject, why, **where)
    plainly = _plainly(known, paper, missing)
    if not plainly:
        return rule.unsure(subject, "near", **where)
    return rule.fail(subject, "missing", **where | {"missing": listed(rule.limits["names"][one] for one in plainly)})


def _missing(rule: Rule, known: Documents, paper: Paper) -> list[str]:
    """The elements that the page shows nowhere, in the order of the catalogue."""
    rows, facts = paper.facts.rows, paper.facts
    text, files = paper.page.text.split("\n"), known.attached(paper)
    shown = {
        "number": bool(rows.get("number") or paper.number or facts.numbered)
        or _any(elements.numbered, text, files, paper.page.title),
        "made": bool(facts.made or rows.get("made") or facts.closed) or elements.signed(files)[1] is not None,
        "issuer": bool(paper.maker or facts.signed or facts.origin or rows.keys() & {"issuer", "publisher"})
        or bool(elements.signed(files)[0]),
        "open": facts.noted or elements.is_open(files) or not _of_government(known, paper),
    }
    if known.recognised.form(paper.page.title) in rule.limits["unnumbered"]:
        shown["number"] = True
    if paper.first and paper.first < rule.limits["open_since"]:
        shown["open"] = True
    return [element for element in rule.limits["names"] if not shown[element]]


def _any(shows: Callable[..., bool], text: list[str], files: list[str], title: str) -> bool:
    return shows(text, title) or shows(files)


def _plainly(known: Documents, paper: Paper, missing: list[str]) -> list[str]:
    """The elements that stand there in no form at all."""
    lines = [line for line in paper.page.text.split("\n") if line.strip() != paper.page.title]
    return [one for one in missing if not elements.near(one, lines) and not elements.near(one, known.attached(paper))]


def _of_government(known: Documents, paper: Paper) -> bool:
    """Made by the government of the district or its office, alone or first."""
    maker, regions = names.plain(paper.maker), known.desk.makers.regions
    for own in (region + name for region in regions for name in known.words["government"]):
        before, found, after = maker.partition(own)
        if (
            found
            and (not before or before.endswith(tuple(known.words["above"])))
            and (not after or after.startswith(regions))
        ):
            return True
    return False


def _is_before(rule: Rule, paper: Paper) -> bool:
    """Made before such elements were asked for."""
    since: date = rule.limits["since"]
    return paper.first is not None and paper.first < since


def _doubt(rule: Rule, known: Documents, paper: Paper, missing: list[str]) -> str:
    """Why what is missing is no plain fault, as the name of a sentence; "" where it is one."""
    if why := known.unseen(paper):
        return why
    copies = (one for one in known.copies[paper.names] if one is not paper and paper.names)
    if any(not _missing(rule, known, copy) for copy in copies):
        return "copy"
    if not paper.plain:
        return "perhaps"
    if not paper.maker and (missing != ["issuer"] or not known.is_own(paper)):
        return "maker-unclear"
    form, outside = known.recognised.form(paper.page.title), titles.outside(paper.page.title)
    unasked = form not in known.words["numbered"] and "number" not in paper.facts.labels
    if not paper.number and (unasked or any(word in outside for word in rule.limits["informal"])):
        return "form-unclear"
    return "" if paper.day or paper.made or paper.year else "undated"


class _Numbers:
    """Numbers that stand on two documents, and those that nobody published: hints, never faults."""

    def __init__(self, known: Documents, rule: Rule, *, whole: bool) -> None:
        self._papers = [paper for paper in known.papers if paper.number and not paper.others]
        self._rule, self._whole = rule, whole

    def twin(self, paper: Paper) -> Paper | None:
        """Another document with its number, by another name."""
        return next((one for one in self._with.get(paper.number, ()) if not _same(one, paper)), None)

    def note(self, paper: Paper) -> str:
        """The numbers before this one that no document of its issuer shows in its year."""
        if not self._whole or not paper.number or self._rule.limits["longest_gap"] < len(self._before(paper)):
            return ""
        gap = self._before(paper)
        return self._rule.limits["skipped"].format(numbers=listed(map(str, gap))) if gap else ""

    def _before(self, paper: Paper) -> range:
        body, _, count = paper.number.rpartition("-")
        known = self._series[body]
        earlier = [one for one in known if one < int(count)]
        enough = len(known) >= self._rule.limits["fewest"]
        return range(max(earlier) + 1, int(count)) if earlier and enough else range(0)

    @cached_property
    def _with(self) -> Mapping[str, list[Paper]]:
        found: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self._papers:
            found[paper.number].append(paper)
        return found

    @cached_property
    def _series(self) -> Mapping[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for paper in self._papers:
            body, _, count = paper.number.rpartition("-")
            found[body].add(int(count))
        return found


def _same(one: Paper, other: Paper) -> bool:
    """One document on two pages, or the parts of one."""
    return one.names == other.names or set(one.names) <= set(other.names) or set(other.names) <= set(one.names)
