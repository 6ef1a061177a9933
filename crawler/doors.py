"""At which doors we may knock: one rule for the walk and for the browser, before a name is resolved and after.

Of bare addresses `may_ask` knows the plain spelling only: 2130706433 and 0x7f.1 are never asked.
"""

import re
from unicodedata import normalize
from urllib.parse import urlsplit

from core.addresses import may_ask
from core.types import Outcome
from core.urls import is_inner
from crawler.job import Job
from crawler.probes.dns import Names

#: What browsers take for the dot between two labels, once normalised.
_DOTS = re.compile("[\u3002\uff61]")
_HOST = re.compile(r"[\w.:-]+")


class Doors:
    """HTTP only; a bare inner address only if a start address names it, port included; a name only where it leads outside."""

    def __init__(self, job: Job) -> None:
        self._named = {_origin(url) for url in job.start}
        self._networks = job.networks
        self._names = Names(job.nameservers, job.look)

    def open(self, url: str) -> bool:
        """Whether the address may be asked, for all that it says itself."""
        try:
            parts, origin = urlsplit(url), _origin(url)
        except ValueError:
            return False
        host = origin[0]
        if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
            return False
        inner = self._networks if origin in self._named else ()
        if host == "localhost" or host.endswith(".localhost"):
            return bool(inner)
        return not is_inner(host) or may_ask(host, inner)

    async def addresses(self, host: str) -> tuple[list[str], Outcome]:
        """Where the host may be asked, over IPv4 where there is any; without an address the outcome says why."""
        host = _spelled(host)
        if is_inner(host):
            return ([host], Outcome.OK) if may_ask(host, self._networks) else ([], Outcome.FORBIDDEN)
        four = await self._names.ask(host, "A")
        settled = four.records or four.outcome in (Outcome.NO_SUCH_HOST, Outcome.TIMEOUT)
        lookup = four if settled else await self._names.ask(host, "AAAA")
        allowed = [address for address in lookup.records if may_ask(address, self._networks)]
        return allowed, Outcome.OK if allowed else _why(four.outcome, lookup.outcome, bool(lookup.records))


def _why(four: Outcome, last: Outcome, had_records: bool) -> Outcome:
    """A name that exists without any address is our resolver's view only: never "no such host"."""
    if had_records:
        return Outcome.FORBIDDEN
    if four is Outcome.NO_SUCH_HOST or last is Outcome.NO_SUCH_HOST:
        return Outcome.NO_SUCH_HOST
    return Outcome.RESOLVER_FAILED


def _origin(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return _spelled(parts.hostname or ""), parts.port or (443 if parts.scheme == "https" else 80)


def _spelled(host: str) -> str:
    """A host as a resolver would read it: full-width digits and dots are digits and dots, a last dot says nothing."""
    return _DOTS.sub(".", normalize("NFKC", host)).lower().rstrip(".")
