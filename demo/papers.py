"""Policy documents and their interpretations: they belong together across columns and sites, so they are drawn up first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from markupsafe import Markup

from core import catalogue
from core.workdays import Workdays
from demo.district import Article, Fate, Site, Truth
from demo.tables import Table, words
from demo.truths import truths


@dataclass(frozen=True, slots=True)
class Draft:
    """A document or an interpretation that still has no place.

    `of` is the key of the document that it interprets, `linked` the way in which it leads there, or a document to those that
    interpret it: line, or one of `ties` in words.toml; "" where it does not. `added` paragraphs come after its text, `files` with it.
    """

    key: str
    site: str
    column: str
    title: str
    day: date
    source: str
    facts: dict[str, str]
    text: str
    number: str = ""
    made: date | None = None
    of: str = ""
    linked: str = ""
    added: tuple[Markup, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    truths: tuple[Truth, ...] = ()


class Papers:
    """All of them, as the tables of the sites ask for them: `[[paper]]`, `[[yearly]]`, `[[copy]]` and `[[reading]]`."""

    def __init__(self, as_of: date, seed: int, tables: list[Table]) -> None:
        self._as_of, self._words = as_of, words(seed)
        self._random = Random(f"papers/{seed}")
        names: dict[str, list[str]] = self._words["papers"]
        self._names = {place: self._random.sample(known, len(known)) for place, known in names.items()}
        self._count = self._random.randrange(3, 20)
        self._workdays = Workdays(catalogue.load().words["workdays"])
        self._drafts: dict[str, Draft] = {}
        for kind, write in (
            ("paper", self._paper),
            ("yearly", self._yearly),
            ("reading", self._reading),
            ("copy", self._copy),
        ):
            for site, row in ((table["site"]["key"], row) for table in tables for row in table.get(kind, ())):
                draft = write(site, row)
                self._drafts[draft.key] = draft

    def of(self, site: str, column: str) -> list[Draft]:
        """What is to be published in a column."""
        return [draft for draft in self._drafts.values() if (draft.site, draft.column) == (site, column)]

    def link(self, sites: list[Site]) -> list[Site]:
        """The sites, their documents and interpretations linked to one another where the tables say so."""
        placed = {
            article.key: (article.title, site.url(article.path))
            for site in sites
            for column in site.columns
            for article in column.articles
            if article.key
        }
        return [
            replace(
                site,
                columns=tuple(
                    replace(column, articles=tuple(self._linked(article, placed) for article in column.articles))
                    for column in site.columns
                ),
            )
            for site in sites
        ]

    def _linked(self, article: Article, placed: dict[str, tuple[str, str]]) -> Article:
        draft = self._drafts.get(article.key)
        if draft is None or not draft.linked:
            return article
        goals = [draft.of] if draft.of else [other.key for other in self._drafts.values() if other.of == draft.key]
        label = "相关文件：" if draft.of else "政策解读："
        if draft.linked == "line":
            return replace(article, related=tuple((label, *placed[key]) for key in goals))
        tie = Markup(self._words["ties"][draft.linked])
        ties = (tie.format(label=label, title=title, url=url) for title, url in map(placed.__getitem__, goals))
        return replace(article, text=(*article.text, *ties))

    def _paper(self, site: str, row: Table) -> Draft:
        self._count += self._random.randrange(1, 4)
        issuer = self._words["issuers"][row["by"]]
        day = self._as_of - timedelta(days=self._chosen(row["age"]))
        told = tuple(truths(row))
        if "made_workdays" in row:
            day, made, told = self._counted(day, row["made_workdays"], told)
        else:
            made = day - timedelta(days=self._chosen(row.get("made", [1, 6])))
        name = "云泽区" + self._names[row.get("about", site)].pop() if "title" not in row else ""
        title = self._random.choice(row.get("title", issuer["titles"])).format(name=name, y=made.year, ly=made.year - 1)
        number = issuer["number"].format(y=made.year, n=self._count)
        facts = {"name": name, "issuer": issuer["name"], "number": number, "title": title}
        return Draft(
            *(row["key"], site, row["column"], title, day),
            source=issuer["name"],
            facts=facts,
            text=row.get("text", "policy"),
            number="" if row.get("bare") else number,
            made=made,
            linked=row.get("links", "line"),
            added=tuple(map(Markup, row.get("paragraphs", ()))),
            files=tuple((name, path) for name, path in row.get("files", ())),
            truths=told,
        )

    def _yearly(self, site: str, row: Table) -> Draft:
        """What is published once a year, yesterday at the latest."""
        this = self._as_of.year
        years = {"this": str(this), "last": str(this - 1), "before": str(this - 2)}
        on = date(this - row.get("ago", 0), *row["on"])
        day = min(on, self._as_of - timedelta(days=1))
        told = (replace(one, subject=one.subject.format(**years)) for one in truths(row))
        return Draft(
            *(row["key"], site, row["column"], row["title"].format(**years), day),
            source=self._words["issuers"][row["by"]]["name"],
            facts=years,
            text=row["text"],
            files=tuple((name, path) for name, path in row.get("files", ())),
            truths=tuple(replace(one, fate=self._so_far(one.fate, row, on)) for one in told),
        )

    def _so_far(self, fate: Fate, row: Table, on: date) -> Fate:
        """Before the day on which it is due, what is wrong with a paper is no fault; nor is a late one that is not yet late."""
        if fate is not Fate.SOWN:
            return fate
        if row.get("calendar") and on >= self._as_of:
            return Fate.DECOY
        unsaid = row.get("calendar") and self._workdays.estimated(on)
        early = "due" in row and self._as_of <= date(self._as_of.year, *row["due"])
        return Fate.UNSURE if unsaid or early else fate

    def _counted(self, day: date, number: int, told: tuple[Truth, ...]) -> tuple[date, date, tuple[Truth, ...]]:
        """A working day of publication, the day of making so many before, and what is true without a calendar."""
        while not self._workdays.is_workday(day):
            day -= timedelta(days=1)
        made = day
        while self._workdays.between(made, day).days < number:
            made -= timedelta(days=1)
        if self._workdays.between(made, day).estimated:
            told = tuple(replace(one, fate=Fate.UNSURE) if one.fate is Fate.SOWN else one for one in told)
        return day, made, told

    def _copy(self, site: str, row: Table) -> Draft:
        """The same document once more, published elsewhere and later; with a `title` another one that bears its number."""
        paper = self._drafts[row["of"]]
        day = paper.day + timedelta(days=self._chosen(row["after"]))
        told = tuple(truths(row))
        title = row.get("title", paper.title)
        return replace(
            paper, key=f"{paper.key}/copy", site=site, column=row["column"], title=title, day=day, truths=told
        )

    def _reading(self, site: str, row: Table) -> Draft:
        paper = self._drafts[row["of"]]
        inner = paper.title.replace("《", "〈").replace("》", "〉")
        dept = self._random.choice(self._words["departments"])
        forms = self._words["readings"][row.get("form", "plain")]
        title = self._random.choice(forms).format(**paper.facts | {"title": inner}, dept=dept)
        return Draft(
            key=f"{paper.key}/{row.get('form', 'plain')}/{site}",
            site=site,
            column=row["column"],
            title=title,
            day=self._later(paper, row),
            source=row.get("source", paper.source),
            facts=paper.facts,
            text=row.get("text", "reading"),
            of=row["of"],
            linked=row.get("links", "line"),
            added=tuple(map(Markup, row.get("paragraphs", ()))),
            truths=tuple(truths(row)),
        )

    def _later(self, paper: Draft, row: Table) -> date:
        """The day of an interpretation. Where a calendar is not yet out, the last working day in time is not known."""
        if "workdays" not in row:
            return paper.day + timedelta(days=self._chosen(row["after"]))
        day, estimated = self._workdays.add(paper.day, row["workdays"])
        if estimated:
            unsure = tuple(replace(one, fate=Fate.UNSURE) if one.fate is Fate.SOWN else one for one in paper.truths)
            self._drafts[paper.key] = replace(paper, truths=unsure)
        return day

    def _chosen(self, days: Any) -> int:
        return days if isinstance(days, int) else self._random.randint(*days)


def placed(drafts: list[Draft]) -> Iterator[Draft]:
    """The newest first, as lists show them."""
    yield from sorted(drafts, key=lambda draft: draft.day, reverse=True)
