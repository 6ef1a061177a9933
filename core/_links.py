"""The links of a page as a browser would follow them, each with its node for those who look around it."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import names, urls
from core.types import Link

_SELECTOR = "a[href], area[href], img[src], iframe[src], frame[src]"
#: What scripts would have replaced by an address.
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%|\[\[|['\"]\s*\+|\A(?:undefined|null)\Z")
_KINDS = {"a": "a", "area": "a", "img": "img", "iframe": "frame", "frame": "frame"}


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """Where relative addresses count from: <base href> if the page has one."""
    node = tree.css_first("base[href]")
    href = node.attributes.get("href") if node else None
    return urls.join(url, href) or url if href else url


def collect(tree: LexborHTMLParser, base: str, charset: str) -> list[tuple[LexborNode, Link]]:
    """Every HTTP link in the page's order. Text is the anchor's, else its title, else the alt of its picture."""
    folder = urls.folder_of(base)
    root = folder[: folder.find("/", 8) + 1] or folder
    hidden = _hidden(tree)
    anchors = []
    for node in tree.css(_SELECTOR):
        attributes = node.attributes
        href = attributes.get("href") or attributes.get("src")
        if not href or href[0] == "#" or href[:10].lower() == "javascript" or _PLACEHOLDER.search(href):
            continue
        url = _resolve(base, folder, root, href, charset)
        if url:
            text = _text(node, attributes) if node.tag == "a" else attributes.get("alt") or ""
            link = Link(url, text, _KINDS[node.tag or "a"], node.mem_id not in hidden, attributes.get("rel") or "")
            anchors.append((node, link))
    return anchors


def _resolve(base: str, folder: str, root: str, href: str, charset: str) -> str:
    if href[0] == "/" and href[1:2] != "/":
        return _joined(root, href, charset)
    if href[0] in "?\\ \t\r\n":
        return urls.join(base, href, charset)
    return _joined(folder, href, charset)


@lru_cache(maxsize=20_000)
def _joined(base: str, href: str, charset: str) -> str:
    return urls.join(base, href, charset)


def _text(node: LexborNode, attributes: dict[str, str | None]) -> str:
    text = names.tidy(node.text())
    whole = names.tidy(attributes.get("title") or "")
    if whole and (not text or (text.rstrip(".…") != text and whole.startswith(text.rstrip(".…")))):
        return whole
    if not text and (picture := node.css_first("img[alt]")):
        return names.tidy(picture.attributes.get("alt") or "")
    return text


def _hidden(tree: LexborHTMLParser) -> set[int]:
    """Anchors inside a block that its own style hides."""
    hidden: set[int] = set()
    for block in tree.css("[hidden], [style*='display'], [style*='visibility']"):
        style = (block.attributes.get("style") or "").replace(" ", "").lower()
        if "display:none" in style or "visibility:hidden" in style or "hidden" in block.attributes:
            hidden.update(node.mem_id for node in block.css("a, img"))
    return hidden
