"""What people write in a cell of a register, as the value of a field, and back.

What is not understood stays as it was written, for the row to refuse it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from core import names

Cell = str | int | float | bool | None

_BETWEEN = {
    "texts": r"[、，；,;\n]",
    "codes": r"[\s、，；,;]",
    "links": r"[\s、，；]|[,;](?=\s*https?:)",
}
_PERSON, _PEOPLE = r"[\s:：,，]", r"[；;\n]"
_DAY = r"(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?"
_SEASON = re.compile(rf"{_DAY}\s*(?:/|至|到|~|-|—)\s*{_DAY}")


class Column(Protocol):
    """What is needed of `core.sheets.Column`."""

    @property
    def kind(self) -> str: ...
    @property
    def words(self) -> Mapping[str, tuple[str, ...]]: ...


def said(column: Column, cell: Cell, words: Mapping[str, Any]) -> Any:
    """The value that a cell gives its field, None for nothing. `words` say what stands for nothing, yes and no."""
    text = _text(cell)
    plain = names.plain(text)
    if plain in words["blank"]:
        return None
    if column.kind == "flag":
        return True if plain in words["yes"] else False if plain in words["no"] else text
    if column.kind == "choice":
        return next((key for key, ways in column.words.items() if plain in map(names.plain, (key, *ways))), text)
    return _READ[column.kind](text)


def written(column: Column, value: Any) -> Cell:
    """The cell of a value: text, a whole number, or None for nothing."""
    if value in (None, "", ()):
        return None
    match column.kind:
        case "flag":
            return "是" if value else "否"
        case "choice":
            return column.words[value][0]
        case "people":
            return "；".join(_person(leader) for leader in value)
        case "texts" | "codes" | "links":
            between = "\n" if column.kind == "links" else "、"
            return between.join(_quoted(one, _BETWEEN[column.kind]) for one in value)
    return int(value) if column.kind == "number" else str(value)


def _text(cell: Cell) -> str:
    """3701160001.0 was typed as 3701160001."""
    if cell is None:
        return ""
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15
    return str(int(cell) if whole else cell).strip()


def _code(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _number(text: str) -> int | str:
    found = re.fullmatch(r"([+-]?\d{1,9})(?:\.0+)?\s*[天日]?", _code(text))
    return int(found[1]) if found else text


def _path(text: str) -> str:
    """A breadcrumb copied from a page, 首页 > 政务公开 > 通知公告, is a path as well."""
    parts = [part.strip() for part in re.split(r"/|[>＞»›]+", text)]
    if "/" in text or len(parts) == 1:
        return text
    return "/".join(part for part in parts[parts[0] == "首页" :] if part)


def _season(text: str) -> str:
    found = _SEASON.fullmatch(_code(text))
    if not found:
        return text
    first, last = found.groups()[:2], found.groups()[2:]
    return "/".join(f"{int(month):02}-{int(day):02}" for month, day in (first, last))


def _people(text: str) -> tuple[dict[str, str], ...]:
    return tuple(_leader(_split(one, _PERSON)) for one in _split(text, _PEOPLE, keep=True))


def _leader(parts: tuple[str, ...]) -> dict[str, str]:
    """A role, a name (张 三 is 张三), an address."""
    emails = [_code(part) for part in parts if "@" in _code(part)]
    role, *name = [part for part in parts if "@" not in _code(part)] or [""]
    found = {"role": role, "name": "".join(name), "email": " ".join(emails)}
    return {field: value for field, value in found.items() if value}


def _person(leader: Any) -> str:
    return " ".join(_quoted(one, rf"{_PERSON}|{_PEOPLE}") for one in (leader.role, leader.name, leader.email) if one)


def _split(text: str, between: str, keep: bool = False) -> tuple[str, ...]:
    """The parts of a list. What stands in double quotes is not split, nor are they taken off with `keep`."""
    parts = [""]
    for quoted, gap, other in re.findall(rf'("(?:[^"]|"")*")|({between})|(.)', text, re.S):
        if gap:
            parts.append("")
        else:
            parts[-1] += quoted[1:-1].replace('""', '"') if quoted and not keep else quoted or other
    return tuple(part for one in parts if (part := one.strip()))


def _quoted(text: str, between: str) -> str:
    return '"' + text.replace('"', '""') + '"' if '"' in text or re.search(between, text) else text


def _listed(kind: str, one: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(map(one, _split(text, _BETWEEN[kind])))


_READ: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "code": _code,
    "number": _number,
    "path": _path,
    "season": _season,
    "people": _people,
    "texts": _listed("texts", str),
    "codes": _listed("codes", _code),
    "links": _listed("links", _code),
}
