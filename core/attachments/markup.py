"""XML of strangers, element by element: no type definition and so no entity, nothing fetched."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from core.attachments.types import Seen, Unreadable


def walk(raw: bytes) -> Iterator[tuple[bool, str, Element]]:
    """(whether it ends, name without namespace, element) of each beginning and each end. Raises `Unreadable`."""
    if b"<!DOCTYPE" in raw:
        raise Unreadable(Seen.BROKEN, "doctype")
    try:
        for event, node in iterparse(BytesIO(raw), ("start", "end")):
            yield event == "end", node.tag.rpartition("}")[2], node
    except (ParseError, ValueError, LookupError):
        raise Unreadable(Seen.BROKEN) from None
