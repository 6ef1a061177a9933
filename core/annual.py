"""What titles and texts of papers that appear once a year say: of which year they are, who bears them, under which headings."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from core import names, numerals

#: A year, not the beginning of a whole date.
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d|[-./]\d|年\d{1,2}月)(?:年度?)?|二[〇○零o0][〇○零o0一二三四五六七八九]{2}年度?")
_BEFORE = re.compile(r"^(?:[\W_]|关于|公开|公布)+")
_BEHIND = re.compile(r"(?:[\W_]|的|关于|部门|单位|区级|本级|公开|\([^()]*\)?)+$")
_ONE = r"[一二三四五六七八九十]{1,2}"
_NUMBERED = re.compile(rf"(?:第?{_ONE}(?:部分)?[、.,:]|第{_ONE}部分)(?P<words>.*)")
_BARE = re.compile(rf"第?{_ONE}(?:部分)?[、.,:]?")
_OFFICE = re.compile(r"(?:局|委|办|办公室|政府|[镇乡]|街道|办事处|中心|[院校学园站所队处会馆厅部]|公司)$")
#: Where a heading begins within a line.
_INNER = re.compile(rf"(?<=[。;])(?={_ONE}、)")
_SUB = re.compile(r"^(?:\(|\d|[①-⑳])")


def years(title: str) -> frozenset[int]:
    """The years that a title names: 2025年, 二〇二五年度."""
    return frozenset(_number(found) for found in _YEAR.findall(names.plain(title)))


def bearer(title: str, about: re.Pattern[str]) -> str:
    """Who stands in a title before what it is about: 云泽区财政局 in 云泽区财政局2025年部门预算; "" where nobody does."""
    head = about.split(_YEAR.sub("", names.plain(title)), maxsplit=1)[0]
    return _BEHIND.sub("", _BEFORE.sub("", head))


def is_office(name: str) -> bool:
    """Whether a name ends as those of offices and other bodies do."""
    return bool(_OFFICE.search(name))


def forms(name: str) -> tuple[str, ...]:
    """How the register may write a name: a title says 云泽区 or 云泽区政府 for 云泽区人民政府."""
    return name, f"{name.removesuffix('政府').removesuffix('人民')}人民政府"


def headings(lines: Iterable[str]) -> list[str]:
    """The headings 一、 二、 第一部分 of a text in their order, without their numbers."""
    found = map(_NUMBERED.match, _lines(lines))
    return [one["words"] for one in found if one]


def captions(lines: Iterable[str], longest: int) -> list[str]:
    """Short lines that may be headings though they carry no number; those with a number of a lower order are none."""
    return [line for line in _lines(lines) if len(line) <= longest and not _SUB.match(line)]


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Split where a heading begins within a line; a number that stands alone belongs to what follows."""
    pieces = [piece for line in lines for piece in _INNER.split(names.plain(line)) if piece]
    for before, piece in pairwise(["", *pieces, ""]):
        if _BARE.fullmatch(before):
            yield before + piece
        elif before:
            yield before


def _number(text: str) -> int:
    return int(text[:4]) if text[0].isdigit() else numerals.digits(text[:4])
