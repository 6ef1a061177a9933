"""What remembers: findings become cases that live, from 核查 through 反馈 and 整改 to 再核查. Django models, no web of its own."""

import os
from pathlib import Path

from core.config import Config


def connect(settings: Config, config: Path | None = None) -> None:
    """Set Django up for this process and bring the database to the newest shape; once a process, again does nothing.

    `config` is the file that `settings` were read from; None stands for ./bihuan.toml or the built-in defaults.
    Raises `BadInput` where the database does not answer.
    """
    from django.apps import apps

    if apps.ready:
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "ledger.settings"
    os.environ.pop("BIHUAN_CONFIG", None)
    if config is not None:
        os.environ["BIHUAN_CONFIG"] = str(config)
    from ledger import setup

    setup.start(settings)
