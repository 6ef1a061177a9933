"""Which attachments are fetched, and which are left."""

from dataclasses import replace

import pytest

from core.attachments.choice import worth
from core.catalogue import load
from core.types import Kind, Link, Page

WORDS = load().words["walk"]["attachments"]
LINK = Link("http://www.yunze.gov.cn/attach/1.pdf", "附件")
PAGE = Page("http://www.yunze.gov.cn/art/1.html", Kind.ARTICLE, "通知", links=(LINK,))


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.DOCUMENT])
@pytest.mark.parametrize("ending", ["pdf", "DOC", "docx", "wps", "xls", "xlsx", "et", "ofd", "zip"])
def test_files_of_articles_and_documents_are_read(kind: Kind, ending: str) -> None:
    assert worth(replace(LINK, url=f"http://www.yunze.gov.cn/1.{ending}"), replace(PAGE, kind=kind), WORDS)


@pytest.mark.parametrize(
    ("link", "page"),
    [
        (LINK, replace(PAGE, kind=Kind.COLUMN)),
        (LINK, replace(PAGE, kind=Kind.HOME)),
        (replace(LINK, kind="img"), PAGE),
        (replace(LINK, visible=False), PAGE),
        (replace(LINK, url="http://www.yunze.gov.cn/1.mp4"), PAGE),
        (replace(LINK, url="http://www.yunze.gov.cn/art/2.html"), PAGE),
    ],
)
def test_others_are_not(link: Link, page: Page) -> None:
    assert not worth(link, page, WORDS)
