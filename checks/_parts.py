"""The parts that a column must have: each under a name of its own, or as the title of what stands there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.names import plain
from core.snapshot import Snapshot

#: A name is read in words of so many characters; between two of them a title may say more.
_WORD, _BETWEEN = 2, 30


@dataclass(frozen=True, slots=True)
class Missing:
    """`plainly`: nothing bears the name. `perhaps`: something has it, or may be meant by it."""

    plainly: tuple[str, ...]
    perhaps: tuple[str, ...]


class Parts:
    """Built once a check; titles are gone through when a row has parts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def missing(self, parts: Iterable[str]) -> Missing:
        """What bears no part's name for sure, but is called by the same last word, may be one of them."""
        shapes = {part: _shape(part) for part in parts}
        absent = [part for part, shape in shapes.items() if not any(map(shape.search, self._words))]
        others = [words for words in self._words if not any(shape.search(words) for shape in shapes.values())]
        perhaps = [part for part in absent if any(plain(part)[-_WORD:] in words for words in others)]
        return Missing(tuple(part for part in absent if part not in perhaps), tuple(perhaps))

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._all()))

    def _all(self) -> Iterator[str]:
        yield from self._snapshot.named
        for page in self._snapshot.heads():
            yield from map(plain, (page.title, *page.path))


def _shape(part: str) -> re.Pattern[str]:
    """A name with other words put in between its own."""
    name = plain(part)
    return re.compile(f".{{0,{_BETWEEN}}}".join(re.escape(word) for word in re.findall(rf".{{1,{_WORD}}}", name)))
