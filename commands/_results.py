"""What an audit or a judgement leaves: files, a summary on the terminal, the contract's exit code."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from audit import Audit, write_pages
from core.catalogue import Catalogue
from core.errors import BadInput, why
from core.inventory import Inventory
from core.types import Level
from reports import html, workbook
from reports.terminal import summary

#: The exit code where nothing could be judged, or a walk died: whoever asks may ask again.
_NOTHING = 3


def prepare(out: Path | None, json_file: str) -> None:
    """Before hours of reading: the places for the results are there."""
    for file in (out and out / "audit.json", json_file not in ("", "-") and Path(json_file)):
        if file:
            _write(file)


def finish(
    audits: Sequence[Audit],
    rules: Catalogue,
    register: Inventory,
    out: Path | None,
    json_file: str,
    quiet: bool,
    fail_on: Level | None,
) -> None:
    """Write what was asked for, tell the terminal, leave with the contract's exit code."""
    records = [one.record for one in audits]
    text = json.dumps(records[0] if len(records) == 1 else records, ensure_ascii=False, indent=1)
    if json_file and json_file != "-":
        _write(Path(json_file), text + "\n")
    if out:
        _write_folder(out, audits, text, rules, register)
    if json_file == "-":
        sys.stdout.write(text + "\n")
    elif not quiet:
        summary(records, rules, Console(highlight=False, emoji=False), _names(register))
    raise typer.Exit(_NOTHING if any(one.interrupted for one in audits) else exit_code(records, fail_on))


def exit_code(records: Sequence[dict[str, Any]], fail_on: Level | None) -> int:
    """3 where nothing could be judged, 1 where something at or above `fail_on` fails, else 0."""
    if not any(_judged(one) for one in records):
        return _NOTHING
    if fail_on is None:
        return 0
    order = list(Level)
    counted = [
        finding
        for one in records
        for finding in one["findings"]
        if finding["verdict"] == "fail" and not finding["early"] and finding["confirmed"]
    ]
    return int(any(order.index(Level(finding["level"])) <= order.index(fail_on) for finding in counted))


def _judged(record: dict[str, Any]) -> bool:
    """A page of the site was read, or a question to the network alone was answered."""
    settled = [finding for finding in record["findings"] if finding["verdict"] != "unsure"]
    only_network = all(finding["check"].startswith("ipv6_") for finding in record["findings"])
    return bool(record["crawl"]["pages"]) or bool(settled and only_network)


def _write(path: Path, text: str | None = None) -> None:
    """Without a text: only see that it could be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if text is None else "w", encoding="utf-8") as file:
            file.write(text or "")
    except OSError as error:
        raise BadInput(f"{path}：写不进去（{why(error)}）") from None


def _write_folder(out: Path, audits: Sequence[Audit], text: str, rules: Catalogue, register: Inventory) -> None:
    records, units = [one.record for one in audits], _names(register)
    _write(out / "audit.json", text + "\n")
    _write(out / "report.html", html.render(records, rules, units, workbook="findings.xlsx"))
    workbook.write(records, rules, units, out / "findings.xlsx")
    write_pages(audits, out / "pages.jsonl")


def _names(register: Inventory) -> dict[str, str]:
    return {unit.key: unit.name for unit in register.units}
