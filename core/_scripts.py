"""What scripts say without being run: redirects, links that they write or follow, dates in variables.

Nothing of a page is ever executed; only whole literals are read.  Where a script draws what we cannot read, `draws`
says so, and no check may conclude from the page that something is not there.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _variables, interfaces, names, units, urls
from core.types import Link

#: Seconds after which a refresh is none: the page is there to be read.
_TIME_TO_READ = 10
#: A refresh that a script writes, and the content of one that stands in the page.
_REFRESH = re.compile(
    r"""(?i)<meta[^>]{0,80}http-equiv\s*=\s*\\?["']?refresh\\?["']?[^>]{0,80}content\s*=\s*\\?["']?([^"'\\>]+)"""
)
_CONTENT = re.compile(
    r"""(?is)\s*(?=[\d.])(\d{0,9})[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:'([^']*)|"([^"]*)|(.+))"""
)
_LOCATION = re.compile(
    r"""(?<![\w.])(?:(?:window|self|top|parent|document)\s*\.\s*)?location(?:\.href|\.replace|\.assign)?\s*(?:=(?!=)|\()\s*["']([^"'+]{1,300})["']\s*\)?\s*(?:;|\n|\}|<|$)"""
)
_ON_CLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\()\s*["']([^"'+]{1,300})["'](?!\s*\+)"""
)
#: What a list of choices does that leads somewhere, and what it chooses from: addresses, no search words or numbers.
_ON_CHANGE = re.compile(r"location|window\s*\.\s*open|(?i:jump|goto|golink|openurl)")
_PLACE = re.compile(r"(?i)https?://|\.{0,2}/[\w.]|[\w./-]+\.s?html?(?:[?#]|\Z)")
_WRITE = re.compile(
    r"""document\s*\.\s*write(?:ln)?\s*\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")(\s*\+\s*(\w+)\s*\+\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"))?"""
)
_WRITTEN_LINK = re.compile(r"""<a\b[^<>]*?href\s*=\s*\\?["']([^"'\\]+)\\?["'][^>]*>(.*?)(?:</a|$)""", re.S | re.I)
_ASSIGNED = r"""(?:\bvar\s+)?(?<![\w.])%s\s*\+?=(?!=)\s*(?:["']([^"'\n]*)["']\s*(?:;|\n|$))?"""
_PUBLISHED = re.compile(
    r"""\b(?:pub_?dat[ae]|publish_?(?:date|time)|docreltime|fbsj)\w*\s*=\s*["']([^"']{8,25})["']""", re.I
)
_ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|axios|XMLHttpRequest")
_DRAWS = r"new\s+Vue|createApp\s*\(|laypage|\btemplate\s*\(|art-template|mustache"
#: Addresses that give a number or a form, never entries: visits, weather, logins. A search often gives lists.
_SIDE = re.compile(
    r"(?i)hits?\b|(?:visit|view|click|read|browse)_?(?:count|num|times)|counter|pv\b|tongji|weather|tianqi|captcha|login|jiucuo"
)
#: With an article's name (t20260301_…) it would page through a long text.
_PAGER = re.compile(
    r"""createPageHTML\s*\(\s*(?:['"][\w-]*['"]\s*,\s*)?\d{1,5}\s*,\s*\d{1,5}\s*,\s*['"](?!t\d)[\w-]+['"]"""
)
_ADDRESS = re.compile(r"""["']([^"'\s]*/[^"'\s]*)["']""")
_DRAWN = "[v-for], [ng-repeat], #app, #root, script[type='text/xml']"
#: What an empty box is called that waits for entries; and scripts that are known to put none there.
_BOX = re.compile(r"list|news|data|result|grid|unit|content|article", re.I)
_LIBRARY = re.compile(
    r"(?i)jquery|swiper|slide|bootstrap|shiv|respond|share|jiucuo|tongji|hm\.js|cnzz|conac|jweixin|qrcode|wza"
)
_WRITES = re.compile(
    r"innerHTML|\.(?:html|append\w*|prepend|load|insert\w+)\s*\(|createElement|document\.write|\bimport\b"
)
#: Empty boxes that a script may fill, and names of those that hold no entries.
_EMPTY = "div:blank, ul:blank, ol:blank, dl:blank, tbody:blank, table:blank"
_LIST = re.compile(r"list|news|data|result|tree|menu|wrapper|content|article", re.I)
_IDLE = re.compile(
    r"(?i)top|back|cle?a?r|foot|head|search|weather|tianqi|share|qr|code|float|mask|load|line|space|blank|banner|logo"
    r"|tip|pop|dialog|page|time|date\b|riqi|clock|day|count|hits?\b|\bbg|btn|arrow|prev|next|scroll|bar|jiucuo|wza|shadow|icon"
)
_WRITING = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(")
#: What an entry of a list looks like where a script puts it together, and the address of an article that it holds.
_ENTRY = re.compile(r"<(?:a|li|tr|dd|option)\b", re.I)
_PAGING = re.compile(
    r"""[上下前后]一?页|[尾末]页|href\s*=\s*\\?["']?(?:\./)?(?:index|default|list|node|page)(?:_|\b)"""
)
_TARGET = re.compile(r"""["'][^"'\s<>/]*/[^"'\s<>]*\.s?html?["']""")
_ITEM = re.compile(r"""/(?:t\d{8}_\d+|art_[\da-f_]+|content_\d+|post_\d+|\d{4,})\.s?html?["'|]""")
_ON_CALL = re.compile(r"function\s+\w+\s*\([^()]*\)\s*\{[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}", re.S)


@dataclass(frozen=True, slots=True)
class Scripts:
    redirect: str = ""
    published: str = ""
    links: tuple[Link, ...] = ()
    draws: bool = False
    #: A script of a suspect page could put something into it; one draws the pager of a list.
    writes: bool = False
    pages: bool = False
    #: What stands in a list, a menu or a box of the page may be put there by a script.
    fills: bool = False


def read(
    tree: LexborHTMLParser,
    html: str,
    base: str,
    charset: str,
    *,
    few_links: bool,
    suspect: bool = False,
) -> Scripts:
    """`few_links`: the page has hardly any link of its own, so a script's location is where it leads.

    `suspect`: on its platform scripts draw the lists.
    """
    nodes = tree.tags("script")
    every = [text for node in nodes if (text := node.text())]
    scripts = _unheard(every, html, base)
    whole = "\n".join(every)
    found = _PUBLISHED.search(whole)
    files, heard = _own_files(nodes), len(every) - len(scripts)
    draws = units.asked(html, base)[1] or _draws("\n".join(scripts)) or tree.css_first(_DRAWN) is not None
    draws = draws or _frames(tree) or (bool(files) and _waits(tree, heard))
    links, unread = _written(scripts, base, charset) if "document.write" in whole else ({}, False)
    links = _variables.links(whole, base, charset) | links
    if "onclick" in html:
        links = _clicked(tree, base, charset) | links
    if "<option" in html:
        links = _chosen(tree, base, charset) | links
    return Scripts(
        redirect=_redirect(tree, whole, base, charset, few_links),
        published=found.group(1) if found else "",
        links=tuple(links.values()),
        draws=draws,
        writes=suspect and (_writes(whole) or bool(files)),
        pages="createPageHTML" in whole and _PAGER.search(whole) is not None,
        fills=not (draws or suspect) and (unread or _fills(tree, scripts, "\n".join(scripts), [] if heard else files)),
    )


def _unheard(scripts: list[str], html: str, base: str) -> list[str]:
    """The scripts without the one that draws the page's list, if we ask its interface as well; not where several ask."""
    asked = interfaces.spoken(html, base)
    asking = [text for text in scripts if any(interface.speaks(text) for interface in asked)]
    return [text for text in scripts if text not in asking] if len(asking) == 1 else scripts


@cache
def _drawing() -> re.Pattern[str]:
    return re.compile("|".join((_DRAWS, *map(re.escape, interfaces.words("draw")))), re.I)


def _draws(script: str) -> bool:
    """Whether a script asks for something that it may then show; a counter of visits changes no list."""
    if _drawing().search(script):
        return True
    asked = (_ADDRESS.search(script, call.end(), call.end() + 300) for call in _ASKS.finditer(script))
    return any(address is None or not _SIDE.search(address.group(1)) for address in asked)


def _writes(script: str) -> bool:
    """Whether a script puts something into the page that is not one of the known marks and counters."""
    places = (match.start() for match in _WRITES.finditer(script))
    return any(not _LIBRARY.search(script[max(0, place - 200) : place + 200]) for place in places)


def _fills(tree: LexborHTMLParser, scripts: list[str], script: str, files: list[LexborNode]) -> bool:
    """Addresses of articles as data, an empty box that a script names, or one that waits beside a file of the site's own."""
    if any(_ITEM.search(text) for text in scripts if "document.write" not in text):
        return True
    named: set[str] = set()
    waits = any(node.parent and node.parent.tag in ("ul", "ol", "tbody") for node in files)
    for node in tree.css(_EMPTY) if script or files else ():
        attributes = node.attributes
        ids, classes = attributes.get("id") or "", attributes.get("class") or ""
        if (ids or classes) and not _IDLE.search(f"{ids} {classes}"):
            named.update((ids, *classes.split()))
            waits = waits or node.tag != "div" or bool(ids or _LIST.search(classes))
    return bool(waits and files) or any(name and name in script and _is_named(name, script) for name in named)


def _is_named(name: str, script: str) -> bool:
    """Whether a script writes the name of a box: 'name', "#name", ".name"."""
    return any(f"{quote}{sign}{name}{quote}" in script for quote in ("'", '"') for sign in ("", "#", "."))


def _waits(tree: LexborHTMLParser, heard: int) -> bool:
    """An empty box with the name of a list, which a file of the site's own may fill; `heard` of them we fill ourselves."""
    boxes = (node for node in tree.css("div[id], ul[id], tbody[id]") if _BOX.search(node.attributes.get("id") or ""))
    return sum(not node.text().strip() and node.css_first("a, img, input") is None for node in boxes) > heard


def _own_files(nodes: list[LexborNode]) -> list[LexborNode]:
    """Scripts in files that are no known library."""
    return [node for node in nodes if (source := node.attributes.get("src")) and not _LIBRARY.search(source)]


def _frames(tree: LexborHTMLParser) -> bool:
    """A frame that a reader sees shows a page of its own within this one."""
    for frame in tree.css("iframe, frame"):
        attributes = frame.attributes
        source, style = attributes.get("src") or "", (attributes.get("style") or "").replace(" ", "").lower()
        unseen = (
            "display:none" in style or attributes.get("width") in ("0", "1") or attributes.get("height") in ("0", "1")
        )
        if source and not source.startswith(("about:", "javascript:")) and not unseen and not _SIDE.search(source):
            return True
    return False


def _redirect(tree: LexborHTMLParser, script: str, base: str, charset: str, few_links: bool) -> str:
    target = _refresh(tree, script)
    if not target and few_links:
        loading = tree.css_first("[onload]")
        acts = f"{_ON_CALL.sub('', script)}\n{(loading and loading.attributes.get('onload')) or ''}"
        found = _LOCATION.search(acts) if "location" in acts else None
        target = found.group(1) if found else ""
    goal = urls.join(base, target, charset)
    return goal if goal != base else ""


def _refresh(tree: LexborHTMLParser, script: str) -> str:
    """Where a refresh of the page leads, or one that a script writes into it; "" if it leaves time to read."""
    node = tree.css_first("meta[http-equiv=refresh i]")
    written = _REFRESH.search(script) if node is None and "document.write" in script else None
    content = (node.attributes.get("content") or "") if node else written.group(1) if written else ""
    found = _CONTENT.match(content)
    if found is None or int(found[1] or 0) > _TIME_TO_READ:
        return ""
    return found[2] or found[3] or found[4] or ""


def _clicked(tree: LexborHTMLParser, base: str, charset: str) -> dict[str, Link]:
    """Addresses to which a click leads by script."""
    links: dict[str, Link] = {}
    for node in tree.css("[onclick]"):
        found = _ON_CLICK.search(node.attributes.get("onclick") or "")
        if found and (url := urls.join(base, found.group(1), charset)):
            links.setdefault(url, Link(url, names.tidy(node.text())[:200], "script"))
    return links


def _chosen(tree: LexborHTMLParser, base: str, charset: str) -> dict[str, Link]:
    """Addresses to which a choice leads by script."""
    links: dict[str, Link] = {}
    for chosen in tree.css("select[onchange]"):
        if not _ON_CHANGE.search(chosen.attributes.get("onchange") or ""):
            continue
        for node in chosen.css("option[value]"):
            value, words = (node.attributes.get("value") or "").strip(), names.tidy(node.text())[:200]
            if _PLACE.match(value) and not words.isdigit() and (url := urls.join(base, value, charset)):
                links.setdefault(url, Link(url, words, "script"))
    return links


def _written(scripts: list[str], base: str, charset: str) -> tuple[dict[str, Link], bool]:
    """Links in strings of document.write whose address is a whole literal; a variable between two is looked up.

    And whether entries are written besides that stand in no such string.
    """
    links: dict[str, Link] = {}
    unread = False
    for script in scripts:
        articles = _TARGET.search(script) is not None if "document.write" in script else False
        for call in _WRITING.finditer(script) if "document.write" in script else ():
            match = _WRITE.match(script, call.start())
            text = _literal(match, script) if match else ""
            for href, inner in _WRITTEN_LINK.findall(text):
                url = urls.join(base, unescape(href), charset)
                if url:
                    links.setdefault(url, Link(url, names.tidy(unescape(re.sub(r"<[^>]*>", "", inner))), "script"))
            whole = text and match and not script[match.end() : match.end() + 5].lstrip().startswith("+")
            unread = unread or not (whole or _is_known(script, call.end(), match, articles))
    return links, unread


def _is_known(script: str, start: int, match: re.Match[str] | None, articles: bool) -> bool:
    """Whether what is written, a part of it no literal, is not an entry of a list: a day, a mark, a pager.

    `articles`: the script holds addresses of them.
    """
    if entry := _ENTRY.search(script, start, start + 400):
        return _PAGING.search(script, entry.start(), start + 400) is not None
    return match is not None or not articles


def _literal(match: re.Match[str], script: str) -> str:
    """The string written; "" where a part of it is a variable that does not hold one literal all the time."""
    text = match.group(1) or match.group(2) or ""
    if not match.group(3):
        return text
    values = _values(match.group(4), script)
    if len(values) != 1 or not values[0]:
        return ""
    return text + values[0] + (match.group(5) or match.group(6) or "")


@lru_cache(maxsize=16)
def _values(name: str, script: str) -> tuple[str, ...]:
    """What a variable is given, "" for anything but one literal."""
    return tuple(re.findall(_ASSIGNED % re.escape(name), script))
