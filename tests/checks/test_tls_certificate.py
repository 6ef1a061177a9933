"""Which certificates are accused, and of what; the dates are those of the day that is judged."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.hosts import Certificate
from core.types import Finding, Outcome, Probe, Verdict
from tests.build import HOME, HOST, SITE, TAKEN_AT, build, findings, judged
from tests.invented import NEWS, page, portal, rows

SECURE = f"https://{HOST}/"
SITE_S = replace(SITE, urls=(SECURE,), prefixes=(SECURE,), operator="dsjj")
LOOKUPS = {(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): ()}
GOOD = Certificate(
    *(HOST, 443, "203.0.113.9", 1, Outcome.OK, "2026-03-01T08:00:00+08:00", "2027-03-01T07:59:59+08:00"),
    names=(HOST, "yunze.gov.cn"),
    issuer="云泽测试证书机构",
    trust="trusted",
    sent=2,
    at=TAKEN_AT,
)


def judge(folder: Path, shown: Certificate | None = GOOD, as_of: str = "2026-11-20", **facts: Any) -> Finding:
    shown = replace(shown, **facts) if shown else None
    pages = {SECURE + url.removeprefix(HOME): html for url, html in portal().items()}
    path = build(folder, pages, site=SITE_S, lookups=LOOKUPS, shown=[shown] if shown else (), as_of=as_of)
    found = findings(path, "tls_certificate")
    assert set(found) == {HOST}
    assert found[HOST].unit == "dsjj"
    return found[HOST]


def test_a_sound_certificate_passes(tmp_path: Path) -> None:
    assert judge(tmp_path).verdict is Verdict.PASS
    assert judge(tmp_path, names=("*.yunze.gov.cn",)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("as_of", "say"),
    [("2027-03-02", "已过期"), ("2028-01-01", "已过期"), ("2026-02-27", "尚未生效"), ("2020-01-01", "尚未生效")],
)
def test_dates_are_those_of_the_day_that_is_judged(tmp_path: Path, as_of: str, say: str) -> None:
    found = judge(tmp_path, as_of=as_of)
    assert (found.verdict, found.early) == (Verdict.FAIL, False)
    assert say in found.title


@pytest.mark.parametrize("as_of", ["2027-03-01", "2027-02-28", "2027-02-01", "2027-01-30"])
def test_the_last_month_is_a_warning(tmp_path: Path, as_of: str) -> None:
    found = judge(tmp_path, as_of=as_of)
    assert (found.verdict, found.early) == (Verdict.FAIL, True)


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-03-02", "2027-01-28"])
def test_the_first_day_and_the_months_before_are_none(tmp_path: Path, as_of: str) -> None:
    assert judge(tmp_path, as_of=as_of).verdict is Verdict.PASS


def test_on_the_day_of_the_handshake_its_hour_counts(tmp_path: Path) -> None:
    assert "已过期" in judge(tmp_path, not_after="2026-11-20T09:59:59+08:00").title
    assert judge(tmp_path, not_after="2026-11-20T10:00:01+08:00").early
    assert "尚未生效" in judge(tmp_path, not_before="2026-11-20T10:00:01+08:00").title


@pytest.mark.parametrize(
    "names", [("www.shilihe.gov.cn",), ("yunze.gov.cn",), ("*.www.yunze.gov.cn",), ("*.gov.cn",), ("203.0.113.9",)]
)
def test_other_names_fail(tmp_path: Path, names: tuple[str, ...]) -> None:
    found = judge(tmp_path, names=names)
    assert found.verdict is Verdict.FAIL
    assert names[0] in found.evidence.text


@pytest.mark.parametrize("trust", ["self-signed", "issuer-missing"])
def test_a_chain_that_is_broken_fails(tmp_path: Path, trust: str) -> None:
    assert judge(tmp_path, trust=trust).verdict is Verdict.FAIL


@pytest.mark.parametrize("trust", ["root-unknown", "doubtful"])
def test_an_authority_that_only_we_do_not_know_is_unsure(tmp_path: Path, trust: str) -> None:
    assert judge(tmp_path, trust=trust).verdict is Verdict.UNSURE


def test_what_no_list_excuses_fails_all_the_same(tmp_path: Path) -> None:
    assert "已过期" in judge(tmp_path, as_of="2027-06-01", trust="root-unknown").title
    assert "不符" in judge(tmp_path, names=("www.shilihe.gov.cn",), trust="root-unknown").title
    assert judge(tmp_path, as_of="2027-02-20", trust="root-unknown").early


def test_without_names_nothing_is_said_of_them(tmp_path: Path) -> None:
    assert judge(tmp_path, names=()).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "outcome", [Outcome.TIMEOUT, Outcome.RESET, Outcome.REFUSED, Outcome.TLS_ERROR, Outcome.NO_ROUTE]
)
def test_a_handshake_that_did_not_end_is_unsure(tmp_path: Path, outcome: Outcome) -> None:
    failed = Certificate(HOST, 443, "203.0.113.9", 1, outcome)
    assert judge(tmp_path, failed).verdict is Verdict.UNSURE


def test_what_was_never_asked_is_unsure(tmp_path: Path) -> None:
    assert judge(tmp_path, None).verdict is Verdict.UNSURE


BAD = replace(GOOD, trust="self-signed", names=("localhost",))


def plain(folder: Path, html: str = "", shown: Certificate = BAD, **rest: Any) -> dict[str, Finding]:
    """A site of plain HTTP whose home page has `html` as well."""
    pages = {**portal(), HOME: page("云泽区人民政府", rows(NEWS) + html)}
    return findings(build(folder, pages, lookups=LOOKUPS, shown=[shown], **rest), "tls_certificate")


def test_plain_http_has_no_certificate(tmp_path: Path) -> None:
    assert plain(tmp_path) == {}
    assert plain(tmp_path, "<a href='https://www.shilihe.gov.cn/'>十里河区</a>") == {}
    assert plain(tmp_path, "<a href='https://czj.yunze.gov.cn/'>财政局</a>") == {}


def test_a_host_that_pages_link_to_by_https_is_judged(tmp_path: Path) -> None:
    found = plain(tmp_path, f"<a href='{SECURE}fw/'>政务服务</a>")
    assert (found[HOST].verdict, found[HOST].url) == (Verdict.FAIL, HOME)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.TIMEOUT])
def test_a_link_to_where_nobody_answers_is_no_certificate(tmp_path: Path, outcome: Outcome) -> None:
    silent = Certificate(HOST, 443, "203.0.113.9", 1, outcome)
    assert plain(tmp_path, f"<a href='{SECURE}fw/'>政务服务</a>", silent) == {}


def test_a_redirect_leads_there(tmp_path: Path) -> None:
    probe = Probe(HOST, 4, "203.0.113.9", 80, 1, Outcome.OK, 301, detail=SECURE)
    assert plain(tmp_path, probes=[probe])[HOST].verdict is Verdict.FAIL
    abroad = replace(probe, detail="https://www.shilihe.gov.cn/")
    assert plain(tmp_path, probes=[abroad]) == {}


def test_a_part_of_another_site_s_host_is_not_judged(tmp_path: Path) -> None:
    path = build(tmp_path, {SECURE: portal()[HOME]}, site=SITE_S, lookups=LOOKUPS, shown=[BAD], own_hosts=[])
    assert findings(path, "tls_certificate") == {}


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (BAD, Verdict.FAIL),
        (GOOD, Verdict.UNSURE),
        (Certificate(HOST, 443, "203.0.113.9", 1, Outcome.TIMEOUT), Verdict.UNSURE),
        (None, Verdict.UNSURE),
    ],
    ids=["still", "mended", "silent", "cut off"],
)
def test_it_takes_both_looks(tmp_path: Path, second: Certificate | None, verdict: Verdict) -> None:
    pages = {SECURE: portal()[HOME]}
    again = [second] if second else []
    path = build(tmp_path, pages, site=SITE_S, lookups=LOOKUPS, shown=[BAD], look2={}, shown2=again)
    assert [finding.verdict for finding in judged(path, "tls_certificate").findings] == [verdict]
