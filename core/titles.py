"""What the titles of documents say: who made it, how the document is called, which others are named.

`云泽区人民政府关于印发《云泽区公共停车场管理办法》的通知` was made by 云泽区人民政府 and is called 公共停车场管理办法.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from core import names

_ACT = r"(?:印发|公布|发布|颁布|下发|批转)"
_OFFICE = r"(?:政府|办公[室厅]|委员会|[局委部厅院会处站队所]|中心|[镇乡]|街道|办事处|公司|小组|部门|单位)"
#: The outermost 《》, one more pair allowed inside; a cut title may lack the end.
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》)*)(?:》|$)")
_INTRODUCED = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》\s*\(以下统?简称")
_MAKER = re.compile(rf"(.{{2,60}}?)(?:关于|转发|(?:联合)?{_ACT})")
_ENDS_AS_OFFICE = re.compile(rf"{_OFFICE}(?:等[^,、]{{0,8}})?$")
_ISSUED = re.compile(rf"(?:^|关于|联合|部门|{_OFFICE}){_ACT}(?:实施)?(?P<what>.+)")
_WRAPPED = re.compile(r"的?(?:通知|决定|公告|通告|命令|令|函)$")
#: What stands in brackets beside a name and is no part of it.
_VERSION = re.compile(r"\((?:试行|暂行|修订|修正|修改|全文|(?:19|20)\d\d年?(?:版|修订|修正)?)[^()]{0,6}\)")
_NO_WORD = re.compile(r"[\W_]+")
_FILLER = re.compile(r"关于|的")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,14})[〔\[(【]((?:19|20)\d\d)[〕\])】]第?(\d{1,4})号")
_EMPTY = re.compile(r"\(\)|\[\]|【】|“”|\"\"")
#: A province or a city before a name; 城市, 超市 and 市场 are none.
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{1,5}?自治[区州县]|[\u4e00-\u9fff]{1,3}(?<![城超门股上菜夜集楼全我本])市(?![场民容政]))"
)
_MARKS = "|丨:-—_·,、"
_MANY = re.compile(r"[\s、,，]+|(?=等)")


def maker(title: str) -> str:
    """The offices before 关于 or 印发, as printed; "" where the title names none."""
    found = _MAKER.match(" ".join(title.split()))
    text = found.group(1) if found else ""
    return text if _ENDS_AS_OFFICE.search(text) else ""


def offices(printed: str) -> list[str]:
    """The offices that are named together, the leading one first; 等三部门 stands for others."""
    return [part for part in _MANY.split(printed.strip()) if part]


def quoted(text: str) -> list[str]:
    """What stands in 《》, 〈〉 inside made 《》."""
    return [name for name in _QUOTED.findall(_plain(text)) if len(name) >= 4]


def introduced(text: str) -> list[str]:
    """The names for which a text brings in a shorter one: 《…》（以下简称《办法》）; those it is about."""
    return _INTRODUCED.findall(_plain(text))


def outside(title: str) -> str:
    """What a title says beside the names in 《》."""
    return _QUOTED.sub("", _plain(title))


def called(title: str) -> list[str]:
    """The names of the document that a title gives: what is issued with it, else what it is about."""
    text = _plain(title)
    if issued := _ISSUED.search(text):
        what = issued.group("what")
        inner = quoted(what) if what.startswith("《") else [_WRAPPED.sub("", what)]
        return [name for one in inner if len(one) < len(text) for name in called(one)]
    if (whole := _QUOTED.fullmatch(text)) and whole.group(1):
        return called(whole.group(1))
    before, about, after = text.partition("关于")
    return [after if about and (not before or _ENDS_AS_OFFICE.search(before)) else text]


def interpreted(title: str, around: Collection[str]) -> list[str]:
    """The names of the documents that an interpretation's title names; `around` is what stands round a bare name."""
    if inner := quoted(title):
        return [name for one in inner for name in called(one)]
    text = _plain(title)
    for word in around:
        text = text.replace(word, "")
    text = _EMPTY.sub("", text).strip(_MARKS)
    return called(text) if text else []


@lru_cache(maxsize=50_000)
def key(name: str, regions: tuple[str, ...] = ()) -> str:
    """A document's name for comparison: no marks, no version, no region before it, no 关于 and 的."""
    text = _NO_WORD.sub("", _FILLER.sub("", _VERSION.sub("", names.plain(name))))
    for region in regions:
        text = text.removeprefix(region)
    return text


def about_another(name: str) -> bool:
    """Whether what a document is called names a further document, as one that changes or goes on with it does."""
    return "《" in name


def of_elsewhere(name: str, regions: Collection[str]) -> bool:
    """Whether a document's name begins with a province's or a city's and not with that of one of the regions within."""
    found = _REGION.match(names.plain(name))
    return found is not None and not found.string[found.end() :].startswith(tuple(regions))


def cut(name: str) -> bool:
    """Whether a list has cut the name short."""
    return names.plain(name).endswith("..")


def numbers(text: str) -> list[str]:
    """Document numbers in one spelling: 云政办发2026-5."""
    return [f"{body}{year}-{int(count)}" for body, year, count in _NUMBER.findall(names.plain(text))]


def _plain(text: str) -> str:
    return names.title(text).translate({ord("〈"): "《", ord("〉"): "》", ord("<"): "《", ord(">"): "》"})
