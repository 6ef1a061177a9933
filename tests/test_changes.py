"""An audit of changes asks little and says what a whole one would say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.build import HOST
from tests.invented import column, page, rows
from tests.site import misbehaviour as bad
from tests.site.cli import bihuan, configure
from tests.site.loopback import Loopback
from tests.site.web import Answer, Content, Pages

LIST = bad.LIST
ENTRIES = [(f"关于云泽区第{number}批公共服务事项的通知", f"2026-10-{number + 1:02}") for number in range(30)]


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(site())
        yield here


def site(**changed: Content) -> Pages:
    """A small portal; `changed` are paths with `_` for each slash."""
    pages = bad.small_site(30)
    return {**pages, **{name.replace("_", "/"): content for name, content in changed.items()}}


def audit(net: Loopback, folder: Path, *options: str) -> tuple[dict[str, Any], list[str]]:
    """The audit's object with the lines of its pages, and the paths that were asked, robots.txt and the impossible left out."""
    folder.mkdir(exist_ok=True)
    configure(folder, net.nameserver)
    before = len(net.web.paths(HOST))
    said = bihuan(folder, "audit", net.url(), *options, "--out", "out", "--json", "-", "--as-of", "2026-11-23")
    assert said.code == 0, said.err
    asked = [path for path in net.web.paths(HOST)[before:] if path != "/robots.txt" and "/bihuan-" not in path]
    lines = map(json.loads, (folder / "out" / "pages.jsonl").read_text("utf-8").splitlines())
    pages = sorted((line["url"], line["kind"], line["title"], line["published"] or "") for line in lines)
    return {**json.loads(said.out), "pages": pages}, asked


def told(found: dict[str, Any]) -> list[Any]:
    """What both kinds of audit say, apart from when they looked."""
    findings = [
        (one["check"], one["subject"], one["verdict"], one["title"], one["check"] == "links" or one["evidence"]["text"])
        for one in found["findings"]
        if not one["check"].startswith(("ipv6_", "tls_", "page_tags", "publication_time"))
    ]
    return [found["complete"], found["incomplete_because"], sorted(findings), found["pages"]]


def without(pages: Pages, *paths: str) -> Pages:
    return {path: content for path, content in pages.items() if path not in paths}


def listed(entries: list[tuple[str, str]]) -> str:
    return column("通知公告", rows(entries, LIST))


HOME = str(bad.small_site(30)["/"])
CHANGES: dict[str, Pages] = {
    "nothing": site(),
    "a new article": {**site(), LIST: listed([("关于召开座谈会的通知", "2026-11-20"), *ENTRIES[:20]])},
    "a column that empties": {**site(), LIST: column("通知公告", "<p>共 0 条</p>")},
    "a column that is gone": without(site(), LIST),
    "a column that fails": {**site(), LIST: Answer("出错了", 502)},
    "a column that leads elsewhere": {**site(), LIST: Answer("", 302, {"Location": "/zwgk/gzdt/"})},
    "a column without a way to it": {
        path: content.replace(f'<li><a href="{LIST}">通知公告</a></li>', "") if isinstance(content, str) else content
        for path, content in site().items()
    },
    "a link to nowhere": {**site(), "/": HOME.replace("</body>", "<a href='/nowhere.html'>往年目录</a></body>")},
    "another home page": {**site(), "/": page("云泽区人民政府", "<p>网站改版中</p>")},
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_says_what_a_whole_audit_says(net: Loopback, tmp_path: Path, name: str) -> None:
    audit(net, tmp_path / "one")
    net.serve(CHANGES[name])
    whole, asked_by_whole = audit(net, tmp_path / "two")
    changes, asked = audit(net, tmp_path / "one", "--changes")
    assert told(changes) == told(whole)
    assert len(asked) < len(asked_by_whole)


def test_articles_are_not_asked_again(net: Loopback, tmp_path: Path) -> None:
    _, first = audit(net, tmp_path)
    _, second = audit(net, tmp_path, "--changes")
    articles = {path for path in first if path.startswith(LIST) and path != LIST and "index" not in path}
    # The newest entry of a home page that is late is looked at a second time.
    assert articles and len(articles & set(second)) <= 1


def test_what_was_mended_is_seen(net: Loopback, tmp_path: Path) -> None:
    net.serve(CHANGES["a link to nowhere"])
    first, _ = audit(net, tmp_path)
    net.serve({**CHANGES["a link to nowhere"], "/nowhere.html": page("往年目录", "<p>2019年目录</p>")})
    second, _ = audit(net, tmp_path, "--changes")
    dead = [[one["subject"] for one in found["findings"] if one["check"] == "links"] for found in (first, second)]
    assert dead == [[net.url("/nowhere.html")], []]


def test_a_server_that_compares_sends_nothing_again(net: Loopback, tmp_path: Path) -> None:
    kept = str(site()[LIST])
    answers: list[int] = []

    async def comparing(request: web.Request) -> web.StreamResponse:
        same = request.headers.get("If-None-Match") == '"v1"'
        answers.append(304 if same else 200)
        return web.Response(
            status=answers[-1], text=None if same else kept, content_type="text/html", headers={"ETag": '"v1"'}
        )

    net.serve({**site(), LIST: comparing})
    first, _ = audit(net, tmp_path)
    second, _ = audit(net, tmp_path, "--changes")
    third, _ = audit(net, tmp_path, "--changes")
    assert answers == [200, 304, 304]
    assert told(first) == told(second) == told(third)


def test_a_second_audit_of_changes_goes_on_from_the_first(net: Loopback, tmp_path: Path) -> None:
    audit(net, tmp_path / "one")
    for name in ("a new article", "a column that is gone", "nothing"):
        net.serve(CHANGES[name])
        changes, _ = audit(net, tmp_path / "one", "--changes")
        whole, _ = audit(net, tmp_path / name)
        assert told(changes) == told(whole)


def test_without_a_whole_audit_it_is_one(net: Loopback, tmp_path: Path) -> None:
    whole, asked = audit(net, tmp_path / "one")
    changes, also = audit(net, tmp_path / "two", "--changes")
    assert told(changes) == told(whole) and sorted(asked) == sorted(also)


def test_a_dead_link_that_left_the_menu_is_not_laid_at_the_door_of_articles(net: Loopback, tmp_path: Path) -> None:
    """Their frame was read when the link still stood there."""
    dead = "<a href='/nowhere.html'>往年目录</a></body>"
    framed = {path: text.replace("</body>", dead) if isinstance(text, str) else text for path, text in site().items()}
    net.serve(framed)
    first, _ = audit(net, tmp_path)
    net.serve(site())
    second, _ = audit(net, tmp_path, "--changes")
    accused = [[one["subject"] for one in found["findings"] if one["check"] == "links"] for found in (first, second)]
    assert accused == [[net.url("/nowhere.html")], []]


def test_the_report_says_what_was_not_read_again(net: Loopback, tmp_path: Path) -> None:
    whole, _ = audit(net, tmp_path)
    changes, _ = audit(net, tmp_path, "--changes")
    assert "whole_at" not in whole["crawl"] and changes["crawl"]["whole_at"] == whole["taken_at"]
    assert "其余为" in (tmp_path / "out" / "report.html").read_text("utf-8")
