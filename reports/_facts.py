"""What papers say of cases, counted and put into words: 3类41处, 依据, 时限. The sentences themselves are templates."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.catalogue import Catalogue
from core.clock import CHINA, today
from core.errors import BadInput
from core.types import Level
from ledger.states import State
from reports.digest import clean

if TYPE_CHECKING:
    from ledger.desk import CaseRow

Words = Mapping[str, Any]
_OWN = "自查"
_WEEK = "一二三四五六日"
_WORST = {level: rank for rank, level in enumerate(Level)}
_QUARTER = re.compile(r"(\d{4})-(Q[1-4])")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a paper says beside its cases; "" leaves it to the paper's template, or to be written in by hand.

    `form` names another template for a notice (notice, letter, tip); `due` goes before the limits of the cases.
    """

    issuer: str = ""
    to: str = ""
    basis: str = ""
    title: str = ""
    contact: str = ""
    phone: str = ""
    day: date = field(default_factory=today)
    due: datetime | None = None
    copies: Sequence[str] = ()
    form: str = ""


def living(rows: "Sequence[CaseRow]") -> "list[CaseRow]":
    """Only what was assigned and is not yet done may be held against a unit. Raises `BadInput` where there is nothing."""
    found = [row for row in rows if row.state in (State.OPEN, State.CLAIMED)]
    if not found:
        raise BadInput("没有已交办、尚未销号的问题，不需要这份材料")
    return found


def said(text: str) -> str:
    """A text from outside as one harmless line."""
    return " ".join(clean(text).split())


def kind(row: "CaseRow", catalogue: Catalogue, words: Words) -> str:
    rule = catalogue.rules.get(row.check)
    return rule.name if rule else str(words["reported"])


def count(rows: "Sequence[CaseRow]") -> str:
    """Kinds and places: 3类41处."""
    return f"{len({row.check for row in rows})}类{len(rows)}处"


def by_kind(rows: "Sequence[CaseRow]", catalogue: Catalogue, words: Words) -> "dict[str, list[CaseRow]]":
    """Cases by the name of their kind, the worst kind first, then the largest."""
    found: dict[str, list[CaseRow]] = {}
    for row in rows:
        found.setdefault(kind(row, catalogue, words), []).append(row)
    order = sorted(found, key=lambda name: (min(_WORST[Level(row.level)] for row in found[name]), -len(found[name])))
    return {name: found[name] for name in order}


def kinds(rows: "Sequence[CaseRow]", catalogue: Catalogue, words: Words) -> str:
    """“链接可用”5处、“空白栏目”2处."""
    return "、".join(f"“{name}”{len(found)}处" for name, found in by_kind(rows, catalogue, words).items())


def basis(rows: "Sequence[CaseRow]", catalogue: Catalogue, otherwise: str) -> str:
    """The documents of the rules that the cases break, the most frequent first."""
    keys = Counter(row.clause.partition("/")[0] for row in rows)
    known = [catalogue.standards[key].document for key, _ in keys.most_common() if key in catalogue.standards]
    return "、".join(dict.fromkeys(known)) or otherwise


def origin(rows: "Sequence[CaseRow]") -> tuple[str, str]:
    """Who found the cases and in which document, as （文号）; "" where we did ourselves, or they do not share it."""
    sources, documents = ({said(getattr(row, name)) for row in rows} for name in ("source", "document"))
    source = sources.pop() if len(sources) == 1 else ""
    document = documents.pop() if len(documents) == 1 else ""
    return ("", "") if source in ("", _OWN) else (source, f"（{document}）" if document else "")


def reason(row: "CaseRow", part: str, catalogue: Catalogue) -> str:
    """Why a case stands under this heading of a letter: what was written down, when it was read again; "" where nobody said."""
    words = catalogue.words["letters"]
    for kind, event in (*words["events"].items(), *words["morning"].items()):
        form, note = event.get("reason", ""), said(row.reasons.get(kind, ""))
        if event["part"] == part and (note or "{note}" not in form):
            until = chinese(date.fromisoformat(row.waived_until)) if row.waived_until else ""
            checked = moment(row.checked_at, row.checked_at.date()) if row.checked_at else ""
            return str(form).format(note=note, until=until, checked=checked)
    return ""


def period(rows: "Sequence[CaseRow]", words: Words) -> str:
    """The batch that all share, as a title says it: 2026年第三季度."""
    batches = {said(row.batch) for row in rows}
    batch = batches.pop() if len(batches) == 1 else ""
    if quarter := _QUARTER.fullmatch(batch):
        return str(words["periods"][quarter[2]]).format(year=quarter[1])
    return batch.removesuffix("检查").replace("|", "")


def moment(due: datetime, day: date) -> str:
    """11月30日（星期一）17:00; the year where it is another one."""
    due = due.astimezone(CHINA)
    year = f"{due.year}年" if due.year != day.year else ""
    return f"{year}{due.month}月{due.day}日（星期{_WEEK[due.weekday()]}）{due:%H:%M}"


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def late(rows: "Iterable[CaseRow]") -> "list[CaseRow]":
    """What is over its limit while it is the unit's turn."""
    return [row for row in rows if row.state is State.OPEN and row.overdue_days]


def deadline(rows: "Sequence[CaseRow]", heading: Heading, words: Words) -> str:
    """By when: the limit of the paper, the one that all share, or from when to when; what is over does not count."""
    passed = late(rows)
    ends = {row.due for row in rows if row.due and row not in passed}
    if heading.due:
        ends = {heading.due}
    if not ends:
        return str(words["passed" if passed else "none"])
    first, last = (moment(end, heading.day) for end in (min(ends), max(ends)))
    return str(words["one" if len(ends) == 1 else "several"]).format(first=first, last=last)


def fill(text: str, facts: Mapping[str, object], file: str) -> str:
    """A sentence of a template with its places filled. Raises `BadInput` for a place that is none."""
    try:
        return text.format_map(facts)
    except KeyError as error:
        known = "、".join(f"{{{name}}}" for name in facts)
        raise BadInput(f"{file}.toml：“{{{error.args[0]}}}”不是可用的位置，应为 {known}") from None
    except (ValueError, IndexError, AttributeError) as error:
        raise BadInput(f"{file}.toml：位置写得不对（{error}）") from None
