"""`bihuan cases`: the ledger on the terminal; with `--import`, a superior's list goes into it."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands._options import ConfigFile, JsonFile, Who
from core.errors import BadInput

if TYPE_CHECKING:
    from ledger.desk import CaseRow

app = typer.Typer()
#: Characters of a line where no terminal says how many there are.
_WIDE = 160


@app.command(name="cases", help="整改台账：列出问题；--import 导入上级交办的问题清单（.xlsx 或 .txt）。")
def cases_command(
    config: ConfigFile = None,
    unit: Annotated[str, typer.Option("--unit", help="责任单位编号")] = "",
    site: Annotated[str, typer.Option("--site", help="网站编号")] = "",
    state: Annotated[list[str], typer.Option("--state", help="状态，如 待核实、已交办（可重复）")] = [],
    batch: Annotated[str, typer.Option("--batch", help="批次编号")] = "",
    check: Annotated[str, typer.Option("--check", help="检查项")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="只列逾期未办结的")] = False,
    json_file: JsonFile = "",
    import_file: Annotated[Path | None, typer.Option("--import", help="上级交办清单，.xlsx 或 .txt")] = None,
    source: Annotated[
        str, typer.Option("--source", help="来源，与 --import 同用：市通报、省国办抽查、找错、12345 等")
    ] = "市通报",
    document: Annotated[str, typer.Option("--document", help="来文文号，与 --import 同用")] = "",
    who: Who = "",
    month: Annotated[str, typer.Option("--month", help="已封账的月份，如 2026-11：当时的数字和此后的变动")] = "",
) -> None:
    import ledger
    from commands import _ledger
    from core import catalogue
    from core import config as configs

    settings = configs.load(config)
    ledger.connect(settings, config)
    from ledger import desk, lists

    if month:
        _month(month, json_file)
        return
    rules = catalogue.load(extra_standards=settings.standards.files)
    if import_file is not None:
        taken = lists.take(import_file, rules, source, document, batch, _ledger.somebody(who))
        print(f"已导入 {taken.new} 个新问题（待核实）；{taken.known} 个台账中已有。")
        return
    rows = list(desk.rows(_ledger.meant(desk.Filter(unit, site, state, batch, check, overdue), rules)))
    if json_file:
        _write(json_file, json.dumps([_said(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
    else:
        _show(rows)


def _month(month: str, json_file: str) -> None:
    """The frozen numbers; what would be counted otherwise by now stands under them."""
    from core.clock import CHINA
    from ledger import months

    rows, changed = months.frozen(month), months.differences(month)
    if not rows:
        known = "、".join(dict.fromkeys(row.month for row in months.frozen())) or "无"
        raise BadInput(f"--month：{month} 尚未封账；已封账的月份：{known}")
    if json_file:
        said = [{"unit": row.unit, "name": row.name, "numbers": row.numbers} for row in rows]
        later = [asdict(one) for one in changed]
        _write(json_file, json.dumps({"month": month, "rows": said, "differences": later}, ensure_ascii=False) + "\n")
        return
    since, until = (moment.astimezone(CHINA) for moment in (rows[-1].since, rows[-1].until))
    print(f"{month}（{since:%Y-%m-%d %H:%M} 至 {until:%Y-%m-%d %H:%M}，已封账）")
    for row in rows:
        print(f"{row.name}：{months.told(row.numbers)}")
    if changed:
        print("封账后的变动（已封账的数字不改）：")
    for one in changed:
        words = "，".join(f"{months.NUMBERS[key]} {then}→{now}" for key, (then, now) in one.numbers.items())
        print(f"{one.name}：{words}")


def _said(row: "CaseRow") -> dict[str, Any]:
    values = asdict(row) | {"state_name": row.state_name, "picture": str(row.picture.file) if row.picture else ""}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _write(target: str, text: str) -> None:
    from commands import _files

    if target == "-":
        sys.stdout.write(text)
    else:
        _files.write(Path(target), text.encode())


def _show(rows: Sequence["CaseRow"]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    if not rows:
        console.print("没有符合条件的问题。")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, wide in (
        ("编号", False),
        ("状态", False),
        ("责任单位", False),
        ("问题", True),
        ("整改时限", False),
        ("逾期", False),
    ):
        table.add_column(name, no_wrap=not wide, overflow="fold", ratio=1 if wide else None)
    for row in rows:
        due = f"{row.due:%Y-%m-%d %H:%M}{'（估算）' if row.due_estimated else ''}" if row.due else "—"
        days = f"[red]{row.overdue_days} 天[/]" if row.overdue_days else ""
        table.add_row(row.number, row.state_name, escape(row.unit_name), escape(row.title), due, days)
    console.print(table)
    late = sum(bool(row.overdue_days) for row in rows)
    console.print(f"\n共 {len(rows)} 个问题" + (f"，其中逾期 {late} 个" if late else "") + "。")
