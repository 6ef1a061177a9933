"""The foot of the home page says whose site it is, with one site code wherever it stands.

Clause: inspection-2019/site-identification, error-report-entry; the elements stand in catalogue/footer.toml.
Pass: site code, ICP and police numbers, the mark of party and government organs, the entry for reporting errors, and who
runs the site are there.
Fail: one is not, or is malformed, or the codes in footer, tag, error icon and register disagree.  A whole site is one case
of who runs its platform; a part of another site's host is judged with that one.
Unsure: the home page was not read, its foot may be brought by scripts or frames, or a picture may show the number.
Fix: complete the foot of the home page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.names import listed, plain
from core.snapshot import Snapshot
from core.soup import soup
from core.types import Finding, Page

check = Check(__name__, scope="home")

#: Blocks that hold everything say nothing of where the foot is.
_WHOLE = ("body", "html", "[document]")


@dataclass(frozen=True, slots=True)
class _Home:
    """What the home page shows as `text`, a line a piece, and its `source`; `hidden`: its foot may not have been seen."""

    page: Page
    text: str
    source: str
    hidden: bool

    def values(self, element: Mapping[str, Any]) -> list[str]:
        return [*_found(element["text"], self.text), *_found(element.get("source", ()), self.source)]


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    if snapshot.own_hosts:
        words = catalogue.words["footer"]
        home = _read(snapshot, words)
        for element in words["element"]:
            yield _element(snapshot, rule, words, element, home)


def _read(snapshot: Snapshot, words: Mapping[str, Any]) -> _Home | None:
    for url in snapshot.homes:
        page, tree = snapshot.page(url), soup(snapshot, url)
        if page is not None and tree is not None:
            hidden = not snapshot.complete or _hidden(tree, page, words["foot"])
            for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
                comment.extract()
            return _Home(page, _text(tree), _source(tree), hidden)
    return None


def _text(tree: BeautifulSoup) -> str:
    """The words of the page, the names of its pictures, and what its scripts may write."""
    pictures = (str(node.get(name, "")) for node in tree.find_all("img") for name in ("alt", "title"))
    scripts = (unquote(script.get_text()) for script in tree.find_all("script"))
    return "\n".join(map(plain, (*tree.stripped_strings, *pictures, *scripts)))


def _source(tag: Tag) -> str:
    return unescape(unquote(str(tag))).lower()


def _found(expressions: list[str], text: str) -> list[str]:
    return [value for expression in expressions for value in re.findall(expression, text, re.M)]


def _hidden(tree: BeautifulSoup, page: Page, foot: Mapping[str, Any]) -> bool:
    """Whether the foot of the page, or a part of it, may be brought by what was not run or read."""
    source = _source(tree)
    if any(re.search(brought, source) for brought in foot["brought"]):
        return True
    name = re.compile(foot["names"], re.I)
    blocks: list[Tag] = [*tree.find_all("footer"), *tree.find_all(class_=name), *tree.find_all(id=name)]
    marks = [text for text in _last(tree, foot["lines"]) if _says(text, foot)]
    if not marks and not any(_says(block.get_text(), foot) for block in blocks):
        return page.drawn or tree.find(["script", "iframe", "frame", "object"]) is not None
    if blocks and not any(block.get_text(strip=True) for block in blocks):
        return True
    around = [block for mark in marks for block in list(mark.parents)[: foot["levels"]] if block.name not in _WHOLE]
    return any(_writes(node, foot) for block in (*blocks, *around) for node in block.find_all(["script", "iframe"]))


def _last(tree: BeautifulSoup, lines: int) -> list[NavigableString]:
    """The last pieces of text that a reader sees."""
    return [text for text in tree.find_all(string=True) if type(text) is NavigableString and text.strip()][-lines:]


def _says(text: str, foot: Mapping[str, Any]) -> bool:
    return any(word in plain(text) for word in foot["words"])


def _writes(node: Tag, foot: Mapping[str, Any]) -> bool:
    source = _source(node)
    return bool(re.search(foot["writes"], source)) and not re.search(foot["harmless"], source)


def _element(
    snapshot: Snapshot, rule: Rule, words: Mapping[str, Any], element: Mapping[str, Any], home: _Home | None
) -> Finding:
    subject = element["key"]
    where: dict[str, Any] = {
        "unit": snapshot.operator,
        "url": snapshot.homes[0],
        "clause": element.get("clause", ""),
        "name": element["title"],
    }
    if home is None:
        return rule.unsure(subject, "unread", at=snapshot.taken_at, **where)
    reading = snapshot.ends(home.page.url)
    where |= {"url": home.page.url, "at": reading.at if reading else snapshot.taken_at}
    values = home.values(element)
    sound = [value for value in values if re.fullmatch(element.get("form", ".*"), value)]
    if subject == "site-code" and sound and (codes := _codes(snapshot, words, home, sound[0])):
        return rule.fail(subject, "disagree", text=codes, **where)
    if sound:
        return rule.passed(subject, "there", text=sound[0], **where)
    if any(values):
        return rule.fail(subject, "malformed", text=values[0], **where)
    if any(re.search(trace, home.source) for trace in element.get("traces", ())):
        return rule.unsure(subject, "unclear", **where)
    return rule.unsure(subject, "not-seen", **where) if home.hidden else rule.fail(subject, "missing", **where)


def _codes(snapshot: Snapshot, words: Mapping[str, Any], home: _Home, printed: str) -> str:
    """The site codes with their places, where they are not one; "" where they are."""
    tags = {name.lower(): value for name, value in home.page.tags.items()}
    icons = _found(words["codes"]["jiucuo"], home.source)
    codes = {
        "footer": printed,
        "tag": plain(tags.get("siteidcode", "")),
        "jiucuo": icons[0] if icons else "",
        "registered": plain(snapshot.site.site_code),
    }
    codes = {place: code for place, code in codes.items() if re.search(r"\d", code)}
    titles = words["codes"]["titles"]
    return listed(f"{titles[place]} {code}" for place, code in codes.items()) if len(set(codes.values())) > 1 else ""
