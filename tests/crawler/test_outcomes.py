"""What a walk says of servers that misbehave: one site with all of it, walked once."""

import errno
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from scrapy.exceptions import DownloadFailedError
from twisted.internet.error import getConnectError
from twisted.python.failure import Failure

from core.recorder import Recorder
from core.snapshot import Snapshot
from core.types import Kind, Outcome
from crawler.outcomes import of_failure
from tests.build import HOST
from tests.invented import article, page
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback, Trap, free_port
from tests.site.names import SERVFAIL
from tests.site.walk import gather, meta, readings
from tests.site.web import Answer, Pages

TITLE = "云泽区人民政府关于加强防汛工作的通知"
ARTICLE = article(TITLE, "2026-11-03")
BIG = "<html><body>" + "云泽区政府工作报告。" * 400_000 + "</body></html>"
CITY = "www.yunze.com"


class Walked(NamedTuple):
    """The net, the snapshot, the port at which nobody listens and the one at which nobody may knock."""

    net: Loopback
    path: Path
    closed: int
    knocked: bool

    def outcome(self, path: str) -> Outcome:
        return readings(self.path)[self.net.url(path) if path.startswith("/") else path].outcome


def pages(port: int, closed: int, trap: int) -> Pages:
    """Every way to misbehave, by the address at which it stands."""
    inner = [
        f"http://127.0.0.1:{trap}/",
        f"http://2130706433:{trap}/",
        f"http://0x7f.1:{trap}/",
        f"http://localhost:{trap}/",
    ]
    refresh = "<html><head><meta http-equiv='Refresh' content='0;URL=./list/'></head></html>"
    written = '<html><head><script>document.write(\'<meta http-equiv="Refresh" content="0;URL=/sound/" />\');</script></head></html>'
    found: Pages = {
        "/sound/4001.html": ARTICLE,
        "/sound/": page("通知公告-云泽区人民政府", "<a href='4001.html'>通知</a>"),
        "/slow/4002.html": bad.slow(0.5, ARTICLE),
        "/silent/": bad.silent,
        "/reset/": bad.reset,
        "/dropped/": bad.dropped,
        "/blocked/": bad.BLOCKED,
        "/blocked.doc": bad.BLOCKED,
        "/waf.doc": Answer("<html><body>您的请求疑似攻击行为！ 事件ID</body></html>", 418),
        "/forbidden/": Answer("不允许", 403),
        "/broken/": Answer("出错了", 500),
        "/loop/": bad.redirect("/loop2/"),
        "/loop2/": bad.redirect("/loop/"),
        "/nowhere/": bad.redirect("javascript:void(0)"),
        "/moved/": bad.redirect("/sound/"),
        "/abroad/": bad.redirect(f"http://{CITY}:{port}/404.html"),
        "/stuck/": bad.redirect(f"http://{CITY}:{port}/waf.html"),
        "/metadata/": bad.redirect("http://169.254.169.254/latest/meta-data/"),
        "/refresh/": refresh,
        "/refresh/list/": page("政策文件-云泽区人民政府", "<p>政策文件</p>"),
        "/written/": written,
        "/cookie/4004.html": bad.cookie_wall(ARTICLE),
        "/gzip/4005.html": bad.packed(article(TITLE, "2026-11-03"), "gb18030"),
        "/bomb/": bad.packed(BIG),
        "/gbk/4006.html": Answer(ARTICLE.encode("gb18030"), headers={"Content-Type": "text/html; charset=utf-8"}),
        "/huge/": BIG,
        "/huge.zip": Answer(BIG, headers={"Content-Type": "application/zip"}),
        "/plain/4007.html": Answer(ARTICLE, headers={"Content-Type": "text/plain"}),
        "/data/": Answer('{"list":[]}', headers={"Content-Type": "application/json"}),
        "/private/": ARTICLE,
        "/robots.txt": Answer("User-agent: *\nDisallow: /private/\n", headers={"Content-Type": "text/plain"}),
        "/empty.pdf": Answer("", headers={"Content-Type": "application/pdf"}),
        "/calendar/": bad.calendar,
        "/index.html": "",
        **{f"/inner{number}/": bad.redirect(target) for number, target in enumerate(inner)},
    }
    named = [
        f"http://busy.yunze.gov.cn:{port}/list.doc",
        f"https://busy.yunze.gov.cn:{port}/list.doc",
        f"http://refuses.yunze.gov.cn:{closed}/a/",
        "http://nobody.yunze.gov.cn/",
        "http://failing.yunze.gov.cn/",
    ]
    found["/"] = found["/index.html"] = bad.linking(*found, "/gone/", *named, f"http://private.yunze.gov.cn:{trap}/")
    return found


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    trap, closed = Trap(), free_port()
    with Loopback() as net:
        net.serve(pages(net.web.port, closed, trap.port))
        net.serve({"/waf.html": bad.BLOCKED}, CITY)
        net.serve({"/list.doc": bad.in_turn(Answer("太快了", 429), Answer("好"))}, "busy.yunze.gov.cn")
        net.names.zone |= {
            "refuses.yunze.gov.cn": {"A": ("127.0.0.1",)},
            "failing.yunze.gov.cn": SERVFAIL,
            "private.yunze.gov.cn": {"A": ("10.9.8.7",)},
        }
        path = gather(net, tmp_path_factory.mktemp("walk"), hosts=(HOST,))
        yield Walked(net, path, closed, trap.knocked)
    trap.close()


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/sound/4001.html", Outcome.OK),
        ("/slow/4002.html", Outcome.OK),
        ("/silent/", Outcome.TIMEOUT),
        ("/reset/", Outcome.RESET),
        ("/dropped/", Outcome.RESET),
        ("/blocked/", Outcome.BLOCKED),
        ("/blocked.doc", Outcome.BLOCKED),
        ("/waf.doc", Outcome.BLOCKED),
        ("/forbidden/", Outcome.HTTP_ERROR),
        ("/broken/", Outcome.HTTP_ERROR),
        ("/gone/", Outcome.HTTP_ERROR),
        ("/loop/", Outcome.LOOP),
        ("/nowhere/", Outcome.HTTP_ERROR),
        ("/moved/", Outcome.OK),
        ("/abroad/", Outcome.HTTP_ERROR),
        ("/stuck/", Outcome.BLOCKED),
        ("/metadata/", Outcome.FORBIDDEN),
        ("/inner0/", Outcome.FORBIDDEN),
        ("/inner1/", Outcome.FORBIDDEN),
        ("/inner2/", Outcome.FORBIDDEN),
        ("/inner3/", Outcome.FORBIDDEN),
        ("/refresh/", Outcome.OK),
        ("/written/", Outcome.OK),
        ("/cookie/4004.html", Outcome.OK),
        ("/gzip/4005.html", Outcome.OK),
        ("/bomb/", Outcome.TOO_LARGE),
        ("/gbk/4006.html", Outcome.OK),
        ("/huge/", Outcome.TOO_LARGE),
        ("/huge.zip", Outcome.OK),
        ("/plain/4007.html", Outcome.OK),
        ("/data/", Outcome.NOT_HTML),
        ("/private/", Outcome.ROBOTS),
        ("/empty.pdf", Outcome.OK),
        ("http://nobody.yunze.gov.cn/", Outcome.NO_SUCH_HOST),
        ("http://failing.yunze.gov.cn/", Outcome.RESOLVER_FAILED),
    ],
)
def test_an_outcome_is_a_word(walked: Walked, path: str, outcome: Outcome) -> None:
    assert walked.outcome(path) is outcome


def test_a_closed_port_refuses(walked: Walked) -> None:
    assert walked.outcome(f"http://refuses.yunze.gov.cn:{walked.closed}/a/") is Outcome.REFUSED


def test_a_busy_server_is_asked_again_later(walked: Walked) -> None:
    assert walked.outcome(walked.net.url("/list.doc", "busy.yunze.gov.cn")) is Outcome.OK
    first, second = (one.at for one in walked.net.web.asked if one.path == "/list.doc")
    assert second - first >= 0.4


def test_https_where_http_is_spoken_is_an_error_of_tls(walked: Walked) -> None:
    url = walked.net.url("/list.doc", "busy.yunze.gov.cn").replace("http:", "https:")
    assert walked.outcome(url) is Outcome.TLS_ERROR


@pytest.mark.parametrize("number", [errno.ENETUNREACH, errno.EHOSTUNREACH])
def test_no_way_out_is_our_own_fault(number: int) -> None:
    with pytest.raises(DownloadFailedError) as raised:
        raise DownloadFailedError("no way") from getConnectError((number, "no way"))
    assert of_failure(Failure(raised.value), HOST) == (Outcome.NO_ROUTE, "DownloadFailedError")


def test_nobody_knocks_at_inner_doors(walked: Walked) -> None:
    assert not walked.knocked
    private = [reading for url, reading in readings(walked.path).items() if "private.yunze" in url]
    assert [reading.outcome for reading in private] == [Outcome.FORBIDDEN]


@pytest.mark.parametrize(
    "path", ["/silent/", "/reset/", "/blocked.doc", "/waf.doc", "/loop/", "/nowhere/", "/metadata/", "/inner0/"]
)
def test_what_did_not_answer_is_neither_there_nor_gone(walked: Walked, path: str) -> None:
    with Snapshot(walked.path) as snapshot:
        assert snapshot.gone(walked.net.url(path)) is None


@pytest.mark.parametrize(
    "path",
    [
        "/sound/4001.html",
        "/slow/4002.html",
        "/cookie/4004.html",
        "/gzip/4005.html",
        "/gbk/4006.html",
        "/plain/4007.html",
    ],
)
def test_the_page_is_understood_all_the_same(walked: Walked, path: str) -> None:
    with Snapshot(walked.path) as snapshot:
        found = snapshot.page(walked.net.url(path))
    assert found is not None
    assert (found.title, found.published) == (TITLE, "2026-11-03")


@pytest.mark.parametrize(
    ("path", "final"), [("/moved/", "/sound/"), ("/refresh/", "/refresh/list/"), ("/written/", "/sound/")]
)
def test_redirects_of_every_kind_lead_to_one_page(walked: Walked, path: str, final: str) -> None:
    with Snapshot(walked.path) as snapshot:
        assert snapshot.resolve(walked.net.url(path)) == walked.net.url(final)
        assert snapshot.page(walked.net.url(path)) == snapshot.page(walked.net.url(final))


def test_the_same_folder_under_two_names_is_one_page(walked: Walked) -> None:
    with Snapshot(walked.path) as snapshot:
        assert [one.url for one in snapshot.pages(Kind.HOME)] == [walked.net.url("/")]
        assert snapshot.resolve(walked.net.url("/index.html")) == walked.net.url("/")


def test_an_endless_calendar_ends(walked: Walked) -> None:
    months = [path for path in walked.net.web.paths(HOST) if path.startswith("/calendar/")]
    assert 1 < len(months) < 40


def test_every_page_is_asked_once(walked: Walked) -> None:
    """What brought no answer is asked once more at once; a redirect to itself is one, too."""
    asked = Counter(path for path in walked.net.web.paths(HOST) if path != "/")
    again = {path for path, times in asked.items() if times > 1 and not path.startswith("/loop")}
    assert again == {"/reset/", "/dropped/", "/silent/", "/cookie/4004.html", "/sound/", "/robots.txt"}


def test_a_walk_with_holes_says_so(walked: Walked) -> None:
    assert any("未能读取" in reason for reason in meta(walked.path, "incomplete_because"))


def test_nothing_is_left_waiting(walked: Walked) -> None:
    recorder = Recorder(walked.path)
    assert recorder.count("frontier", "state = 0") == 0
    assert recorder.count("(SELECT url FROM pages WHERE look = 1 GROUP BY url HAVING count(*) > 1)") == 0
    recorder.close()
