"""Children end by themselves, by their limits, or with their parent."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from core.children import Child, Ended

HUNGRY = "import time; held = bytearray(200 * 2**20); time.sleep(60)"
FAMILY = "import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
PARENT = """
import asyncio, sys
from pathlib import Path
from core.children import Child
async def main():
    child = await Child.start("sleeper", [], Path("log"))
    print(child._process.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


def run(folder: Path, source: str, seconds: float = 30, megabytes: float = 1000) -> Ended:
    """A module `at_work` with this source, as a child."""
    (folder / "at_work.py").write_text(source, "utf-8")

    async def watched() -> Ended:
        child = await Child.start("at_work", ["--as", "told"], folder / "log")
        return await child.watch(seconds, megabytes)

    os.environ["PYTHONPATH"] = str(folder)
    return asyncio.run(watched())


def test_it_ends_by_itself_and_what_it_said_is_kept(tmp_path: Path) -> None:
    assert run(tmp_path, "import sys; print(sys.argv[1:]); sys.exit(3)") == Ended(3)
    assert (tmp_path / "log").read_text() == "['--as', 'told']\n"


def test_a_module_is_run_as_the_main_one(tmp_path: Path) -> None:
    assert run(tmp_path, "import sys\nif __name__ == '__main__':\n    sys.exit(7)") == Ended(7)


def test_too_long(tmp_path: Path) -> None:
    started = time.monotonic()
    assert run(tmp_path, "import time; time.sleep(60)", seconds=0.5) == Ended(-signal.SIGTERM, "seconds")
    assert time.monotonic() - started < 5


def test_too_much_memory_its_own_children_counted(tmp_path: Path) -> None:
    assert run(tmp_path, FAMILY.format(inner=HUNGRY), megabytes=150) == Ended(-signal.SIGTERM, "megabytes")


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    assert run(tmp_path, DEAF, seconds=1) == Ended(-signal.SIGKILL, "seconds")


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    (tmp_path / "sleeper.py").write_text("import time; time.sleep(60)", "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(tmp_path)])}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        time.sleep(0.3)
        parent.kill()
    limit = time.monotonic() + 3
    while _lives(child):
        assert time.monotonic() < limit, "the child outlived its parent"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False
