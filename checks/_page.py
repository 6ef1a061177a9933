"""What checks ask of one page: the day that it shows, and why it may say more than was read."""

from datetime import date

from core import dates
from core.snapshot import Snapshot
from core.types import Page
from core.urls import is_attachment

#: Where a day of publication may be read; addresses and scripts tell of the day of entry.
SHOWN = frozenset({"meta", "label", "line", "row"})


def shown_day(page: Page) -> date | None:
    """The day on which it says, or its list, that it was published."""
    return dates.as_date(page.published) if page.published_from in SHOWN else None


def unread(snapshot: Snapshot, page: Page, few: int) -> str:
    """What of it nobody read, as the name of a sentence: a file, or a picture or frame that fewer than `few` pages show."""
    links = [link for link in snapshot.links(page.url) if not snapshot.common(link.url)]
    files = (link.url for link in links if link.kind != "img" and is_attachment(link.url))
    if not all(map(snapshot.has_read, files)):
        return "attachment"
    pictures = (link.url for link in links if link.kind in ("img", "frame"))
    return "picture" if any(len(snapshot.places(url, few)) < few for url in pictures) else ""
