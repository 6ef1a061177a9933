"""What came in the place of what was asked for: a protection's page, or one that says itself that it is something else."""

from collections.abc import Mapping
from typing import Any

from core.blocked import block_page, instead
from core.types import Outcome
from core.urls import canonical
from crawler.exchange import Answer


def replaced(
    answer: Answer, title: str, text: str, links: int, fingerprints: Mapping[str, Any]
) -> tuple[Outcome | None, str]:
    """(outcome, the product or the word for it), (None, "") where the answer stands for itself.

    A login page stands for itself where nothing led to it: who asks for one gets what was asked for.
    """
    if product := block_page(answer.status, answer.headers or {}, title, text, fingerprints, links):
        return Outcome.BLOCKED, product
    word = instead(title, text, fingerprints, links) if answer.status == 200 else ""
    if not word or (word == "login" and canonical(answer.final) == answer.url):
        return None, ""
    return Outcome.NOT_HTML, word
