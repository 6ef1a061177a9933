"""Interfaces that give a list's rows as data: how they are asked and where their answers hold what, from `catalogue/cms/`."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from core import dates
from core.catalogue import FOLDER
from core.errors import BadInput
from core.urls import join

_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_DIGITS, _NAME = r"\d+", "[^/&?#]*"


@dataclass(frozen=True, slots=True)
class Interface:
    """A call by GET that answers with JSON. `page` matches the pages whose list it gives; an empty `url` is not known yet.

    `pages`, `rows` go down from the top of the answer (`data.list`), `address`, `title`, `day` from a row.
    """

    page: re.Pattern[str]
    url: str
    start: int
    pages: str
    rows: str
    address: str
    title: str
    day: str

    def first(self, url: str) -> str:
        """The address of the first answer for the list of the page at `url`; "" where it has none or nobody knows it."""
        found = self.page.search(url)
        return self._at(url, self.start, found.groupdict("")) if found and self.url else ""

    def next(self, url: str, answer: str) -> str:
        """The address of the answer that follows; "" after the last one. What is no answer says nothing of an end."""
        found = self._asked(url)
        if found is None:
            return ""
        number, data = int(found["page"]), _loaded(answer)
        last = _within(data, self.pages)
        ends = isinstance(last, int | str) and str(last).isdigit() and number - self.start + 1 >= int(last)
        if data is not None and (ends or (last is None and self.html(answer) == "")):
            return ""
        return self._at(url, number + 1, found)

    def answers(self, url: str) -> bool:
        return self._asked(url) is not None

    def html(self, answer: str) -> str | None:
        """The rows as the list that a browser would show; None where the answer holds no list at its place."""
        rows = _within(_loaded(answer), self.rows)
        return "".join(map(self._row, rows)) if isinstance(rows, list) else None

    def _row(self, row: Any) -> str:
        address, title, day = (_text(_within(row, path)) for path in (self.address, self.title, self.day))
        return (
            f'<li><a href="{escape(address)}">{escape(title)}</a><span>{escape(_day(day))}</span></li>'
            if address
            else ""
        )

    def _at(self, url: str, number: int, names: Mapping[str, str]) -> str:
        return join(url, self.url.format_map({**names, "page": number}))

    def _asked(self, url: str) -> dict[str, str] | None:
        found = _template(self.url).search(url) if self.url else None
        return found.groupdict("") if found else None


def load(name: str) -> Interface | None:
    """The interface of one platform; None where its file describes none."""
    row = data(name).get("list")
    try:
        return Interface(**{**row, "page": re.compile(row["page"])}) if row else None
    except (KeyError, TypeError, re.error) as error:
        raise BadInput(f"{FOLDER / 'cms' / name}.toml：{error}") from None


@cache
def data(name: str) -> Mapping[str, Any]:
    """What `catalogue/cms/NAME.toml` says."""
    path = FOLDER / "cms" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path}：{error}") from None


@cache
def known() -> tuple[Interface, ...]:
    """The interfaces of all platforms."""
    found = (load(path.stem) for path in sorted((FOLDER / "cms").glob("*.toml")))
    return tuple(interface for interface in found if interface)


def is_answer(url: str) -> bool:
    """Told from the address: an interface that answers with the rows of a list, not a page."""
    path = url.partition("?")[0]
    return path.endswith(endings()) or any(interface.answers(url) for interface in known())


def draws(url: str) -> bool:
    """Told from the address: a page of a platform whose lists scripts draw."""
    return any(interface.page.search(url) for interface in known())


def asks(url: str) -> bool:
    """Whether the rows of the page at `url` are asked from an interface."""
    return any(interface.first(url) for interface in known())


@cache
def endings() -> tuple[str, ...]:
    """How the paths of interfaces end that answer with pieces of pages."""
    return tuple(end for path in (FOLDER / "cms").glob("*.toml") for end in data(path.stem).get("interfaces", ()))


@cache
def _template(url: str) -> re.Pattern[str]:
    parts = re.split(r"\{(site|channel|page)\}", url)
    names = [rf"(?P<{part}>{_DIGITS if part == 'page' else _NAME})" for part in parts[1::2]]
    fixed = [re.escape(part) for part in parts[::2]]
    return re.compile("".join(a + b for a, b in zip(fixed, [*names, ""], strict=True)) + r"\Z")


def _loaded(answer: str) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        return None


def _within(value: Any, path: str) -> Any:
    for key in filter(None, path.split(".")):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _day(text: str) -> str:
    if not _EPOCH.fullmatch(text):
        return text
    return dates.of_second(int(text[:10])).isoformat()
