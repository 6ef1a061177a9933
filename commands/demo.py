"""`bihuan demo`: the practice district."""

from typing import Annotated

import typer

from commands._options import ConfigFile, InventoryFile, Quiet

app = typer.Typer()


@app.command(name="demo", help="在本机运行练习区县：启动、检查、出报告，写入 var/demo/。")
def demo_command(
    config: ConfigFile = None,
    inventory: InventoryFile = None,
    loop: Annotated[
        bool, typer.Option("--loop", help="演示核查—反馈—整改—再核查的全过程，然后继续运行练习网站，按 Ctrl-C 结束")
    ] = False,
    quiet: Quiet = False,
) -> None:
    from core import config as configs
    from demo.run import run

    run(configs.load(config).storage.dir / "demo", inventory, loop, quiet)
