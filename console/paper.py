"""整改情况反馈表 as lines: each case with what the unit answered last."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import desk
from ledger.desk import CaseRow
from ledger.states import State
from reports import digest, papers


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the form; `boxes` are (ticked, word), `words` the measures or the reason."""

    row: CaseRow
    title: str
    boxes: Sequence[tuple[bool, str]]
    words: str
    url: str


def lines(unit: str, numbers: Sequence[str] = ()) -> list[Line]:
    """The cases of the unit that are named, else its living ones, by their numbers."""
    wanted = desk.Filter(unit=unit, numbers=numbers, states=() if numbers else (State.OPEN, State.CLAIMED))
    return [_line(row) for row in desk.rows(wanted) if row.assigned_at]


def document(unit: str, name: str, numbers: Sequence[str] = ()) -> BytesIO:
    """The form as .docx. Raises `BadInput` where nothing is left to answer."""
    rows = list(desk.rows(desk.Filter(unit=unit, numbers=numbers)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        papers.feedback_form(rows, papers.Heading(to=name), path)
        return BytesIO(path.read_bytes())


def _line(row: CaseRow) -> Line:
    boxes, words = papers.answered(row)
    return Line(row, digest.clean(row.title), boxes, digest.clean(words), digest.clean(row.reply_url))
