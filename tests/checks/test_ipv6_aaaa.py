"""Which hosts have an IPv6 address that a citizen can use."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.types import Outcome, Verdict
from tests.build import HOST, SITE, build, findings
from tests.invented import portal

A = ("203.0.113.9",)


def judge(folder: Path, four: tuple[str, ...] | Outcome, six: tuple[str, ...] | Outcome, **meta: Any) -> Verdict:
    site = replace(SITE, operator="dsjj")
    path = build(folder, portal(), site=site, lookups={(HOST, "A"): four, (HOST, "AAAA"): six}, **meta)
    found = findings(path, "ipv6_aaaa")
    assert set(found) == {HOST}
    assert found[HOST].unit == "dsjj"
    assert found[HOST].clause == "laiwu-2021/ipv6"
    return found[HOST].verdict


def test_a_global_address_passes(tmp_path: Path) -> None:
    assert judge(tmp_path, A, ("2408:8719:64:15::9",)) is Verdict.PASS


def test_one_usable_address_among_others_is_enough(tmp_path: Path) -> None:
    assert judge(tmp_path, A, ("fd00::1", "::ffff:203.0.113.9", "2408:8719:64:15::9")) is Verdict.PASS


def test_a_host_that_speaks_ipv6_alone_passes(tmp_path: Path) -> None:
    assert judge(tmp_path, (), ("2408:8719:64:15::9",)) is Verdict.PASS
    assert judge(tmp_path, Outcome.TIMEOUT, ("2408:8719:64:15::9",)) is Verdict.PASS


def test_none_beside_an_a_record_fails(tmp_path: Path) -> None:
    assert judge(tmp_path, A, ()) is Verdict.FAIL


@pytest.mark.parametrize(
    "address",
    [
        "::ffff:203.0.113.9",
        "2002:cb00:7109::1",
        "64:ff9b::cb00:7109",
        "fd12:3456::1",
        "fe80::1",
        "::1",
        "2001:0:53aa::1",
        "ff02::1",
    ],
)
def test_disguised_and_private_addresses_fail(tmp_path: Path, address: str) -> None:
    assert judge(tmp_path, A, (address,)) is Verdict.FAIL


def test_an_inner_network_that_is_allowed_counts(tmp_path: Path) -> None:
    assert judge(tmp_path, ("127.0.0.1",), ("::1",), allow_private=["127.0.0.0/8", "::1/128"]) is Verdict.PASS
    assert judge(tmp_path, ("127.0.0.1",), ("fd00::1",), allow_private=["127.0.0.0/8", "::1/128"]) is Verdict.FAIL


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.RESOLVER_FAILED, Outcome.NO_SUCH_HOST])
def test_what_the_resolver_did_not_say_is_unsure(tmp_path: Path, outcome: Outcome) -> None:
    assert judge(tmp_path, A, outcome) is Verdict.UNSURE
    assert judge(tmp_path, outcome, ()) is Verdict.UNSURE


def test_a_host_without_any_address_is_unsure(tmp_path: Path) -> None:
    assert judge(tmp_path, (), ()) is Verdict.UNSURE


def test_a_question_that_was_never_asked_is_no_answer(tmp_path: Path) -> None:
    assert findings(build(tmp_path, portal(), lookups={(HOST, "A"): A}), "ipv6_aaaa") == {}
    assert findings(build(tmp_path, portal()), "ipv6_aaaa") == {}
