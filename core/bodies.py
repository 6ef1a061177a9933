"""The bodies of a site's pages, once each: named by their hash, compressed, shared by all snapshots of the site."""

import sqlite3
import sys
from hashlib import blake2b
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_SCHEMA = "CREATE TABLE IF NOT EXISTS bodies (hash TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID"


def name_of(body: bytes) -> str:
    """The same for the same bytes."""
    return blake2b(body, digest_size=16).hexdigest()


def as_kept(body: bytes) -> tuple[str, bytes]:
    """(its name, the body as it is kept)."""
    return name_of(body), zstd.compress(body, 1)


class Bodies:
    """A store beside the snapshots of one site. `put` collects; `flush` writes what it collected."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(_SCHEMA)
        self._new: dict[str, bytes] = {}

    def put(self, body: bytes) -> str:
        """Keep a body; the hash that finds it again."""
        return self.keep(*as_kept(body))

    def keep(self, name: str, packed: bytes) -> str:
        """The same for a body that has been packed already."""
        self._new.setdefault(name, packed)
        return name

    def get(self, name: str) -> bytes | None:
        """The body, None where it has been removed since."""
        packed = self._new.get(name)
        if packed is None:
            row = self._db.execute("SELECT body FROM bodies WHERE hash = ?", (name,)).fetchone()
            packed = row[0] if row else None
        return zstd.decompress(packed) if packed is not None else None

    def flush(self) -> None:
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO bodies VALUES (?, ?)", self._new.items())
        self._new.clear()

    def close(self) -> None:
        self.flush()
        self._db.close()
