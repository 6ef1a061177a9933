"""A ledger of its own for every test process, empty again after each test."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import ledger
from core.config import load

#: Models cannot be imported before Django knows its database: the ledger is opened before the tests are.
_HELD = tempfile.TemporaryDirectory(prefix="bihuan-ledger-")
FOLDER = Path(_HELD.name)
URL = os.environ.get("BIHUAN_TEST_DATABASE", f"sqlite:///{FOLDER}/ledger.sqlite3")
CONFIG = FOLDER / "bihuan.toml"
CONFIG.write_text(
    f'[database]\nurl = "{URL}"\n[storage]\ndir = "{FOLDER}/var"\n[console]\nurl = "http://testserver/"\n', "utf-8"
)
ledger.connect(load(CONFIG), CONFIG)


@pytest.fixture
def book() -> Iterator[Path]:
    """What the test writes is taken back. The folder of the configuration."""
    from django.db import transaction

    with transaction.atomic():
        yield FOLDER
        transaction.set_rollback(True)
