"""`bihuan`: the shell door. Help and messages in Chinese, flags in English, exit codes by contract.

0 done · 1 done, and a fail at or above --fail-on · 2 the call or a file is wrong · 3 nothing could be judged.
"""

import json
import logging
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.exceptions import Abort, TyperException

from audit import Audit, Options, audit, judge, write_pages
from core import catalogue as catalogues
from core import config as configs
from core import inventory as inventories
from core.catalogue import Catalogue
from core.clock import today
from core.config import Config
from core.errors import BadInput
from core.inventory import Inventory
from core.snapshot import Snapshot
from core.types import Level, Site

app = typer.Typer(
    name="bihuan",
    help="闭环：政府网站与政务新媒体的核查、反馈、整改、再核查。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ConfigFile = Annotated[Path | None, typer.Option("--config", help="配置文件，默认为当前目录的 bihuan.toml")]
Only = Annotated[list[str], typer.Option("--only", help="只做这项检查（可重复）")]
Skip = Annotated[list[str], typer.Option("--skip", help="不做这项检查（可重复）")]
JsonFile = Annotated[str, typer.Option("--json", help="结果写入该文件；- 为标准输出，且只输出结果")]
FailOn = Annotated[Level | None, typer.Option("--fail-on", help="有此级别及以上的问题时退出码为 1")]
Quiet = Annotated[bool, typer.Option("--quiet", help="不显示进度和摘要")]


@app.command(name="audit", help="立即抓取并检查：TARGET 为登记的编号（site:编号、unit:编号）或网址。")
def audit_command(
    targets: Annotated[list[str], typer.Argument(metavar="TARGET...", help="编号或网址")],
    config: ConfigFile = None,
    as_of: Annotated[str, typer.Option("--as-of", help="按这一天判断，如 2026-11-23；默认今天")] = "",
    only: Only = [],
    skip: Skip = [],
    max_pages: Annotated[int, typer.Option("--max-pages", min=0, help="最多读多少页；0 为不限")] = 0,
    max_seconds: Annotated[float, typer.Option("--max-seconds", min=0, help="最多用多少秒；0 为不限")] = 0,
    nameserver: Annotated[list[str], typer.Option("--nameserver", help="只用此域名服务器 IP:端口（可重复）")] = [],
    inventory: Annotated[Path | None, typer.Option("--inventory", help="登记表 inventory.toml")] = None,
    allow_private: Annotated[list[str], typer.Option("--allow-private", help="允许访问的内网网段（可重复）")] = [],
    delay: Annotated[float | None, typer.Option("--delay", min=0, help="对同一主机两次请求的间隔秒数")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="把 report.html、audit.json、pages.jsonl 写入该目录")
    ] = None,
    json_file: JsonFile = "",
    record: Annotated[bool, typer.Option("--record", help="把结果记入台账")] = False,
    fail_on: FailOn = None,
    quiet: Quiet = False,
) -> None:
    if record:
        raise BadInput("--record：本版本还没有台账，结果只能写入文件（--out、--json）")
    settings = configs.load(config).with_options(delay=delay, nameservers=nameserver, allow_private=allow_private)
    rules = catalogues.load(extra_standards=settings.standards.files)
    register = _register(inventory)
    options = Options(_day(as_of), _checks(only, rules), _checks(skip, rules), max_pages, max_seconds)
    sites = _sites(targets, register)
    _prepare(out, json_file)
    audits = [
        _audited(site, register, settings, rules, share, quiet or json_file == "-")
        for site, share in _shared(sites, options)
    ]
    finish(audits, rules, register, out, json_file, quiet, fail_on)


@app.command(name="judge", help="对已保存的快照重新判断，不联网；--again 先把保存的页面重新解析一遍。")
def judge_command(
    snapshot: Annotated[Path, typer.Argument(help="快照文件 .sqlite")],
    config: ConfigFile = None,
    again: Annotated[bool, typer.Option("--again", help="先重新解析保存的页面")] = False,
    only: Only = [],
    skip: Skip = [],
    out: Annotated[Path | None, typer.Option("--out", help="结果目录")] = None,
    json_file: JsonFile = "",
    fail_on: FailOn = None,
    quiet: Quiet = False,
) -> None:
    settings = configs.load(config)
    rules = catalogues.load(extra_standards=settings.standards.files)
    if again:
        from core.understood import understand_again

        snapshot = understand_again(_existing(snapshot))
    result = judge(_existing(snapshot), rules, _checks(only, rules), _checks(skip, rules))
    finish([result], rules, Inventory(), out, json_file, quiet, fail_on)


@app.command(name="checks", help="列出检查项；给出名称则说明这一项。")
def checks_command(name: Annotated[str, typer.Argument(help="检查项名称")] = "", config: ConfigFile = None) -> None:
    from reports.explain import explain, listing

    rules = catalogues.load(extra_standards=configs.load(config).standards.files)
    console = Console(highlight=False)
    if name:
        _checks([name], rules)
        explain(rules.rules[name], console)
    else:
        listing(rules, console)


@app.command(name="demo", help="在本机运行练习区县：启动、检查、出报告，写入 var/demo/。")
def demo_command(
    config: ConfigFile = None,
    inventory: Annotated[Path | None, typer.Option("--inventory", help="用别的登记表")] = None,
    loop: Annotated[bool, typer.Option("--loop", help="检查后继续运行练习网站，按 Ctrl-C 结束")] = False,
    quiet: Quiet = False,
) -> None:
    from demo.run import run

    folder = configs.load(config).storage.dir / "demo"
    run(folder, inventory, loop, quiet)


def finish(
    audits: Sequence[Audit],
    rules: Catalogue,
    register: Inventory,
    out: Path | None,
    json_file: str,
    quiet: bool,
    fail_on: Level | None,
) -> None:
    """Write what was asked for, tell the terminal, leave with the contract's exit code."""
    records = [one.record for one in audits]
    text = json.dumps(records[0] if len(records) == 1 else records, ensure_ascii=False, indent=1)
    if json_file and json_file != "-":
        _write(Path(json_file), text + "\n")
    if out:
        _write_folder(out, audits, text, rules, register)
    if json_file == "-":
        sys.stdout.write(text + "\n")
    elif not quiet:
        from reports.terminal import summary

        summary(records, rules, Console(highlight=False))
    raise typer.Exit(exit_code(records, fail_on))


def exit_code(records: Sequence[dict[str, Any]], fail_on: Level | None) -> int:
    """3 where nothing could be judged, 1 where something at or above `fail_on` fails, else 0."""
    if not any(_judged(one) for one in records):
        return 3
    if fail_on is None:
        return 0
    order = list(Level)
    counted = [
        finding
        for one in records
        for finding in one["findings"]
        if finding["verdict"] == "fail" and not finding["early"] and finding["confirmed"]
    ]
    return int(any(order.index(Level(finding["level"])) <= order.index(fail_on) for finding in counted))


def _judged(record: dict[str, Any]) -> bool:
    """A page of the site was read, or a question to the network alone was answered."""
    settled = [finding for finding in record["findings"] if finding["verdict"] != "unsure"]
    only_network = all(finding["check"].startswith("ipv6_") for finding in record["findings"])
    return bool(record["crawl"]["pages"]) or bool(settled and only_network)


def _shared(sites: Sequence[Site], options: Options) -> Iterator[tuple[Site, Options]]:
    """The time allowed is that of the call: each site gets its part of what the ones before it have left."""
    end = time.monotonic() + options.max_seconds
    for left, site in zip(range(len(sites), 0, -1), sites, strict=True):
        seconds = max(0.1, (end - time.monotonic()) / left) if options.max_seconds else 0.0
        yield site, replace(options, max_seconds=seconds)


def _audited(
    site: Site, register: Inventory, settings: Config, rules: Catalogue, options: Options, quiet: bool
) -> Audit:
    from reports.progress import shown

    with shown(site.name, quiet) as progress:
        return audit(site, register, settings, rules, options, progress)


def _register(path: Path | None) -> Inventory:
    """The register named in the call, else the one in this folder, else none."""
    if path is None and not Path("inventory.toml").exists():
        return Inventory()
    return inventories.load(path or Path("inventory.toml"))


def _sites(targets: Sequence[str], register: Inventory) -> list[Site]:
    sites = [site for target in targets for site in register.find(target)]
    return list({site.key: site for site in sites}.values())


def _day(text: str) -> date:
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--as-of：应为日期，如 2026-11-23，实际是“{text}”") from None


def _checks(wanted: Sequence[str], rules: Catalogue) -> tuple[str, ...]:
    from difflib import get_close_matches

    for name in wanted:
        if name not in rules.rules:
            near = get_close_matches(name, rules.rules, 1)
            raise BadInput(f"{name}：没有这项检查" + (f"，是否想写 {near[0]}？" if near else ""))
    return tuple(wanted)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise BadInput(f"{path}：没有这个快照文件")
    try:
        with Snapshot(path) as snapshot:
            _ = snapshot.site, snapshot.as_of
    except (sqlite3.Error, KeyError):
        raise BadInput(f"{path}：不是快照文件，应为 var/snapshots/ 下的 .sqlite 文件") from None
    return path


def _prepare(out: Path | None, json_file: str) -> None:
    """Before hours of reading: the places for the results are there."""
    for file in (out and out / "audit.json", json_file not in ("", "-") and Path(json_file)):
        if file:
            _write(file)


def _write(path: Path, text: str | None = None) -> None:
    """Without a text: only see that it could be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if text is None else "w", encoding="utf-8") as file:
            file.write(text or "")
    except OSError as error:
        raise BadInput(f"{path}：写不进去（{error.strerror}）") from None


def _write_folder(out: Path, audits: Sequence[Audit], text: str, rules: Catalogue, register: Inventory) -> None:
    from reports.html import render

    units = {unit.key: unit.name for unit in register.units}
    _write(out / "audit.json", text + "\n")
    _write(out / "report.html", render([one.record for one in audits], rules, units))
    write_pages(audits, out / "pages.jsonl")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a mistake of the user is one line a mistake and exit code 2."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        sys.exit(app(args=list(arguments) if arguments is not None else None, standalone_mode=False))
    except BadInput as error:
        _refuse(*error.lines)
    except TyperException as error:
        from reports.usage import told

        _refuse(told(error))
    except Abort:
        sys.exit(130)


def _refuse(*lines: str) -> NoReturn:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
