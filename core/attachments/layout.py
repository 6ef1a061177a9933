"""Pieces of text that stand somewhere on a page, put into lines: the cells of a row between tabs, a wrapped cell in one."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """`top` is above `bottom` and the smaller number."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def beside(self, other: "Piece") -> bool:
        """On the same line: they share more than a third of the lower one's height."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > min(self.bottom - self.top, other.bottom - other.top) / 3


@dataclass(slots=True)
class _Cell:
    text: str
    pieces: list[Piece] = field(default_factory=list)


def lines(pieces: Iterable[Piece]) -> str:
    """In the order in which they were written."""
    rows: list[list[_Cell]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        if last and last.pieces[-1].beside(piece) and piece.left > last.pieces[-1].left:
            _go_on(rows[-1], piece)
        elif last and _unwrapped(rows, piece):
            rows[-1].append(_Cell(piece.text, [piece]))
        else:
            rows.append([_Cell(piece.text, [piece])])
    return "\n".join("\t".join(cell.text.strip() for cell in row) for row in rows)


def _go_on(row: list[_Cell], piece: Piece) -> None:
    """A gap as wide as a character begins a new cell."""
    before = row[-1].pieces[-1]
    if piece.left - before.right > piece.bottom - piece.top:
        row.append(_Cell(piece.text, [piece]))
    else:
        row[-1].text += piece.text
        row[-1].pieces.append(piece)


def _unwrapped(rows: list[list[_Cell]], piece: Piece) -> bool:
    """Whether the piece goes back up, to the right of a row: the lines since then are that row's last cell, and become it."""
    for back in range(2, min(len(rows), 12) + 1):
        row = rows[-back]
        since = rows[-back + 1 :]
        if any(len(line) > 1 for line in since):
            return False
        cell = row[-1]
        if cell.pieces[0].beside(piece) and piece.left > max(one.right for one in cell.pieces):
            for (line,) in since:
                cell.text += line.text
                cell.pieces += line.pieces
            del rows[-back + 1 :]
            return True
    return False
