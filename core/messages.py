"""What mailboxes show of a message: when it was written, what became of it. Who wrote it is never read.

The words are the catalogue's: `written`, `handled`, `reply`, `state` and `office` are labels, `ends` labels of no interest here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import dates, names, urls

_FIELDS = ("written", "handled", "reply", "state", "office")
_ENTRY = frozenset({"li", "tr", "dd"})
_CLIMB = 4
#: An entry of a list has few links of its own; a state is a word, not a sentence.
_FEW, _LONGEST_STATE = 4, 16
_SHORTEST_REPLY = 2
_CELL = ".{4}"
#: Words so short say something only where nothing else stands.
_WHOLE = 2


@dataclass(frozen=True, slots=True)
class Message:
    """`waits`: the page says itself that nobody has answered; `blank`: there is room for an answer, and nothing stands in it."""

    written: date | None = None
    answered: bool = False
    waits: bool = False
    blank: bool = False
    office: str = ""

    def joined(self, other: "Message") -> "Message":
        """What both show together: the later day, and an answer that either shows."""
        days = [day for day in (self.written, other.written) if day]
        return Message(
            max(days, default=None),
            self.answered or other.answered,
            self.waits or other.waits,
            self.blank or other.blank,
            self.office or other.office,
        )


class Reader:
    """Reads mailboxes with the catalogue's words."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._fields = {label: field for field in _FIELDS for label in words[field]}
        every = sorted([*self._fields, *words["ends"]], key=len, reverse=True)
        labels = "|".join(map(re.escape, every))
        #: A short word that stands alone may be a button.
        self._label = re.compile(
            rf"(?<![\u4e00-\u9fff])(?:({labels})\s*[\]】)]?\s*[:\]】]+\s*|((?={_CELL})(?:{labels}))\s*$)"
        )
        self._open, self._furniture = _any(words["waiting"]), _any(words["furniture"])
        short = {word for word in words["done"] if len(word) <= _WHOLE}
        self._done, self._closed = short, _any(set(words["done"]) - short)

    def page(self, html: str) -> Message | None:
        """The message that a page shows; None where it is none: nothing says when it was written or what became of it."""
        found: dict[str, list[str]] = {}
        tree = LexborHTMLParser(html)
        tree.strip_tags(["script", "style", "template"])
        for field, value in self._values(_lines(tree.body)):
            found.setdefault(field, []).append(value)
        if found.keys().isdisjoint(("written", "handled", "reply")):
            return None
        return self._message(found)

    def listed(self, html: str, url: str) -> dict[str, Message]:
        """What a list shows beside its messages, by their addresses."""
        found: dict[str, Message] = {}
        tree = LexborHTMLParser(html)
        for node in tree.css("a[href]"):
            entry, target = _entry(node), urls.join(url, node.attributes.get("href") or "")
            if entry is None or not target:
                continue
            said = self._message(self._row(entry, node))
            if said.answered or said.waits:
                found[target] = said.joined(found[target]) if target in found else said
        return found

    def _message(self, found: Mapping[str, Collection[str]]) -> Message:
        days = [day for value in found.get("written", ()) if (day := _day(value))]
        replies = [self._reply(value) for value in found.get("reply", ())]
        states = [self._state(value) for value in found.get("state", ())]
        handled = any(_day(value) for value in found.get("handled", ()))
        told = {*replies, *states}
        return Message(
            written=max(days, default=None),
            answered=handled or "answered" in told,
            waits="waits" in told,
            blank="blank" in replies,
            office=next(iter(found.get("office", ())), ""),
        )

    def _reply(self, value: str) -> str:
        if not value or self._furniture.search(value):
            return "blank"
        rest = re.sub(r"[\W_]", "", self._open.sub("", value))
        if len(rest) >= _SHORTEST_REPLY:
            return "answered"
        return "waits" if self._open.search(value) else "blank"

    def _state(self, value: str) -> str:
        rest = self._open.sub("", value).strip()
        if rest in self._done or self._closed.search(rest):
            return "answered"
        return "waits" if self._open.search(value) else ""

    def _values(self, lines: list[str]) -> Iterator[tuple[str, str]]:
        """Labels, and what stands behind each on its line, else on the next one."""
        for line, after in pairwise([*lines, ""]):
            labels = list(self._label.finditer(line))
            ends = [*(label.start() for label in labels[1:]), len(line)]
            for label, end in zip(labels, ends, strict=False):
                field = self._fields.get(label[1] or label[2])
                value = line[label.end() : end].strip()
                if not value and end == len(line) and not self._label.match(after):
                    value = after
                if field:
                    yield field, value

    def _row(self, entry: LexborNode, link: LexborNode) -> dict[str, list[str]]:
        """The cells of a table by its heads; of other lists the short words beside the link that are a state."""
        found: dict[str, list[str]] = {}
        heads = self._heads(entry) if entry.tag == "tr" else []
        cells = [" ".join(_lines(cell)) for cell in entry.css("td")]
        if heads and len(heads) == len(cells):
            for field, cell in zip(heads, cells, strict=True):
                found.setdefault(field, []).append(cell)
            return found
        own = set(_lines(link))
        beside = [line for line in _lines(entry) if line not in own and len(line) <= _LONGEST_STATE]
        found["state"] = [line.strip("[]【】()") for line in beside]
        return found

    def _heads(self, entry: LexborNode) -> list[str]:
        """What the cells of the first row of its table are called, "" where that says nothing to us."""
        table = entry.parent if entry.parent and entry.parent.tag == "table" else entry.parent and entry.parent.parent
        row = table.css_first("tr") if table and table.tag == "table" else None
        if row is None or row.mem_id == entry.mem_id:
            return []
        return [self._fields.get(names.plain(cell.text()), "") for cell in row.css("th, td")]


def _any(words: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _lines(node: LexborNode | None) -> list[str]:
    text = unicodedata.normalize("NFKC", node.text(separator="\n")) if node else ""
    return [line for line in map(names.tidy, text.split("\n")) if line]


def _day(text: str) -> date | None:
    return dates.as_date(dates.first(text) or dates.alone(text))


def _entry(node: LexborNode) -> LexborNode | None:
    """The entry of the list in which a link stands."""
    for _ in range(_CLIMB):
        if node.parent is None:
            return None
        node = node.parent
        if node.tag in _ENTRY:
            return node if len(node.css("a[href]")) <= _FEW else None
    return None
