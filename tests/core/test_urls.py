"""Addresses as browsers read them, and one spelling for each."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.urls import canonical, folder_of, host_of, is_attachment, is_inner, join, registered_domain

BASE = "http://www.yunze.gov.cn/zwgk/tzgg/index.html"


@pytest.mark.parametrize(
    ("url", "one"),
    [
        ("HTTP://WWW.Yunze.GOV.cn", "http://www.yunze.gov.cn/"),
        ("http://www.yunze.gov.cn:80/a", "http://www.yunze.gov.cn/a"),
        ("https://www.yunze.gov.cn:443/a", "https://www.yunze.gov.cn/a"),
        ("http://www.yunze.gov.cn:8080/a", "http://www.yunze.gov.cn:8080/a"),
        ("http://www.yunze.gov.cn:443/a", "http://www.yunze.gov.cn:443/a"),
        ("http://www.yunze.gov.cn/a#top", "http://www.yunze.gov.cn/a"),
        ("http://www.yunze.gov.cn/sa.html#/abc", "http://www.yunze.gov.cn/sa.html#/abc"),
        ("http://www.yunze.gov.cn/a;jsessionid=0F1E2D", "http://www.yunze.gov.cn/a"),
        ("http://www.yunze.gov.cn/a?b=2&PHPSESSID=9&a=1", "http://www.yunze.gov.cn/a?b=2&a=1"),
        ("http://www.yunze.gov.cn/a?b=2&a=1", "http://www.yunze.gov.cn/a?b=2&a=1"),
        (
            "http://www.yunze.gov.cn/col/col9/index.html?number=&uid=44&pageNum=3",
            "http://www.yunze.gov.cn/col/col9/index.html",
        ),
        ("http://www.yunze.gov.cn/list.jsp?uid=44&pageNum=3", "http://www.yunze.gov.cn/list.jsp?uid=44&pageNum=3"),
        ("http://www.yunze.gov.cn/art/2026/art_1_2.html?xxgkhide=1", "http://www.yunze.gov.cn/art/2026/art_1_2.html"),
        ("http://www.yunze.gov.cn/a.jsp?xxgkhide=1&id=4", "http://www.yunze.gov.cn/a.jsp?id=4"),
        ("http://www.yunze.gov.cn/公告.html", "http://www.yunze.gov.cn/%E5%85%AC%E5%91%8A.html"),
        ("http://www.yunze.gov.cn/%E5%85%AC.html", "http://www.yunze.gov.cn/%E5%85%AC.html"),
        ("http://www.yunze.gov.cn/a b", "http://www.yunze.gov.cn/a%20b"),
        ("http://user:x@www.yunze.gov.cn/a", "http://www.yunze.gov.cn/a"),
        ("http://[2408:8719::9]:8080/a", "http://[2408:8719::9]:8080/a"),
        ("http://www.yunze.gov.cn./a", "http://www.yunze.gov.cn/a"),
        ("http://www.yunze.gov.cn/a/../b/./c", "http://www.yunze.gov.cn/b/c"),
        ("http://www.yunze.gov.cn/../a/%2e%2E/b/..", "http://www.yunze.gov.cn/"),
        ("http://www.yunze.gov.cn/a//b/", "http://www.yunze.gov.cn/a//b/"),
        ("http://www.yunze.gov.cn/.well-known/a", "http://www.yunze.gov.cn/.well-known/a"),
        ("http://www.yunze.gov.cn/a?", "http://www.yunze.gov.cn/a"),
        ("http://www.yunze.gov.cn/a?b&", "http://www.yunze.gov.cn/a?b&"),
        ("http://www.yunze.gov.cn/a?x=../b", "http://www.yunze.gov.cn/a?x=../b"),
        ("http://www.yunze.gov.cn/a?phpsessid=9", "http://www.yunze.gov.cn/a"),
        ("http://www。yunze.gov.cn/a", "http://www.yunze.gov.cn/a"),
        ("http://www.云泽.cn/a", "http://www.xn--9kqp55e.cn/a"),
        ("http://www.yunze.gov.cn:080/a", "http://www.yunze.gov.cn/a"),
        ("http://www.yunze.gov.cn/a?q=\udc80", "http://www.yunze.gov.cn/a?q=?"),
        (f"http://{'a' * 300}.cn/", ""),
        ("http://\u3000/", ""),
        ("ftp://www.yunze.gov.cn/a", ""),
        ("http:///a", ""),
        ("http://www.yunze.gov.cn:99999/", ""),
        ("http://[bad/", ""),
        ("http://a b/", ""),
        ("", ""),
    ],
)
def test_one_spelling(url: str, one: str) -> None:
    assert canonical(url) == one
    assert canonical(one) == one


@pytest.mark.parametrize(
    "query",
    [
        "a.jsp?xxgkhide=12&id=4",
        "a.jsp?my-xxgkhide=1",
        "list.jsp?uid=44&pageNum=3&number=7",
        "zfxxgk/ItemDetail.html?docId=1193&itemId=861&generaltype=1",
        "xdetails.jsp?urltype=news.NewsContentUrl&wbtreeid=1114&wbnewsid=396031",
        "n_list.html?/XXGK/ZFGG/",
        "search.jsp?key=1606898238116",
        "gongkai/site_a/doc_1.html?key=1606898238116",
        "eportal/ui?pageId=3&currentPage=2&moduleId=9",
        "view?sessionid2=4",
        "a.html?t=20261123&_=1606898238116",
    ],
)
def test_what_tells_one_page_from_another_stays(query: str) -> None:
    assert canonical(f"http://www.yunze.gov.cn/{query}") == f"http://www.yunze.gov.cn/{query}"


@pytest.mark.parametrize(
    "query", ["topSearch=1", "open=", "open=a3", "key=1606898238116", "topSearch=1&key=1606898238116&open="]
)
def test_what_scripts_of_a_channel_alone_read_goes(query: str) -> None:
    channel = "http://www.yunze.gov.cn/gongkai/site_a/channel_6389a4073759918282638b5f/"
    assert canonical(f"{channel}?{query}") == channel
    assert canonical(f"{channel}?{query}&page=2") == f"{channel}?page=2"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("a.html", "http://www.yunze.gov.cn/zwgk/tzgg/a.html"),
        ("./P020260702.doc", "http://www.yunze.gov.cn/zwgk/tzgg/P020260702.doc"),
        ("../../../../a.html", "http://www.yunze.gov.cn/a.html"),
        ("/art/1.html", "http://www.yunze.gov.cn/art/1.html"),
        ("//czj.yunze.gov.cn/a", "http://czj.yunze.gov.cn/a"),
        ("?page=2", "http://www.yunze.gov.cn/zwgk/tzgg/index.html?page=2"),
        ("..\\zcwj\\a.html", "http://www.yunze.gov.cn/zwgk/zcwj/a.html"),
        (" a\n.html\t", "http://www.yunze.gov.cn/zwgk/tzgg/a.html"),
        ("\x01a.html\x1f", "http://www.yunze.gov.cn/zwgk/tzgg/a.html"),
        ("\u3000a.html", "http://www.yunze.gov.cn/zwgk/tzgg/%E3%80%80a.html"),
        ("a.html\u200b", "http://www.yunze.gov.cn/zwgk/tzgg/a.html%E2%80%8B"),
        ("./../a//b.html", "http://www.yunze.gov.cn/zwgk/a//b.html"),
        ("///czj.yunze.gov.cn/a", "http://czj.yunze.gov.cn/a"),
        ("/\\czj.yunze.gov.cn\\a", "http://czj.yunze.gov.cn/a"),
        ("http:a.html", "http://www.yunze.gov.cn/zwgk/tzgg/a.html"),
        ("https:/czj.yunze.gov.cn/a", "https://czj.yunze.gov.cn/a"),
        ("http:/a.html", "http://www.yunze.gov.cn/a.html"),
        ("公告:2026.html", "http://www.yunze.gov.cn/zwgk/tzgg/%E5%85%AC%E5%91%8A:2026.html"),
        ("1:2.html", "http://www.yunze.gov.cn/zwgk/tzgg/1:2.html"),
        ("?a=\\b", "http://www.yunze.gov.cn/zwgk/tzgg/index.html?a=%5Cb"),
        ("b.html#/r\\s", "http://www.yunze.gov.cn/zwgk/tzgg/b.html#/r%5Cs"),
        ("www.yunze.gov.cn:8080/a", ""),
        ("C:\\a.doc", ""),
        ("ms-word:ofe|u|http://www.yunze.gov.cn/a.doc", ""),
        ("//", ""),
        ("http://", ""),
        ("a.html#p2", "http://www.yunze.gov.cn/zwgk/tzgg/a.html"),
        ("#/route", "http://www.yunze.gov.cn/zwgk/tzgg/index.html#/route"),
        ("HTTPS://x.gov.cn", "https://x.gov.cn/"),
        ("#", ""),
        ("", ""),
        ("javascript:void(0)", ""),
        ("mailto:a@yunze.gov.cn。邮件主题请注明“…”", ""),
        ("tel:0634-7600000", ""),
        ("data:image/gif;base64,R0", ""),
        ("about:blank", ""),
        ("http://[", ""),
    ],
)
def test_where_a_browser_would_go(href: str, url: str) -> None:
    assert join(BASE, href) == url


#: Pieces of which addresses are made, good ones and others.
PIECES = some.sampled_from(
    [
        *"http: https: HTTPS: // / \\ .. . %2e ? # #/ a b.html 公 &x=1 = ; : @ [ ] | % %20 ' \" < { ^ 。 Ａ ß $ ! * , +".split(),
        *"b.cn WWW.X.GOV.CN :80 :8080 javascript: jsessionid=1 xxgkhide=1 topSearch=1 /gongkai/channel_1/ /col/col9/ uid=3".split(),
        *(" ", "\t", "\n", "\x00", "\u3000", "\u200b", "\ud800"),
    ]
)
addresses = some.lists(PIECES, max_size=9).map("".join) | some.text(max_size=40)
charsets = some.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le"])


@settings(deadline=None)
@given(addresses, addresses, charsets)
def test_where_links_lead_has_one_spelling_and_is_of_the_web(base: str, href: str, charset: str) -> None:
    for start in (BASE, base, f"https://www.yunze.gov.cn/{base}"):
        url = join(start, href, charset)
        assert canonical(url) == url
        assert not url or (urlsplit(url).scheme in ("http", "https") and url.isascii() and host_of(url))


@settings(deadline=None)
@given(addresses, charsets)
def test_the_letters_of_scheme_and_host_make_no_other_address(rest: str, charset: str) -> None:
    url = canonical(f"http://www.yunze.gov.cn/{rest}", charset)
    assert canonical(f"HTTP://WWW.yunze.gov.cn:80/{rest}", charset) == url
    assert url.startswith("http://www.yunze.gov.cn/")
    assert "/../" not in urlsplit(url).path


def test_a_query_is_written_in_the_page_s_charset_and_a_path_in_utf8() -> None:
    assert join(BASE, "/公?词=告", "gb18030") == "http://www.yunze.gov.cn/%E5%85%AC?%B4%CA=%B8%E6"


@pytest.mark.parametrize(
    "name", ["a.pdf", "a.DOCX", "a.wps", "a.et", "a.ofd", "a.rar", "down.jsp?filename=附件.pdf", "a.jpg"]
)
def test_files(name: str) -> None:
    assert is_attachment(join(BASE, name))


@pytest.mark.parametrize("name", ["a.html", "a.jsp?id=3", "pdf/", "a.shtml?x=pdf", "a.docs/"])
def test_pages(name: str) -> None:
    assert not is_attachment(join(BASE, name))


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.czj.yunze.gov.cn", "yunze.gov.cn"),
        ("yunze.gov.cn", "yunze.gov.cn"),
        ("gov.cn", "gov.cn"),
        ("www.yunze.com.cn", "yunze.com.cn"),
        ("203.0.113.9", "203.0.113.9"),
        ("localhost", "localhost"),
    ],
)
def test_registered_domains(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "::1", "203.0.113.9"])
def test_bare_addresses_of_any_spelling(host: str) -> None:
    assert is_inner(host)


@pytest.mark.parametrize("host", ["www.yunze.gov.cn", "1.yunze.gov.cn", "localhost", ""])
def test_names(host: str) -> None:
    assert not is_inner(host)


def test_parts() -> None:
    assert host_of("http://WWW.x.gov.cn:8080/a") == "www.x.gov.cn"
    assert host_of("http://[") == ""
    assert folder_of("http://x.gov.cn/a/b.html?c=/d/") == "http://x.gov.cn/a/"
    assert folder_of("http://x.gov.cn/a/b.html#/d/") == "http://x.gov.cn/a/"
