"""What belongs to a site: a page belongs to the one registered site with the longest prefix. What lies abroad, and is asked."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from core.urls import host_of, registered_domain, within


class Territory:
    """`own` prefixes against `foreign` ones of other registered sites; scheme and default ports do not matter."""

    def __init__(self, own: tuple[str, ...], foreign: tuple[str, ...]) -> None:
        self._prefixes = sorted(
            [(_bare(prefix), True) for prefix in own] + [(_bare(prefix), False) for prefix in foreign],
            key=lambda prefix: (-len(prefix[0]), not prefix[1]),
        )
        self._domains = {registered_domain(host_of(prefix)) for prefix in own}

    def inside(self, url: str) -> bool:
        return self._owned(url) is True

    def adopt(self, url: str) -> bool:
        """Where the home page leads (www. before the name) belongs to the site as well, unless another site has it."""
        if self._owned(url) is None and self.near(url):
            self._prefixes.append((_bare(url).partition("/")[0] + "/", True))
        return self.inside(url)

    def near(self, url: str) -> bool:
        """Of the same registered domain: its links are ours to answer for."""
        return within(url, self._domains)

    def _owned(self, url: str) -> bool | None:
        """True: ours. False: another site's. None: nobody's."""
        bare = _bare(url)
        return next((own for prefix, own in self._prefixes if _under(prefix, bare)), None)


class External:
    """Which links to other domains are asked: so many in all and of each host, none of those that count or share.

    `words` are `external` of walk.toml, none of them no links at all; `already` were taken before an interruption.
    """

    def __init__(self, words: Mapping[str, Any], already: int = 0) -> None:
        self._left = words.get("most", 0) - already
        self._of_one_host = words.get("most_of_one_host", 0)
        self._never = frozenset(words.get("never", ()))
        self._taken: Counter[str] = Counter()
        #: How many were refused for their number alone.
        self.passed_over = 0

    def takes(self, url: str) -> bool:
        """Whether this one is asked; it counts then."""
        if within(url, self._never):
            return False
        host = host_of(url)
        if self._left <= 0 or self._taken[host] >= self._of_one_host:
            self.passed_over += 1
            return False
        self._left -= 1
        self._taken[host] += 1
        return True


def _under(prefix: str, bare: str) -> bool:
    """Not in the middle of a name: /site_a is no prefix of /site_ab. The folder itself belongs to it with and without its slash."""
    if not bare.startswith(prefix):
        return bare + "/" == prefix
    return prefix.endswith("/") or bare[len(prefix) : len(prefix) + 1] in ("", "/", "?")


def _bare(url: str) -> str:
    return url.partition("://")[2]
