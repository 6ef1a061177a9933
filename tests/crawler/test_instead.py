"""Pages that answer 200 and are not what was asked for, what the owner is asked where we are kept out, and what a budget cuts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.snapshot import Snapshot
from core.types import Outcome
from tests.build import HOST
from tests.invented import article, page
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import AGENT, gather, meta, readings
from tests.site.web import Answer, Pages

OTHER = "czj.yunze.gov.cn"
LOGIN = "<html><head><title>用户登录</title></head><body>用户名 密码 验证码</body></html>"
GONE = (
    "<html><head><title>提示信息</title></head><body>对不起，您访问的页面不存在！<a href='/'>返回首页</a></body></html>"
)
SOLD = "<html><head><title>yunze</title></head><body>该域名正在出售</body></html>"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def walk(net: Loopback, folder: Path, extra: Pages, *links: str) -> Path:
    """A sound site whose home page also leads to these pages."""
    site = bad.small_site(6)
    more = "".join(f"<a href='{link}'>{number}号专题</a>" for number, link in enumerate((*extra, *links)))
    net.serve({**site, **extra, "/": str(site["/"]).replace("</body>", f"{more}</body>")})
    return gather(net, folder)


def test_pages_that_are_not_there_are_told_by_their_words(net: Loopback, tmp_path: Path) -> None:
    net.serve({"/": SOLD}, OTHER)
    net.serve({"/": LOGIN}, "oa.yunze.gov.cn")
    extra: Pages = {
        "/old/1.html": GONE,
        "/old/col/": GONE,
        "/old/2.html": bad.redirect("/member/login.html"),
        "/member/login.html": LOGIN,
        "/old/3.html": article("关于网站改版的通知", "2026-10-01").replace("</body>", "您访问的页面不存在</body>"),
        "/old/4.html": article("统一身份认证平台登录指南", "2026-10-02"),
        "/old/5.html": page("站点说明", "<p>访问旧版栏目时提示该信息不存在或已被删除的，请从首页进入</p>"),
    }
    path = walk(net, tmp_path, extra, net.url("/", OTHER), net.url("/", "oa.yunze.gov.cn"))
    assert meta(path, "incomplete_because") == []
    with Snapshot(path) as snapshot:
        for gone in ("/old/1.html", "/old/col/", "/old/2.html"):
            assert snapshot.gone(net.url(gone)) is None, gone
            assert snapshot.page(net.url(gone)) is None or gone == "/old/2.html"
        assert snapshot.gone(net.url("/", OTHER)) is None
        for there in ("/old/3.html", "/old/4.html", "/old/5.html", "/member/login.html"):
            assert snapshot.gone(net.url(there)) is False, there
            assert snapshot.page(net.url(there)) is not None
        assert snapshot.gone(net.url("/", "oa.yunze.gov.cn")) is False


def test_the_owner_of_a_host_that_blocks_is_asked_once(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(30)
    net.serve({"/": site["/"], "/robots.txt": Answer("", 404), "*": bad.BLOCKED})
    said = meta(gather(net, tmp_path, concurrency=1), "incomplete_because")
    asks = [one for one in said if "白名单" in one]
    assert len(asks) == 1
    assert HOST in asks[0] and AGENT in asks[0] and "创宇盾" in asks[0]


def test_a_blocked_home_page_asks_too(net: Loopback, tmp_path: Path) -> None:
    net.serve({"/": bad.BLOCKED})
    assert any("白名单" in one for one in meta(gather(net, tmp_path), "incomplete_because"))


def test_a_few_blocked_pages_of_a_site_ask_for_nothing(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(60)
    net.serve({**site, "/zwgk/tzgg/4103.html": bad.BLOCKED})
    path = gather(net, tmp_path)
    assert meta(path, "incomplete_because") == []
    assert readings(path)[net.url("/zwgk/tzgg/4103.html")].outcome is Outcome.BLOCKED


def test_a_path_that_repeats_itself_is_left(net: Loopback, tmp_path: Path) -> None:
    bottomless = page("政务公开", "<p>政务公开栏目导航</p><a href='zwgk/'>政务公开</a>")
    path = walk(net, tmp_path, {f"/x/{'zwgk/' * depth}": bottomless for depth in range(1, 29)})
    assert sum(path.startswith("/x/zwgk/") for path in net.web.paths(HOST)) == 3
    assert meta(path, "incomplete_because") == []
    ((reason, number, example),) = meta(path, "cut")
    assert (reason, number) == ("repeats", 25) and example.startswith(net.url("/x/zwgk/zwgk/zwgk/zwgk/"))


def test_a_session_in_the_path_is_read_once(net: Loopback, tmp_path: Path) -> None:
    ids = [f"ly5b2m55xk3q0z{number}" for number in range(10, 30)]
    sessions: Pages = {f"/(S({one}))/news.aspx": article("云泽区要闻", "2026-10-01") for one in ids}
    path = walk(net, tmp_path, sessions)
    assert sum("/news.aspx" in path for path in net.web.paths(HOST)) == 1
    assert meta(path, "incomplete_because") == []
    assert meta(path, "cut")[0][:2] == ["session", 19]
