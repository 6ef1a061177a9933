"""Pictures of what an audit found, taken on the way into the ledger: on a site of this machine, with a browser."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from core.clock import now
from tests.build import HOST
from tests.invented import article, column, rows
from tests.site import misbehaviour as bad
from tests.site.browser import program
from tests.site.cli import bihuan, configure
from tests.site.loopback import Loopback
from tests.test_audit import DEAD, register, site

__all__ = ["program"]


@pytest.fixture
def net(tmp_path: Path, program: Path) -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(site(DEAD, "/old/1.html", "/old/2.html"))
        configure(tmp_path, here.nameserver, browser=program)
        register(tmp_path, here.url)
        yield here


def told(folder: Path) -> list[tuple[Any, ...]]:
    """(check, subject, page, whether found, file) of every picture."""
    query = (
        "SELECT c.check_name, c.subject, p.url, p.found, p.file FROM ledger_picture p "
        "JOIN ledger_case c ON c.id = p.case_id ORDER BY c.check_name, c.subject"
    )
    with closing(sqlite3.connect(folder / "var/bihuan.sqlite3")) as db:
        return db.execute(query).fetchall()


def audit(folder: Path, *arguments: str) -> None:
    assert bihuan(folder, "audit", "portal", "--quiet", *arguments, seconds=150).code == 0


def test_a_picture_a_new_case(net: Loopback, tmp_path: Path) -> None:
    """One visit for all cases of a page; the next audit finds nothing new and takes none."""
    audit(tmp_path)
    found = told(tmp_path)
    links = [row[1:4] for row in found if row[0] == "links"]
    assert links == [(net.url(path), net.url(), 1) for path in sorted((DEAD, "/old/1.html", "/old/2.html"))]
    folder = tmp_path / "var/pictures"
    for *_, file in found:
        assert (folder / file).read_bytes().startswith(b"\x89PNG")
        assert 5_000 < (folder / file).with_suffix(".jpg").stat().st_size < 200_000
    assert not {"ipv6_nameservers", "page_tags", "mandatory_columns"} & {check for check, *_ in found}
    audit(tmp_path)
    assert told(tmp_path) == found


def test_none_where_the_page_has_changed_since(net: Loopback, tmp_path: Path) -> None:
    """The page that shows the links leads to a login by the time of the picture."""
    pages = site(DEAD)

    async def turning(request: web.Request) -> web.StreamResponse:
        if "Upgrade-Insecure-Requests" in request.headers:
            return web.Response(status=302, headers={"Location": "/login/"})
        return web.Response(text=str(pages["/"]), content_type="text/html")

    net.serve({**pages, "/": turning, "/login/": "<meta charset=utf-8><title>登录</title>请登录后访问"})
    audit(tmp_path)
    assert "/login/" in net.web.paths(HOST)
    assert [row for row in told(tmp_path) if row[0] == "links"] == []


def test_none_without_a_browser(net: Loopback, tmp_path: Path) -> None:
    configure(tmp_path, net.nameserver, browser="/nowhere/chromium")
    audit(tmp_path)
    assert not (tmp_path / "var/pictures").exists()


def test_none_outside_the_allowed_hours(net: Loopback, tmp_path: Path) -> None:
    first, last = now() + timedelta(hours=2), now() + timedelta(hours=3)
    with (tmp_path / "bihuan.toml").open("a", encoding="utf-8") as file:
        file.write(f'allowed_hours = "{first:%H:%M}-{last:%H:%M}"\n')
    audit(tmp_path)
    assert told(tmp_path) == []


def test_the_line_with_the_newest_day(net: Loopback, tmp_path: Path) -> None:
    entries = [(f"云泽区第{number}号通告发布", f"2024-10-{9 - number:02}") for number in range(5)]
    articles = {f"{bad.LIST}{number + 4100}.html": article(*entry) for number, entry in enumerate(entries)}
    net.serve({**site(), **articles, bad.LIST: column("通知公告", rows(entries, bad.LIST))})
    audit(tmp_path)
    stale = [row for row in told(tmp_path) if row[0] == "column_updates"]
    assert [(url, seen) for _, _, url, seen, _ in stale] == [(net.url(bad.LIST), 1)]
