"""How much of a site is read before it is taken for endless. What is cut is counted, with its reason and an example.

Addresses alone are looked at here, never what stands there.  A trap is told by its shape: a path that repeats itself, a
session in the path, parameters that pile up; what has no such shape is cut by number alone, far beyond what a site has.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

_SESSION = re.compile(
    r"(?i)/\((?:[A-Z]\([^)]*\))+\)(?=/)|;[\w-]*sess[\w-]*=[^/?]*|/(?:jsessionid|phpsessid|sessionid|sid)[=/][\w-]{8,}(?=/|\Z)"
)
#: Of these nobody knows what they would have shown; the other reasons are shapes of traps.
_MISSED = ("long", "parameters", "pattern", "host", "audit")
_NUMBER = re.compile(r"\d+|(?<![0-9A-Za-z])[0-9a-f]{16,}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Cut:
    """So many addresses were left out for one reason; `example` is the first."""

    reason: str
    number: int
    example: str


class Budgets:
    """`limits` are `budgets` of walk.toml, what is not there has none. Each address that may be read is spent once."""

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._limits = defaultdict(lambda: sys.maxsize, limits)
        self._all = 0
        self._hosts: Counter[str] = Counter()
        self._patterns: Counter[str] = Counter()
        self._without_session: set[str] = set()
        self._cut: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def spend(self, url: str) -> str:
        """Count an address that is new. "" where it may be read, else why not: a key of `cut` in walk.toml."""
        reason = self._shape(url) or self._number(url)
        if reason:
            self._cut[reason] += 1
            self._examples.setdefault(reason, url)
        return reason

    @property
    def cut(self) -> list[Cut]:
        return [Cut(reason, number, self._examples[reason]) for reason, number in self._cut.items()]

    def sentences(self, words: Mapping[str, str]) -> list[str]:
        """What was left out for its number alone, and may be missed, in the words of `cut` in walk.toml."""
        missed = [one for one in self.cut if one.reason in _MISSED]
        return [words[one.reason].format(number=one.number, example=one.example) for one in missed]

    def traps(self, words: Mapping[str, str]) -> list[str]:
        """What was left out for the shape of its address, in the same words: nothing is missed by it."""
        shaped = [one for one in self.cut if one.reason not in _MISSED]
        return [words[one.reason].format(number=one.number, example=one.example) for one in shaped]

    @property
    def number(self) -> int:
        return self._cut.total()

    def _shape(self, url: str) -> str:
        limits = self._limits
        if len(url) > limits["longest_address"]:
            return "long"
        parts = urlsplit(url)
        if _repeats(parts.path.split("/")[1:], limits["most_repeats"]):
            return "repeats"
        if len(parts.query) > 1 and _piled_up(parts.query, limits):
            return "parameters"
        return "session" if self._is_known_without_session(url) else ""

    def _is_known_without_session(self, url: str) -> bool:
        bare = _SESSION.sub("", url)
        if bare == url:
            return False
        known = bare in self._without_session
        self._without_session.add(bare)
        return known

    def _number(self, url: str) -> str:
        parts = urlsplit(url)
        pattern = f"{parts.netloc}{_NUMBER.sub('0', parts.path)}?{'&'.join(sorted(_names(parts.query)))}"
        host, limits = parts.netloc, self._limits
        if self._all >= limits["most"]:
            return "audit"
        if self._hosts[host] >= limits["most_of_a_host"]:
            return "host"
        if self._patterns[pattern] >= limits["most_of_a_pattern"]:
            return "pattern"
        self._all += 1
        self._hosts[host] += 1
        self._patterns[pattern] += 1
        return ""


def _repeats(segments: list[str], most: int) -> bool:
    """Whether a part of the path, of one name or two, stands more than `most` times in a row; dates and numbers may."""
    return any(_in_a_row(segments, width) > most for width in (1, 2))


def _in_a_row(segments: list[str], width: int) -> int:
    """How often the same names, so many of them, follow on themselves."""
    longest = same = 0
    for index, name in enumerate(segments):
        again = index >= width and name == segments[index - width] and bool(name) and not name.isdecimal()
        same = same + 1 if again else 0
        longest = max(longest, same)
    return longest // width + 1


def _piled_up(query: str, limits: Mapping[str, int]) -> bool:
    """The same parameter with the same value again and again, or more parameters than a form has."""
    pairs = parse_qsl(query, keep_blank_values=True)
    same = max(Counter(pairs).values(), default=0)
    return same > limits["most_of_a_parameter"] or len(pairs) > limits["most_parameters"]


def _names(query: str) -> set[str]:
    return {part.partition("=")[0] for part in query.split("&") if part}
