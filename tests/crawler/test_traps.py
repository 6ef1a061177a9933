"""Servers that would keep us for ever or fill our memory: each costs little, and none is taken for a page or for its absence."""

import asyncio
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]
import pytest
from aiohttp import web
from backports import zstd

from core.snapshot import Snapshot
from core.types import Outcome, Reading
from tests.build import HOST
from tests.invented import article, page
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import gather, readings
from tests.site.web import Answer, Handler, Pages

TITLE = "云泽区关于加强防汛工作的通知"
ARTICLE = article(TITLE, "2026-11-03")
TEXT = ARTICLE.encode()
MIB = 1024 * 1024
BOMB = b"<html>" + b"0" * (64 * MIB)
HTML = {"Content-Type": "text/html"}


def packed(body: bytes, *encodings: str) -> Answer:
    return Answer(body, headers={"Content-Encoding": ", ".join(encodings)})


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def dripping(seconds: float) -> Handler:
    """A byte now and then, for ever."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HTML)
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b" ")
            await asyncio.sleep(seconds)
        return response

    return answer


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers=HTML)
    await response.prepare(request)
    try:
        while True:
            await response.write(b"<p>" + b"0" * 65536)
    except ConnectionError:
        return response


async def headers_for_ever(request: web.Request) -> web.StreamResponse:
    transport = request.transport
    assert isinstance(transport, asyncio.Transport)
    transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    while not transport.is_closing():
        transport.write(b"".join(b"X-%d: %s\r\n" % (number, b"0" * 1000) for number in range(60)))
        await asyncio.sleep(0.001)
    return web.Response()


async def one_long_header(request: web.Request) -> web.StreamResponse:
    transport = request.transport
    assert isinstance(transport, asyncio.Transport)
    transport.write(b"HTTP/1.1 200 OK\r\nX-Long: " + b"0" * MIB + b"\r\n\r\n")
    return web.Response()


async def onwards(request: web.Request) -> web.StreamResponse:
    """A redirect that makes its own address longer each time."""
    return web.Response(status=302, headers={"Location": f"{request.path}a/"})


async def changing(request: web.Request) -> web.StreamResponse:
    """A redirect to ever new parameters of the same address."""
    return web.Response(status=302, headers={"Location": f"?n={int(request.query.get('n', '0')) + 1}"})


async def deeper(request: web.Request) -> web.StreamResponse:
    """A relative link without its slash: every page leads one folder further down to itself."""
    return web.Response(
        text=page("政务公开", "<p>政务公开栏目导航</p><a href='deeper/'>政务公开</a>"), content_type="text/html"
    )


def months(step: int) -> str:
    return page(
        "日历", f"<p>本月没有安排</p><a href='/month/{step - 1}/'>上月</a><a href='/month/{step + 1}/'>下月</a>"
    )


#: What is cut, and the outcome that says so.
GUILTY: dict[str, tuple[Handler | Answer | str, Outcome]] = {
    "/drip/": (dripping(0.2), Outcome.TIMEOUT),
    "/endless/": (endless, Outcome.TOO_LARGE),
    "/huge/": ("<html>" + "0" * (9 * MIB), Outcome.TOO_LARGE),
    "/headers/": (headers_for_ever, Outcome.RESET),
    "/header/": (one_long_header, Outcome.RESET),
    "/loop/": (bad.redirect("/loop/2/"), Outcome.LOOP),
    "/loop/2/": (bad.redirect("/loop/"), Outcome.LOOP),
    "/onwards/": (onwards, Outcome.LOOP),
    "/changing/": (changing, Outcome.LOOP),
    "/bomb/gzip/": (packed(gzip.compress(BOMB), "gzip"), Outcome.TOO_LARGE),
    "/bomb/deflate/": (packed(zlib.compress(BOMB), "deflate"), Outcome.TOO_LARGE),
    "/bomb/raw/": (packed(raw_deflate(BOMB), "deflate"), Outcome.TOO_LARGE),
    "/bomb/br/": (packed(brotli.compress(BOMB, quality=1), "br"), Outcome.TOO_LARGE),
    "/bomb/zstd/": (packed(zstd.compress(BOMB), "zstd"), Outcome.TOO_LARGE),
    "/bomb/nested/": (packed(gzip.compress(gzip.compress(BOMB)), "gzip", "gzip"), Outcome.TOO_LARGE),
    "/bomb/members/": (packed(gzip.compress(b"0" * MIB) * 20, "gzip"), Outcome.TOO_LARGE),
    "/cut/": (packed(gzip.compress(TEXT)[:-200], "gzip"), Outcome.RESET),
    "/garbage/": (packed(b"no gzip at all" * 9, "gzip"), Outcome.RESET),
}
#: The same means in the hands of ordinary servers.
INNOCENT: Pages = {
    "/fine/gzip.html": packed(gzip.compress(TEXT), "gzip"),
    "/fine/x-gzip.html": packed(gzip.compress(TEXT), "x-gzip"),
    "/fine/deflate.html": packed(zlib.compress(TEXT), "deflate"),
    "/fine/raw.html": packed(raw_deflate(TEXT), "deflate"),
    "/fine/br.html": packed(brotli.compress(TEXT), "br"),
    "/fine/zstd.html": packed(zstd.compress(TEXT), "zstd"),
    "/fine/twice.html": packed(gzip.compress(gzip.compress(TEXT)), "gzip", "gzip"),
    "/fine/members.html": packed(gzip.compress(TEXT[:300]) + gzip.compress(TEXT[300:]), "gzip"),
    "/fine/trailing.html": packed(gzip.compress(TEXT) + b"\0\0\0\0", "gzip"),
    "/fine/checksum.html": packed(gzip.compress(TEXT)[:-8] + b"\0" * 8, "gzip"),
    "/fine/identity.html": packed(TEXT, "identity"),
    "/fine/utf-8.html": packed(TEXT, "utf-8"),
    "/fine/empty-name.html": packed(TEXT, ""),
    "/fine/large.html": Answer(ARTICLE + "<!--" + "0" * (6 * MIB) + "-->"),
    "/fine/large-gzip.html": packed(gzip.compress(TEXT + b"<!--" + b"0" * (7 * MIB) + b"-->"), "gzip"),
    "/fine/many-headers.html": Answer(ARTICLE, headers={f"X-{number}": "0" * 200 for number in range(80)}),
    "/fine/cookies.html": Answer(ARTICLE, headers={"Set-Cookie": "a=" + "0" * 4000}),
    "/fine/slow.html": bad.slow(0.6, ARTICLE),
    "/fine/seven.html": bad.redirect("/seven/1.html"),
    **{f"/seven/{number}.html": bad.redirect(f"/seven/{number + 1}.html") for number in range(1, 6)},
    "/seven/6.html": Answer(ARTICLE),
}


class Walked(NamedTuple):
    net: Loopback
    path: Path
    found: dict[str, Reading]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    with Loopback() as net:
        pages: Pages = {**{path: content for path, (content, _) in GUILTY.items()}, **INNOCENT}
        pages |= {f"/month/{number}/": months(number) for number in range(-600, 600)}
        paths = [*pages][: len(GUILTY) + len(INNOCENT)]
        away = {f"/onwards/{'a/' * number}": onwards for number in range(1, 40)}
        down = {f"/deeper/{'deeper/' * number}": deeper for number in range(60)}
        files: Pages = {
            "/endless.zip": endless,
            "/drip.zip": dripping(0.2),
            "/packed.doc": packed(gzip.compress(BOMB), "gzip"),
        }
        net.serve({**pages, **away, **down, **files, "/": bad.linking(*paths, "/month/0/", "/deeper/", *files)})
        path = gather(net, tmp_path_factory.mktemp("walk"))
        yield Walked(net, path, readings(path))


@pytest.mark.parametrize("path", sorted(GUILTY))
def test_a_trap_costs_little_and_says_nothing_of_the_site(walked: Walked, path: str) -> None:
    assert walked.found[walked.net.url(path)].outcome is GUILTY[path][1]


@pytest.mark.parametrize(
    "path", sorted(set(GUILTY) - {path for path, (_, word) in GUILTY.items() if word is Outcome.TOO_LARGE})
)
def test_what_was_cut_is_neither_there_nor_gone(walked: Walked, path: str) -> None:
    with Snapshot(walked.path) as snapshot:
        assert snapshot.gone(walked.net.url(path)) is None
        assert snapshot.page(walked.net.url(path)) is None


@pytest.mark.parametrize("path", sorted(INNOCENT))
def test_the_same_in_the_hands_of_ordinary_servers_is_read(walked: Walked, path: str) -> None:
    with Snapshot(walked.path) as snapshot:
        assert walked.found[walked.net.url(path)].outcome is Outcome.OK
        found = snapshot.page(walked.net.url(path))
    assert found is not None
    assert (found.title, found.published) == (TITLE, "2026-11-03")


@pytest.mark.parametrize("path", ["/endless.zip", "/drip.zip", "/packed.doc"])
def test_of_a_file_the_beginning_is_enough(walked: Walked, path: str) -> None:
    with Snapshot(walked.path) as snapshot:
        assert snapshot.gone(walked.net.url(path)) is False


def test_no_redirect_is_followed_for_ever(walked: Walked) -> None:
    asked = walked.net.web.paths(HOST)
    assert sum(path.startswith("/onwards/") for path in asked) <= 10
    assert sum(path.startswith("/changing/") for path in asked) <= 10


def test_no_folder_is_walked_down_for_ever(walked: Walked) -> None:
    assert sum(path.startswith("/deeper/") for path in walked.net.web.paths(HOST)) <= 40


def test_no_calendar_is_walked_for_ever(walked: Walked) -> None:
    assert sum(path.startswith("/month/") for path in walked.net.web.paths(HOST)) <= 80
