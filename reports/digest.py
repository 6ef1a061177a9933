"""An audit's JSON made ready for a reader: its texts harmless, its findings sorted into what counts and what stands apart."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from core.catalogue import Catalogue, Rule
from core.types import Level, Verdict

CHINA = timezone(timedelta(hours=8))

#: Sign and word of every level and verdict, worst first.
MARKS: Mapping[str, tuple[str, str]] = {
    Level.VETO: ("■", "否决"),
    Level.DEDUCTION: ("▲", "扣分"),
    Level.REQUIREMENT: ("●", "要求"),
    Level.ADVICE: ("○", "提示"),
    Verdict.PASS: ("✓", "通过"),
    Verdict.UNSURE: ("？", "未判定"),
}

_LIVE = re.compile(r"https?://[^\s/\\<>\"'][^\s<>\"']*", re.IGNORECASE)
#: Control and direction-changing characters, half pairs and non-characters: they could steer a terminal, turn a line
#: around or break a file.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding, its texts harmless; `site` and `unit` are names, "" where nobody knows them.

    `clause` is what the finding's clause adds to the basis of its rule.
    """

    site: str
    check: str
    subject: str
    verdict: Verdict
    level: Level
    title: str
    text: str
    url: str
    place: str
    at: str
    unit: str
    clause: str
    early: bool
    confirmed: bool

    @property
    def column(self) -> str:
        """The path of the column from 首页 where the place is one, else ""."""
        return self.place if " > " in self.place else ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One audited site or account. `passed` counts by the rule's name, `outcomes` by the outcome's word.

    `clear` are the single vetoes that were judged and are not near.
    """

    name: str
    url: str
    day: str
    taken_at: str
    #: Of an audit of changes: what was not read again; of one that took several nights, when it went on.
    carried: str
    complete: bool
    because: tuple[str, ...]
    #: What was found and not read, a sentence a reason.
    unread: tuple[str, ...]
    pages: int
    requests: int
    seconds: float
    bytes: int
    outcomes: Mapping[str, int]
    faults: tuple[Seen, ...]
    early: tuple[Seen, ...]
    unconfirmed: tuple[Seen, ...]
    unsure: tuple[Seen, ...]
    clear: tuple[Seen, ...]
    passed: Mapping[str, int]
    checks: frozenset[str]

    @property
    def completeness(self) -> str:
        if self.complete:
            return f"已完整抓取，共 {self.pages:,} 个页面。" if self.pages else "已完整读取。"
        return f"未完整抓取：{'；'.join(self.because) or '原因未记录'}。因此“没有”类结论未作判定。"


def digest(audit: Mapping[str, Any], catalogue: Catalogue, units: Mapping[str, str] | None = None) -> Digest:
    """Sort one audit object of `bihuan audit --json` for a reader; `units` are the names of units by key."""
    of = audit.get("site") or audit.get("account") or {}
    name = clean(of.get("name") or of.get("key") or of.get("url") or "未命名")
    crawl = audit.get("crawl") or {}
    seen = [_seen(finding, name, catalogue, units or {}) for finding in audit.get("findings", ())]
    fails = [one for one in seen if one.verdict is Verdict.FAIL]
    checks = {one.check for one in seen} | {check for check, count in (audit.get("passed") or {}).items() if count}
    return Digest(
        name=name,
        url=clean(of.get("url") or ""),
        day=clean(audit.get("as_of") or ""),
        taken_at=moment(audit.get("taken_at") or ""),
        carried=_carried(crawl),
        complete=bool(audit.get("complete")),
        because=tuple(clean(reason).rstrip("。") for reason in audit.get("incomplete_because") or ()),
        unread=tuple(map(clean, crawl.get("unread", ()))),
        pages=crawl.get("pages", 0),
        requests=crawl.get("requests", 0),
        seconds=crawl.get("seconds", 0.0),
        bytes=crawl.get("bytes", 0),
        outcomes=_outcomes(crawl, catalogue),
        faults=tuple(one for one in fails if not one.early and one.confirmed),
        early=tuple(one for one in fails if one.early),
        unconfirmed=tuple(one for one in fails if not one.early and not one.confirmed),
        unsure=tuple(one for one in seen if one.verdict is Verdict.UNSURE),
        clear=tuple(one for one in seen if one.verdict is Verdict.PASS and one.level is Level.VETO),
        passed=_passed(audit, seen, catalogue),
        checks=frozenset(checks),
    )


def rule_of(check: str, catalogue: Catalogue, level: Level = Level.ADVICE) -> Rule:
    """The catalogue's rule, or a bare one that bears the check's own name."""
    known = catalogue.rules.get(check)
    return known or Rule(check, clean(check), level, clause="", basis="", good="", fails="", unsure_when="", fix="")


def href(url: str) -> str:
    """The address where a browser may follow it (http and https only), otherwise ""."""
    return url if _LIVE.fullmatch(url) else ""


def clean(text: str) -> str:
    """Text without characters that steer a terminal, reverse the line or break a file."""
    return _STEERING.sub("", text).strip()


def shorten(text: str, width: int = 72) -> str:
    """A long address cut in the middle to `width` characters."""
    if len(text) <= width:
        return text
    tail = width * 2 // 5
    return f"{text[: width - tail - 1]}…{text[-tail:]}"


def moment(at: str) -> str:
    """An ISO time as "2026-11-23 10:00" in China; anything else as it stands."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return clean(at)
    return f"{(when.astimezone(CHINA) if when.tzinfo else when):%Y-%m-%d %H:%M}"


def _seen(finding: Mapping[str, Any], site: str, catalogue: Catalogue, units: Mapping[str, str]) -> Seen:
    evidence = finding.get("evidence") or {}
    unit = finding.get("unit") or ""
    return Seen(
        site=site,
        check=finding["check"],
        subject=clean(finding["subject"]),
        verdict=Verdict(finding["verdict"]),
        level=Level(finding["level"]),
        title=clean(finding.get("title") or finding["subject"]),
        text=clean(evidence.get("text") or ""),
        url=clean(finding.get("url") or ""),
        place=clean(evidence.get("place") or ""),
        at=moment(evidence.get("at") or ""),
        unit=clean(units.get(unit, unit)),
        clause=_clause(finding.get("clause") or "", rule_of(finding["check"], catalogue).basis, catalogue),
        early=bool(finding.get("early")),
        confirmed=finding.get("confirmed") is not False,
    )


def _clause(clause: str, basis: str, catalogue: Catalogue) -> str:
    """The standard's document and the item, without what the basis says already."""
    key, _, item_key = clause.partition("/")
    standard = catalogue.standards.get(key)
    if standard is None:
        return ""
    item = next((item.title for item in standard.items if item.key == item_key), "")
    return "，".join(part for part in (standard.document, item) if part and part not in basis)


def _carried(crawl: Mapping[str, Any]) -> str:
    if "whole_at" in crawl:
        return f"；只重读了首页、栏目和新内容，其余为 {moment(crawl['whole_at'])} 全面检查时读取"
    if "went_on" in crawl:
        again = "、".join(map(moment, crawl["went_on"]))
        return f"；一次没有读完，{again} 接着读，较早读到的内容以当时为准"
    return ""


def _outcomes(crawl: Mapping[str, Any], catalogue: Catalogue) -> dict[str, int]:
    words: Mapping[str, str] = catalogue.words.get("walk", {}).get("outcomes", {})
    return {words.get(outcome, clean(outcome)): count for outcome, count in crawl.get("outcomes", {}).items()}


def _passed(audit: Mapping[str, Any], seen: Iterable[Seen], catalogue: Catalogue) -> dict[str, int]:
    counted = Counter(one.check for one in seen if one.verdict is Verdict.PASS)
    counted.update(audit.get("passed") or {})
    return {rule_of(check, catalogue).name: count for check, count in counted.most_common() if count}
