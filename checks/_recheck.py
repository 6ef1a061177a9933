"""Rechecks: a few subjects judged once more on a copy of an older audit, by what was read now and nothing else.

The readings of the older audit are looks 1 and 2; those of the recheck come after them.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from checks._asked import Asked, since
from checks._looks import doubted, joined, read_again, scope_of
from checks._registry import Verdicts, registered, run
from core.catalogue import Catalogue
from core.snapshot import Snapshot
from core.types import Finding, Scope, Verdict

#: The first look of a recheck, and how many rounds it has to follow what it finds.
FIRST, ROUNDS = 3, 3
Wanted = Mapping[str, Asked]
Key = tuple[str, str]


def judge(path: Path, catalogue: Catalogue, wanted: Wanted, look: int) -> Verdicts:
    """What is known of the wanted subjects by now; what was not read again proves nothing."""
    with Snapshot(path, look=look) as snapshot:
        verdicts = run(snapshot, catalogue, tuple(wanted))
        findings = [finding for finding in verdicts.findings if finding.subject in wanted.get(finding.check, ())]
        proven = [
            finding
            if finding.verdict is Verdict.UNSURE or read_again(finding, snapshot)
            else doubted(finding, "unread-again", catalogue)
            for finding in findings
        ]
        answers = [one for one in verdicts.answers if one.url != one.subject or read_again(one, snapshot)]
    return Verdicts(tuple(proven), verdicts.passed, tuple(answers))


def to_read(path: Path, wanted: Wanted, verdicts: Verdicts, look: int, places: Collection[str] = ()) -> Scope:
    """What has to be read before the subjects can be judged (again), with `places`; empty where nothing more would help.

    A subject that the older audit does not know, having broken off before it, is looked for where it was shown.
    """
    with Snapshot(path, look=look) as snapshot:
        scopes = [scope for finding in verdicts.findings for scope in _scopes(snapshot, finding)]
        met = {(finding.check, finding.subject) for finding in (*verdicts.findings, *verdicts.answers)}
        missed = [
            (subject, *shown)
            for check, subjects in wanted.items()
            for subject, shown in subjects.items()
            if (check, subject) not in met
        ]
        scopes.append(Scope(urls=(*places, *(url for urls in missed for url in urls if url.startswith("http")))))
        both = joined(scopes)
        return Scope(
            urls=tuple(url for url in both.urls if not _fresh(snapshot, url)),
            hosts=tuple(host for host in both.hosts if not _asked_again(snapshot, host)),
        )


def doubts(path: Path, catalogue: Catalogue, wanted: Wanted, verdicts: Verdicts, look: int) -> dict[Key, str]:
    """Why a person must see an answer: the page was deleted, or the dates of what stood there already were altered."""
    words, found = catalogue.words["judging"]["doubts"], {}
    passed = {(one.check, one.subject) for one in verdicts.findings if one.verdict is Verdict.PASS}
    met = {(one.check, one.subject) for one in (*verdicts.findings, *verdicts.answers)}
    with Snapshot(path, look=FIRST - 1) as before, Snapshot(path, look=look) as after:
        for check, subject in ((check, subject) for check, subjects in wanted.items() for subject in subjects):
            if registered()[check].scope == "url" or not subject.startswith("http"):
                continue
            if (check, subject) not in met and _fresh(after, subject) and after.gone(subject):
                found[check, subject] = words["deleted"]
            elif (check, subject) in passed and (altered := _altered(before, after, subject)):
                found[check, subject] = words["altered"].format(count=altered)
    return found


def _scopes(snapshot: Snapshot, finding: Finding) -> Iterator[Scope]:
    """A link that still leads nowhere may have been taken down: one of its pages is read, the others if that one no longer has it."""
    if finding.verdict is Verdict.PASS:
        return
    yield scope_of(finding, snapshot)
    if registered()[finding.check].scope == "url":
        pages = [page for page, _ in snapshot.places(finding.subject, limit=50)]
        shown = any(_fresh(snapshot, page) for page in pages)
        first = not _fresh(snapshot, finding.subject)
        yield Scope(urls=tuple(pages[:1] if first else () if shown else pages))


def _fresh(snapshot: Snapshot, url: str) -> bool:
    reading = snapshot.reading(url)
    return reading is not None and reading.look >= since(snapshot)


def _asked_again(snapshot: Snapshot, host: str) -> bool:
    lookup = snapshot.lookup(host, "AAAA")
    return lookup is not None and lookup.look >= since(snapshot)


def _altered(before: Snapshot, after: Snapshot, url: str) -> int:
    """How many entries of a list, or the page itself, carry a later day than they did, without being new."""
    old, new = before.page(url), after.page(url)
    if old and new and old.published != new.published and old.content_hash == new.content_hash:
        return 1
    earlier = {row.url: row.published for row in before.rows(url) if row.published}
    return sum(row.url in earlier and row.published != earlier[row.url] for row in after.rows(url) if row.published)
