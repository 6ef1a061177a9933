"""Days that a page prints beside no link: plain words, a notice that moves, entries that only a script opens.

The walk keeps no tree.  This reads a page anew from its stored bytes, for the few of which a check is about to say that
nothing on them is new.
"""

import re
from collections.abc import Collection
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import dates
from core.charset import decode
from core.snapshot import Snapshot

_DAY = re.compile(r"(?:19|20)\d\d|\d\d[-/.]\d\d[-/.]\d\d|二[〇○零ＯO0]")
_CLIMB = 5
_ENTRY = frozenset({"li", "tr", "dl"})
#: An entry is shorter than this; what is longer is the table that holds the page.
_LONGEST = 400
_NO_WORD = re.compile(r"[\W\d_年月日]+")
#: Characters on both sides of a day that say which day it is.
_NEAR = 10


def newest(snapshot: Snapshot, url: str, other_days: Collection[str]) -> date | None:
    """The latest day until the snapshot's beside no link; `other_days` are words beside the days of something else."""
    reading, body = snapshot.reading(url), snapshot.body(url)
    if reading is None or body is None:
        return None
    tree = LexborHTMLParser(decode(body, reading.charset)[0])
    tree.strip_tags(["script", "style", "noscript", "template", "head"])
    found = set()
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if node.tag == "-text" and _DAY.search(text := node.text()) and _unlinked(node):
            found.update(_days(text, _beside(node), other_days))
    return max((day for day in found if day <= snapshot.as_of), default=None)


def _days(text: str, around: str, other_days: Collection[str]) -> list[date]:
    found: list[date] = []
    for printed, day in [(match.group(), dates.first(match.group())) for match in dates.DATE.finditer(text)] or [
        (text.strip(), dates.alone(text.strip()))
    ]:
        before, _, after = around.partition(printed.strip())
        near = before[-_NEAR:] + after[:_NEAR]
        if day and not any(word in near for word in other_days):
            found.extend(filter(None, [dates.as_date(day)]))
    return found


def _unlinked(node: LexborNode) -> bool:
    entry = _entry(node)
    above, parent = False, node.parent
    while parent is not None:
        above = above or _leads(parent)
        parent = parent.parent
    return not above and not any(map(_leads, entry.css("a")))


def _beside(node: LexborNode) -> str:
    return " ".join(_entry(node).text(separator=" ").split())


def _entry(node: LexborNode) -> LexborNode:
    """The entry of a list round a text; without a list the first box that says more than the day."""
    found, parent = None, node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in ("body", "html") or len(text := parent.text()) > _LONGEST:
            break
        if parent.tag in _ENTRY:
            return parent
        if found is None and len(_NO_WORD.sub("", text)) >= 4:
            found = parent
        parent = parent.parent
    return found or node.parent or node


def _leads(node: LexborNode) -> bool:
    """A link that a walk follows."""
    target = (node.attributes.get("href") or "").strip().lower() if node.tag == "a" else ""
    return bool(target) and not target.startswith(("#", "javascript:"))
