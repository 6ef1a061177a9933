"""The clerk of a unit at her desk: opens a letter, follows its link, ticks the cases and sends the form. No account, no command."""

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiohttp import ClientSession, CookieJar
from selectolax.lexbor import LexborHTMLParser

_LINK = re.compile(r"https?://\S+/r/\S+")


@dataclass(frozen=True, slots=True)
class Form:
    """The answer form as a browser reads it: what it sends by itself, and the cases that can be ticked."""

    hidden: tuple[tuple[str, str], ...]
    cases: tuple[str, ...]

    def filled(self, kind: str, name: str, words: str, cases: Collection[str]) -> list[tuple[str, str]]:
        """What goes over the wire: every case of `cases` that is on the page, ticked."""
        ticked = [("case", number) for number in self.cases if number in cases]
        return [*self.hidden, ("kind", kind), ("name", name), ("words", words), *ticked]


def link(letter: EmailMessage) -> str:
    """The signed link, as it stands in the text of the letter."""
    body = letter.get_body(("plain",))
    found = _LINK.search(body.get_content()) if body else None
    if found is None:
        raise ValueError(f"{letter['Subject']}: no link")
    return found[0]


def opened(file: Path) -> EmailMessage:
    """The letter in a file, as a mail program reads it."""
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def form(page: str) -> Form:
    """The form on a unit's page; no cases where nothing is left to answer."""
    tree = LexborHTMLParser(page)
    hidden = [
        (node.attributes["name"] or "", node.attributes["value"] or "") for node in tree.css("input[type=hidden]")
    ]
    cases = [node.attributes["value"] or "" for node in tree.css("input[name=case]")]
    return Form(tuple(hidden), tuple(cases))


def answer(address: str, kind: str, name: str, words: str = "", cases: Collection[str] = ()) -> str:
    """Open the link, answer for these cases (all that are shown without any), and read the receipt: 已整改 6 处."""
    receipt = LexborHTMLParser(asyncio.run(_answer(address, kind, name, words, cases))).css_first("p.answer")
    told = receipt.text().partition("已收到：")[2].strip() if receipt else ""
    if not told:
        raise ValueError(f"{address}: no receipt")
    return told


async def _answer(address: str, kind: str, name: str, words: str, cases: Collection[str]) -> str:
    """The page that follows the form."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:  # a host without a name keeps cookies too
        async with browser.get(address) as page:
            shown = form(await page.text())
        async with browser.post(address, data=shown.filled(kind, name, words, cases or shown.cases)) as page:
            return await page.text()
