"""`bihuan link`: a new link for a unit, for the work chat or the telephone; with `--revoke`, all that it has are taken back."""

from typing import Annotated

import typer

from commands._options import ConfigFile, Who
from core.errors import BadInput

app = typer.Typer()


@app.command(name="link", help="为单位新开答复链接；--revoke 停用该单位此前发出的全部链接（如误转他人、经办人变动）。")
def link_command(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="单位编号")],
    revoke: Annotated[bool, typer.Option("--revoke", help="停用此前发出的全部链接，不新开")] = False,
    config: ConfigFile = None,
    who: Who = "",
) -> None:
    import ledger
    from commands import _ledger
    from core import catalogue
    from core import config as configs

    settings = configs.load(config)
    ledger.connect(settings, config)
    from ledger import link
    from ledger.models import Unit

    found = Unit.objects.filter(key=unit, active=True).first()
    if found is None:
        raise BadInput(f"{unit}：没有登记这个单位")
    if revoke:
        link.revoke(unit, _ledger.somebody(who))
        print(f"{found.name}：此前发出的答复链接已全部停用；之后发出的信函带新链接，也可用 bihuan link {unit} 新开。")
        return
    days = catalogue.load().words["letters"]["link_days"]
    print(f"{found.name}（{days} 天内有效，请勿转给无关人员）：\n{link.make(unit, settings.console.url, days)}")
