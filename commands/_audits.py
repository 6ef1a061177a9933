"""Several sites audited one after the other, within the time that the call allows."""

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import typer

from audit import Audit, Options, ToBeContinuedError, audit
from checks._registry import registered
from commands import _ledger
from core.catalogue import Catalogue
from core.config import Config
from core.inventory import Inventory
from core.nights import TO_BE_CONTINUED
from core.types import Site
from crawler.child import Gatherer
from reports.progress import shown


def run(
    sites: Sequence[Site],
    register: Inventory,
    settings: Config,
    rules: Catalogue,
    options: Options,
    quiet: bool,
    kept: Collection[str],
    gatherer: Gatherer,
) -> list[Audit]:
    """Audit each site, its progress shown unless `quiet`; those whose keys are `kept` go into the ledger, which is open."""
    registered()  # while the gatherer gets ready
    audits = []
    for site, share in _shared(sites, options):
        share = replace(share, asked=_ledger.asked(site)) if site.key in kept else share
        with shown(site.name, quiet) as progress:
            try:
                audits.append(audit(site, register, settings, rules, share, progress, gatherer))
            except ToBeContinuedError:
                print(f"{site.name}：到时限没有读完，下次接着读", file=sys.stderr)
                raise typer.Exit(TO_BE_CONTINUED) from None
        if audits[-1].interrupted:
            print(f"{site.name}：抓取进程多次中断，本次结果不记入台账，请稍后重新检查", file=sys.stderr)
        elif site.key in kept:
            events = _ledger.record(audits[-1], settings, rules, "changes" if audits[-1].changes else "full")
            if not quiet:
                print(_ledger.told(events))
    return audits


def _shared(sites: Sequence[Site], options: Options) -> Iterator[tuple[Site, Options]]:
    """The time allowed is that of the call: each site gets its part of what the ones before it have left."""
    end = time.monotonic() + options.max_seconds
    for left, site in zip(range(len(sites), 0, -1), sites, strict=True):
        seconds = max(0.1, (end - time.monotonic()) / left) if options.max_seconds else 0.0
        yield site, replace(options, max_seconds=seconds)
