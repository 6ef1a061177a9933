"""What a document's page says beside its text: the rows of its information table, links that only its source holds.

The walk keeps the main text of a page; the table stands outside it.  So the stored bytes are parsed once more, for the few
pages of which something is about to be said.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _text, names, urls
from core.charset import decode
from core.snapshot import Snapshot
from core.titles import numbers
from core.types import Page

#: What the rows of information tables are called, over many templates.
_LABELS: Mapping[str, tuple[str, ...]] = {
    "number": ("发文字号", "文件字号", "文件编号", "公文字号", "文号"),
    "issuer": ("发文机关", "制发机关", "发文单位", "制发单位", "制定机关", "印发机关"),
    "publisher": ("发布机构", "发布单位", "发布机关", "公开机构", "信息来源"),
    "drafter": ("起草单位", "起草部门", "牵头单位", "牵头部门", "政策咨询部门", "责任部门"),
    "validity": ("有效性", "是否有效", "效力状态", "效力状况", "时效性", "文件状态"),
}
_KNOWN = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(rf"({'|'.join(sorted(_KNOWN, key=len, reverse=True))})[:：\]】]?(.{{0,60}})")
_TABLE_ENDS = {"主题分类", "成文日期", "发布日期", "索引号", "公开方式", "标题", "名称", *_KNOWN}
_REGISTERED = re.compile(r"[A-Z]{2,8}DR[-－—]?20\d\d[-－—]?\d{5,8}")
_VARIABLE = re.compile(r"""\b\w*(?:jied|jiedu|zcjd|interpret)\w*\s*=\s*["']([^"'\s<>]*[/.][^"'\s<>]*)["']""", re.I)
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_ENTRY = frozenset({"li", "tr", "dd", "dl"})
_CLIMB = 5
#: An entry of a list has few links of its own.
_FEW = 8


class Facts:
    """One stored page, read once more when it is asked. Everything is "" or empty where the page does not say it."""

    def __init__(self, snapshot: Snapshot, page: Page) -> None:
        self._snapshot, self._page = snapshot, page

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """number, issuer, publisher, drafter, validity, as the information table gives them."""
        return self._source[0]

    @property
    def registered(self) -> bool:
        """It carries the number under which normative documents are registered."""
        return self._source[1]

    @property
    def variables(self) -> list[str]:
        """Addresses of interpretations that a script of the page holds (jied_url)."""
        return self._source[2]

    @cached_property
    def number(self) -> str:
        """The document's number in one spelling; a line of its own above the text will do."""
        head = [self.rows.get("number", ""), *self._page.text.split("\n", 8)[:8]]
        return next((found[0] for line in head if len(line) < 40 and (found := numbers(line))), "")

    @cached_property
    def signed(self) -> str:
        """The name above the date that ends the document's own text."""
        lines = [names.plain(line) for line in self._page.text.split("\n")]
        for above, line in pairwise(lines):
            if _DAY.fullmatch(line) and 3 <= len(above) <= 40:
                return above
        return ""

    @cached_property
    def _source(self) -> tuple[Mapping[str, str], bool, list[str]]:
        """What the source says; the source itself is not kept."""
        html = stored(self._snapshot, self._page.url)
        found: dict[str, str] = {}
        for field, value in _rows(_text.lines(LexborHTMLParser(html))) if html else ():
            found.setdefault(field, value)
        links = [url for target in _VARIABLE.findall(html) if (url := urls.join(self._page.url, target))]
        return found, bool(_REGISTERED.search(html)), links


def beside(html: str, page: str, url: str) -> list[tuple[str, str]]:
    """(address, words) of the other links in the entries of a list page that lead to `url`."""
    tree = LexborHTMLParser(html)
    found = {}
    for node in tree.css("a[href]"):
        if urls.join(page, node.attributes.get("href") or "") == url and (entry := _entry(node)):
            for other in entry.css("a[href]"):
                target = urls.join(page, other.attributes.get("href") or "")
                if target and target != url:
                    found[target] = names.tidy(other.text())
    return list(found.items())


def stored(snapshot: Snapshot, url: str) -> str:
    """The source of a page; "" where its bytes were not kept."""
    reading = snapshot.reading(url)
    body = snapshot.body(url)
    return decode(body, reading.charset)[0] if reading and body else ""


def _entry(node: LexborNode) -> LexborNode | None:
    for _ in range(_CLIMB):
        parent = node.parent
        if parent is None:
            return None
        node = parent
        if node.tag in _ENTRY:
            return node if len(node.css("a[href]")) <= _FEW else None
    return None


def _rows(lines: list[str]) -> Iterator[tuple[str, str]]:
    """A label and what stands behind it, on its line or on the next."""
    tight = [names.plain(line) for line in lines]
    for line, after in zip(tight, [*tight[1:], ""], strict=True):
        if (found := _LABEL.match(line)) is None:
            continue
        value = found.group(2) or ("" if after.rstrip(":") in _TABLE_ENDS else after)
        if value and len(value) <= 60:
            yield _KNOWN[found.group(1)], value
