"""Killed at any moment, nothing is lost and nothing done twice: the bench, small."""

import pytest

from bench import crash


def test_ten_kills_leave_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert crash.main(["--kills", "10", "--rounds", "2", "--pages", "40"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("10 kills")
    assert "NOT" not in said
