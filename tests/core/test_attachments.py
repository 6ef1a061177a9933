"""Attachments in a snapshot: written by the recorder's hand, found by page and by address."""

import sqlite3
from pathlib import Path

import pytest

from core import _attachments
from core._attachments import Attachment
from core.attachments.types import Seen, Text
from core.bodies import name_of
from core.snapshot import Snapshot
from tests.build import HOME, build

ARTICLE = f"{HOME}art/1.html"
FILE, OTHER = f"{HOME}attach/1.pdf", f"{HOME}attach/2.doc"
READ = Attachment(FILE, "附件.pdf", Text(Seen.OK, "序号\t事项", 2, "cut", "pdf"), name_of(b"x"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    pages = {
        HOME: '<title>云泽区人民政府</title><a href="/art/1.html">通知</a>',
        ARTICLE: f'<title>通知</title><a href="{FILE}">附件1</a><a href="{OTHER}">附件2</a>',
    }
    path = build(tmp_path, pages)
    keep(path, 1, READ)
    return path


def keep(path: Path, look: int, one: Attachment) -> None:
    with sqlite3.connect(path) as db:
        (url,) = db.execute("SELECT id FROM urls WHERE url = ?", (one.url,)).fetchone()
        db.execute(_attachments.INSERT, _attachments.row(url, look, one))
    db.close()


def test_what_was_read_is_found_by_page_and_by_address(path: Path) -> None:
    with Snapshot(path) as snapshot:
        assert list(snapshot.attachments(ARTICLE)) == [READ]
        assert snapshot.attachment(FILE) == READ
        assert list(snapshot.attachments(HOME)) == []
        assert snapshot.attachment(OTHER) is None


def test_a_later_look_answers_for_itself(path: Path) -> None:
    again = Attachment(FILE, "附件.pdf", Text(Seen.SCANNED, pages=1, kind="pdf"), name_of(b"y"))
    keep(path, 2, again)
    with Snapshot(path, 1) as first, Snapshot(path, 2) as second:
        assert (first.attachment(FILE), second.attachment(FILE)) == (READ, again)
        assert list(second.attachments(ARTICLE)) == [again]


def test_snapshots_of_earlier_releases_know_of_none(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE attachments")
    db.close()
    with Snapshot(path) as snapshot:
        assert snapshot.attachment(FILE) is None
        assert list(snapshot.attachments(ARTICLE)) == []
