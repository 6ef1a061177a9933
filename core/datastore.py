"""Lists that a page carries as data: Hanweb's <datastore> of records, or an array of them in a script.

A browser's script puts the records into the page and asks an interface for more.  Here they are put there as HTML, and
the addresses of the next ones are told.  Answers of the interface have the same shapes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from core import interfaces
from core.urls import join

#: What a page's scripts hold where a list may stand in it as data.
_MARKS = ("<datastore", "&lt;record", "InitData", ".jpage")

_ESCAPED = re.compile(
    r"&lt;(datastore|recordset)&gt;(?:(?!&lt;\1&gt;).)*?&lt;/\1&gt;"
    r"|(?:&lt;record&gt;[^&]*(?:&(?!lt;/?record&gt;)[^&]*)*&lt;/record&gt;\s*)+",
    re.S,
)
_BLOCK = re.compile(r"(?:<script[^>]*>\s*)?(<datastore\b.*?(?:</datastore>|\Z))(?:\s*</script>)?", re.S)
_BARE = re.compile(r"(?:<record>[^<]*(?:<(?!/?record>)[^<]*)*</record>\s*)+")
_HREF = re.compile(r"""href\s*=\s*["']([^"']+)["']""")
_NUMBER = r"<%s>\s*(\d{1,8})\s*</%s>"
_ARRAY = re.compile(r"""\b(InitData\w*|dataStore)\s*=\s*\[(?=\s*(?:["']|\]))""")
_LITERAL = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*,?""", re.S)
_CALL = re.compile(
    r"""(?:\(\s{0,9}['"]#([\w-]+)['"]\s{0,9}\)\s{0,99})?\.jpage\s*\(\s*\{((?:(?!\.jpage).)*?)\}\s{0,99}\)""", re.S
)
_PAIR = re.compile(r"""["']?(?<!\w)(\w+)["']?\s*:\s*(?:'([^']*)'|"([^"]*)"|([\w.-]+))""")


@dataclass(frozen=True, slots=True)
class List:
    """One list as data. `total` counts the records of all its pages, None where nothing says it; `next` is where more are.

    `whole`: every record stands here.
    """

    records: tuple[str, ...]
    total: int | None = None
    pages: int | None = None
    next: str = ""
    whole: bool = False


def marked(scripts: str) -> bool:
    """Told from the scripts of a page: whether a list may stand in it as data."""
    return any(mark in scripts for mark in _MARKS)


def unfold(html: str, url: str) -> tuple[str, bool]:
    """(the page with its records as HTML, whether a list of it goes on where nobody can follow, or leads nowhere)."""
    html = _unescaped(html)
    lists = page_lists(html, url)
    if any(not (found.whole or found.next) or (found.records and "<a" not in found.records[0]) for found in lists):
        return _shown(html), True
    return _CALL.sub("", _shown(html)), False


def page_lists(html: str, url: str) -> list[List]:
    """The lists of a page, in its order."""
    html = _unescaped(html)
    calls = list(_calls(html, url))
    blocks = [_of_block(match.group(1), url, calls) for match in _BLOCK.finditer(html)]
    arrays = {match.group(1): _literals(html, match.end())[0] for match in _ARRAY.finditer(html)}
    named = [call.over(arrays.get(call.array, ())) for call in calls if call.array in arrays or not blocks]
    if not blocks and not calls:
        return [List(records, whole=True) for records in arrays.values()]
    return [*blocks, *named, *[List(())] * (len(calls) - len(blocks) - len(named))]


def answer(text: str) -> List | None:
    """What an answer of the interface holds, its `next` as it writes it; None for what is no such answer."""
    text = _unescaped(text)
    if "<html" in text or "<body" in text:
        return None
    if block := _BLOCK.search(text):
        total, pages = _number(text, "totalrecord"), _number(text, "totalpage")
        return List(_records(block.group(1)), total, pages, _next(block.group(1)))
    if array := _ARRAY.search(text):
        return List(_literals(text, array.end())[0])
    return List(_records(text)) if _BARE.search(text) else None


def as_html(records: tuple[str, ...]) -> str:
    """Records in the element that they belong into, marked as data."""
    start = records[0].lstrip()[:4].lower() if records else ""
    tag = {"<tr>": "table", "<tr ": "table", "<li>": "ul", "<li ": "ul"}.get(start, "div")
    return f"<{tag} data-records>{''.join(records)}</{tag}>"


@dataclass(frozen=True, slots=True)
class _Call:
    """The call that draws a list into the element `box`."""

    box: str
    array: str
    total: int | None
    interface: str
    parameters: dict[str, str]

    def over(self, records: tuple[str, ...]) -> List:
        """The list that the call draws from these records."""
        whole = self.total is not None and len(records) >= self.total
        return List(records, self.total, next="" if whole else self._next(len(records)), whole=whole)

    def _next(self, seen: int) -> str:
        if not self.interface or not self.parameters or not interfaces.is_answer(self.interface):
            return ""
        words = interfaces.data("hanweb")["records"]
        asked = {words["first"]: seen + 1, words["last"]: seen + words["step"], words["size"]: words["step"]}
        return f"{self.interface}?{urlencode({**asked, **self.parameters})}"


def _calls(html: str, url: str) -> Iterator[_Call]:
    words = interfaces.data("hanweb")["call"]
    for box, options in _CALL.findall(html):
        own = _pairs(re.sub(r"\{[^{}]*\}", "''", options))
        inner = re.search(rf"\b{words['parameters']}\s*:\s*\{{([^{{}}]*)\}}", options)
        if inner is None and (name := own.get(words["parameters"])):
            inner = re.search(rf"\b{re.escape(name)}\s*=\s*\{{([^{{}}]*)\}}", html)
        parameters = _pairs(inner.group(1)) if inner else {}
        total = own.get(words["total"], "")
        interface = join(url, own.get(words["interface"], "").partition("?")[0]) if words["interface"] in own else ""
        yield _Call(box, own.get("dataStore", ""), int(total) if total.isdigit() else None, interface, parameters)


def _of_block(block: str, url: str, calls: list[_Call]) -> List:
    """A <datastore> of a page, with what the call for its element says of it."""
    records, href = _records(block), join(url, _next(block))
    call = next((call for call in calls if call.box and f"unitid={call.box}" in href), None)
    call = call or (calls[0] if len(calls) == 1 else None)
    total = _number(block, "totalrecord")
    total = call.total if total is None and call else total
    whole = len(records) >= total if total is not None else bool(records) and not href and not calls
    if whole or (href and interfaces.is_answer(href)):
        return List(records, total, next="" if whole else href, whole=whole)
    return call.over(records) if call else List(records, total)


def _pairs(text: str) -> dict[str, str]:
    return {name: single or double or bare for name, single, double, bare in _PAIR.findall(text)}


def _number(text: str, tag: str) -> int | None:
    found = re.search(_NUMBER % (tag, tag), text)
    return int(found.group(1)) if found else None


def _next(block: str) -> str:
    """The address of more, as the block writes it."""
    inner, end, _ = block.partition("<nextgroup>")[2].partition("</nextgroup>")
    found = _HREF.search(inner) if end else None
    return found.group(1).replace("&amp;", "&") if found else ""


def _records(block: str) -> tuple[str, ...]:
    """The records, those that are escaped made HTML again."""
    cut = (piece.partition("</record>") for piece in block.split("<record>")[1:])
    inner = (record.strip().removeprefix("<![CDATA[").removesuffix("]]>") for record, end, _ in cut if end)
    return tuple(record if "<" in record else unescape(record) for record in inner if record.strip())


def _literals(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """(the strings of an array from behind its bracket, where they end)."""
    found = []
    while match := _LITERAL.match(text, start):
        start = match.end()
        if (literal := re.sub(r"\\([nrt])", " ", match.group(1) or match.group(2) or "").replace("\\", "")).strip():
            found.append(literal)
    return tuple(found), start


def _unescaped(html: str) -> str:
    return _ESCAPED.sub(lambda match: unescape(match.group()), html) if "&lt;record" in html else html


def _shown(html: str) -> str:
    html = _BLOCK.sub(lambda match: as_html(_records(match.group(1))), html)
    html = _BARE.sub(lambda match: as_html(_records(match.group())), html)
    for match in reversed(list(_ARRAY.finditer(html))):
        records, end = _literals(html, match.end())
        if (place := html.rfind("<script", 0, match.start())) >= 0:
            html = html[:place] + as_html(records) + html[place : match.start()] + html[end:]
    return html
