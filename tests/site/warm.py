"""Calls of the command line without the second that Python takes to load them: forks of one process that has loaded everything.

Processes they are all the same, in folders of their own, and a gather is a child of the audit that asks for it.
"""

import atexit
import importlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
_LOADED = (
    *(
        "cli",
        "audit",
        "commands._audits",
        "commands._results",
        "crawler.gather",
        "checks._registry",
        "reports.html",
        "typer._adapters",
    ),
    *("django.core.management", "django.db.migrations.executor", "django.forms", "django.http", "django.urls"),
)


def call(folder: Path, arguments: Sequence[str], environment: dict[str, str], seconds: float) -> tuple[int, str, str]:
    """How `bihuan …` ended in `folder`, what it said, and what it complained of. Raises `subprocess.TimeoutExpired`."""
    with (
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
        socket.socket(socket.AF_UNIX) as asked,
    ):
        asked.connect(str(_server()))
        request = json.dumps([str(folder), list(arguments), environment]).encode()
        socket.send_fds(asked, [len(request).to_bytes(4)], [out.fileno(), err.fileno()])
        asked.sendall(request)
        with asked.makefile() as answers:
            process = int(answers.readline())
            asked.settimeout(seconds)
            try:
                code = int(answers.readline())
            except TimeoutError:
                os.kill(process, signal.SIGKILL)
                raise subprocess.TimeoutExpired(list(arguments), seconds) from None
        return code, _said(out), _said(err)


def _said(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


@cache
def _server() -> Path:
    """The socket of the process that has loaded everything, one a test process."""
    folder = Path(tempfile.mkdtemp())
    leashed = [sys.executable, "-m", "core.leash", str(os.getpid()), "tests.site.warm", str(folder / "calls")]
    server = subprocess.Popen(leashed, cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout and server.stdout.readline() == b"ready\n"
    atexit.register(_end, server, folder)
    return folder / "calls"


def _end(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    server.kill()
    server.communicate()
    shutil.rmtree(folder)


class Forked:
    """A gather that is waited for like a `subprocess.Popen`."""

    def __init__(self, errors: IO[str]) -> None:
        (jobs, stdin), (stdout, told), parent = os.pipe(), os.pipe(), os.getpid()
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            os.close(stdin)
            os.close(stdout)
            _gather(parent, jobs, told, errors.fileno())
        os.close(jobs)
        os.close(told)
        self.stdin, self.stdout = os.fdopen(stdin, "w"), os.fdopen(stdout)

    def poll(self) -> int | None:
        return self.wait(os.WNOHANG)

    def wait(self, options: int = 0) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def communicate(self) -> None:
        self.stdin.close()
        self.stdout.close()
        self.wait()


def _gather(parent: int, *files: int) -> NoReturn:
    code = 1
    try:
        from crawler import gather

        os.setsid()
        _take(*files)
        code = gather.main([str(parent)])
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
    finally:
        os._exit(code)


def _take(*files: int) -> None:
    """Make these the standard streams, as many as there are, the last ones first."""
    for stream, file in zip((0, 1, 2)[-len(files) :], files, strict=True):
        os.dup2(file, stream)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115


def main(path: str) -> None:
    """Serve until killed."""
    for name in _LOADED:
        importlib.import_module(name)
    from checks import _registry
    from core import catalogue, urls
    from crawler.child import Gatherer

    _registry.registered()
    catalogue.load()
    urls.registered_domain("www.yunze.gov.cn")
    Gatherer._start = _start  # type: ignore[method-assign, assignment]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as calls:
        calls.bind(path)
        calls.listen(64)
        print("ready", flush=True)
        while True:
            call, _ = calls.accept()
            if not os.fork():
                break
            call.close()
    _answer(call)


def _start(self: object) -> Forked:
    self._errors = tempfile.TemporaryFile("w+", errors="replace")  # type: ignore[attr-defined]  # noqa: SIM115
    return Forked(self._errors)  # type: ignore[attr-defined]


def _answer(call: socket.socket) -> None:
    """Run one call in a fork, and say which process it is and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    length, files, _, _ = socket.recv_fds(call, 4, 2)
    folder, arguments, environment = json.loads(call.makefile("rb").read(int.from_bytes(length)))
    process = os.fork()
    if process:
        call.sendall(f"{process}\n".encode())
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        call.sendall(f"{code}\n".encode())
        os._exit(0)
    call.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _take(os.open(os.devnull, os.O_RDONLY), *files)
    random.seed()
    import cli

    cli.main(arguments)


if __name__ == "__main__":
    main(sys.argv[1])
