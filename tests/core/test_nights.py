"""An audit that is gone on with another night, and those that are not."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core import nights, shelf
from core.clock import now, stamp
from core.recorder import Recorder
from core.snapshot import Snapshot

CONTEXT = {"site": {"key": "portal"}, "as_of": "2026-11-23", "asked": {}, "catalogue": "abc", "changes": False}
TOMORROW = {**CONTEXT, "as_of": "2026-11-24", "asked": {"links": {"http://www.yunze.gov.cn/x": []}}}


def walked(folder: Path, **noted: Any) -> Path:
    """An audit that its deadline ended."""
    path = shelf.new(folder)
    usual = {
        "taken_at": stamp(),
        "incomplete_because": ["达到时间上限，还有 7 个地址未读"],
        "interrupted": False,
        "left": 7,
    }
    with closing(Recorder(path)) as recorder:
        recorder.note(**{**CONTEXT, **usual, **noted})
    return path


def test_it_goes_on_by_the_day_of_the_last_night(tmp_path: Path) -> None:
    first = walked(tmp_path)
    assert nights.pause(first, 60.0) and not shelf.finished(first)
    between = walked(tmp_path)
    second = nights.resume(tmp_path, TOMORROW)
    assert second is not None and not first.exists() and second.name > between.name
    with Snapshot(second) as snapshot:
        assert (snapshot.meta["as_of"], snapshot.meta["asked"]) == ("2026-11-24", TOMORROW["asked"])
        assert len(snapshot.meta["went_on"]) == 1
    assert nights.pause(second, 30.0) and nights.spent(second) == 90.0
    third = nights.resume(tmp_path, TOMORROW)
    assert third is not None
    with Snapshot(third) as snapshot:
        assert len(snapshot.meta["went_on"]) == 2


@pytest.mark.parametrize(
    "noted",
    [
        {"left": 0, "incomplete_because": []},
        {"interrupted": True},
        {"taken_at": (now() - timedelta(days=4)).isoformat(timespec="seconds")},
    ],
    ids=["whole", "died", "too long"],
)
def test_what_is_judged_as_it_stands(tmp_path: Path, noted: dict[str, Any]) -> None:
    path = walked(tmp_path, **noted)
    assert not nights.pause(path, 60.0)
    assert nights.resume(tmp_path, CONTEXT) is None
    with Snapshot(path) as snapshot:
        assert snapshot.complete is (noted.get("left") == 0)


@pytest.mark.parametrize("changed", [{"catalogue": "other"}, {"changes": True}, {"site": {"key": "czj"}}])
def test_another_question_begins_anew(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert nights.pause(walked(tmp_path), 60.0)
    assert nights.resume(tmp_path, {**TOMORROW, **changed}) is None


def test_what_was_killed_in_a_later_night_goes_on_too(tmp_path: Path) -> None:
    assert nights.pause(walked(tmp_path), 60.0)
    killed = nights.resume(tmp_path, TOMORROW)
    assert killed is not None
    assert nights.resume(tmp_path, TOMORROW) is not None


def test_a_walk_that_was_only_killed_is_no_night(tmp_path: Path) -> None:
    with closing(Recorder(shelf.new(tmp_path))) as recorder:
        recorder.note(**CONTEXT, taken_at=stamp())
    assert nights.resume(tmp_path, TOMORROW) is None
    assert shelf.interrupted(tmp_path, CONTEXT) is not None
