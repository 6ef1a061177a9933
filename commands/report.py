"""`bihuan report KIND`: papers and workbooks out of the ledger."""

from pathlib import Path
from typing import Annotated

import typer

from commands._options import ConfigFile
from core.errors import BadInput

app = typer.Typer()
_KINDS = {"ledger": "整改台账"}


@app.command(name="report", help="由台账生成材料：ledger 为整改台账（.xlsx）。")
def report_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="ledger")],
    config: ConfigFile = None,
    unit: Annotated[str, typer.Option("--unit", help="只含该单位")] = "",
    batch: Annotated[str, typer.Option("--batch", help="只含该批次")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="写入该文件")] = None,
) -> None:
    import ledger
    from core import catalogue
    from core import config as configs

    if kind not in _KINDS:
        raise BadInput(f"{kind}：没有这种材料，目前有 {'、'.join(_KINDS)}")
    settings = configs.load(config)
    ledger.connect(settings, config)
    from ledger import desk
    from reports import ledger as workbook

    path = out or Path(f"{_KINDS[kind]}.xlsx")
    count = workbook.write(list(desk.rows(desk.Filter(unit=unit, batch=batch))), catalogue.load(), path)
    print(f"{path}：{count} 个问题")
