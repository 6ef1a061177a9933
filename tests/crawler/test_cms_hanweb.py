"""Hanweb's lists: records in the page, further ones from an interface, read to the end or not called whole."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from aiohttp import web

from core.html import understand
from core.recorder import Recorder
from core.snapshot import Snapshot
from core.types import Row
from core.understood import understand_again
from crawler import cms
from tests.build import SITE
from tests.invented import portal
from tests.site import misbehaviour as bad
from tests.site.hanweb import ASKED, FOLDER, INLINE, INTERFACE, Listing
from tests.site.lists import reasons
from tests.site.loopback import Loopback
from tests.site.walk import gather
from tests.site.web import Answer, Content, Pages

HOME = "http://www.yunze.gov.cn"
COLUMN = f"{HOME}{FOLDER}index.html"
PROXY = f"{HOME}{INTERFACE}"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def walked(net: Loopback, folder: Path, listing: Listing, interface: Content | None = None) -> tuple[list[Row], int]:
    """(rows of the list, pages of it that went unread) after a walk."""
    frame = {url.removeprefix(HOME): text for url, text in portal().items()}
    home = frame["/"].replace("<ul class='nav'>", f"<ul class='nav'><li><a href='{FOLDER}index.html'>办事指南</a></li>")
    answer = {INTERFACE: interface} if interface else {}
    net.serve({**frame, **listing.pages(), **answer, "/": home})
    with seen(net, folder) as snapshot:
        url = net.url(f"{FOLDER}index.html")
        page = snapshot.page(url)
        assert page is not None
        assert not page.drawn
        return snapshot.rows(page.url), snapshot.unread(page.url)


def seen(net: Loopback, folder: Path) -> Snapshot:
    """A walk's snapshot, with the site that an audit notes in it."""
    path = gather(net, folder)
    recorder = Recorder(path)
    recorder.note(site=asdict(replace(SITE, urls=(net.url("/"),))))
    recorder.close()
    return Snapshot(path)


def asked(net: Loopback) -> list[str]:
    return [path for path in net.web.paths("www.yunze.gov.cn") if path.startswith(INTERFACE)]


@pytest.mark.parametrize(
    ("style", "form"),
    [("range", "xml"), ("range", "escaped"), ("range", "array"), ("page", "xml"), ("page", "escaped")],
)
def test_a_list_is_read_to_its_end(net: Loopback, tmp_path: Path, style: str, form: str) -> None:
    rows, unread = walked(net, tmp_path, Listing(240, style, form))
    assert (len(rows), len({row.url for row in rows}), unread) == (240, 240, 0)
    assert {str(row.published) for row in rows} == {"2025-03-01"}
    assert len(asked(net)) == {"range": 3, "page": 240 // INLINE - 1}[style]


def test_a_list_that_stands_in_the_page_asks_nothing(net: Loopback, tmp_path: Path) -> None:
    rows, unread = walked(net, tmp_path, Listing(9))
    assert (len(rows), unread, asked(net)) == (9, 0, [])


def test_so_many_at_once(net: Loopback, tmp_path: Path) -> None:
    walked(net, tmp_path, Listing(130))
    numbers = [re.findall(r"(?:startrecord|endrecord|perpage)=(\d+)", path) for path in asked(net)]
    assert numbers == [["16", "115", "100"], ["116", "215", "100"]]


async def same_again(request: web.Request) -> web.Response:
    """A server that does not heed the numbers."""
    return web.Response(text=Listing(240).store(1, 45), content_type="text/xml")


async def ends_early(request: web.Request) -> web.Response:
    """Deep answers are empty, whatever the total promises."""
    first = int(request.query["startrecord"])
    text = Listing(240).store(first, first + 99) if first < 100 else "\r\n" * 27
    return web.Response(text=text, content_type="text/xml")


async def only_for_the_page(request: web.Request) -> web.Response:
    """Answers those alone who come from the list."""
    if FOLDER not in request.headers.get("Referer", ""):
        return web.Response(status=404)
    return await Listing(240).answer(request)


@pytest.mark.parametrize(
    ("interface", "most"),
    [
        (same_again, 2),
        (ends_early, 2),
        (bad.reset, 1),
        (Answer("", 404), 1),
        (Answer("<html><body>系统繁忙</body></html>", 500), 1),
        (
            Answer(
                "<html><body><ul><li><a href='/zwgk/gzdt/4100.html'>区政府召开会议</a><b>2026-11-18</b></li></ul></body></html>"
            ),
            1,
        ),
        (Answer("", 302, {"Location": "/"}), 1),
        (bad.BLOCKED, 1),
    ],
    ids=["heeds no numbers", "empty", "hangs up", "404", "500", "another page", "leads home", "blocked"],
)
def test_what_could_not_be_read_makes_no_whole_list(
    net: Loopback, tmp_path: Path, interface: Content, most: int
) -> None:
    rows, unread = walked(net, tmp_path, Listing(240), interface)
    assert unread > 0
    assert {row.url for row in rows} >= {
        net.url(f"/art/2025/3/1/art_11620_{70_000 - n}.html") for n in range(1, INLINE + 1)
    }
    assert all("/art/" in row.url for row in rows)
    assert len(set(asked(net))) <= most


def test_the_list_is_named_as_the_place_one_comes_from(net: Loopback, tmp_path: Path) -> None:
    rows, unread = walked(net, tmp_path, Listing(240), only_for_the_page)
    assert (len(rows), unread) == (240, 0)


def test_stored_answers_are_understood_anew(net: Loopback, tmp_path: Path) -> None:
    rows, _ = walked(net, tmp_path, Listing(240))
    with Snapshot(understand_again(tmp_path / "1.sqlite")) as again:
        assert again.rows(net.url(f"{FOLDER}index.html")) == rows


def test_one_list_that_repeats_does_not_spoil_the_others(net: Loopback, tmp_path: Path) -> None:
    """All lists of a site are asked at one address."""
    listing, good = Listing(120), "/col/col11999/"
    others = {f"/col/col{number}/": listing.page().replace("11620", str(number)) for number in range(11700, 11720)}
    links = "".join(f"<li><a href='{path}'>办事指南{path}</a></li>" for path in (*others, good))
    frame = {url.removeprefix(HOME): text for url, text in portal().items()}

    async def interface(request: web.Request) -> web.Response:
        return await (listing.answer(request) if request.query["columnid"] == "11999" else same_again(request))

    pages: Pages = {
        **frame,
        **others,
        good: listing.page().replace("columnid:'11620'", "columnid:'11999'"),
        INTERFACE: interface,
    }
    net.serve({**pages, "/": frame["/"].replace("<ul class='nav'>", f"<ul class='nav'>{links}")})
    with seen(net, tmp_path) as snapshot:
        assert snapshot.unread(net.url(good)) == 0
        assert len(snapshot.rows(net.url(good))) == 120


@pytest.mark.parametrize(
    ("page", "further"),
    [
        (Listing(240).page(), "startrecord=16&endrecord=115&perpage=100&appid=1"),
        (Listing(240, "page").page(), "page=2&appid=1"),
        (Listing(15).page(), ""),
        (Listing(240).page().replace("proxyUrl", "url"), ""),
        (Listing(240).page().replace(INTERFACE, "/jact/front/dataproxy_mailnewlist.action"), ""),
        (Listing(240, "page").page().replace("&", "&amp;"), "page=2&appid=1"),
    ],
    ids=["range", "page", "whole", "names none", "another interface", "escaped"],
)
def test_where_a_page_says_that_more_is(page: str, further: str) -> None:
    found = cms.more(page, understand(page, COLUMN))
    assert [url.partition("?")[2][: len(further)] for url in found] == ([further] if further else [])
    assert all(url.startswith(PROXY) and url.isascii() for url in found)


def test_why_a_list_is_not_whole_is_written_down(net: Loopback, tmp_path: Path) -> None:
    walked(net, tmp_path, Listing(240), same_again)
    assert reasons(tmp_path / "1.sqlite") == ["repeats"]


def test_the_last_answer_that_tells_nothing_new_ends_no_list(net: Loopback, tmp_path: Path) -> None:
    """By its numbers it is the last one, and it tells the entries of the first."""

    async def interface(request: web.Request) -> web.Response:
        return web.Response(text=Listing(130).store(1, 100), content_type="text/xml")

    rows, unread = walked(net, tmp_path, Listing(130), interface)
    assert len({row.url for row in rows}) == 100
    assert unread > 0


@pytest.mark.parametrize(
    "page",
    [
        Listing(240).page().replace("proxyUrl", "url"),
        Listing(240, "page").page().replace("nextgroup", "x"),
        Listing(240).page().replace(INTERFACE, "/jact/front/dataproxy_mailnewlist.action"),
    ],
    ids=["names none", "no next group", "by POST alone"],
)
def test_a_list_that_names_no_way_on_is_not_whole(page: str) -> None:
    found = understand(page, COLUMN)
    assert found.drawn
    assert len(found.rows) == INLINE


@pytest.mark.parametrize(
    ("url", "answer", "following"),
    [
        (
            f"{PROXY}?startrecord=16&endrecord=115&perpage=100&a=1",
            Listing(240).store(16, 115),
            "startrecord=116&endrecord=215&perpage=100&a=1",
        ),
        (f"{PROXY}?startrecord=216&endrecord=315&perpage=100", Listing(240).store(216, 315), ""),
        (f"{PROXY}?startrecord=1&endrecord=45&perpage=15", "dataStore=['<li>1</li>'];", ""),
        (f"{PROXY}?startrecord=1&endrecord=45&perpage=15", "", "startrecord=46&endrecord=145&perpage=100"),
        (f"{PROXY}?page=2&{ASKED}", Listing(240, "page").store(16, 30, 3), "page=3&appid=1"),
        (f"{PROXY}?page=16", Listing(240, "page").store(226, 240, 17), ""),
        (
            f"{PROXY}?page=3&columnid=1",
            "<datastore><totalpage>9</totalpage><recordset></recordset></datastore>",
            "page=4&columnid=1",
        ),
        (f"{PROXY}?page=3&columnid=1", "<datastore></datastore>", ""),
        (f"{PROXY}?columnid=1", "<datastore></datastore>", ""),
    ],
)
def test_what_follows_an_answer(url: str, answer: str, following: str) -> None:
    found = cms.more(answer, understand(answer, url, first=COLUMN))
    assert [url.partition("?")[2][: len(following)] for url in found] == ([following] if following else [])


def test_an_article_has_no_further_records() -> None:
    text = f"<meta name='ArticleTitle' content='办事指南更新说明'>{Listing(240).page()}"
    assert cms.more(text, understand(text, f"{HOME}/art/2026/3/1/art_11620_9.html")) == []


def test_the_answers_of_a_list_are_known_in_their_order(net: Loopback, tmp_path: Path) -> None:
    """A second look at a late column reads the first ones again."""
    walked(net, tmp_path, Listing(240))
    with seen(net, tmp_path) as snapshot:
        asked_first = [net.url(path) for path in dict.fromkeys(asked(net))]
        assert snapshot.answers(net.url(f"{FOLDER}index.html")) == asked_first
        assert snapshot.answers(net.url("/")) == []
