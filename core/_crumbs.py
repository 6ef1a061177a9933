"""The breadcrumb: where a page stands, from 首页 to its column."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import names
from core.types import Link

_HOME = frozenset({"首页", "网站首页", "门户首页", "主页", "返回首页", "本站首页", "站点首页", "政府首页"})
_LABEL = re.compile(r"^.*?(?:位置|位于)\s*(?:是|为)?\s*[:：]?\s*", re.S)
_ARROW = re.compile(r"\s*(?:-*>+|[»›→＞﹥⟩]|::)+\s*")
#: Part of a name (行政许可/其他对外管理服务) where arrows separate.
_BAR = re.compile(r"\s*[/|\\]+\s*")
_LINES = re.compile(r"\s*\n\s*")
_MARK = re.compile(r"[>»›→＞﹥⟩]|位置|位于")
#: A bar stands between the entries of menus too, a slash hardly ever.
_SLASHED = re.compile(r"(?:网站|门户|本站)?首\s*页\s*/")
_LEAVES = frozenset("正文 内容 详情 详细内容 信息内容 文章内容 文章正文 信息详细 浏览 列表 查看详情 信息详情".split())
#: Links to the home page, around which a breadcrumb is looked for.
_MOST = 40
_HINTS = (
    "[class*=location], [class*=Location], [class*=position], [class*=crumb], [class*=Crumb], [class*=weizhi], "
    "[class*=dqwz], [class*=path], [class*=wz], [id*=location], [id*=position]"
)


def path(tree: LexborHTMLParser, anchors: list[tuple[LexborNode, Link]], tags: dict[str, str]) -> tuple[str, ...]:
    """The names from 首页 on, leaf words such as 正文 left out; () where the page shows no breadcrumb."""
    return _hidden_location(tree) or _visible(tree, anchors) or _from_tags(tags)


def without_leaf(path: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The path without the page's own title at its end."""
    if len(path) > 1 and title and _same(path[-1], title):
        return path[:-1]
    return path


def _same(crumb: str, title: str) -> bool:
    crumb, title = names.title(crumb).rstrip(".…"), names.title(title)
    return crumb == title or (len(crumb) > 8 and title.startswith(crumb))


def _hidden_location(tree: LexborHTMLParser) -> tuple[str, ...]:
    """大汉 templates write the path into spans col9_name … col1_name, from the root to the leaf."""
    node = tree.css_first("#hiddenLocation")
    if node is None:
        return ()
    found = {
        int(match.group(1)): names.tidy(span.text())
        for span in node.css("span[id]")
        if (match := re.fullmatch(r"col(\d{1,3})_name", span.attributes.get("id") or ""))
    }
    return ("首页", *(found[level] for level in sorted(found, reverse=True) if found[level])) if found else ()


def _visible(tree: LexborHTMLParser, anchors: list[tuple[LexborNode, Link]]) -> tuple[str, ...]:
    starts = [node for node, link in anchors if "页" in link.text and names.plain(link.text) in _HOME]
    blocks = [block for node in starts[:_MOST] if (block := _around(node))]
    if blocks:
        return _parts(min(blocks, key=len))
    for node in tree.css(_HINTS):
        text = node.text(separator="\n").strip()
        if "位置" in text and len(text) < 300 and len(found := _parts(text)) > 1:
            return found
    return ()


def _around(node: LexborNode) -> str:
    """The text of the smallest block round a link to the home page that reads like a breadcrumb; "" if none does."""
    block = node.parent
    for _ in range(5):
        if block is None:
            return ""
        text = block.text(separator="\n").strip()
        if len(text) > 400:
            return ""
        if (_MARK.search(text) or _SLASHED.match(text)) and len(_parts(text)) > 1:
            return text
        block = block.parent
    return ""


def _parts(text: str) -> tuple[str, ...]:
    label = _LABEL.match(text[:60])
    body = text[label.end() :] if label else text
    cut = next((separator for separator in (_ARROW, _BAR) if separator.search(body)), _LINES)
    pieces = cut.split(body)
    pieces[-1] = pieces[-1].strip().partition("\n")[0]
    parts = [names.tidy(part).strip(" >/|:：") for part in pieces]
    kept = [part for part in parts if part and len(part) <= 120 and names.plain(part) not in _LEAVES]
    first = next((index for index, part in enumerate(kept) if names.plain(part) in _HOME), 0)
    kept = kept[first : first + 9]
    if kept and names.plain(kept[0]) in _HOME:
        kept[0] = "首页"
    return tuple(kept)


def _from_tags(tags: dict[str, str]) -> tuple[str, ...]:
    name = next((value for key, value in tags.items() if key.lower() in ("columnname", "channel") and value), "")
    return ("首页", names.tidy(name)) if name else ()
