"""Whether an interpretation says something of its own, or is the document once more: measured, and put in one word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.overlap import Overlap, Source, numbered
from core.types import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """`say` is the name of a sentence of the catalogue."""

    verdict: Verdict
    say: str
    overlap: Overlap


class Judge:
    """The thresholds of `interpretation_quality`, ready to be asked."""

    def __init__(self, limits: Mapping[str, Any]) -> None:
        self._limits = limits
        self._nothing = re.compile("|".join(limits["phrases"]))

    def of(self, source: Source, text: str) -> Judged:
        """What is to be said of a text that interprets the source."""
        found = source.compare(text, self._nothing)
        return Judged(*self._said(found, len(source)), found)

    def _said(self, found: Overlap, known: int) -> tuple[Verdict, str]:
        limits = self._limits
        if found.length < limits["least_text"]:
            return Verdict.UNSURE, "short"
        outline = self._outline(found)
        copied = found.taken >= limits["copied"] and found.contained >= limits["contained"]
        if copied and found.own < limits["own_least"]:
            return Verdict.FAIL, "headings" if outline else "copied"
        if known < limits["least_source"]:
            return Verdict.UNSURE, "document-unread"
        if outline:
            return Verdict.UNSURE, "outline"
        if found.taken >= limits["doubtful"] or (found.taken >= limits["partly"] and found.own < limits["own_enough"]):
            return Verdict.UNSURE, "doubtful"
        return Verdict.PASS, "own"

    def _outline(self, found: Overlap) -> bool:
        """Little more than numbered lines, each as short as a heading."""
        lines = [one.text for one in found.sentences]
        short: bool = found.length < self._limits["heading"] * len(lines)
        return short and numbered(lines) / len(lines) >= self._limits["outline"]
