"""A PostgreSQL server of the test's own: its folder, its port, gone when the test ends."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: PostgreSQL does not run as root.
_USER = "nobody" if os.geteuid() == 0 else None


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of an empty database; another one is called book.

    Without PostgreSQL the test is skipped, or fails where CI must have it.
    """
    programs = _programs()
    data = folder / "postgres"
    data.mkdir()
    if _USER:
        shutil.chown(data, _USER)
        for place in _closed(folder):
            place.chmod(place.stat().st_mode | 0o711)
    _run(programs / "initdb", "-D", data, "-U", "bihuan", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
    port = _free_port()
    options = ["-D", str(data), "-p", str(port), "-c", f"unix_socket_directories={data}", "-c", "fsync=off"]
    server = subprocess.Popen(
        [str(programs / "postgres"), *options, "-c", "listen_addresses=127.0.0.1"],
        user=_USER,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(programs, port)
        _run(programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "bihuan", "book")
        yield f"postgresql://bihuan@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(20)


def _programs() -> Path:
    found = [Path(path).resolve().parent for path in (shutil.which("initdb"),) if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("needs PostgreSQL (Debian: postgresql)")
    return found[0]


def _closed(folder: Path) -> list[Path]:
    """The folders above that only their owner may enter: pytest's own."""
    above = [folder, *folder.parents]
    return [place for place in above if place.owner() == "root" and not place.stat().st_mode & 0o001]


def _run(program: Path, *arguments: object) -> None:
    subprocess.run([str(program), *map(str, arguments)], user=_USER, check=True, capture_output=True, cwd="/")


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def _wait(programs: Path, port: int) -> None:
    limit = time.monotonic() + 30
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "bihuan"]
    while subprocess.run(ready, check=False).returncode:
        assert time.monotonic() < limit, "PostgreSQL did not start"
        time.sleep(0.1)
