"""Papers as the bureau sends them (.docx): 整改通知 and 函, 整改情况反馈表, 督办单, 整改情况报告. Their texts are templates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core import catalogue as catalogues
from core.catalogue import Catalogue
from core.clock import CHINA
from core.errors import BadInput
from core.workdays import Workdays
from ledger.states import State
from reports import _annexes as annexes
from reports import _facts as facts
from reports._annexes import persons
from reports._docx import Cell
from reports._facts import Heading, Words, fill, said
from reports._official import FOLDER, Paper, template

if TYPE_CHECKING:
    from ledger.desk import CaseRow

__all__ = ["Heading", "answered", "feedback_form", "notice", "persons", "reply", "signs", "supervision"]

_FORM = (26.0, 52.0, 26.0, 52.0)
_NUMBERS = "一二三四五六七八九十"


def notice(rows: "Sequence[CaseRow]", heading: Heading, path: Path, catalogue: Catalogue | None = None) -> None:
    """整改通知, or a 函 to units that are not ours to direct, with the list of problems and the form to answer on."""
    rules, common, rows = catalogue or _rules(), template("common"), facts.living(rows)
    form = heading.form or ("letter" if all(_equal(row, common) for row in rows) else "notice")
    words = _form(form)
    source, document = facts.origin(rows)
    way = "_reported" if source and not heading.basis else ""
    known = _known(rows, heading, words, common) | {
        "basis": said(heading.basis) or facts.basis(rows, rules, words["basis"]),
        "kinds": facts.kinds(rows, rules, common),
        "period": facts.period(rows, common),
        "source": source,
        "document": document,
        "deadline": facts.deadline(rows, heading, common["deadline"]),
    }
    late = len(facts.late(rows))
    known["overdue"] = fill(words["overdue"], {"late": late}, form) if 0 < late < len(rows) else ""
    title = said(heading.title) or fill(words[f"title{way}"], known, form)
    paper = _begin(title, known, heading, words, common)
    paper.body(fill("\n".join((words[f"opening{way}"], words["body"])), known, form))
    paper.annexes(words["annexes"])
    _end(paper, known, common)
    first, second = words["annexes"]
    paper.annex("1", first, across=True)
    annexes.problems(paper, rows, rules, common)
    paper.annex("2", second, across=True)
    annexes.feedback(paper, rows, common)
    _colophon(paper, known, heading, words, common)
    paper.save(path)


def feedback_form(rows: "Sequence[CaseRow]", heading: Heading, path: Path, catalogue: Catalogue | None = None) -> None:
    """整改情况反馈表 by itself."""
    rows, common = facts.living(rows), template("common")
    title = said(heading.title) or common["feedback"]["title"]
    paper = Paper(title, heading.issuer, heading.day, across=True)
    paper.title(title)
    annexes.feedback(paper, rows, common)
    paper.save(path)


def answered(row: "CaseRow") -> tuple[list[tuple[bool, str]], str]:
    """What a unit answered, as its 整改情况反馈表 says it: the boxes, each with whether it is ticked, and the words."""
    return annexes.answer(row, template("common")["feedback"])


def supervision(rows: "Sequence[CaseRow]", heading: Heading, path: Path, catalogue: Catalogue | None = None) -> None:
    """督办单 on what is overdue while it is the unit's turn: one sheet, the list behind it.

    Raises `BadInput` where nothing is overdue.
    """
    rules, common, words = catalogue or _rules(), template("common"), template("supervision")
    rows = facts.late(rows)
    if not rows:
        raise BadInput("没有逾期未整改的问题，不需要督办")
    known = _known(rows, heading, words, common) | _overdue(rows, heading, rules, words)
    known["kinds"] = facts.kinds(rows, rules, common)
    for name in ("matter", "demand"):
        known[name] = fill(words[name], known, "supervision")
    title = said(heading.title) or words["title"]
    paper = Paper(title, str(known["issuer"]), heading.day)
    paper.title(title)
    paper.line(fill(words["number"], known, "supervision"), "", "表单栏")
    paper.table(_FORM, [(_cells(row["cells"], known), row["height"]) for row in words["row"]])
    if copies := heading.copies or words["copies"]:
        paper.add("表注", common["copies"].format(copies="，".join(map(said, copies))))
    paper.annex("", words["annex"], across=True)
    annexes.problems(paper, rows, rules, common)
    paper.save(path)


def reply(rows: "Sequence[CaseRow]", heading: Heading, path: Path, catalogue: Catalogue | None = None) -> None:
    """《关于……问题整改情况的报告》: what became of every problem of a batch. What is no problem, or not yet one, stands apart."""
    rules, common, words = catalogue or _rules(), template("common"), template("reply")
    counted = [row for row in rows if row.state not in (State.NONE, State.FOUND, State.DISMISSED)]
    if not counted:
        raise BadInput("没有已交办的问题，不能形成整改情况报告")
    source, document = facts.origin(counted)
    way = "_reported" if source else ""
    known = _known(counted, heading, words, common) | {
        "period": facts.period(counted, common),
        "source": source,
        "document": document,
        "units": len({row.unit for row in counted}),
        "states": _states(counted, words),
        "apart": _apart(rows, words["texts"]),
    }
    known["to"] = said(heading.to) or words["to"].get(source or counted[0].source, words["to"]["default"])
    known["subject"] = fill(words[f"subject{way}"], known, "reply")
    known["by_kind"] = "\n".join(_by_kind(counted, rules, common, words))
    known["rest"] = "\n".join(_rest(counted, heading, words)) or words["texts"]["none"]
    paper = _begin(said(heading.title) or fill(words["title"], known, "reply"), known, heading, words, common)
    text = "\n".join((words["texts"][f"opening{way}"], words["texts"]["body"]))
    paper.body(fill(text, known, "reply"))
    paper.annexes([words["list"]["title"]])
    _end(paper, known, common)
    paper.annex("", words["list"]["title"], across=True)
    annexes.results(paper, counted, rules, common, words["list"])
    _colophon(paper, known, heading, words, common)
    paper.save(path)


def signs(kind: str) -> str:
    """Who signs a kind of paper where nobody says it; "" for one that is not signed."""
    return "" if kind == "feedback-form" else str(template(kind)["issuer"])


@cache
def _rules() -> Catalogue:
    return catalogues.load()


def _form(name: str) -> Words:
    """The template of a notice."""
    known = sorted(path.stem for path in FOLDER.glob("*.toml") if "opening" in template(path.stem))
    if name not in known:
        raise BadInput(f"{name}：没有这种文书，应为 {'、'.join(known)}")
    return template(name)


def _equal(row: "CaseRow", common: Words) -> bool:
    """Whether the unit is not ours to direct."""
    return any(row.unit == name or row.unit_name.endswith(name) for name in common["equals"])


def _known(rows: "Sequence[CaseRow]", heading: Heading, words: Words, common: Words) -> dict[str, object]:
    """What every template may say; who is to be called is left free where nobody says it."""
    units = "、".join(dict.fromkeys(said(row.unit_name) for row in rows))
    blank = common["blank"]
    return {
        "issuer": said(heading.issuer) or words["issuer"],
        "to": said(heading.to) or units,
        "unit": units,
        "you": common[words.get("you", "down")],
        "count": facts.count(rows),
        "day": facts.chinese(heading.day),
        "year": heading.day.year,
        "contact": said(heading.contact) or common["contact"] or blank,
        "phone": said(heading.phone) or common["phone"] or blank,
    }


def _begin(title: str, known: Mapping[str, object], heading: Heading, words: Words, common: Words) -> Paper:
    """The paper down to whom it goes to."""
    paper = Paper(title, str(known["issuer"]), heading.day)
    if words["red_head"]:
        paper.red_head(words["red_head"], fill(common["number"], known, "common"))
    paper.title(title)
    paper.add("公文主送", f"{known['to']}：")
    return paper


def _end(paper: Paper, known: Mapping[str, object], common: Words) -> None:
    """Who signs, when, and whom to call."""
    paper.signature(str(known["issuer"]), str(known["day"]))
    paper.add("公文附注", fill(common["remark"], known, "common"))


def _colophon(paper: Paper, known: Mapping[str, object], heading: Heading, words: Words, common: Words) -> None:
    copies = "，".join(map(said, heading.copies or words["copies"]))
    printed = (str(known["issuer"]), fill(common["printed_on"], known, "common")) if words["printed"] else None
    paper.colophon(common["copies"].format(copies=copies) if copies else "", printed)


def _overdue(rows: "Sequence[CaseRow]", heading: Heading, rules: Catalogue, words: Words) -> dict[str, object]:
    """Who answers, since when it is overdue, and by when it must be done now."""
    due = heading.due
    if due is None:
        last = Workdays(rules.words["workdays"]).add(heading.day, words["working_days"])
        due = datetime.combine(last.day, time(17), CHINA)
    limits = [facts.moment(row.due, heading.day) for row in sorted(rows, key=lambda row: str(row.due)) if row.due]
    return {
        "leaders": said(rows[0].leaders),
        "person": said(rows[0].contact),
        "unit_phone": said(rows[0].phone),
        "late": max(row.overdue_days for row in rows),
        "limit": limits[0] if len(set(limits)) == 1 else f"{limits[0]}起，见附件",
        "due": facts.moment(due, heading.day),
    }


def _cells(pairs: Sequence[Sequence[str]], known: Mapping[str, object]) -> list[Cell]:
    """A row of the sheet: labels with what stands beside them, over its four columns."""
    wide = len(_FORM) - 1 if len(pairs) == 1 else 1
    return [
        cell
        for label, text in pairs
        for cell in (Cell(label, "表单项"), Cell(fill(text, known, "supervision"), "表单栏", wide))
    ]


def _states(rows: "Sequence[CaseRow]", words: Words) -> str:
    """已完成整改35处，正在整改6处（其中超过时限1处）; what is nought is left out."""
    said_ = words["states"]
    numbers = {state: sum(row.state is state for row in rows) for state in _TOLD}
    parts = [said_[str(state)].format(n=number) for state, number in numbers.items() if number]
    late = len(facts.late(rows))
    if late:
        at = [state for state, number in numbers.items() if number].index(State.OPEN)
        parts[at] += said_["late"].format(n=late)
    return "，".join(parts)


_TOLD = (State.FIXED, State.CLAIMED, State.OPEN, State.WAIVED)


def _apart(rows: "Sequence[CaseRow]", texts: Words) -> str:
    """Problems that count nowhere are told all the same, for who reported them asks for every one."""
    numbers = {state: sum(row.state is state for row in rows) for state in (State.DISMISSED, State.FOUND)}
    return "".join(texts[f"apart_{state}"].format(n=number) for state, number in numbers.items() if number)


def _by_kind(rows: "Sequence[CaseRow]", rules: Catalogue, common: Words, words: Words) -> Iterator[str]:
    for number, (kind, found) in enumerate(facts.by_kind(rows, rules, common).items(), 1):
        known = {"nth": _chinese(number), "kind": kind, "places": len(found), "states": _states(found, words)}
        yield fill(words["texts"]["kind"], known, "reply")


def _rest(rows: "Sequence[CaseRow]", heading: Heading, words: Words) -> Iterator[str]:
    """What is not done, a unit a line, with the last of its limits."""
    left = [row for row in rows if row.state is not State.FIXED]
    for number, unit in enumerate(dict.fromkeys(row.unit for row in left), 1):
        own = [row for row in left if row.unit == unit]
        ends = [row.due for row in own if row.due and row.state is State.OPEN and not row.overdue_days]
        until = words["texts"]["until"].format(due=facts.moment(max(ends), heading.day)) if ends else ""
        known = {"nth": number, "unit": said(own[0].unit_name), "states": _states(own, words), "until": until}
        yield fill(words["texts"]["unit"], known, "reply")


def _chinese(number: int) -> str:
    """一 to 九十九, as headings are numbered."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_NUMBERS[tens - 1]}十"
    return lead + (_NUMBERS[ones - 1] if ones else "")
