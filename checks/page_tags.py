"""Home page, columns and articles carry the tags that the site guideline makes mandatory for them.

Clause: inspection-2019/page-tags; the tags stand in catalogue/page-tags.toml.
Pass: no more than half of the pages of a kind are without the tag.
Fail: more than half are, of at least three, or the home page is: it is missing, empty, or no site code, no date.  A whole
site is one case of who runs its platform; a part of another site's host is judged with that one.  Articles count where a
list shows them, letters of citizens never.  A date in an odd form is advice.
Unsure: fewer pages without it, an unfinished walk, or pages that were not read or that scripts draw could make the
difference; a home page of frames or one that only leads on; a script that may write the tag.
Fix: complete the head of the template.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checks._registry import Check
from core import dates
from core.catalogue import Catalogue, Rule
from core.names import plain
from core.snapshot import Snapshot
from core.types import Finding, Kind, Level, Outcome, Page
from core.urls import host_of, is_attachment

check = Check(__name__, scope="site", whole=True)

_KINDS = {Kind.HOME: "home", Kind.COLUMN: "column", Kind.ARTICLE: "article", Kind.DOCUMENT: "article"}
#: What was asked and did not show itself: it might carry the tag.
_UNSEEN = frozenset(
    {Outcome.TIMEOUT, Outcome.RESET, Outcome.REFUSED, Outcome.BLOCKED, Outcome.ROBOTS, Outcome.RESOLVER_FAILED}
)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)


@dataclass
class _Tally:
    """The pages of one kind by what they say of one tag: good, missing, empty, malformed, odd, or drawn by scripts."""

    states: Counter[str] = field(default_factory=Counter)
    #: The first of the wrong pages by address, so that both looks name the same one.
    example: str = ""

    @property
    def wrong(self) -> int:
        return self.states["missing"] + self.states["empty"] + self.malformed

    @property
    def malformed(self) -> int:
        return self.states["malformed"] + self.states["odd"]

    def add(self, url: str, state: str, *, drawn: bool) -> None:
        if state != "good" and drawn:
            state = "drawn"
        elif state != "good":
            self.example = min(self.example or url, url)
        self.states[state] += 1


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    if not snapshot.own_hosts:
        return
    words = catalogue.words["page-tags"]
    tallies = _tallies(snapshot, rule, words["tag"])
    unseen = sum(_is_page(snapshot, reading.url) for reading in snapshot.readings(*_UNSEEN))
    for kind, title in words["kinds"].items():
        for tag in words["tag"]:
            tally = tallies[kind, tag["name"]]
            if kind in tag["on"] and (tally.states or kind == "home"):
                yield _finding(snapshot, rule, kind, tag, tally, unseen, title)


def _is_page(snapshot: Snapshot, url: str) -> bool:
    return host_of(url) in snapshot.own_hosts and not is_attachment(url)


def _tallies(snapshot: Snapshot, rule: Rule, tags: list[Mapping[str, Any]]) -> dict[tuple[str, str], _Tally]:
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    soft, listed = set(snapshot.meta.get("soft_404", ())), _listed(snapshot)
    due = {
        kind: [(tag["name"].lower(), tag, tallies[kind, tag["name"]]) for tag in tags if kind in tag["on"]]
        for kind in _KINDS.values()
    }
    for page in snapshot.heads(*_KINDS):
        kind = _KINDS[page.kind]
        apart = kind == "article" and (page.url not in listed or _is_letter(page, rule))
        if apart or page.content_hash in soft:
            continue
        values: dict[str, str] = {}
        for name, value in page.tags.items():
            lower = name.lower()
            values[lower] = values.get(lower) or value
        for name, tag, tally in due[kind]:
            tally.add(page.url, _state(values.get(name), tag, rule), drawn=page.drawn)
    return tallies


def _listed(snapshot: Snapshot) -> set[str]:
    """What lists show: other pages with numbers of their own are parts of pages, and archives that nobody reads."""
    places = (*snapshot.homes, *(page.url for page in snapshot.heads(Kind.COLUMN, Kind.OTHER)))
    shown = {row.url for place in places for row in snapshot.rows(place)}
    return shown | {end for url, end in snapshot.redirected() if url in shown}


def _is_letter(page: Page, rule: Rule) -> bool:
    return bool(re.search(rule.limits["letters"], "\n".join((page.url, *page.path, page.title))))


def _state(value: str | None, tag: Mapping[str, Any], rule: Rule) -> str:
    if value is None:
        return "missing"
    text = plain(value)
    if not text or text in rule.limits["empty"]:
        return "empty"
    dated = tag.get("date", False) and dates.first(value)
    if dated or "form" not in tag or re.fullmatch(tag["form"], text):
        return "good"
    return "odd" if re.fullmatch(tag.get("odd", "(?!)"), text) else "malformed"


def _finding(
    snapshot: Snapshot, rule: Rule, kind: str, tag: Mapping[str, Any], tally: _Tally, unseen: int, title: str
) -> Finding:
    subject, states, wrong = f"{kind}/{tag['name']}", tally.states, tally.wrong
    read = states["good"] + wrong
    unknown = states["drawn"] + (0 if kind == "home" else unseen)
    most = rule.limits["share"] * (read + unknown)
    where: dict[str, Any] = {
        "unit": snapshot.operator,
        "url": tally.example or snapshot.homes[0],
        "at": snapshot.taken_at,
        "kind": title,
        "tag": tag["name"],
        "name": tag["title"],
        "pages": read,
        "places": wrong,
        "unknown": unknown,
        **{state: states[state] for state in ("missing", "empty")},
        "malformed": tally.malformed,
    }
    if not read or (wrong and kind != "home" and read < rule.limits["fewest"]):
        return rule.unsure(subject, "too-few", **where)
    if wrong + unknown <= most and (snapshot.complete or (kind == "home" and not wrong)):
        return rule.passed(subject, "sound", **{**where, "places": states["good"]})
    if wrong <= most or not snapshot.complete:
        return rule.unsure(subject, "unknown", **where)
    if kind == "home" and _leads_on(snapshot, rule, tally.example):
        return rule.unsure(subject, "leads-on", **where)
    if _written_otherwise(snapshot, rule, tally.example, tag["name"]):
        return rule.unsure(subject, "elsewhere", **where)
    soft = tally.malformed if "form_level" in tag else states["odd"]
    level = rule.level if wrong - soft > most else Level(tag.get("form_level", Level.ADVICE))
    return rule.fail(subject, "wrong", level=level, **where)


def _leads_on(snapshot: Snapshot, rule: Rule, url: str) -> bool:
    """A page of frames, or one that shows little but the way to the real home page."""
    if re.search(rb"<frame(?:set)?\b", _body(snapshot, url), re.I):
        return True
    fewest: int = rule.limits["splash"]
    return sum(link.kind == "a" for link in snapshot.links(url)) < fewest


def _written_otherwise(snapshot: Snapshot, rule: Rule, url: str, name: str) -> bool:
    """The page names the tag where it was not read as one, written by a script or under another attribute, or a script
    is called after such tags.
    """
    page = snapshot.page(url)
    if page is None or name.lower() in map(str.lower, page.tags):
        return False
    body = _body(snapshot, url)
    written = re.search(rb"meta\b[^>]{0,200}?\b" + name.encode() + rb"\b", body, re.I)
    return bool(written or re.search(rule.limits["scripts"].encode(), body, re.I))


def _body(snapshot: Snapshot, url: str) -> bytes:
    return _COMMENT.sub(b"", snapshot.body(url) or b"")
