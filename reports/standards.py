"""Standards for people: what there is, and what differs between two of them, in lines for the terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from core.catalogue import Item, Standard
from core.names import listed
from core.standards import CONCERNED, TOWNS

_SAID = {TOWNS: "各镇（街道）", CONCERNED: "有关部门"}
_KINDS = {
    "government": "区政府",
    "department": "部门",
    "town": "镇",
    "subdistrict": "街道",
    "institution": "事业单位",
}
_LEVELS = {"": "按检查项", "veto": "否决项", "deduction": "扣分项", "requirement": "要求", "advice": "建议"}

#: What is compared: how it is called, and its value as text, or as several.
_TEXTS: Mapping[str, Callable[[Item], str]] = {
    "事项": lambda item: item.title,
    "依据": lambda item: item.clause,
    "位置": lambda item: "门户网站一处即可" if item.where else "各单位各自公开",
    "更新周期": lambda item: f"{item.months} 个月" if item.months else "",
    "整改期限": lambda item: f"{item.days} 个工作日" if item.days else "",
    "完成时限": lambda item: _day(item.due),
    "生效": lambda item: _day(item.begins),
    "失效": lambda item: _day(item.ends),
    "严重程度": lambda item: _LEVELS[item.level or ""],
    "方式": lambda item: "人工填报" if item.manual else "系统检查",
    "依据文字": lambda item: "已确认" if item.confirmed else "待确认",
}
_LISTS: Mapping[str, Callable[[Item], Sequence[str]]] = {
    "责任单位": lambda item: units(item),  # noqa: PLW0108 - it stands below
    "适用单位": lambda item: [_KINDS[kind] for kind in item.binds],
    "栏目名称": lambda item: [*item.names, *(name for names in item.each.values() for name in names)],
    "近似名称": lambda item: item.aliases,
    "栏目内容": lambda item: item.parts,
    "牵头单位": lambda item: [f"{part}（{unit}）" for part, unit in item.lead.items()],
    "检查项": lambda item: list(dict.fromkeys(watch.check for watch in item.watch)),
}


def units(item: Item) -> list[str]:
    """Whom a row names, in words."""
    named = [_SAID.get(unit, unit) for unit in item.units]
    return [*named, "等有关部门"] if item.and_others else named


def listing(standards: Mapping[str, Standard], plan: str, day: date) -> Iterator[str]:
    """A line a standard: key, name, how many rows, how many of them no check can see."""
    width = max(map(len, standards))
    for key, standard in standards.items():
        alive = standard.in_force(day)
        manual = sum(item.manual for item in alive)
        over = len(standard.items) - len(alive)
        told = [
            f"{len(alive)} 项",
            *([f"人工填报 {manual} 项"] if manual else []),
            *([f"已失效 {over} 项"] if over else []),
        ]
        marks = [*(["年度要点"] if key == plan else []), *(["文字待确认"] if not standard.confirmed else [])]
        yield f"{key:<{width}}  {standard.name}（{'，'.join((*told, *marks))}）"


def diff(old: Standard, new: Standard) -> Iterator[str]:
    """What came, what went, what changed: names, units, dates."""
    before, after = ({item.key: item for item in one.items} for one in (old, new))
    came = [after[key] for key in after if key not in before]
    gone = [before[key] for key in before if key not in after]
    changed = {key: list(_changes(before[key], after[key])) for key in after if key in before}
    changed = {key: lines for key, lines in changed.items() if lines}
    same = len(after) - len(came) - len(changed)
    yield f"{old.name} → {new.name}：新增 {len(came)} 项，取消 {len(gone)} 项，修改 {len(changed)} 项，不变 {same} 项。"
    for head, sign, items in (("新增", "+", came), ("取消", "-", gone)):
        if items:
            yield f"\n{head}"
            yield from (f"  {sign} {item.key}　{item.title}{_whose(item)}" for item in items)
    if changed:
        yield "\n修改"
    for key, lines in changed.items():
        yield f"  * {key}　{after[key].title}"
        yield from (f"      {line}" for line in lines)


def _changes(old: Item, new: Item) -> Iterator[str]:
    for name, text in _TEXTS.items():
        if text(old) != text(new):
            yield f"{name}：{text(old) or '无'} → {text(new) or '无'}"
    for name, several in _LISTS.items():
        more = [one for one in several(new) if one not in several(old)]
        less = [one for one in several(old) if one not in several(new)]
        told = [f"{word}{listed(ones)}" for word, ones in (("增加", more), ("去掉", less)) if ones]
        if told:
            yield f"{name}：{'；'.join(told)}"


def _whose(item: Item) -> str:
    named = listed(units(item)).replace("、等", "等") or listed(_KINDS[kind] for kind in item.binds)
    return f"（责任单位：{named}）" if named else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
