"""Links as a browser sees them: what is written here of a page, `understand` finds, and Chromium follows."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urljoin

import pytest

from core import _links
from core.charset import decode
from core.html import understand
from crawler import cms
from tests.console.browser import Phone, phone
from tests.invented import article
from tests.site.loopback import Loopback
from tests.site.web import Answer, Pages

FOLDER = "http://127.0.0.1:{port}/a/b/"
DEEP = "<div>"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{}</svg>"
#: What Chromium would ask for over HTTP, the page itself left out.
FOLLOWED = """JSON.stringify((() => {
  const found = [...document.links].map(one => one.href).filter(one => URL.canParse(one));
  for (const one of document.querySelectorAll("svg a")) found.push(new URL(one.href.baseVal, document.baseURI).href);
  for (const one of document.querySelectorAll("iframe, frame")) found.push(one.src);
  window.open = address => { found.push(new URL(address, document.baseURI).href); };
  navigation.onnavigate = event => { found.push(event.destination.url); event.preventDefault(); };
  for (const one of document.querySelectorAll("[onclick]")) one.click();
  return found.map(one => one.split("#")[0]).filter(one => /^https?:/.test(one) && one != location.href);
})())"""


@dataclass(frozen=True)
class Trap:
    """`links`: what a browser follows, relative to the page's folder."""

    name: str
    html: str | bytes
    links: tuple[str, ...]
    header: str = "text/html; charset=utf-8"

    @property
    def body(self) -> bytes:
        return self.html.encode() if isinstance(self.html, str) else self.html


def gb(html: str) -> bytes:
    return html.encode("gb18030")


UTF8 = "text/html; charset=utf-8"
GBK = "text/html; charset=gbk"
BARE = "text/html"
SAME = ("x.html",)
TRAPS = (
    Trap(
        "plain relative",
        "<a href=x.html>1</a><a href=./y.html>2</a><a href='../z/'>3</a>",
        ("x.html", "y.html", "../z/"),
    ),
    Trap("space around", "<a href='\n  x.html \t'>1</a>", SAME),
    Trap("full-width space around", "<a href='\u3000x.html'>1</a>", ("%E3%80%80x.html",)),
    Trap("tab and line within", "<a href='x.\n\tht\rml'>1</a>", SAME),
    Trap(
        "backslashes",
        r"<a href='..\c\x.html'>1</a><a href='\d\'>2</a><a href='y?q=\z'>3</a>",
        ("../c/x.html", "/d/", r"y?q=\z"),
    ),
    Trap(
        "backslashes before a host",
        r"<a href='\\x.gov.cn\y'>1</a><a href='http:\\z.gov.cn\'>2</a>",
        ("http://x.gov.cn/y", "http://z.gov.cn/"),
    ),
    Trap(
        "letters and quotes",
        "<A HREF='x.html'>1</A><a hReF=y.html>2</a><a href = \"z.html\" >3</a>",
        ("x.html", "y.html", "z.html"),
    ),
    Trap("entities that are none", "<a href='x?a=1&copy=2&lang=3'>1</a>", ("x?a=1&copy=2&lang=3",)),
    Trap("entities", "<a href='x?a=1&amp;b=2&#38;c=3'>1</a>", ("x?a=1&b=2&c=3",)),
    Trap("base", "<base href='/c/d/'><a href=x.html>1</a><a href='?p=2'>2</a>", ("/c/d/x.html", "/c/d/?p=2")),
    Trap(
        "base of another host",
        "<base href='http://x.gov.cn/c/i.html'><a href=y.html>1</a>",
        ("http://x.gov.cn/c/y.html",),
    ),
    Trap("only the first base", "<base target=_blank><base href='/c/'><base href='/d/'><a href=x>1</a>", ("/c/x",)),
    Trap("a base that leads nowhere", "<base href='javascript:void(0)'><a href=x.html>1</a>", SAME),
    Trap(
        "an inert base",
        "<noscript><base href='/c/'></noscript><template><base href='/d/'></template><a href=x.html>1</a>",
        SAME,
    ),
    Trap("a base below its links", "<a href=x.html>1</a><p><base href='/c/'></p>", ("/c/x.html",)),
    Trap(
        "Chinese path",
        "<a href='公告/附件（一）.html'>1</a>",
        ("%E5%85%AC%E5%91%8A/%E9%99%84%E4%BB%B6%EF%BC%88%E4%B8%80%EF%BC%89.html",),
    ),
    Trap("Chinese path in GBK", gb("<a href='/公.html'>1</a>"), ("/%E5%85%AC.html",), GBK),
    Trap("Chinese query", "<a href='x?q=公'>1</a>", ("x?q=%E5%85%AC",)),
    Trap("Chinese query in GBK", gb("<a href='x?q=公&r=告 示'>1</a>"), ("x?q=%B9%AB&r=%B8%E6%20%CA%BE",), GBK),
    Trap("Chinese query by its meta", gb("<meta charset=gb2312><a href='x?q=公'>1</a>"), ("x?q=%B9%AB",), BARE),
    Trap(
        "comment",
        "<!-- <a href=y.html>0</a> --><a href=x.html>1</a><!--> <a href=z.html>2</a> -->",
        ("x.html", "z.html"),
    ),
    Trap("script string", "<script>var s = \"<a href='y.html'>0</a>\";</script><a href=x.html>1</a>", SAME),
    Trap(
        "textarea and title",
        "<title><a href=y.html></title><textarea><a href=z.html></textarea><a href=x.html>1</a>",
        SAME,
    ),
    Trap("template", "<template><a href=y.html>0</a><iframe src=z.html></iframe></template><a href=x.html>1</a>", SAME),
    Trap("noscript", "<noscript><a href=y.html>0</a></noscript><a href=x.html>1</a>", SAME),
    Trap("two addresses", "<a href=x.html href=y.html>1</a>", SAME),
    Trap("area", "<map name=m><area href=x.html><area nohref></map><a href=y.html>1</a>", ("x.html", "y.html")),
    Trap("behind the end", "<html><body><a href=x.html>1</a></body></html><a href=y.html>2</a>", ("x.html", "y.html")),
    Trap(
        "a page in a page",
        "<html><body><a href=x.html>1</a><!DOCTYPE html><html><head><title>2</title></head><body><a href=y.html>2</a>",
        ("x.html", "y.html"),
    ),
    Trap("NUL", b"<p>\0</p><a href=x.html>1</a>\0<a\0href=y.html>2</a>", SAME),
    Trap("NUL in an address", b"<a href='x\0.html'>1</a>", ("x%EF%BF%BD.html",)),
    Trap("250 levels", DEEP * 250 + "<a href=x.html>1</a>", SAME),
    Trap("300 levels", DEEP * 300 + "<a href=x.html>1</a>", SAME),
    Trap("pasted font tags", "<p>" + "<font face=宋体><span lang=EN-US>" * 900 + "<a href=x.html>1</a>", SAME),
    Trap("unclosed quote", "<a href='x.html>1</a><a href='y.html'>2</a>", ("x.html%3E1%3C/a%3E%3Ca%20href=",)),
    Trap("unclosed tag at the end", "<a href=x.html>1</a><a href=y.html", SAME),
    Trap("unclosed links", "<a href=x.html>1<a href=y.html>2<p>3<a href=z.html>4", ("x.html", "y.html", "z.html")),
    Trap("link over blocks", "<a href=x.html><div><h3>1</h3><p>2</p></div></a>", SAME),
    Trap(
        "links in a table, misplaced",
        "<table><a href=x.html>1</a><tr><td><a href=y.html>2</a></table>",
        ("x.html", "y.html"),
    ),
    Trap(
        "XHTML prologue",
        "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html><a href='公.html'/>1",
        ("%E5%85%AC.html",),
    ),
    Trap("UTF-8 mark", b"\xef\xbb\xbf" + "<a href='x?q=公'>1</a>".encode(), ("x?q=%E5%85%AC",), BARE),
    Trap("UTF-8 mark against the header", b"\xef\xbb\xbf" + "<a href='x?q=公'>1</a>".encode(), ("x?q=%E5%85%AC",), GBK),
    Trap("UTF-16", b"\xff\xfe" + "<a href='x?q=公'>1</a>".encode("utf-16-le"), ("x?q=%E5%85%AC",), BARE),
    Trap(
        "no web",
        "<a href='mailto:a@b.cn。请注明'>1</a><a href='JavaScript:go()'>2</a><a href='java\nscript:x'>3</a><a href='tel:1'>4</a>"
        "<a href='data:text/html,5'>5</a><a href='ms-word:ofe|u|http://b.cn/c.doc'>6</a><a href='D:\\c.doc'>7</a>",
        (),
    ),
    Trap("fragments", "<a href='#'>1</a><a href='#top'>2</a><a>3</a>", ()),
    Trap("fragments of one page", "<a href='x.html#a'>1</a><a href='x.html#b'>2</a>", SAME),
    Trap(
        "without a scheme",
        "<a href='//x.gov.cn/y'>1</a><a href='///z.gov.cn/y'>2</a>",
        ("http://x.gov.cn/y", "http://z.gov.cn/y"),
    ),
    Trap(
        "letters, ports",
        "<a href='HTTP://X.GOV.CN:80/Y'>1</a><a href='https://x.gov.cn:443'>2</a>",
        ("http://x.gov.cn/Y", "https://x.gov.cn/"),
    ),
    Trap(
        "slashes lost and found",
        "<a href='http:/x.html'>1</a><a href='https:/x.gov.cn/y'>2</a><a href='http:///z.gov.cn'>3</a>",
        ("/x.html", "https://x.gov.cn/y", "http://z.gov.cn/"),
    ),
    Trap(
        "above the root",
        "<a href='../../../x.html'>1</a><a href='http://y.gov.cn/../a/./z'>2</a>",
        ("/x.html", "http://y.gov.cn/a/z"),
    ),
    Trap("double slashes", "<a href='c//x.html'>1</a><a href='/c//../y.html'>2</a>", ("/a/b/c//x.html", "/c/y.html")),
    Trap(
        "full-width colon",
        "<a href='http：//x.gov.cn/'>1</a><a href='公告:1.html'>2</a>",
        ("/a/b/http%EF%BC%9A//x.gov.cn/", "%E5%85%AC%E5%91%8A:1.html"),
    ),
    Trap(
        "files",
        "<a href='./P020.pdf'>1</a><a href='附件.wps?fileName=附件1（表）.wps'>2</a><a href='c.ofd'>3</a>",
        ("P020.pdf", "%E9%99%84%E4%BB%B6.wps?fileName=%E9%99%84%E4%BB%B61%EF%BC%88%E8%A1%A8%EF%BC%89.wps", "c.ofd"),
    ),
    Trap(
        "bad hosts",
        "<a href='http://x.gov.cn:99999/'>1</a><a href='http://[bad/'>2</a><a href='http://'>3</a><a href=x.html>4</a>",
        SAME,
    ),
    Trap(
        "drawings",
        SVG.format("<a xlink:href='x.html'><text>1</text></a><a href='y.html'><text>2</text></a>"),
        ("x.html", "y.html"),
    ),
    Trap(
        "frames in a page",
        "<iframe src=x.html></iframe><iframe src='about:blank'></iframe>"
        "<iframe srcdoc='<a href=z.html>0</a>'></iframe><a href=y.html>1</a>",
        ("x.html", "y.html"),
    ),
    Trap(
        "a page of frames",
        "<html><frameset cols='20%,*'><frame src='x.html'><frame src=y.html>"
        "<noframes><a href=z.html>0</a></noframes></frameset></html>",
        ("x.html", "y.html"),
    ),
    Trap(
        "clicks",
        "<li onclick=\"location.href='x.html'\">1</li>"
        "<b onclick='window.open(\"/y.html\")'>2</b><i onclick=\"location='z.html';\">3</i>",
        ("x.html", "/y.html", "z.html"),
    ),
    Trap(
        "clicks with entities",
        '<li onclick="window.location.href=&quot;x?a=1&amp;b=2&quot;;return false">1</li>',
        ("x?a=1&b=2",),
    ),
    Trap(
        "clicks that open",
        "<b onclick=\"window.open('x.html','_blank','width=9')\">1</b><b onclick=\"self.location='y.html'\">2</b>",
        ("x.html", "y.html"),
    ),
    Trap(
        "a menu that is written",
        "<script>document.write('<a href=\"x.html\">1</a>');"
        "document.writeln(\"<li><a href='/y?a=1&amp;b=2'>2</a></li>\");</script>",
        ("x.html", "/y?a=1&b=2"),
    ),
    Trap(
        "a menu that is not written",
        "<!-- <script>document.write('<a href=\"y.html\">0</a>')</script> --><a href=x.html>1</a>",
        SAME,
    ),
    Trap(
        "lines in attributes",
        "<a title='关于出口\n转内销\n产品' href='x.html'\n target=_blank>关于出口\n转内销产品</a>",
        SAME,
    ),
    Trap("angle in an attribute", "<a title='1 > 2 <b' href=x.html>1</a>", SAME),
    Trap(
        "slashes between attributes", "<a/href=x.html/class=c>1</a><a class=c/href='y.html'>2</a>", ("x.html/class=c",)
    ),
    Trap("hidden all the same", "<div style='display:none'><a href=x.html>1</a></div>", SAME),
    Trap("a link on a button", "<button><a href=x.html>1</a></button>", SAME),
)
#: Pages that send a visitor on, and where.
JUMPS = (
    ("<meta http-equiv=refresh content='0;url=x.html'>", "x.html"),
    ('<META HTTP-EQUIV="Refresh" CONTENT="0; URL=./y/">', "y/"),
    ("<meta content='0;url=/x.html' http-equiv='refresh'>", "/x.html"),
    ("<meta http-equiv=refresh content='0;URL=&quot;x.html&quot;'>", "x.html"),
    ("<meta http-equiv=refresh content=\"0;url='x.html?a=1&amp;b=2'\">", "x.html?a=1&b=2"),
    ("<meta http-equiv=refresh content='0;x.html'>", "x.html"),
    ("<meta http-equiv=refresh content='0 url = x.html'>", "x.html"),
    ("<meta http-equiv=refresh content='0,url=x.html'>", "x.html"),
    ("<meta http-equiv=refresh content='.2;url=..\\x.html'>", "../x.html"),
    ("<base href='/c/'><meta http-equiv=refresh content='0;url=x.html'>", "/c/x.html"),
    ("<meta http-equiv=refresh content='0;url=公.html?q=a b'>", "%E5%85%AC.html?q=a%20b"),
    ('<script>document.write(\'<meta http-equiv="Refresh" content="0;URL=x.html" />\')</script>', "x.html"),
    ("<script>window.location.href = 'x.html';</script>", "x.html"),
    ('<script>location.replace("/x.html")</script>', "/x.html"),
    ("<script>setTimeout(function () { location = 'x.html'; }, 20)</script>", "x.html"),
    ("<body onload=\"location.href='x.html'\">", "x.html"),
)
#: Pages that stay.
STAYS = (
    "<noscript><meta http-equiv=refresh content='0;url=x.html'></noscript><p>1</p>",
    "<!-- <meta http-equiv=refresh content='0;url=x.html'> --><p>1</p>",
    "<meta http-equiv=refresh content='900;url=x.html'><p>1</p>",
    "<meta http-equiv=refresh content='url=x.html'><p>1</p>",
    "<script>function go() { location.href = 'x.html'; }</script><b onclick='go()'>1</b>",
    "<textarea><meta http-equiv=refresh content='0;url=x.html'></textarea>",
)
every_jump = pytest.mark.parametrize(("html", "target"), JUMPS)
every_trap = pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])


@pytest.fixture(scope="module")
def net() -> Iterator[Loopback]:
    with Loopback() as net:
        page = Answer("<title>here</title>")
        pages: Pages = {
            f"/a/b/{place}.html": Answer(trap.body, headers={"Content-Type": trap.header})
            for place, trap in enumerate(TRAPS)
        }
        pages |= {
            f"/a/b/jump{place}.html": Answer(html, headers={"Content-Type": UTF8})
            for place, (html, _) in enumerate(JUMPS)
        }
        pages |= {f"/a/b/frame{place}.html": f"<iframe src=jump{place}.html></iframe>" for place in range(len(JUMPS))}
        pages |= {f"/a/b/stay{place}.html": html for place, html in enumerate(STAYS)}
        net.web.hosts["127.0.0.1"] = {**pages, "*": page}
        yield net


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    with phone(tmp_path_factory.mktemp("browser"), 900) as browser:
        yield browser


@every_trap
def test_what_a_page_leads_to(trap: Trap) -> None:
    url = "http://127.0.0.1:8080/a/b/page.html"
    text, charset, _ = decode(trap.body, trap.header.partition("charset=")[2])
    page = understand(_links.scripted(text), url, charset=charset)
    assert spelled(link.url for link in page.links if link.kind != "img") == spelled(
        urljoin(url, one) for one in trap.links
    )


@every_trap
def test_chromium_sees_the_same(trap: Trap, net: Loopback, browser: Phone) -> None:
    url = f"http://127.0.0.1:{net.web.port}/a/b/{TRAPS.index(trap)}.html"
    browser.open(url)
    assert spelled(json.loads(browser.say(FOLLOWED))) == spelled(urljoin(url, one) for one in trap.links)


@every_jump
def test_where_a_page_sends_its_visitor(html: str, target: str) -> None:
    url = "http://127.0.0.1:8080/a/b/page.html"
    assert spelled([understand(html, url).redirect]) == spelled([urljoin(url, target)])


@every_jump
def test_chromium_goes_there(html: str, target: str, net: Loopback, browser: Phone) -> None:
    folder = f"http://127.0.0.1:{net.web.port}/a/b/"
    browser.open(f"{folder}frame{JUMPS.index((html, target))}.html")
    browser.wait(f"frames[0].location.href === {json.dumps(urljoin(folder, target))}")


@pytest.mark.parametrize("html", STAYS)
def test_a_page_that_stays(html: str, net: Loopback, browser: Phone) -> None:
    assert understand(html, "http://127.0.0.1:8080/a/b/page.html").redirect == ""
    browser.open(f"http://127.0.0.1:{net.web.port}/a/b/stay{STAYS.index(html)}.html")
    browser.say("new Promise(done => setTimeout(done, 100))")
    assert browser.say("location.pathname") == f"/a/b/stay{STAYS.index(html)}.html"


@pytest.mark.parametrize(
    ("call", "further"),
    [
        ('createPageHTML(3, 0, "index", "html")', ["index_1.html", "index_2.html"]),
        ('createPageHTML(1, 0, "index", "html")', []),
    ],
)
def test_pages_that_a_pager_draws(call: str, further: list[str]) -> None:
    """No script of a page is run, so the pager's call is read."""
    html, url = f"<script>{call}</script>", "http://127.0.0.1:8080/a/b/"
    assert cms.more(html, understand(html, url)) == [url + name for name in further]


def spelled(found: Iterable[str]) -> set[bytes]:
    """Percent-encoding tells no address from another."""
    return {unquote_to_bytes(one) for one in found}


def test_of_a_page_that_cannot_be_read_nothing_is_missing() -> None:
    """A footer of another charset in the page, as an include in the wrong one brings it."""
    sound, url = article("关于公布目录的通知", "2026-11-02"), "http://www.yunze.gov.cn/zwgk/tzgg/4100.html"
    lost = "主办单位：区政府办公室".encode("gb18030").decode("utf-8", "replace")
    assert not understand(sound, url).drawn
    assert understand(sound.replace("</body>", f"<p>{lost}</p></body>"), url).drawn


def test_a_short_note_is_read_beside_news_that_are_links_with_a_day() -> None:
    """Paragraphs of links are no text, however many there are."""
    news = "".join(
        f"<p><a href='/{n}.html'>云泽区召开第{n}次工作推进会议</a><i>2026-11-{n + 10}</i></p>" for n in range(6)
    )
    note = "<div><p>本镇没有供水、供气、供热等企事业单位，未涉及公共企事业单位信息公开事项，特此说明。</p></div>"
    page = understand(f"<body><div class='tree'>{news}</div>{note}</body>", "http://www.yunze.gov.cn/a/")
    assert page.says_none
    assert "召开" not in page.text
