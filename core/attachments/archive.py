"""Zip files within limits. Names of members are words for people and keys of the archive, never paths of ours."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from core.attachments.types import Limits, Seen, Unreadable

#: What stands in an archive that is a document.
_DOCUMENTS = (("OFD.xml", "ofd"), ("word/document", "docx"), ("xl/workbook", "xlsx"), ("ppt/presentation", "pptx"))
_UTF8, _ENCRYPTED = 0x800, 0x1


class Archive:
    """An archive whose declared sizes are within the limits; one that lies about them meets the limit of memory."""

    def __init__(self, body: bytes, limits: Limits) -> None:
        self._zip = _opened(body)
        self.infos = {info.filename: info for info in self._zip.infolist() if info.filename[-1:] != "/"}
        if len(self.infos) > limits.members:
            raise Unreadable(Seen.TOO_LARGE, "members")
        if sum(info.file_size for info in self.infos.values()) > limits.expanded:
            raise Unreadable(Seen.TOO_LARGE, "expanded")

    def __contains__(self, name: str) -> bool:
        return name in self.infos

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises `Unreadable`."""
        info = self.infos.get(name)
        if info is None:
            raise Unreadable(Seen.BROKEN, "missing")
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable(Seen.ENCRYPTED)
        try:
            return self._zip.read(info)
        except NotImplementedError:
            raise Unreadable(Seen.UNSUPPORTED, "compression") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise Unreadable(Seen.BROKEN) from None


def kind_of(body: bytes) -> str:
    """docx, xlsx, pptx or ofd by what stands in it, otherwise zip. Raises `Unreadable`."""
    names = _opened(body).namelist()
    return next((kind for mark, kind in _DOCUMENTS if any(name.startswith(mark) for name in names)), "zip")


def files(body: bytes, limits: Limits) -> Iterator[tuple[str, bytes | Seen]]:
    """(name, bytes) of each member, or why it cannot be read."""
    archive = Archive(body, limits)
    for key, info in archive.infos.items():
        try:
            yield _name(info), archive.read(key)
        except Unreadable as why:
            yield _name(info), why.outcome


def _opened(body: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(body))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise Unreadable(Seen.BROKEN) from None


def _name(info: zipfile.ZipInfo) -> str:
    """Archivers of Chinese systems write names in GBK, which the format calls CP437."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
