"""Gathers into one snapshot: `python -m crawler.gather SNAPSHOT PARENT`, a job a line as JSON on standard input.

Always a child: a reactor starts only once, and a child can be given a time limit and be killed.  Each job runs in a fork of it,
which spares the second look the imports.  Progress is told on standard output, a line of JSON every half second, and in the end
the job's exit code.
"""

import asyncio
import contextlib
import ctypes
import json
import logging
import os
import signal
import ssl
import sys
import traceback
from pathlib import Path
from urllib.parse import urlsplit

import certifi
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from core.addresses import may_ask, usable_ipv6
from core.catalogue import load
from core.clock import now, stamp
from core.recorder import Recorder
from core.types import Outcome, Probe
from core.urls import host_of, is_inner
from crawler import completeness
from crawler.job import Job
from crawler.probes import http
from crawler.probes.dns import Names
from crawler.settings import settings
from crawler.spiders.site import SiteSpider

_PR_SET_PDEATHSIG = 1
_EVERY = 0.5


def main(arguments: list[str]) -> int:
    """Run the jobs that standard input names, until it is closed."""
    snapshot, parent = arguments
    _die_with(int(parent))
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    for line in sys.stdin:
        print(json.dumps({"code": _forked(Job.loads(line), Path(snapshot))}), flush=True)
    return 0


def _forked(job: Job, snapshot: Path) -> int:
    """The exit code of the job: negative, a signal that killed it."""
    parent = os.getpid()
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        _die_with(parent)
        code = _gather(job, snapshot)
    except BaseException:  # noqa: BLE001 - whatever it was goes to the log
        traceback.print_exc()
    finally:
        os._exit(code)


def _gather(job: Job, snapshot: Path) -> int:
    """0 when the gather ended by itself, at its own end or at its deadline."""
    recorder = Recorder(snapshot, job.look)
    catalogue = load()
    words = catalogue.words["walk"]
    asyncio.run(_probe(job, recorder, words["ipv6_references"]))
    spider = _walk(job, recorder, dict(catalogue.words["blocked"]))
    recorder.finish()
    if spider is not None and not spider.ended:
        recorder.close()
        return 1
    if spider is not None and job.whole:
        recorder.note(
            incomplete_because=completeness.reasons(job, recorder, spider, words),
            soft_404=sorted(spider.soft["bodies"]),
            soft_404_finals=sorted(spider.soft["finals"]),
        )
    recorder.note(**{f"look_{job.look}_at": stamp()})
    recorder.close()
    return 0


def _die_with(parent: int) -> None:
    """At once, not after the requests under way: whoever starts the audit again must not find a second writer."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


async def _probe(job: Job, recorder: Recorder, references: list[str]) -> None:
    """Names and addresses of the site's hosts, each family for itself; what the deadline cuts off is not there."""
    names = Names(job.nameservers, job.look)
    context = _context(job)
    hosts = [host for host in job.hosts if not is_inner(host)]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, job.deadline - now().timestamp()) if job.deadline else None):
            found = await asyncio.gather(*(_probe_host(job, names, host, recorder, context) for host in hosts))
            if any(probe.family == 6 and probe.outcome is Outcome.TIMEOUT for probes in found for probe in probes):
                recorder.note(ipv6_references_answer=await http.any_answers(references))
    recorder.commit()


async def _probe_host(job: Job, names: Names, host: str, recorder: Recorder, context: ssl.SSLContext) -> list[Probe]:
    four, six = await asyncio.gather(names.ask(host, "A"), names.ask(host, "AAAA"))
    recorder.lookup(four)
    recorder.lookup(six)
    url = next((url for url in job.start if host_of(url) == host), f"http://{host}/")
    addresses = [address for address in four.records if may_ask(address, job.networks)][:1]
    addresses += [address for address in six.records if usable_ipv6(address, job.networks)]
    probes = []
    for address in addresses:
        probes.append(await _probe_address(job, url, address, context))
        recorder.probe(probes[-1])
        await asyncio.sleep(job.delay)
    return probes


async def _probe_address(job: Job, url: str, address: str, context: ssl.SSLContext) -> Probe:
    if ":" in address and not http.has_route(address):
        port = urlsplit(url).port or (443 if url.startswith("https") else 80)
        return Probe(host_of(url), 6, address, port, job.look, Outcome.NO_ROUTE, at=stamp())
    return await http.probe(url, address, look=job.look, user_agent=job.user_agent, context=context)


def _context(job: Job) -> ssl.SSLContext:
    """For probes of reachability the certificate does not matter: it has a check of its own."""
    context = ssl.create_default_context(cafile=certifi.where())
    if job.ca_file:
        context.load_verify_locations(job.ca_file)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _walk(job: Job, recorder: Recorder, fingerprints: dict[str, object]) -> SiteSpider | None:
    if not job.whole and not job.urls:
        return None
    process = AsyncCrawlerProcess(Settings(settings(job)))
    crawler = process.create_crawler(SiteSpider)
    process.crawl(crawler, job=job, recorder=recorder, fingerprints=fingerprints)
    from twisted.internet import task

    ticker = task.LoopingCall(_tell, crawler)
    ticker.start(_EVERY, now=False)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, SiteSpider)
    _tell(crawler)
    return spider


def _tell(crawler: Crawler) -> None:
    spider = crawler.spider
    if isinstance(spider, SiteSpider):
        line = {"read": spider.read, "waiting": len(spider.frontier), "at": now().timestamp()}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
