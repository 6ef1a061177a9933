"""The platform of `/gongkai/site_…/channel_…/doc_….html`: a list that is not in the page is asked from its interface.

Nobody has published that interface.  Once its address stands in `catalogue/cms/gongkai.toml` the lists are read through it;
until then such a page is `drawn`: not observed.
"""

from core.interfaces import load
from core.types import Kind, Page
from core.urls import folder_of


def more(html: str, page: Page) -> list[str]:
    interface = load("gongkai")
    if interface is None or page.kind not in (Kind.COLUMN, Kind.OTHER):
        return []
    if interface.answers(page.url):
        following = interface.next(page.url, html)
    else:
        static = any(row.url.startswith(folder_of(page.url)) for row in page.rows)
        following = "" if static else interface.first(page.url)
    return [following] if following else []
