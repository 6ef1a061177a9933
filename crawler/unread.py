"""What a walk found and did not read, in sentences for people: one a reason, with an example, never one an address.

What leaves the walk as a whole unfinished is told by completeness.py.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from core.recorder import Recorder
from core.types import Outcome
from crawler import allowlist
from crawler.lists import Reason
from crawler.manners import ROBOTS_UNREAD
from crawler.walk import Walk

_NOTED = re.compile(rf"#/({'|'.join(Reason)})\?")


def sentences(recorder: Recorder, walk: Walk, words: Mapping[str, Any]) -> list[str]:
    """In the words of walk.toml."""
    say, frontier = words["unread"], walk.frontier
    given_up = recorder.given_up()
    found = frontier.budgets.traps(words["cut"])
    if not frontier.limited:
        variants = [url for url, first, _ in given_up if not first and "?" in url]
        number = min(len(variants), sum(not first for _, first, _ in given_up) - frontier.budgets.number)
        found += _said(say["variants"], number, variants)
    found += _lists([one for one in given_up if not frontier.limited or _NOTED.search(one[0])], say["lists"])
    undrawn = [url for url, _ in recorder.undrawn()]
    found += _said(say["undrawn"], len(undrawn), undrawn)
    found += _said(say["attachments"], len(walk.files.passed_over), walk.files.passed_over)
    found += _said(say["external"], frontier.external.passed_over)
    shut = [one for one in walk.refused if one[1:] == (Outcome.ROBOTS, ROBOTS_UNREAD) and walk.territory.near(one[0])]
    return found + allowlist.sentences(shut, walk.job, words["refused"], all_hosts=True)


def _lists(given_up: Sequence[tuple[str, str, str]], words: Mapping[str, str]) -> list[str]:
    """Why lists are not whole; where a reason was written down, the pages that were left are no other one."""
    lists: dict[str, dict[str, str]] = defaultdict(dict)
    noted = {first for url, first, _ in given_up if _NOTED.search(url)}
    for url, first, title in given_up:
        reason = _NOTED.search(url)
        if reason or (first and first not in noted):
            lists[reason[1] if reason else "cut-off"][first] = title
    return [
        words[reason].format(number=len(lists[reason]), name=title, example=first)
        for reason in words
        if reason in lists
        for first, title in list(lists[reason].items())[:1]
    ]


def _said(words: str, number: int, examples: Sequence[str] = ()) -> list[str]:
    return [words.format(number=number, example=next(iter(examples), ""))] if number > 0 else []
