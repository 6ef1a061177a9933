"""The foot of the home page says whose site it is, with one site code wherever it stands.

Clause: inspection-2019/site-identification, error-report-entry; the elements stand in catalogue/footer.toml.
Pass: site code, ICP and police numbers, the mark of party and government organs, the entry for reporting errors, and who
runs the site are there.
Fail: one is not, or is malformed, or the codes in footer, tag, error icon and register disagree.  A whole site is one case
of who runs its platform; a part of another site's host is judged with that one.
Unsure: the home page was not read, its foot may be brought by scripts or frames, or something of the kind stands there:
other words for it, a picture without a name; the marks of others may also be brought by any script of the site's own.
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
from core.urls import host_of, join, registered_domain, within

check = Check(__name__, scope="home")

#: Blocks that hold everything say nothing of where the foot is.
_WHOLE = ("body", "html", "[document]")


@dataclass(frozen=True, slots=True)
class _Home:
    """What the home page shows as `text`, a line a piece, and its `source`; `hidden`: its foot may not have been seen.

    `marked`: a picture or a script of its own may show the mark of another.
    """

    page: Page
    text: str
    source: str
    hidden: bool
    marked: bool

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
            places = _places(tree, words["foot"])
            hidden = not snapshot.complete or _hidden(tree, page, words["foot"], places)
            marked = _scripted(snapshot, tree, words["foot"]) or _pictured(places, words)
            for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
                comment.extract()
            return _Home(page, _text(tree), _source(tree), hidden, marked)
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


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the foot is: `blocks` that are it by their name, the blocks `around` its words; `says`: either has such words."""

    blocks: list[Tag]
    around: list[Tag]
    says: bool


def _places(tree: BeautifulSoup, foot: Mapping[str, Any]) -> _Places:
    name = re.compile(foot["names"], re.I)
    blocks: list[Tag] = [*tree.find_all("footer"), *tree.find_all(class_=name), *tree.find_all(id=name)]
    marks = [text for text in _last(tree, foot["lines"]) if _says(text, foot)]
    around = [block for mark in marks for block in list(mark.parents)[: foot["levels"]] if block.name not in _WHOLE]
    return _Places(blocks, around, bool(marks) or any(_says(block.get_text(), foot) for block in blocks))


def _hidden(tree: BeautifulSoup, page: Page, foot: Mapping[str, Any], places: _Places) -> bool:
    """Whether the foot of the page, or a part of it, may be brought by what was not run or read."""
    source = _source(tree)
    if any(re.search(brought, source) for brought in foot["brought"]):
        return True
    if not places.says:
        return page.drawn or tree.find(["script", "iframe", "frame", "object"]) is not None
    if places.blocks and not any(block.get_text(strip=True) for block in places.blocks):
        return True
    inside = (node for block in (*places.blocks, *places.around) for node in block.find_all(["script", "iframe"]))
    return any(_writes(node, foot) for node in inside)


def _scripted(snapshot: Snapshot, tree: BeautifulSoup, foot: Mapping[str, Any]) -> bool:
    """Whether a script in the body, the site's own and not known to be harmless, may bring something."""
    domains = {registered_domain(host_of(url)) for url in snapshot.homes}
    scripts = tree.body.find_all("script") if tree.body else []
    return any(
        within(join(snapshot.homes[0], str(script.get("src", ""))) or snapshot.homes[0], domains)
        and _writes(script, foot)
        for script in scripts
    )


def _pictured(places: _Places, words: Mapping[str, Any]) -> bool:
    """Whether the foot shows a picture, or an empty element that a style fills, that is none of the known marks."""
    known = [
        expression
        for element in words["element"]
        for expression in (*element.get("source", ()), *element.get("traces", ()))
    ]
    for block in (*places.blocks, *places.around):
        for node in block.find_all(["img", "a", "span", "i"]):
            empty = node.name != "img" and not node.find(True) and not node.get_text(strip=True)
            clicked = node.name == "a" or node.get("onclick") or node.get("class")
            whole = _source(node.find_parent("a") or node)
            if (node.name == "img" or (empty and clicked)) and not any(re.search(one, whole) for one in known):
                return True
    return False


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
    unseen = home.hidden or (element.get("mark", False) and home.marked)
    return rule.unsure(subject, "not-seen", **where) if unseen else rule.fail(subject, "missing", **where)


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
