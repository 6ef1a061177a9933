"""Addresses as browsers read them, and one spelling for each."""

import pytest

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
        ("\u3000a.html", "http://www.yunze.gov.cn/zwgk/tzgg/a.html"),
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
