"""Links that an article's scripts hold in variables: attachments as HTML, an interpretation as address and words (TRS).

Which variables those are stands under [scripts] of `catalogue/cms/`.  Nothing is executed; only whole literals are read, and a
template's empty address is no link.
"""

import re
from collections.abc import Iterator
from functools import cache

from core import interfaces, names, urls
from core.types import Link

_ANCHOR = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*\\?["']([^"'\\]+)\\?["'][^>]*>(.*?)(?:</a|\Z)""", re.S | re.I)
_MARKUP = re.compile(r"<[^>]*>")


def links(script: str, base: str, charset: str) -> dict[str, Link]:
    """Links by address."""
    found: dict[str, Link] = {}
    for href, words in [*_in_html(script), *_in_pairs(script)]:
        if url := urls.join(base, href, charset):
            found.setdefault(url, Link(url, names.tidy(_MARKUP.sub("", words)), "script"))
    return found


def _in_html(script: str) -> Iterator[tuple[str, str]]:
    for name in interfaces.words("html"):
        for value in _values(script, name):
            yield from _ANCHOR.findall(value)


def _in_pairs(script: str) -> Iterator[tuple[str, str]]:
    for pair in interfaces.words("links"):
        address, _, words = pair.partition(" ")
        if hrefs := _values(script, address):
            yield hrefs[0], next(iter(_values(script, words)), "")


def _values(script: str, name: str) -> list[str]:
    """The literals that a variable is given; none where a comment of one line holds them."""
    found = _given(name).finditer(script) if name in script else ()
    whole = (match for match in found if "//" not in script[script.rfind("\n", 0, match.start()) + 1 : match.start()])
    return [value for match in whole if (value := (match.group(1) or match.group(2) or "").strip())]


@cache
def _given(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"""\b{re.escape(name)}\s*\+?=\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")\s*(?:[;,\n]|\Z)"""
    )
