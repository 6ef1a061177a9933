"""How checks are found and run, and what a crash in one of them does."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import checks
from checks import _registry
from checks._registry import Check, registered, run
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Outcome, Scope, Verdict
from tests.build import CATALOGUE, HOME, HOST, SITE, build
from tests.invented import portal

#: Everything that checks say of a subject beside what every finding has.
FACTS = (
    "name entries newest age period undated unknown outcome text places address records chain suffixes status names "
    "document reason similar "
    "issuer first last days sent share limit missing added four six family target with_six without count servers "
    "kind tag pages empty malformed left columns "
    "day came found where number limit missed place_of before estimate printed further "
    "year what words approval note limit "
    "answer answered item said elsewhere until office shown "
    "made other at_other length taken own forms quotes lines quote parts total titles page validity official "
    "seen gaps at_least events others "
).split()


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    dead = {HOME + "zwgk/tzgg/4100.html": (Outcome.HTTP_ERROR, 404)}
    with Snapshot(build(tmp_path, portal(), readings=dead)) as opened:
        yield opened


def test_a_file_that_is_there_is_registered() -> None:
    files = {path.stem for path in Path(checks.__path__[0]).glob("*.py") if not path.stem.startswith("_")}
    assert set(registered()) == files == set(CATALOGUE.rules)
    assert list(registered()) == sorted(files)


def test_every_sentence_of_the_catalogue_can_be_said(snapshot: Snapshot) -> None:
    for rule in CATALOGUE.rules.values():
        for say in rule.says:
            facts: dict[str, Any] = dict.fromkeys(FACTS, "甲")
            finding = rule.finding(Verdict.UNSURE, "乙", say, unit="qzf", url=HOME, **facts)
            assert finding.title and finding.evidence.text
            assert "{" not in finding.title + finding.evidence.text


def test_only_and_skip(snapshot: Snapshot) -> None:
    assert {finding.check for finding in run(snapshot, CATALOGUE, only=["domain_name"]).findings} == {"domain_name"}
    skipped = run(snapshot, CATALOGUE, skip=["domain_name", "links"])
    assert "links" not in skipped.passed
    assert {"domain_name", "links"}.isdisjoint(finding.check for finding in skipped.findings)


def test_two_processes_say_what_one_says(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run(snapshot, CATALOGUE)
    monkeypatch.setattr(_registry, "_MANY", 1)
    with Snapshot(snapshot.path) as again:
        assert run(again, CATALOGUE) == alone


def test_passes_of_links_are_counted_and_not_listed(snapshot: Snapshot) -> None:
    verdicts = run(snapshot, CATALOGUE)
    listed = [finding.verdict for finding in verdicts.findings if finding.check == "links"]
    assert listed == [Verdict.FAIL]
    assert verdicts.passed == {"external_links": 0, "links": 12}
    assert any(finding.verdict is Verdict.PASS for finding in verdicts.findings if finding.check == "empty_columns")


def test_a_crash_is_one_unsure_and_the_others_go_on(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
        yield rule.passed(HOST, "allowed", unit="qzf", suffixes="")
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(registered()["domain_name"], "judge", crash)
    with caplog.at_level(logging.ERROR):
        verdicts = run(snapshot, CATALOGUE)
    crashed = [finding for finding in verdicts.findings if finding.check == "domain_name"]
    assert [finding.verdict for finding in crashed] == [Verdict.PASS, Verdict.UNSURE]
    assert [finding.subject for finding in crashed] == [HOST, SITE.key]
    assert "ZeroDivisionError" in caplog.text and "domain_name" in caplog.text
    assert {"links", "empty_columns", "homepage_updates"} <= {finding.check for finding in verdicts.findings}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("host", Scope(hosts=("subject",))),
        ("zone", Scope()),
        ("url", Scope(urls=("subject",))),
        ("column", Scope(urls=(HOME + "a/",))),
        ("home", Scope(urls=(HOME, HOME))),
        ("site", Scope(urls=(HOME, HOME, HOME + "a/"))),
        ("places", Scope(urls=(HOME + "b/",))),
        ("none", Scope()),
    ],
)
def test_what_has_to_be_read_again(snapshot: Snapshot, scope: str, expected: Scope) -> None:
    finding = CATALOGUE.rules["domain_name"].fail(
        "subject", "foreign", unit="qzf", url=HOME + "a/", suffixes="", seen_on=[HOME + "b/"]
    )
    assert Check("checks.some", scope).again(finding, snapshot) == expected
