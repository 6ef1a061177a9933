"""An audit of changes asks little and says what a whole one would say."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.build import HOST
from tests.invented import article, column, page, rows
from tests.site import misbehaviour as bad
from tests.site.cli import bihuan, configure
from tests.site.lists import reasons
from tests.site.loopback import Loopback
from tests.site.web import Answer, Content, Pages
from tests.test_recheck import REGISTER

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
    # One answer after the other: which of two like pages comes first is not left to chance.
    configure(folder, net.nameserver, at_once=1)
    before = len(net.web.paths(HOST))
    # Snapshots tell seconds apart: what the last audit read just now would be of this one.
    time.sleep(1 - time.time() % 1)
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


def both(net: Loopback, folder: Path, before: Pages, after: Pages) -> tuple[dict[str, Any], Path]:
    """An audit of changes, which must say what a whole one says, and its snapshot."""
    net.serve(before)
    audit(net, folder / "one")
    net.serve(after)
    changes, _ = audit(net, folder / "one", "--changes")
    whole, _ = audit(net, folder / "two")
    assert told(changes) == told(whole)
    return changes, max((folder / "one").rglob("*[0-9].sqlite"))


def with_home(pages: Pages, *links: str) -> Pages:
    return {**pages, "/": HOME.replace("</body>", f"{''.join(links)}</body>")}


def test_a_list_to_which_only_an_article_leads_is_not_missing(net: Loopback, tmp_path: Path) -> None:
    across = "<a href='/zfxxgk/nb/'>政府信息公开年报</a><a href='/zfxxgk/fdnr/'>法定主动公开内容</a>"
    guide = article(
        "云泽区政府信息公开指南",
        "2026-01-05",
        f"本机关主动公开的信息，公众可以在以下两个栏目查阅：{across}，也可以到区档案馆查阅纸质文本。",
    )
    lists = {
        f"/zfxxgk/{path}/": column(name, rows(ENTRIES[:3], LIST) + across)
        for path, name in (("nb", "政府信息公开年报"), ("fdnr", "法定主动公开内容"))
    }
    link = "<a href='/zfxxgk/zn.html'>政府信息公开指南</a>"
    before = with_home({**site(), **lists, "/zfxxgk/zn.html": guide}, link)
    changes, _ = both(net, tmp_path, before, {**before, LIST: listed(ENTRIES[:20])})
    missing = {one["subject"] for one in changes["findings"] if one["verdict"] == "fail"}
    assert not missing & {"disclosure-platform/annual-reports", "disclosure-platform/statutory"}


def test_two_addresses_that_lead_to_one_page_bring_it_once(net: Loopback, tmp_path: Path) -> None:
    ways: Pages = dict.fromkeys(("/zx/tz", "/zx/jiu"), bad.redirect("/zx/tz/list/"))
    pages = with_home({**site(), **ways}, "<a href='/zx/tz'>专项通知</a><a href='/zx/jiu'>往年通知</a>")
    before, after = ({**pages, "/zx/tz/list/": column("专项通知", rows(ENTRIES[:number], LIST))} for number in (5, 6))
    both(net, tmp_path, before, after)


@pytest.mark.parametrize("shown", [(15, 15), (20, 20), (15, 20), (20, 15)])
def test_one_list_under_two_addresses(net: Loopback, tmp_path: Path, shown: tuple[int, int]) -> None:
    before = with_home({**site(), LIST: listed(ENTRIES[:15])}, f"<a href='{LIST}index.html'>通知公告</a>")
    before[f"{LIST}index.html"] = listed(ENTRIES[: shown[0]])
    both(net, tmp_path, before, {**before, LIST: listed(ENTRIES[: shown[1]])})


def test_a_list_that_is_not_whole_is_not_so_either_where_it_stays_the_same(net: Loopback, tmp_path: Path) -> None:
    entries = [(f"云泽区第{number}号公告", "2026-03-01") for number in range(10)]

    async def drifting(request: web.Request) -> web.StreamResponse:
        number = int(request.query.get("page", 1))
        shown = rows(entries, LIST if number == 1 else f"/zwgk/gzdt/{number}/")
        further = f"<a href='?page={number + 1}'>下一页</a>"
        return web.Response(text=column("政策解读", shown + further), content_type="text/html")

    pages = with_home({**site(), "/zwgk/jd": drifting}, "<a href='/zwgk/jd'>政策解读</a>")
    _, snapshot = both(net, tmp_path, pages, pages)
    assert reasons(snapshot) == ["drifts"]


def test_what_there_was_no_time_to_ask_again_is_no_pass(net: Loopback, tmp_path: Path) -> None:
    audit(net, tmp_path)
    lists = {path: bad.slow(5, text) for path, text in site().items() if isinstance(text, str) and path.count("/") == 3}
    assert LIST in lists
    net.serve({**site(), **{path: content for path, content in lists.items() if path.endswith("/")}})
    changes, _ = audit(net, tmp_path, "--changes", "--max-seconds", "2")
    assert not changes["complete"]
    passed = {one["subject"] for one in changes["findings"] if one["verdict"] == "pass"}
    assert not {subject for subject in passed if "/zwgk/" in subject}
    assert net.url(LIST) not in {url for url, *_ in changes["pages"]}


def registered(net: Loopback, folder: Path, *departments: str) -> None:
    """A register with the portal, and with departments at these paths of its host."""
    sites = [REGISTER.format(url=net.url())] + [
        f'[[site]]\nkey = "czj"\nunit = "czj"\nname = "云泽区财政局"\nkind = "department"\n'
        f'urls = ["{net.url(path)}"]\nprefixes = ["{net.url(path)}"]\n'
        for path in departments
    ]
    # One answer after the other: which of two like pages comes first is not left to chance.
    configure(folder, net.nameserver, at_once=1)
    (folder / "登记表.toml").write_text("".join(sites), "utf-8")
    assert bihuan(folder, "inventory", "import", "登记表.toml").code == 0


def test_an_open_case_is_not_answered_by_an_earlier_reading(net: Loopback, tmp_path: Path) -> None:
    """The file was there for a while, when somebody looked beside the ledger."""
    registered(net, tmp_path)
    pages = with_home(site(), "<a href='/files/a.pdf'>年度目录</a>")
    for there, options in ((False, ()), (True, ("--as-of", "2026-11-23")), (False, ("--changes",))):
        net.serve({**pages, **({"/files/a.pdf": Answer("%PDF-1.4")} if there else {})})
        assert bihuan(tmp_path, "audit", "portal", "--only", "links", *options).code == 0
    [case] = bihuan(tmp_path, "cases", "--json", "-").json
    assert (case["subject"], case["state"]) == (net.url("/files/a.pdf"), "open")


def test_a_department_that_was_registered_since_has_its_pages_to_itself(net: Loopback, tmp_path: Path) -> None:
    late = {"/czj/dt/": column("财政动态", rows(ENTRIES[:3], "/czj/")), "/czj/": page("云泽区财政局", "<p>财政局</p>")}
    net.serve(with_home({**site(), **late}, "<a href='/czj/dt/'>财政动态</a>"))
    registered(net, tmp_path)
    bihuan(tmp_path, "audit", "portal")
    registered(net, tmp_path, "/czj/")
    said = bihuan(tmp_path, "audit", "portal", "--changes", "--json", "-").json
    assert "whole_at" not in said["crawl"]
    assert not [one for one in said["findings"] if "/czj/" in one["subject"] and one["check"] != "links"]


def test_a_recheck_after_it_answers_what_only_whole_audits_judge(net: Loopback, tmp_path: Path) -> None:
    registered(net, tmp_path)
    for options in ((), ("--changes",)):
        assert bihuan(tmp_path, "audit", "portal", *options).code == 0
    found = bihuan(tmp_path, "cases", "--json", "-").json
    number = next(one["number"] for one in found if one["subject"] == "home/SiteName")
    tag = "<meta name='SiteName' content='云泽区人民政府门户网站'><title>"
    net.serve({**site(), "/": HOME.replace("<title>", tag)})
    assert "符合要求" in bihuan(tmp_path, "recheck", number).out
