"""TRS WCM: the pager is a script, page n of a list is `index_{n-1}.html`.

createPageHTML(4, 0, "index", "html")                        total, current from 0, name, extension
createPageHTML('page_div', 4, 1, 'index', 'shtml', 12)       box, total, current from 1, name, extension, size
var countPage = 56  …  "index" + "_" + i + "." + "html"
"""

import re

from core.types import Kind, Page
from core.urls import folder_of

_CALL = re.compile(
    r"""createPageHTML\s*\(\s*(?:['"][\w-]*['"]\s*,\s*)?(\d{1,5})\s*,\s*\d{1,5}\s*,\s*['"]([\w-]+)['"]\s*,\s*['"](\w{3,6})['"]"""
)
_COUNT = re.compile(r"var\s+countPage\s*=\s*(\d{1,5})")
_NAME = re.compile(r"""["']?([\w-]+)\\?["']\s*\+\s*["']_["']\s*\+\s*\w+\s*\+\s*["']\.["']?\s*\+?\s*["']?(\w{3,6})""")
_MOST = 2000


def more(html: str, page: Page) -> list[str]:
    """Only lists: the same call with an article's name pages through a long text."""
    if page.kind not in (Kind.COLUMN, Kind.OTHER) or ("createPageHTML" not in html and "countPage" not in html):
        return []
    total, name, extension = _pager(html, page.url)
    folder = folder_of(page.url)
    return [f"{folder}{name}_{number}.{extension}" for number in range(1, min(total, _MOST))]


def _pager(html: str, url: str) -> tuple[int, str, str]:
    if call := _CALL.search(html):
        return int(call.group(1)), call.group(2), call.group(3)
    count = _COUNT.search(html)
    if not count:
        return 0, "", ""
    if name := _NAME.search(html):
        return int(count.group(1)), name.group(1), name.group(2)
    leaf = url.rpartition("/")[2]
    extension = leaf.rpartition(".")[2] if "." in leaf else "html"
    return int(count.group(1)), "index", extension
