"""How much of one text stands in another, sentence by sentence, each with the sentence that it was taken from."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from core.names import letters, plain

#: Runs of so many characters that stand in both are no chance; what is shorter was taken only where it stands there as it is.
_RUN = 10
#: A sentence was taken where so much of it stands in such runs, or so many of its pairs of characters in one sentence.
_COVERED, _ALIKE = 0.8, 0.75
_CANDIDATES = 3
_ENDS = re.compile(r"(?<=[。！？；!?;])|\n")
_NUMBERED = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百零〇\d]{1,4}[、.．,，:：条章节)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳])\s*"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or line. `source` is the sentence of the other text that it was taken from; "" for one of its own."""

    text: str
    length: int
    covered: int
    source: str = ""


@dataclass(frozen=True)
class Overlap:
    """A text compared with its source: all its sentences in order."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def length(self) -> int:
        """Characters without marks and numbering."""
        return sum(one.length for one in self.sentences)

    @property
    def contained(self) -> float:
        """The share of its characters that stand in the source, in runs."""
        return sum(one.covered for one in self.sentences) / self.length if self.length else 0.0

    @property
    def taken(self) -> float:
        """The share of its characters that stand in sentences taken from the source."""
        return (self.length - self.own) / self.length if self.length else 0.0

    @cached_property
    def own(self) -> int:
        """Characters of sentences of its own."""
        return sum(one.length for one in self.sentences if not one.source)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(sentence, where it was taken from), the longest first."""
        taken = (one for one in self.sentences if one.source)
        return [(one.text, one.source) for one in sorted(taken, key=lambda one: -one.length)]


class Source:
    """A text that others may be taken from; read once, asked often."""

    def __init__(self, text: str) -> None:
        self._sentences = list(sentences(text))
        self._keys = list(map(key, self._sentences))
        self._whole = "\n".join(self._keys)
        self._runs = {run: at for at, one in enumerate(self._keys) for run in _grams(one, _RUN)}
        self._pairs = cache(lambda at: Counter(_grams(self._keys[at], 2)))

    def __len__(self) -> int:
        return len(self._whole)

    def compare(self, text: str, nothing: re.Pattern[str] | None = None) -> Overlap:
        """What of a text stands here; sentences that are `nothing` (phrases that any such text begins with) are left out."""
        kept = (one for one in sentences(text) if not (nothing and nothing.search(plain(one))))
        return Overlap(tuple(self._compared(one) for one in kept))

    def _compared(self, sentence: str) -> Sentence:
        text = key(sentence)
        if len(text) < _RUN:
            there = text in self._whole
            return Sentence(sentence, len(text), len(text) if there else 0, sentence if there else "")
        found = [at for at, run in enumerate(_grams(text, _RUN)) if run in self._runs]
        covered = len({at + more for at in found for more in range(_RUN)})
        if covered >= _COVERED * len(text):
            return Sentence(sentence, len(text), covered, self._sentences[self._runs[text[found[0] :][:_RUN]]])
        best, share = self._nearest(text)
        return Sentence(sentence, len(text), covered, best if share >= _ALIKE else "")

    def _nearest(self, text: str) -> tuple[str, float]:
        """The sentence most like this one, and the share of its pairs of characters that stand there."""
        hits = Counter(at for gram in set(_grams(text, 3)) for at in self._where.get(gram, ()))
        mine = Counter(_grams(text, 2))
        shares = [((mine & self._pairs(at)).total(), at) for at, _ in hits.most_common(_CANDIDATES)]
        count, at = max(shares, default=(0, -1))
        return (self._sentences[at], count / mine.total()) if at >= 0 else ("", 0.0)

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """In which sentences three characters stand together; needed only for what was not taken word by word."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self._keys):
            for gram in set(_grams(one, 3)):
                found[gram].append(at)
        return found


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, none without a word."""
    return (one.strip() for one in _ENDS.split(text) if key(one))


def key(sentence: str) -> str:
    """A sentence for comparison: neither marks nor the number before it."""
    return letters(_NUMBERED.sub("", sentence))


def numbered(sentences: Collection[str]) -> int:
    """How many of these begin with a number, as headings do."""
    return sum(bool(_NUMBERED.match(one)) for one in sentences)


def _grams(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(len(text) - size + 1))
