"""`bihuan checks`: what is checked, and what each check means."""

from typing import Annotated

import typer

from commands._options import ConfigFile

app = typer.Typer()


@app.command(name="checks", help="列出检查项；给出名称则说明这一项。")
def checks_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="检查项名称")] = "", config: ConfigFile = None
) -> None:
    from rich.console import Console

    from commands import _call
    from core import catalogue
    from core import config as configs
    from reports.explain import explain, listing

    rules = catalogue.load(extra_standards=configs.load(config).standards.files)
    console = Console(highlight=False)
    if name:
        _call.checks([name], rules)
        explain(rules.rules[name], console)
    else:
        listing(rules, console)
