"""The tables behind a paper: 问题清单, 整改情况反馈表, 整改情况清单."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.catalogue import Catalogue
from ledger.states import State
from reports import _facts as facts
from reports._docx import Cell
from reports._facts import Words, said
from reports._official import Paper
from reports.digest import href, shorten

if TYPE_CHECKING:
    from ledger.desk import CaseRow

#: A cell holds no more of a text, a line no more of an address.
_LONGEST, _ADDRESS = 300, 160
_LOW, _HIGH, _SIGNED = 9.0, 19.0, 11.0


def problems(paper: Paper, rows: "Sequence[CaseRow]", catalogue: Catalogue, words: Words) -> None:
    """What is wrong, where, by which rule, how to mend it and by when; below the list the pictures of the pages."""
    said_ = words["problems"]
    paper.add("表注", "")
    lines = (([*_problem(paper, n, row, catalogue, words)], _LOW) for n, row in enumerate(rows, 1))
    paper.table(_widths(said_), lines, _heads(said_))
    if any(row.due_estimated for row in rows):
        paper.add("表注", words["estimated"])
    if pictured := [row for row in rows if row.picture][: said_["pictures"]]:
        _pictures(paper, pictured, said_)


def feedback(paper: Paper, rows: "Sequence[CaseRow]", words: Words) -> None:
    """What the unit fills in and stamps; what it said already over its link stands there."""
    said_ = words["feedback"]
    units = "、".join(dict.fromkeys(said(row.unit_name) for row in rows))
    answered = max((row.reply_at for row in rows if row.reply_at), default=None)
    day = facts.chinese(answered.date()) if answered else said_["unfilled"]
    paper.line(said_["unit"].format(unit=units), said_["filled"].format(day=day))
    lines = [([*_answered(paper, number, row, said_)], _HIGH) for number, row in enumerate(rows, 1)]
    known = {"person": persons(rows), "phone": said(rows[0].phone) if answered else ""}
    people = [
        cell
        for (label, blank), (wide, wider) in zip(said_["people"], _SPANS, strict=True)
        for cell in (Cell(label, "表头", wide), Cell(blank.format(**known), span=wider))
    ]
    paper.table(_widths(said_), [*lines, (people, _SIGNED)], _heads(said_))
    paper.add("表注", said_["note"])


#: How many of the eight columns each label and its blank take.
_SPANS = ((2, 1), (1, 1), (1, 2))


def answer(row: "CaseRow", words: Words) -> tuple[list[tuple[bool, str]], str]:
    """The results of the form with whether the unit's answer ticks them, and its words."""
    told = f"{row.reply}：{row.reply_words}" if row.reply in words["named"] else row.reply_words
    return [(row.reply in kinds, word) for word, kinds in words["results"]], told


def _answered(paper: Paper, number: int, row: "CaseRow", words: Words) -> Iterator[Cell]:
    """One case with what its unit answered: measures, box, reason, link, day."""
    boxes, told = answer(row, words)
    measures = row.reply in words["measures"]
    url = href(said(row.reply_url))
    yield Cell(str(number), "表格居中")
    yield Cell(row.number, "表格居中")
    yield Cell(_cut(row.title))
    yield Cell(_cut(told) if measures else "")
    yield Cell("\n".join(words["ticked" if box else "blank"] + word for box, word in boxes))
    yield Cell("" if measures else _cut(told))
    yield Cell(shorten(said(row.reply_url), _ADDRESS), link=paper.link(url) if url else "")
    done = row.reply_at if row.reply == words["measures"][0] else None
    yield Cell(f"{done:%Y-%m-%d}" if done else "", "表格居中")


def persons(rows: "Sequence[CaseRow]") -> str:
    """Who typed the answers; a reply names its unit before the person."""
    names = (said(row.reply_by).removeprefix(said(row.unit_name)).strip() for row in rows)
    return "、".join(dict.fromkeys(filter(None, names)))


def results(paper: Paper, rows: "Sequence[CaseRow]", catalogue: Catalogue, words: Words, list_: Words) -> None:
    """Every problem with what became of it."""
    lines = (
        (
            [
                Cell(str(number), "表格居中"),
                Cell(row.number, "表格居中"),
                Cell(said(row.unit_name)),
                Cell(facts.kind(row, catalogue, words)),
                Cell(_cut(row.title)),
                Cell(_measures(row)),
                Cell(row.state_name, "表格居中"),
                Cell(f"{row.fixed_at:%Y-%m-%d}" if row.fixed_at else "", "表格居中"),
            ],
            _LOW,
        )
        for number, row in enumerate(rows, 1)
    )
    paper.add("表注", "")
    paper.table(_widths(list_), lines, _heads(list_))


def _problem(paper: Paper, number: int, row: "CaseRow", catalogue: Catalogue, words: Words) -> Iterator[Cell]:
    rule = catalogue.rules.get(row.check)
    url = href(said(row.url))
    yield Cell(str(number), "表格居中")
    yield Cell(row.number, "表格居中")
    yield Cell(said(row.site_name))
    yield Cell(facts.kind(row, catalogue, words))
    yield Cell("\n".join(_seen(row, words["problems"])), link=paper.link(url) if url else "")
    yield Cell("\n".join((rule.basis, rule.fix)) if rule else said(row.document))
    yield Cell(_limit(row.due) + ("*" if row.due_estimated else ""), "表格居中")


def _pictures(paper: Paper, rows: "Sequence[CaseRow]", words: Words) -> None:
    """Two in a line, each under the number of its case."""
    cells = [_picture(paper, row, words) for row in rows]
    pairs = [cells[start : start + 2] for start in range(0, len(cells), 2)]
    paper.add("表注", words["pictured"], keepNext={"val": 1})
    half = sum(_widths(words)) / 2
    paper.table([half, half], [([*pair, Cell("")][:2], _LOW) for pair in pairs])


def _picture(paper: Paper, row: "CaseRow", words: Words) -> Cell:
    assert row.picture
    caption = words["picture"].format(number=row.number, at=f"{row.picture.at:%Y-%m-%d %H:%M}")
    return Cell(caption, "表格居中", picture=paper.picture(row.picture.small, words["picture_width"], caption))


def _seen(row: "CaseRow", words: Words) -> Iterator[str]:
    """What was seen, when, where; the address comes last, for it is the link."""
    seen = words["seen"].format(at=f"{row.found_at:%Y-%m-%d %H:%M}")
    yield _cut("。".join(part for part in (said(row.title).rstrip("。"), said(row.text)) if part)) + seen
    place, url = said(row.place), said(row.url)
    if place and place != url:
        yield f"{words['place']}{shorten(place, _ADDRESS)}"
    if url:
        yield f"{words['page']}{shorten(url, _ADDRESS)}"


def _measures(row: "CaseRow") -> str:
    """What the unit said it did; an objection or a request is none."""
    return _cut(row.answer) if row.state in (State.CLAIMED, State.FIXED) else ""


def _limit(due: datetime | None) -> str:
    return f"{due:%Y-%m-%d}\n{due:%H:%M}" if due else ""


def _cut(text: str) -> str:
    text = said(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _widths(words: Words) -> list[float]:
    return [width for _, width in words["heads"]]


def _heads(words: Words) -> list[str]:
    return [name for name, _ in words["heads"]]
