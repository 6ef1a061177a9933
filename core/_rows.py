"""Lists recognised by their shape: many like children of one parent, each with a link, most with a date.

No selector of any template is used.  For each link the ancestors are climbed, and the level at which most like
siblings meet is its list; blocks of one parent that stand side by side (five entries to a <ul>) are one list.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from core import dates, names, urls
from core.types import Link, Row

_CLIMB = 6
_TOP = frozenset({"body", "html", "form"})
_LEAF = re.compile(r"/[^/]*\d{3,}[^/]*\.\w{2,5}\Z|/[\w-]*\d{4,}[\w-]*/?\Z|[?&][\w]*id=\w+")
_EDGE_DATE = re.compile(r"^\W{0,2}" + dates.DATE.pattern + r"|" + re.sub(r"\?P<\w>", "?:", dates.DATE.pattern) + r"\W{0,2}$")


@dataclass(slots=True)
class _Group:
    """Like children of one parent; `entries` maps a child's identity to the child and its best link."""

    parent: LexborNode
    depth: int
    entries: dict[int, tuple[LexborNode, Link]] = field(default_factory=dict)


def find(anchors: list[tuple[LexborNode, Link]]) -> tuple[Row, ...]:
    """The rows of all lists of the page, block by block in the page's order."""
    groups: dict[tuple[int, str], _Group] = {}
    chains: list[list[tuple[int, str]]] = []
    for node, link in anchors:
        if link.kind == "a" and len(link.text) >= 4:
            chains.append(_climb(node, link, groups))
    blocks = _blocks(groups, chains)
    rows = [_rows(number, group) for number, group in enumerate(blocks)]
    return tuple(row for block in rows if _is_list(block) for row in block)


def _climb(node: LexborNode, link: Link, groups: dict[tuple[int, str], _Group]) -> list[tuple[int, str]]:
    chain: list[tuple[int, str]] = []
    child, parent = node, node.parent
    for depth in range(_CLIMB):
        if parent is None or parent.tag in ("html", None):
            break
        key = (parent.mem_id, child.tag or "")
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(parent, depth)
        known = group.entries.get(child.mem_id)
        if known is None or len(link.text) > len(known[1].text):
            group.entries[child.mem_id] = (child, link)
        chain.append(key)
        if parent.tag in _TOP:
            break
        child, parent = parent, parent.parent
    return chain


def _blocks(groups: dict[tuple[int, str], _Group], chains: list[list[tuple[int, str]]]) -> list[_Group]:
    """For each link the level with the most entries, the deepest of equals; each level once, in the page's order."""
    chosen: dict[tuple[int, str], _Group] = {}
    for chain in chains:
        best = max(chain, key=lambda key: (len(groups[key].entries), -groups[key].depth), default=None)
        if best is not None:
            chosen.setdefault(best, groups[best])
    return _merged(list(chosen.values()))


def _merged(blocks: list[_Group]) -> list[_Group]:
    """Lists whose parents are like siblings (same tag, same class, same parent) are one list cut into pieces."""
    merged: dict[tuple[int, str, str], _Group] = {}
    for block in blocks:
        above = block.parent.parent
        sort = block.parent.attributes.get("class") or ""
        key = (above.mem_id if above else 0, block.parent.tag or "", sort)
        if key in merged:
            merged[key].entries.update(block.entries)
        else:
            merged[key] = block
    return list(merged.values())


def _rows(number: int, group: _Group) -> list[Row]:
    rows = []
    for child, link in group.entries.values():
        published = _date(child, link)
        rows.append(Row(number, link.url, _without_date(link.text), published))
    return rows


def _date(child: LexborNode, link: Link) -> "dates.date | None":
    text = names.tidy(child.text(separator=" "))
    outside = text.replace(link.text, " ", 1)
    if found := dates.first(outside):
        return dates.as_date(found)
    if _EDGE_DATE.search(link.text):
        inside = dates.all_in(link.text)
        return dates.as_date(inside[-1]) if inside else None
    return None


def _without_date(text: str) -> str:
    return _EDGE_DATE.sub("", text).strip() or text


def _is_list(rows: list[Row]) -> bool:
    if not rows:
        return False
    dated = sum(row.published is not None for row in rows)
    leaves = sum(bool(_LEAF.search(row.url)) or urls.is_attachment(row.url) for row in rows)
    return dated * 2 >= len(rows) or leaves * 5 >= len(rows) * 3
