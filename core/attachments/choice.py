"""Which attachments are fetched: `attachments` of walk.toml says of which pages and of which kinds."""

from collections.abc import Mapping
from typing import Any

from core.attachments.names import ending
from core.types import Link, Page


def worth(link: Link, page: Page, words: Mapping[str, Any]) -> bool:
    """Whether the file behind a link of this page is one to read."""
    return (
        page.kind in words["linked_from"]
        and link.kind in ("a", "script")
        and link.visible
        and ending(link.url, link.text) in words["endings"]
    )
