"""Writes the district's articles: from one seed and one day always the same ones."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from zlib import crc32

from demo.district import Article
from demo.papers import Draft
from demo.tables import words

#: (day of publication, running number) -> address within the host.
Addresses = Callable[[date, int], str]


class Writer:
    """All of a site's articles as of a day: no title is written twice, no matter settled by two papers of one kind."""

    def __init__(self, as_of: date, seed: int, name: str) -> None:
        self.as_of = as_of
        self.random = Random(crc32(f"{seed}/{name}".encode()))
        self._words = words(seed)
        self._number = 41_000 + self.random.randrange(500)
        self._written: set[str] = set()
        self._patterns: dict[str, list[str]] = {}

    def ago(self, days: int) -> date:
        return self.as_of - timedelta(days=days)

    def number(self, wanted: int | list[int]) -> int:
        """A number as a table gives it: one, or one between two."""
        return wanted if isinstance(wanted, int) else self.random.randint(*wanted)

    def articles(
        self, kind: str, count: int, newest: int, step: int, addresses: Addresses, source: str = ""
    ) -> tuple[Article, ...]:
        """`count` articles, the newest `newest` days old, each about `step` days older than the one before."""
        days = [self.ago(age) for age in self._ages(count, newest, step)]
        return tuple(self.article(kind, day, addresses, source) for day in days)

    def article(self, kind: str, day: date, addresses: Addresses, source: str = "") -> Article:
        facts = self._facts(day)
        title = self._title(kind, facts, day)
        facts["made"] = _said(day)
        text = tuple(paragraph.format(**facts) for paragraph in self._paragraphs(kind))
        return Article(title, day, self._place(day, addresses), source or facts["dept"], text)

    def published(self, draft: Draft, addresses: Addresses) -> Article:
        """A document or an interpretation, in its place."""
        facts = self._facts(draft.day) | {"made": _said(draft.made or draft.day)} | draft.facts
        return Article(
            *(draft.title, draft.day, self._place(draft.day, addresses), draft.source),
            (*(paragraph.format(**facts) for paragraph in self._paragraphs(draft.text)), *draft.added),
            *(draft.number, draft.made, draft.files),
            key=draft.key,
            truths=draft.truths,
        )

    def standing(self, name: str) -> tuple[str, ...]:
        """The paragraphs of a page that has its text at the column's own address."""
        return tuple(self._words["pages"][name])

    def _place(self, day: date, addresses: Addresses) -> str:
        self._number += self.random.randrange(1, 9)
        return addresses(day, self._number)

    def _ages(self, count: int, newest: int, step: int) -> Iterator[int]:
        age = newest
        for _ in range(count):
            yield age
            age += self.random.randrange(max(1, step // 2), step + step // 2 + 1) if step else 0

    def _title(self, kind: str, facts: dict[str, str], day: date) -> str:
        titles = self._words["titles"][kind]
        patterns = self._patterns.setdefault(kind, [])
        if not patterns:
            patterns += self.random.sample(titles, len(titles))
        for _ in range(200):
            patterns.append(pattern := patterns.pop(0))
            title = pattern.format(**facts)
            about = f"{kind}/{facts['matter']}" if "{matter}" in pattern else title
            if about not in self._written:
                self._written.add(about)
                return title
            facts.update(self._facts(day))
        raise ValueError(f"no more titles of kind {kind}")

    def _facts(self, day: date) -> dict[str, str]:
        choose, number = self.random.choice, self.random.randrange
        before = day.replace(day=1) - timedelta(days=1)
        return {
            "y": str(day.year),
            "ly": str(day.year - 1),
            "lly": str(day.year - 2),
            "py": str(before.year),
            "m": str(before.month),
            "m2": str(max(2, before.month)),
            "q": "一二三四"[max(0, (day.month - 1) // 3 - 1)],
            "date": f"{day.month}月{day.day}日",
            "leader": choose(self._words["leaders"]),
            "town": choose(self._words["towns"]),
            "dept": choose(self._words["departments"]),
            "topic": choose(self._words["topics"]),
            "matter": choose(self._words["matters"]),
            "road": choose(self._words["roads"]),
            "n": str(number(3, 46)),
            "k": str(day.toordinal() // 12 % 80 + 1),
            "w": str(day.timetuple().tm_yday // 7 + 1),
            "d": str(day.timetuple().tm_yday),
            "money": f"{number(2, 80)}.{number(1, 10)}",
            "percent": f"{number(3, 95)}.{number(1, 10)}",
        }

    def _paragraphs(self, kind: str) -> list[str]:
        texts: dict[str, list[str]] = self._words["texts"]
        name = self._words["text-of"].get(kind, kind)
        return texts.get(name) or texts.get(name.partition("-")[0]) or texts["record"]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
