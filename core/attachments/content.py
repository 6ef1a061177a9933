"""The text of a file: what it is, told from its bytes, and the reader for that. Runs in the child."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from core.attachments import archive, ofd, office, ole, pdf
from core.attachments.types import Limits, Seen, Text, Unreadable

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (ole.MAGIC, "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
)
#: A PDF may begin a little later than its file.
_HEAD = 1024
_READERS: dict[str, Callable[[bytes, Limits], Text]] = {
    "pdf": pdf.read,
    "docx": office.document,
    "xlsx": office.workbook,
    "xls": office.workbook,
    "doc": ole.document,
    "ofd": ofd.read,
}
#: Above this share of signs without a meaning it is no text: the fonts do not say what their glyphs are. Above the second a part is lost.
_GARBLED, _DOUBTFUL = 0.2, 0.02
_NOISE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_STRANGE = re.compile(r"[\x00-\x06\x0e-\x1b\ue000-\uf8ff\ufffd-\uffff]")


def text_of(body: bytes, name: str, limits: Limits) -> Text:
    """Whatever a file is ends in an outcome; what a library raises beyond its own errors ends the fork."""
    kind = ""
    try:
        kind = kind_of(body, name)
        if kind == "zip":
            return replace(_archive(body, limits), kind=kind)
        if kind not in _READERS:
            raise Unreadable(Seen.UNSUPPORTED if body else Seen.BROKEN)
        return replace(_tidied(_READERS[kind](body, limits), limits), kind=kind)
    except Unreadable as why:
        return Text(why.outcome, detail=why.detail, kind=kind)


def kind_of(body: bytes, name: str) -> str:
    """From the bytes; of what they do not tell, the ending of the name. Raises `Unreadable`."""
    head = body[:_HEAD]
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if kind == "zip":
        return archive.kind_of(body)
    if kind == "ole":
        return ole.kind_of(body)
    if not kind and b"%PDF-" in head:
        return "pdf"
    if not kind and re.match(rb"(?:\xef\xbb\xbf)?\s*<", head):
        return "markup"
    known = kind or PurePosixPath(name).suffix.lower().lstrip(".")[:10]
    return "" if not kind and known in _READERS else known


def _archive(body: bytes, limits: Limits) -> Text:
    """The files of an archive one after the other, each under its name."""
    if limits.depth < 1:
        raise Unreadable(Seen.UNSUPPORTED, "nested")
    texts: list[str] = []
    missed: list[Text] = []
    whole, files, left = True, 0, replace(limits, depth=limits.depth - 1)
    for name, member in archive.files(body, limits):
        files += 1
        found = text_of(member, name, left) if isinstance(member, bytes) else Text(member)
        if found.outcome is not Seen.OK:
            missed.append(found)
            continue
        whole = whole and found.whole
        texts.append(f"{name}\n{found.text}")
        left = replace(left, characters=max(0, left.characters - len(texts[-1])))
    if missed and not texts:
        raise Unreadable(missed[0].outcome, f"members {len(missed)}/{files}")
    detail = f"members {len(missed)}/{files}" if missed else "" if whole else "members"
    return _tidied(Text(Seen.OK, "\n".join(texts), detail=detail), limits)


def _tidied(found: Text, limits: Limits) -> Text:
    """Without blank lines and signs of no meaning; what has too many of those was not understood."""
    strange = len(_STRANGE.findall(found.text)) / (len(found.text) or 1)
    if found.outcome is Seen.OK and strange > _GARBLED:
        raise Unreadable(Seen.UNSUPPORTED, "garbled")
    lines = (line.rstrip() for line in _NOISE.sub("", found.text).replace(" \t", "\t").split("\n"))
    text = "\n".join(filter(None, lines))
    cut = "cut" if len(text) > limits.characters and "cut" not in found.detail else ""
    doubtful = "garbled" if strange > _DOUBTFUL else ""
    detail = " ".join(filter(None, (found.detail, doubtful, cut)))
    return replace(found, text=text[: limits.characters], detail=detail)
