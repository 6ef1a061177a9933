"""Which origins show one and the same site: http and https, with and without www, an address of numbers, a CMS's own storage.

Their names prove nothing.  Two are one only when enough different pages were the same on both, or led from one to the same path
of the other, hardly any differed, and none failed on one of them alone.  Even then some addresses go on being asked, the
first failure tells the two apart for good, and what the site's own origin does not show is asked where the link leads.
"""

import re
from collections import Counter, defaultdict
from zlib import crc32

from core.recorder import Waiting

#: A root is an origin; or the folder of an origin in which a CMS (大汉) stores the pages that it also shows under their own path.
_ROOT = re.compile(r"https?://[^/?#]+(?:(?:/[\w.-]+){0,3}/jcms_files/jcms\d+/web\d+/site(?=/))?")
#: So many different pages agree before two roots are one, and so many for each one that differs (a counter, a list that moved on).
_ENOUGH = 5
_FOR_EACH = 9
#: Pages of a root that are remembered for comparison.
_KEPT = 5000
#: One in so many addresses of a twin is asked all the same.
_ASKED = 20


class Origins:
    """`saw` and `led` are told what the walk read, `one` is asked what to read. `home` is the site's start address."""

    def __init__(self, home: str) -> None:
        self._home = _split(home)[0]
        self._shown: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._agreed: defaultdict[str, set[str]] = defaultdict(set)
        self._differing: Counter[str] = Counter()
        self._apart: set[str] = set()
        self._waiting: defaultdict[str, list[Waiting]] = defaultdict(list)
        self._otherwise: set[str] = set()

    def saw(self, url: str, content: str) -> None:
        """What an address showed: the hash of a page's content, "" where the server refused it. Silence is not told."""
        root, rest = _split(url)
        if root in self._apart or len(self._shown[root]) >= _KEPT:
            return
        self._shown[root][rest] = content
        for other in [root] if root != self._home else list(self._shown):
            if (
                other not in (self._home, *self._apart)
                and rest in self._shown[other]
                and rest in self._shown[self._home]
            ):
                self._compare(other, self._shown[self._home][rest], self._shown[other][rest])

    def led(self, url: str, final: str) -> None:
        """A redirect. Where the home page leads, the site is."""
        (root, rest), (target, place) = _split(url), _split(final)
        if root == target:
            return
        if root == self._home and not self._shown[root]:
            self._home = target
        elif target == self._home and rest == place:
            self._agreed[root].add(rest)
        elif rest != "/":
            self._part(root)

    def waits(self, waiting: Waiting, own: str) -> None:
        """Nobody asks this one: what stands there is read at `own`."""
        self._waiting[own].append(waiting)

    def otherwise(self, url: str) -> list[Waiting]:
        """The address did not simply show a page: those that waited for it have to be asked themselves."""
        self._otherwise.add(url)
        return self._waiting.pop(url, [])

    def one(self, url: str) -> str:
        """The address under which the walk reads what stands at `url`: its own unless it lies on a twin of the site's root."""
        root, rest = _split(url)
        agreed = len(self._agreed[root]) if root in self._agreed else 0
        if agreed < _ENOUGH or agreed < _FOR_EACH * self._differing[root] or crc32(rest.encode()) % _ASKED == 0:
            return url
        own = self._home + rest
        return url if own in self._otherwise else own

    def _compare(self, root: str, here: str, there: str) -> None:
        if here and here == there:
            self._agreed[root].add(here)
        elif here and there:
            self._differing[root] += 1
        elif here or there:
            self._part(root)

    def _part(self, root: str) -> None:
        self._apart.add(root)
        self._agreed.pop(root, None)
        self._shown.pop(root, None)


def _split(url: str) -> tuple[str, str]:
    """(root, the rest of the address)."""
    found = _ROOT.match(url)
    end = found.end() if found else 0
    return url[:end], url[end:]
