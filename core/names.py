"""Names and titles as people write them, brought to one form for comparison."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")
_STATES = (
    r"(?:已结束|已截止|进行中|正在进行|未开始|即将开始|已采纳|未采纳|征集中|正在征集|已办结|办理中|已回复|已答复"
    r"|置顶|推荐|热门|最新|new|hot|top)"
)
#: In brackets, set apart by a mark, or the English words that pictures beside a title are called.
_STATUS = re.compile(
    rf"^[\[【(]?(?:{_STATES}|新)[\]】)]+|^{_STATES}[-:|丨·!]+|^(?:new|hot|top)!?(?=[《\u4e00-\u9fff])"
    rf"|[\[【(]{_STATES}[\]】)]$|[-|丨·]{_STATES}!?$|(?<=[\u4e00-\u9fff》)])(?:new|hot)!?$"
)
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_DECORATION = re.compile(
    r"^[·•▪■◆●>»›\-\[\]【|:：\d.、]+|(?<![>»›+·|:：…\]】])[>»›+·|:：…\]】]+$|(?:更多|more)$|[(（]\d+[)）]$", re.I
)
_NO_WORD = re.compile(r"[\W_]+")
#: A longer text is no name with something round it.
_LONGEST = 300


def plain(text: str) -> str:
    """NFKC, no white space or invisible characters, lower case: `公  示` and `公示` are the same name."""
    return _plain(text) if len(text) < 200 else _plain.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    shown = "".join(unicodedata.normalize("NFKC", text).split())
    return (shown if shown.isprintable() else _INVISIBLE.sub("", shown)).lower()


def column_name(text: str) -> str:
    """A column's name for comparison: `plain` without bullets, arrows, counters and 更多 around it."""
    name = plain(text)
    while len(name) <= _LONGEST and (shorter := _DECORATION.sub("", name)) != name and shorter:
        name = shorter
    return name


def title(text: str) -> str:
    """A title for comparison: `plain` without the status words that sites put before or behind it."""
    name = plain(text)
    while len(name) <= _LONGEST and (shorter := _STATUS.sub("", name).strip("-")) != name and shorter:
        name = shorter
    return name


def letters(text: str) -> str:
    """`plain` without marks: what is left when only words count."""
    return _NO_WORD.sub("", plain(text))


def listed(items: Iterable[str]) -> str:
    """Several things in one Chinese sentence: 甲、乙、丙."""
    return "、".join(items)


def tidy(text: str) -> str:
    """A name for display: white space folded, none at the ends, none between Chinese characters."""
    if not text.isascii():
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    parts = text.split()
    return _GAP.sub("", " ".join(parts)) if len(parts) > 1 else "".join(parts)
