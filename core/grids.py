"""Tables as pages and attachments show them: rows of cells, each with its words and the links in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import _links, names, urls


@dataclass(frozen=True, slots=True)
class Cell:
    """`links` are (words, address)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


Grid = list[tuple[Cell, ...]]


def of_page(html: str, url: str) -> Iterator[Grid]:
    """The tables of a page, the inner ones of nested tables."""
    tree = LexborHTMLParser(html)
    base = _links.base_of(tree, url)
    for table in tree.css("table"):
        if len(table.css("table")) == 1:
            rows = (tuple(_cell(node, base) for node in row.css("td, th")) for row in table.css("tr"))
            yield [row for row in rows if row]


def of_text(text: str) -> Grid:
    """The rows of an attachment's tables: lines with tabs between their cells."""
    lines = (line.split("\t") for line in text.split("\n") if "\t" in line)
    return [tuple(Cell(names.tidy(cell)) for cell in line) for line in lines]


def column(head: Sequence[Cell], called: Sequence[str]) -> int | None:
    """The place of the first column that is called so; whole names go before parts."""
    plain = [names.plain(cell.text) for cell in head]
    whole = (at for name in called for at, text in enumerate(plain) if text == name)
    part = (at for name in called for at, text in enumerate(plain) if name in text and len(text) <= len(name) + 8)
    return next(whole, next(part, None))


def _cell(node: LexborNode, base: str) -> Cell:
    found = (
        (names.tidy(link.text()), urls.join(base, link.attributes.get("href") or "")) for link in node.css("a[href]")
    )
    return Cell(names.tidy(node.text()), tuple((words, url) for words, url in found if url))
