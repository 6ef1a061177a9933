"""The text of an OFD, the country's own format for fixed pages (GB/T 33190): XML in a zip."""

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from core.attachments.archive import Archive
from core.attachments.layout import Piece, lines
from core.attachments.markup import walk
from core.attachments.types import Limits, Seen, Text, Unreadable

_FEW = 20


def read(body: bytes, limits: Limits) -> Text:
    """Page by page as the document names them. Raises `Unreadable`."""
    archive = Archive(body, limits)
    if any(posixpath.basename(name) in ("Encryptions.xml", "Encryption.xml") for name in archive.infos):
        raise Unreadable(Seen.ENCRYPTED)
    pages = [page for root in _named(archive, "OFD.xml", "DocRoot") for page in _named(archive, root, "Page")]
    texts: list[str] = []
    pictures = length = 0
    for page in pages[: limits.pages]:
        text, shows_more = _page(archive.read(page))
        texts.append(text)
        length += len(text)
        pictures += shows_more and len("".join(text.split())) < _FEW
        if length > limits.characters:
            break
    if pictures and pictures == len(texts):
        return Text(Seen.SCANNED, "\n".join(texts), len(pages))
    cut = "cut" if len(texts) < len(pages) else ""
    missing = f"pages {pictures}/{len(pages)}" if pictures else ""
    return Text(Seen.OK, "\n".join(texts), len(pages), " ".join(filter(None, (missing, cut))))


def _named(archive: Archive, place: str, element: str) -> list[str]:
    """The members that the elements of a file name, by their text or their BaseLoc."""
    found = [
        (node.get("BaseLoc") or node.text or "").strip()
        for ends, name, node in walk(archive.read(place))
        if ends and name == element
    ]
    folder = posixpath.dirname(place)
    return [posixpath.normpath(posixpath.join("/", folder, one)).lstrip("/") for one in found if one]


def _page(raw: bytes) -> tuple[str, bool]:
    """The text, and whether the page shows pictures."""
    pieces: list[Piece] = []
    pictures = False
    for ends, name, node in walk(raw):
        if ends and name == "TextObject":
            pieces += _pieces(node)
        pictures = pictures or name == "ImageObject"
    return lines(pieces), pictures


def _pieces(node: Element) -> Iterator[Piece]:
    """Each run of a text object, from where it begins."""
    left, top, width, height = _numbers(node.get("Boundary"), 4)
    for code in node:
        text = code.text or ""
        if code.tag.endswith("}TextCode") and text.strip():
            across, _ = _numbers(f"{code.get('X') or 0} 0", 2)
            yield Piece(text, left + across, top, left + width, top + height)


def _numbers(words: str | None, count: int) -> list[float]:
    try:
        found = [float(word) for word in (words or "").split()]
    except ValueError:
        found = []
    return found if len(found) == count else [0.0] * count
