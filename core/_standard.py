"""The rows of a standard as people write them: what may stand in each field, and what is wrong with a file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError

from core._register import Key
from core._toml import Flag, Table, Text, Tongue, Whole, mistakes, nearest, unknown
from core.errors import BadInput

#: What `units` may say beside the names of units: every town and subdistrict; those whose register says so.
TOWNS, CONCERNED = "@towns", "@departments-concerned"
Row = TypeVar("Row", bound=Table)
Day = Annotated[date, Field(strict=True)]
Kind = Literal["government", "department", "town", "subdistrict", "institution"]
Texts = tuple[Text, ...]
Count = Annotated[Whole, Field(ge=1)]


class HeadRow(Table):
    key: Key
    name: Text
    document: Text
    #: Kinds of unit that its rows bind where they do not say it themselves.
    binds: tuple[Kind, ...]
    year: Whole = 0
    confirmed: Flag = True
    begins: Annotated[Day | None, Field(alias="from")] = None
    ends: Annotated[Day | None, Field(alias="until")] = None


class WatchRow(Table):
    check: Text
    standard: str = ""
    names: Texts = ()
    parts: Texts = ()
    kinds: Texts = ()
    elements: Texts = ()
    at_least: Count | None = None
    working_days: Count | None = None
    since: Count | None = None
    only: str = ""
    report: str = ""
    by: str = ""
    every: str = ""
    platform_link_counts: Flag = False

    def limits(self) -> dict[str, Any]:
        """What is said beside the check's name."""
        return {name: getattr(self, name) for name in self.model_fields_set - {"check"}}


class ItemRow(Table):
    key: Key
    title: Text
    clause: Text
    names: Texts | None = None
    aliases: Texts = ()
    parts: Texts = ()
    binds: tuple[Kind, ...] | None = None
    units: Texts = ()
    and_others: Flag = False
    lead: dict[Text, Text] = Field(default_factory=dict)
    each: dict[Text, Texts] = Field(default_factory=dict)
    where: Literal["", "portal"] = ""
    months: Count | None = None
    level: Literal["veto", "deduction", "requirement", "advice"] | None = None
    days: Count | None = None
    assign: Literal["", "auto", "confirm"] = ""
    due: Day | None = None
    begins: Annotated[Day | None, Field(alias="from")] = None
    ends: Annotated[Day | None, Field(alias="until")] = None
    confirmed: Flag = True
    manual: Flag = False
    watch: tuple[WatchRow, ...] = ()
    row: Annotated[Whole, Field(ge=0)] = 0
    duty: str = ""


def checked(tables: Mapping[str, Any], source: str) -> tuple[HeadRow, list[ItemRow]]:
    """The head and the rows of a file. Raises `BadInput`, one line a mistake, each beginning with `source`."""
    lines = [f"[{name}] {unknown(name, ('standard', 'item'))}" for name in tables if name not in ("standard", "item")]
    head = _row(HeadRow, tables["standard"], "[standard] ", lines) if "standard" in tables else None
    if "standard" not in tables:
        lines.append("缺少 [standard]")
    given = tables.get("item", [])
    if not isinstance(given, list):
        lines.append("item 应为 [[item]] 列表")
        given = []
    rows = [_row(ItemRow, row, _place(number, row), lines) for number, row in enumerate(given, 1)]
    lines += _repeated(given)
    lines += _senseless([(_place(number, given[number - 1]), row) for number, row in enumerate(rows, 1) if row])
    if lines or head is None:
        raise BadInput(*(f"{source}：{line}" for line in lines))
    return head, [row for row in rows if row]


def _row(table: type[Row], row: Any, place: str, lines: list[str]) -> Row | None:
    try:
        return table.model_validate(row)
    except ValidationError as error:
        lines += mistakes(place, error, table) if isinstance(row, Mapping) else [f"{place}应为一张表"]
        return None


def _place(number: int, row: Any) -> str:
    """`[[item]] 第3项（budget）`: by its key as well, where it has one."""
    key = row.get("key") if isinstance(row, Mapping) else ""
    return Tongue("item").entry(number).rstrip() + (f"（{key}） " if key else " ")


def _repeated(rows: Sequence[Any]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        key = row.get("key") if isinstance(row, Mapping) else None
        if key and seen.setdefault(key, number) != number:
            yield f"{_place(number, row)}key 与第{seen[key]}项相同"


def _senseless(rows: Sequence[tuple[str, ItemRow]]) -> Iterator[str]:
    """Rows whose fields are each right and do not fit each other."""
    keys = {row.key for _, row in rows}
    for place, row in rows:
        if row.begins and row.ends and row.ends < row.begins:
            yield f"{place}until 应不早于 from（{row.begins}），实际是 {row.ends}"
        if row.manual and row.watch:
            yield f"{place}manual 和 watch 只能有一项：能由检查发现的不是人工填报"
        if row.duty and row.duty not in keys:
            yield f"{place}duty 应为本文件的 key，实际是 {row.duty}{nearest(row.duty, sorted(keys))}"
        for name in row.units:
            if name.startswith("@") and name not in (TOWNS, CONCERNED):
                yield f"{place}units 应为单位名称、{TOWNS} 或 {CONCERNED}，实际是 {name}"
