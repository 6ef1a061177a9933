"""Chromium as a phone, spoken to through a pair of pipes."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_PATIENCE = 20.0
#: The browser reads from 3 and writes to 4, whatever the numbers of our pipes are.
_ON_3_AND_4 = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(reads, 3)
os.dup2(writes, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Phone:
    """One page of a browser. Sentences are JavaScript."""

    def __init__(self, out: int, back: int, width: int) -> None:
        self._out, self._back, self._rest, self._number = out, back, b"", 0
        self._session: dict[str, str] = {}
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        self._call("Page.enable")
        self._call("DOM.enable")
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=2, mobile=True)

    def open(self, url: str) -> None:
        self._call("Page.navigate", url=url)
        self.wait(f"location.href === {json.dumps(url)} && document.readyState === 'complete'")

    def say(self, sentence: str) -> Any:
        """What the sentence comes to."""
        answer = self._call("Runtime.evaluate", expression=sentence, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, sentence: str) -> None:
        """Until the sentence is true."""
        limit = time.monotonic() + _PATIENCE
        while not self.say(sentence):
            assert time.monotonic() < limit, f"never true: {sentence}"
            time.sleep(0.05)

    def attach(self, selector: str, file: Path) -> None:
        """Choose a file."""
        root = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._call("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._back, 1 << 20)
            assert piece, "the browser is gone"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


@contextmanager
def phone(folder: Path, width: int) -> Iterator[Phone]:
    """A browser of `width` pixels. Without Chromium the test is skipped, or fails where CI must have it."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed")
        pytest.skip("needs Chromium (Debian: chromium)")
    (theirs, out), (back, answers) = os.pipe(), os.pipe()
    flags = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe".split()
    call = [program, *flags, f"--user-data-dir={folder / 'browser'}", "about:blank"]
    browser = subprocess.Popen(
        [sys.executable, "-c", _ON_3_AND_4, str(theirs), str(answers), *call],
        pass_fds=(theirs, answers),
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.close(answers)
    try:
        yield Phone(out, back, width)
    finally:
        os.close(out)
        os.close(back)
        browser.terminate()
        browser.wait(10)
