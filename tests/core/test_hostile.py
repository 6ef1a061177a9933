"""Whatever comes, a page is read: nothing raises, and nothing takes long."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.charset import decode
from core.html import understand
from core.types import Page
from core.urls import canonical

PAGES = [path.read_bytes() for path in sorted(Path(__file__).with_name("pages").glob("*.html"))]
URLS = (
    "http://www.yunze.gov.cn/",
    "http://www.yunze.gov.cn/zwgk/tzgg/",
    "http://www.yunze.gov.cn/art/2026/3/4/art_12_3456.html",
    "http://www.yunze.gov.cn/gongkai/site_yunze/channel_6389a4073759918282638b5f/",
    "http://www.yunze.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1",
)
PIECES = [
    b"<a href='",
    b"<base href=//x>",
    b"<script>",
    b"</script>",
    b"<!--",
    b"<record>",
    b"\0",
    b"\xff",
    b"\xd5",
    b"&#xD800;",
    b"9" * 5000,
]
SIZE = 60_000
#: Seconds of work for the worst; an ordinary page of this size takes some milliseconds.
LONGEST = 3.0


def read(body: bytes, url: str) -> Page:
    text, charset, _ = decode(body, "gbk")
    page = understand(text, url, charset=charset)
    for link in page.links:
        assert canonical(link.url) == link.url != ""
    return page


@settings(deadline=None, max_examples=300)
@given(some.randoms(use_true_random=False), some.sampled_from(PAGES), some.sampled_from(URLS))
def test_pages_with_accidents(chance: random.Random, page: bytes, url: str) -> None:
    """Pieces are cut out, doubled, moved, and others put between, in the middle of characters and tags."""
    body = bytearray(page)
    for _ in range(chance.randrange(1, 12)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.randrange(80))
        accident = chance.randrange(4)
        if accident == 0:
            del body[start:end]
        elif accident == 1:
            body[start:start] = body[start:end] * chance.randrange(1, 30)
        elif accident == 2:
            body[start:start] = chance.choice(PIECES)
        else:
            body[start:end] = bytes(reversed(body[start:end]))
    read(bytes(body), url)


@settings(deadline=None, max_examples=200)
@given(some.binary(max_size=600), some.sampled_from(URLS))
def test_no_bytes_raise(body: bytes, url: str) -> None:
    read(body, url)


@pytest.mark.parametrize("page", PAGES[::5])
@pytest.mark.parametrize("url", URLS)
def test_no_beginning_raises(page: bytes, url: str) -> None:
    for end in range(0, len(page), 61):
        read(page[:end], url)


@pytest.mark.parametrize(
    ("before", "again", "behind"),
    [
        ("", " ", ""),
        ("", "<div>", "<a href=x>1</a>"),
        ("", "<font><b>x", ""),
        ("", "<a href=x>", ""),
        ("", "<a href=/>首页</a>&gt;", ""),
        ("", "<div style='display:none'><a href=x>1</a>", ""),
        ("", "<ul><li><a href=x1234.html>关于某事项的通知</a>", ""),
        ("<ul>", "<li><a href=/art/2026/1/1/art_1_2.html>关于某项工作的通知</a><span>2026-01-01</span></li>", ""),
        ("<ul><li><a href=/a1234.html>关于某事项的通知</a>", "20\n2026-11\n", "</li>"),
        ("", "<table><tr><td><a href=1234.html>关于某事项</a>2026-01-01", ""),
        ("", "<div class=zoom>字", ""),
        ("", "<h1>某某某某</h1>", "<title>某某某某</title>"),
        ("<title>", " - ", "</title>"),
        ("<title>", "7", ""),
        ("<div class=position>位置", "&gt;", "</div>"),
        ("<div id=hiddenLocation><span id=col", "9", "_name>a</span></div>"),
        ("<a href='/", "9", "'>关于某事项的通知</a>"),
        ("<a href='/", "a/..", "'>关于某事项的通知</a>"),
        ("<a href='?", "xxgkhide=1&", "'>关于某事项的通知</a>"),
        ("<a href='/gongkai/", "channel/", "?open='>关于某事项的通知</a>"),
        ("<a href='//", "啊", "/'>关于某事项的通知</a>"),
        ("<img src='data:image/png;base64,", "A/+", "'>"),
        ("", "<!--", ""),
        ("", "<meta charset ", ""),
        ("<meta charset=", " ", "x"),
        ("", "<noscript>", "<a href=x>1</a>"),
        ("", "<title>\" ", ""),
        ("", "&amp;&#38;&lt;", ""),
        ("", "发布时间：2026-01-01 10:", ""),
        ("发布时间", " ", ""),
        ("", "本单位没有", ""),
        ("", "没有符合条件的相关的", ""),
        ("<meta http-equiv=refresh content='", "9", "'>"),
        ("<meta http-equiv=refresh content='0;", " ", "'>"),
        ("<script>document.write(", "<meta http-equiv=refresh content=", ""),
        ("<script>", "document.write(a+b);", ""),
        ("<script>", "document.write(\"<a href='\"+b+\"'>\");", ""),
        ("<script>document.write('", "<a ", "')</script>"),
        ("<script>document.write(x);'", "/", ""),
        ("<script>var str_appendix='", "<a ", "'</script>"),
        ("<script>location='x'", "function a(b", ""),
        ("<script>location='x';", "function a(){{}", ""),
        ("<script>", "$.ajax(", ""),
        ("<script>createPageHTML('", "1", ""),
        ("<script>", "pubdata = ", ""),
        ("<script unitbuild ", "a", "></script>"),
        ("", "<script unitbuild", ""),
        ("<script>#list1</script><script src=a.js></script>", "<div id=list1></div>", ""),
        ("<b onclick='location.href=", " ", "'>"),
        ("<script><datastore>", "<record>", ""),
        ("<script><datastore><record>", " ", ""),
        ("<script><datastore>", "<nextgroup>href='x'", ""),
        ("<script>&lt;record", "&lt;datastore&gt;", ""),
        ("<script>", ".jpage({", ""),
        ("<script>.jpage", " ", ""),
        ("<script>.jpage({", "a", "})</script>"),
        ("<script>InitData=[", "'a',", ""),
        ("[", "[", ""),
        ("", '{"a":', "1" + "}" * 90_000),
        ("[" * 600, "1,", "1" + "]" * 600),
    ],
)  # fmt: skip
def test_nothing_takes_long(before: str, again: str, behind: str) -> None:
    page = before + again * (SIZE // len(again)) + behind
    start = time.process_time()
    for codec in ("utf-8", "gb18030"):
        read(page.encode(codec), URLS[1])
    assert time.process_time() - start < LONGEST
