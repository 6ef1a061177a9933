"""The text of .docx, .xlsx and .xls files."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from core.attachments.archive import Archive
from core.attachments.markup import walk
from core.attachments.types import Limits, Seen, Text, Unreadable

#: The text itself first, then what stands around it.
_PARTS = re.compile(r"word/(?:(document)|header|footer|footnotes|endnotes)\d*\.xml\Z")
#: A drawing once more for old programs; words that were moved elsewhere; the places of tabulators, which are called as these are.
_UNREAD = ("Fallback", "moveFrom", "tabs")
_BREAKS = {"p": "\n", "tab": "\t", "br": "\n", "cr": "\n", "tc": "\t", "tr": "\n"}
_BREAKS_IN_CELL = {"p": " ", "tab": " ", "br": " ", "cr": " ", "tc": "\t", "tr": "\n"}
#: So many digits of a number are true; any more would be invented.
_DIGITS = 15
#: Fewer characters than this beside a picture are no text.
_FEW = 20


def document(body: bytes, limits: Limits) -> Text:
    """A .docx: paragraphs, tables, text boxes, notes, headers and footers. Raises `Unreadable`."""
    archive = Archive(body, limits)
    parts = sorted((match[1] is None, name) for name in archive.infos if (match := _PARTS.match(name)))
    if not parts or parts[0][0]:
        raise Unreadable(Seen.BROKEN, "missing")
    text = "\n".join(_paragraphs(archive.read(name)) for _, name in parts)
    pictures = any(name.startswith("word/media/") for name in archive.infos)
    scanned = pictures and len("".join(text.split())) < _FEW
    return Text(Seen.SCANNED if scanned else Seen.OK, text)


def workbook(body: bytes, limits: Limits) -> Text:
    """Each sheet under its name. Raises `Unreadable`."""
    if body.startswith(b"PK"):
        Archive(body, limits)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except PasswordError:
        raise Unreadable(Seen.ENCRYPTED) from None
    except CalamineError:
        raise Unreadable(Seen.BROKEN) from None
    if not sheets:
        raise Unreadable(Seen.BROKEN, "missing")
    return Text(Seen.OK, "\n".join(_sheet(name, rows) for name, rows in sheets), len(sheets))


def _paragraphs(raw: bytes) -> str:
    """Words as they are read, those of deleted passages and of fields' instructions left out."""
    out: list[str] = []
    inside = dict.fromkeys((*_UNREAD, "tc"), 0)
    for ends, name, node in walk(raw):
        if name in inside:
            inside[name] += -1 if ends else 1
        if not ends or any(inside[one] for one in _UNREAD):
            continue
        out.append((node.text or "") if name == "t" else (_BREAKS_IN_CELL if inside["tc"] else _BREAKS).get(name, ""))
        if name in ("p", "tr"):
            node.clear()
    return "".join(out)


def _sheet(name: str, rows: Sequence[Sequence[object]]) -> str:
    return "\n".join([name, *("\t".join(map(_cell, row)) for row in rows)])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00")
    return " ".join(str(value).split())
