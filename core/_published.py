"""The time of publication. Read in a fixed order of trust, from the title's own block, never from the chrome.

Sidebars, footers, 生成时间, 成文日期 and 今天是 carry dates too; a stale page that borrows one of them looks fresh.
"""

import re

from core import dates, names

_TAGS = ("pubdate", "publishdate", "publicationdate", "article:published_time", "firstpublishedtime")
_NAMED = r"(?:发\s*布|公\s*开|公\s*布|发\s*稿|上\s*网|上\s*传)\s*(?:日\s*期|时\s*间)\s*[:：\]】]?\s*"
_LABEL = re.compile(_NAMED + dates.DATE.pattern)
_LABEL_ALONE = re.compile(_NAMED + r"([\d年月日〇○零Ｏ一二三四五六七八九十/.-]{8,12})(?![\w/.-])")
_BARE_LABEL = re.compile(r"(?<![\u4e00-\u9fff])(?:日\s*期|时\s*间)\s*[:：]\s*" + dates.DATE.pattern)
_FURNITURE = re.compile(
    r"来\s*源|浏\s*览|点\s*击|阅\s*读|访\s*问|字\s*号|字\s*体|作\s*者|编\s*辑|打\s*印|分\s*享|供\s*稿|发\s*布\s*机\s*构|信息员"
)
_NOT_THIS = re.compile(
    r"成\s*文|生\s*成|写\s*信|公\s*示\s*(?:期|时)|截\s*止|实\s*施|生\s*效|印\s*发|处\s*理|更\s*新|废\s*止|签\s*发|今\s*天|有效期"
)
#: A sentence or an address to readers: below it dates are those of the text, its signature and the sidebar.
_BODY = re.compile(r"。|，.{8,}|^.{10,}[：:]$")
_WINDOW = 14
_REACH = 400


def find(tags: dict[str, str], lines: list[str], title: str, script_date: str, url: str) -> tuple[str | None, str]:
    """(time, where it was read): meta, label, line, script, url; (None, "") where the page shows none."""
    for key, value in tags.items():
        if value and key.lower() in _TAGS and (found := dates.first(value)):
            return found, "meta"
    places = _title_places(lines, title)
    for place in places:
        if found := _labelled(lines[place : place + _WINDOW]):
            return found, "label"
    for place in places:
        if found := _info_line(lines[place : place + _WINDOW]):
            return found, "line"
    if places and (found := _labelled(lines[max(0, places[-1] - 40) : places[-1]], strict=True)):
        return found, "label"
    if script_date and (found := dates.first(script_date)):
        return found, "script"
    found = dates.from_url(url)
    return (found, "url") if found else (None, "")


def _title_places(lines: list[str], title: str) -> list[int]:
    """The lines at which the title ends, the last one first: in a breadcrumb it stands earlier and says nothing."""
    wanted = names.plain(title)
    if len(wanted) < 2:
        return []
    places = []
    for index, line in enumerate(lines):
        name = names.plain(line)
        if name and (wanted in name or (wanted.startswith(name) and len(name) >= 4 and _goes_on(lines, index, wanted))):
            places.append(index)
    return places[:4][::-1]


def _goes_on(lines: list[str], index: int, wanted: str) -> bool:
    """A heading broken over several lines."""
    return wanted in names.plain("".join(lines[index : index + 4]))


def _labelled(window: list[str], strict: bool = False) -> str | None:
    text = "\n".join(window)[: _REACH if not strict else 4 * _REACH]
    for match in _LABEL.finditer(text):
        if not _NOT_THIS.search(text[max(0, match.start() - 4) : match.start()]):
            return dates.first(match.group())
    if (other := _LABEL_ALONE.search(text)) and (found := dates.alone(other.group(1))):
        return found
    if not strict and (bare := _BARE_LABEL.search(text)):
        return dates.first(bare.group())
    return None


def _info_line(window: list[str]) -> str | None:
    """Before the text begins, a line with a date beside 来源, 浏览, 字号 …; or one that is a date and nothing else."""
    for index, line in enumerate(window):
        if index and _BODY.search(line) and not _FURNITURE.search(line):
            return None
        found = dates.first(line) if len(line) <= 120 else None
        if found and not _NOT_THIS.search(line) and _is_info(window, index):
            return found
    return None


def _is_info(window: list[str], index: int) -> bool:
    line = window[index]
    if _FURNITURE.search(line):
        return True
    if len(names.plain(line)) > 20:
        return False
    if index <= 4 and not _NOT_THIS.search(window[index - 1] if index else ""):
        return True
    around = "".join(window[max(0, index - 2) : index + 3])
    return bool(_FURNITURE.search(around)) and not _NOT_THIS.search(around)
