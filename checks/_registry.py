"""Checks register themselves by being there; `run` asks them all."""

import importlib
import logging
import pkgutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache

import checks
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Evidence, Finding, Scope, Verdict

Judge = Callable[[Snapshot, Rule, Catalogue], Iterator[Finding]]
_log = logging.getLogger(__name__)


@dataclass
class Check:
    """`check = Check(__name__, scope=…)`, then one generator under `@check`.

    `scope` says what must be read again to judge one subject once more: host, url (the subject), column, home, site (the
    home pages and what the finding names), or none where no reading is involved.
    """

    module: str
    scope: str
    judge: Judge = field(init=False)

    @property
    def name(self) -> str:
        return self.module.rpartition(".")[2]

    def __call__(self, judge: Judge) -> Judge:
        self.judge = judge
        return judge

    def again(self, finding: Finding, snapshot: Snapshot) -> Scope:
        """What a second look has to gather for this finding."""
        homes = (*snapshot.site.urls, *snapshot.homes)
        match self.scope:
            case "host":
                return Scope(hosts=(finding.subject,))
            case "url":
                return Scope(urls=(finding.subject,))
            case "column":
                return Scope(urls=(finding.url or finding.subject,))
            case "home":
                return Scope(urls=homes)
            case "site":
                return Scope(urls=(*homes, finding.url) if finding.url else homes)
            case _:
                return Scope()


@cache
def registered() -> dict[str, Check]:
    """Every check of this folder by its name, in alphabetical order."""
    found = {}
    for module in pkgutil.iter_modules(checks.__path__, "checks."):
        if not module.name.rpartition(".")[2].startswith("_"):
            check: Check = importlib.import_module(module.name).check
            found[check.name] = check
    return found


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What all checks concluded. `passed` counts the passes of checks that list only what is wrong."""

    findings: tuple[Finding, ...]
    passed: dict[str, int]


def run(snapshot: Snapshot, catalogue: Catalogue, only: Collection[str] = (), skip: Collection[str] = ()) -> Verdicts:
    """Judge a snapshot. A check that crashes is one `unsure`, its traceback in the log; the others go on."""
    findings: list[Finding] = []
    passed: Counter[str] = Counter()
    for name, check in registered().items():
        if (only and name not in only) or name in skip:
            continue
        rule = catalogue.rules[name]
        if not rule.lists_passes:
            passed[name] = 0
        for finding in _judged(check, snapshot, rule, catalogue):
            if finding.verdict is Verdict.PASS and not rule.lists_passes:
                passed[name] += 1
            else:
                findings.append(finding)
    return Verdicts(tuple(findings), dict(passed))


def _judged(check: Check, snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    try:
        yield from check.judge(snapshot, rule, catalogue)
    except Exception:
        _log.exception("check %s crashed on site %s", check.name, snapshot.site.key)
        words = catalogue.words["judging"]["crashed"]
        yield Finding(
            *(check.name, snapshot.site.key, Verdict.UNSURE, rule.level, words["title"].format(name=rule.name)),
            *(snapshot.site.unit, "", Evidence(words["text"], at=snapshot.taken_at), rule.clause),
        )
