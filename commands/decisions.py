"""What officers and units do to cases, a command each: `confirm`, `dismiss`, `transfer`, `claim`, `reject`, `extend`, `waive` …"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import ConfigFile, Note, Numbers, Who
from core.errors import BadInput

if TYPE_CHECKING:
    from ledger.models import Batch, Case

app = typer.Typer()

Batch_ = Annotated[str, typer.Option("--batch", help="批次编号，如 2026-Q4；没有的会新建")]


@app.command(help="核实属实，交办给责任单位，整改时限开始计算。")
def confirm(
    cases: Numbers,
    note: Note = "",
    who: Who = "",
    batch: Batch_ = "",
    due: Annotated[str, typer.Option("--due", help="批次的整改时限，如 2026-11-30 或 2026-11-30T12:00")] = "",
    config: ConfigFile = None,
) -> None:
    if due and not batch:
        raise BadInput("--due：应与 --batch 同用")

    _take(
        config,
        who,
        note,
        lambda ledger: ledger.steps.confirm(cases, ledger.who, ledger.policy, _batch(batch, due)),
    )


@app.command(help="误报核减：不计入任何统计，以后不再提出（需 --note）。")
def dismiss(cases: Numbers, note: Note = "", who: Who = "", config: ConfigFile = None) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.dismiss(cases, ledger.who))


@app.command(help="签收（也可由承办人代记电话、工作群签收）。")
def sign(cases: Numbers, note: Note = "", who: Who = "", config: ConfigFile = None) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.sign(cases, ledger.who))


@app.command(help="转办给另一单位，时限重新计算（需 --note）。")
def transfer(
    cases: Numbers,
    to: Annotated[str, typer.Option("--to", help="接收单位的编号")],
    note: Note = "",
    who: Who = "",
    config: ConfigFile = None,
) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.transfer(cases, _known(to), ledger.who, ledger.policy))


@app.command(help="责任单位反馈已整改，等待复核。")
def claim(cases: Numbers, note: Note = "", who: Who = "", config: ConfigFile = None) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.claim(cases, ledger.who))


@app.command(help="责任单位反馈部分整改：所列位置随即复查，其余继续整改，问题不销号（需 --note）。")
def partly(
    case: Annotated[str, typer.Argument(metavar="CASE", help="问题编号")],
    place: Annotated[list[str], typer.Option("--place", help="已整改的位置，即该问题所在页面的地址（可重复）")] = [],
    until: Annotated[str, typer.Option("--until", help="其余部分的预计完成日期，如 2026-12-31")] = "",
    note: Note = "",
    who: Who = "",
    config: ConfigFile = None,
) -> None:
    promised = _day("--until", until) if until else None
    _take(config, who, note, lambda ledger: ledger.steps.part({case: place}, promised, ledger.who))


@app.command(help="不认可反馈，退回整改（需 --note）。")
def reject(cases: Numbers, note: Note = "", who: Who = "", config: ConfigFile = None) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.reject(cases, ledger.who))


@app.command(help="延长整改时限（需 --note）。")
def extend(
    cases: Numbers,
    until: Annotated[str, typer.Option("--until", help="新的时限，如 2026-12-10 或 2026-12-10T12:00")],
    note: Note = "",
    who: Who = "",
    config: ConfigFile = None,
) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.extend(cases, _moment("--until", until), ledger.who))


@app.command(help="豁免到某日，到期后重新计（需 --note）。")
def waive(
    cases: Numbers,
    until: Annotated[str, typer.Option("--until", help="豁免的最后一天，如 2026-12-31")],
    note: Note = "",
    who: Who = "",
    config: ConfigFile = None,
) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.waive(cases, _day("--until", until), ledger.who))


@app.command(help="听取申诉后维持交办（需 --note）。")
def keep(cases: Numbers, note: Note = "", who: Who = "", config: ConfigFile = None) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.keep(cases, ledger.who))


@app.command(help="人工销号，写明看到的证据（需 --note）。")
def close(cases: Numbers, note: Note = "", who: Who = "", config: ConfigFile = None) -> None:
    _take(config, who, note, lambda ledger: ledger.steps.close(cases, ledger.who, note))


class _Ledger:
    """The open ledger with who decides and what the catalogue says."""

    def __init__(self, config: Path | None, who: str, note: str) -> None:
        import ledger
        from commands import _ledger
        from core import catalogue
        from core import config as configs

        settings = configs.load(config)
        ledger.connect(settings, config)
        from ledger import decisions
        from ledger.policy import Policy

        self.steps = decisions
        self.who = decisions.Who(_ledger.somebody(who), note)
        self.policy = Policy(catalogue.load(), settings.cases.assign)


def _take(config: Path | None, who: str, note: str, step: "Callable[[_Ledger], Sequence[Case]]") -> None:
    """Do it and say where each case stands now."""
    cases = step(_Ledger(config, who, note))
    from core.clock import CHINA
    from ledger.models.cases import STATES
    from ledger.states import State

    for case in cases:
        due = f"，{case.due.astimezone(CHINA):%Y-%m-%d %H:%M} 前整改" if case.due and case.state == State.OPEN else ""
        print(f"{case.number}：{STATES[State(case.state)]}，{case.unit}{due}")


def _batch(key: str, due: str) -> "Batch | None":
    if not key:
        return None
    from ledger.models import Batch

    batch, _ = Batch.objects.get_or_create(key=key, defaults={"name": key})
    if due:
        batch.due = _moment("--due", due)
        batch.save(update_fields=["due"])
    return batch


def _known(unit: str) -> str:
    from core._toml import nearest
    from ledger.models import Unit

    keys = list(Unit.objects.filter(active=True).values_list("key", flat=True))
    if keys and unit not in keys:
        raise BadInput(f"--to：没有登记“{unit}”这个单位{nearest(unit, sorted(keys))}")
    return unit


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option}：应为日期，如 2026-12-31，实际是“{text}”") from None


def _moment(option: str, text: str) -> datetime:
    """A day ends at 17:00 unless an hour is said."""
    from core.clock import CHINA

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option}：应为日期或时刻，如 2026-12-10 或 2026-12-10T12:00，实际是“{text}”") from None
    if len(text) <= len("2026-12-10"):
        moment = datetime.combine(moment.date(), time(17))
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
