"""Pages that a table writes out word for word, `[[entry]]`: letters in a mailbox, issues of a gazette, reports of what was held.

`age` counts days back, `months` whole months before that, `workdays` working days; `on` is a day of last year. {day}, {y} and {ly}
are its own day and year, and the year before.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from markupsafe import Markup

from core import catalogue
from core.dates import add_months
from core.workdays import Workdays
from demo.district import Article, Column, Fate, Truth
from demo.tables import Table
from demo.truths import truths

#: From this month on a yearly duty that is behind is an early warning.
_EARLY_MONTH = 11
#: The first month in which what is owed for the running year is overdue.
_OVERDUE = {"decision_catalogue": 7}


def added(columns: tuple[Column, ...], rows: Sequence[Table], as_of: date, seed: int) -> tuple[Column, ...]:
    """The columns with their entries, the newest first."""
    number = Random(f"entries/{seed}").randrange(60_000, 70_000)
    found: dict[str, list[Article]] = {}
    for place, row in enumerate(rows):
        column = next(one for one in columns if one.name == row["column"])
        found.setdefault(column.name, []).append(_entry(row, column, as_of, number + place))
    return tuple(_filled(column, found[column.name]) if column.name in found else column for column in columns)


def told(truth: Truth, as_of: date) -> Truth:
    """A truth about {y}, the running year, or {ly}, the last one. Nobody is warned of the running year before its last months."""
    if "{y}" not in truth.subject:
        return replace(truth, subject=truth.subject.format(ly=as_of.year - 1))
    soon = as_of.month < (_EARLY_MONTH if truth.fate is Fate.EARLY else _OVERDUE.get(truth.check, 1))
    return replace(truth, subject=truth.subject.format(y=as_of.year), fate=Fate.UNSURE if soon else truth.fate)


def _filled(column: Column, entries: list[Article]) -> Column:
    every = sorted([*column.articles, *entries], key=lambda article: article.day, reverse=True)
    return replace(column, articles=tuple(every))


def _entry(row: Table, column: Column, as_of: date, number: int) -> Article:
    day = _day(row, as_of)
    words = {"day": day.isoformat(), "y": day.year, "ly": day.year - 1}
    return Article(
        row["title"].format(**words),
        day,
        f"{column.folder}content_{number}.html",
        row.get("source", "区政府办公室"),
        tuple(Markup(text.format(**words)) for text in row["text"]),
        truths=tuple(truths(row)),
    )


def _day(row: Table, as_of: date) -> date:
    if "on" in row:
        return date.fromisoformat(f"{as_of.year - 1}-{row['on']}")
    day = add_months(as_of, -row.get("months", 0)) - timedelta(days=row.get("age", 0))
    workdays = Workdays(catalogue.load().words["workdays"]) if "workdays" in row else None
    while workdays and workdays.between(day, as_of).days < row["workdays"]:
        day -= timedelta(days=1)
    return day
