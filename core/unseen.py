"""What stands on a page that reading alone cannot judge: the last look before a column is called empty.

Scripts, places to click, drawings and links, read anew from the stored bytes.  The frame of the site is told by other
columns whose lists were read: a script that stands there too has drawn no list.  Two columns that one script draws never
excuse each other.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import names, urls
from core.charset import decode
from core.contents import is_paging, reports
from core.snapshot import Snapshot
from core.types import Page

#: (kind, what, its words)
Mark = tuple[str, str, str]

#: So many other columns, the nearest by address, tell the frame.
_BESIDE = 8
_ACTS = re.compile(
    r"innerHTML|\.(?:html|append\w*|prepend|load|insert\w+|embed|init|render)\s*\(|createElement|document\s*\.\s*write"
    r"|\bimport\b|\blocation\b|window\s*\.\s*open|\bnew\s+[\w.]*(?:Map|Chart|Player|Tree|Swiper|Vue)\b"
)
#: Scripts that put nothing into a list.
_LIBRARY = re.compile(
    r"(?i)jquery|bootstrap|shiv|respond|share|jiucuo|tongji|hm\.js|cnzz|conac|jweixin|qrcode|wza|common\b|create_?page|pager"
)
_SIDE = re.compile(r"(?i)visitcount|\bhits?\b|counter|hm\.baidu|conac|jiucuo|createPageHTML|tongji")
_VARIES = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\d+|\s+""")
_SHOWS = "svg, canvas, object, embed, video, audio, map"
_CLICKS = "a, button, input[onclick], [onclick], [data-url], [data-href], [data-link], [data-src]"
_CALL = re.compile(r"(?i)\s*javascript:\s*(?!void)\w[\w.]*\s*\(")
_PICTURE = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_FRAMES = re.compile(r"<(?:i?frame|frameset)\b", re.I)


class Unseen:
    """Built once a snapshot; a page is parsed when it is asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._marks = cache(self._read)
        self._listed = cache(lambda url: bool(snapshot.rows(url)))
        self._columns = {page.url: page.title for page in snapshot.columns() if not page.drawn}

    def stands_on(self, page: Page) -> bool:
        """Whether anything of the kind stands on the page outside its frame, or its bytes were not kept."""
        own = self._marks(page.url)
        if own is None:
            return True
        beside = [marks for url in islice(self._beside(page), _BESIDE) if (marks := self._marks(url)) is not None]
        known = {page.url, *(names.plain(name) for name in (page.title, *page.path))} - {""}
        return any(known.isdisjoint(mark) and not _in_frame(mark, number, beside) for mark, number in own.items())

    def _beside(self, page: Page) -> Iterator[str]:
        others = [url for url, title in self._columns.items() if title != page.title]
        others.sort(key=lambda url: _alike(url, page.url), reverse=True)
        return filter(self._listed, others)

    def _read(self, url: str) -> Counter[Mark] | None:
        reading, body = self._snapshot.reading(url), self._snapshot.body(url)
        if reading is None or body is None:
            return None
        html = decode(body, reading.charset)[0]
        tree = LexborHTMLParser(html)
        tree.strip_tags(["style", "noscript", "template"])
        marks = Counter(_links(tree, url, reading.charset))
        marks.update(_scripts(tree, url))
        marks.update(_clicks(tree))
        marks.update(_shown(tree))
        marks["frame", "", ""] = len(_FRAMES.findall(html))
        return +marks


def _alike(one: str, other: str) -> int:
    """How many characters two addresses begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _in_frame(mark: Mark, number: int, beside: list[Counter[Mark]]) -> bool:
    """One page that shows it as often is enough, except for scripts: a column of several lists may be drawn in part."""
    shown = sum(marks[mark] >= number for marks in beside)
    return shown * 2 > len(beside) if mark[0] == "script" else shown > 0


def _scripts(tree: LexborHTMLParser, url: str) -> Iterator[Mark]:
    for node in tree.css("script"):
        source, text = node.attributes.get("src") or "", node.text()
        if source and not _LIBRARY.search(source.partition("?")[0].removesuffix(".js")) and not _SIDE.search(source):
            yield "script", urls.join(url, source).partition("?")[0], ""
        elif not source and _ACTS.search(text) and not _SIDE.search(text):
            yield "script", _VARIES.sub("", text), ""


def _clicks(tree: LexborHTMLParser) -> Iterator[Mark]:
    for node in tree.css(_CLICKS):
        words = names.plain(node.text() or node.attributes.get("value") or "")
        if len(words) > 1 and not is_paging(words) and _leads_by_script(node):
            yield "click", "", words


def _leads_by_script(node: LexborNode) -> bool:
    href = node.attributes.get("href")
    if href and href != "#" and not href.lower().startswith("javascript"):
        return False
    return bool(_CALL.match(href or "")) or any(name.startswith(("on", "data-")) for name in node.attributes)


def _links(tree: LexborHTMLParser, url: str, charset: str) -> Iterator[Mark]:
    for node in tree.css("a[href], area[href]"):
        target, words = urls.join(url, node.attributes.get("href") or "", charset), names.plain(node.text())
        if target and not is_paging(words) and not reports(target, url):
            yield "link", target, words


def _shown(tree: LexborHTMLParser) -> Iterator[Mark]:
    for node in tree.css(_SHOWS):
        yield "shown", node.tag or "", ""
    for node in tree.css("[style*='url(']"):
        for picture in _PICTURE.findall(node.attributes.get("style") or ""):
            yield "picture", picture, ""
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            yield "refresh", "", ""
