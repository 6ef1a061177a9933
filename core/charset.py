"""Bytes to text. The order is BOM, strict UTF-8, what is declared, GB18030: a lying header must not garble a page."""

import codecs
import re

_META = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(body: bytes, declared: str = "") -> tuple[str, str, bool]:
    """(text, charset, damaged). `declared` is the HTTP header's charset; `damaged` tells of bytes that fit nothing."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            text = body[len(bom) :].decode(name, "replace")
            return text, name, "\ufffd" in text
    try:
        return body.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        return _not_utf8(body, declared)


def _not_utf8(body: bytes, declared: str) -> tuple[str, str, bool]:
    for name in (_known(declared), _known(_meta(body)), "gb18030"):
        if name and name != "utf-8":
            try:
                return body.decode(name), name, False
            except UnicodeDecodeError:
                continue
    name = "utf-8" if _mostly_utf8(body) else "gb18030"
    return body.decode(name, "replace"), name, True


def _known(name: str) -> str:
    """The codec for a declared name; the GB family is read as its superset; "" for unknown and single-byte ones."""
    name = name.strip().lower().replace("_", "-")
    if name in ("gb2312", "gbk", "gb-2312", "gb18030", "gb-18030", "x-gbk", "cp936", "hz-gb-2312"):
        return "gb18030"
    return name if name in ("utf-8", "big5", "big5-hkscs", "euc-jp", "euc-kr", "shift-jis") else ""


def _meta(body: bytes) -> str:
    found = _META.search(body[:4096])
    return found.group(1).decode("ascii", "replace") if found else ""


def _mostly_utf8(body: bytes) -> bool:
    """A UTF-8 page with a few broken bytes (cut in the middle, pasted text) is still UTF-8."""
    good = sum(len(match) for match in _MULTIBYTE.findall(body))
    high = sum(byte >= 0x80 for byte in body)
    return good >= 0.9 * high
