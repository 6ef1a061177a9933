"""`bihuan recheck`: read again just what the named cases need, and judge just those."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import ConfigFile, Delay, InventoryFile, NameServers, Private, Quiet
from core.errors import BadInput

if TYPE_CHECKING:
    from ledger.models import Case

app = typer.Typer()


@app.command(name="recheck", help="复查：只读取所列问题需要的页面并判定；不写编号则复查全部“待复核”的问题。")
def recheck_command(
    cases: Annotated[list[str], typer.Argument(metavar="CASE", help="问题编号")] = [],
    config: ConfigFile = None,
    inventory: InventoryFile = None,
    nameserver: NameServers = [],
    allow_private: Private = [],
    delay: Delay = None,
    quiet: Quiet = False,
) -> None:
    import ledger
    from audit import recheck
    from commands import _call, _ledger
    from core import catalogue
    from core import config as configs
    from reports.progress import shown

    settings = configs.load(config).with_options(delay=delay, nameservers=nameserver, allow_private=allow_private)
    ledger.connect(settings, config)
    rules = catalogue.load(extra_standards=settings.standards.files)
    register = _call.register(inventory, settings, config)
    wanted = _by_site(cases)
    if not wanted:
        print("没有待复核的问题。")
    for key, those in wanted.items():
        (site,) = _call.sites([f"site:{key}" if "." not in key else key], register)
        named = _named(those)
        with shown(site.name, quiet) as progress:
            places = [place for some in named.values() for place in some]
            result = recheck(site, register, settings, rules, _asked(those), progress, places)
        _ledger.record(result, settings, rules, kind="recheck", apart=named)
        _tell(those)


def _by_site(numbers: list[str]) -> "dict[str, list[Case]]":
    """The named cases, or all that are claimed in whole or part, by their site. Raises `BadInput` for a number that is none."""
    from django.db.models import Q

    from ledger import parts
    from ledger.models import Case
    from ledger.states import State

    waiting = Q(state=State.CLAIMED) | Q(pk__in=parts.pending())
    found = Case.objects.filter(number__in=numbers) if numbers else Case.objects.filter(waiting)
    if missing := [number for number in numbers if number not in {case.number for case in found}]:
        raise BadInput(*(f"{number}：没有这个问题编号" for number in missing))
    sites: dict[str, list[Case]] = {}
    for case in found:
        sites.setdefault(case.site, []).append(case)
    return sites


def _named(cases: "list[Case]") -> "dict[tuple[str, str], Sequence[str]]":
    """By (check, subject) the places of those that are answered in part."""
    from ledger import parts

    waiting = parts.pending(case.pk for case in cases)
    return {(part.check, part.subject): part.places for part in waiting.values()}


def _asked(cases: "list[Case]") -> dict[str, dict[str, list[str]]]:
    asked: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        places = case.evidence.get("places") or [case.evidence.get("place", "")]
        asked.setdefault(case.check_name, {})[case.subject] = places
    return asked


def _tell(cases: "list[Case]") -> None:
    from ledger.models.cases import STATES
    from ledger.states import State

    for case in cases:
        case.refresh_from_db()
        finding = case.findings.order_by("-id").first() if case.state != State.FIXED else None
        seen = f"（{finding.title}）" if finding else ""
        print(f"{case.number}：{STATES[State(case.state)]}{seen}")
