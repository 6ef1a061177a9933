"""Findings counted as officials count them: by unit, then by kind of problem, the places inside (3类41处)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.catalogue import Catalogue, Rule
from core.types import Level, Verdict
from reports.digest import MARKS, Digest, Seen, rule_of

_ORDER = {level: rank for rank, level in enumerate(MARKS)}
#: Whose a finding without a unit is.
NOBODY = "未登记责任单位"
#: More places of one veto than these are told as one.
_APART = 3


@dataclass(frozen=True, slots=True)
class Group:
    """All places of one kind of problem. `level` is its worst, `clause` the one that all share or ""."""

    rule: Rule
    seen: tuple[Seen, ...]

    @property
    def level(self) -> Level:
        return min((one.level for one in self.seen), key=lambda level: _ORDER[level])

    @property
    def clause(self) -> str:
        clauses = {one.clause for one in self.seen}
        return clauses.pop() if len(clauses) == 1 else ""

    @property
    def told(self) -> str:
        """The one place by its title, several by the rule and their number."""
        return self.seen[0].title if len(self.seen) == 1 else f"{self.rule.name} {len(self.seen):,} 处"

    @property
    def units(self) -> str:
        return "、".join(dict.fromkeys(one.unit or NOBODY for one in self.seen))


def answer(digests: Sequence[Digest]) -> str:
    """The first line: whose, when, how bad. Several sites are added up."""
    days = sorted({one.day for one in digests})
    name = digests[0].name if len(digests) == 1 else f"{len(digests)} 个网站和账号"
    return " · ".join([name, " 至 ".join(dict.fromkeys([*days[:1], *days[-1:]])), conclusion(digests)])


def conclusion(digests: Sequence[Digest]) -> str:
    """How bad, in one line; nothing seen is good news only where something was judged."""
    found = faults(digests)
    unsure = sum(len(one.unsure) for one in digests)
    if found:
        counts = "、".join(f"{MARKS[level][1]} {count:,}" for level, count in levels(found).items())
        return f"{kinds(found)}问题，其中单项{counts}；未能判定 {unsure:,}"
    rest = f"；未能判定 {unsure:,}" if unsure else ""
    if not any(one.passed or one.early or one.unconfirmed for one in digests):
        return f"本期未能作出判定{rest}"
    pages = sum(one.pages for one in digests)
    read = f"{pages:,} 个页面、" if pages else ""
    rules = len(frozenset().union(*(one.checks for one in digests)))
    good = "本期未发现问题" if all(one.complete for one in digests) else "已检查的部分未发现问题"
    return f"{good}；检查了 {read}{rules} 项规则{rest}"


def faults(digests: Iterable[Digest]) -> tuple[Seen, ...]:
    """What counts, over all sites."""
    return tuple(fault for one in digests for fault in one.faults)


def vetoes(digests: Iterable[Digest], catalogue: Catalogue) -> tuple[Group, ...]:
    """Vetoes that are reached, then those that are near; few places of one stand each by itself."""
    found = [one for site in digests for one in (*site.faults, *site.early) if one.level is Level.VETO]
    kinds_of = [group for near in (False, True) for group in groups([x for x in found if x.early is near], catalogue)]
    return tuple(
        part
        for group in kinds_of
        for part in ([group] if len(group.seen) > _APART else [Group(group.rule, (one,)) for one in group.seen])
    )


def veto_rest(digests: Sequence[Digest], catalogue: Catalogue) -> dict[Verdict, str]:
    """What is to be said of the vetoes that are neither reached nor near: not judged, and not near."""
    unsure = [rule_of(one.check, catalogue).name for site in digests for one in site.unsure if one.level is Level.VETO]
    clear = [one.title for site in digests for one in site.clear]
    return {verdict: _tally(words) for verdict, words in ((Verdict.UNSURE, unsure), (Verdict.PASS, clear)) if words}


def by_unit(seen: Iterable[Seen]) -> dict[str, tuple[Seen, ...]]:
    """Findings by the name of the unit that answers for them; the unit with the worst and most comes first."""
    units: dict[str, list[Seen]] = {}
    for one in seen:
        units.setdefault(one.unit or NOBODY, []).append(one)
    order = sorted(units, key=lambda unit: (min(_ORDER[one.level] for one in units[unit]), -len(units[unit]), unit))
    return {unit: tuple(units[unit]) for unit in order}


def groups(seen: Iterable[Seen], catalogue: Catalogue) -> tuple[Group, ...]:
    """By kind of problem, the worst and largest first; within a kind the worst places first."""
    by_check: dict[str, list[Seen]] = {}
    for one in sorted(seen, key=lambda one: _ORDER[one.level]):
        by_check.setdefault(one.check, []).append(one)
    made = [Group(rule_of(check, catalogue, found[0].level), tuple(found)) for check, found in by_check.items()]
    return tuple(sorted(made, key=lambda group: (_ORDER[group.level], -len(group.seen), group.rule.check)))


def levels(seen: Iterable[Seen]) -> dict[Level, int]:
    """How many of each level, all four levels, worst first."""
    counted = Counter(one.level for one in seen)
    return {level: counted[level] for level in Level}


def kinds(seen: Sequence[Seen]) -> str:
    """Kinds and places: 3类41处."""
    return f"{len({one.check for one in seen})}类{len(seen):,}处"


def due(rule: Rule) -> str:
    """By when a problem is to be mended, counted from the day on which it is assigned; "" where nothing is set."""
    words = {"hours": "{} 小时", "days": "{} 天", "working_days": "{} 个工作日"}
    limits = [words[unit].format(number) for unit, number in rule.due.items() if unit in words]
    return f"交办后 {'、'.join(limits)}内" if limits else ""


def _tally(words: Iterable[str]) -> str:
    """Words with how often each was said, where more than once: 首页更新（4）、栏目更新 0/10."""
    return "、".join(f"{word}（{count:,}）" if count > 1 else word for word, count in Counter(words).items())
