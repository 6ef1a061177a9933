"""Pictures of what an audit found, right after it stands in the ledger; none where there is no browser."""

import re
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalogue import Catalogue
from core.clock import now
from core.config import Config
from core.snapshot import Snapshot
from core.types import Outcome, Site
from core.urls import canonical
from crawler import browser
from crawler.browser import Browser, Shot
from crawler.job import Job

if TYPE_CHECKING:
    from ledger.models import Case

#: Seconds that one page may take to open.
_TIMEOUT = 15.0
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_QUOTED = re.compile("“(.+)”")


def take(path: Path, audit: int, settings: Config, rules: Catalogue) -> None:
    """A picture a new case, within the limits of the catalogue and the allowed hours; `path` is the audit's snapshot.

    Only pages that were read are pictured, and a picture is kept only where the page opens as it was read.
    """
    program = browser.find(settings.network.browser)
    if program is None:
        return
    from ledger import pictures

    words, hours = rules.words["pictures"], settings.network.allowed_hours
    with Snapshot(path) as snapshot:
        pages = _pages(snapshot, pictures.new(audit), audit, words)
        job = _job(snapshot.site, settings)
    end = time.monotonic() + words["seconds"]
    with Browser(job, program) as hand:
        for (page, final), wanted in pages.items():
            if time.monotonic() > end or (hours and not hours.contains(now().time())):
                break
            drawn = hand.picture(page, wanted.values(), final)
            for (case, shot), found in zip(wanted.items(), drawn.found, strict=False):
                pictures.keep(case, audit, shot.out, drawn.final, datetime.fromisoformat(drawn.at), found)


def _pages(
    snapshot: Snapshot, cases: "list[Case]", audit: int, words: Mapping[str, Any]
) -> dict[tuple[str, str], "dict[Case, Shot]"]:
    """What is to be pictured: by (address, where it leads) the cases with their shots."""
    from ledger import pictures

    pages: dict[tuple[str, str], dict[Case, Shot]] = {}
    left = words["per_audit"]
    for case in cases:
        rule = words["show"].get(case.check_name)
        page = _page(case, rule["page"]) if rule else ""
        reading = snapshot.ends(page) if page else None
        if not rule or reading is None or reading.outcome is not Outcome.OK or not left:
            continue
        wanted = pages.setdefault((page, snapshot.resolve(page)), {})
        if len(wanted) < words["per_page"]:
            wanted[case] = _shot(snapshot, case, rule.get("frame", ""), pictures.place(case, audit))
            left -= 1
    return pages


def _page(case: "Case", kind: str) -> str:
    """Where the case is to be seen, "" where that is no address."""
    return canonical(case.url if kind == "url" else case.evidence.get("place", ""))


def _shot(snapshot: Snapshot, case: "Case", frame: str, out: Path) -> Shot:
    if frame == "link":
        return Shot(out, link=case.subject)
    if frame == "title":
        return Shot(out, words=tuple(_QUOTED.findall(case.title)))
    if frame == "newest":
        return _newest(snapshot, case, out)
    return Shot(out, foot=frame == "foot")


def _newest(snapshot: Snapshot, case: "Case", out: Path) -> Shot:
    """The line of the entry that bears the day of the evidence; the day alone where no entry that was read does."""
    found = _DAY.search(case.evidence.get("text", ""))
    if not found:
        return Shot(out)
    days = tuple(_spellings(*found.groups()))
    for row in snapshot.rows(case.url):
        if str(row.published) == found[0]:
            return Shot(out, link=row.url, words=(*days, found[0][5:]))
    return Shot(out, words=days)


def _spellings(year: str, month: str, day: str) -> Iterator[str]:
    """A day as pages write it."""
    for one in ((year, month, day), (year, month.lstrip("0"), day.lstrip("0"))):
        yield from (sign.join(one) for sign in "-/.")
        yield "{}年{}月{}日".format(*one)


def _job(site: Site, settings: Config) -> Job:
    network = settings.network
    return Job(
        start=tuple(canonical(url) for url in site.urls),
        prefixes=tuple(canonical(prefix) for prefix in site.prefixes),
        nameservers=network.nameservers,
        allow_private=tuple(str(one) for one in network.allow_private),
        user_agent=network.user_agent,
        delay=network.delay,
        concurrency=network.concurrency_per_host,
        timeout=_TIMEOUT,
    )
