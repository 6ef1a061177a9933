"""What a call asks for, made into values of the house. Raises `BadInput` that names the option or the file."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from core import inventory as inventories
from core.catalogue import Catalogue
from core.clock import today
from core.config import Config
from core.errors import BadInput
from core.inventory import Inventory
from core.snapshot import Snapshot
from core.types import Site


def register(path: Path | None, settings: Config, config: Path | None) -> Inventory:
    """The registers in the file named in the call, else the ledger's; none where there is no ledger yet."""
    if path is not None:
        return inventories.load(path)
    from commands import _ledger

    return _ledger.register(settings, config)


def sites(targets: Sequence[str], register: Inventory) -> list[Site]:
    """The sites that the targets name, each once."""
    found = [site for target in targets for site in register.find(target)]
    return list({site.key: site for site in found}.values())


def day(text: str) -> date:
    """`--as-of`, by default today."""
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--as-of：应为日期，如 2026-11-23，实际是“{text}”") from None


def checks(wanted: Sequence[str], rules: Catalogue) -> tuple[str, ...]:
    """The names of checks as they are; one that does not exist is told with its nearest neighbour."""
    for name in wanted:
        if name not in rules.rules:
            near = get_close_matches(name, rules.rules, 1)
            raise BadInput(f"{name}：没有这项检查" + (f"，是否想写 {near[0]}？" if near else ""))
    return tuple(wanted)


def snapshot(path: Path) -> Path:
    """The path of a snapshot that is one."""
    if not path.is_file():
        raise BadInput(f"{path}：没有这个快照文件")
    try:
        with Snapshot(path) as opened:
            _ = opened.site, opened.as_of
    except (sqlite3.Error, KeyError):
        raise BadInput(f"{path}：不是快照文件，应为 var/snapshots/ 下的 .sqlite 文件") from None
    return path
