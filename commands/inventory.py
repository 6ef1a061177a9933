"""`bihuan inventory`: the registers brought in, given out, and columns proposed from a crawl."""

from pathlib import Path
from typing import Annotated

import typer

from commands._options import ConfigFile, Who

app = typer.Typer()
registers = typer.Typer(
    name="inventory", help="登记表（单位、网站、栏目、新媒体账号）的导入、导出和栏目登记建议。", no_args_is_help=True
)
app.add_typer(registers)


@registers.command(name="import", help="检查登记表，没有错误就作为以后检查使用的登记表。")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="登记表，.xlsx 或 .toml")],
    config: ConfigFile = None,
    who: Who = "",
) -> None:
    import ledger
    from commands import _ledger, _registers
    from core import config as configs

    settings = configs.load(config)
    ledger.connect(settings, config)
    for line in _registers.bring_in(file, _ledger.register(settings, config), _ledger.somebody(who)):
        typer.echo(line)


@registers.command(name="move", help="网站改版、地址变动：把未销号问题的地址由 OLD 开头改为 NEW 开头。")
def move_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="原来的地址开头，如 http://www.example.gov.cn/old/")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="现在的地址开头")],
    config: ConfigFile = None,
    who: Who = "",
) -> None:
    import ledger
    from commands import _ledger
    from core import config as configs
    from core.errors import BadInput
    from core.urls import canonical

    for address in (old, new):
        if not canonical(address):
            raise BadInput(f"{address}：应为 http:// 或 https:// 网址")
    settings = configs.load(config)
    ledger.connect(settings, config)
    from ledger.registers import move_prefix

    moved = move_prefix(canonical(old), canonical(new), _ledger.somebody(who))
    typer.echo(f"{moved} 个未销号问题的地址已改。")


@registers.command(name="export", help="把现用的登记表写成 .xlsx 或 .toml；还没有登记表时写出空表，供填写。")
def export_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="以 .xlsx 或 .toml 结尾的文件")],
    config: ConfigFile = None,
) -> None:
    from commands import _call, _registers
    from core import config as configs
    from core.inventory import Inventory

    register = _call.register(None, configs.load(config), config)
    _registers.give_out(file, register)
    empty = "还没有登记表，写出的是空表，填好后用 bihuan inventory import 导入。"
    typer.echo(f"已写出 {file}。{empty if register == Inventory() else ''}")


@registers.command(name="columns", help="根据网站最近一次抓取的结果，提出栏目登记建议。")
def columns_command(
    site: Annotated[str, typer.Argument(metavar="SITE", help="网站编号")],
    config: ConfigFile = None,
    out: Annotated[Path | None, typer.Option("--out", help="写入 .xlsx 或 .toml；不写就列在屏幕上")] = None,
) -> None:
    from commands import _call, _proposal, _registers
    from core import catalogue
    from core import config as configs

    settings = configs.load(config)
    rules = catalogue.load(extra_standards=settings.standards.files)
    register = _call.register(None, settings, config)
    meant = _proposal.site_of(site, register)
    proposal = _proposal.propose(_proposal.latest(meant, settings), meant, register, rules)
    if out:
        _registers.give_out(out, proposal.inventory, proposal.remarks, first="column")
    for line in _registers.told(proposal, meant, rules, listed=out is None):
        typer.echo(line)
    if out:
        typer.echo(f"已写出 {out}（含全部登记表）。核对修改后，用 bihuan inventory import 导入。")
