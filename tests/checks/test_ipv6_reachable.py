"""Who is silent over IPv6, and when the silence may be ours."""

from pathlib import Path
from typing import Any

import pytest

from core.types import Outcome, Probe, Verdict
from tests.build import HOST, build, findings
from tests.invented import portal

LOOKUPS = {(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): ("2408:8719:64:15::9",)}


def four(outcome: Outcome) -> Probe:
    return Probe(HOST, 4, "203.0.113.9", 80, 1, outcome, 200 if outcome is Outcome.OK else 0)


def six(outcome: Outcome, last: int = 9) -> Probe:
    return Probe(HOST, 6, f"2408:8719:64:15::{last}", 80, 1, outcome, 200 if outcome is Outcome.OK else 0)


def verdict(folder: Path, *probes: Probe, **meta: Any) -> Verdict:
    found = findings(build(folder, portal(), lookups=LOOKUPS, probes=probes, **meta), "ipv6_reachable")
    assert set(found) == {HOST}
    return found[HOST].verdict


def test_an_answer_passes(tmp_path: Path) -> None:
    assert verdict(tmp_path, four(Outcome.OK), six(Outcome.OK)) is Verdict.PASS


def test_any_status_is_an_answer(tmp_path: Path) -> None:
    assert verdict(tmp_path, Probe(HOST, 6, "2408:8719:64:15::9", 80, 1, Outcome.OK, 503)) is Verdict.PASS


@pytest.mark.parametrize("status", [404, 502])
def test_an_error_page_where_ipv4_shows_the_site_is_for_a_person(tmp_path: Path, status: int) -> None:
    answer = Probe(HOST, 6, "2408:8719:64:15::9", 80, 1, Outcome.OK, status)
    assert verdict(tmp_path, four(Outcome.OK), answer) is Verdict.UNSURE


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.RESET, Outcome.TLS_ERROR])
def test_a_refusal_while_ipv4_answers_fails(tmp_path: Path, outcome: Outcome) -> None:
    assert verdict(tmp_path, four(Outcome.OK), six(outcome)) is Verdict.FAIL


def test_a_time_out_fails_only_where_our_own_way_is_shown_to_work(tmp_path: Path) -> None:
    probes = four(Outcome.OK), six(Outcome.TIMEOUT)
    assert verdict(tmp_path, *probes) is Verdict.UNSURE
    assert verdict(tmp_path, *probes, ipv6_references_answer=False) is Verdict.UNSURE
    assert verdict(tmp_path, *probes, ipv6_references_answer=True) is Verdict.FAIL
    assert verdict(tmp_path, *probes, allow_private=["2408:8719:64:15::/64"]) is Verdict.FAIL


def test_a_machine_without_ipv6_says_so(tmp_path: Path) -> None:
    path = build(tmp_path, portal(), lookups=LOOKUPS, probes=[four(Outcome.OK), six(Outcome.NO_ROUTE)])
    finding = findings(path, "ipv6_reachable")[HOST]
    assert finding.verdict is Verdict.UNSURE
    assert "本机无IPv6" in finding.evidence.text


def test_one_address_without_a_route_makes_all_unsure(tmp_path: Path) -> None:
    assert verdict(tmp_path, four(Outcome.OK), six(Outcome.REFUSED, 1), six(Outcome.NO_ROUTE, 2)) is Verdict.UNSURE


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.TIMEOUT, Outcome.RESET])
def test_a_site_that_is_down_is_not_an_ipv6_fault(tmp_path: Path, outcome: Outcome) -> None:
    assert verdict(tmp_path, four(outcome), six(Outcome.REFUSED)) is Verdict.UNSURE
    assert verdict(tmp_path, six(Outcome.REFUSED)) is Verdict.UNSURE


def test_some_of_several_addresses_is_for_a_person(tmp_path: Path) -> None:
    assert verdict(tmp_path, four(Outcome.OK), six(Outcome.OK, 1), six(Outcome.REFUSED, 2)) is Verdict.UNSURE


def test_without_an_address_there_is_nothing_to_judge(tmp_path: Path) -> None:
    path = build(
        tmp_path, portal(), lookups={(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): ()}, probes=[four(Outcome.OK)]
    )
    assert findings(path, "ipv6_reachable") == {}
