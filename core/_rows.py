"""Lists recognised by their shape: many like children of one parent, each with a link, most with a date.

No selector of any template is used.  For each link the ancestors are climbed, and the level at which most like
siblings meet is its list; blocks of one parent that stand side by side (five entries to a <ul>) are one list.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from selectolax.lexbor import LexborNode

from core import dates, names, urls
from core.types import Link, Row

_CLIMB = 6
_TOP = frozenset({"body", "html", "form"})
_ENTRY = frozenset({"tr", "li"})
#: An entry is shorter than this; what is longer is the table that holds the page.
_LONGEST = 400
#: The last part of an article's address, not the folder of a column whose name is a number.
_LEAF = re.compile(r"/(?=[^/]*\d{3})[^/]*\.\w{2,5}\Z|/(?!channel_|col\d)(?=[\w-]*\d{4})[\w-]+/?\Z|[?&][\w]*id=\w+")
_ANY_DATE = re.sub(r"\?P<\w>", "?:", dates.DATE.pattern)
#: Without any of these an entry shows no day.
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d[-/.]\d\d[-/.]\d\d|二[〇○零ＯO0]")
#: A line that is a date and nothing else, but for its label, brackets, and what stands beside dates.
_BARE = re.compile(
    r"[\W_]*(?:(?:发布|公开|公布|上网|更新)?(?:时间|日期)[\W_]*)?"
    + dates.DATE.pattern
    + r"(?::\d\d)?[\W_]*(?:(?:来源|浏览|点击|阅读|作者).{0,24})?"
)
_SPLIT = re.compile(
    r"^\W?(?P<d>\d{1,2})日?\W?\n+\W?(?P<ym>(?:19|20)\d\d[-/.年]\d{1,2})月?\W?$"
    r"|^\W?(?P<y>(?:19|20)\d\d)年?\W?\n+\W?(?P<md>\d{1,2}[-/.月]\d{1,2})日?\W?$",
    re.M,
)
#: A date that ends, began or made something is not the day on which the entry was published.
_OTHER_DAY = re.compile(
    r"(?:截止|截至|结束|至|到|起|开始|期限?|有效|成文|印发|签发|生成|形成|制[发文]|签署|实施|施行|废止|失效|[~～—])\D{0,6}$"
)
_MADE = re.compile(r"(?:成文|发文|印发|签发|生成|形成|制[发文]|签署|文件)(?:日期|时间)")
_MADE_PUBLIC = re.compile(r"(?:发布|公开|公布|上网)(?:日期|时间)")
#: A date at the edge of a link's words is the entry's if something sets it apart; 2026年10月1日 may be part of a title.
_EDGE = re.compile(
    rf"^\W{{0,2}}{_ANY_DATE}(?=[\s\])】）])|(?:[\s\[(【（]|(?<=\S)(?=\d{{4}}[-/.])){_ANY_DATE}\W{{0,2}}$"
)


@dataclass(slots=True)
class _Group:
    """Like children of one parent; `entries` maps a child's identity to the child and its best link."""

    parent: LexborNode
    depth: int
    entries: dict[int, tuple[LexborNode, Link]] = field(default_factory=dict)
    _alike: bool | None = None

    @property
    def alike(self) -> bool:
        """Whether its children look like entries of one list; head and foot of a page have classes of their own."""
        if self._alike is None:
            sorts = {_sort(child) for child, _ in self.entries.values()}
            self._alike = len(sorts) <= max(1, len(self.entries) // 2)
        return self._alike


def _sort(node: LexborNode) -> str:
    if node.tag in _ENTRY:
        return ""
    attributes = node.attributes
    return attributes.get("class") or attributes.get("id") or ""


_Key = tuple[int, str]


def find(anchors: list[tuple[LexborNode, Link]], entries: Container[int] = ()) -> tuple[Row, ...]:
    """The rows of all lists of the page, block by block in the page's order; `entries` are links known to be of a list."""
    groups: dict[_Key, _Group] = {}
    chains = [
        _climb(node, link, groups)
        for node, link in anchors
        if link.kind == "a" and (len(link.text) >= 4 or node.mem_id in entries)
    ]
    return tuple(row for number, group in enumerate(_blocks(groups, chains)) for row in _rows(number, group))


def _climb(node: LexborNode, link: Link, groups: dict[_Key, _Group]) -> list[_Key]:
    chain: list[_Key] = []
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


def _blocks(groups: dict[_Key, _Group], chains: list[list[_Key]]) -> list[_Group]:
    """For each link the level of its list, each once, in the page's order. Boxes that hold lists are no entries."""
    chosen: dict[_Key, _Group] = {}
    around: dict[_Key, set[int]] = {}
    for chain in chains:
        if chain:
            key = _level(groups, chain)
            chosen.setdefault(key, groups[key])
            if len(groups[key].entries) > 1:
                for below, above in pairwise(chain[chain.index(key) :]):
                    around.setdefault(above, set()).add(below[0])
    return _merged([group for key, group in chosen.items() if 2 * len(around.get(key, ())) < len(group.entries)])


def _level(groups: dict[_Key, _Group], chain: list[_Key]) -> _Key:
    """The level with the most entries; of equals a row of a list or table, for dates stand there, else the deepest."""
    most, equals = 0, chain
    for key in chain:
        count = len(groups[key].entries)
        if count > most and groups[key].alike:
            most, equals = count, [key]
        elif count == most and groups[key].alike:
            equals.append(key)
    if len(equals) == 1:
        return equals[0]
    return next((key for key in equals if key[1] in _ENTRY and _short(groups[key])), equals[0])


def _short(group: _Group) -> bool:
    child, _ = next(iter(group.entries.values()))
    return len(child.text()) <= _LONGEST


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
    """The entries of a group; none if it is no list."""
    rows = []
    for child, link in group.entries.values():
        published, title = _dated(child, link)
        rows.append(Row(number, link.url, title, published))
    if not _is_list(rows):
        return []
    if any(row.published for row in rows) and _shows_made(group):
        return [Row(row.block, row.url, row.title) for row in rows]
    return rows


def _dated(child: LexborNode, link: Link) -> tuple[date | None, str]:
    """(day of publication, title without it). What stands alone is trusted first; of several the latest."""
    text = child.text(separator="\n")
    if not _YEAR.search(text):
        return None, link.text
    found = _bare(text) or _split(text) or _alone(text)
    edge = _EDGE.search(link.text)
    title = _EDGE.sub("", link.text).strip() or link.text if edge else link.text
    if not found:
        outside = names.tidy(text.replace("\n", " ")).replace(link.text, " ", 1)
        found = _free(outside) or (_free(edge.group()) if edge else [])
    elif edge and dates.first(edge.group()) not in found:
        title = link.text
    return dates.as_date(max(found, default=None)), title


def _bare(text: str) -> list[str]:
    """Days that have a line for themselves."""
    found = []
    for match in dates.DATE.finditer(text):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        line = text[start : end if end >= 0 else None]
        if len(line) <= 60 and _BARE.fullmatch(line) and (day := dates.first(match.group())):
            found.append(day)
    return found


def _split(text: str) -> list[str]:
    """A day printed large above its month: 20 / 2026-11, or 2026 / 11-20."""
    lines = re.sub(r"[ \t\r\u3000\u00a0]+", "", text)
    parts = (match.groupdict("") for match in _SPLIT.finditer(re.sub(r"\n+", "\n", lines)))
    return [
        day
        for part in parts
        if (day := dates.first(re.sub(r"[年月]", "-", f"{part['ym'] or part['y']}-{part['d'] or part['md']}")))
    ]


def _alone(text: str) -> list[str]:
    """Days of rarer shapes that have a line for themselves."""
    lines = (line for line in text.split("\n") if 6 <= len(line) <= 30)
    return [day for line in lines if (day := dates.alone(line))]


def _free(text: str) -> list[str]:
    """The first date in `text` that no word before it gives another meaning; the rest may be of a summary."""
    days = (
        dates.first(match.group())
        for match in dates.DATE.finditer(text)
        if not _OTHER_DAY.search(text[max(0, match.start() - 10) : match.start()])
    )
    return [day for day in days if day][:1]


def _shows_made(group: _Group) -> bool:
    """A heading over the list says that its dates are those on which documents were made, not published."""
    head = _head(group)
    return bool(_MADE.search(head)) and not _MADE_PUBLIC.search(head)


def _head(group: _Group) -> str:
    """The words over a list: the first row of its table, or what stands before it."""
    node = group.parent
    if node.tag in ("tbody", "table"):
        table = node if node.tag == "table" else node.parent or node
        row = table.css_first("tr")
        return re.sub(r"\s", "", row.text()) if row else ""
    before = node.prev
    while before is not None and before.tag == "-text":
        before = before.prev
    text = re.sub(r"\s", "", before.text()) if before is not None else ""
    return text if len(text) <= 60 else ""


def _is_list(rows: list[Row]) -> bool:
    dated = sum(row.published is not None for row in rows)
    if len(rows) == 1:
        return dated == 1
    leaves = sum(bool(_LEAF.search(row.url)) or urls.is_attachment(row.url) for row in rows)
    return dated * 2 >= len(rows) or leaves * 5 >= len(rows) * 3
