"""Bytes to text. The order is BOM, strict UTF-8, what is declared, GB18030: a lying header must not garble a page."""

import codecs
import re

_META = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s{0,9}=[\s"']{0,9}([\w-]{3,20})""")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
_BODY = re.compile(rb"(?i)<body[\s>]")
_HEAD = 65_536
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_GB = frozenset("gb2312 gbk gb-2312 gb18030 gb-18030 x-gbk cp936 hz-gb-2312 gb2312-80 csgb2312 chinese euc-cn".split())
_OTHERS = frozenset("utf-8 big5 big5-hkscs euc-jp euc-kr shift-jis".split())
#: All UTF-8 of three bytes; without any, a text of two or three characters may as well be GB.
_WIDE = re.compile("[\u0800-\uffff]")
#: What is left of text that was decoded wrongly and stored so: lost signs, GB shifted by a byte, UTF-8 taken for GB or Latin.
_GARBLED = ("\ufffd", "锟斤拷", "ㄒ唬", "鐨勫", "ç\x9a\x84")
#: A stretch of it: words that nobody can read. A title that was cut within a character leaves one sign.
_STRETCH = re.compile("(?:\ufffd[^\ufffd<>]?){4}|(?:锟斤拷){2}|ㄒ唬|鐨勫|ç\x9a\x84")
_ASCII = bytes(range(128))
#: So many bytes beyond ASCII tell UTF-8 from all else.
_SAMPLE = 900


def decode(body: bytes, declared: str = "") -> tuple[str, str, bool]:
    """(text, charset, damaged). `declared` is the HTTP header's charset.

    `damaged`: bytes that fit nothing were replaced, or the text was garbled before it was sent.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _read(body[len(bom) :], name)
    for start, name in _UNMARKED:
        if body.startswith(start):
            return _read(body, name)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)
    if text.isascii() or _WIDE.search(text) or (_known(declared) or _known(_meta(body))) != "gb18030":
        return text, "utf-8", _is_garbled(text)
    return _not_utf8(body, "gb18030")


def garbled(text: str) -> bool:
    """Whether words of a damaged text cannot be read: what is not found in it may stand there all the same."""
    return _is_garbled(text) and _STRETCH.search(text) is not None


def _not_utf8(body: bytes, declared: str) -> tuple[str, str, bool]:
    if _mostly_utf8(body):
        return _read(body, "utf-8")
    for name in (_known(declared), _known(_meta(body)), "gb18030"):
        if name and name != "utf-8":
            try:
                text = body.decode(name)
            except UnicodeDecodeError:
                continue
            return text, name, _is_garbled(text)
    return _read(body, "gb18030")


def _read(body: bytes, name: str) -> tuple[str, str, bool]:
    text = body.decode(name, "replace")
    return text, name, _is_garbled(text)


def _is_garbled(text: str) -> bool:
    return any(sign[0] in text and sign in text for sign in _GARBLED)


def _known(name: str) -> str:
    """The codec for a declared name; the GB family is read as its superset; "" for unknown and single-byte ones."""
    name = name.strip().lower().replace("_", "-")
    return "gb18030" if name in _GB else name if name in _OTHERS else ""


def _meta(body: bytes) -> str:
    """What the head declares; in the body stand the declarations of pasted documents."""
    start = body[:_HEAD]
    inside = _BODY.search(start)
    found = _META.search(_COMMENT.sub(b"", start[: inside.start()] if inside else start))
    return found.group(1).decode("ascii", "replace") if found else ""


def _mostly_utf8(body: bytes) -> bool:
    """A UTF-8 page with a few broken bytes (cut in the middle, pasted text) is still UTF-8."""
    sample = body.translate(None, _ASCII)[:_SAMPLE]
    good = sample.decode("utf-8", "ignore")
    return len(good.encode()) >= 0.9 * len(sample) and _WIDE.search(good) is not None
