"""A page belongs to the one registered site with the longest prefix."""

import pytest

from crawler.territory import Territory

PORTAL = "http://www.yunze.gov.cn/"
OFFICE = "http://www.yunze.gov.cn/gongkai/site_czj/"
NESTED = "http://www.yunze.gov.cn/gongkai/site_czj/zhuanti/"


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        (PORTAL, True),
        ("https://www.yunze.gov.cn/zwgk/", True),
        (OFFICE, False),
        ("http://www.yunze.gov.cn/gongkai/site_czj", False),
        ("http://www.yunze.gov.cn/gongkai/site_czjx/", True),
        (OFFICE + "tzgg/1.html", False),
        (NESTED + "1.html", True),
        ("http://www.yunze.gov.cn:8080/", False),
        ("http://czj.yunze.gov.cn/", False),
        ("http://www.yunze.gov.cn.evil.com/", False),
    ],
)
def test_the_longest_prefix_decides(url: str, inside: bool) -> None:
    assert Territory((PORTAL, NESTED), (OFFICE,)).inside(url) is inside


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://a.gov.cn/bm", True),
        ("http://a.gov.cn/bm/x", True),
        ("http://a.gov.cn/bm?x", True),
        ("http://a.gov.cn/bmx", False),
    ],
)
def test_a_prefix_ends_at_a_name(url: str, inside: bool) -> None:
    assert Territory(("http://a.gov.cn/bm",), ()).inside(url) is inside


def test_near_is_the_same_registered_domain() -> None:
    territory = Territory((PORTAL,), ())
    assert territory.near("http://czj.yunze.gov.cn/x.html")
    assert territory.near("http://czj.yunze.gov.cn:8080/")
    assert not territory.near("http://www.other.gov.cn/")


def test_where_the_home_page_leads_belongs_to_the_site() -> None:
    territory = Territory(("http://yunze.gov.cn/",), ("http://czj.yunze.gov.cn/",))
    assert territory.adopt("http://www.yunze.gov.cn/index.html")
    assert territory.inside("http://www.yunze.gov.cn/zwgk/")
    assert not territory.adopt("http://czj.yunze.gov.cn/")
    assert not territory.adopt("http://login.example.com/")
    assert not territory.inside("http://czj.yunze.gov.cn/zwgk/")
