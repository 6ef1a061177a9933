"""eportal: the pages of a list are one address with other numbers, wherever the list itself stands."""

import re

from core.interfaces import data
from core.types import Kind, Page


def more(html: str, page: Page) -> list[str]:
    words = data("eportal")
    if page.kind not in (Kind.COLUMN, Kind.OTHER) or words["path"] not in html:
        return []
    paged = re.compile(rf"{re.escape(words['path'])}\?(?:.*&)?{re.escape(words['number'])}=\d+(?:&|\Z)")
    return list(dict.fromkeys(link.url for link in page.links if paged.search(link.url)))
