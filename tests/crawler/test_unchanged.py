"""What an audit of changes knows of a list that shows the same again, without understanding it anew."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from core.recorder import Recorder
from core.types import Kind, Outcome, Page, Reading, Row

LIST = "http://www.yunze.example/zwgk/tzgg/"
NEXT = [f"{LIST}index_1.html"]
ROWS = tuple(Row(block, f"{LIST}{number}.html", "通知", date(2026, 3, 1)) for block, number in ((0, 7), (0, 3), (1, 5)))


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    with closing(Recorder(tmp_path / "1.sqlite")) as opened:
        opened.reading(Reading(LIST, 1, Outcome.OK, 200, LIST, body="abc"))
        opened.page(Page(LIST, Kind.COLUMN, "通知公告", rows=ROWS, content_hash="f0"))
        opened.further(LIST, NEXT)
        opened.commit()
        yield opened


def test_lists_hear_of_rows_in_their_order_and_of_the_next_pages(recorder: Recorder) -> None:
    page, following = recorder.shown(LIST) or (None, [])
    assert page and following == NEXT and (page.kind, page.content_hash) == (Kind.COLUMN, "f0")
    assert [(row.block, row.url) for row in page.rows] == [(row.block, row.url) for row in ROWS]


def test_what_a_browser_drew_or_what_changed_is_understood_anew(recorder: Recorder) -> None:
    recorder.drew(Page(LIST, Kind.COLUMN, "通知公告", rows=ROWS), "def")
    assert recorder.shown(LIST) is None
    recorder.further(LIST, NEXT)
    recorder.commit()
    recorder.forget(LIST)
    assert recorder.shown(LIST) is None


def test_of_a_page_that_was_read_otherwise_nothing_was_kept(recorder: Recorder) -> None:
    assert recorder.shown(NEXT[0]) is None
