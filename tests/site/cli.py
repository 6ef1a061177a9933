"""The command line as a user calls it: a process of its own, in a folder of its own."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.site import warm

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Said:
    """How a call ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def configure(
    folder: Path, nameserver: str, second_look: int = 0, browser: Path | str = "none", at_once: int = 2
) -> None:
    """A `bihuan.toml` for a site on loopback, without a pause between two requests; no pictures where no browser is named."""
    text = f"""
[network]
nameservers = ["{nameserver}"]
allow_private = ["127.0.0.0/8", "::1/128"]
delay = 0
second_look = {second_look}
concurrency_per_host = {at_once}
browser = "{browser}"
"""
    (folder / "bihuan.toml").write_text(text, "utf-8")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli", *arguments]


def bihuan(folder: Path, *arguments: str, seconds: float = 60) -> Said:
    """Run `bihuan …` in a folder."""
    return Said(*warm.call(folder, arguments, ENVIRONMENT, seconds))
