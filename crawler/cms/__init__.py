"""Families of content management systems, one file each: what their pages hide from a reader of plain HTML.

A family is a module with `more(html, page) -> list[str]`, the addresses of further pages of a list.  Names of interfaces and
parameters that an operator may have to correct stand in `catalogue/cms/FAMILY.toml`; a family whose lists come from an interface
that such a file describes whole (gongkai, ucap, lonsun, xxgk) needs no more than that: `described`.
"""

from core.types import Page
from crawler.cms import described, eportal, hanweb, jpaas, plain, trs, vsb

FAMILIES = (hanweb, jpaas, described, trs, vsb, eportal, plain)


def more(html: str, page: Page) -> list[str]:
    """Addresses of the other pages of a list, by the first family that knows them, the page itself left out."""
    for family in FAMILIES:
        if found := [url for url in family.more(html, page) if url != page.url]:
            return found
    return []
