"""Checks register themselves by being there; `run` asks them all."""

import importlib
import logging
import pkgutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from weakref import WeakKeyDictionary

import checks
from checks._asked import asked, removed
from core.beside import beside
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Evidence, Finding, Scope, Verdict

Judge = Callable[[Snapshot, Rule, Catalogue], Iterator[Finding]]
#: What is newest in a list stands in its first answers.
_ANSWERS = 2
#: From so many pages on it is worth a second process.
_MANY = 500
_log = logging.getLogger(__name__)
_SAID: WeakKeyDictionary[Snapshot, dict[tuple[str, str], tuple[Finding, ...]]] = WeakKeyDictionary()


@dataclass
class Check:
    """`check = Check(__name__, scope=…)`, then one generator under `@check`.

    `scope` says what must be read again to judge one subject once more: host, zone (its hosts), url (the subject), column, home, site (the
    home pages and what the finding names), places (every page that its evidence names), or none where no reading is involved.
    """

    module: str
    scope: str
    #: Judged over all articles, so never on what an earlier audit read of them.
    whole: bool = False
    #: Reads the policy documents of a site, which takes as long as all the rest.
    policies: bool = False
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
            case "zone":
                return Scope(
                    hosts=tuple(one for one in snapshot.own_hosts if f".{one}".endswith(f".{finding.subject}"))
                )
            case "url":
                return Scope(urls=(finding.subject,))
            case "column":
                column = finding.url or finding.subject
                return Scope(urls=(column, *snapshot.answers(column)[:_ANSWERS]))
            case "home":
                return Scope(urls=homes)
            case "site":
                return Scope(urls=(*homes, finding.url) if finding.url else homes)
            case "places":
                return Scope(urls=finding.evidence.places)
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
class _Said:
    """What one check concluded, in the words of `Verdicts`."""

    findings: tuple[Finding, ...]
    counted: int = 0
    answers: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What all checks concluded. `passed` counts the passes of checks that list only what is wrong.

    `answers` are those of the counted passes that open cases wait for.
    """

    findings: tuple[Finding, ...]
    passed: dict[str, int]
    answers: tuple[Finding, ...] = ()


def run(snapshot: Snapshot, catalogue: Catalogue, only: Collection[str] = (), skip: Collection[str] = ()) -> Verdicts:
    """Judge a snapshot. A check that crashes is one `unsure`, its traceback in the log; the others go on."""
    names = [
        name
        for name, check in registered().items()
        if (not only or name in only) and name not in skip and not (check.whole and snapshot.carries)
    ]
    apart = [name for name in names if registered()[name].policies] if snapshot.number >= _MANY else []
    if len(names) > len(apart) > 0:
        with beside(partial(_afresh, snapshot, catalogue, apart)) as others:
            told = _told(snapshot, catalogue, [name for name in names if name not in apart]) | others()
    else:
        told = _told(snapshot, catalogue, names)
    return Verdicts(
        tuple(finding for name in names for finding in told[name].findings),
        {name: told[name].counted for name in names if not catalogue.rules[name].lists_passes},
        tuple(answer for name in names for answer in told[name].answers),
    )


def said(snapshot: Snapshot, catalogue: Catalogue, name: str) -> tuple[Finding, ...]:
    """All that one check says of a snapshot, judged once however many ask: some checks count what others say."""
    known, key = _SAID.setdefault(snapshot, {}), (name, catalogue.digest)
    if key not in known:
        known[key] = tuple(_judged(registered()[name], snapshot, catalogue.rules[name], catalogue))
    return known[key]


def _afresh(snapshot: Snapshot, catalogue: Catalogue, names: Sequence[str]) -> dict[str, _Said]:
    """In a fork: the file is opened anew, for a connection cannot be shared."""
    with Snapshot(snapshot.path, snapshot.look) as own:
        return _told(own, catalogue, names)


def _told(snapshot: Snapshot, catalogue: Catalogue, names: Sequence[str]) -> dict[str, _Said]:
    return {name: _of(snapshot, catalogue, name) for name in names}


def _of(snapshot: Snapshot, catalogue: Catalogue, name: str) -> _Said:
    """What one check says, its passes counted where it lists only what is wrong."""
    check, rule, wanted = registered()[name], catalogue.rules[name], asked(snapshot).get(name, {})
    if rule.lists_passes:
        return _Said(said(snapshot, catalogue, name))
    listed, answers, counted = [], [], 0
    for finding in _judged(check, snapshot, rule, catalogue):
        if finding.verdict is not Verdict.PASS:
            listed.append(finding)
            continue
        counted += 1
        if finding.subject in wanted:
            answers.append(finding)
    if check.scope == "url":
        met = {finding.subject for finding in (*listed, *answers)}
        answers += removed(snapshot, rule, catalogue, wanted, met)
    return _Said(tuple(listed), counted, tuple(answers))


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
