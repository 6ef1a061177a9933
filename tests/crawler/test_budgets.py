"""What is taken for a trap by its address, and how much more there is that only looks a little like one."""

import pytest

from core.catalogue import load
from crawler.budgets import Budgets, Cut

WORDS = load().words["walk"]
SITE = "http://www.yunze.gov.cn"
ID = "63bfd867bf7c19e30f360874"


def reasons(*paths: str, **limits: int) -> list[str]:
    budgets = Budgets({**WORDS["budgets"], **limits})
    return [budgets.spend(SITE + path) for path in paths]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zwgk/tzgg/index_12.html",
        "/art/2026/11/11/art_11620_70001.html",
        "/2026/11/11/11/11/11.html",
        "/0/0/0/0/0/0/",
        "/zwgk/zwgk/zwgk/",
        "/col/col1/col/col1/col/col1/",
        "/a/b/a/c/a/d/a/e/a/",
        "/col/col1/index.html/col/col2/index.html/col/col3/index.html",
        "//////////",
        f"/gongkai/site_{ID}/channel_{ID}/doc_{ID}.html",
        f"/gongkai/site_{ID}/channel_{ID}/",
        f"/upload/{ID}/附件.pdf",
        "/search?q=政府&q=政务&q=公开&page=2",
        "/list?a=1&a=2&a=3&a=4&a=5",
        "/list?a=1&b=1&c=1&d=1&e=1",
        "/list?a=&b=&a=",
        "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&appid=1&webid=1&path=/&columnid=2&sourceContentType=1",
        "/session/list.html",
        "/sid/12/index.html",
        "/hysession/2026/",
        "/(试行)/1.html",
        "/a(1)/b(2)/",
        "/x?url=" + "a" * 1000,
    ],
)
def test_ordinary_addresses_are_read(path: str) -> None:
    assert reasons(path) == [""]


@pytest.mark.parametrize(
    ("reason", "path"),
    [
        ("repeats", "/zwgk/zwgk/zwgk/zwgk/"),
        ("repeats", "/a/tzgg/tzgg/tzgg/tzgg/tzgg/1.html"),
        ("repeats", "/a/b/a/b/a/b/a/b/"),
        ("repeats", "/x/col/col1/col/col1/col/col1/col/col1/art_1.html"),
        ("parameters", "/list?page=1&page=1&page=1"),
        ("parameters", "/list?" + "&".join(f"p{number}=1" for number in range(41))),
        ("long", "/x?return=" + "a" * 1500),
    ],
)
def test_traps_are_told_by_their_shape(reason: str, path: str) -> None:
    assert reasons(path) == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/(S(ly5b2m55xk3q0z45))/news/1.aspx", "/(S(0qk3zx45ly5b2m55))/news/1.aspx"),
        ("/(X(1)S(ly5b2m55xk3q0z45))/news/1.aspx", "/(X(1)S(0qk3zx45ly5b2m55))/news/1.aspx"),
        ("/news/1.jsp;mysessid=A1B2C3", "/news/1.jsp;mysessid=D4E5F6"),
        ("/sid=a1b2c3d4e5f6/news/1.html", "/sid=f6e5d4c3b2a1/news/1.html"),
        ("/phpsessid/a1b2c3d4e5f6/news/1.html", "/phpsessid/f6e5d4c3b2a1/news/1.html"),
    ],
)
def test_a_session_in_the_path_makes_no_second_page(one: str, other: str) -> None:
    assert reasons(one, other) == ["", "session"]
    assert reasons(one, other.replace("1.", "2.")) == ["", ""]


def test_ids_are_no_sessions() -> None:
    other = ID.replace("6", "7")
    assert reasons(f"/channel_{ID}/index.html", f"/channel_{other}/index.html") == ["", ""]
    assert reasons(f"/file/{ID}/附件.pdf", f"/file/{other}/附件.pdf") == ["", ""]


def test_a_pattern_is_read_so_often() -> None:
    days = [f"/day/2026/{number}/" for number in range(5)]
    assert reasons(*days, "/zwgk/1.html", most_of_a_pattern=3) == ["", "", "", "pattern", "pattern", ""]
    asked = [f"/list?page={number}&column=a{number}" for number in range(3)]
    assert reasons(*asked, "/list?page=9", most_of_a_pattern=2) == ["", "", "pattern", ""]


def test_a_host_and_an_audit_have_an_end() -> None:
    budgets = Budgets({**WORDS["budgets"], "most_of_a_host": 2, "most": 3})
    urls = [f"http://{host}.yunze.gov.cn/{page}.html" for host in "ab" for page in "xyz"]
    assert [budgets.spend(url) for url in urls] == ["", "", "host", "", "audit", "audit"]
    assert budgets.cut == [Cut("host", 1, urls[2]), Cut("audit", 2, urls[4])]


def test_a_large_site_is_read_whole() -> None:
    budgets = Budgets(WORDS["budgets"])
    for number in range(50_000):
        assert budgets.spend(f"{SITE}/art/2026/11/3/art_11620_{number}.html") == ""
    assert budgets.cut == []


def test_what_was_cut_is_said_with_an_example() -> None:
    budgets = Budgets({**WORDS["budgets"], "most_of_a_host": 2})
    for number in range(5):
        budgets.spend(f"{SITE}/{number}.html")
    assert budgets.sentences(WORDS["cut"]) == [f"同一主机地址过多，3 个未读（如 {SITE}/2.html）"]


def test_a_path_that_repeats_itself_hides_nothing() -> None:
    budgets = Budgets(WORDS["budgets"])
    budgets.spend(f"{SITE}/zwgk/zwgk/zwgk/zwgk/1.html")
    assert budgets.cut == [Cut("repeats", 1, f"{SITE}/zwgk/zwgk/zwgk/zwgk/1.html")]
    assert budgets.sentences(WORDS["cut"]) == []


def test_every_reason_has_its_words() -> None:
    for reason, words in WORDS["cut"].items():
        assert words.format(number=3, example=SITE), reason
