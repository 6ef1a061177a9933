"""What a page shows round its text, read anew from its stored bytes: for the few articles of which a check is in doubt."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _text
from core.charset import decode
from core.snapshot import Snapshot
from core.types import Page

#: What a list writes beside a link: the day of another article.
_DAY = re.compile(r"[\s\[\]()（）【】\d年月日:/.-]*")
#: Attributes that a browser or a script shows as words.
_WORDS = re.compile(r"value|title|alt|datetime|data-.*")
#: What follows an address to get around caches is no day of the page.
_VERSION = re.compile(r"\?[\w=&.-]*")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round the main text and beside lists of links.

    `unseen` is what no reader sees as text but scripts may show: their own words, attributes.  `places` names the
    pictures, and where there are scripts the empty elements, by file, class and id.
    """

    lines: tuple[str, ...]
    unseen: str
    places: tuple[str, ...]


def around(snapshot: Snapshot, page: Page) -> Frame | None:
    """The frame of a page; None where its bytes were not kept."""
    reading, body = snapshot.reading(page.url), snapshot.body(page.url)
    if reading is None or body is None:
        return None
    tree = LexborHTMLParser(decode(body, reading.charset)[0])
    scripts = [_VERSION.sub("", node.text()) for node in tree.css("script")]
    tree.strip_tags(["script", "style", "noscript", "template"])
    for item in tree.css("li, tr, dd, p"):
        if _is_row(item):
            item.decompose()
    own = set(page.text.split("\n"))
    lines = tuple(line for line in _text.lines(tree) if line not in own)
    nodes = tree.css("body *")
    words = [value for node in nodes for name, value in node.attributes.items() if value and _WORDS.fullmatch(name)]
    return Frame(lines, "\n".join((*scripts, *words)), tuple(_places(nodes, filled=bool(scripts))))


def _places(nodes: list[LexborNode], *, filled: bool) -> list[str]:
    """`filled`: scripts may fill what is empty."""
    found = []
    for node in nodes:
        attributes = node.attributes
        if node.tag in ("img", "input") or (filled and node.first_child is None):
            found += [value for name in ("class", "id", "name") if (value := attributes.get(name))]
            found.append((attributes.get("src") or "").rpartition("/")[2])
    return list(filter(None, found))


def _is_row(item: LexborNode) -> bool:
    """One link and nothing beside it but a day."""
    links = item.css("a[href]")
    if len(links) != 1:
        return False
    beside = item.text().replace(links[0].text(), "", 1)
    return _DAY.fullmatch(beside) is not None
