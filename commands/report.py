"""`bihuan report KIND`: papers and workbooks out of the ledger."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import ConfigFile
from core.errors import BadInput

if TYPE_CHECKING:
    from core.catalogue import Catalogue, Standard
    from ledger.desk import CaseRow
    from reports.papers import Heading

app = typer.Typer()
_KINDS = {
    "ledger": "整改台账",
    "notice": "整改通知",
    "feedback-form": "整改情况反馈表",
    "supervision": "督办单",
    "reply": "整改情况报告",
    "duties": "要点落实进度表",
}
#: What a paper is about: states of cases, and whether only what is overdue. A paper that is not here takes them all.
_ABOUT = {
    "notice": (("已交办",), False),
    "feedback-form": (("已交办", "待复核"), False),
    "supervision": (("已交办",), True),
}

#: What no name of a file may hold on every system.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@app.command(
    name="report",
    help="由台账生成材料：ledger 整改台账（.xlsx）；notice 整改通知或函，feedback-form 整改情况反馈表，supervision 督办单"
    "（一个单位一份）；reply 整改情况报告（均为 .docx）；duties 要点落实进度表（.xlsx 或 .html）。",
)
def report_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="、".join(_KINDS))],
    config: ConfigFile = None,
    unit: Annotated[str, typer.Option("--unit", help="只含该单位")] = "",
    batch: Annotated[str, typer.Option("--batch", help="只含该批次")] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="落款单位，默认取自配置文件 [cases] issuer 或材料模板")] = "",
    form: Annotated[
        str, typer.Option("--form", help="notice 的文种：notice 通知、letter 函、tip 工作提示单；默认按单位")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", help="写入该文件；分单位的材料有几份时为文件夹")] = None,
) -> None:
    import ledger
    from commands import _ledger
    from core import catalogue
    from core import config as configs

    if kind not in _KINDS:
        raise BadInput(f"{kind}：没有这种材料，目前有 {'、'.join(_KINDS)}")
    if form and kind != "notice":
        raise BadInput("--form：只用于 notice")
    settings = configs.load(config)
    ledger.connect(settings, config)
    from ledger import desk

    rules = catalogue.load(extra_standards=settings.standards.files)
    if kind == "duties":
        _duties(rules, rules.standard(settings.standards.plan, "[standards] plan"), unit, out)
        return
    states, overdue = _ABOUT.get(kind, ((), False))
    rows = list(desk.rows(_ledger.meant(desk.Filter(unit=unit, batch=batch, states=states, overdue=overdue), rules)))
    if kind == "ledger":
        _workbook(rows, rules, out)
        return
    from reports import papers

    signs = issuer or getattr(settings.cases.issuer, kind.replace("-", "_")) or papers.signs(kind)
    contact, phone = _asked(signs)
    heading = papers.Heading(issuer=signs, form=form, contact=contact, phone=phone)
    _papers(kind, rows, heading, rules, out)


def _duties(rules: "Catalogue", plan: "Standard", unit: str, out: Path | None) -> None:
    """As a workbook or a page, by the file's ending; both where no file is named."""
    from commands import _files
    from core.clock import today
    from ledger import duties
    from ledger.models import Unit
    from reports import duties as report

    if unit and not Unit.objects.filter(key=unit, active=True).exists():
        raise BadInput(f"--unit：没有登记 {unit} 这个单位")
    board = duties.board(plan, rules, today(), unit)
    paths = [out] if out else [Path(f"{_KINDS['duties']}{ending}") for ending in (".xlsx", ".html")]
    for path in paths:
        if path.suffix.lower() == ".html":
            _files.write(path, report.page(board, rules).encode())
        elif path.suffix.lower() == ".xlsx":
            report.workbook(board, rules, path)
        else:
            raise BadInput(f"--out：应为 .xlsx 或 .html 文件，实际是 {path}")
        print(f"{path}：{report.lead(board, rules)}")


def _workbook(rows: "Sequence[CaseRow]", rules: "Catalogue", out: Path | None) -> None:
    from ledger import months
    from reports import ledger as workbook

    path = out or Path(f"{_KINDS['ledger']}.xlsx")
    print(f"{path}：{workbook.write(rows, rules, path, months.frozen())} 个问题")


def _papers(kind: str, rows: "Sequence[CaseRow]", heading: "Heading", rules: "Catalogue", out: Path | None) -> None:
    """The report is one paper; of the others every unit gets its own."""
    from reports import papers

    write: Callable[..., None] = getattr(papers, kind.replace("-", "_"))
    units = list(dict.fromkeys(row.unit for row in rows)) if kind in _ABOUT else [""]
    if not rows:
        print(f"没有需要写入{_KINDS[kind]}的问题，未生成。")
        return
    for unit in units:
        own = [row for row in rows if row.unit == unit] if unit else rows
        path = _path(out, _KINDS[kind], own[0].unit_name if unit else "", len(units) > 1)
        write(own, heading, path, rules)
        print(f"{path}：{len(own)} 个问题")


def _path(out: Path | None, name: str, unit: str, several: bool) -> Path:
    file = f"{name}（{_NOT_IN_NAMES.sub('', unit)}）.docx" if unit else f"{name}.docx"
    if out is None:
        return Path(file)
    if several and out.suffix == ".docx":
        raise BadInput("--out：有几个单位，应为文件夹；只要一个单位的，请用 --unit 指定")
    return out / file if several or out.is_dir() else out


def _asked(issuer: str) -> tuple[str, str]:
    """Whom to call: the 信息员 of the unit that signs, by its registered name."""
    from ledger.models import Unit

    known = Unit.objects.filter(active=True).only("name", "contact", "phone")
    unit = next((unit for unit in known if issuer.endswith(unit.name)), None)
    return (unit.contact, unit.phone) if unit else ("", "")
