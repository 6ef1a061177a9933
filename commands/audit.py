"""`bihuan audit`: gather and judge now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import (
    ConfigFile,
    Delay,
    FailOn,
    InventoryFile,
    JsonFile,
    NameServers,
    Only,
    Private,
    Quiet,
    Skip,
)

if TYPE_CHECKING:
    from core.types import Site

app = typer.Typer()
Changes = Annotated[
    bool, typer.Option("--changes", help="只重读首页、栏目页和新内容，其余沿用一周内的全面检查；没有则全面检查")
]
Nights = Annotated[
    bool, typer.Option("--nights", help="到时限没有读完的，不作判断，下次带这一选项检查时接着读（最多三天）")
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="把 report.html、findings.xlsx、audit.json、pages.jsonl 写入该目录")
]


@app.command(name="audit", help="立即抓取并检查：TARGET 为登记的编号（site:编号、unit:编号）或网址。")
def audit_command(
    targets: Annotated[list[str], typer.Argument(metavar="TARGET", help="编号或网址")],
    config: ConfigFile = None,
    as_of: Annotated[str, typer.Option("--as-of", help="按这一天判断，如 2026-11-23；默认今天")] = "",
    only: Only = [],
    skip: Skip = [],
    max_pages: Annotated[int, typer.Option("--max-pages", min=0, help="最多读多少页；0 为不限")] = 0,
    max_seconds: Annotated[float, typer.Option("--max-seconds", min=0, help="最多用多少秒；0 为不限")] = 0,
    nameserver: NameServers = [],
    inventory: InventoryFile = None,
    allow_private: Private = [],
    delay: Delay = None,
    changes: Changes = False,
    nights: Nights = False,
    out: OutFolder = None,
    json_file: JsonFile = "",
    record: Annotated[bool, typer.Option("--record", help="把结果记入台账")] = False,
    fail_on: FailOn = None,
    quiet: Quiet = False,
) -> None:
    from crawler.child import Gatherer

    with Gatherer() as gatherer:  # it gets ready while the rest is loaded
        import ledger
        from audit import Options
        from commands import _audits, _call, _results
        from core import catalogue
        from core import config as configs

        settings = configs.load(config).with_options(delay=delay, nameservers=nameserver, allow_private=allow_private)
        rules = catalogue.load(extra_standards=settings.standards.files)
        names = (_call.checks(only, rules), _call.checks(skip, rules))
        options = Options(_call.day(as_of), *names, max_pages, max_seconds, changes, nights)
        sites = _call.sites(targets, register := _call.register(inventory, settings, config))
        kept = _kept(sites, record, asked_aside=bool(inventory or as_of))
        _results.prepare(out, json_file)
        if record:
            ledger.connect(settings, config)
        audits = _audits.run(sites, register, settings, rules, options, quiet or json_file == "-", kept, gatherer)
    _results.finish(audits, rules, register, out, json_file, quiet, fail_on)


def _kept(sites: "list[Site]", record: bool, asked_aside: bool) -> set[str]:
    """The keys of the sites whose results go into the ledger: registered ones, unless the call asks beside it."""
    return {site.key for site in sites if record or (site.registered and not asked_aside)}
