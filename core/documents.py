"""What a document's page says beside its text: the rows of its information table, links that only its source holds.

The walk keeps the main text of a page; the table stands outside it.  So the stored bytes are parsed once more, for the few
pages of which something is about to be said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _text, dates, elements, names, urls
from core.charset import decode
from core.snapshot import Snapshot
from core.titles import numbers
from core.types import Page

#: What the rows of information tables are called, over many templates.
_LABELS: Mapping[str, tuple[str, ...]] = {
    "number": ("发文字号", "文件字号", "文件编号", "公文字号", "公文文号", "文号"),
    "issuer": ("发文机关", "发文机构", "制发机关", "发文单位", "制发单位", "制定机关", "印发机关"),
    "publisher": ("发布机构", "发布单位", "发布机关", "公开机构", "公开主体", "信息来源"),
    "drafter": ("起草单位", "起草部门", "牵头单位", "牵头部门", "政策咨询部门", "责任部门"),
    "validity": ("有效性", "是否有效", "效力状态", "效力状况", "时效性", "文件状态"),
    "made": (
        "成文日期",
        "成文时间",
        "发文日期",
        "发文时间",
        "印发日期",
        "印发时间",
        "签发日期",
        "签发时间",
        "制发日期",
        "制定日期",
        "颁布日期",
        "颁布时间",
        "形成日期",
        "落款日期",
        "公文日期",
        "文件日期",
        "生成日期",
        "生成时间",
        "信息生成日期",
        "信息生成时间",
    ),
    "open": tuple(
        f"{prefix}公开{kind}"
        for prefix in ("", "信息", "政府信息")
        for kind in ("属性", "方式", "形式", "类别", "类型", "选项", "范围", "程度", "权限", "对象")
    ),
    "published": (
        "发布日期",
        "发布时间",
        "公开日期",
        "公开时间",
        "公布日期",
        "公布时间",
        "信息公开日期",
        "上传日期",
        "上传时间",
        "录入时间",
    ),
    "updated": ("更新日期", "更新时间", "修改时间", "最后更新", "最近更新"),
    "until": ("有效期", "有效期至", "有效期限", "失效日期", "失效时间", "废止日期", "废止时间", "终止日期"),
    "registration": ("统一登记号", "登记号", "统一编号", "规范性文件编号", "规范性文件统一编号"),
}
_KNOWN = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(rf"[\[【]?({'|'.join(sorted(_KNOWN, key=len, reverse=True))})[:：\]】]*(.{{0,60}})")
_ENDS = (
    "主题分类",
    "主题词",
    "组配分类",
    "索引号",
    "信息索引号",
    "标题",
    "名称",
    "体裁分类",
    "服务对象",
    "废止日期",
    "内容概述",
    *_KNOWN,
)
#: The next label stands where the value should.
_END = re.compile(rf"[\[【]?(?:{'|'.join(_ENDS)})(?:[:：\]】].*)?")
_REGISTERED = re.compile(r"[A-Z]{2,8}DR[-－—]?20\d\d[-－—]?\d{5,8}")
_VARIABLE = re.compile(r"""\b\w*(?:jied|jiedu|zcjd|interpret)\w*\s*=\s*["']([^"'\s<>]*[/.][^"'\s<>]*)["']""", re.I)
#: What the value of a row must look like; a row that is left empty stands before something else.
_VALUES: Mapping[str, re.Pattern[str]] = {
    "number": re.compile(r".*\d+号.*|(?!.*关于).*[〕\])】}>].*[\d号].*|.*dr-?20\d\d.*|无(?:文号)?|没有|暂无|[-—]+|/"),
    "open": re.compile(r"(?!.*关于)(?=.{1,20}$).*(?:公开|主动|依申请|社会|公众|网站).*"),
    "issuer": re.compile(r"(?!.*关于).{2,40}"),
    "publisher": re.compile(r"(?!.*关于).{2,40}"),
    "made": re.compile(r".*\d.*|二[〇○零o0].*"),
    "published": re.compile(r".*\d.*"),
    "updated": re.compile(r".*\d.*"),
    "until": re.compile(r".*\d.*"),
}
_ANYTHING = re.compile(".*")
_FROM = re.compile(r"来源[:：\]】]([^\s:：]{2,30})")
_ENTRY = frozenset({"li", "tr", "dd", "dl"})
_CLIMB = 5
#: An entry of a list has few links of its own.
_FEW = 8


@dataclass(frozen=True, slots=True)
class _Source:
    """What the source of a page says; the source itself is not kept.

    `noted`: it says how far the document is public, `numbered`, `closed`: a number, a signature stand somewhere on the page.
    """

    shown: bool
    rows: Mapping[str, str]
    labels: frozenset[str]
    registered: bool
    registrations: tuple[str, ...]
    origin: str
    noted: bool
    numbered: bool
    closed: bool
    links: tuple[str, ...]


class Facts:
    """One stored page, read once more when it is asked. Everything is "" or empty where the page does not say it."""

    def __init__(self, snapshot: Snapshot, page: Page) -> None:
        self._snapshot, self._page = snapshot, page

    @property
    def rows(self) -> Mapping[str, str]:
        """What the information table says, by the names of `_LABELS`; a row without a value is not there."""
        return self._source.rows

    @property
    def shown(self) -> bool:
        """Whether the bytes of the page were kept, so that its table could be read."""
        return self._source.shown

    @property
    def labels(self) -> frozenset[str]:
        """The rows that its table has, with a value or without."""
        return self._source.labels

    @property
    def noted(self) -> bool:
        """Whether it says how far it is public."""
        return self._source.noted

    @property
    def numbered(self) -> bool:
        """Whether a number stands on a line of its own, be it outside of the text."""
        return self._source.numbered

    @property
    def closed(self) -> bool:
        """Whether a signature with its day stands anywhere on the page."""
        return self._source.closed

    @property
    def origin(self) -> str:
        """From where it is, as the line under the title or the head of the page says."""
        return self._source.origin

    @property
    def registered(self) -> bool:
        """It carries the number under which normative documents are registered."""
        return self._source.registered

    @property
    def registration(self) -> str:
        """The one number under which it is registered; "" where it shows none, or those of many."""
        found = self._source.registrations
        return found[0] if len(found) == 1 else ""

    @property
    def variables(self) -> list[str]:
        """Addresses of interpretations that a script of the page holds (jied_url)."""
        return list(self._source.links)

    @cached_property
    def number(self) -> str:
        """The document's number in one spelling; a line of its own above the text will do."""
        head = [self.rows.get("number", ""), *self._page.text.split("\n", 8)[:8]]
        return next((found[0] for line in head if len(line) < 40 and (found := numbers(line))), "")

    @property
    def signed(self) -> str:
        """The name above the date that ends the document's own text."""
        return self._signed[0]

    @cached_property
    def made(self) -> tuple[date, ...]:
        """The days on which it says that it was made: by its table, by its signature, by other lines that end with a day."""
        days = (self.filed, self._signed[1], *elements.days(self._page.text.split("\n")))
        return tuple(dict.fromkeys(day for day in days if day))

    @property
    def filed(self) -> date | None:
        """The day on which its table says that it was made."""
        row = self.rows.get("made", "")
        return dates.as_date(dates.first(row) or dates.alone(row))

    @cached_property
    def _signed(self) -> tuple[str, date | None]:
        return elements.signed(self._page.text.split("\n"))

    @cached_property
    def _source(self) -> _Source:
        html = stored(self._snapshot, self._page.url)
        lines = [names.plain(line) for line in _text.lines(LexborHTMLParser(html))] if html else []
        rows: dict[str, str] = {}
        for field, value in (*_rows(lines), *_tagged(self._page.tags)):
            rows.setdefault(field, value)
        said = (found[1] for line in lines if (found := _FROM.search(line)))
        tagged = (value for name, value in self._page.tags.items() if value and name.lower() == "contentsource")
        links = (url for target in _VARIABLE.findall(html) if (url := urls.join(self._page.url, target)))
        return _Source(
            bool(html),
            rows,
            labels=frozenset(_KNOWN[found[1]] for line in lines if (found := _LABEL.match(line))),
            registered=bool(_REGISTERED.search(html)),
            registrations=tuple(elements.registrations([rows["registration"]] if "registration" in rows else lines)),
            origin=next(said, "") or next(tagged, ""),
            noted="open" in rows or elements.is_open(self._page.text.split("\n")) or elements.is_noted(lines),
            numbered=elements.apart(lines),
            closed=elements.closed(lines),
            links=tuple(links),
        )


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
    for line, after in pairwise([*lines, ""]):
        if (found := _LABEL.match(line)) is None:
            continue
        field, value = _KNOWN[found.group(1)], found.group(2) or ("" if _END.fullmatch(after) else after)
        if value and len(value) <= 60 and "。" not in value and _VALUES.get(field, _ANYTHING).fullmatch(value):
            yield field, value


def _tagged(tags: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Rows that stand in the head of the page."""
    for name, value in tags.items():
        if value and (field := _KNOWN.get(names.plain(name))):
            yield field, names.plain(value)
