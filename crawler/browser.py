"""A browser in a child process: pages as they are after their scripts ran, and pictures of them.

`with Browser(job, program) as browser:` then `browser.draw(url)` and `browser.picture(url, shots)`, one address after the other.
What may go wrong with a page is its outcome; a browser that hangs or dies is another outcome, and the next page gets a new one.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core import children
from core.clock import stamp
from core.types import Outcome
from core.urls import host_of
from crawler.job import Job

#: Of the folder of a profile; the number of our process follows.
_PREFIX = "bihuan-browser-"
_ROOT = Path(__file__).resolve().parent.parent
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
#: Seconds that one address may take in all, beyond what the job grants to its answer, and each of its pictures.
_PATIENCE, _SHOT = 30.0, 3.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One address as the browser saw it. `html` is there only where the outcome is ok.

    `whole`: scripts and data all came and the page fell silent; of any other nothing may be said to be missing.
    """

    url: str
    outcome: Outcome
    final: str = ""
    html: str = ""
    status: int = 0
    at: str = ""
    whole: bool = False
    #: What the browser said of a page that did not open.
    detail: str = ""
    #: Of pictures: by shot whether what it shows was to be seen. None where there is nothing to point at, () where none was taken.
    found: tuple[bool | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: `link` (an address that the page links to) or the first of `words` in sight is framed; the line, with both.

    Without either it shows the head of the page, or its `foot`.  `out` is the PNG; a smaller JPEG is put beside it.
    """

    out: Path
    link: str = ""
    words: tuple[str, ...] = ()
    foot: bool = False


def find(configured: Path | None = None) -> Path | None:
    """The browser to use, None where there is none or the extra `browser` is not installed."""
    if find_spec("playwright") is None:
        return None
    known = (str(configured),) if configured else _PROGRAMS
    found = next(filter(None, map(shutil.which, known)), None)
    return Path(found) if found else None


def draw(urls: Iterable[str], job: Job, program: Path) -> Iterator[Drawn]:
    """All these addresses with one browser, in their order."""
    with Browser(job, program, pictures=False) as browser:
        yield from map(browser.draw, urls)


class Browser:
    """The child, started when it is first needed. Without `pictures` it loads none.

    A new browser begins after so many `pages`, and where one holds more than so many `megabytes`.  Between two pages of a
    host it waits as long as the job says.  Start it from the main thread: a child dies with the thread that started it.
    """

    def __init__(
        self, job: Job, program: Path, pictures: bool = True, pages: int = 40, megabytes: float = 1000.0
    ) -> None:
        self._job = job
        self._told = [job.dumps(), str(program), pictures, pages, megabytes]
        self._child: subprocess.Popen[str] | None = None
        self._left: dict[str, float] = {}
        _sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()
        self._folder.cleanup()

    def draw(self, url: str) -> Drawn:
        """The page after its scripts ran."""
        return self._ask(url)

    def picture(self, url: str, shots: Iterable[Shot], final: str = "") -> Drawn:
        """Pictures of the page; none where it does not open well, or leads elsewhere than to `final` (the address itself)."""
        asked = [{**asdict(shot), "out": str(shot.out.absolute())} for shot in shots]
        return self._ask(url, shots=asked, final=final or url)

    def _ask(self, url: str, shots: Sequence[Mapping[str, Any]] = (), **more: Any) -> Drawn:
        host = host_of(url)
        time.sleep(max(0.0, self._left.get(host, 0.0) + self._job.delay - time.monotonic()))
        child = self._child = self._child or self._start()
        assert child.stdin and child.stdout
        seconds = self._job.timeout + _PATIENCE + _SHOT * len(shots)
        limit = threading.Timer(seconds, children.kill, [child.pid])
        limit.start()
        try:
            child.stdin.write(f"{json.dumps({'url': url, 'shots': shots, **more})}\n")
            child.stdin.flush()
            answer = child.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            limit.cancel()
            self._left[host] = time.monotonic()
        if not answer:
            self._end()
            return Drawn(url, Outcome.TIMEOUT, at=stamp())
        told = json.loads(answer)
        return Drawn(**{**told, "outcome": Outcome(told["outcome"]), "found": tuple(told["found"])})

    def _start(self) -> "subprocess.Popen[str]":
        child = subprocess.Popen(
            [sys.executable, "-m", "crawler.browser_child", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, "TMPDIR": self._folder.name, "HOME": self._folder.name},
            text=True,
            start_new_session=True,
        )
        assert child.stdin
        child.stdin.write(f"{json.dumps(self._told)}\n")
        return child

    def _end(self) -> None:
        if self._child is not None:
            children.kill(self._child.pid)
            self._child.communicate()
            self._child = None


def _sweep(folder: Path) -> None:
    """Remove the profiles of processes that were killed."""
    for left in folder.glob(f"{_PREFIX}*-*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(left, ignore_errors=True)
