"""Lists that scripts draw and no interface is known for, as a browser shows them: asked last, and only a few.

A browser shows the first page of such a list.  What it shows can prove that a column is kept up; that it is not, or is empty,
is never concluded from it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.clock import now
from core.html import understand
from core.recorder import Recorder
from core.types import Outcome, Page
from core.urls import canonical
from crawler.browser import Browser
from crawler.job import Job

#: What the scripts were for has happened: nothing more is expected of them.
_SCRIPTS = re.compile(r"(?is)<script\b.*?</script\s*>")


class Drawing:
    """`words` are `drawing` of walk.toml. Without a browser in the job nothing is drawn."""

    def __init__(self, job: Job, recorder: Recorder, words: Mapping[str, Any]) -> None:
        self._job = job
        self._recorder = recorder
        self._left: int = words["most"] if job.browser and job.whole else 0
        self._tried: set[str] = set()

    def pages(self) -> Iterator[tuple[Page, str]]:
        """(page, its source as it was drawn) of the columns that a browser could show whole, each once."""
        waiting = [one for one in self._recorder.undrawn() if one[0] not in self._tried][: self._left]
        if not waiting:
            return
        with Browser(self._job, Path(self._job.browser), pictures=False) as browser:
            for url, home in waiting:
                if self._job.deadline and now().timestamp() >= self._job.deadline:
                    return
                self._tried.add(url)
                self._left -= 1
                shown = browser.draw(url)
                if (
                    shown.outcome is Outcome.OK
                    and shown.status == 200
                    and shown.whole
                    and canonical(shown.final) == url
                ):
                    html = _SCRIPTS.sub("", shown.html)
                    yield understand(html, url, home=home), html
