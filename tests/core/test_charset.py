"""Bytes to text, whatever the header claims."""

import pytest

from core.charset import decode

TEXT = "云泽区人民政府办公室关于政务公开的通知〔2026〕3号"
PAGE = f"<html><head><meta charset='%s'></head><body>{TEXT}</body></html>"


@pytest.mark.parametrize("declared", ["", "utf-8", "gbk", "gb2312", "iso-8859-1", "nonsense", "big5"])
def test_utf8_is_read_as_such_whatever_is_declared(declared: str) -> None:
    assert decode((PAGE % (declared or "gbk")).encode(), declared) == (PAGE % (declared or "gbk"), "utf-8", False)


@pytest.mark.parametrize("declared", ["", "utf-8", "gbk", "GB2312", "gb18030", "iso-8859-1", "x-gbk", "nonsense"])
@pytest.mark.parametrize("meta", ["gb2312", "gbk", "utf-8", "GB_2312"])
def test_gb_is_read_whatever_is_declared(declared: str, meta: str) -> None:
    html = PAGE % meta
    assert decode(html.encode("gb18030"), declared) == (html, "gb18030", False)


def test_the_whole_of_gb18030_is_read_under_its_old_names() -> None:
    rare = "䶮㙍𠮷镕"
    assert decode(rare.encode("gb18030"), "gb2312") == (rare, "gb18030", False)


def test_big5_is_read_where_it_is_declared() -> None:
    text = "臺北市政府公開資訊"
    assert decode(text.encode("big5"), "big5") == (text, "big5", False)


@pytest.mark.parametrize(
    ("bom", "codec", "name"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
    ],
)
def test_a_mark_at_the_beginning_goes_before_everything(bom: bytes, codec: str, name: str) -> None:
    assert decode(bom + TEXT.encode(codec), "gbk") == (TEXT, name, False)


def test_utf8_cut_within_a_character_is_damaged_and_still_utf8() -> None:
    text, charset, damaged = decode((TEXT * 9).encode()[:-1])
    assert (charset, damaged) == ("utf-8", True)
    assert text.startswith(TEXT)


def test_utf8_with_pasted_bytes_is_damaged_and_still_utf8() -> None:
    text, charset, damaged = decode((TEXT * 9).encode() + b"\xb1\xff" + TEXT.encode())
    assert (charset, damaged) == ("utf-8", True)
    assert text.startswith(TEXT) and text.endswith(TEXT)


def test_gb_cut_within_a_character_is_damaged_and_still_gb() -> None:
    text, charset, damaged = decode((TEXT * 9).encode("gb18030")[:-1], "gbk")
    assert (charset, damaged) == ("gb18030", True)
    assert text.startswith(TEXT)


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ("", "utf-8", False)


def test_the_first_meta_counts_not_one_pasted_from_a_document() -> None:
    html = "<meta charset='gbk'><body>政务公开<meta http-equiv='Content-Type' content='text/html; charset=big5'></body>"
    assert decode(html.encode("gb18030")) == (html, "gb18030", False)
