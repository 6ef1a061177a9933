"""Links that lead to other domains: the table of the site's own links, as advice, and only for what was asked."""

from pathlib import Path

import pytest

from core.snapshot import Snapshot
from core.types import Level, Outcome, Verdict
from tests.build import HOME, build, findings, judged
from tests.invented import NEWS, page, portal, rows

ABROAD = "http://www.shilihe.gov.cn/old/gone.html"
GONE = (Outcome.HTTP_ERROR, 404)


def linking(html: str) -> dict[str, str]:
    return {**portal(), HOME: page("云泽区人民政府", rows(NEWS) + html)}


LINK = linking(f"<a href='{ABROAD}'>十里河区旧站</a>")


@pytest.mark.parametrize("answer", [(Outcome.HTTP_ERROR, 404), (Outcome.HTTP_ERROR, 500), (Outcome.NO_SUCH_HOST, 0)])
def test_what_is_not_there_fails_as_advice(tmp_path: Path, answer: tuple[Outcome, int]) -> None:
    finding = findings(build(tmp_path, LINK, readings={ABROAD: answer}), "external_links")[ABROAD]
    assert (finding.verdict, finding.level, finding.evidence.place) == (Verdict.FAIL, Level.ADVICE, HOME)
    assert "十里河区旧站" in finding.title


@pytest.mark.parametrize(
    "answer",
    [
        *((Outcome.HTTP_ERROR, status) for status in (401, 403, 405, 429, 451, 502, 503, 504, 521)),
        *((outcome, 0) for outcome in (Outcome.TIMEOUT, Outcome.RESET, Outcome.REFUSED, Outcome.RESOLVER_FAILED)),
        *((outcome, 0) for outcome in (Outcome.TLS_ERROR, Outcome.BLOCKED, Outcome.LOOP, Outcome.NO_ROUTE)),
    ],
)
def test_what_could_not_be_read_is_unsure(tmp_path: Path, answer: tuple[Outcome, int]) -> None:
    finding = findings(build(tmp_path, LINK, readings={ABROAD: answer}), "external_links")[ABROAD]
    assert finding.verdict is Verdict.UNSURE


@pytest.mark.parametrize("outcome", [Outcome.ROBOTS, Outcome.FORBIDDEN])
def test_what_may_not_be_asked_is_not_judged(tmp_path: Path, outcome: Outcome) -> None:
    verdicts = judged(build(tmp_path, LINK, readings={ABROAD: (outcome, 0)}), "external_links")
    assert (verdicts.findings, verdicts.passed) == ((), {"external_links": 0})


def test_what_was_not_asked_is_not_judged(tmp_path: Path) -> None:
    verdicts = judged(build(tmp_path, LINK), "external_links")
    assert (verdicts.findings, verdicts.passed) == ((), {"external_links": 0})


def test_what_answers_is_counted(tmp_path: Path) -> None:
    verdicts = judged(build(tmp_path, LINK, readings={ABROAD: (Outcome.OK, 200)}), "external_links")
    assert (verdicts.findings, verdicts.passed) == ((), {"external_links": 1})


def test_the_site_s_own_links_are_another_check_s(tmp_path: Path) -> None:
    own, near = HOME + "gone.html", "http://syjj.yunze.gov.cn/"
    pages = linking(f"<a href='{own}'>旧闻</a><a href='{near}'>原食药监局</a>")
    assert findings(build(tmp_path, pages, readings={own: GONE, near: GONE}), "external_links") == {}


def test_a_picture_says_that_it_is_one(tmp_path: Path) -> None:
    picture = "http://img.shilihe.gov.cn/banner.jpg"
    pages = linking(f"<img src='{picture}' alt='创城宣传'>")
    finding = findings(build(tmp_path, pages, readings={picture: GONE}), "external_links")[picture]
    assert finding.title == "外部图片打不开：创城宣传"


@pytest.mark.parametrize(
    ("second", "verdict"),
    [(GONE, Verdict.FAIL), ((Outcome.OK, 200), Verdict.UNSURE), ((Outcome.TIMEOUT, 0), Verdict.UNSURE)],
)
def test_it_takes_both_looks(tmp_path: Path, second: tuple[Outcome, int], verdict: Verdict) -> None:
    path = build(tmp_path, LINK, readings={ABROAD: GONE}, look2={ABROAD: second})
    assert [finding.verdict for finding in judged(path, "external_links").findings] == [verdict]


def test_a_dead_neighbour_leaves_the_walk_whole(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, LINK, readings={ABROAD: (Outcome.TIMEOUT, 0)})) as snapshot:
        assert snapshot.complete
        assert snapshot.unread() == 0
