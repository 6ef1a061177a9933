"""The one road: gather, judge, look again at what failed, judge. Scheduled, on demand and recheck are doors to it."""

import sqlite3
import time
from collections.abc import Collection, Mapping
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from checks import _looks, _recheck
from checks._asked import Asked
from checks._elsewhere import places
from checks._registry import Verdicts, registered
from core import carried, concluded, context, elsewhere, nights, shelf
from core.catalogue import Catalogue
from core.clock import now, stamp, today
from core.config import Config
from core.errors import BadInput
from core.inventory import Inventory
from core.recorder import Recorder
from core.snapshot import Snapshot
from core.types import Scope, Site
from core.urls import canonical
from crawler import browser
from crawler.child import Gatherer, Progress
from crawler.job import Job
from reports import record

#: Of the time allowed, the first look leaves this share for the second.
_SECOND_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Options:
    """What the call asks for. `max_seconds` and `max_pages` 0 are no limit."""

    as_of: date = field(default_factory=today)
    only: Collection[str] = ()
    skip: Collection[str] = ()
    max_pages: int = 0
    max_seconds: float = 0.0
    #: Read what may have changed since the last whole walk, where that is not too old.
    changes: bool = False
    #: Where the time does not suffice, go on another time instead of judging what was read.
    nights: bool = False
    #: What the ledger's open cases wait for: by check their subjects, each with the pages that showed it.
    asked: Mapping[str, Asked] = field(default_factory=dict)


class ToBeContinuedError(Exception):
    """The time was over before all was read: the next audit of several nights goes on."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One site judged: the object of the JSON, what the checks said, and the snapshot that proves it."""

    record: dict[str, Any]
    verdicts: Verdicts
    snapshot: Path
    #: Whether articles stand in it as an earlier audit read them.
    changes: bool = False
    #: Whether a gather was killed time after time: what it did not read was not there to be judged.
    interrupted: bool = False
    #: Of a recheck: why a person must see an answer, by (check, subject).
    doubts: Mapping[tuple[str, str], str] = field(default_factory=dict)


def audit(
    site: Site,
    inventory: Inventory,
    config: Config,
    catalogue: Catalogue,
    options: Options,
    progress: Progress = lambda line: None,
    gatherer: Gatherer | None = None,
) -> Audit:
    """Gather and judge one site now, with a `gatherer` that serves several sites or one of its own.

    Raises `ToBeContinuedError` where the time was over first and `options` want that.
    """
    started = now().timestamp()
    end = started + options.max_seconds if options.max_seconds else 0.0
    with shelf.alone(site, config) as folder:
        job = _job(site, inventory, config, options, started)
        again = (*job.also, *(subject for subjects in options.asked.values() for subject in subjects))
        path = _snapshot(folder, _context(site, inventory, config, catalogue, options), again, options.nights)
        with nullcontext(gatherer) if gatherer else Gatherer() as hand:
            _first_look(path, job, hand, catalogue, progress)
            if options.nights and nights.pause(path, now().timestamp() - started):
                raise ToBeContinuedError
            _set(path, elsewhere=_elsewhere(path, site, inventory, config, catalogue))
            verdicts = _looks.first_look(path, catalogue, options.only, options.skip)
            if scope := _looks.to_read_again(path, verdicts):
                _second_look(path, job, scope, hand, config, end, progress)
        _set(path, seconds=round(nights.spent(path) + now().timestamp() - started, 1))
        told = _told(path, _looks.judge(path, catalogue, options.only, options.skip, verdicts))
        concluded.keep(path, told.verdicts.findings, left_out(options.only, options.skip))
        return told


def recheck(
    site: Site,
    inventory: Inventory,
    config: Config,
    catalogue: Catalogue,
    asked: Mapping[str, Asked],
    progress: Progress = lambda line: None,
    places: Collection[str] = (),
) -> Audit:
    """Read again `places` and what the named subjects need, by check, and judge just those with the same code.

    Works on a copy of the site's last whole audit, so that everything else stands as it was read then. Raises `BadInput`
    where there is none.
    """
    with shelf.alone(site, config) as folder:
        path = _copied(folder, site)
        options = Options(asked=asked)
        context = _context(site, inventory, config, catalogue, options)
        _set(path, **context, taken_at=stamp(), since_look=_recheck.FIRST)
        _set(path, elsewhere=_elsewhere(path, site, inventory, config, catalogue))
        job = replace(_job(site, inventory, config, options, 0.0), whole=False, hosts=())
        with Gatherer() as gatherer:
            verdicts = _recheck.judge(path, catalogue, asked, _recheck.FIRST - 1)
            for look in range(_recheck.FIRST, _recheck.FIRST + _recheck.ROUNDS):
                scope = _recheck.to_read(path, asked, verdicts, look - 1, places)
                if not scope:
                    break
                gatherer.gather(path, replace(job, look=look, urls=scope.urls, hosts=scope.hosts), progress)
                verdicts = _recheck.judge(path, catalogue, asked, look)
        doubts = _recheck.doubts(path, catalogue, asked, verdicts, _recheck.FIRST + _recheck.ROUNDS)
        return replace(_told(path, verdicts), doubts=doubts)


def judge(path: Path, catalogue: Catalogue, only: Collection[str] = (), skip: Collection[str] = ()) -> Audit:
    """Run the checks over a stored snapshot, offline."""
    return _told(path, _looks.judge(path, catalogue, only, skip))


def left_out(only: Collection[str], skip: Collection[str]) -> list[str]:
    """The checks that a call does not ask for."""
    return [name for name in registered() if (only and name not in only) or name in skip]


def _told(path: Path, verdicts: Verdicts) -> Audit:
    with Snapshot(path) as snapshot:
        died = bool(snapshot.meta.get("interrupted"))
        return Audit(record.audit(snapshot, verdicts), verdicts, path, snapshot.carries, died)


def write_pages(audits: Collection[Audit], file: Path) -> None:
    """`pages.jsonl` over all audits."""
    with file.open("w", encoding="utf-8") as out:
        for one in audits:
            with Snapshot(one.snapshot) as snapshot:
                out.writelines(f"{line}\n" for line in record.pages(snapshot))


def _snapshot(folder: Path, context: dict[str, Any], again: Collection[str], several_nights: bool) -> Path:
    """The file of this audit, with its context in it; one that a kill or the end of a night left unfinished is gone on with.

    An audit of changes begins with what the last one read, and with `again` to be read again.
    """
    if left := (nights.resume(folder, context) if several_nights else None) or shelf.interrupted(folder, context):
        return left
    path = shelf.new(folder)
    if context["changes"]:
        carried.begin(shelf.last(folder), path, context, again)
    _set(path, **context, taken_at=stamp())
    return path


def _copied(folder: Path, site: Site) -> Path:
    """A copy of the site's last whole audit, under the name of a recheck."""
    last = shelf.last(folder)
    if last is None:
        raise BadInput(f"{site.key}：还没有完整检查过，请先运行 bihuan audit {site.key}")
    path = shelf.new(folder, "-recheck")
    with closing(sqlite3.connect(last)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    concluded.forget(path)
    return path


def _context(
    site: Site, inventory: Inventory, config: Config, catalogue: Catalogue, options: Options
) -> dict[str, Any]:
    """What judging needs beside the pages, so that it stays offline and repeatable."""
    kinds = {unit.key: unit.kind for unit in inventory.units}
    return {
        "site": asdict(site),
        "unit_kind": kinds.get(site.unit, "" if site.registered else "department"),
        "units": {unit.key: [unit.name, *unit.former] for unit in inventory.units},
        "foreign": context.foreign(site, inventory),
        "own_hosts": context.own_hosts(site, inventory),
        "standards": context.standards(site, config, catalogue),
        "answers_for": context.answers_for(site, inventory),
        "official_texts": context.official_texts(config),
        "register": [asdict(column) for column in inventory.columns if column.site == site.key],
        "as_of": options.as_of.isoformat(),
        "allow_private": [str(network) for network in config.network.allow_private],
        "allowed_suffixes": list(config.standards.allowed_suffixes),
        "catalogue": catalogue.digest,
        "asked": {check: dict(subjects) for check, subjects in options.asked.items()},
        "limits": {"max_pages": options.max_pages},
        "changes": options.changes and not options.max_pages,
    }


def _elsewhere(
    path: Path, site: Site, inventory: Inventory, config: Config, catalogue: Catalogue
) -> list[dict[str, Any]]:
    """What the other registered sites showed last, for counterparts that stand there. Written after the walk: another audit
    that ends meanwhile must not make an interrupted walk begin anew."""
    others = {other: shelf.last(shelf.folder_of(other, config)) for other in inventory.sites if other.key != site.key}
    if not others:
        return []
    with Snapshot(path, look=1) as snapshot:
        return elsewhere.dump(places(snapshot, catalogue, others))


def _job(site: Site, inventory: Inventory, config: Config, options: Options, started: float) -> Job:
    network = config.network
    return Job(
        start=tuple(canonical(url) for url in site.urls),
        prefixes=tuple(canonical(prefix) for prefix in site.prefixes),
        foreign=context.foreign(site, inventory),
        also=tuple(
            sorted({place for subjects in options.asked.values() for places in subjects.values() for place in places})
        ),
        hosts=tuple(context.own_hosts(site, inventory)),
        site_name=site.name,
        site_code=site.site_code,
        registered=site.registered,
        nameservers=network.nameservers,
        allow_private=tuple(str(one) for one in network.allow_private),
        ca_file=str(network.ca_file or ""),
        user_agent=network.user_agent,
        delay=network.delay,
        concurrency=network.concurrency_per_host,
        max_pages=options.max_pages,
        changes=options.changes,
        browser=str(browser.find(network.browser) or "") if network.browser else "",
        deadline=started + options.max_seconds * (1 - _SECOND_SHARE) if options.max_seconds else 0.0,
    )


def _first_look(path: Path, job: Job, gatherer: Gatherer, catalogue: Catalogue, progress: Progress) -> None:
    reason = gatherer.gather(path, job, progress)
    if job.changes:
        carried.end(path)
    if not shelf.finished(path):
        words = catalogue.words["walk"]["because"]["interrupted"]
        _set(path, incomplete_because=[words.format(reason=reason)], interrupted=_died(reason, job.deadline))


def _second_look(
    path: Path, job: Job, scope: Scope, gatherer: Gatherer, config: Config, end: float, progress: Progress
) -> None:
    """Read again what failed, after a pause; not at all where the time allowed does not suffice."""
    pause = max(config.network.second_look, config.network.delay)
    if end and now().timestamp() + pause > end:
        return
    progress({"pause": round(pause, 1)})
    time.sleep(pause)
    with Snapshot(path, look=1) as snapshot:
        homes = snapshot.homes
    again = replace(
        job,
        start=tuple(dict.fromkeys((*job.start, *homes))),
        look=2,
        whole=False,
        changes=False,
        urls=scope.urls,
        hosts=scope.hosts,
        max_pages=0,
        deadline=end,
    )
    if _died(gatherer.gather(path, again, progress), end):
        _set(path, interrupted=True)


def _died(reason: str, deadline: float) -> bool:
    """Whether a gather ended before its time."""
    return bool(reason) and not (deadline and now().timestamp() >= deadline)


def _set(path: Path, **values: Any) -> None:
    recorder = Recorder(path)
    recorder.note(**values)
    recorder.close()
