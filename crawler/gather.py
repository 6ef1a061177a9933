"""Gathers into snapshots: `python -m crawler.gather PARENT`, on standard input a line a job, JSON of [snapshot, job].

Always a child: a reactor starts only once, and a child can be given a time limit and be killed.  Each job runs in a fork of it,
which spares the second look the imports.  Progress is told on standard output, a line of JSON every half second, and in the end
the job's exit code.
"""

import asyncio
import json
import logging
import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from core.catalogue import load
from core.clock import now, stamp
from core.leash import die_with
from core.recorder import Recorder
from crawler import completeness
from crawler.job import Job
from crawler.probes import hosts
from crawler.settings import settings
from crawler.spiders.site import SiteSpider

#: They tell with a traceback what the snapshot keeps as an outcome.
_TALKATIVE = ("asyncio", "scrapy.downloadermiddlewares.retry", "scrapy.downloadermiddlewares.robotstxt")
_EVERY = 0.5


def main(arguments: list[str]) -> int:
    """Run the jobs that standard input names, until it is closed."""
    die_with(int(arguments[0]))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for line in sys.stdin:
        snapshot, job = json.loads(line)
        print(json.dumps({"code": _forked(Job.loads(job), Path(snapshot))}), flush=True)
    return 0


def _forked(job: Job, snapshot: Path) -> int:
    """The exit code of the job: negative, a signal that killed it."""
    parent = os.getpid()
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        die_with(parent)
        with snapshot.with_suffix(".log").open("ab") as log:
            os.dup2(log.fileno(), sys.stderr.fileno())
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
    asyncio.run(hosts.probe(job, recorder, catalogue.words))
    spider = _walk(job, recorder, catalogue.words)
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


def _walk(job: Job, recorder: Recorder, words: Mapping[str, Any]) -> SiteSpider | None:
    if not job.whole and not job.urls:
        return None
    process = AsyncCrawlerProcess(Settings(settings(job)))
    crawler = process.create_crawler(SiteSpider)
    external = words["walk"]["external"]
    process.crawl(crawler, job=job, recorder=recorder, fingerprints=dict(words["blocked"]), external=external)
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
