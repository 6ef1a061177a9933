"""Django brought up in a process that is no web server, and the database brought to its newest shape."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from core.config import Config
from core.errors import BadInput, why


def start(settings: Config) -> None:
    """Raises `BadInput` where the database cannot be opened."""
    _prepare(settings)
    django.setup()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
    except ImproperlyConfigured:
        raise BadInput(f"{_told(settings.database.url)}：没有安装 PostgreSQL 的驱动，请安装附加项 postgres") from None
    except DatabaseError as error:
        raise BadInput(
            f"{_told(settings.database.url)}：数据库打不开（{str(error).strip().splitlines()[0]}）"
        ) from None


def _prepare(settings: Config) -> None:
    url, key = settings.database.url, settings.storage.dir / "secret.key"
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else key
    try:
        for folder in (key.parent, file.parent):
            folder.mkdir(parents=True, exist_ok=True)
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_hex(32), "ascii")
        key.open("rb").close()
        if file.exists():
            file.open("r+b").close()
    except OSError as error:
        raise BadInput(f"{error.filename}：不能读写（{why(error)}）") from None


def _told(url: str) -> str:
    """The address without its password."""
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", "@") if parts.password else url
