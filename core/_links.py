"""The links of a page as a browser would follow them, each with its node for those who look around it."""

import re
from dataclasses import replace
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import names, urls
from core.types import Link

_SELECTOR = "a, area[href], img[src], iframe[src], frame[src]"
_STYLED = "[hidden], [style*='display' i], [style*='visibility' i]"
#: What scripts would have replaced by an address.
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%|\[\[|['\"]\s*\+|\A(?:undefined|null)\Z")
#: Counters of visits: to ask one would change the number that it shows.
_COUNTER = re.compile(r"(?i)/visitcount/|/articlehits\.|/(?:hits?|click|counter)\.(?:jsp|do|action|aspx?|php)\b")
_KINDS = {"a": "a", "area": "a", "img": "img", "iframe": "frame", "frame": "frame"}
_NOSCRIPT = re.compile(r"<noscript\b(?:(?!<noscript\b).)*?</noscript\s*>", re.S | re.I)
#: A longer element is hardly navigation: a picture written into its address, a whole block within one link.
_LONGEST_KEPT = 1000


def scripted(html: str) -> str:
    """The source as a browser that runs scripts reads it: what stands in <noscript> does not even end the head."""
    return _NOSCRIPT.sub("", html) if "noscript" in html or "NOSCRIPT" in html else html


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
        attributes, tag = node.attributes, node.tag or "a"
        kind = _KINDS[tag]
        href = attributes.get("href") or attributes.get("xlink:href") if kind == "a" else attributes.get("src")
        if not href:
            continue
        start = root if href[0] == "/" and href[1:2] != "/" else base if href[0] <= " " or href[0] in "?\\" else folder
        words = node.text() if tag == "a" else attributes.get("alt") or ""
        read = _link if len(href) + len(words) <= _LONGEST_KEPT else _link.__wrapped__
        link = read(start, href, charset, kind, words, attributes.get("title") or "", attributes.get("rel") or "")
        if link is not None:
            if not link.text and tag == "a":
                link = replace(link, text=_alt(node))
            if hidden and node.mem_id in hidden:
                link = replace(link, visible=False)
            anchors.append((node, link))
    return anchors


@lru_cache(maxsize=20_000)
def _link(start: str, href: str, charset: str, kind: str, words: str, title: str, rel: str) -> Link | None:
    """The link of one element, None where a browser would not go; a site's navigation is the same on every page."""
    if href[0] == "#" or href[:10].lower() == "javascript" or _PLACEHOLDER.search(href):
        return None
    if kind != "a" and _COUNTER.search(href):
        return None
    url = urls.join(start, href, charset)
    return Link(url, _text(words, title), kind, rel=rel) if url else None


def _text(words: str, title: str) -> str:
    """The anchor's own words; its title where the words are missing or cut short."""
    text = names.tidy(words)
    if not title or title == words:
        return text
    whole = names.tidy(title)
    start, cut, _ = text.replace("...", "…").partition("…")
    return whole if whole and (not text or (cut and whole.startswith(start.rstrip(".")))) else text


def _alt(node: LexborNode) -> str:
    picture = node.css_first("img[alt]")
    return names.tidy(picture.attributes.get("alt") or "") if picture else ""


def _hidden(tree: LexborHTMLParser) -> set[int]:
    """Links inside a block that its own style hides, and the blocks within."""
    hidden: set[int] = set()
    for block in tree.css(_STYLED):
        style = (block.attributes.get("style") or "").replace(" ", "").lower()
        unseen = "display:none" in style or "visibility:hidden" in style or "hidden" in block.attributes
        if unseen and block.mem_id not in hidden:
            hidden.update(node.mem_id for node in block.css(f"{_SELECTOR}, {_STYLED}"))
    return hidden
