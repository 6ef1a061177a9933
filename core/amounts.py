"""Amounts in texts about money: what stands behind a name, and the day on which a budget was approved."""

import re
from collections.abc import Iterable
from datetime import date

from core import dates, names

#: So far behind its name an amount may stand; a full stop or another name ends the search.
_REACH = 24
_AMOUNT = re.compile(
    r"(?<![\d.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?=(?:万|亿)?元|[^\d.,年%个人次批辆台月日号]|$)"
)
_DAY = r"20\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?"
_SENTENCE = re.compile(r"[。;\n]")
_LABEL = re.compile(r"(?:批复|批准)(?:日期|时间):?")


def behind(text: str, name: str) -> float | None:
    """The first amount behind a name (a regular expression) in a text as `names.plain` writes it."""
    for found in re.finditer(name, text):
        reach = re.split(r"[。;]", text[found.end() : found.end() + _REACH])[0]
        if amount := _AMOUNT.search(reach):
            return float(amount[1].replace(",", ""))
    return None


def approved(lines: Iterable[str], verbs: re.Pattern[str]) -> frozenset[date]:
    """The days of which sentences about a budget or accounts, or a line of their own, say that it was approved on them."""
    found: set[date] = set()
    for sentence in _SENTENCE.split("\n".join(map(names.plain, lines))):
        told = verbs.search(sentence) and re.search("预算|决算", sentence)
        if told or (verbs.search(sentence) and _LABEL.match(sentence)):
            found.update(day for one in re.findall(_DAY, sentence) if (day := dates.as_date(dates.first(one))))
    return frozenset(found)
