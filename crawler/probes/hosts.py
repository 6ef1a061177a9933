"""Everything that is asked of the site's hosts beside the walk: names, addresses, certificates, the page of each family."""

import asyncio
import contextlib
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from core.addresses import may_ask, usable_ipv6
from core.clock import now, stamp
from core.hosts import Front
from core.recorder import Recorder
from core.types import Lookup, Outcome, Probe
from core.urls import host_of, is_inner, names_above
from crawler.job import Job
from crawler.probes import http, tls
from crawler.probes.dns import Names, aaaa
from crawler.probes.front import front

#: Seconds that one public resolver may take.
_SECOND_OPINION = 3.0


async def probe(job: Job, recorder: Recorder, words: Mapping[str, Any]) -> None:
    """Ask all hosts of the job; what its deadline cuts off is not there. `words` are the catalogue's."""
    hosts = [host for host in job.hosts if not is_inner(host)]
    if not hosts:
        return
    asker = _Asker(job, recorder, words)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, job.deadline - now().timestamp()) if job.deadline else None):
            found = await asyncio.gather(*map(asker.host, hosts))
            if any(probe.family == 6 and probe.outcome is Outcome.TIMEOUT for probes in found for probe in probes):
                references = words["walk"]["ipv6_references"]
                recorder.note(ipv6_references_answer=await http.any_answers(references))
    recorder.commit()


class _Asker:
    """What the questions to all hosts have in common."""

    def __init__(self, job: Job, recorder: Recorder, words: Mapping[str, Any]) -> None:
        self._job = job
        self._recorder = recorder
        self._fingerprints = words["blocked"]
        self._names = Names(job.nameservers, job.look)
        resolvers = () if job.nameservers else words["walk"]["resolvers"]
        self._others = [Names(((address, 53),), job.look, _SECOND_OPINION) for address in resolvers]
        self._context = _context()
        self._anchors = tls.Anchors(job.ca_file)

    async def host(self, host: str) -> list[Probe]:
        """The probes of one host; everything else goes to the recorder alone."""
        four, six = await asyncio.gather(self._names.ask(host, "A"), self._aaaa(host))
        self._recorder.lookup(four)
        self._recorder.lookup(six)
        probes, _ = await asyncio.gather(self._web(host, four, six), self._zone(host))
        return probes

    async def _aaaa(self, host: str) -> Lookup:
        return await aaaa(host, self._names, self._others, self._job.networks)

    async def _zone(self, host: str) -> None:
        """The name servers of the closest name that has any, and their addresses."""
        for name in names_above(host):
            servers = await self._names.ask(name, "NS")
            self._recorder.lookup(servers)
            if servers.failed or servers.own:
                for lookup in await asyncio.gather(*map(self._aaaa, servers.own)):
                    self._recorder.lookup(lookup)
                break

    async def _web(self, host: str, four: Lookup, six: Lookup) -> list[Probe]:
        url = next((url for url in self._job.start if host_of(url) == host), f"http://{host}/")
        addresses = [address for address in four.records if may_ask(address, self._job.networks)][:1]
        addresses += [address for address in six.records if usable_ipv6(address, self._job.networks)]
        probes = []
        for address in addresses:
            probes.append(await self._probe(url, address))
            self._recorder.probe(probes[-1])
            await asyncio.sleep(self._job.delay)
        if probes:
            await self._certificate(url, probes)
            await self._fronts(url, probes)
        return probes

    async def _probe(self, url: str, address: str) -> Probe:
        if ":" in address and not http.has_route(address):
            port = urlsplit(url).port or (443 if url.startswith("https") else 80)
            return Probe(host_of(url), 6, address, port, self._job.look, Outcome.NO_ROUTE, at=stamp())
        return await http.probe(
            url, address, look=self._job.look, user_agent=self._job.user_agent, context=self._context
        )

    async def _certificate(self, url: str, probes: list[Probe]) -> None:
        """Of the port that the address names or a redirect leads to; 443 where neither speaks of HTTPS."""
        host = host_of(url)
        addresses = (url, *(probe.detail for probe in probes))
        secure = [one for one in addresses if one.startswith("https:") and host_of(one) == host]
        port = (urlsplit(secure[0]).port if secure else None) or 443
        address = next((probe.address for probe in probes if probe.outcome is Outcome.OK), probes[0].address)
        shown = await tls.certificate(host, address, port, look=self._job.look, anchors=self._anchors)
        self._recorder.certificate(shown)
        await asyncio.sleep(self._job.delay)

    async def _fronts(self, url: str, probes: list[Probe]) -> None:
        """The home page over both families, one right after the other; a family that does not answer is not asked again."""
        chosen = {probe.family: probe for probe in sorted(probes, key=lambda probe: probe.outcome is Outcome.OK)}
        for probe in chosen.values() if len(chosen) == 2 else ():
            if probe.outcome is Outcome.OK:
                self._recorder.front(await self._front(url, probe.address))
                await asyncio.sleep(self._job.delay)
            else:
                at = stamp()
                failed = Front(probe.host, probe.family, probe.address, self._job.look, probe.outcome, url=url, at=at)
                self._recorder.front(failed)

    async def _front(self, url: str, address: str) -> Front:
        return await front(
            url,
            address,
            look=self._job.look,
            user_agent=self._job.user_agent,
            context=self._context,
            fingerprints=self._fingerprints,
            delay=self._job.delay,
        )


def _context() -> ssl.SSLContext:
    """For pages and reachability the certificate does not matter, it has a check of its own; old ciphers will do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context
