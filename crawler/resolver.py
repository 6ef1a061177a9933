"""Names for the walk: our name servers and no others, IPv4 where there is any, no inner addresses.

Twisted connects to the first address that it is given.  The walk reads over IPv4 wherever an A record serves, so that
a broken IPv6 path does not look like dead links; IPv6 is for the probes.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from scrapy.crawler import Crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from core.types import Outcome
from crawler.doors import Doors
from crawler.job import Job


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to stop: a question ends by itself within its lifetime."""


@implementer(IHostnameResolver)
class Resolver:
    """Scrapy's TWISTED_DNS_RESOLVER. `outcomes` tells why a host had no address."""

    outcomes: ClassVar[dict[str, Outcome]] = {}

    def __init__(self, job: Job, reactor: Any) -> None:
        self._doors = Doors(job)
        self._reactor = reactor

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "Resolver":
        return cls(crawler.settings["JOB"], reactor)

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[Any]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.ensure_future(self._addresses(hostName))
        task.add_done_callback(lambda done: _deliver(done.result(), resolutionReceiver, portNumber))
        return resolution

    async def _addresses(self, host: str) -> list[str]:
        allowed, outcome = await self._doors.addresses(host)
        if not allowed:
            self.outcomes[host] = outcome
        return allowed


def _deliver(addresses: list[str], receiver: IResolutionReceiver, port: int) -> None:
    for address in addresses:
        kind = IPv6Address if ":" in address else IPv4Address
        receiver.addressResolved(kind("TCP", address, port))
    receiver.resolutionComplete()
