"""TRS WCM: the pager is a script, page n of a list is `index_{n-1}.html`. The same call in an article pages through its text.

createPageHTML(4, 0, "index", "html")                        total, current from 0, name, extension
createPageHTML('page_div', 4, 1, 'list', 'shtml', 12)        box, total, current from 1, name, extension, size: in some list_{n}
var countPage = 56  …  "index" + "_" + i + "." + "html"
"""

import re
from functools import cache

from core.interfaces import data
from core.types import Kind, Page
from core.urls import folder_of

#: One more than is asked, so that the list is not taken for whole.
_MOST = 2001


def more(html: str, page: Page) -> list[str]:
    if page.kind is Kind.HOME or ("createPageHTML" not in html and "countPage" not in html):
        return []
    numbers, name, ending = _pager(html, page.url)
    leaf = page.url.partition("?")[0].rpartition("/")[2]
    if page.kind not in (Kind.COLUMN, Kind.OTHER) and leaf != f"{name}.{ending}":
        return []
    folder = folder_of(page.url)
    return [f"{folder}{name}_{number}.{ending}" for number in numbers[:_MOST]]


def _pager(html: str, url: str) -> tuple[range, str, str]:
    """(numbers of the further pages, name and extension of the first one)."""
    if call := _pattern("call").search(html):
        total = int(call["pages"])
        return range(1, total + 1 if call["box"] else total), call["name"], call["ending"]
    count = _pattern("count").search(html)
    if not count:
        return range(0), "", ""
    numbers = range(1, int(count["pages"]))
    if name := _pattern("name").search(html):
        return numbers, name["name"], name["ending"]
    leaf = url.rpartition("/")[2]
    return numbers, "index", leaf.rpartition(".")[2] if "." in leaf else "html"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(data("trs")["pager"][name])
