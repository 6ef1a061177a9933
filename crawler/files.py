"""The files to which a site's pages link: which of them are read whole, and what they say."""

from collections.abc import Mapping
from typing import Any

from core._attachments import Attachment
from core.attachments.choice import worth
from core.attachments.names import named
from core.attachments.reader import Reader
from core.bodies import name_of
from core.recorder import Recorder
from core.types import Link, Page
from crawler.exchange import Answer


class Files:
    """`words` are `attachments` of walk.toml; `reader` takes the texts out, in a child of its own."""

    def __init__(self, recorder: Recorder, reader: Reader, words: Mapping[str, Any]) -> None:
        self._recorder = recorder
        self._reader = reader
        self._words = words
        self._page, self._of_page = "", 0
        #: Files that only have to answer because there are too many.
        self.passed_over: list[str] = []

    def purpose(self, link: Link, page: Page) -> str:
        """What an address of the site that is no page is asked for: "attachment" where its file is read, else "target"."""
        most, one_page = self._words["most"], self._words["most_of_one_page"]
        if page.url != self._page:
            self._page, self._of_page = page.url, 0
        if not worth(link, page, self._words):
            return "target"
        if self._of_page >= one_page or self._recorder.queued["attachment"] >= most:
            self.passed_over.append(link.url)
            return "target"
        self._of_page += 1
        return "attachment"

    def read(self, answer: Answer) -> None:
        """Keep what a file says."""
        disposition = (answer.headers or {}).get("content-disposition", "").encode("latin-1")
        name = named(answer.url, disposition)
        self._recorder.attachment(
            Attachment(answer.url, name, self._reader.read(answer.body, name), name_of(answer.body))
        )
