"""Families whose lists come from an interface that `catalogue/cms/` describes: how it is asked, where its answers hold what.

gongkai  the platform of `/gongkai/site_…/channel_…/doc_….html`.  Nobody has published its interface; until its address stands in
         the catalogue such a page is `drawn`: not observed
ucap     开普: JSON, asked by the number that the page's script names
lonsun   龙讯: HTML, asked with what the page's script names
xxgk     the 信息公开 module of Hanweb: HTML whose links carry their facts in attributes
"""

from core import interfaces
from core.types import Kind, Page
from core.urls import folder_of


def more(html: str, page: Page) -> list[str]:
    if interface := interfaces.of(page.url):
        return list(filter(None, [interface.next(page.url, html)]))
    if page.kind in (Kind.COLUMN, Kind.OTHER) and interfaces.draws(page.url):
        static = any(row.url.startswith(folder_of(page.url)) for row in page.rows)
        return [] if static else [url for one in interfaces.known() if not one.marks and (url := one.first(page.url))]
    return [one.first(page.url, html) for one in interfaces.spoken(html, page.url)]
