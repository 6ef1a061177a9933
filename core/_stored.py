"""How readings and pages stand in the file, and how they come out of it as values."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.hosts import Certificate, Front
from core.types import Kind, Lookup, Outcome, Page, Probe, Reading

PAGE = (
    "SELECT p.id, u.url, p.kind, p.title, p.published, p.published_from, p.path, p.tags, p.text, p.content_hash, "
    "p.says_empty, p.says_none, p.drawn, p.canonical FROM pages p JOIN urls u ON u.id = p.url WHERE p.look <= :look AND p.until >= :look"
)
#: The same without the text.
HEAD = PAGE.replace("p.text", "''")
READING = (
    "SELECT u.url, r.look, r.outcome, r.status, f.url, r.charset, r.bytes, r.body, r.at, r.address, r.seconds, r.detail "
    "FROM readings r JOIN urls u ON u.id = r.url JOIN urls f ON f.id = r.final"
)

_KINDS = {str(kind): kind for kind in Kind}
_decoded = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Target:
    """What links point at: on how many pages, and one of them with the words of the link."""

    url: str
    places: int
    page: str
    text: str
    kind: str


def reading_of(row: tuple[Any, ...]) -> Reading:
    url, look, outcome, *rest = row
    return Reading(url, look, Outcome(outcome), *rest)


def probe_of(row: tuple[Any, ...]) -> Probe:
    host, family, address, port, look, outcome, *rest = row
    return Probe(host, family, address, port, look, Outcome(outcome), *rest)


def lookup_of(row: tuple[Any, ...]) -> Lookup:
    host, kind, look, outcome, records, chain, at = row
    return Lookup(host, kind, look, Outcome(outcome), tuple(json.loads(records)), tuple(json.loads(chain)), at)


def certificate_of(row: tuple[Any, ...]) -> Certificate:
    host, port, address, look, outcome, not_before, not_after, names, *rest = row
    return Certificate(
        *(host, port, address, look, Outcome(outcome), not_before, not_after, tuple(json.loads(names)), *rest)
    )


def front_of(row: tuple[Any, ...]) -> Front:
    host, family, address, look, outcome, *rest = row
    return Front(host, family, address, look, Outcome(outcome), *rest)


def page_of(row: tuple[Any, ...]) -> Page:
    _, url, kind, title, published, source, path, tags, text, digest, says_empty, says_none, drawn, canonical = row
    return Page(
        url=url,
        kind=_KINDS[kind],
        title=title,
        published=published,
        published_from=source,
        path=path_of(path),
        tags=_decoded(tags)[0],
        text=text,
        content_hash=digest,
        says_empty=bool(says_empty),
        says_none=bool(says_none),
        drawn=bool(drawn),
        canonical=canonical,
    )


@lru_cache(maxsize=4096)
def path_of(text: str) -> tuple[str, ...]:
    """A breadcrumb; the pages of a column have the same."""
    return tuple(json.loads(text))
