"""Questions to name servers, with the outcome as a word: no such host is not the same as no answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import dns.asyncresolver
import dns.exception
import dns.name
import dns.nameserver
import dns.rdatatype
import dns.resolver

from core.addresses import Network, usable_ipv6
from core.clock import stamp
from core.types import Lookup, Outcome

_ONE_TRY = 3.0
_ALL_TRIES = 8.0


class Names:
    """Asks the given name servers (the system's if none) and remembers the answers of this run."""

    def __init__(
        self, nameservers: Sequence[tuple[str, int]] = (), look: int = 1, patience: float = _ALL_TRIES
    ) -> None:
        self.look = look
        self._resolver = dns.asyncresolver.Resolver(configure=not nameservers)
        self._resolver.timeout, self._resolver.lifetime = _ONE_TRY, patience
        if nameservers:
            self._resolver.nameservers = [dns.nameserver.Do53Nameserver(host, port) for host, port in nameservers]
        self._asked: dict[tuple[str, str], asyncio.Future[Lookup]] = {}

    async def ask(self, host: str, kind: str) -> Lookup:
        """Records of a type, CNAMEs followed. An existing name without such records is `ok` with none."""
        key = (host, kind)
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(self._ask(host, kind))
        return await self._asked[key]

    async def _ask(self, host: str, kind: str) -> Lookup:
        try:
            name = dns.name.from_text(host)
            answer = await self._resolver.resolve(name, kind, raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            return Lookup(host, kind, self.look, Outcome.NO_SUCH_HOST, at=stamp())
        except dns.exception.Timeout:
            return Lookup(host, kind, self.look, Outcome.TIMEOUT, at=stamp())
        except (dns.exception.DNSException, OSError, UnicodeError):
            return Lookup(host, kind, self.look, Outcome.RESOLVER_FAILED, at=stamp())
        records = tuple(sorted(record.to_text().removesuffix(".") for record in answer.rrset)) if answer.rrset else ()
        chain = tuple(
            record.target.to_text(omit_final_dot=True)
            for rrset in answer.response.answer
            if rrset.rdtype == dns.rdatatype.CNAME
            for record in rrset
        )
        return Lookup(host, kind, self.look, Outcome.OK, records, chain, stamp())


async def aaaa(host: str, names: Names, others: Sequence[Names], inner: Sequence[Network]) -> Lookup:
    """The AAAA records, by more than one resolver before it is said that there is none.

    Resolvers of offices filter AAAA, or know the inner view of a name alone: another's usable record is believed.  One
    that contradicts in any other way (no such host) leaves the question open; one that is silent says nothing.
    """
    first = await names.ask(host, "AAAA")
    if any(usable_ipv6(record, inner) for record in first.records):
        return first
    further = await asyncio.gather(*(other.ask(host, "AAAA") for other in others))
    for lookup in further:
        if any(usable_ipv6(record, inner) for record in lookup.records):
            return lookup
    if any(not lookup.failed and lookup.outcome is not first.outcome for lookup in further) and not first.failed:
        return replace(first, outcome=Outcome.RESOLVER_FAILED, records=())
    return first
