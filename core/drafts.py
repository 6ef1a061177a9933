"""A new standard out of an old one, or out of a 标准目录: a file for people to go on with."""

import re
from datetime import date
from pathlib import Path

from core._toml import content, write
from core.grassroots import read
from core.standards import Standard

_ROWS = """# 一个 [[item]] 是一项：title 事项，clause 依据，row 分解表的行号，names 网站上的栏目名称，parts 栏目中应有的内容；
# units 责任单位（"@towns" 各镇街，"@departments-concerned" 有关部门，即登记表“涉及任务”写了本项的单位），binds 适用的单位类型；
# where = "portal" 门户网站有一处即可，due 完成时限，from、until 起止日期，watch 由哪项检查发现，manual = true 由人工填报。

"""
_HEAD = """# 由 {source} 生成，尚未核对：confirmed = false 时发现的问题只作提示，不立项。核对后改为 true。

[standard]
key = "{key}"
name = "{name}"
document = "《{name}》"
binds = ["government", "department", "town", "subdistrict", "institution"]
confirmed = false

"""
_YEAR = re.compile(r"20\d\d")


def next_year(standard: Standard, path: Path, key: str) -> tuple[str, int]:
    """(text of the file for the year after, that year; 0 where the old one shows none): dates of the plan move with it."""
    text = content(path).decode("utf-8-sig").replace("\r\n", "\n")
    head, mark, rows = text[text.index("[standard]") :].partition("[[item]]")
    head = re.sub(r"(?m)^key\s*=.*$", f'key = "{key}"', head, count=1)
    old = standard.year or int(next(iter(_YEAR.findall(standard.name)), 0))
    if not old:
        return _ROWS + head + mark + rows, 0
    head = re.sub(r"(?m)^(name|document|year|from|until)(\s*=.*)$", lambda line: _bumped(line[0], old), head)
    rows = re.sub(r"(?m)^due\s*=\s*(20\d\d-\d\d-\d\d)", lambda line: f"due = {_year_later(line[1])}", rows)
    return _ROWS + head + mark + rows, old + 1


def from_sheets(path: Path, key: str) -> tuple[str, int]:
    """(text of a standard that asks for what a 标准目录 lists, how many items)."""
    asked = read(path)
    items = [
        {
            "key": f"{number:03}",
            "title": f"{one.field}：{one.title}" if one.field else one.title,
            "clause": f"{one.field or path.stem}标准目录，{one.basis or '依据未填'}"[:120],
            "row": number,
            "units": one.units,
            "names": (one.title,),
            **({"parts": one.parts} if one.parts else {}),
            "watch": ({"check": "mandatory_columns"},),
        }
        for number, one in enumerate(asked, 1)
    ]
    head = _HEAD.format(source=path.name, key=key, name=path.stem.replace('"', "”").replace("\\", ""))
    return _ROWS + head + write(("item", item) for item in items), len(items)


def _bumped(line: str, old: int) -> str:
    return re.sub(str(old), str(old + 1), line)


def _year_later(day: str) -> str:
    given = date.fromisoformat(day)
    leap = given.month == 2 and given.day == 29
    return given.replace(year=given.year + 1, day=28 if leap else given.day).isoformat()
