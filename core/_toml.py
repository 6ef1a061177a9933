"""TOML files that people write: reading them, saying in Chinese all that is wrong with them, writing them back."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import BadInput, why

Text = Annotated[str, Field(min_length=1)]
Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]


class Table(BaseModel):
    """A table of a file: a frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, validate_default=True)


@dataclass(frozen=True)
class Tongue:
    """How a line calls the places of a file: here as TOML writes them, in `core._sheets` as a workbook does."""

    register: str = ""
    #: Fields that the whole file lacks, which is told once and not for every entry.
    absent: frozenset[str] = frozenset()

    expected: ClassVar[Mapping[str, str]] = {
        "string_type": "应为文字",
        "string_too_short": "不应为空",
        "string_pattern_mismatch": "应为字母、数字、“-”、“_”或“.”",
        "int_type": "应为整数",
        "float_type": "应为数字",
        "finite_number": "应为数字",
        "bool_type": "应为 true 或 false",
        "date_type": "应为日期，不加引号，如 2026-03-31",
        "dict_type": "应为一张表",
        "tuple_type": "应为列表",
        "model_type": "应为一张表",
        "greater_than_equal": "不应小于 {ge:g}",
    }

    def entry(self, number: int) -> str:
        return f"[[{self.register}]] {self.nth(number)} "

    def nth(self, number: int) -> str:
        return f"第{number}项"

    def field(self, *loc: int | str) -> str:
        return f"{_spoken(loc)} ".lstrip()

    def lacks(self, *loc: int | str) -> str:
        return f"{_spoken((*loc[:-1], ''))}缺少 {loc[-1]}".lstrip()

    def choices(self, field: str, words: Sequence[str]) -> Sequence[str]:
        """The words of which one may stand in a field."""
        return words

    def shown(self, value: object) -> str:
        """A value as a message quotes it behind 实际是."""
        return f" {shown(value)}"


def content(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, `most` of them. Raises `BadInput` where there is none to read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise BadInput(f"{path}：文件读不到（{why(error)}）") from None


def read(path: Path) -> dict[str, Any]:
    """The tables of a file. Raises `BadInput` with file, line and what is wrong there."""
    raw = content(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}：第{line}行不是 UTF-8 编码，请另存为 UTF-8") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise BadInput(f"{path}：第{line}行{_syntax(str(error))}") from None


def mistakes(place: str, error: ValidationError, table: type[Table], tongue: Tongue = Tongue()) -> list[str]:
    """One Chinese line a mistake; `place` stands before the key, `table` is what was validated."""
    told = [one for one in error.errors() if one["type"] != "default_factory_not_called"]
    told = [one for one in told if one["type"] != "missing" or one["loc"][0] not in tongue.absent]
    return [f"{place}{_mistake(one['type'], one['loc'], one, table, tongue)}" for one in told]


def nearest(word: str, known: Iterable[str]) -> str:
    """`，是否想写 …？` where a known word is close to `word`, else nothing."""
    close = get_close_matches(word, list(known), 1)
    return f"，是否想写 {close[0]}？" if close else ""


def unknown(word: str, known: Iterable[str]) -> str:
    """`不认识，是否想写 …？`, or all that may be written where nothing is close."""
    return "不认识" + (nearest(word, known) or f"，可写 {'、'.join(known)}")


def shown(value: object) -> str:
    """A value of the file as a message quotes it, cut at 60 characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"


def write(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """TOML text of arrays of tables: `(name, fields)` becomes `[[name]]` and a line a field."""
    return "\n".join(
        f"[[{name}]]\n" + "".join(f"{key} = {_literal(value)}\n" for key, value in fields.items())
        for name, fields in tables
    )


def _literal(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_literal(one)}" for key, one in value.items()) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(_literal(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _mistake(
    kind: str, loc: tuple[int | str, ...], error: Mapping[str, Any], table: type[Table], tongue: Tongue
) -> str:
    if kind == "missing":
        return tongue.lacks(*loc)
    if kind == "extra_forbidden":
        return f"{tongue.field(*loc)}{unknown(str(loc[-1]), _names(table, loc[:-1]))}"
    facts = error.get("ctx", {})
    if kind == "literal_error":
        words = tongue.choices(str(loc[-1]), re.findall("'([^']*)'", facts["expected"]))
        expected = f"应为 {'、'.join(words)} 之一"
    elif kind in ("value_error", "untold"):
        expected = str(facts.get("error") or error["msg"])
    else:
        expected = tongue.expected.get(kind, error["msg"]).format(**facts)
    said = "" if kind in _UNTOLD else f"，实际是{tongue.shown(error['input'])}"
    return f"{tongue.field(*loc)}{expected}{said}"


def _spoken(loc: tuple[int | str, ...]) -> str:
    """("leaders", 0, "email") as it is read out: `leaders 第1项 email`; names follow each other by a dot."""
    text = ""
    for before, part in zip(("", *loc), loc, strict=False):
        if isinstance(part, int):
            text += f" 第{part + 1}项"
        else:
            text += (" " if isinstance(before, int) else "." if before else "") + part
    return text


def _names(table: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    for part in loc:
        if isinstance(part, str):
            field = next(field for name, field in table.model_fields.items() if (field.alias or name) == part)
            table = next(_tables(field.annotation))
    return [field.alias or name for name, field in table.model_fields.items()]


def _tables(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _tables(inner)


def _syntax(message: str) -> str:
    words = next((chinese for english, chinese in _SYNTAX.items() if message.startswith(english)), None)
    return words or f"不是有效的 TOML（{message}）"


#: Mistakes whose value adds nothing, or must not be shown.
_UNTOLD = {"string_too_short", "untold"}

_SYNTAX = {
    "Invalid statement": "不是“键 = 值”，也不是 [表名]",
    "Expected '=' after a key": "键的后面缺少 =",
    "Expected newline or end of document": "一行只能写一个值，后面有多余的内容",
    "Expected ']": "表名的后面缺少 ]",
    'Expected "\'"': "单引号没有成对",
    "Unterminated string": "引号没有成对",
    "Illegal character": "引号没有成对，或有不可见的字符",
    "Cannot overwrite a value": "或它之前有一个键写了两次",
    "Cannot declare": "的表写了两次",
    "Duplicate inline table key": "有一个键写了两次",
    "Unclosed array": "的方括号没有成对，或列表项之间缺少逗号",
    "Unclosed inline table": "的花括号没有成对，或各项之间缺少逗号",
    "Unescaped '\\'": "的反斜杠应写成两个（\\\\），或改用单引号",
    "Invalid date or datetime": "的日期不存在",
    "Invalid value": "的值写法不对：文字要加引号，true 和 false 要小写",
    "Invalid initial character for a key part": "的键写法不对",
}
