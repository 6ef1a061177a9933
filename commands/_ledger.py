"""The ledger as commands meet it: opened only where it is asked for, since Django takes its time."""

import getpass
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import ledger
from audit import Audit
from checks import _partly
from checks._asked import Asked
from commands import _call, _pictures
from core.catalogue import Catalogue
from core.config import Config
from core.errors import BadInput
from core.inventory import Inventory
from core.types import Site

if TYPE_CHECKING:
    from ledger.desk import Filter
    from ledger.states import Happened


def exists(settings: Config) -> bool:
    """Whether a ledger was ever begun: asking a file that is not there would make one."""
    url = settings.database.url
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).is_file()


def register(settings: Config, config: Path | None) -> Inventory:
    """The registers of the ledger; none where there is no ledger yet."""
    if not exists(settings):
        return Inventory()
    ledger.connect(settings, config)
    from ledger import registers

    return registers.load()


def asked(site: Site) -> Mapping[str, Asked]:
    """What an audit of the site must answer. The ledger is open."""
    from ledger import book

    return book.asked(site.key)


def record(
    result: Audit,
    settings: Config,
    rules: Catalogue,
    kind: str = "full",
    apart: Mapping[tuple[str, str], Sequence[str]] | None = None,
) -> "Mapping[Happened, int]":
    """Put an audit or a recheck into the ledger, which is open. Counts by event what it changed.

    `apart`, by (check, subject), was answered in part: only those places are judged, and nothing closes by it.
    """
    from ledger import book, parts
    from ledger.entry import Observation
    from ledger.policy import Policy

    named, told = apart or {}, result.record
    taken = datetime.fromisoformat(told["taken_at"])
    ran = {finding.check for finding in result.verdicts.findings} | set(result.verdicts.passed)
    observation = Observation(
        site=told["site"]["key"],
        taken_at=taken,
        as_of=datetime.fromisoformat(told["as_of"]).date(),
        ran=ran,
        findings=[one for one in result.verdicts.findings if (one.check, one.subject) not in named],
        answers=[one for one in result.verdicts.answers if (one.check, one.subject) not in named],
        doubts={key: why for key, why in result.doubts.items() if key not in named},
        kind=kind,
        complete=told["complete"],
        incomplete_because=told["incomplete_because"],
        pages=told["crawl"]["pages"],
        passed=told["passed"],
        snapshot=str(result.snapshot),
    )
    policy = Policy(rules, settings.cases.assign)
    recorded = book.record(observation, policy)
    if named:
        parts.record(observation.site, _partly.mended(result.snapshot, named, result.verdicts), policy, taken)
    if not recorded.known:
        _pictures.take(result.snapshot, recorded.audit, settings, rules)
    return recorded.events


def meant(wanted: "Filter", rules: Catalogue) -> "Filter":
    """The filter, if what it names exists: of a unit that is misspelt nobody must hear that it has no problems."""
    from ledger.models import Batch, Case, Site, Unit

    registered = {"unit": Unit.objects, "site": Site.objects, "batch": Batch.objects}
    for name, register in registered.items():
        key = getattr(wanted, name)
        field = "batch__key" if name == "batch" else name
        if key and not (register.filter(key=key).exists() or Case.objects.filter(**{field: key}).exists()):
            raise BadInput(f"--{name}：没有“{key}”这个{_REGISTERS[name]}")
    if wanted.check and not Case.objects.filter(check_name=wanted.check).exists():
        _call.checks([wanted.check], rules)
    return wanted


_REGISTERS = {"unit": "单位", "site": "网站", "batch": "批次"}


def told(events: "Mapping[Happened, int]") -> str:
    """One line on what an audit changed in the ledger."""
    from ledger.models.cases import EVENTS

    said = "，".join(f"{EVENTS[kind]} {count}" for kind, count in events.items())
    return f"已记入台账：{said or '没有变化'}。"


def somebody(name: str) -> str:
    """Who decides: the name in the call, else whoever is logged in here. Raises `BadInput` where nobody is."""
    if name.strip():
        return name.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise BadInput("--who：请写明办理人") from None
