"""What scripts say without being run: redirects, links written by document.write, dates in variables.

Nothing of a page is ever executed; only whole literals are read.  Where a script draws what we cannot read, `draws`
says so, and no check may conclude from the page that something is not there.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from core import names, urls
from core.types import Link

_REFRESH = re.compile(r"""(?i)<meta[^>]{0,80}http-equiv\s*=\s*["']?refresh["']?[^>]{0,80}content\s*=\s*["']?\s*(\d+)\s*[;,]\s*url\s*=\s*['"]?([^"'>\s]+)""")
_LOCATION = re.compile(r"""(?<![\w.])(?:(?:window|self|top|parent|document)\s*\.\s*)?location(?:\.href|\.replace|\.assign)?\s*(?:=(?!=)|\()\s*["']([^"'+]{1,300})["']\s*\)?\s*(?:;|\n|\}|<|$)""")
_WRITE = re.compile(r"""document\s*\.\s*write(?:ln)?\s*\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")(\s*\+\s*(\w+)\s*\+\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"))?""")
_WRITTEN_LINK = re.compile(r"""<a\b[^>]*?href\s*=\s*\\?["']([^"'\\]+)\\?["'][^>]*>(.*?)(?:</a|$)""", re.S | re.I)
_VARIABLE = r"""\bvar\s+%s\s*=\s*["']([^"'\n]*)["']"""
_PUBLISHED = re.compile(r"""\b(?:pub_?dat[ae]|publish_?(?:date|time)|docreltime|fbsj)\w*\s*=\s*["']([^"']{8,25})["']""", re.I)
_COMMENT = re.compile(r"<!--(?!\[if).*?-->", re.S)
_DRAWS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|axios|XMLHttpRequest|dataproxy|datastore|new\s+Vue|createApp\s*\(|laypage|template\s*\("
)
_DRAWN = "[v-for], [ng-repeat], #app, #root, iframe, script[src*=unitbuild], script[type='text/xml']"
_ON_CALL = re.compile(r"function\s+\w+\s*\([^)]*\)\s*\{[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}", re.S)


@dataclass(frozen=True, slots=True)
class Scripts:
    redirect: str = ""
    published: str = ""
    links: tuple[Link, ...] = ()
    draws: bool = False


def read(tree: LexborHTMLParser, html: str, base: str, charset: str, *, few_links: bool) -> Scripts:
    """`few_links`: the page has hardly any link of its own, so a script's location is where it leads."""
    scripts = [text for node in tree.css("script") if (text := node.text())]
    whole = "\n".join(scripts)
    found = _PUBLISHED.search(whole)
    return Scripts(
        redirect=_redirect(html, whole, base, charset, few_links),
        published=found.group(1) if found else "",
        links=_written(scripts, base, charset) if "document.write" in whole else (),
        draws=bool(_DRAWS.search(whole)) or tree.css_first(_DRAWN) is not None,
    )


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


def _written(scripts: list[str], base: str, charset: str) -> tuple[Link, ...]:
    """Links inside strings of document.write whose address is a whole literal; a variable between two literals is looked up."""
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
    return tuple(links.values())


def _literal(match: re.Match[str], script: str) -> str:
    text = match.group(1) or match.group(2) or ""
    if not match.group(3):
        return text
    value = re.search(_VARIABLE % re.escape(match.group(4)), script)
    return text + (value.group(1) if value else "") + (match.group(5) or match.group(6) or "")
