"""整改情况反馈表 as lines: each case with what the unit answered last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import desk
from ledger.answers import Kind
from ledger.desk import CaseRow
from ledger.models import Reply
from ledger.states import State
from reports import digest, papers

#: The boxes of the form, and the answers that tick them.
_BOXES = (
    ("已整改", (Kind.MENDED,)),
    ("部分整改", (Kind.PARTLY,)),
    ("暂无法整改", (Kind.LATER, Kind.DISPUTED, Kind.NOT_OURS)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the form; `boxes` are (ticked, word), `words` the measures or the reason."""

    row: CaseRow
    title: str
    boxes: Sequence[tuple[bool, str]]
    words: str
    url: str
    at: datetime | None


def lines(unit: str, numbers: Sequence[str] = ()) -> list[Line]:
    """The cases of the unit that are named, else its living ones, by their numbers."""
    wanted = desk.Filter(unit=unit, numbers=numbers, states=() if numbers else (State.OPEN, State.CLAIMED))
    rows = [row for row in desk.rows(wanted) if row.assigned_at]
    replies = _last(rows)
    return [_line(row, replies.get(row.number)) for row in rows]


def document(unit: str, name: str, numbers: Sequence[str] = ()) -> BytesIO:
    """The form as .docx. Raises `BadInput` where nothing is left to answer."""
    rows = list(desk.rows(desk.Filter(unit=unit, numbers=numbers)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        papers.feedback_form(rows, papers.Heading(to=name), path)
        return BytesIO(path.read_bytes())


def _line(row: CaseRow, reply: Reply | None) -> Line:
    boxes = [(reply is not None and reply.kind in kinds, word) for word, kinds in _BOXES]
    if reply is None:
        return Line(row, digest.clean(row.title), boxes, "", "", None)
    head = f"{reply.kind}：" if reply.kind in (Kind.DISPUTED, Kind.NOT_OURS) else ""
    return Line(
        row, digest.clean(row.title), boxes, head + digest.clean(reply.words), digest.clean(reply.url), reply.at
    )


def _last(rows: Sequence[CaseRow]) -> dict[str, Reply]:
    """The last answer to each case since it was assigned, receipts apart."""
    assigned = {row.number: row.assigned_at for row in rows}
    found = Reply.objects.filter(case__number__in=assigned).exclude(kind=Kind.SIGNED).select_related("case")
    return {
        reply.case.number: reply
        for reply in found.order_by("id")
        if (since := assigned[reply.case.number]) is None or reply.at >= since
    }
