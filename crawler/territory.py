"""What belongs to a site: a page belongs to the one registered site with the longest prefix."""

from core.urls import host_of, registered_domain


class Territory:
    """`own` prefixes against `foreign` ones of other registered sites; scheme and default ports do not matter."""

    def __init__(self, own: tuple[str, ...], foreign: tuple[str, ...]) -> None:
        self._prefixes = sorted(
            [(_bare(prefix), True) for prefix in own] + [(_bare(prefix), False) for prefix in foreign],
            key=lambda prefix: (-len(prefix[0]), not prefix[1]),
        )
        self._domains = {registered_domain(host_of(prefix)) for prefix in own}

    def inside(self, url: str) -> bool:
        bare = _bare(url)
        return next((own for prefix, own in self._prefixes if bare.startswith(prefix) and _whole(prefix, bare)), False)

    def near(self, url: str) -> bool:
        """Of the same registered domain: its links are ours to answer for."""
        return registered_domain(host_of(url)) in self._domains


def _whole(prefix: str, bare: str) -> bool:
    """Not in the middle of a name: /site_a is no prefix of /site_ab."""
    return prefix.endswith("/") or bare[len(prefix) : len(prefix) + 1] in ("", "/", "?")


def _bare(url: str) -> str:
    return url.partition("://")[2]
