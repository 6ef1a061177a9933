"""`bihuan judge`: the checks over a stored snapshot, offline."""

from pathlib import Path
from typing import Annotated

import typer

from commands._options import ConfigFile, FailOn, JsonFile, Only, Quiet, Skip

app = typer.Typer()


@app.command(
    name="judge",
    help="对已保存的快照重新判断，不联网，与检查时的结论比较；--again 先重新解析保存的页面。",
)
def judge_command(
    snapshot: Annotated[Path, typer.Argument(metavar="SNAPSHOT", help="快照文件 .sqlite")],
    config: ConfigFile = None,
    again: Annotated[bool, typer.Option("--again", help="先重新解析保存的页面")] = False,
    only: Only = [],
    skip: Skip = [],
    out: Annotated[Path | None, typer.Option("--out", help="结果目录")] = None,
    json_file: JsonFile = "",
    fail_on: FailOn = None,
    quiet: Quiet = False,
) -> None:
    from audit import judge, left_out
    from checks._registry import registered
    from commands import _call, _results
    from core import catalogue, concluded
    from core import config as configs
    from core.inventory import Inventory
    from core.snapshot import Snapshot
    from reports.replay import lines

    settings = configs.load(config)
    rules = catalogue.load(extra_standards=settings.standards.files)
    before = concluded.kept(_call.snapshot(snapshot))
    with Snapshot(snapshot) as stored:
        for key in stored.standards:
            rules.standard(key, f"{snapshot}：检查时所用的标准")
    if again:
        from core.understood import understand_again

        snapshot = understand_again(_call.snapshot(snapshot))
    result = judge(_call.snapshot(snapshot), rules, _call.checks(only, rules), _call.checks(skip, rules))
    if not quiet and json_file != "-":
        ran = set(registered()) - set(left_out(only, skip))
        for line in lines(before, concluded.said(result.verdicts.findings), ran, rules):
            typer.echo(line)
    _results.finish([result], rules, Inventory(), out, json_file, quiet, fail_on)
