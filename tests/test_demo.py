"""The practice district, audited whole: every fault that was sown is found, and nothing innocent is accused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demo import Practice, practice
from tests.site.cli import bihuan

#: Days on which calendars bite: before and after long holidays, at the ends of months, in a year that has no calendar yet.
DAYS = (date(2026, 11, 24), date(2027, 1, 31), date(2024, 2, 29), date(2026, 10, 9), date(2026, 3, 2))

Identity = tuple[str, str, str]


@pytest.mark.parametrize("seed", range(1, 11))
def test_all_that_was_sown_is_found_and_nothing_else_accused(tmp_path: Path, seed: int) -> None:
    as_of = DAYS[seed % len(DAYS)]
    with practice(as_of, seed, tmp_path, slow=False) as district:
        verdicts = _verdicts(_audit(tmp_path, as_of, district.sites))
    assert _with(verdicts, "fail") == {(one.site, one.check, one.subject) for one in district.sown}
    assert _with(verdicts, "early") == {(one.site, one.check, one.subject) for one in district.early}
    assert _with(verdicts, "unsure") >= {(one.site, one.check, one.subject) for one in district.unsure}
    assert _rude(district) == []


def _audit(folder: Path, as_of: date, sites: tuple[str, ...]) -> list[dict[str, Any]]:
    files = ["--config", "bihuan.toml", "--inventory", "inventory.toml", "--json", "audit.json"]
    targets = [f"site:{key}" for key in sites]
    ended = bihuan(folder, "audit", *targets, *files, "--as-of", as_of.isoformat(), "--quiet", seconds=120)
    assert (ended.code, ended.err) == (0, "")
    found: list[dict[str, Any]] = json.loads((folder / "audit.json").read_text("utf-8"))
    return found


def _verdicts(audits: list[dict[str, Any]]) -> dict[Identity, str]:
    return {
        (one["site"]["key"], finding["check"], finding["subject"]): "early" if finding["early"] else finding["verdict"]
        for one in audits
        for finding in one["findings"]
    }


def _with(verdicts: dict[Identity, str], wanted: str) -> set[Identity]:
    return {identity for identity, verdict in verdicts.items() if verdict == wanted}


def _rude(district: Practice) -> list[str]:
    """What should never have been asked for: what robots.txt keeps back, counters of visits, anything but reading."""
    return [
        f"{one.method} {one.host}{one.path}"
        for one in district.requests
        if one.method not in ("GET", "HEAD") or one.path.startswith("/search/") or "articlehits" in one.path
    ]
