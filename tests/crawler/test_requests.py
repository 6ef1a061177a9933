"""What a request says of where it comes from, and a server that shows nothing to whoever says nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from core.recorder import Waiting
from core.snapshot import Snapshot
from core.types import Outcome
from crawler.requests import came_from
from tests.build import HOME
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import gather, readings


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


@pytest.mark.parametrize(
    ("url", "page", "said"),
    [
        (HOME + "a/1.doc", HOME + "a/", HOME + "a/"),
        ("http://czj.yunze.gov.cn/1.doc", HOME + "a/", HOME),
        ("https://czj.yunze.gov.cn/1.doc", HOME + "a/", HOME),
        ("http://www.yunze.gov.cn/1.doc", "https://www.yunze.gov.cn/a/", None),
        (HOME + "a/1.doc", "", None),
    ],
    ids=["own host", "another", "into encryption", "out of it", "unknown"],
)
def test_the_page_that_links_is_named_as_browsers_do(url: str, page: str, said: str | None) -> None:
    assert came_from(Waiting(url, "target", 1, page=page)).get("Referer") == said


async def _guarded(request: web.Request) -> web.Response:
    if request.headers.get("Referer"):
        return web.Response(text="附件", content_type="text/plain")
    return web.Response(status=404, text="404")


@pytest.mark.parametrize("file", ["1.doc", "2.html"], ids=["attachment", "page"])
def test_a_server_that_guards_its_files_shows_them(net: Loopback, tmp_path: Path, file: str) -> None:
    pages = bad.small_site(3)
    home = str(pages["/"]).replace("</body>", f"<a href='/files/{file}'>附件</a></body>")
    net.serve({**pages, "/": home, f"/files/{file}": _guarded})
    assert readings(gather(net, tmp_path))[net.url(f"/files/{file}")].outcome in (Outcome.OK, Outcome.NOT_HTML)
    again = gather(net, tmp_path, look=2, whole=False, urls=(net.url(f"/files/{file}"),))
    with Snapshot(again) as snapshot:
        reading = snapshot.reading(net.url(f"/files/{file}"), 2)
    assert reading is not None and reading.outcome in (Outcome.OK, Outcome.NOT_HTML)
