"""Lists in units of a page (Hanweb JPAAS): a script element says what to ask, the answer is a piece of HTML within JSON.

    <script src="…/unitbuild.js" url="…/page/build/unit" queryData="{'webId':'…','tagId':'内容区域','pageType':'column',…}">

Only the units that hold the list of a column are asked; which ones those are stands in `catalogue/cms/jpaas.toml`.
"""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

from core import interfaces
from core.urls import join

_SCRIPT = re.compile(r"<script\b[^>]{0,400}?unitbuild[^>]{0,4000}>", re.I)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PAIR = re.compile(r"""["'](\w+)["']\s*:\s*["']([^"']*)["']""")
_PAGED = re.compile(r"[?&]paramJson=%7B%22pageNo%22%3A(\d{1,5})%2C%22pageSize%22%3A%22(\d{1,4})%22%7D")


def asked(html: str, url: str) -> tuple[list[str], bool]:
    """(the addresses at which a page's lists are asked, whether it has units besides that nobody asks)."""
    found = [_address(match.group(), url) for match in _SCRIPT.finditer(html)] if "unitbuild" in html else []
    return list(dict.fromkeys(filter(None, found))), not all(found)


def markup(answer: str) -> str | None:
    """The piece of a page that an answer holds; None for what is no such answer, or holds nothing."""
    try:
        value: Any = json.loads(answer)
    except ValueError:
        return None
    for key in interfaces.data("jpaas")["answer"]["html"].split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def following(url: str, answer: str, entries: int) -> str:
    """The address of the next piece of the list; "" after the last. What is no answer says nothing of an end.

    `entries` stand in this one: so many a page are asked where no pager says how many a page has.
    """
    words, piece, paged = interfaces.data("jpaas")["answer"], markup(answer), _PAGED.search(url)
    last, size = _pages(piece or "", words)
    number = int(paged.group(1)) if paged else 1
    if piece is not None and (number >= last if last is not None else "<a" not in piece):
        return ""
    return _page(url, number + 1, int(paged.group(2)) if paged else size or entries or words["step"])


def _address(script: str, url: str) -> str:
    words = interfaces.data("jpaas")["unit"]
    attributes = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(script)}
    asked = dict(_PAIR.findall(unescape(attributes.get("querydata", ""))))
    listed = re.search(words["lists"], asked.get(words["name"], "")) and asked.get(words["kind"], "") in words["kinds"]
    interface = join(url, attributes.get("url", ""))
    return f"{interface}?{urlencode(asked)}" if listed and interface and interfaces.is_answer(interface) else ""


def _pages(piece: str, words: dict[str, Any]) -> tuple[int | None, int]:
    """(how many pages a pager in the piece counts, None without one; how many entries a page has, 0 where it does not say)."""
    total, size = (re.search(words[key], piece) for key in ("total", "size"))
    if total and size and int(size.group(1)):
        return -(-int(total.group(1)) // int(size.group(1))), int(size.group(1))
    numbers = [int(number) for number in re.findall(words["numbers"], piece)]
    return max(numbers, default=None), 0


def _page(url: str, number: int, size: int) -> str:
    wanted = quote(f'{{"pageNo":{number},"pageSize":"{size}"}}', safe="")
    return f"{_PAGED.sub('', url)}&paramJson={wanted}"
