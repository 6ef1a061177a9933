"""Pieces of pages, never pages of their own: answers of interfaces with rows of a list, and further parts of a long article."""

import json
import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from core import _links, _rows, _text, datastore, interfaces, units, urls
from core.types import Kind, Page, Row

_JSON = ("{", "[")


def is_data(text: str, url: str) -> bool:
    """Whether this is such a piece, by its address or by its form."""
    start = text.lstrip()
    if start.startswith(_JSON):
        return _json(text) is not None
    return start.startswith("<datastore") or interfaces.is_answer(url) or whole_of(url) != url


def page(text: str, url: str, first: str, charset: str) -> Page:
    """The rows and links of an answer; relative addresses count from `first`, the page into which a script puts them.

    What answers with something else in the place of rows has none.
    """
    if whole_of(url) != url:
        return _part(text, url, charset)
    tree = LexborHTMLParser(_html(text, url) or "")
    anchors = _links.collect(tree, _base(text, first), charset)
    return Page(
        *(url, Kind.OTHER, ""),
        links=tuple(link for _, link in anchors),
        rows=tuple(_own(_rows.find(anchors, {node.mem_id for node, _ in anchors}), url, first)),
        content_hash=_hash(text),
    )


def whole_of(url: str) -> str:
    """The address of the article of which this is a further part (`…/t20260301_12_1.html`); any other address itself."""
    part = _parts()
    return part.sub(r"\g<article>\g<ending>", url) if part else url


def _part(text: str, url: str, charset: str) -> Page:
    """The text of an article goes on here: its words and links are read, but it is no article."""
    tree = LexborHTMLParser(text)
    tree.strip_tags(["style", "script", "noscript", "template"])
    anchors = _links.collect(tree, _links.base_of(tree, url), charset)
    links, main = tuple(link for _, link in anchors), _text.main(tree)
    return Page(url, Kind.OTHER, "", links=links, text=main, content_hash=_hash(text), canonical=whole_of(url))


def _own(rows: Iterable[Row], url: str, first: str) -> Iterable[Row]:
    interface = interfaces.of(url)
    return (row for row in rows if interface.owns(row.url, first)) if interface else rows


def _html(text: str, url: str) -> str | None:
    if interface := interfaces.of(url):
        return interface.listed(text)
    if found := datastore.answer(text):
        return datastore.as_html(found.records)
    return units.markup(text) or _markup(_json(text))


def _base(text: str, first: str) -> str:
    """Addresses in pieces of a page that come as JSON (JPAAS) count from the root of the site."""
    return urls.join(first, "/") if text.lstrip().startswith(_JSON) and _markup(_json(text)) else first


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _markup(value: Any, deep: int = 30) -> str | None:
    """The first piece of a page among the values of an answer, not `deep` levels down."""
    if isinstance(value, str):
        return value if "<a " in value else None
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for one in inside if deep and (found := _markup(one, deep - 1))), None)


def _hash(text: str) -> str:
    return blake2b("".join(text.split()).encode("utf-8", "replace"), digest_size=12).hexdigest()


@cache
def _parts() -> re.Pattern[str] | None:
    pattern = "|".join(interfaces.words("parts"))
    return re.compile(pattern) if pattern else None
