"""Stored bodies understood anew: what a better parser would have seen, without asking the site again."""

import shutil
from pathlib import Path

from core.charset import decode
from core.html import understand
from core.recorder import Recorder
from core.snapshot import Snapshot


def understand_again(path: Path) -> Path:
    """A copy of the snapshot beside it, its pages understood by today's code. Bodies that are gone leave their page out."""
    copy = path.with_name(f"{path.stem}-again.sqlite")
    shutil.copyfile(path, copy)
    with Snapshot(path) as old:
        pages = old.read_pages()
    for look in (1, 2):
        recorder = Recorder(copy, look)
        if look == 1:
            recorder.forget_pages()
        for url, charset, body, first, home, when in pages:
            raw = recorder.bodies.get(body) if when == look and body else None
            if raw is not None:
                text = decode(raw, charset)[0]
                recorder.page(understand(text, url, home=home, charset=charset, first=first or ""), first)
        recorder.finish()
        recorder.close()
    return copy
