"""Files of the old binary kind (OLE): which program's they are, and the text of a .doc, which a .wps nowadays is too.

[MS-DOC]: the stream WordDocument holds characters in pieces, 8 or 16 bits each; a table stream says in which order.  A row of a
table ends with the same mark as its cells; only the properties of that paragraph tell them apart.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from struct import error, unpack_from

from olefile import OleFileIO

from core.attachments.types import Limits, Seen, Text, Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
#: Where the first stream says that it is encrypted and which table belongs to it, where the lists stand in that table.
_FLAGS, _PARAGRAPHS, _PIECES = 0x0A, 0x102, 0x1A2
_IS_ENCRYPTED, _TABLE_1, _WORD_97 = 0x0100, 0x0200, 0xC1
_ONE_BYTE = 1 << 30
_PAGE = 512
#: "This paragraph is the end of a row."
_ROW_ENDS = b"\x17\x24\x01"
_CELL = "\x07"
_SIGNS = {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": "", "\xa0": " "}
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_PICTURE = re.compile(r"[\x01\x08]")
_FEW = 20


def kind_of(body: bytes) -> str:
    """doc, xls or ppt; "ole" for anything else. Raises `Unreadable`, also for an encrypted file of the new kind."""
    streams = {path[0] for path in _opened(body).listdir()}
    if "EncryptedPackage" in streams:
        raise Unreadable(Seen.ENCRYPTED)
    return next((kind for stream, kind in _STREAMS if stream in streams), "ole")


def document(body: bytes, limits: Limits) -> Text:
    """Text, tables, notes, headers and text boxes of a .doc. Raises `Unreadable`."""
    file = _opened(body)
    try:
        words = file.openstream("WordDocument").read()
        version, flags = unpack_from("<H", words, 2)[0], unpack_from("<H", words, _FLAGS)[0]
        if flags & _IS_ENCRYPTED:
            raise Unreadable(Seen.ENCRYPTED)
        if version < _WORD_97:
            raise Unreadable(Seen.UNSUPPORTED, "word-95")
        table = file.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        raw = "".join(_pieces(words, table, frozenset(_row_ends(words, table))))
    except (OSError, error, IndexError):
        raise Unreadable(Seen.BROKEN) from None
    text = _without_fields(raw)
    scanned = bool(_PICTURE.search(raw)) and len("".join(_PICTURE.sub("", text).split())) < _FEW
    return Text(Seen.SCANNED if scanned else Seen.OK, _PICTURE.sub("", text))


def _opened(body: bytes) -> OleFileIO:
    try:
        return OleFileIO(BytesIO(body))
    except (OSError, error, IndexError):
        raise Unreadable(Seen.BROKEN) from None


def _pieces(words: bytes, table: bytes, row_ends: frozenset[int]) -> Iterator[str]:
    """The characters in their order, cells and rows apart."""
    for count, place in _list_of_pieces(table, *unpack_from("<II", words, _PIECES)):
        width = 1 if place & _ONE_BYTE else 2
        start = (place & ~_ONE_BYTE) // 2 if width == 1 else place
        raw = words[start : start + count * width]
        if len(raw) < count * width:
            raise IndexError
        text = raw.decode("cp1252" if width == 1 else "utf-16-le", "replace")
        yield "".join(
            ("\n" if start + (at + 1) * width in row_ends else "\t") if sign == _CELL else _SIGNS.get(sign, sign)
            for at, sign in enumerate(text)
        )


def _list_of_pieces(table: bytes, start: int, size: int) -> Iterator[tuple[int, int]]:
    """(characters, place) of each piece; before the list stand formats, each with its length."""
    at = start
    while table[at] == 1:
        at += 3 + int(unpack_from("<H", table, at + 1)[0])
    number = (min(unpack_from("<I", table, at + 1)[0], start + size - at) - 4) // 12
    at += 5
    ends = unpack_from(f"<{number + 1}I", table, at)
    for one in range(number):
        place = unpack_from("<I", table, at + 4 * (number + 1) + 8 * one + 2)[0]
        yield max(0, ends[one + 1] - ends[one]), place


def _row_ends(words: bytes, table: bytes) -> Iterator[int]:
    """Where in the stream a paragraph ends that ends a row."""
    start, size = unpack_from("<II", words, _PARAGRAPHS)
    number = (size - 4) // 8 if size else 0
    for one in range(number):
        page = (unpack_from("<I", table, start + 4 * (number + 1) + 4 * one)[0] & 0x3FFFFF) * _PAGE
        count = words[page + _PAGE - 1]
        ends = unpack_from(f"<{count + 1}I", words, page)
        for run in range(count):
            at = words[page + 4 * (count + 1) + 13 * run] * 2
            if at and _ROW_ENDS in _properties(words, page + at):
                yield ends[run + 1]


def _properties(words: bytes, at: int) -> bytes:
    size = words[at]
    return words[at + 1 : at + 2 * size] if size else words[at + 2 : at + 2 + 2 * words[at + 1]]


def _without_fields(text: str) -> str:
    """What a field shows, not how it is made; they stand in each other."""
    before = ""
    while before != text:
        before, text = text, _FIELD.sub(lambda field: field[1] or "", text)
    return text
