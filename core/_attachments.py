"""How an attachment stands in a snapshot: written by the recorder, read by checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core._network import Network
from core.attachments.types import Seen, Text

INSERT = "INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
#: Of each address the last reading up to a look.
_READ = (
    "SELECT u.url, a.name, a.kind, a.outcome, a.text, a.pages, a.detail, a.hash FROM attachments a JOIN urls u ON u.id = a.url "
    "WHERE a.look = (SELECT max(look) FROM attachments WHERE url = a.url AND look <= :look)"
)
_LINKED = (
    "SELECT l.target FROM labels l JOIN links k ON k.label = l.id JOIN pages p ON p.id = k.page JOIN urls v ON v.id = p.url "
    "WHERE v.url = :url AND p.look <= :look AND p.until >= :look"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was read under one address. `hash` is the name of its bytes (`bodies.name_of`)."""

    url: str
    name: str
    read: Text
    hash: str = ""


class Attached(Network):
    """The part of a snapshot that tells what attachments say. One that is not here was not read, and nothing is known of it."""

    def attachments(self, page: str) -> Iterator[Attachment]:
        """Those to which a page links and that were read, in the order in which they were first met."""
        return map(_attachment, self._rows_of(f"AND a.url IN ({_LINKED}) ORDER BY a.url", page))

    def attachment(self, url: str) -> Attachment | None:
        """The file at an address as it is linked."""
        return next(map(_attachment, self._rows_of("AND u.url = :url", url)), None)

    def has_read(self, url: str) -> bool:
        """Whether all that the file at an address says was read."""
        file = self.attachment(url)
        return file is not None and file.read.whole

    def _rows_of(self, those: str, url: str) -> Iterator[tuple[Any, ...]]:
        if not self._stands("attachments"):
            return iter(())
        return iter(self._db.execute(f"{_READ} {those}", {"look": self.look, "url": url}))


def row(url: int, look: int, one: Attachment) -> tuple[Any, ...]:
    """For `INSERT`; `url` is the number of its address."""
    read = one.read
    return (url, look, one.name, read.kind, read.outcome, read.text, read.pages, read.detail, one.hash)


def _attachment(row: tuple[Any, ...]) -> Attachment:
    url, name, kind, outcome, text, pages, detail, found = row
    return Attachment(url, name, Text(Seen(outcome), text, pages, detail, kind), found)
