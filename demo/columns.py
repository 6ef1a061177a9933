"""Columns as their tables in `sites/*.toml` describe them, filled with articles."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from core.clock import CHINA
from demo.district import Article, Column, Duty, Shape
from demo.papers import Draft, placed
from demo.tables import Table
from demo.truths import truths
from demo.writer import Writer

_DAY = 86_400


class Columns:
    """One site's columns. `style` says how the addresses of articles are formed: content, doc, entered, trs, art or info."""

    def __init__(self, writer: Writer, style: str, root: str, source: str) -> None:
        self._writer = writer
        self._address = _ADDRESSES[style]
        self._root = root
        self._source = source

    def all(self, rows: list[Table], drafts: Callable[[str], list[Draft]]) -> tuple[Column, ...]:
        """The columns of all tables; `drafts` gives the documents and interpretations of a column, by its name."""
        folders = {
            row["name"]: row.get("folder") or self._channel(row["made"], place) for place, row in enumerate(rows, 1)
        }
        return tuple(self._column(row, folders, drafts(row["name"])) for row in rows)

    def _channel(self, made: int, place: int) -> str:
        """A folder named by an id that begins with the second at which it was made, `made` days ago."""
        return f"{self._root}channel_{_seconds(self._writer.ago(made)):08x}{place:016x}/"

    def _column(self, row: Table, folders: dict[str, str], drafts: list[Draft]) -> Column:
        folder = folders[row["name"]]
        return Column(
            name=row["name"],
            folder=folder,
            above=folders[row["above"]] if "above" in row else "",
            shape=Shape(row.get("shape", "text" if "text" in row else "list")),
            articles=self._articles(row, folder, drafts),
            text=self._writer.standing(row["text"]) if "text" in row else (),
            target=row.get("target", ""),
            label=row.get("label", ""),
            duty=self._duty(row["duty"]) if "duty" in row else None,
            charset=row.get("charset", "utf-8"),
            pager=row.get("pager", "zero"),
            untimed=row.get("untimed", False),
            unsourced=row.get("unsourced", False),
            truths=tuple(truths(row)),
        )

    def _articles(self, row: Table, folder: str, drafts: list[Draft]) -> tuple[Article, ...]:
        def address(day: date, number: int) -> str:
            return self._address(folder, day, number)

        articles = tuple(self._writer.published(draft, address) for draft in placed(drafts))
        if wanted := row.get("articles"):
            source = wanted.get("source", self._source)

            def written(count: int, newest: int | list[int], step: int) -> tuple[Article, ...]:
                newest = self._writer.number(newest)
                return self._writer.articles(wanted["kind"], count, newest, step, address, source)

            articles += written(wanted["count"], wanted["newest"], wanted["step"])
            if "led_by" in wanted:
                first = replace(written(1, wanted["led_by"], 1)[0], pinned=wanted.get("pinned", False))
                articles = (first, *articles)
            if wanted.get("oldest_first"):
                articles = articles[::-1]
        return tuple(_completed(article, place, row) for place, article in enumerate(articles))

    def _duty(self, row: Table) -> Duty:
        row = dict(row)
        days = [
            self._writer.as_of + timedelta(days=row.pop(key)) for key in ("season_begins", "season_ends") if key in row
        ]
        return Duty(**row, season="/".join(f"{day:%m-%d}" for day in days))


def _completed(article: Article, place: int, row: Table) -> Article:
    """The article with the paragraphs and attachments that its column's table adds at its place in the list."""
    added = [Markup(text) for at, text in row.get("paragraphs", ()) if at == place]
    files = [(name, path) for at, name, path in row.get("files", ()) if at == place]
    return replace(article, text=(*article.text, *added), files=(*article.files, *files))


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(10, 15), CHINA).timestamp())


def _art(folder: str, day: date, number: int) -> str:
    """Now and then under the number of another column, as articles that were moved keep it."""
    column = folder.strip("/").removeprefix("col/col")
    return f"/art/{day.year}/{day.month}/{day.day}/art_{column if number % 5 else '46999'}_{2_200_000 + number}.html"


#: (folder, day, running number) -> address within the host. "entered": the id tells when an article was first entered,
#: which may be long before the day that it shows.
_ADDRESSES: dict[str, Callable[[str, date, int], str]] = {
    "content": lambda folder, day, number: f"{folder}content_{number}.html",
    "doc": lambda folder, day, number: f"{folder}doc_{_seconds(day):08x}{number:016d}.html",
    "entered": lambda folder, day, number: (
        f"{folder}doc_{_seconds(day) - number % 4 * 45 * _DAY:08x}{number:016d}.html"
    ),
    "trs": lambda folder, day, number: f"{folder}{day:%Y%m}/t{day:%Y%m%d}_{1_160_000 + number}.html",
    "art": _art,
    "info": lambda folder, day, number: f"/info/{1000 + sum(folder.encode()) % 90}/{number}.htm",
}
