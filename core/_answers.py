"""Answers of interfaces: rows of a list without a page round them. They are never pages of their own."""

import json
from hashlib import blake2b
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from core import _links, _rows, datastore, interfaces, urls
from core.types import Kind, Page

_JSON = ("{", "[")


def is_data(text: str, url: str) -> bool:
    """Whether this is an answer of an interface, by its address or by its form."""
    start = text.lstrip()
    if start.startswith(_JSON):
        return _json(text) is not None
    return start.startswith("<datastore") or interfaces.is_answer(url)


def page(text: str, url: str, first: str, charset: str) -> Page:
    """The rows and links of an answer; relative addresses count from `first`, the page into which a script puts them.

    What answers with something else in the place of rows has none.
    """
    tree = LexborHTMLParser(_html(text, url) or "")
    anchors = _links.collect(tree, _base(text, first), charset)
    return Page(
        *(url, Kind.OTHER, ""),
        links=tuple(link for _, link in anchors),
        rows=_rows.find(anchors, {node.mem_id for node, _ in anchors}),
        content_hash=blake2b("".join(text.split()).encode("utf-8", "replace"), digest_size=12).hexdigest(),
    )


def _html(text: str, url: str) -> str | None:
    if interface := next((one for one in interfaces.known() if one.answers(url)), None):
        return interface.html(text)
    if found := datastore.answer(text):
        return datastore.as_html(found.records)
    return _markup(_json(text))


def _base(text: str, first: str) -> str:
    """Addresses in pieces of a page that come as JSON (JPAAS) count from the root of the site."""
    return urls.join(first, "/") if text.lstrip().startswith(_JSON) and _markup(_json(text)) else first


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _markup(value: Any) -> str | None:
    """The first piece of a page among the values of an answer."""
    if isinstance(value, str):
        return value if "<a " in value else None
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for one in inside if (found := _markup(one))), None)
