"""Pages as a browser draws them, on sites of this machine; what it must never reach is a server that counts who comes."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from core.types import Outcome
from crawler import browser
from crawler.browser import Browser, Drawn, Shot, draw
from tests.build import HOST
from tests.crawler.png import Picture
from tests.crawler.test_inner import ALLOWED, LEADING, SPELLINGS, Everywhere
from tests.invented import page
from tests.site import misbehaviour as bad
from tests.site.browser import program
from tests.site.certificates import leaf, served
from tests.site.loopback import Loopback, free_port
from tests.site.walk import AGENT, job
from tests.site.web import Answer

#: A list that comes as data.
LIST = page(
    "通知公告-云泽区人民政府",
    """<ul id="list"></ul><script>
fetch("/data.json").then((answer) => answer.json()).then((days) => {
  list.innerHTML = days.map((day) => `<li><a href="/zwgk/${day}.html">云泽区第${day}号通告</a><span>2026-10-0${day}</span></li>`).join("");
});
</script>""",
)
DATA = Answer("[1, 2, 3]", headers={"Content-Type": "application/json"})
Open = Callable[..., Browser]


__all__ = ["program"]


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve({"/": LIST, "/data.json": DATA})
        yield here


@pytest.fixture
def opened(net: Loopback, program: Path) -> Iterator[Open]:
    """A browser for a job on the site, ended with the test."""
    begun: list[Browser] = []

    def begin(limits: dict[str, Any] | None = None, **changed: Any) -> Browser:
        begun.append(
            Browser(job(net, **{"timeout": 20.0, "allow_private": ALLOWED, **changed}), program, **(limits or {}))
        )
        return begun[-1]

    yield begin
    for one in begun:
        one.__exit__(None, None, None)


@pytest.fixture
def trap() -> Iterator[Everywhere]:
    here = Everywhere()
    yield here
    here.close()


def test_a_list_that_scripts_draw(net: Loopback, program: Path) -> None:
    """Many addresses, one browser, results as they come, under our own name."""
    net.serve({"/": LIST, "/data.json": DATA, "/2/": LIST})
    home, second = draw([net.url(), net.url("/2/")], job(net, timeout=20.0), program)
    assert (home.outcome, home.status, home.final, home.whole) == (Outcome.OK, 200, net.url(), True)
    assert '<a href="/zwgk/3.html">云泽区第3号通告</a><span>2026-10-03</span>' in home.html
    assert (second.url, second.outcome) == (net.url("/2/"), Outcome.OK)
    assert home.at <= second.at
    assert {one.agent for one in net.web.asked} == {AGENT}


def test_a_page_is_whole_only_where_all_came_that_draws_it(net: Loopback, opened: Open) -> None:
    pages: dict[str, Any] = {
        "/data.json": DATA,
        "/gone/": page("公告", "<script src='/list.js'></script>"),
        "/foreign/": page("公告", "<script src='http://cdn.yunze.gov.cn/list.js'></script>"),
        "/refused/": page("公告", f"<iframe src='http://{HOST}:{free_port()}/'></iframe>"),
        "/slow/": page("公告", "<script>fetch('/never')</script>"),
        "/never": bad.silent,
        "/counted/": page("公告", "<script src='http://hm.baidu.com/hm.js'></script>"),
        "/unpictured/": page("公告", "<img src='/gone.png'><script>fetch('/data.json')</script>"),
    }
    net.serve(pages)
    with opened() as one:
        whole = {path: one.draw(net.url(path)).whole for path in pages if path.endswith("/")}
    unseen = dict.fromkeys(("/gone/", "/foreign/", "/refused/", "/slow/"), False)
    assert whole == unseen | {"/counted/": True, "/unpictured/": True}


def test_how_it_can_end(net: Loopback, opened: Open) -> None:
    silent = job(net).timeout
    pages: dict[str, Any] = {
        "/gone/": Answer(page("404", "页面不存在"), 404),
        "/blocked/": bad.BLOCKED,
        "/silent/": bad.silent,
        "/reset/": bad.reset,
        "/round/": bad.redirect("/round/"),
        "/moved/": bad.redirect("/new/"),
        "/script-moved/": "<script>location.replace('/new/')</script>",
        "/new/": page("新址", "<p>已迁至此处</p>"),
        "/file.pdf": Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
        "/file.zip": Answer(b"PK", headers={"Content-Type": "application/zip", "Content-Disposition": "attachment"}),
        "/data": DATA,
    }
    net.serve(pages)
    with opened(timeout=silent) as one:
        seen = {path: one.draw(net.url(path)) for path in pages}
        nobody = one.draw(f"http://nobody.yunze.gov.cn:{net.web.port}/")
        refused = one.draw(f"http://{HOST}:{free_port()}/")
    assert {path: drawn.outcome for path, drawn in seen.items()} == {
        "/gone/": Outcome.HTTP_ERROR,
        "/blocked/": Outcome.BLOCKED,
        "/silent/": Outcome.TIMEOUT,
        "/reset/": Outcome.RESET,
        "/round/": Outcome.LOOP,
        "/moved/": Outcome.OK,
        "/script-moved/": Outcome.OK,
        "/new/": Outcome.OK,
        "/file.pdf": Outcome.NOT_HTML,
        "/file.zip": Outcome.NOT_HTML,
        "/data": Outcome.NOT_HTML,
    }
    assert (seen["/gone/"].status, seen["/moved/"].final) == (404, net.url("/new/"))
    assert seen["/script-moved/"].final == net.url("/new/")
    assert (nobody.outcome, refused.outcome) == (Outcome.NO_SUCH_HOST, Outcome.REFUSED)
    assert {drawn.html for drawn in seen.values() if drawn.outcome is not Outcome.OK} == {""}


def test_a_certificate_that_nobody_signed_is_read_as_the_walk_reads_it(
    net: Loopback, opened: Open, tmp_path: Path
) -> None:
    port = net.secure(served(tmp_path, leaf(HOST)))
    with opened() as one:
        drawn = one.draw(f"https://{HOST}:{port}/")
    assert (drawn.outcome, drawn.whole) == (Outcome.OK, True)
    assert "云泽区第3号通告" in drawn.html


def test_no_inner_door_is_knocked_at(net: Loopback, opened: Open, trap: Everywhere) -> None:
    """In every spelling: as the page, after a redirect, as anything that a page may bring, and over names."""
    doors = [f"{spelling}:{trap.port}" for spelling in SPELLINGS]
    doors += [f"{name}.yunze.gov.cn:{trap.port}" for name in LEADING]
    net.names.zone |= {f"{name}.yunze.gov.cn": records for name, records in LEADING.items()}
    away = {f"/to/{number}/": bad.redirect(f"http://{door}/") for number, door in enumerate(doors)}
    bringing = {
        f"/{start}/": page("公告", "".join(map(bringing_all, doors[start : start + 16], range(start, start + 16))))
        for start in range(0, len(doors), 16)
    }
    net.serve({**away, **bringing})
    direct = [*(f"http://{door}/" for door in doors[::5]), *(net.url(path) for path in list(away)[::5])]
    with opened() as one:
        brought = [one.draw(net.url(path)) for path in bringing]
        outcomes = {one.draw(url).outcome for url in direct}
    assert {(drawn.outcome, drawn.whole) for drawn in brought} == {(Outcome.OK, False)}
    assert outcomes <= {Outcome.FORBIDDEN, Outcome.RESET}
    assert Outcome.FORBIDDEN in outcomes
    assert trap.knocks() == 0


def bringing_all(door: str, number: int) -> str:
    """All ways in which a page may ask for something else."""
    return f"""
<img src='http://{door}/'><script src='//{door}/a.js'></script><iframe src='http://{door}/'></iframe>
<iframe src='/to/{number}/'></iframe><link rel=stylesheet href='http://{door}/'><link rel=prefetch href='http://{door}/'>
<link rel=preconnect href='https://{door}/'><object data='http://{door}/'></object><video src='http://{door}/'></video>
<script>
try {{ new WebSocket("ws://{door.replace(chr(92), "/")}/") }} catch {{}}
try {{ new EventSource("http://{door.replace(chr(92), "/")}/") }} catch {{}}
fetch("https://{door.replace(chr(92), "/")}/").catch(() => 0);
navigator.sendBeacon?.("http://{door.replace(chr(92), "/")}/");
</script>"""


@pytest.mark.parametrize("where", ["127.0.0.1", "::1"])
def test_no_datagram_goes_past_the_proxy(net: Loopback, opened: Open, where: str) -> None:
    with socket.socket(socket.AF_INET6 if ":" in where else socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind((where, 0))
        heard.setblocking(False)
        port = heard.getsockname()[1]
        at = f"[{where}]:{port}" if ":" in where else f"{where}:{port}"
        asked = f"""
const peer = new RTCPeerConnection({{ iceServers: [{{ urls: "stun:{at}" }}] }});
peer.createDataChannel("x"); peer.createOffer().then((offer) => peer.setLocalDescription(offer));
try {{ new WebTransport("https://{at}/") }} catch {{}}
"""
        net.serve({"/": page("公告", f"<script>{asked}</script>")})
        with opened() as one:
            assert one.draw(net.url()).outcome is Outcome.OK
        with pytest.raises(BlockingIOError):
            heard.recv(2000)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "chrome://version/", "view-source:{home}", "data:text/html,x", "about:blank"]
)
def test_only_the_web_is_opened(net: Loopback, opened: Open, url: str) -> None:
    assert opened().draw(url.format(home=net.url())).outcome is Outcome.FORBIDDEN
    assert net.web.asked == []


def test_a_page_leads_nowhere_but_to_the_web(net: Loopback, opened: Open) -> None:
    """Files, downloads, windows of its own, workers, questions to the visitor: the page stays what it is."""
    net.serve(
        {
            "/": page(
                "公告",
                """<iframe src="file:///etc/passwd"></iframe><a id="get" href="/file.zip" download>附件</a><script>
get.click(); open("/window/"); alert("请登录"); confirm("继续"); print();
navigator.serviceWorker?.register("/worker.js").catch(() => 0);
navigator.geolocation.getCurrentPosition(() => document.body.append("在" + "这里"));
Notification.requestPermission().then((said) => document.body.append("得到" + said));
setTimeout(() => { location.href = "file:///etc/passwd"; }, 50);
</script>""",
            ),
            "/file.zip": Answer(b"PK", headers={"Content-Disposition": "attachment"}),
            "/window/": page("弹窗", ""),
        }
    )
    with opened() as one:
        drawn = one.draw(net.url())
        assert (drawn.outcome, drawn.final) == (Outcome.OK, net.url())
        assert "在这里" not in drawn.html and "得到granted" not in drawn.html and "root:" not in drawn.html
        assert "/worker.js" not in net.web.paths(HOST)
        assert one.draw(net.url()).outcome is Outcome.OK


def test_a_host_is_asked_by_no_more_at_once_than_the_job_says(net: Loopback, opened: Open, tmp_path: Path) -> None:
    pictures = "".join(f"<img src='/{n}.png'><script src='/{n}.js' crossorigin></script>" for n in range(12))
    net.serve({"/": page("公告", pictures), "*": Answer("")})
    net.web.latency = 0.05
    port = net.secure(served(tmp_path, leaf(HOST)))
    with opened(concurrency=2) as one:
        assert one.draw(net.url()).whole
        assert one.draw(f"https://{HOST}:{port}/").whole
    assert set(net.web.paths(HOST)) >= {f"/{n}.{kind}" for n in range(12) for kind in ("png", "js")}
    assert net.web.most_at_once[HOST] <= 2


def test_pages_of_a_host_keep_their_distance(net: Loopback, opened: Open) -> None:
    net.serve({"/": page("首页", "")}, "other.yunze.gov.cn")
    net.serve({"/": page("首页", "")})
    with opened(delay=0.8) as one:
        for url in (net.url(), net.url("/", "other.yunze.gov.cn"), net.url()):
            one.draw(url)
    first, second = (asked.at for asked in net.web.asked if (asked.host, asked.path) == (HOST, "/"))
    assert second - first >= 0.8


def test_nothing_of_one_page_is_left_for_the_next(net: Loopback, opened: Open) -> None:
    """Neither cookies nor storage; and after some pages the browser itself is another one."""
    said = "<script>document.body.append(document.cookie + localStorage.x); document.cookie = 'x=1'; localStorage.x = '留下';</script>"
    net.serve({"/": page("公告", said)})
    with opened({"pages": 2}) as one:
        seen = [one.draw(net.url()).html for _ in range(2)]
        before = chromiums(one)
        seen.append(one.draw(net.url()).html)
        assert before and chromiums(one) and not before & chromiums(one)
    assert not any("x=1undefined" in html or "留下</" in html for html in seen)


@pytest.fixture
def shot(tmp_path: Path) -> Callable[..., Shot]:
    numbers = itertools.count(1)
    return lambda **wanted: Shot(tmp_path / f"{next(numbers)}.png", **wanted)


RED, BAND = (217, 45, 32), 62
COLUMN = page(
    "通知公告-云泽区人民政府",
    "<ul>"
    + "".join(f"<li><a href='/old/{n}.html'>旧闻第{n}号</a><span>2025-03-{n:02}</span></li>" for n in range(1, 29))
    + "</ul><p style='display:none'>看不见的话</p><div style='height:3000px'></div><p>页脚最后的话</p>"
    + '<iframe srcdoc="<p>框架里的话</p>"></iframe>',
)


def test_a_picture_frames_what_is_told_and_nothing_else(net: Loopback, opened: Open, shot: Callable[..., Shot]) -> None:
    net.serve({"/": COLUMN})
    shots = [
        shot(link=net.url("/old/3.html")),
        shot(words=("2025年3月7日", "2025-03-07")),
        shot(words=("页脚最后的话",)),
        shot(words=("框架里的话",)),
        shot(),
        shot(foot=True),
        shot(link=net.url("/old/99.html")),
        shot(words=("看不见的话",)),
        shot(words=("2025-03-0",)),
    ]
    with opened() as one:
        drawn = one.picture(net.url(), shots)
    assert (drawn.outcome, drawn.found) == (Outcome.OK, (True, True, True, True, None, None, False, False, False))
    framed, plain, missing = (Picture(shots[number].out) for number in (0, 4, 6))
    left, top, right, bottom = red(framed) or (0, 0, 999, 999)
    assert (right - left, bottom - top) < (200, 60)
    assert (red(plain), red(missing)) == (None, None)
    assert plain.width == 1200
    assert 760 < plain.height < 800
    assert all(one.out.with_suffix(".jpg").read_bytes()[:3] == b"\xff\xd8\xff" for one in shots)
    assert all(one.out.with_suffix(".jpg").stat().st_size <= 200_000 for one in shots)


def test_no_picture_of_a_page_that_is_not_what_was_read(net: Loopback, opened: Open, shot: Callable[..., Shot]) -> None:
    net.serve(
        {
            "/gone/": Answer(COLUMN, 404),
            "/blocked/": bad.BLOCKED,
            "/login/": "<meta charset=utf-8><title>统一身份认证</title><p>请先登录后再访问</p>",
            "/soft/": "<meta charset=utf-8><title>404</title><p>您访问的页面不存在</p>",
            "/moved/": bad.redirect("/"),
            "/": COLUMN,
        }
    )
    wanted = shot()
    with opened() as one:
        for path in ("/gone/", "/blocked/", "/login/", "/soft/", "/moved/"):
            assert one.picture(net.url(path), [wanted]).found == ()
        assert not wanted.out.exists()
        assert one.picture(net.url("/moved/"), [wanted], final=net.url()).found == (None,)
    assert wanted.out.exists()


def test_a_link_is_told_apart_as_the_walk_does(net: Loopback, opened: Open, shot: Callable[..., Shot]) -> None:
    links = "<a href='.\\old\\a.html'>一</a><a href=' /old/b.html;jsessionid=1?x=1#top '>二</a>"
    links += "<a href='?q=公告'>三</a><a href='c.html'></a>"
    body = page("公告", f"<base href='/zwgk/'>{links}").replace("utf-8", "gbk").encode("gbk")
    net.serve({"/": Answer(body, headers={"Content-Type": "text/html; charset=gbk"})})
    targets = ("/zwgk/old/a.html", "/old/b.html?x=1", "/zwgk/?q=%B9%AB%B8%E6", "/zwgk/c.html")
    with opened() as one:
        drawn = one.picture(net.url(), [shot(link=net.url(target)) for target in targets])
    assert drawn.found == (True, True, True, False)


def red(picture: Picture) -> tuple[int, int, int, int] | None:
    """The left, top, right and bottom of what has the colour of a frame."""
    found = [(x, y) for y in range(BAND, picture.height, 2) for x in range(picture.width) if picture.at(x, y) == RED]
    columns, lines = {x for x, _ in found}, {y for _, y in found}
    return (min(columns), min(lines), max(columns), max(lines)) if found else None


def test_a_page_that_never_lets_go_costs_itself_alone(
    net: Loopback, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "_PATIENCE", 3.0)
    net.serve({"/": page("公告", ""), "/busy/": page("公告", "<script>setTimeout(() => { for (;;) ; }, 0)</script>")})
    with opened(timeout=2.0) as one:
        assert one.draw(net.url("/busy/")).outcome is Outcome.TIMEOUT
        monkeypatch.setattr(browser, "_PATIENCE", 30.0)
        assert one.draw(net.url()).outcome is Outcome.OK


def test_a_page_that_eats_memory_costs_itself_alone(net: Loopback, opened: Open) -> None:
    eats = "<script>const held = []; setInterval(() => held.push(new Uint8Array(5e7).fill(1)), 10); fetch('/never')</script>"
    net.serve({"/": page("公告", ""), "/eats/": page("公告", eats), "/never": bad.silent})
    with opened({"megabytes": 800.0}) as one:
        assert one.draw(net.url("/eats/")).outcome is Outcome.TOO_LARGE
        assert one.draw(net.url()).outcome is Outcome.OK


def test_everything_ends_with_the_parent(net: Loopback, program: Path) -> None:
    source = f"""
from pathlib import Path
from crawler.browser import Browser
from crawler.job import Job
import time
one = Browser(Job.loads({job(net, timeout=20.0).dumps()!r}), Path({str(program)!r}))
print(one.draw({net.url()!r}).outcome, one._child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        outcome, pid = parent.stdout.readline().split()
        assert outcome == Outcome.OK
        family = {int(pid), *below(int(pid))}
        parent.send_signal(signal.SIGKILL)
    limit = time.monotonic() + 8
    while left := [one for one in family if lives(one)]:
        assert time.monotonic() < limit, left
        time.sleep(0.05)


def test_the_profile_is_gone_afterwards(net: Loopback, opened: Open) -> None:
    with opened() as one:
        one.draw(net.url())
        folder = Path(one._folder.name)
        assert folder.is_dir()
    assert not folder.exists()


def test_what_a_killed_process_left_behind_goes(
    net: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in (f"bihuan-browser-{ended.pid}-x", f"bihuan-browser-{os.getpid()}-y", "bihuan-browser-notes"):
        (tmp_path / name).mkdir()
    Browser(job(net), program).__exit__(None, None, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"bihuan-browser-{os.getpid()}-y",
        "bihuan-browser-notes",
    ]


def test_where_there_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find() is None
    assert browser.find(tmp_path / "nowhere") is None


def test_one_that_does_not_start_says_nothing_of_the_site(net: Loopback, tmp_path: Path) -> None:
    false = tmp_path / "chromium"
    false.write_text("#!/bin/sh\nexit 1\n")
    false.chmod(0o755)
    with Browser(job(net), false) as one:
        assert isinstance(drawn := one.draw(net.url()), Drawn)
        assert drawn.outcome in (Outcome.RESET, Outcome.TIMEOUT)


def chromiums(one: Browser) -> set[int]:
    """The browser's own processes, without what it forks for a moment."""
    assert one._child is not None
    found = set()
    for pid in below(one._child.pid):
        with suppress(OSError):
            if b"--user-data-dir" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
    return found


def below(pid: int) -> set[int]:
    found = set()
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, tasks.read_text().split()):
                found |= {child, *below(child)}
    return found


def lives(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False
