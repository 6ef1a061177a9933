"""Names and titles as people write them, brought to one form for comparison."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")
_STATUS = re.compile(
    r"^[\[【(（]?(?:已结束|进行中|未开始|已采纳|征集中|置顶|新|new|hot|top)[\]】)）]+|"
    r"[\[【(（](?:已结束|进行中|未开始|已采纳|征集中|置顶|new|hot|top)[\]】)）]$",
    re.I,
)
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_DECORATION = re.compile(r"^[·•▪■◆●>»›\-\[\]【|:：\d.、]+|[>»›+·|:：…\]】]+$|(?:更多|more)$|[(（]\d+[)）]$", re.I)


def plain(text: str) -> str:
    """NFKC, no white space or invisible characters, lower case: `公  示` and `公示` are the same name."""
    return _plain(text) if len(text) < 200 else _plain.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


def column_name(text: str) -> str:
    """A column's name for comparison: `plain` without bullets, arrows, counters and 更多 around it."""
    name = plain(text)
    while (shorter := _DECORATION.sub("", name)) != name and shorter:
        name = shorter
    return name


def title(text: str) -> str:
    """A title for comparison: `plain` without the status words that sites put before or behind it."""
    name = plain(text)
    while (shorter := _STATUS.sub("", name).strip("-")) != name and shorter:
        name = shorter
    return name


def listed(items: Iterable[str]) -> str:
    """Several things in one Chinese sentence: 甲、乙、丙."""
    return "、".join(items)


def tidy(text: str) -> str:
    """A name for display: white space folded, none at the ends, none between Chinese characters."""
    if not text.isascii():
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    parts = text.split()
    return _GAP.sub("", " ".join(parts)) if len(parts) > 1 else "".join(parts)
