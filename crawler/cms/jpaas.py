"""Hanweb JPAAS: the list is a unit of its page that a script fetches, further pages by `paramJson`; see `core.units`.

A column page names what to ask; each answer leads to the next, until its pager says that it was the last.
"""

from collections import Counter

from core import interfaces, units
from core.types import Page


def more(html: str, page: Page) -> list[str]:
    if page.url.partition("?")[0].endswith(tuple(interfaces.data("jpaas")["interfaces"])):
        longest = max(Counter(row.block for row in page.rows).values(), default=0)
        return list(filter(None, [units.following(page.url, html, longest)]))
    return units.asked(html, page.url)[0]
