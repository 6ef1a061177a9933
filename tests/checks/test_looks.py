"""Two looks, one verdict."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from checks import _looks
from core.types import Finding, Outcome, Probe, Verdict
from tests.build import CATALOGUE, HOME, HOST, SITE, Answer, build, findings, judged
from tests.invented import NEWS, article, column, page, portal, rows

DEAD = HOME + "zwgk/old/1001.html"
NOTICES = HOME + "zwgk/tzgg/"
GONE, FINE, LATE = (Outcome.HTTP_ERROR, 404), (Outcome.OK, 200), (Outcome.TIMEOUT, 0)


def with_dead_link() -> dict[str, str]:
    return {**portal(), HOME: page("云泽区人民政府", rows(NEWS) + f"<a href='{DEAD}'>旧闻</a>")}


def link(folder: Path, look2: Mapping[str, Answer] | None) -> Finding | None:
    path = build(folder, with_dead_link(), readings={DEAD: GONE}, look2=look2)
    return next((finding for finding in judged(path).findings if finding.subject == DEAD), None)


@pytest.mark.parametrize(
    ("second", "verdict"),
    [(GONE, Verdict.FAIL), ((Outcome.HTTP_ERROR, 410), Verdict.FAIL), (FINE, Verdict.UNSURE), (LATE, Verdict.UNSURE)],
    ids=["gone", "still gone", "there", "late"],
)
def test_a_link_is_accused_by_both_looks_or_not_at_all(tmp_path: Path, second: Answer, verdict: Verdict) -> None:
    finding = link(tmp_path, {DEAD: second})
    assert finding is not None
    assert finding.verdict is verdict
    assert not (finding.verdict is Verdict.UNSURE and finding.early)


def test_without_a_second_look_nothing_is_accused(tmp_path: Path) -> None:
    finding = link(tmp_path, None)
    assert finding is not None
    assert finding.verdict is Verdict.UNSURE
    assert "404" in finding.evidence.text


def test_a_name_needs_no_second_look(tmp_path: Path) -> None:
    site = replace(SITE, urls=("http://www.yunze.com/",), prefixes=("http://www.yunze.com/",))
    path = build(tmp_path, {"http://www.yunze.com/": portal()[HOME]}, site=site)
    assert {f.verdict for f in judged(path, "domain_name").findings} == {Verdict.FAIL}


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (None, Verdict.FAIL),
        (column("通知公告", rows([("停水公告", "2026-11-20")])), Verdict.UNSURE),
        (LATE, Verdict.UNSURE),
        ((Outcome.BLOCKED, 412), Verdict.UNSURE),
        ((Outcome.HTTP_ERROR, 502), Verdict.UNSURE),
    ],
    ids=["the same", "filled", "late", "blocked", "bad gateway"],
)
def test_an_empty_column_was_read_twice(tmp_path: Path, second: Answer | None, verdict: Verdict) -> None:
    path = build(tmp_path, portal(tzgg=""), look2={NOTICES: second} if second else {})
    found = {finding.subject: finding for finding in judged(path, "empty_columns").findings}
    assert found[NOTICES].verdict is verdict


@pytest.mark.parametrize(
    ("second", "verdict"), [(None, Verdict.FAIL), (LATE, Verdict.UNSURE)], ids=["the same", "late"]
)
def test_a_stale_home_page_was_read_twice(tmp_path: Path, second: Answer | None, verdict: Verdict) -> None:
    entries = [("区政府研究安全生产工作", "2026-10-01"), ("我区启动秋季造林", "2026-09-20")]
    pages = {
        HOME: page("云泽区人民政府", rows(entries)),
        HOME + "zwgk/gzdt/4100.html": article(entries[0][0], "2026-10-01"),
    }
    path = build(tmp_path, pages, look2={HOME: second} if second else {})
    assert [finding.verdict for finding in judged(path, "homepage_updates").findings] == [verdict]


@pytest.mark.parametrize(
    ("records", "verdict"),
    [((), Verdict.FAIL), (("2408:8719:64:15::9",), Verdict.UNSURE), (Outcome.TIMEOUT, Verdict.UNSURE)],
    ids=["none", "there", "late"],
)
def test_a_host_without_aaaa_was_asked_twice(
    tmp_path: Path, records: tuple[str, ...] | Outcome, verdict: Verdict
) -> None:
    lookups = {(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): ()}
    path = build(tmp_path, portal(), lookups=lookups, look2={}, lookups2={(HOST, "AAAA"): records})
    assert [finding.verdict for finding in judged(path, "ipv6_aaaa").findings] == [verdict]


@pytest.mark.parametrize(("second", "verdict"), [(Outcome.REFUSED, Verdict.FAIL), (Outcome.OK, Verdict.UNSURE)])
def test_a_silent_host_was_tried_twice(tmp_path: Path, second: Outcome, verdict: Verdict) -> None:
    four = Probe(HOST, 4, "203.0.113.9", 80, 1, Outcome.OK, 200)
    six = Probe(HOST, 6, "2408:8719:64:15::9", 80, 1, Outcome.REFUSED)
    lookups = {(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): ("2408:8719:64:15::9",)}
    path = build(
        tmp_path, portal(), lookups=lookups, probes=[four, six], look2={}, probes2=[four, replace(six, outcome=second)]
    )
    assert [finding.verdict for finding in judged(path, "ipv6_reachable").findings] == [verdict]


def test_judging_again_offline_gives_the_same(tmp_path: Path) -> None:
    pages = {**with_dead_link(), NOTICES: column("通知公告", "")}
    path = build(tmp_path, pages, readings={DEAD: GONE}, look2={}, own_hosts=[])
    once, again = judged(path), judged(path)
    assert once == again
    assert {finding.check for finding in once.findings if finding.accuses} >= {"links", "empty_columns"}


def test_the_first_look_stays_as_it_was(tmp_path: Path) -> None:
    filled = column("通知公告", rows([("停水公告", "2026-11-20")]))
    path = build(tmp_path, portal(tzgg=""), look2={NOTICES: filled})
    assert findings(path, "empty_columns", look=1)[NOTICES].verdict is Verdict.FAIL
    assert findings(path, "empty_columns", look=2)[NOTICES].verdict is Verdict.PASS


def test_what_has_to_be_read_again_is_read_once(tmp_path: Path) -> None:
    pages = {**with_dead_link(), NOTICES: column("通知公告", "")}
    path = build(tmp_path, pages, readings={DEAD: GONE}, own_hosts=[])
    first = _looks.first_look(path, CATALOGUE, only=("links", "empty_columns"))
    scope = _looks.to_read_again(path, first)
    assert sorted(scope.urls) == sorted({DEAD, NOTICES})
    assert scope.hosts == ()
