"""The bench of attachments, small: all its files are read, and each way is named."""

import pytest

from bench import attachments


def test_every_file_is_read_in_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    attachments.main(["--files", "8"])
    said = capsys.readouterr().out
    assert "8 are read whole" in said
    assert all(way in said for way in ("one child", "no child", "a process each"))
