"""Gathers into snapshots: `python -m crawler.gather PARENT`, on standard input a line a job, JSON of [snapshot, job].

Always a child: a reactor starts only once, and a child can be given a time limit and be killed.  Each job runs in a fork of it,
which spares the second look the imports.  Progress is told on standard output, a line of JSON every half second, and in the end
the job's exit code.
"""

import asyncio
import contextlib
import dataclasses
import json
import logging
import os
import sys
import threading
import traceback
from pathlib import Path

from core.attachments.reader import Reader
from core.attachments.types import Limits
from core.catalogue import load
from core.clock import now, stamp
from core.leash import die_with
from core.recorder import Recorder
from crawler import completeness, unread
from crawler.child import UNFINISHED
from crawler.fetcher import Fetcher
from crawler.job import Job
from crawler.probes import hosts
from crawler.walk import Walk

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
    """0 when the gather ended by itself, at its own end or at its deadline, `UNFINISHED` when the fetcher died."""
    words = load().words
    with contextlib.ExitStack() as open_:
        fetcher = open_.enter_context(Fetcher(job, words)) if job.whole or job.urls else None
        recorder = open_.enter_context(contextlib.closing(Recorder(snapshot, job.look)))
        if job.look > 1:
            recorder.begin_anew(job.look)
        asyncio.run(hosts.probe(job, recorder, words))
        reader = open_.enter_context(Reader(Limits.of(words["walk"]["attachments"])))
        walk = _walk(Walk(job, recorder, reader, words), fetcher) if fetcher else None
        recorder.commit()
        if walk and not walk.ended:
            recorder.finish()
            return UNFINISHED
        if job.changes:
            recorder.leave_behind((*job.start, *job.also))
        recorder.finish()
        if walk and job.whole:
            because = completeness.reasons(job, recorder, walk, words["walk"])
            recorder.note(
                interrupted=False,
                incomplete_because=because,
                left=recorder.count("frontier", "state = 0") if walk.timed_out else 0,
                unread=[one for one in unread.sentences(recorder, walk, words["walk"]) if one not in because],
                cut=[dataclasses.astuple(one) for one in walk.frontier.budgets.cut],
                soft_404=sorted(walk.soft.bodies),
                soft_404_finals=sorted(walk.soft.finals),
            )
        recorder.note(**{f"look_{job.look}_at": stamp()})
    return 0


def _walk(walk: Walk, fetcher: Fetcher) -> Walk:
    over = threading.Event()
    ticker = threading.Thread(target=_tell, args=(walk, over), daemon=True)
    ticker.start()
    try:
        walk.run(fetcher)
    finally:
        over.set()
        ticker.join()
    return walk


def _tell(walk: Walk, over: threading.Event) -> None:
    """The walk's progress, until it is over and once then."""
    while True:
        ended = over.wait(_EVERY)
        line = {"read": walk.read, "waiting": len(walk.frontier), "at": now().timestamp()}
        print(json.dumps(line), flush=True)
        if ended:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
