"""What a page shows round its text, read anew from its stored bytes: for the few articles of which a check is in doubt."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _text
from core.charset import decode
from core.snapshot import Snapshot
from core.types import Page

#: What a list writes beside a link: the day of another article.
_DAY = re.compile(r"[\s\[\]()（）【】\d年月日:/.-]*")


def around(snapshot: Snapshot, page: Page) -> list[str] | None:
    """The lines of a page outside its main text and its lists of links; None where its bytes were not kept."""
    reading, body = snapshot.reading(page.url), snapshot.body(page.url)
    if reading is None or body is None:
        return None
    tree = LexborHTMLParser(decode(body, reading.charset)[0])
    tree.strip_tags(["script", "style", "noscript", "template"])
    for item in tree.css("li, tr, dd, p"):
        if _is_row(item):
            item.decompose()
    own = set(page.text.split("\n"))
    return [line for line in _text.lines(tree) if line not in own]


def _is_row(item: LexborNode) -> bool:
    """One link and nothing beside it but a day."""
    links = item.css("a[href]")
    if len(links) != 1:
        return False
    beside = item.text().replace(links[0].text(), "", 1)
    return _DAY.fullmatch(beside) is not None
