"""Files that a command writes: whole or not at all."""

import errno
import os
import shutil
from pathlib import Path

from core.errors import BadInput, why


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step. Raises `BadInput` where that cannot be."""
    aside = path.parent / f".{path.name}.{os.getpid()}"
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        if aside.exists():
            aside.unlink()
        raise BadInput(f"{path}：写不进去（{why(error)}）") from None


def keep(path: Path) -> Path:
    """A copy of the file at `path` beside it, under its name + .bak. Raises `BadInput` where that cannot be."""
    copy = path.with_name(f"{path.name}.bak")
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        raise BadInput(f"{copy}：写不进去（{why(error)}）") from None
    return copy
