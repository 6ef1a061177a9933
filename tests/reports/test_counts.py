"""How findings are counted: kinds, places, units, vetoes."""

from reports import counts
from reports.digest import Digest, digest
from tests.reports.invented import UNITS, audit, catalogue, finding, margin


def read(*findings: dict[str, object], **other: object) -> Digest:
    return digest(audit(*findings, **other), catalogue(), UNITS)


def test_a_place_is_one_subject_and_kinds_are_checks() -> None:
    one = read(finding(number=1), finding(number=2), finding("ipv6_aaaa", level="requirement"))
    assert counts.kinds(one.faults) == "2类3处"


def test_the_finding_names_the_unit_not_the_site() -> None:
    one = read(finding(unit="czj"), finding(number=2, unit="czj"), finding(number=3, unit=""), finding(number=4))
    assert {unit: len(seen) for unit, seen in counts.by_unit(one.faults).items()} == {
        "区财政局": 2,
        "区大数据局": 1,
        "未登记责任单位": 1,
    }


def test_vetoes_that_are_reached_stand_before_those_that_are_near() -> None:
    near, far = margin("stale-core-columns", 3, 5), margin("stale-columns", 1, 10, verdict="pass", early=False)
    one = read(near, far, finding("homepage_updates", level="veto"), finding())
    told = counts.vetoes([one], catalogue())
    assert [group.seen[0].early for group in told] == [False, True]
    assert told[1].told == "栏目不更新累计 3/5，距单项否决还差 2 个"
    assert counts.veto_rest([one], catalogue()) == {"pass": "栏目不更新累计 1/10，距单项否决还差 9 个"}


def test_an_unconfirmed_veto_is_none() -> None:
    assert counts.vetoes([read(finding("ipv6_links", level="veto", confirmed=False))], catalogue()) == ()


def test_due_is_said_only_where_the_catalogue_sets_it() -> None:
    rules = catalogue().rules
    assert counts.due(rules["links"]) == "交办后 3 个工作日内"
    assert counts.due(rules["ipv6_aaaa"]) == ""


def test_the_clause_adds_only_what_the_basis_leaves_out() -> None:
    said = read(finding("ipv6_aaaa", clause="yunze-2026/ipv6"), finding(clause="yunze-2026/ipv6"), finding(number=2))
    assert [one.clause for one in said.faults] == ["IPv6 改造", "《2026年云泽区政务公开工作要点》，IPv6 改造", ""]


def test_nothing_at_all_is_no_good_news() -> None:
    assert counts.conclusion([]) == "本期未能作出判定"
    assert counts.conclusion([read(passed={})]) == "本期未能作出判定"
