"""What a response says of itself, apart from its body."""

from collections.abc import Iterable

from scrapy.http import Response

_HTML = (b"html", b"xml", b"text/plain")


def is_html(response: Response) -> bool:
    """Whether the body may be a page: what declares nothing may be one."""
    kind = (response.headers.get("Content-Type") or b"").lower().partition(b";")[0]
    return any(name in kind for name in _HTML) or not kind


def declared(response: Response) -> str:
    """The charset of the header, "" without one."""
    kind = (response.headers.get("Content-Type") or b"").decode("ascii", "replace").lower()
    return kind.partition("charset=")[2].strip(" \"';")


def headers(response: Response) -> dict[str, str]:
    """The first value of each header, names in lower case."""
    return {key.decode("latin-1").lower(): _first(values) for key, values in response.headers.items()}


def _first(values: Iterable[bytes]) -> str:
    return next(iter(values), b"").decode("latin-1")
