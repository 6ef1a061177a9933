"""Files that units send: kept under the hash of what is in them, so that a name is never a path."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
#: How files with these endings begin.
_BEGINNINGS = {
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "pdf": b"%PDF-",
    "doc": _OLE,
    "xls": _OLE,
    "wps": _OLE,
    "et": _OLE,
    "docx": _ZIP,
    "xlsx": _ZIP,
}
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 120
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kept file: `name` as the sender called it, `hash` where it lies."""

    name: str
    hash: str
    size: int

    def row(self) -> dict[str, Any]:
        return asdict(self)

    def path(self, folder: Path) -> Path:
        return folder / self.hash[:2] / self.hash


def ending(name: str) -> str:
    """docx of 情况说明.DOCX."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def is_what_it_says(name: str, head: bytes) -> bool:
    """Whether a file that begins with `head` is of the kind that its name says; False for kinds that nobody needs."""
    beginning = _BEGINNINGS.get(ending(name))
    return beginning is not None and head.startswith(beginning)


def keep(name: str, file: BinaryIO, folder: Path) -> Attachment:
    """Put the file into `folder`, whole or not at all; the same content lies there once."""
    file.seek(0)
    digest, size = hashlib.blake2b(digest_size=20), 0
    for piece in _pieces(file):
        digest.update(piece)
        size += len(piece)
    kept = Attachment(_clean(name), digest.hexdigest(), size)
    path = kept.path(folder)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{kept.hash}.{os.getpid()}.{os.urandom(4).hex()}")
        file.seek(0)
        with aside.open("wb") as copy:
            copy.writelines(_pieces(file))
        aside.replace(path)
    return kept


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _clean(name: str) -> str:
    """The last part of the name, without characters that steer; its ending stays."""
    last = _STEERING.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "附件"
    tail = f".{ending(last)}" if ending(last) else ""
    return last.removesuffix(tail)[: _LONGEST_NAME - len(tail)] + tail if len(last) > _LONGEST_NAME else last
