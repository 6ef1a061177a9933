"""Bytes to text, whatever the header claims."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.charset import decode, garbled

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


@pytest.mark.parametrize(
    "before", ["", "<!-- <meta charset='big5'> -->", "<!-- <meta charset='big5'>", "<meta charset='big6'>"]
)
def test_what_stands_in_the_body_declares_nothing(before: str) -> None:
    """Pasted documents bring declarations of their own, comments keep old ones."""
    pasted = "<meta http-equiv='Content-Type' content='text/html; charset=big5'>"
    html = f"<html><head>{before}<title>政务公开</title></head><body class='a'><div>{pasted}{TEXT}</div></body></html>"
    assert decode(html.encode("gb18030")) == (html, "gb18030", False)
    assert decode(html.encode()) == (html, "utf-8", False)


@pytest.mark.parametrize(
    ("text", "declared"), [("云", "gbk"), ("通告", "gb2312"), ("云泽", "GBK"), ("通知", "utf-8"), ("政务公开", "")]
)
def test_two_characters_are_enough_where_the_page_says_what_it_is(text: str, declared: str) -> None:
    """GB text may be sound UTF-8 by chance: 通 is."""
    html = f"<head><meta charset=gb2312></head>{text}"
    header = "" if declared == "utf-8" else declared
    assert decode(html.encode("gb18030"), header) == (html, "gb18030", False)


@pytest.mark.parametrize("text", ["© 2026", "Café", "Привет", "·"])
def test_other_alphabets_stay_what_they_are(text: str) -> None:
    for declared in ("", "utf-8", "iso-8859-1"):
        assert decode(text.encode(), declared) == (text, "utf-8", False)


@pytest.mark.parametrize("place", range(1, 40, 3))
def test_one_broken_byte_makes_no_other_charset(place: int) -> None:
    """Whatever is declared: by chance GB could be made of what is left."""
    raw = bytearray((TEXT * 3).encode())
    raw[place] = 0xFF
    for declared in ("", "utf-8", "gbk"):
        text, charset, damaged = decode(bytes(raw), declared)
        assert (charset, damaged) == ("utf-8", True)
        assert text.endswith(TEXT * 2)


def test_half_a_character_spoils_no_markup() -> None:
    html = f"<a title='{TEXT}".encode("gb18030") + b"\xd5'><b>2026</b>" + f"{TEXT}</a>".encode("gb18030")
    text, charset, damaged = decode(html, "gbk")
    assert (charset, damaged) == ("gb18030", True)
    assert "'><b>2026</b>" in text and text.endswith(f"{TEXT}</a>")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_first_sign(codec: str) -> None:
    html = PAGE % "utf-16"
    assert decode(html.encode(codec), "gbk") == (html, codec, False)


def test_a_mark_that_lies_is_damage() -> None:
    _, charset, damaged = decode(b"\xef\xbb\xbf" + TEXT.encode("gb18030"), "gbk")
    assert (charset, damaged) == ("utf-8", True)


@pytest.mark.parametrize(
    "garbled",
    [
        f"{TEXT}\ufffd",
        (TEXT * 3).encode("gb18030").decode("utf-8", "replace"),
        "\ufffd\ufffd".encode().decode("gb18030") + "\u62f7" + TEXT,
        "关于政务公开的通知".encode().decode("gb18030", "replace"),
        "关于政务公开的通知".encode().decode("latin-1"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_text_that_was_garbled_before_it_was_sent_is_damaged(garbled: str, codec: str) -> None:
    assert decode(f"<html>{garbled}</html>".encode(codec), codec)[2]


@pytest.mark.parametrize(
    ("text", "unreadable"),
    [
        (TEXT, False),
        (f"{TEXT}\ufffd", False),
        ("<li>关于印发区政府工作要\ufffd</li><li>关于公布权责清\ufffd</li>" * 20, False),
        ("网页显示锟斤拷怎么办", False),
        ((TEXT * 3).encode("gb18030").decode("utf-8", "replace"), True),
        (f"{TEXT * 9}<div>{'主办单位：区政府办公室'.encode('gb18030').decode('utf-8', 'replace')}</div>", True),
        ("锟斤拷锟斤拷" + TEXT, True),
        ("关于我们的各项工作的安排".encode().decode("gb18030", "replace"), True),
    ],
    ids=["sound", "one sign", "titles cut", "spoken of", "GB as UTF-8", "a footer", "lost signs", "UTF-8 as GB"],
)
def test_what_cannot_be_read_is_garbled(text: str, unreadable: bool) -> None:
    assert garbled(text) is unreadable


@pytest.mark.parametrize("text", ["陈锟", "ㄅㄆㄇ", "français", "¿Qué tal?", "锛及其化合物", TEXT])
def test_rare_signs_are_no_damage(text: str) -> None:
    assert not decode(f"<html>{text}</html>".encode())[2]


@settings(deadline=None)
@given(some.binary(max_size=400), some.text(max_size=12))
def test_no_bytes_raise(body: bytes, declared: str) -> None:
    text, charset, damaged = decode(body, declared)
    assert text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == text
    assert "".encode(charset) is not None and ("\ufffd" not in text or damaged)


@settings(deadline=None)
@given(some.text(alphabet=some.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=9, max_size=60))
def test_chinese_is_read_in_both_charsets(text: str) -> None:
    html = f"<meta charset=gbk><p>{text}</p>"
    for charset in ("utf-8", "gb18030"):
        for declared in ("", "iso-8859-1", "gbk"):
            assert decode(html.encode(charset), declared) == (html, charset, False)
