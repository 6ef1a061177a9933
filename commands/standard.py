"""`bihuan standard`: standards as data. A new one starts from the last, or from a 标准目录."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import ConfigFile, Note, Who
from core.errors import BadInput

if TYPE_CHECKING:
    from core.catalogue import Catalogue, Standard
    from core.config import Config

app = typer.Typer()
standards = typer.Typer(
    name="standard", help="标准（法规、年度要点、标准目录）：列出、新建、比较。", no_args_is_help=True
)
app.add_typer(standards)

#: What a standard may be made of beside another one.
_SHEETS = (".xlsx", ".docx")


@standards.command(name="list", help="列出标准，含配置文件 [standards] files 中的。")
def list_command(config: ConfigFile = None) -> None:
    from core.clock import today
    from reports.standards import listing

    settings, rules = _known(config)
    for line in listing(rules.standards, settings.standards.plan, today()):
        typer.echo(line)


@standards.command(
    name="new", help="新建标准，写到配置文件旁的 KEY.toml：由上一年的标准开始，或由标准目录（.xlsx、.docx）生成。"
)
def new_command(
    key: Annotated[str, typer.Argument(metavar="KEY", help="新标准的编号，如 yunze-2026")],
    source: Annotated[str, typer.Option("--from", metavar="KEY", help="已有标准的编号，或标准目录文件")],
    config: ConfigFile = None,
) -> None:
    from commands import _files
    from core.config import DEFAULT
    from core.drafts import from_sheets, next_year

    settings, rules = _known(config)
    path = (config or DEFAULT).parent / f"{key}.toml"
    if not key.replace("-", "").replace("_", "").replace(".", "").isalnum():
        raise BadInput(f"{key}：编号应由字母、数字、“-”、“_”或“.”组成")
    if key in rules.standards or path.exists():
        raise BadInput(f"{key}：已有这项标准，请换一个编号")
    if source.lower().endswith(_SHEETS):
        text, items = from_sheets(Path(source), key)
        told = [f"已写出 {path}：{items} 项，由 {Path(source).name} 生成。", _SHEETS_ARE_READ]
    else:
        text, year = next_year(rules.standard(source, "--from"), _file(source, settings), key)
        told = [f"已写出 {path}：由 {source} 开始" + (f"，年份改为 {year}。" if year else "。"), _WHAT_TO_EDIT]
    _files.write(path, text.encode())
    for line in (
        *told,
        f'用起来：在 {config or DEFAULT} 的 [standards] 中写 files = ["{path.name}"]；年度要点另写 plan = "{key}"。',
    ):
        typer.echo(line)


@standards.command(name="diff", help="比较两项标准：新增、取消、修改了哪些事项（名称、责任单位、时限等）。")
def diff_command(
    old: Annotated[str, typer.Argument(metavar="A", help="标准的编号，或 .toml 文件")],
    new: Annotated[str, typer.Argument(metavar="B", help="标准的编号，或 .toml 文件")],
    config: ConfigFile = None,
) -> None:
    from reports.standards import diff

    _, rules = _known(config)
    for line in diff(_meant(old, rules), _meant(new, rules)):
        typer.echo(line)


@standards.command(
    name="fill",
    help="填报年度要点中系统查不到的任务（以链接为佐证）：单项，或用 --sheet 导入进度表的“人工填报”表。",
)
def fill_command(
    duty: Annotated[str, typer.Argument(metavar="DUTY", help="任务编号，如 policy-desk")] = "",
    unit: Annotated[str, typer.Option("--unit", help="单位编号")] = "",
    state: Annotated[str, typer.Option("--state", help="已落实、推进中 或 未落实")] = "",
    link: Annotated[str, typer.Option("--link", help="佐证的网址")] = "",
    sheet: Annotated[Path | None, typer.Option("--sheet", help="填好的进度表 .xlsx")] = None,
    note: Note = "",
    who: Who = "",
    config: ConfigFile = None,
) -> None:
    import ledger
    from commands import _ledger

    if bool(sheet) is bool(duty):
        raise BadInput("bihuan standard fill：应写任务编号（并写 --unit、--state），或写 --sheet")
    settings, rules = _known(config)
    ledger.connect(settings, config)
    from commands import _filled
    from ledger.fulfilment import Entry, fill

    plan = rules.standard(settings.standards.plan, "[standards] plan")
    entries = _filled.entries(sheet) if sheet else [Entry(duty, unit, state, link, note, "bihuan standard fill：")]
    typer.echo(f"{plan.name}：已填报 {fill(plan, entries, _ledger.somebody(who))} 项。")


_WHAT_TO_EDIT = (
    "请逐项核对：name、document 的名称和文号；units 责任单位；names 栏目名称；due、until 各项时限；"
    "取消的事项整项删去，新增的事项照样子写一项。"
)
_SHEETS_ARE_READ = "请逐项核对：units 责任单位、names 栏目名称、parts 栏目内容；核对以前只作提示，不立项。"


def _known(config: Path | None) -> "tuple[Config, Catalogue]":
    from core import catalogue
    from core import config as configs

    settings = configs.load(config)
    return settings, catalogue.load(extra_standards=settings.standards.files)


def _meant(name: str, rules: "Catalogue") -> "Standard":
    from core.standards import load

    return load(Path(name)) if name.endswith(".toml") else rules.standard(name, name)


def _file(key: str, settings: "Config") -> Path:
    """The file of a standard: the bureau's own goes before ours."""
    from core.catalogue import FOLDER
    from core.standards import load

    return next(
        (path for path in settings.standards.files if load(path).key == key), FOLDER / "standards" / f"{key}.toml"
    )
