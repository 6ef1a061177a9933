"""One gather into a snapshot, by a child process as in life."""

import atexit
from functools import cache
from pathlib import Path
from typing import Any

from core.snapshot import Snapshot
from core.types import Reading
from crawler.child import Gatherer
from crawler.job import Job
from tests.build import HOST
from tests.site.loopback import PRIVATE, Loopback

AGENT = "bihuan-test/1.0"


def job(net: Loopback, *, host: str = HOST, **changed: Any) -> Job:
    """A job on the site at `host`: no delay, little patience."""
    home = net.url("/", host)
    usual: dict[str, Any] = {
        "start": (home,),
        "prefixes": (home,),
        "site_name": "云泽区人民政府门户网站",
        "nameservers": (("127.0.0.1", net.names.port),),
        "allow_private": PRIVATE,
        "user_agent": AGENT,
        "delay": 0.0001,
        "timeout": 1.5,
    }
    return Job(**usual | changed)


def gather(net: Loopback, folder: Path, **changed: Any) -> Path:
    """Gather into the snapshot of `folder`, which must end well."""
    path = folder / "1.sqlite"
    assert _gatherer().gather(path, job(net, **changed)) == "", path.with_suffix(".log").read_text()
    return path


@cache
def _gatherer() -> Gatherer:
    """One a test process: each job is a fork of it."""
    gatherer = Gatherer()
    atexit.register(gatherer.__exit__, None, None, None)
    return gatherer


def readings(path: Path) -> dict[str, Reading]:
    """The readings of the first look by address."""
    with Snapshot(path) as snapshot:
        return {reading.url: reading for reading in snapshot.readings()}


def meta(path: Path, key: str) -> Any:
    """A note of the snapshot; None if it is not there."""
    with Snapshot(path) as snapshot:
        return snapshot.meta.get(key)
