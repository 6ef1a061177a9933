"""Two looks, one verdict: nothing is accused on one reading.

What fails on both looks is a fail.  What fails once is `unsure`; what the first look does not accuse is not judged again.
The snapshot keeps both looks apart, so that the same verdict comes out when it is judged again, offline, next year.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from checks._asked import asked, gone_places, since
from checks._registry import Verdicts, registered, run
from core.catalogue import Catalogue
from core.snapshot import Snapshot
from core.types import Evidence, Finding, Outcome, Scope, Verdict


def judge(
    path: Path,
    catalogue: Catalogue,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    first: Verdicts | None = None,
) -> Verdicts:
    """What the snapshot at `path` proves; `first` where the first look has been judged already."""
    first = first or first_look(path, catalogue, only, skip)
    if not to_read_again(path, first):
        return first
    with Snapshot(path, look=2) as snapshot:
        names = {finding.check for finding in first.findings if finding.verdict is Verdict.FAIL}
        names |= set(asked(snapshot)) & set(first.passed) if gone_places(snapshot) else set()
        second = run(snapshot, catalogue, names)
        settled = [finding for finding in first.findings if finding.check not in names]
        findings = [*settled, *_combined(first, second, names, snapshot, catalogue)]
    answers = (*(one for one in first.answers if one.check not in names), *second.answers)
    return Verdicts(tuple(sorted(findings, key=_check)), first.passed | second.passed, answers)


def _check(finding: Finding) -> str:
    return finding.check


def first_look(path: Path, catalogue: Catalogue, only: Collection[str] = (), skip: Collection[str] = ()) -> Verdicts:
    """What the first reading alone suggests: where it accuses, it has to be read again."""
    with Snapshot(path, look=1) as snapshot:
        return run(snapshot, catalogue, only, skip)


def to_read_again(path: Path, verdicts: Verdicts) -> Scope:
    """Everything that a second look has to gather for the fails among `verdicts`, and for open cases' pages that are gone."""
    with Snapshot(path, look=1) as snapshot:
        scopes = [scope_of(finding, snapshot) for finding in verdicts.findings if finding.verdict is Verdict.FAIL]
        stale = [
            place
            for finding in verdicts.findings
            if finding.verdict is Verdict.FAIL
            for place in _stale(finding, snapshot)
        ]
        return joined([*scopes, Scope(urls=gone_places(snapshot)), Scope(urls=tuple(stale))])


def joined(scopes: Iterable[Scope]) -> Scope:
    """All of these, nothing twice."""
    every = list(scopes)
    return Scope(
        urls=tuple(dict.fromkeys(url for scope in every for url in scope.urls)),
        hosts=tuple(dict.fromkeys(host for scope in every for host in scope.hosts)),
    )


def scope_of(finding: Finding, snapshot: Snapshot) -> Scope:
    """What has to be gathered to judge one subject once more."""
    return registered()[finding.check].again(finding, snapshot)


def _combined(
    first: Verdicts, second: Verdicts, names: Collection[str], snapshot: Snapshot, catalogue: Catalogue
) -> Iterator[Finding]:
    """The findings of the checks `names`, both looks weighed."""
    before = {(finding.check, finding.subject): finding for finding in first.findings if finding.check in names}
    after = {(finding.check, finding.subject) for finding in second.findings}
    for finding in second.findings:
        earlier = before.get((finding.check, finding.subject))
        failed_first = earlier is not None and earlier.verdict is Verdict.FAIL
        if finding.verdict is Verdict.FAIL:
            sure = failed_first and read_again(finding, snapshot) and not _stale(finding, snapshot)
            yield (
                finding
                if sure
                else doubted(finding, "once" if earlier and not failed_first else "unread-again", catalogue)
            )
        elif failed_first and earlier is not None:
            yield doubted(earlier, "once", catalogue)
        else:
            yield finding
    for key, earlier in before.items():
        if key not in after and earlier.verdict is Verdict.FAIL:
            yield doubted(earlier, "once", catalogue)


def _stale(finding: Finding, snapshot: Snapshot) -> list[str]:
    """Pages that prove it and were not read in this audit, but in an earlier one."""
    evidence = finding.evidence
    return [url for url in dict.fromkeys((evidence.place, *evidence.places)) if url and snapshot.stale(url)]


def read_again(finding: Finding, snapshot: Snapshot) -> bool:
    """Whether a later look heard of everything that the finding rests on; a time-out leaves the first look's page standing."""
    again, later = scope_of(finding, snapshot), max(2, since(snapshot))
    return all(_heard_of(url, snapshot, later) for url in again.urls) and all(
        (lookup := snapshot.lookup(host, "AAAA")) and lookup.look >= later for host in again.hosts
    )


def _heard_of(url: str, snapshot: Snapshot, later: int) -> bool:
    reading, end = snapshot.reading(url), snapshot.ends(url)
    if reading is None or end is None or reading.look < later or end.look < later:
        return False
    return end.outcome is Outcome.OK or snapshot.gone(url) is True


def doubted(finding: Finding, why: str, catalogue: Catalogue) -> Finding:
    """The same, unsure; `why` names a sentence of the catalogue."""
    words = catalogue.words["judging"][why]
    evidence = finding.evidence
    return replace(
        finding,
        verdict=Verdict.UNSURE,
        early=False,
        title=words["title"].format(title=finding.title),
        evidence=Evidence(words["text"].format(text=evidence.text), evidence.place, evidence.at),
    )
