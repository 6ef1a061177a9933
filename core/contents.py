"""What a page has of its own, told apart from the frame that it shares with the rest of the site."""

import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from urllib.parse import unquote

from core import names
from core._text import says_empty, says_none
from core.html import looks_like_article
from core.snapshot import Snapshot
from core.types import Kind, Link, Page
from core.urls import host_of, is_attachment

#: 24 hex digits of such an address begin with the second at which the column was made.
_OBJECT_ID = re.compile(r"/channel_([0-9a-f]{8})[0-9a-f]{16}/?\Z")
_CHINA = timedelta(hours=8)
_FRAME = re.compile(
    r"位置|浏览|点击|访问|次数|今天|星期|更新时间|共\d+[页条]|第\d+页|^[\d\W]+$"
    r"|^(?:标题|序号|操作|.{0,4}(?:时间|日期|状态|编号|单位|名称|类别|文号|查询码)):?$"
)
_PAGER = re.compile(
    r"首页|[上下前后]一?页|尾页|末页|最后一?页|返回.{0,4}|跳转|转到|确定|go|打印.{0,2}|关闭.{0,2}"
    r"|加入收藏|收藏本[页站]|设为首页|分享到.{0,4}|(?:我要)?纠错|\W*(?!(?:19|20)\d\d)\d{0,4}\W*",
    re.I,
)
_INDEX = re.compile(r"/(?:(?:index|default|node|list)\.\w{2,5})?\Z")
#: What pages of so many names show is the frame; of fewer pages than one more, nothing tells the frame from what is their own.
_FRAME_FROM = 2
#: Columns that are asked whether a block stands beside their entries.
_PLACES = 60


class Contents:
    """Built once a snapshot, over all its pages."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._common = cache(snapshot.common)
        self._listed = cache(lambda url: bool(snapshot.rows(url)))
        self._shown: defaultdict[str, set[str]] = defaultdict(set)
        self._above: set[tuple[str, ...]] = set()
        self._folders: set[str] = set()
        self._names: set[str] = set()
        for path in map(_plain, snapshot.paths()):
            self._above.update(path[:depth] for depth in range(2, len(path)))
        self._filed = set(map(_plain, snapshot.paths(Kind.ARTICLE, Kind.DOCUMENT)))
        for page in snapshot.pages(Kind.HOME, Kind.COLUMN, Kind.OTHER):
            self._names.add(page.title)
            for line in page.text.split("\n"):
                self._shown[names.plain(line)].add(page.title)
            if page.kind is Kind.COLUMN:
                self._folders.add(_folder(page.url).rstrip("/").rpartition("/")[0] + "/")

    @property
    def tells_apart(self) -> bool:
        """Whether enough pages were read to know the frame."""
        return len(self._names) > _FRAME_FROM

    def own_lines(self, page: Page) -> list[str]:
        """The lines of its text that no page of another name shows; its name, its path and paging left out."""
        known = {names.plain(name) for name in (page.title, *page.path)}
        lines = (names.plain(line) for line in page.text.split("\n"))
        own = (line for line in lines if line and len(self._shown[line]) < _FRAME_FROM and not _is_frame(line))
        return [line for line in own if line.strip(":>»›/-") not in known]

    def parent(self, page: Page) -> bool:
        """Whether columns stand below this one, by their breadcrumbs or their addresses."""
        address = page.url.partition("?")[0]
        return _plain(page.path) in self._above or (bool(_INDEX.search(address)) and _folder(address) in self._folders)

    def leads_on(self, page: Page) -> bool:
        """Links that are this page's own: to sub-columns, articles, attachments or elsewhere."""
        return bool(self.entries(page))

    def entries(self, page: Page) -> list[str]:
        """The words of its own links."""
        links = self._snapshot.links(page.url)
        return [link.text for link in links if self._is_entry(link, page) or self._says_none(link)]

    def shares(self, page: Page) -> bool:
        """Whether a list that stands on several columns is their only one: an entry filed in many places, no sidebar."""
        return any(not self._is_side(block) for block in self._blocks if page.url in self._blocks[block])

    def some(self, page: Page, least: int) -> bool:
        """`least` characters or a picture of its own, or articles filed here though the list does not show them."""
        if len("".join(self.own_lines(page))) >= least or (len(page.path) > 1 and _plain(page.path) in self._filed):
            return True
        return any(link.kind == "img" and not self._common(link.url) for link in self._snapshot.links(page.url))

    @cached_property
    def _blocks(self) -> dict[str, set[str]]:
        blocks: defaultdict[str, set[str]] = defaultdict(set)
        for url, block in self._snapshot.blocks():
            blocks[block].add(url)
        return blocks

    def _is_side(self, block: str) -> bool:
        """At least half of the columns that show it have entries of their own beside it."""
        places = sorted(self._blocks[block])[:_PLACES]
        return 2 * sum(map(self._listed, places)) >= len(places)

    def _says_none(self, link: Link) -> bool:
        """A note that there are no such matters, which may be filed in many columns."""
        if link.kind == "img" or not looks_like_article(link.url):
            return False
        target = self._snapshot.page(link.url)
        return says_none(link.text) or (target is not None and says_none(target.title))

    def _is_entry(self, link: Link, page: Page) -> bool:
        if link.kind == "img" or link.url == page.url or self._common(link.url):
            return False
        if is_attachment(link.url) or looks_like_article(link.url) or link.kind == "frame":
            return True
        text = names.plain(link.text)
        if is_paging(text) or text in map(names.plain, page.path) or reports(link.url, page.url):
            return False
        target = self._snapshot.page(link.url)
        return target is None or target.kind is not Kind.HOME


def created(url: str) -> date | None:
    """The day on which a column was made, where its address tells."""
    found = _OBJECT_ID.search(url)
    return (datetime.fromtimestamp(int(found.group(1), 16), UTC) + _CHINA).date() if found else None


def is_paging(words: str) -> bool:
    """Words of a link for the page itself or its list: another page of it, printing, sharing."""
    return _PAGER.fullmatch(words) is not None


def reports(target: str, url: str) -> bool:
    """A link that carries the page's own address to somewhere else: sharing, printing, error reports."""
    query = unquote(target.partition("?")[2])
    return bool(query) and host_of(url) in query


def _is_frame(line: str) -> bool:
    return bool(_FRAME.search(line)) or says_empty(line)


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(names.column_name, path))


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0] + "/"
