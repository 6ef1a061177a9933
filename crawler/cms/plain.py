"""Paging by ordinary links: 2, 3, 下一页, 尾页 in the list's own folder."""

import re

from core.names import plain
from core.types import Kind, Page
from core.urls import folder_of

#: Words of the links of a pager.
PAGER = re.compile(r"\d{1,4}|第\d{1,4}页|\[\d{1,4}\]|下一?页|后一?页|尾页|末页|最后一?页|next|>|>>|»")


def more(html: str, page: Page) -> list[str]:
    if page.kind not in (Kind.COLUMN, Kind.OTHER):
        return []
    folder = folder_of(page.url)
    found = (
        link.url
        for link in page.links
        if link.kind in ("a", "script")
        and link.text
        and PAGER.fullmatch(plain(link.text))
        and folder_of(link.url) == folder
    )
    return list(dict.fromkeys(found))
