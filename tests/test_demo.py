"""The practice district, audited whole: every fault that was sown is found, and nothing innocent is accused."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demo import practice

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(("as_of", "seed"), [(date(2026, 11, 24), 0), (date(2027, 1, 31), 7)])
def test_all_that_was_sown_is_found_and_nothing_else_accused(tmp_path: Path, as_of: date, seed: int) -> None:
    with practice(as_of, seed, tmp_path, slow=False) as district:
        verdicts = _verdicts(_audit(tmp_path, as_of, district.sites))
    failed = {identity for identity, verdict in verdicts.items() if verdict == "fail"}
    early = {identity for identity, verdict in verdicts.items() if verdict == "early"}
    unsure = {identity for identity, verdict in verdicts.items() if verdict == "unsure"}
    assert failed == {(one.site, one.check, one.subject) for one in district.sown}
    assert early == {(one.site, one.check, one.subject) for one in district.early}
    assert unsure >= {(one.site, one.check, one.subject) for one in district.unsure}


def _audit(folder: Path, as_of: date, sites: tuple[str, ...]) -> list[dict[str, Any]]:
    files = ["--config", "bihuan.toml", "--inventory", "inventory.toml", "--json", "audit.json"]
    targets = [f"site:{key}" for key in sites]
    call = [sys.executable, "-m", "cli", "audit", *targets, *files, "--as-of", as_of.isoformat(), "--quiet"]
    ended = subprocess.run(call, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads((folder / "audit.json").read_text("utf-8"))
    return found


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _verdicts(audits: list[dict[str, Any]]) -> dict[tuple[str, str, str], str]:
    return {
        (one["site"]["key"], finding["check"], finding["subject"]): "early" if finding["early"] else finding["verdict"]
        for one in audits
        for finding in one["findings"]
    }
