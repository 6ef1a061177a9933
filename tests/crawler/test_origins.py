"""Origins that are one, and those that only look so."""

import pytest

from crawler.origins import Origins

HOME = "https://www.yunze.gov.cn"
TWINS = (
    "http://www.yunze.gov.cn",
    "http://yunze.gov.cn",
    "https://yunze.gov.cn",
    "http://203.0.113.9:8080",
    "https://www.yunze.gov.cn/XXGK/jcms_files/jcms1/web1/site",
    "https://www.yunze.gov.cn/jcms_files/jcms1/web14/site",
)
PATHS = [f"/zwgk/{place}.html" for place in range(12)]
#: A path that is not among the few still asked.
NEW = "/zwgk/newer.html"
every_twin = pytest.mark.parametrize("twin", TWINS)


def walked(*roots: str, paths: list[str] = PATHS) -> Origins:
    """Every root shows the same pages."""
    origins = Origins(f"{HOME}/")
    for root in roots:
        for path in paths:
            origins.saw(root + path, f"text of {path}")
    return origins


@every_twin
def test_the_same_pages_are_one_site(twin: str) -> None:
    for origins in (walked(HOME, twin), walked(twin, HOME)):
        assert origins.one(twin + NEW) == HOME + NEW
        assert origins.one(f"{twin}/zwgk/list.jsp?id=3&page=2") == f"{HOME}/zwgk/list.jsp?id=3&page=2"
        assert origins.one(HOME + NEW) == HOME + NEW


@every_twin
def test_nothing_is_one_before_it_is_proven(twin: str) -> None:
    for origins in (walked(), walked(HOME), walked(twin), walked(HOME, twin, paths=PATHS[:4])):
        assert origins.one(twin + NEW) == twin + NEW


@every_twin
def test_one_page_under_every_path_proves_nothing(twin: str) -> None:
    origins = walked()
    for root in (HOME, twin):
        for path in PATHS:
            origins.saw(root + path, "the page that is shown for everything")
    assert origins.one(twin + NEW) == twin + NEW


@every_twin
def test_a_twin_that_refuses_a_page_is_another_site_for_good(twin: str) -> None:
    for here, there in (("a page", ""), ("", "a page")):
        origins = walked(HOME, twin)
        origins.saw(f"{HOME}/a.html", here)
        origins.saw(f"{twin}/a.html", there)
        for path in PATHS:
            origins.saw(f"{twin}/more{path}", path)
            origins.saw(f"{HOME}/more{path}", path)
        assert origins.one(twin + NEW) == twin + NEW


def test_a_page_that_both_refuse_says_nothing() -> None:
    origins = walked(HOME, TWINS[0])
    for root in (HOME, TWINS[0]):
        origins.saw(f"{root}/gone.html", "")
    assert origins.one(TWINS[0] + NEW) == HOME + NEW


def test_a_counter_on_one_page_of_many_is_borne() -> None:
    origins = walked(HOME, TWINS[0])
    origins.saw(f"{HOME}/a.html", "read 3 times")
    origins.saw(f"{TWINS[0]}/a.html", "read 4 times")
    assert origins.one(TWINS[0] + NEW) == HOME + NEW
    origins.saw(f"{HOME}/b.html", "read 3 times")
    origins.saw(f"{TWINS[0]}/b.html", "read 4 times")
    assert origins.one(TWINS[0] + NEW) == TWINS[0] + NEW


def test_a_department_with_pages_of_its_own_stays_itself() -> None:
    office = "https://czj.yunze.gov.cn"
    origins = walked(HOME)
    for path in PATHS:
        origins.saw(office + path, f"another text of {path}")
    assert origins.one(office + NEW) == office + NEW


def test_redirects_to_the_same_path_make_one_site() -> None:
    origins = walked(HOME)
    for path in PATHS:
        origins.led(f"http://yunze.gov.cn{path}", HOME + path)
    assert origins.one(f"http://yunze.gov.cn{NEW}") == HOME + NEW


def test_redirects_of_everything_to_the_home_page_do_not() -> None:
    origins = walked(HOME)
    for path in ["/", *PATHS]:
        origins.led(f"http://yunze.gov.cn{path}", f"{HOME}/")
    assert origins.one(f"http://yunze.gov.cn{NEW}") == f"http://yunze.gov.cn{NEW}"


def test_where_the_home_page_leads_the_site_is() -> None:
    origins = Origins("http://yunze.gov.cn/")
    origins.led("http://yunze.gov.cn/", f"{HOME}/")
    for root in (HOME, "http://yunze.gov.cn"):
        for path in PATHS:
            origins.saw(root + path, path)
    assert origins.one(f"http://yunze.gov.cn{NEW}") == HOME + NEW


def test_some_of_a_twin_s_addresses_are_still_asked() -> None:
    origins = walked(HOME, TWINS[0])
    urls = [f"{TWINS[0]}/art/{number}.html" for number in range(2000)]
    asked = [url for url in urls if origins.one(url) == url]
    assert 50 <= len(asked) <= 150
    assert asked == [url for url in urls if origins.one(url) == url]


def test_what_is_no_web_address_stays_as_it_is() -> None:
    assert walked(HOME).one("mailto:a@yunze.gov.cn") == "mailto:a@yunze.gov.cn"
