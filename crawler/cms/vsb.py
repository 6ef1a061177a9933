"""博达 VSB: pages are numbered backwards (`tzgg.htm`, then `tzgg/30.htm` … `tzgg/1.htm`), so only links of the pager lead on.

A number that no link names may be any page: when one is added, all others move.
"""

from core.interfaces import data
from core.names import plain
from core.types import Kind, Page
from core.urls import folder_of
from crawler.cms.plain import PAGER


def more(html: str, page: Page) -> list[str]:
    if page.kind not in (Kind.COLUMN, Kind.OTHER) or not any(mark in html for mark in data("vsb")["marks"]):
        return []
    folder, own = folder_of(page.url), page.url.partition("?")[0].rpartition(".")[0] + "/"
    links = (link.url for link in page.links if PAGER.fullmatch(plain(link.text)))
    return list(dict.fromkeys(url for url in links if folder_of(url) in (folder, own)))
