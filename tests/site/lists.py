"""A portal with one more column, walked as in life: what of the column's list was seen, and why it is not whole."""

import sqlite3
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from core.recorder import Recorder
from core.snapshot import Snapshot
from tests.build import HOST, SITE
from tests.invented import portal
from tests.site.loopback import Loopback
from tests.site.walk import gather
from tests.site.web import Handler, Pages

HOME = f"http://{HOST}"


@dataclass(frozen=True)
class Seen:
    """`asked` are the paths that the server was asked for, `reasons` why lists are not whole."""

    rows: list[str]
    days: set[str]
    unread: int
    drawn: bool
    reasons: list[str]
    asked: list[str]


def walked(net: Loopback, folder: Path, pages: Pages, column: str) -> Seen:
    """What a walk saw of the list at `column`; `pages` stand beside an ordinary portal."""
    frame: Pages = {url.removeprefix(HOME): text for url, text in portal().items()}
    columns = [path for path in pages if path == column or path.startswith("/also/")]
    links = "".join(f"<li><a href='{path}'>信息栏目{number}</a></li>" for number, path in enumerate(columns))
    home = str(frame["/"]).replace("<ul class='nav'>", f"<ul class='nav'>{links}")
    net.serve({**frame, **pages, "/": home})
    return seen(net, gather(net, folder), net.url(column))


def seen(net: Loopback, path: Path, url: str) -> Seen:
    recorder = Recorder(path)
    recorder.note(site=asdict(replace(SITE, urls=(net.url("/"),))))
    recorder.close()
    with Snapshot(path) as snapshot:
        page = snapshot.page(url)
        assert page is not None, url
        rows = snapshot.rows(page.url)
        return Seen(
            [urlsplit(row.url)._replace(scheme="", netloc="").geturl() for row in rows],
            {str(row.published) for row in rows},
            snapshot.unread(page.url),
            page.drawn,
            reasons(path),
            net.web.paths(HOST),
        )


def reasons(path: Path) -> list[str]:
    """The reasons that the walk wrote down, in their order."""
    with sqlite3.connect(path) as db:
        left = db.execute(
            "SELECT u.url FROM frontier f JOIN urls u ON u.id = f.url WHERE u.url LIKE '%/#/%?%' ORDER BY u.id"
        )
        return [url.partition("#/")[2].partition("?")[0] for (url,) in left]


def numbered(text: str, kind: str = "text/html") -> Handler:
    """Answers with this, whatever is asked."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=text, content_type=kind)

    return answer
