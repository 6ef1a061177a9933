"""The words about attachments: how taking a text ended, and how much may be asked of one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Seen(StrEnum):
    """How taking the text of a file ended. Whatever is not OK was not seen: never a fault and never a pass."""

    OK = "ok"
    #: Pictures only.
    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too-large"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says: lines; the cells of a row stand between tabs.

    `detail` of an OK tells what is missing: "cut" (longer than the limit), "pages 3/10" (so many are pictures, or not understood),
    "members 1/4" (so many files of an archive were not read; without numbers: one of those read is not whole), "garbled" (signs
    without a meaning among the others).  Otherwise it tells why: "bytes", "expanded", "memory", "seconds", "garbled", "nested" …
    """

    outcome: Seen
    text: str = ""
    #: Of a PDF or OFD; sheets of a workbook; 0 where a file has none.
    pages: int = 0
    detail: str = ""
    #: Told from the bytes: pdf, docx, doc (also of a .wps), xlsx, xls (also of a .et), ofd, zip, or what else it is.
    kind: str = ""

    @property
    def whole(self) -> bool:
        """Only then may be said that something is not in the file."""
        return self.outcome is Seen.OK and not self.detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file. `expanded` is the sum of what an archive holds, `depth` how deep archives stand in archives."""

    bytes: int = 20 << 20
    expanded: int = 200 << 20
    memory: int = 1 << 30
    seconds: int = 20
    characters: int = 200_000
    pages: int = 1000
    members: int = 2000
    depth: int = 2

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> "Limits":
        """Out of `attachments` in walk.toml, where sizes are megabytes."""
        sizes = {name: words[f"{name}_megabytes"] << 20 for name in ("bytes", "expanded", "memory")}
        return cls(**sizes, **{name: words[name] for name in ("seconds", "characters", "pages", "members", "depth")})


class Unreadable(Exception):
    """A file that gives no text, and why."""

    def __init__(self, outcome: Seen, detail: str = "") -> None:
        super().__init__(outcome, detail)
        self.outcome = outcome
        self.detail = detail
