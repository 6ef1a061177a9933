"""What an audit concluded stays with its snapshot."""

from pathlib import Path

from core.concluded import forget, keep, kept, said
from core.types import Evidence, Finding, Level, Verdict
from tests.build import build
from tests.invented import portal


def finding(subject: str, verdict: Verdict = Verdict.FAIL, *, early: bool = False, confirmed: bool = True) -> Finding:
    return Finding("links", subject, verdict, Level.ADVICE, "打不开", "qzf", "", Evidence(""), "", early, confirmed)


def test_one_word_says_what_a_finding_is() -> None:
    findings = [
        *(finding("a"), finding("b", early=True), finding("c", confirmed=False)),
        *(finding("d", Verdict.UNSURE), finding("e", Verdict.PASS)),
    ]
    assert [one.word for one in said(findings).values()] == ["fail", "early", "unconfirmed", "unsure", "pass"]


def test_the_last_audit_counts_and_a_copy_may_forget(tmp_path: Path) -> None:
    path = build(tmp_path, portal())
    assert kept(path) is None
    keep(path, [finding("a")], [])
    keep(path, [finding("b")], ["wording"])
    concluded = kept(path)
    assert concluded and list(concluded.said) == [("links", "b")] and concluded.left_out == {"wording"}
    forget(path)
    assert kept(path) is None
