"""`bihuan run`: the scheduler in the foreground; `--list` shows the plan and what became of it."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import ConfigFile, Quiet

if TYPE_CHECKING:
    from core.timetable import Timetable

app = typer.Typer()
#: Ended runs that the list shows.
_LAST = 30


@app.command(name="run", help="按时间表自动运行：检查、复查、发信、清理；在前台运行，Ctrl-C 或 SIGTERM 结束。")
def run_command(
    config: ConfigFile = None,
    timetable: Annotated[
        Path | None, typer.Option("--timetable", help="时间表，默认为 catalogue/timetable.toml")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="不运行，只列出计划和最近的运行记录")] = False,
    quiet: Quiet = False,
) -> None:
    from core import config as configs
    from core import timetable as timetables

    settings, table = configs.load(config), timetables.load(timetable)
    if listed:
        import ledger

        ledger.connect(settings, config)
        _show(table)
        return
    import scheduler

    logging.getLogger("bihuan").setLevel(logging.WARNING if quiet else logging.INFO)
    scheduler.run(settings, config, table, timetable)


def _show(table: "Timetable") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from core.clock import CHINA
    from ledger.models import Run
    from ledger.models.runs import OUTCOMES, Outcome

    console = Console(highlight=False)
    opened = Run.objects.filter(outcome=Outcome.PLANNED).order_by("planned_at", "id")
    ended = Run.objects.exclude(outcome=Outcome.PLANNED).order_by("-ended_at", "-id")[:_LAST]
    for title, rows in (("计划", opened), ("最近运行", ended)):
        shown = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
        for name in ("计划时间", "任务", "网站", "结果", "说明"):
            shown.add_column(name, overflow="fold")
        for run in rows:
            name = table[run.job].name if run.job in table else run.job
            outcome = "正在运行" if run.started_at and not run.ended_at else OUTCOMES[Outcome(run.outcome)]
            planned = f"{run.planned_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
            shown.add_row(planned, name, run.target, outcome, escape(run.detail))
        console.print(shown if shown.row_count else f"{title}：无")
