"""Other sites' documents and interpretations, into a snapshot and out of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from core.elsewhere import Entry, Place, dump, read
from core.snapshot import Snapshot
from tests.build import build
from tests.invented import portal

ENTRY = Entry(
    "http://czj.yunze.gov.cn/1.html", "《养犬管理办法》解读", True, "2026-09-16T09:30", "meta", ("养犬管理办法",)
)
PLACE = Place("czj", "区财政局", "czj", "department", ("http://czj.yunze.gov.cn/",), "2026-11-20", True, (ENTRY,))


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, portal(), elsewhere=json.loads(json.dumps(dump([PLACE]))))) as snapshot:
        (place,) = read(snapshot)
    assert place.entries[0].place == "区财政局"
    assert (place.key, place.whole, place.entries[0].names, place.entries[0].day) == (
        *("czj", True, ("养犬管理办法",)),
        date(2026, 9, 16),
    )


def test_nothing_was_looked_up(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, portal())) as snapshot:
        assert read(snapshot) == ()


@pytest.mark.parametrize(("source", "day"), [("meta", date(2026, 9, 16)), ("row", date(2026, 9, 16)), ("url", None)])
def test_a_day_in_an_address_is_none(source: str, day: date | None) -> None:
    assert Entry("http://a.gov.cn/", "", True, "2026-09-16", source).day == day


def test_what_was_seen() -> None:
    assert PLACE.seen(date(2026, 11, 20))
    assert not PLACE.seen(date(2026, 11, 21))
    assert not Place("czj", "", "czj", "department").seen(date(2026, 1, 1))


def test_what_belongs_to_it() -> None:
    assert PLACE.holds("https://czj.yunze.gov.cn/zcjd/")
    assert not PLACE.holds("http://www.yunze.gov.cn/zcjd/")
    assert not Place("czj", "", "czj", "department").holds("http://czj.yunze.gov.cn/")
