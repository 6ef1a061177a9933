"""Saved pages in a folder, and what the tool says of each: for `bench.understanding`."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from core.blocked import block_page
from core.catalogue import FOLDER
from core.charset import decode
from core.html import understand
from core.types import Page

ENDINGS = (".html", ".htm", ".shtml", ".http", ".xml", ".json")
#: An address that says nothing of a page whose own nobody knows.
NOWHERE = "http://www.example.gov.cn/x.html"
#: So many links no block page has.
_NAVIGATION = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What the tool says of one page. `blocked` names the product that answered in the site's place."""

    file: str
    url: str
    kind: str
    title: str
    published: str | None
    published_from: str
    path: tuple[str, ...]
    rows: int
    dated: int
    redirect: str
    drawn: bool
    says_empty: bool
    blocked: str

    def json(self) -> dict[str, Any]:
        return asdict(self)


def read(raw: bytes, file: str, url: str, *, home: bool = False, charset: str = "") -> Said:
    """`raw` is a body, or a whole response where the name of the file ends with .http."""
    status, headers, body = _response(raw) if file.endswith(".http") else (200, {}, raw)
    text, charset, _ = decode(body, charset)
    page = understand(text, url or NOWHERE, home=home, charset=charset)
    return Said(
        *(file, page.url, str(page.kind), page.title, page.published, page.published_from, page.path),
        rows=len(page.rows),
        dated=sum(row.published is not None for row in page.rows),
        redirect=page.redirect,
        drawn=page.drawn,
        says_empty=page.says_empty,
        blocked=_blocked(page, text, status, headers),
    )


def truths(folder: Path, file: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The lines of a truth file, each with its page: `file` names it, or its address does as `pages.jsonl` has it."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.strip():
            truth = json.loads(line)
            page = next((path for path in _places(folder, truth) if path.is_file()), None)
            if page is None:
                raise FileNotFoundError(f"{file}:{number}: no saved page for {truth.get('file') or truth.get('url')}")
            yield page, truth


def _places(folder: Path, truth: dict[str, Any]) -> Iterator[Path]:
    if "file" in truth:
        yield folder / truth["file"]
        return
    parts = urlsplit(truth["url"])
    for start in (folder / (parts.hostname or ""), folder):
        path = start / unquote(parts.path).lstrip("/")
        yield from (path, path / "index.html")


def _response(raw: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    first, *lines = head.decode("latin-1").split("\n")
    fields = (line.partition(":") for line in lines)
    status = next((int(word) for word in first.split() if word.isdigit() and len(word) == 3), 200)
    return status, {name.strip().lower(): value.strip() for name, _, value in fields}, body


def _blocked(page: Page, text: str, status: int, headers: dict[str, str]) -> str:
    if len(page.links) >= _NAVIGATION:
        return ""
    return block_page(status, headers, page.title, page.text or text[:4000], _fingerprints())


@cache
def _fingerprints() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "blocked.toml").read_text("utf-8"))
