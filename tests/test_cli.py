"""The shell door: what it lists, and that it opens at once."""

import subprocess
import sys

from tests.site.cli import ENVIRONMENT, ROOT

HEAVY = (
    "audit",
    "pydantic",
    "scrapy",
    "twisted",
    "aiohttp",
    "jinja2",
    "xlsxwriter",
    "python_calamine",
    "django",
    "demo",
)


def test_help_loads_nothing_heavy() -> None:
    program = "import sys, cli; print(*[name for name in sys.argv[1:] if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program, *HEAVY], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_every_family_is_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli", "--help"], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    for name in ("audit", "judge", "inventory", "checks", "demo"):
        assert f"\n  {name} " in done.stdout
