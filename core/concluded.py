"""What an audit concluded, kept in its snapshot: a later judgement by other rules is compared with it."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.types import Finding, Verdict

_TABLE = (
    "CREATE TABLE IF NOT EXISTS concluded (check_name TEXT NOT NULL, subject TEXT NOT NULL, word TEXT NOT NULL, "
    "title TEXT NOT NULL, PRIMARY KEY (check_name, subject)) WITHOUT ROWID"
)

#: (check, subject)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one subject: fail, early, unconfirmed, unsure or pass, and in which words."""

    word: str
    title: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """All that an audit said; `left_out` are the checks that it was told not to run."""

    said: Mapping[Key, Said]
    left_out: frozenset[str]


def said(findings: Iterable[Finding]) -> dict[Key, Said]:
    """The findings as they are kept and compared."""
    return {(one.check, one.subject): Said(_word(one), one.title) for one in findings}


def keep(path: Path, findings: Iterable[Finding], left_out: Collection[str]) -> None:
    """Write down in the snapshot what was concluded from it, in the place of what stood there."""
    rows = [(check, subject, one.word, one.title) for (check, subject), one in said(findings).items()]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(_TABLE)
        db.execute("DELETE FROM concluded")
        db.executemany("INSERT INTO concluded VALUES (?, ?, ?, ?)", rows)
        left = json.dumps(sorted(left_out))
        db.execute("INSERT OR REPLACE INTO meta VALUES ('left_out', ?)", (left,))


def forget(path: Path) -> None:
    """A copy of a snapshot that goes on otherwise has concluded nothing yet."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE IF EXISTS concluded")
        db.execute("DELETE FROM meta WHERE key = 'left_out'")


def kept(path: Path) -> Concluded | None:
    """What the audit of this snapshot concluded; None where it kept nothing."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        left = db.execute("SELECT value FROM meta WHERE key = 'left_out'").fetchone()
        if left is None:
            return None
        rows = db.execute("SELECT check_name, subject, word, title FROM concluded ORDER BY check_name, subject")
        told = {(check, subject): Said(word, title) for check, subject, word, title in rows}
        return Concluded(told, frozenset(json.loads(left[0])))


def _word(finding: Finding) -> str:
    if finding.verdict is not Verdict.FAIL:
        return finding.verdict.value
    return "early" if finding.early else "fail" if finding.confirmed else "unconfirmed"
