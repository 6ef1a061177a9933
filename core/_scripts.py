"""What scripts say without being run: redirects, links that they write or follow, dates in variables.

Nothing of a page is ever executed; only whole literals are read.  Where a script draws what we cannot read, `draws`
says so, and no check may conclude from the page that something is not there.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from core import names, urls
from core.types import Link

_REFRESH = re.compile(
    r"""(?i)<meta[^>]{0,80}http-equiv\s*=\s*["']?refresh["']?[^>]{0,80}content\s*=\s*["']?\s*(\d+)\s*[;,]\s*url\s*=\s*['"]?([^"'>\s]+)"""
)
_LOCATION = re.compile(
    r"""(?<![\w.])(?:(?:window|self|top|parent|document)\s*\.\s*)?location(?:\.href|\.replace|\.assign)?\s*(?:=(?!=)|\()\s*["']([^"'+]{1,300})["']\s*\)?\s*(?:;|\n|\}|<|$)"""
)
_ON_CLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\()\s*["']([^"'+]{1,300})["'](?!\s*\+)"""
)
_WRITE = re.compile(
    r"""document\s*\.\s*write(?:ln)?\s*\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")(\s*\+\s*(\w+)\s*\+\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"))?"""
)
_WRITTEN_LINK = re.compile(r"""<a\b[^>]*?href\s*=\s*\\?["']([^"'\\]+)\\?["'][^>]*>(.*?)(?:</a|$)""", re.S | re.I)
_ASSIGNED = r"""(?:\bvar\s+)?(?<![\w.])%s\s*\+?=(?!=)\s*(?:["']([^"'\n]*)["']\s*(?:;|\n|$))?"""
_PUBLISHED = re.compile(
    r"""\b(?:pub_?dat[ae]|publish_?(?:date|time)|docreltime|fbsj)\w*\s*=\s*["']([^"']{8,25})["']""", re.I
)
_COMMENT = re.compile(r"<!--(?!\[if).*?-->|<noscript.*?</noscript>", re.S | re.I)
_ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|axios|XMLHttpRequest")
_DRAWS = re.compile(r"dataproxy|datastore|new\s+Vue|createApp\s*\(|laypage|\btemplate\s*\(|art-template|mustache", re.I)
#: Addresses that give a number or a form, never entries: visits, weather, logins. A search often gives lists.
_SIDE = re.compile(
    r"(?i)hits?\b|(?:visit|view|click|read|browse)_?(?:count|num|times)|counter|pv\b|tongji|weather|tianqi|captcha|login|jiucuo"
)
#: With an article's name (t20260301_…) it would page through a long text.
_PAGER = re.compile(
    r"""createPageHTML\s*\(\s*(?:['"][\w-]*['"]\s*,\s*)?\d{1,5}\s*,\s*\d{1,5}\s*,\s*['"](?!t\d)[\w-]+['"]"""
)
_ADDRESS = re.compile(r"""["']([^"'\s]*/[^"'\s]*)["']""")
_DRAWN = "[v-for], [ng-repeat], #app, #root, script[src*=unitbuild], script[type='text/xml']"
#: What an empty box is called that waits for entries; and scripts that are known to put none there.
_BOX = re.compile(r"list|news|data|result|grid|unit|content|article", re.I)
_LIBRARY = re.compile(
    r"(?i)jquery|swiper|slide|bootstrap|shiv|respond|share|jiucuo|tongji|hm\.js|cnzz|conac|jweixin|qrcode|wza"
)
_WRITES = re.compile(
    r"innerHTML|\.(?:html|append\w*|prepend|load|insert\w+)\s*\(|createElement|document\.write|\bimport\b"
)
_ON_CALL = re.compile(r"function\s+\w+\s*\([^)]*\)\s*\{[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}", re.S)


@dataclass(frozen=True, slots=True)
class Scripts:
    redirect: str = ""
    published: str = ""
    links: tuple[Link, ...] = ()
    draws: bool = False
    #: A script of a suspect page could put something into it; one draws the pager of a list.
    writes: bool = False
    pages: bool = False


def read(
    tree: LexborHTMLParser, html: str, base: str, charset: str, *, few_links: bool, suspect: bool = False
) -> Scripts:
    """`few_links`: the page has hardly any link of its own, so a script's location is where it leads.

    `suspect`: on its platform scripts draw the lists.
    """
    scripts = [text for node in tree.tags("script") if (text := node.text())]
    whole = "\n".join(scripts)
    found = _PUBLISHED.search(whole)
    links = _written(scripts, base, charset) if "document.write" in whole else {}
    if "onclick" in html:
        links = _clicked(tree, base, charset) | links
    return Scripts(
        redirect=_redirect(html, whole, base, charset, few_links),
        published=found.group(1) if found else "",
        links=tuple(links.values()),
        draws=_draws(whole) or tree.css_first(_DRAWN) is not None or _frames(tree) or _waits(tree),
        writes=suspect and (_writes(whole) or _own_file(tree)),
        pages="createPageHTML" in whole and _PAGER.search(whole) is not None,
    )


def _draws(script: str) -> bool:
    """Whether a script asks for something that it may then show; a counter of visits changes no list."""
    if _DRAWS.search(script):
        return True
    asked = (_ADDRESS.search(script, call.end(), call.end() + 300) for call in _ASKS.finditer(script))
    return any(address is None or not _SIDE.search(address.group(1)) for address in asked)


def _writes(script: str) -> bool:
    """Whether a script puts something into the page that is not one of the known marks and counters."""
    places = (match.start() for match in _WRITES.finditer(script))
    return any(not _LIBRARY.search(script[max(0, place - 200) : place + 200]) for place in places)


def _waits(tree: LexborHTMLParser) -> bool:
    """An empty box with the name of a list, and a file of the site's own that may fill it."""
    boxes = (node for node in tree.css("div[id], ul[id], tbody[id]") if _BOX.search(node.attributes.get("id") or ""))
    if not any(not node.text().strip() and node.css_first("a, img, input") is None for node in boxes):
        return False
    return _own_file(tree)


def _own_file(tree: LexborHTMLParser) -> bool:
    """A script in a file that is no known library."""
    return any(not _LIBRARY.search(node.attributes.get("src") or "") for node in tree.css("script[src]"))


def _frames(tree: LexborHTMLParser) -> bool:
    """A frame that a reader sees shows a page of its own within this one."""
    for frame in tree.css("iframe"):
        attributes = frame.attributes
        source, style = attributes.get("src") or "", (attributes.get("style") or "").replace(" ", "").lower()
        unseen = (
            "display:none" in style or attributes.get("width") in ("0", "1") or attributes.get("height") in ("0", "1")
        )
        if source and not source.startswith(("about:", "javascript:")) and not unseen and not _SIDE.search(source):
            return True
    return False


def _redirect(html: str, script: str, base: str, charset: str, few_links: bool) -> str:
    head = _COMMENT.sub("", html[:4000])
    refresh = _REFRESH.search(head)
    if refresh and int(refresh.group(1)) <= 10:
        target = urls.join(base, refresh.group(2), charset)
        return target if target != base else ""
    if few_links and "location" in script and (found := _LOCATION.search(_ON_CALL.sub("", script))):
        target = urls.join(base, found.group(1), charset)
        return target if target != base else ""
    return ""


def _clicked(tree: LexborHTMLParser, base: str, charset: str) -> dict[str, Link]:
    """Addresses to which a click leads by script."""
    links: dict[str, Link] = {}
    for node in tree.css("[onclick]"):
        found = _ON_CLICK.search(node.attributes.get("onclick") or "")
        if found and (url := urls.join(base, found.group(1), charset)):
            links.setdefault(url, Link(url, names.tidy(node.text())[:200], "script"))
    return links


def _written(scripts: list[str], base: str, charset: str) -> dict[str, Link]:
    """Links in strings of document.write whose address is a whole literal; a variable between two is looked up."""
    links: dict[str, Link] = {}
    for script in scripts:
        if "document.write" not in script:
            continue
        for match in _WRITE.finditer(script):
            text = _literal(match, script)
            for href, inner in _WRITTEN_LINK.findall(text):
                url = urls.join(base, href, charset)
                if url:
                    links.setdefault(url, Link(url, names.tidy(re.sub(r"<[^>]*>", "", inner)), "script"))
    return links


def _literal(match: re.Match[str], script: str) -> str:
    """The string written; "" where a part of it is a variable that does not hold one literal all the time."""
    text = match.group(1) or match.group(2) or ""
    if not match.group(3):
        return text
    values = re.findall(_ASSIGNED % re.escape(match.group(4)), script)
    if len(values) != 1 or not values[0]:
        return ""
    return text + str(values[0]) + (match.group(5) or match.group(6) or "")
