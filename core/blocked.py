"""Pages that stand in place of what was asked for: a protection's block page, or a page that is not there.

What they look like is data (`catalogue/blocked.toml`), how that is weighed is here.  A page taken for blocked is not
observed; one that was blocked and not noticed looks like an empty column.  So a phrase in a short text is enough where
the site's navigation is not around it, unless the text only quotes it or the title is that of an article; in a long one
only the product's own status makes it count.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from core import names

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|title)\b.*?(?:</\1\s*>|\Z)|<[^>]*(?:>|\Z)", re.S | re.I
)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)(?:</title|\Z)", re.S | re.I)


def block_page(
    status: int, headers: Mapping[str, str], title: str, text: str, fingerprints: Mapping[str, Any], links: int = 0
) -> str:
    """The product that answered instead of the site, "" if the site did.

    `headers` have lower-case names; `text` is what a reader sees of the page, or its source; `title` may be "" if the
    source has it; `fingerprints` are the content of `blocked.toml`; `links` are those of the page, as far as known.
    """
    if links >= fingerprints["navigation"]:
        return ""
    products, longest = fingerprints["product"], fingerprints["short"]
    suspects = [product for product in products if status in product["statuses"]]
    title, seen = _read(title, text, 20_000 if suspects else longest)
    for product in suspects:
        if _bears(product, headers, title, seen, text):
            return str(product["name"])
    for product in products:
        if _stands_in(product, title, seen, fingerprints) or (
            not title and not seen and _any(product, "markers", text)
        ):
            return str(product["name"])
    return ""


def instead(title: str, text: str, fingerprints: Mapping[str, Any], links: int = 0) -> str:
    """`missing`, `parking` or `login` for a page that answers 200 and is not what was asked for, else ""."""
    if links >= fingerprints["navigation"]:
        return ""
    title, seen = _read(title, text, fingerprints["short"])
    kinds = (kind for kind in fingerprints["instead"] if _stands_in(kind, title, seen, fingerprints))
    return next((str(kind["name"]) for kind in kinds), "")


def _read(title: str, text: str, longest: int) -> tuple[str, str]:
    """(title, visible text) for comparison; of a longer text only the beginning, still too long to be short."""
    if not title and (found := _TITLE.search(text)):
        title = html.unescape(found[1])
    seen = html.unescape(_UNSEEN.sub(" ", text)) if "<" in text else text
    return names.plain(title), names.plain(seen[: 2 * longest])


def _bears(product: Mapping[str, Any], headers: Mapping[str, str], title: str, seen: str, source: str) -> bool:
    """Whether a page with the product's usual status has anything else of it."""
    named = any(key in headers and part in headers[key] for key, part in product.get("headers", {}).items())
    return named or _is_titled(product, title) or _says(product, seen) or _any(product, "markers", source)


def _stands_in(kind: Mapping[str, Any], title: str, seen: str, fingerprints: Mapping[str, Any]) -> bool:
    """Whether a page of any status is one of these: by its title or a phrase, if it says little else."""
    if len(seen) > kind.get("short", fingerprints["short"]):
        return False
    return _is_titled(kind, title) or (_says(kind, seen) and not _is_article(title, fingerprints))


def _is_article(title: str, fingerprints: Mapping[str, Any]) -> bool:
    return any(word in title for word in _plain(tuple(fingerprints["articles"])))


def _is_titled(kind: Mapping[str, Any], title: str) -> bool:
    return title in _plain(tuple(kind.get("titles", ())))


def _says(kind: Mapping[str, Any], seen: str) -> bool:
    """Whether a phrase stands in the text, outside quotation marks."""
    starts = (seen.find(phrase) for phrase in _plain(tuple(kind.get("phrases", ()))))
    return any(start >= 0 and seen.count("“", 0, start) <= seen.count("”", 0, start) for start in starts)


def _any(product: Mapping[str, Any], key: str, source: str) -> bool:
    parts: Iterable[str] = product.get(key, ())
    return any(part in source for part in parts)


@cache
def _plain(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(names.plain, phrases))
