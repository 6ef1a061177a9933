"""Whether two name servers of a zone can be reached over IPv6, and whose zone it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import HOST, SITE, Names, build, findings, judged
from tests.invented import portal

ZONE = "yunze.gov.cn"
SIX = ("2408:8719:64:15::53",)
HERE: Names = {(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): (), (HOST, "NS"): ()}


def servers(**answers: tuple[str, ...] | Outcome) -> Names:
    """The zone's servers, each with its AAAA records or how the question for them ended."""
    names = {f"{name}.dns.example": answer for name, answer in answers.items()}
    return {**HERE, (ZONE, "NS"): tuple(names), **{(name, "AAAA"): answer for name, answer in names.items()}}


def judge(folder: Path, lookups: Names) -> Finding:
    found = findings(build(folder, portal(), lookups=lookups, site=replace(SITE, operator="dsjj")), "ipv6_nameservers")
    assert set(found) == {ZONE}
    assert found[ZONE].unit == "dsjj"
    return found[ZONE]


def test_two_with_an_address_pass(tmp_path: Path) -> None:
    assert judge(tmp_path, servers(ns1=SIX, ns2=SIX)).verdict is Verdict.PASS


def test_others_without_one_do_not_matter(tmp_path: Path) -> None:
    found = judge(tmp_path, servers(ns1=SIX, ns2=SIX, ns3=(), ns4=Outcome.TIMEOUT))
    assert found.verdict is Verdict.PASS


@pytest.mark.parametrize(
    "lookups",
    [
        servers(ns1=SIX, ns2=()),
        servers(ns1=(), ns2=()),
        servers(ns1=SIX),
        servers(ns1=SIX, ns2=("::ffff:203.0.113.9",)),
        servers(ns1=SIX, ns2=("fd00::53",)),
        servers(ns1=SIX, ns2=Outcome.NO_SUCH_HOST),
        servers(ns1=(), ns2=(), ns3=Outcome.TIMEOUT),
    ],
    ids=["one", "none", "a single server", "mapped", "private", "no such server", "one unknown that would not suffice"],
)
def test_fewer_than_two_fail(tmp_path: Path, lookups: Names) -> None:
    assert judge(tmp_path, lookups).verdict is Verdict.FAIL


@pytest.mark.parametrize("failed", [Outcome.TIMEOUT, Outcome.RESOLVER_FAILED])
def test_a_question_that_failed_is_unsure_where_it_could_tip(tmp_path: Path, failed: Outcome) -> None:
    assert judge(tmp_path, servers(ns1=SIX, ns2=failed)).verdict is Verdict.UNSURE
    assert judge(tmp_path, servers(ns1=failed, ns2=failed)).verdict is Verdict.UNSURE
    assert judge(tmp_path, {**HERE, (ZONE, "NS"): failed}).verdict is Verdict.UNSURE
    assert judge(tmp_path, {**HERE, (HOST, "NS"): failed}).verdict is Verdict.UNSURE


def test_servers_whose_addresses_were_not_asked_are_unsure(tmp_path: Path) -> None:
    assert judge(tmp_path, {**HERE, (ZONE, "NS"): ("ns1.dns.example", "ns2.dns.example")}).verdict is Verdict.UNSURE


def test_the_closest_name_with_servers_is_the_zone(tmp_path: Path) -> None:
    lookups = {**servers(ns1=SIX, ns2=SIX), (HOST, "NS"): ("ns1.dns.example",)}
    assert {subject: found.verdict for subject, found in _found(tmp_path, lookups).items()} == {HOST: Verdict.FAIL}


def test_the_servers_of_an_alias_are_another_zone_s(tmp_path: Path) -> None:
    """`tests.build` gives no chain: a name that leads elsewhere is asked in test_hosts.py."""
    lookups = {**servers(ns1=SIX, ns2=SIX), (HOST, "NS"): Outcome.NO_SUCH_HOST}
    assert _found(tmp_path, lookups)[ZONE].verdict is Verdict.PASS


def test_the_parent_s_zone_is_not_the_site_s(tmp_path: Path) -> None:
    lookups = {**HERE, (ZONE, "NS"): (), ("gov.cn", "NS"): ("a.dns.example",), ("a.dns.example", "AAAA"): ()}
    assert _found(tmp_path, lookups) == {}


def test_a_part_of_another_site_s_host_is_not_judged(tmp_path: Path) -> None:
    path = build(tmp_path, portal(), lookups=servers(ns1=(), ns2=()), own_hosts=[])
    assert findings(path, "ipv6_nameservers") == {}


def test_two_hosts_of_one_zone_are_one_finding(tmp_path: Path) -> None:
    other = "czj.yunze.gov.cn"
    lookups = {**servers(ns1=(), ns2=()), (other, "A"): ("203.0.113.9",), (other, "NS"): ()}
    path = build(tmp_path, portal(), lookups=lookups, own_hosts=[HOST, other])
    assert list(findings(path, "ipv6_nameservers")) == [ZONE]


@pytest.mark.parametrize(
    ("second", "verdict"), [((), Verdict.FAIL), (SIX, Verdict.UNSURE), (Outcome.TIMEOUT, Verdict.UNSURE)]
)
def test_it_takes_both_looks(tmp_path: Path, second: tuple[str, ...] | Outcome, verdict: Verdict) -> None:
    again = {("ns2.dns.example", "AAAA"): second}
    path = build(tmp_path, portal(), lookups=servers(ns1=SIX, ns2=()), look2={}, lookups2=again)
    assert [finding.verdict for finding in judged(path, "ipv6_nameservers").findings] == [verdict]


def _found(folder: Path, lookups: Names) -> dict[str, Finding]:
    return findings(build(folder, portal(), lookups=lookups), "ipv6_nameservers")
