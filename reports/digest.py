"""An audit's JSON made ready for a reader: what counts, what stands apart, in which order and in which words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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

OUTCOMES: Mapping[str, str] = {
    "ok": "正常读取",
    "http-error": "返回错误状态",
    "timeout": "超时",
    "refused": "拒绝连接",
    "reset": "连接中断",
    "no-such-host": "域名不存在",
    "resolver-failed": "域名解析失败",
    "tls-error": "加密连接失败",
    "blocked": "被拦截",
    "robots": "站点声明不抓取",
    "too-large": "内容过大",
    "not-html": "非网页文件",
    "loop": "循环跳转",
    "forbidden": "内网地址未访问",
    "no-route": "本机无路由",
}

#: Control and direction-changing characters: they could steer a terminal or turn a line around.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ORDER = {level: rank for rank, level in enumerate(MARKS)}


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding, its texts harmless to a terminal; `unit` and `clause` are names, "" where nobody knows them."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """All places of one check. `level` is its worst, `clause` the one that all share or ""."""

    rule: Rule
    seen: tuple[Seen, ...]

    @property
    def level(self) -> Level:
        return min((one.level for one in self.seen), key=lambda level: _ORDER[level])

    @property
    def clause(self) -> str:
        clauses = {one.clause for one in self.seen}
        return clauses.pop() if len(clauses) == 1 else ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One audited site or account. `passed` counts by the rule's name, `outcomes` by the outcome's word."""

    name: str
    url: str
    day: str
    taken_at: str
    complete: bool
    because: tuple[str, ...]
    pages: int
    requests: int
    seconds: float
    bytes: int
    outcomes: Mapping[str, int]
    faults: tuple[Seen, ...]
    early: tuple[Seen, ...]
    unconfirmed: tuple[Seen, ...]
    unsure: tuple[Seen, ...]
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
    crawl = audit.get("crawl") or {}
    seen = [_seen(finding, catalogue, units or {}) for finding in audit.get("findings", ())]
    fails = [one for one in seen if one.verdict is Verdict.FAIL]
    checks = {one.check for one in seen} | {check for check, count in (audit.get("passed") or {}).items() if count}
    return Digest(
        name=clean(of.get("name") or of.get("key") or of.get("url") or "未命名"),
        url=clean(of.get("url") or ""),
        day=clean(audit.get("as_of") or ""),
        taken_at=moment(audit.get("taken_at") or ""),
        complete=bool(audit.get("complete")),
        because=tuple(clean(reason).rstrip("。") for reason in audit.get("incomplete_because") or ()),
        pages=crawl.get("pages", 0),
        requests=crawl.get("requests", 0),
        seconds=crawl.get("seconds", 0.0),
        bytes=crawl.get("bytes", 0),
        outcomes={OUTCOMES.get(word, clean(word)): count for word, count in crawl.get("outcomes", {}).items()},
        faults=tuple(one for one in fails if not one.early and one.confirmed),
        early=tuple(one for one in fails if one.early),
        unconfirmed=tuple(one for one in fails if not one.early and not one.confirmed),
        unsure=tuple(one for one in seen if one.verdict is Verdict.UNSURE),
        passed=_passed(audit, seen, catalogue),
        checks=frozenset(checks),
    )


def answer(digests: Sequence[Digest]) -> str:
    """The first line: whose, when, how bad. Several sites are added up."""
    days = sorted({one.day for one in digests})
    name = digests[0].name if len(digests) == 1 else f"{len(digests)} 个网站和账号"
    return " · ".join([name, " 至 ".join(dict.fromkeys([*days[:1], *days[-1:]])), _conclusion(digests)])


def groups(seen: Iterable[Seen], catalogue: Catalogue) -> tuple[Group, ...]:
    """By check, the worst and largest first; within a check the worst places first."""
    by_check: dict[str, list[Seen]] = {}
    for one in sorted(seen, key=lambda one: _ORDER[one.level]):
        by_check.setdefault(one.check, []).append(one)
    made = [Group(rule(check, catalogue, found[0].level), tuple(found)) for check, found in by_check.items()]
    return tuple(sorted(made, key=lambda group: (_ORDER[group.level], -len(group.seen), group.rule.check)))


def by_unit(seen: Iterable[Seen]) -> dict[str, tuple[Seen, ...]]:
    """Findings by the name of the unit that answers for them; the unit with the worst and most comes first."""
    units: dict[str, list[Seen]] = {}
    for one in seen:
        units.setdefault(one.unit or "未登记责任单位", []).append(one)
    order = sorted(units, key=lambda unit: (min(_ORDER[one.level] for one in units[unit]), -len(units[unit]), unit))
    return {unit: tuple(units[unit]) for unit in order}


def levels(seen: Iterable[Seen]) -> dict[Level, int]:
    """How many of each level, all four levels, worst first."""
    counted = Counter(one.level for one in seen)
    return {level: counted[level] for level in Level}


def kinds(seen: Sequence[Seen]) -> str:
    """Checks and places: 3类41处."""
    return f"{len({one.check for one in seen})}类{len(seen):,}处"


def rule(check: str, catalogue: Catalogue, level: Level = Level.ADVICE) -> Rule:
    """The catalogue's rule, or a bare one that bears the check's own name."""
    known = catalogue.rules.get(check)
    return known or Rule(check, clean(check), level, clause="", basis="", good="", fails="", unsure_when="", fix="")


def clean(text: str) -> str:
    """Text without characters that steer a terminal or reverse the line."""
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


def _seen(finding: Mapping[str, Any], catalogue: Catalogue, units: Mapping[str, str]) -> Seen:
    evidence = finding.get("evidence") or {}
    unit = finding.get("unit") or ""
    return Seen(
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
        clause=_clause(finding.get("clause") or "", catalogue),
        early=bool(finding.get("early")),
        confirmed=finding.get("confirmed") is not False,
    )


def _clause(clause: str, catalogue: Catalogue) -> str:
    key, _, item_key = clause.partition("/")
    standard = catalogue.standards.get(key)
    if standard is None:
        return ""
    item = next((item.title for item in standard.items if item.key == item_key), "")
    return f"{standard.document}，{item}" if item else standard.document


def _passed(audit: Mapping[str, Any], seen: Iterable[Seen], catalogue: Catalogue) -> dict[str, int]:
    counted = Counter(one.check for one in seen if one.verdict is Verdict.PASS)
    counted.update(audit.get("passed") or {})
    return {rule(check, catalogue).name: count for check, count in counted.most_common() if count}


def _conclusion(digests: Sequence[Digest]) -> str:
    faults = [fault for one in digests for fault in one.faults]
    unsure = sum(len(one.unsure) for one in digests)
    rest = f"；未能判定 {unsure:,}" if unsure else ""
    if faults:
        counts = "、".join(f"{MARKS[level][1]} {count:,}" for level, count in levels(faults).items())
        return f"{kinds(faults)}问题，其中单项{counts}；未能判定 {unsure:,}"
    if not any(one.passed or one.early or one.unconfirmed for one in digests):
        return f"本期未能作出判定{rest}"
    pages = sum(one.pages for one in digests)
    read = f"{pages:,} 个页面、" if pages else ""
    rules = len(frozenset().union(*(one.checks for one in digests)))
    found = "本期未发现问题" if all(one.complete for one in digests) else "已检查的部分未发现问题"
    return f"{found}；检查了 {read}{rules} 项规则{rest}"
