"""A tolerant reading of one stored page, for the few whose furniture matters: scripts, comments and attributes included.

The walk understands a page once and keeps no tree.  This parses its bytes anew, so it is for home pages, not for all.
"""

from bs4 import BeautifulSoup

from core.charset import decode
from core.snapshot import Snapshot
from core.types import Reading

#: Redirects from a start address to the page, no more than `Snapshot.resolve` follows.
_HOPS = 8


def soup(snapshot: Snapshot, url: str) -> BeautifulSoup | None:
    """The page at an address as this view's look read it; None where its bytes were not kept."""
    reading = next((found for found in _readings(snapshot, url) if found.final == url and found.body), None)
    body = snapshot.body(reading.url) if reading else None
    if reading is None or body is None:
        return None
    text, _, _ = decode(body, reading.charset)
    return BeautifulSoup(text, "lxml")


def _readings(snapshot: Snapshot, url: str) -> list[Reading]:
    """The readings that lead to a page: its own, and those of start addresses that a server sent on to it."""
    found = []
    for start in (url, *snapshot.site.urls):
        for _ in range(_HOPS):
            reading = snapshot.reading(start)
            if reading is None:
                break
            found.append(reading)
            start = reading.final
            if start == reading.url:
                break
    return found
