"""The text of a PDF. Nothing in it is run, and what its fonts do not say is not guessed."""

import logging
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from math import hypot
from typing import Any

import pypdf.filters  # noqa: F401 - or else each fork would load it anew
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from core.attachments.layout import Piece, lines
from core.attachments.types import Limits, Seen, Text, Unreadable

#: What the library raises over files that are not as they should be.
_AWRY = (PyPdfError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError, OSError)
#: Fewer characters than this are no text of a page (a stamp, a page number); so many strokes may be letters drawn.
_FEW, _DRAWN = 20, 60
_STROKE, _INLINE = re.compile(rb"\s[lc](?=\s)"), re.compile(rb"\sBI\s")
#: Forms stand in forms; no honest ones so deep.
_DEEPEST = 5
#: The flags of what is laid over a page and not shown: hidden, not to be viewed.
_UNSEEN = 2 | 32
#: Signs from here on are as wide as they are high.
_WIDE = 0x2E80


class _Doubts(logging.Handler):
    """Hears the library say what it could not understand, and keeps it from the log."""

    heard = False

    def emit(self, record: logging.LogRecord) -> None:
        self.heard = True


_DOUBTS = _Doubts()
logging.getLogger("pypdf").addHandler(_DOUBTS)
logging.getLogger("pypdf").propagate = False


def read(body: bytes, limits: Limits) -> Text:
    """Page by page until the limits. Raises `Unreadable`."""
    try:
        document = PdfReader(BytesIO(body))
        locked = document.is_encrypted and not document.decrypt("")
        pages = 0 if locked else len(document.pages)
    except _AWRY:
        raise Unreadable(Seen.BROKEN) from None
    if locked:
        raise Unreadable(Seen.ENCRYPTED)
    texts: list[str] = []
    missed: list[Seen] = []
    length = 0
    for number in range(min(pages, limits.pages)):
        outcome, text = _page(document, number)
        texts.append(text)
        missed += [outcome] if outcome is not Seen.OK else []
        length += len(text)
        if length > limits.characters:
            break
    if missed and len(missed) == len(texts):
        return Text(missed[0], "\n".join(texts), pages)
    parts = (f"pages {len(missed)}/{pages}" if missed else "", "cut" if len(texts) < pages else "")
    return Text(Seen.OK, "\n".join(texts), pages, " ".join(filter(None, parts)))


def _page(document: PdfReader, number: int) -> tuple[Seen, str]:
    """The text of a page, and whether that is all it says; of one that was not understood, none."""
    pieces: list[Piece] = []
    _DOUBTS.heard = False
    try:
        page = document.pages[number]
        page.extract_text(visitor_text=lambda *told: pieces.extend(_placed(*told)))
        text = lines(pieces)
        more = _shows_more(page, len("".join(text.split())))
        if _DOUBTS.heard or any(_silent(font) for _, font in _resources(page, "/Font")):
            return Seen.UNSUPPORTED, ""
        return Seen.SCANNED if more else Seen.OK, "\n".join(filter(None, (text, *_laid_over(page))))
    except _AWRY:
        return Seen.BROKEN, ""


def _laid_over(page: PageObject) -> Iterator[str]:
    """What was filled into the fields of a page, or typed onto it; notes that open when they are clicked are nobody's text."""
    for one in page.get("/Annots") or ():
        note = one.get_object()
        field = _got(note, "/Parent") if "/V" not in note else note
        said = {"/Widget": field.get("/V"), "/FreeText": note.get("/Contents")}.get(note.get("/Subtype"))
        filled = note.get("/Subtype") != "/Widget" or (field.get("/FT") or note.get("/FT")) in ("/Tx", "/Ch")
        if filled and isinstance(said, str) and not int(note.get("/F", 0)) & _UNSEEN:
            yield said.strip()


def _placed(text: str, outer: list[float], inner: list[float], font: Any, size: float) -> Iterator[Piece]:
    """Where a run of text stands, along its own line and across it: however it is turned, its line lies level."""
    text = text.replace("\n", "")
    if not text.strip():
        return
    along = inner[0] * outer[0] + inner[1] * outer[2], inner[0] * outer[1] + inner[1] * outer[3]
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    scale = hypot(*along) or 1.0
    left, bottom = (x * along[0] + y * along[1]) / scale, (x * along[1] - y * along[0]) / scale
    height = (size or 1.0) * scale
    width = height * sum(1.0 if ord(sign) >= _WIDE else 0.5 for sign in text.strip())
    yield Piece(text, left, bottom - height, left + width, bottom)


def _silent(font: Mapping[str, Any]) -> bool:
    """A font of numbered or drawn glyphs that does not tell which characters they are."""
    numbered = str(font.get("/Encoding", "")).startswith("/Identity") or font.get("/Subtype") == "/Type3"
    return numbered and "/ToUnicode" not in font


def _shows_more(page: PageObject, signs: int) -> bool:
    """Beside next to no characters a picture, or so many strokes that they may be letters."""
    if signs >= _FEW:
        return False
    things = list(_resources(page, "/XObject"))
    streams = [page.get_contents(), *(thing for _, thing in things if thing.get("/Subtype") == "/Form")]
    drawn = b"\n".join(stream.get_data() for stream in streams if stream is not None)
    shown = (name.encode() + b" Do" in drawn for name, thing in things if thing.get("/Subtype") == "/Image")
    return any(shown) or bool(_INLINE.search(drawn)) or len(_STROKE.findall(drawn)) > _DRAWN


def _resources(holder: Mapping[str, Any], kind: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The fonts of a page or what it may draw, by name, those of its forms too."""
    resources = _got(holder, "/Resources")
    for name in _got(resources, kind):
        yield name, _got(_got(resources, kind), name)
    if depth < _DEEPEST:
        for name in _got(resources, "/XObject"):
            yield from _resources(_got(_got(resources, "/XObject"), name), kind, depth + 1)


def _got(holder: Mapping[str, Any], name: str) -> Any:
    """What a reference stands for; nothing where there is none."""
    found = holder.get(name)
    return found.get_object() if found is not None and found.get_object() is not None else {}
