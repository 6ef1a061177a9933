"""A desk at which one site's columns are put together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup

from demo.district import Article, Column, Fate, Shape, Truth
from demo.writer import Writer

#: (folder of the column, day of publication, running number) -> address of an article within the host.
Addressing = Callable[[str, date, int], str]


class Desk:
    """`source` is named under articles unless the kind names others."""

    def __init__(self, writer: Writer, addressing: Addressing, source: str = "") -> None:
        self.writer = writer
        self._addressing = addressing
        self._source = source

    def listed(self, name: str, folder: str, kind: str, count: int, newest: int, step: int, **more: Any) -> Column:
        """A column with a list of `count` articles, the newest `newest` days old."""
        articles = self.articles(folder, kind, count, newest, step)
        return Column(name=name, folder=folder, articles=articles, **more)

    def articles(self, folder: str, kind: str, count: int, newest: int, step: int) -> tuple[Article, ...]:
        def address(day: date, number: int) -> str:
            return self._addressing(folder, day, number)

        return self.writer.articles(kind, count, newest, step, address, self._source)


def bare(name: str, folder: str, shape: Shape, **more: Any) -> Column:
    """A column without articles."""
    return Column(name=name, folder=folder, shape=shape, **more)


def sown(check: str, note: str, subject: str = "") -> Truth:
    return Truth(Fate.SOWN, check, note, subject)


def early(check: str, note: str, subject: str = "") -> Truth:
    return Truth(Fate.EARLY, check, note, subject)


def unsure(check: str, note: str, subject: str = "") -> Truth:
    return Truth(Fate.UNSURE, check, note, subject)


def decoy(check: str, note: str, subject: str = "") -> Truth:
    return Truth(Fate.DECOY, check, note, subject)


def added(column: Column, paragraphs: Mapping[int, str]) -> Column:
    """The column with ready HTML paragraphs at the end of some of its articles, by their place in the list."""
    articles = [
        replace(article, text=(*article.text, Markup(paragraphs[place]))) if place in paragraphs else article
        for place, article in enumerate(column.articles)
    ]
    return replace(column, articles=tuple(articles))


def with_file(column: Column, place: int, name: str, path: str) -> Column:
    """The column with an attachment to one of its articles."""
    articles = list(column.articles)
    articles[place] = replace(articles[place], files=(*articles[place].files, (name, path)))
    return replace(column, articles=tuple(articles))


def led_by_old(column: Column, article: Article, pinned: bool = False) -> Column:
    """The column with an old article as the first of its list."""
    return replace(column, articles=(replace(article, pinned=pinned), *column.articles))
