"""Hanweb JCMS: a list goes on in answers of an interface, asked by records from … to …, or by the number of a page.

A column page names the first address to ask (`core.datastore`); each answer leads to the next, until the records that it counts
are all told.  Names of interfaces and parameters stand in `catalogue/cms/hanweb.toml`.
"""

import re
from urllib.parse import parse_qs, urlsplit

from core import datastore
from core.interfaces import data
from core.types import Kind, Page
from core.urls import join

_NUMBER = re.compile(r"\d{1,8}")


def more(html: str, page: Page) -> list[str]:
    if page.url.partition("?")[0].endswith(tuple(data("hanweb")["interfaces"])):
        following = _following(datastore.answer(html), page.url)
        return [following] if following else []
    if page.kind not in (Kind.COLUMN, Kind.OTHER) or not datastore.marked(html):
        return []
    return [found.next for found in datastore.page_lists(html, page.url) if found.next]


def _following(found: datastore.List | None, url: str) -> str:
    """What follows an answer; of what is none (`found` is None) nothing can be said to be the last."""
    words = data("hanweb")["records"]
    first, last = _asked(url, words["first"]), _asked(url, words["last"])
    if first is None or last is None:
        return _by_page(found, url)
    if found and (last >= found.total if found.total is not None else len(found.records) <= last - first):
        return ""
    further = _with(_with(url, words["first"], last + 1), words["last"], last + words["step"])
    return _with(further, words["size"], words["step"])


def _by_page(found: datastore.List | None, url: str) -> str:
    """What the answer names itself, else the next number."""
    name = data("hanweb")["pages"]["number"]
    number = _asked(url, name)
    named = join(url, found.next) if found and found.next else ""
    if number is None:
        return named
    if found and (number >= found.pages if found.pages is not None else not found.records):
        return ""
    return named if _asked(named, name) == number + 1 else _with(url, name, number + 1)


def _asked(url: str, name: str) -> int | None:
    value = parse_qs(urlsplit(url).query).get(name, [""])[0]
    return int(value) if _NUMBER.fullmatch(value) else None


def _with(url: str, name: str, number: int) -> str:
    return re.sub(rf"(?<=[?&]){re.escape(name)}=\d+", f"{name}={number}", url)
