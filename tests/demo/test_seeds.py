"""A seed changes names, days, orders and templates, and nothing of what is true."""

from collections import Counter
from datetime import date, timedelta

import pytest

from demo.build import build
from demo.district import District, Fate, Ports
from demo.pages import render
from demo.replies import Replies

AS_OF = date(2026, 11, 23)
PORTAL, PORTS = "www.example.gov.cn", Ports(8600, 8601, 8602)


def site_of(seed: int, as_of: date = AS_OF) -> Replies:
    return render(build(as_of, seed, PORTS))


def told(district: District) -> Counter[tuple[str, str, str, str]]:
    """What is true, without addresses."""
    return Counter(
        (truth.fate, site.key, truth.check, truth.note) for site in district.sites for truth in site.all_truths()
    )


def test_one_seed_is_one_district() -> None:
    first, other = site_of(0), site_of(1)
    assert first == site_of(0)
    assert first.keys() != other.keys()
    assert first[(PORTAL, "/")].body != other[(PORTAL, "/")].body


@pytest.mark.parametrize("seed", range(1, 11))
def test_a_seed_changes_nothing_of_the_truth(seed: int) -> None:
    assert told(build(AS_OF, seed, PORTS)) == told(build(AS_OF, 0, PORTS))


def test_seeds_change_all_that_means_nothing() -> None:
    districts = [build(AS_OF, seed, PORTS) for seed in range(11)]
    for place in range(len(districts[0].sites)):
        sites = [district.sites[place] for district in districts]
        assert len({site.dress.rows for site in sites}) > 1
        assert len({site.dress.crumb for site in sites}) > 1
        assert len({tuple(site.dress.names.items()) for site in sites}) > 8
        assert len({site.columns[0].articles for site in sites}) > 1
        assert len({tuple(column.name for column in site.columns) for site in sites}) > 1
        assert {column.name for site in sites for column in site.columns} == {one.name for one in sites[0].columns}
    leaders = {next(iter(site.column("领导之窗").text)) for site in (district.sites[0] for district in districts)}
    assert len(leaders) == len(districts)


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2026, 8, 31), date(2027, 1, 1), date(2027, 12, 31)])
@pytest.mark.parametrize("seed", range(5))
def test_any_day_will_do(as_of: date, seed: int) -> None:
    district = build(as_of, seed, PORTS)
    days = [article.day for site in district.sites for column in site.columns for article in column.articles]
    assert max(days) < as_of
    assert len(days) > 300
    pages = render(district)
    assert f"{as_of}" in pages[(PORTAL, "/")].body.decode()


@pytest.mark.parametrize("seed", range(11))
def test_interpretations_come_when_the_notes_say(seed: int) -> None:
    sites = build(AS_OF, seed, PORTS).sites
    articles = {one.key: one for site in sites for column in site.columns for one in column.articles if one.key}
    late = {
        key: min(one.day for name, one in articles.items() if name.startswith(f"{key}/plain")) - articles[key].day
        for key in ("same-day", "before", "late", "twice", "rsj-late", "fourth-day", "rsj-read-here")
    }
    assert late["same-day"] == late["twice"] == late["rsj-read-here"] == timedelta()
    assert late["before"] == timedelta(days=-1)
    assert min(late["late"], late["rsj-late"]) >= timedelta(days=20)
    assert late["fourth-day"] >= timedelta(days=4)
    assert not [key for key in articles if key.startswith(("none/", "rsj-none/", "passed-on/", "reply/"))]


def test_where_no_calendar_is_out_the_last_day_in_time_is_not_known() -> None:
    truths = [truth for site in build(date(2031, 6, 30), 0, PORTS).sites for truth in site.all_truths()]
    fates = {truth.fate for truth in truths if truth.note.startswith("第四个工作日")}
    assert fates == {Fate.UNSURE}


def test_without_ipv6_nothing_is_said_of_it() -> None:
    district = build(AS_OF, 0, PORTS, ipv6=False)
    checks = ("ipv6_reachable", "ipv6_same_content")
    fates = {truth.fate for site in district.sites for truth in site.all_truths() if truth.check in checks}
    assert fates == {"decoy", "unsure"}
