"""Home page, columns and articles carry the tags that the site guideline makes mandatory for them.

Clause: inspection-2019/page-tags; the tags stand in catalogue/page-tags.toml.
Pass: no more than half of the pages of a kind are without the tag.
Fail: more than half are, of at least three, or the home page is: it is missing, empty, or no site code, no date.  A whole
site is one case of who runs its platform; a part of another site's host is judged with that one.
Unsure: fewer pages without it, an unfinished walk, or pages that were not read or that scripts draw could make the difference.
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
from core.types import Finding, Kind, Level, Outcome
from core.urls import host_of, is_attachment

check = Check(__name__, scope="site")

_KINDS = {Kind.HOME: "home", Kind.COLUMN: "column", Kind.ARTICLE: "article", Kind.DOCUMENT: "article"}
#: What was asked and did not show itself: it might carry the tag.
_UNSEEN = frozenset(
    {Outcome.TIMEOUT, Outcome.RESET, Outcome.REFUSED, Outcome.BLOCKED, Outcome.ROBOTS, Outcome.RESOLVER_FAILED}
)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)


@dataclass
class _Tally:
    """The pages of one kind by what they say of one tag: good, missing, empty, malformed, or drawn by scripts."""

    states: Counter[str] = field(default_factory=Counter)
    #: The first of the wrong pages by address, so that both looks name the same one.
    example: str = ""

    @property
    def wrong(self) -> int:
        return self.states["missing"] + self.states["empty"] + self.states["malformed"]

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
    unseen = sum(reading.outcome in _UNSEEN and _is_page(snapshot, reading.url) for reading in snapshot.readings())
    for kind, title in words["kinds"].items():
        for tag in words["tag"]:
            tally = tallies[kind, tag["name"]]
            if kind in tag["on"] and (tally.states or kind == "home"):
                yield _finding(snapshot, rule, kind, tag, tally, unseen, title)


def _is_page(snapshot: Snapshot, url: str) -> bool:
    return host_of(url) in snapshot.own_hosts and not is_attachment(url)


def _tallies(snapshot: Snapshot, rule: Rule, tags: list[Mapping[str, Any]]) -> dict[tuple[str, str], _Tally]:
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    soft = set(snapshot.meta.get("soft_404", ()))
    for page in snapshot.pages(*_KINDS):
        if page.content_hash in soft:
            continue
        kind = _KINDS[page.kind]
        values: dict[str, str] = {}
        for name, value in page.tags.items():
            values[name.lower()] = values.get(name.lower()) or value
        for tag in tags:
            if kind in tag["on"]:
                state = _state(values.get(tag["name"].lower()), tag, rule)
                tallies[kind, tag["name"]].add(page.url, state, drawn=page.drawn)
    return tallies


def _state(value: str | None, tag: Mapping[str, Any], rule: Rule) -> str:
    if value is None:
        return "missing"
    text = plain(value)
    if not text or text in rule.limits["empty"]:
        return "empty"
    dated = tag.get("date", False) and dates.first(value)
    return "good" if dated or "form" not in tag or re.fullmatch(tag["form"], text) else "malformed"


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
        **{state: states[state] for state in ("missing", "empty", "malformed")},
    }
    if not read or (wrong and kind != "home" and read < rule.limits["fewest"]):
        return rule.unsure(subject, "too-few", **where)
    if wrong + unknown <= most and (snapshot.complete or (kind == "home" and not wrong)):
        return rule.passed(subject, "sound", **{**where, "places": states["good"]})
    if wrong <= most or not snapshot.complete:
        return rule.unsure(subject, "unknown", **where)
    if _written_otherwise(snapshot, tally.example, tag["name"]):
        return rule.unsure(subject, "elsewhere", **where)
    hard = wrong if "form_level" not in tag else wrong - states["malformed"]
    level = rule.level if hard > most else Level(tag["form_level"])
    return rule.fail(subject, "wrong", level=level, **where)


def _written_otherwise(snapshot: Snapshot, url: str, name: str) -> bool:
    """The page names the tag where it was not read as one: written by a script, or under another attribute."""
    page = snapshot.page(url)
    if page is None or name.lower() in map(str.lower, page.tags):
        return False
    body = _COMMENT.sub(b"", snapshot.body(url) or b"")
    return re.search(rb"meta\b[^>]{0,200}?\b" + name.encode() + rb"\b", body, re.I) is not None
