"""What a stored page shows from top to bottom: its words, and between them its links, pictures, films and buttons.

The main text of a page leaves out much of that; here a tab, a picture's name or a script's link beside the text is seen.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _links, _text, urls


class Sort(StrEnum):
    """What a thing is. Words end where a link, a picture or a button stands."""

    WORDS = ""
    LINK = "\x01"
    MEDIA = "\x02"
    BUTTON = "\x03"


class Thing(NamedTuple):
    """`text`: the words; the address of a link; what a picture or a button carries in its attributes."""

    sort: Sort
    text: str


_MEDIA = "img, video, audio, iframe, embed, object, canvas"
_BOXES = "div, ul, ol, dl, table, tbody, span, p, section"
_CARRIES = ("alt", "title", "src", "data-src", "data", "onclick")
_SORTS = {str(sort): sort for sort in Sort if sort}
_SPACE = re.compile(r"\s+")


def things(html: str, url: str) -> list[Thing]:
    """Everything on the page in its order. The words of a link are left out: `Snapshot.links` has them."""
    tree = LexborHTMLParser(html)
    base = _links.base_of(tree, url)
    tree.strip_tags(["script", "style", "noscript", "template"])
    for node in reversed(tree.css(_MEDIA)):
        node.replace_with(_mark(Sort.MEDIA, *_carried(node)))
    for node in tree.css("a[href], [onclick]"):
        href = (node.attributes.get("href") or "").strip()
        if href and href[0] != "#" and not href[:10].lower().startswith("javascript"):
            node.replace_with(_mark(Sort.LINK, urls.join(base, href) or href))
        else:
            node.insert_before(_mark(Sort.BUTTON, href, *_carried(node)))
    return [_thing(line) for line in _text.lines(tree)]


def scripted(html: str) -> list[str]:
    """What scripts may fill: the scripts themselves with their addresses, and what empty elements are called."""
    tree = LexborHTMLParser(html)
    scripts = [f"{node.attributes.get('src') or ''} {node.text()}" for node in tree.css("script")]
    tree.strip_tags(["script", "style", "noscript", "template"])
    boxes = (node for node in tree.css(_BOXES) if not node.text(strip=True) and not node.css(f"a[href], {_MEDIA}"))
    called = (" ".join(filter(None, map(node.attributes.get, ("id", "class")))) for node in boxes)
    return [*scripts, *filter(None, called)]


def _carried(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    return (value for name in _CARRIES if (value := attributes.get(name)))


def _mark(sort: Sort, *carried: str) -> str:
    return f"\n{sort}{_SPACE.sub(' ', ' '.join(carried))}\n"


def _thing(line: str) -> Thing:
    sort = _SORTS.get(line[0])
    return Thing(sort, line[1:].strip()) if sort else Thing(Sort.WORDS, line)
