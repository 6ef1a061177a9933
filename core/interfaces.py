"""Interfaces that give a list's rows as data: how they are asked and where their answers hold what, from `catalogue/cms/`."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from core import dates
from core._text import says_empty
from core.catalogue import FOLDER
from core.errors import BadInput
from core.urls import join

_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_DIGITS, _NAME = r"\d+", "[^&?#]*"
_PLACE = re.compile(r"\{(\w+)\}")
#: A page in the place of an answer.
_WHOLE = re.compile(r"(?i)<!doctype|<html|<body")


@dataclass(frozen=True, slots=True)
class Interface:
    """A call by GET. `page` matches the addresses of the pages whose list it gives; an empty `url` is not known yet.

    Its places {…} are filled by groups of `page`, by `find` from the words of the page, and by `usual` where nothing is found.
    In an answer of JSON `pages`, `total`, `size`, `rows` go down from the top (`data.list`), `address`, `title`, `day` from a row.
    In a piece of HTML (`html`) `pages` is looked for, `rows` selects elements, and `address`, `title`, `day` are attributes.
    """

    page: re.Pattern[str]
    url: str
    start: int = 1
    html: bool = False
    marks: tuple[str, ...] = ()
    find: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    pages: str = ""
    total: str = ""
    size: str = ""
    rows: str = ""
    address: str = ""
    title: str = ""
    day: str = ""
    #: What the addresses of a column's own rows contain, where answers tell those of others as well.
    own: str = ""

    def first(self, url: str, html: str = "") -> str:
        """The address of the first answer for the list of the page at `url`; "" where it has none or nobody knows it."""
        found = self.page.search(url) if self.url and self.speaks(html) else None
        names = self._names(found.groupdict(""), html) if found else None
        return self._at(url, self.start, names) if names is not None else ""

    def speaks(self, html: str) -> bool:
        """Whether the words of a page, or of one script of it, ask this interface."""
        return not self.marks or any(mark in html for mark in self.marks)

    def next(self, url: str, answer: str) -> str:
        """The address of the answer that follows; "" after the last one. What is no answer says nothing of an end."""
        found = self._asked(url)
        if found is None:
            return ""
        number, last, rows = int(found["page"]), self._last(answer), self.listed(answer)
        if rows is not None and (number - self.start + 1 >= last if last is not None else rows == ""):
            return ""
        return self._at(url, number + 1, found)

    def answers(self, url: str) -> bool:
        return self._asked(url) is not None

    def listed(self, answer: str) -> str | None:
        """The rows as the list that a browser would show; None where the answer holds no list, or rows of another make."""
        if self.html:
            found = answer if not self.rows else self._of_elements(answer)
            empty = "<a" not in answer and (self._last(answer) is not None or says_empty(answer))
            return None if _WHOLE.search(answer) else found if "<a" in found else "" if empty else None
        rows = _within(_loaded(answer), self.rows)
        if not isinstance(rows, list):
            return None
        return "".join(map(self._of_values, rows)) or (None if rows else "")

    def owns(self, url: str, page: str) -> bool:
        """Whether a row that leads to `url` is one of the column at `page`."""
        found = self.page.search(page)
        return not (self.own and found) or self.own.format_map(found.groupdict("")) in url

    def _last(self, answer: str) -> int | None:
        """How many answers there are, where one says it."""
        if self.html:
            found = re.search(self.pages, answer) if self.pages else None
            return int(found.group(1)) if found else None
        data = _loaded(answer)
        pages, total, size = (
            _number(_within(data, path)) if path else None for path in (self.pages, self.total, self.size)
        )
        return pages if total is None or not size else -(-total // size)

    def _of_values(self, row: Any) -> str:
        return _row(*(_text(_within(row, path)) for path in (self.address, self.title, self.day)))

    def _of_elements(self, answer: str) -> str:
        nodes = (node.attributes for node in LexborHTMLParser(answer).css(self.rows))
        return "".join(_row(*(node.get(name) or "" for name in (self.address, self.title, self.day))) for node in nodes)

    def _names(self, names: Mapping[str, str], html: str) -> dict[str, str] | None:
        """What fills the places of the address; None where something is missing, or the page names several."""
        found = {
            name: {next(filter(None, one.groups()), "") for one in pattern.finditer(html)}
            for name, pattern in self.find.items()
        }
        if any(len(values) > 1 for values in found.values()):
            return None
        whole = {**self.usual, **names, **{name: values.pop() for name, values in found.items() if values}, "page": ""}
        return whole if all(name in whole for name in _PLACE.findall(self.url)) else None

    def _at(self, url: str, number: int, names: Mapping[str, str]) -> str:
        return join(url, self.url.format_map({**names, "page": number}))

    def _asked(self, url: str) -> dict[str, str] | None:
        found = _template(self.url).search(url) if self.url and _constant(self.url) in url else None
        return found.groupdict("") if found else None


def load(name: str) -> Interface | None:
    """The interface of one platform; None where its file describes none."""
    row = data(name).get("list")
    try:
        return _interface(dict(row)) if row else None
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
def families() -> tuple[str, ...]:
    """The platforms that the catalogue describes."""
    return tuple(path.stem for path in sorted((FOLDER / "cms").glob("*.toml")))


@cache
def known() -> tuple[Interface, ...]:
    """The interfaces of all platforms."""
    return tuple(interface for name in families() if (interface := load(name)))


def of(url: str) -> Interface | None:
    """The interface that answers at this address."""
    return next((interface for interface in known() if interface.answers(url)), None)


def is_answer(url: str) -> bool:
    """Told from the address: an interface that answers with the rows of a list, not a page."""
    return url.partition("?")[0].endswith(endings()) or of(url) is not None


def draws(url: str) -> bool:
    """Told from the address: a page of a platform whose lists scripts draw."""
    return any(not interface.marks and interface.page.search(url) for interface in known())


def asks(url: str) -> bool:
    """Whether the rows of the page at `url` are asked from an interface."""
    return any(not interface.marks and interface.first(url) for interface in known())


def spoken(html: str, url: str) -> list[Interface]:
    """The interfaces that a page's own words ask, and that can be asked."""
    return [one for one in known() if one.marks and one.speaks(html) and one.first(url, html)]


@cache
def endings() -> tuple[str, ...]:
    """How the paths of interfaces end that answer with pieces of pages."""
    return tuple(end for name in families() for end in data(name).get("interfaces", ()))


@cache
def words(key: str) -> tuple[str, ...]:
    """The words of all platforms that stand under a key: [scripts] of `catalogue/cms/`."""
    return tuple(word for name in families() for word in data(name).get("scripts", {}).get(key, ()))


def _interface(row: dict[str, Any]) -> Interface:
    row["page"] = re.compile(row.get("page", ""))
    row["find"] = {name: re.compile(pattern) for name, pattern in row.get("find", {}).items()}
    row["marks"] = tuple(row.get("marks", ()))
    return Interface(**row)


@cache
def _template(url: str) -> re.Pattern[str]:
    parts = _PLACE.split(url)
    names = [rf"(?P<{part}>{_DIGITS if part == 'page' else _NAME})" for part in parts[1::2]]
    fixed = [re.escape(part) for part in parts[::2]]
    return re.compile("".join(a + b for a, b in zip(fixed, [*names, ""], strict=True)) + r"\Z")


@cache
def _constant(url: str) -> str:
    """The longest part of an address that never changes."""
    return max(_PLACE.split(url)[::2], key=len)


def _loaded(answer: str) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        return None


def _within(value: Any, path: str) -> Any:
    for key in filter(None, path.split(".")):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _number(value: Any) -> int | None:
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else None


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _row(address: str, title: str, day: str) -> str:
    row = f'<li><a href="{escape(address)}">{escape(title)}</a><span>{escape(_day(day))}</span></li>'
    return row if address else ""


def _day(text: str) -> str:
    return dates.of_second(int(text[:10])).isoformat() if _EPOCH.fullmatch(text) else text
