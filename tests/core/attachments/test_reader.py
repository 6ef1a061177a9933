"""The child that reads: many files, one start; whatever a file does to its fork, the next one is read."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.attachments.reader import Reader
from core.attachments.types import Limits, Seen
from core.catalogue import load
from tests.core.attachments import made

GOOD = made.docx("云泽区人民政府公告")
ROOT = Path(__file__).resolve().parents[3]
SMALL = Limits(seconds=1, memory=600 << 20)


@pytest.fixture
def reader() -> Iterator[Reader]:
    with Reader(SMALL) as reader:
        yield reader


def pid(reader: Reader) -> int:
    assert reader._child
    return reader._child.pid


def test_one_child_reads_many_files(reader: Reader) -> None:
    assert reader._child is None
    assert {reader.read(GOOD).text for _ in range(5)} == {"云泽区人民政府公告"}
    first = pid(reader)
    assert reader.read(made.xlsx({"目录": made.ROWS}), "目录.xls").kind == "xlsx"
    assert pid(reader) == first


def test_what_is_too_large_is_not_even_sent() -> None:
    with Reader(Limits(bytes=10)) as reader:
        found = reader.read(b"0" * 11)
        assert (found.outcome, found.detail, reader._child) == (Seen.TOO_LARGE, "bytes", None)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (made.archive({"word/document.xml": b"0" * (201 << 20)}), "expanded"),
        (made.archive({"word/document.xml": b"<a>" + b"<b>x</b>" * (20 << 20) + b"</a>"}), "seconds"),
        (made.pdf([(72.0, 700.0, "长")] * 60_000), "seconds"),
    ],
)
def test_a_hostile_file_ends_its_fork_only(reader: Reader, body: bytes, detail: str) -> None:
    reader.read(GOOD)
    first = pid(reader)
    found = reader.read(body)
    assert (found.outcome, found.detail) == (Seen.TOO_LARGE, detail)
    assert reader.read(GOOD).whole
    assert pid(reader) == first


def test_memory_has_an_end() -> None:
    size = 250 << 20
    lying = made.archive({"word/document.xml": b" " * size}).replace(size.to_bytes(4, "little"), b"\xe8\x03\0\0")
    with Reader(Limits(memory=400 << 20)) as reader:
        assert (found := reader.read(lying)).outcome is Seen.TOO_LARGE
        assert found.detail == "memory"
        assert reader.read(GOOD).whole


def test_a_dead_child_is_started_again(reader: Reader) -> None:
    reader.read(GOOD)
    first = pid(reader)
    os.kill(first, signal.SIGKILL)
    assert reader.read(GOOD).whole
    assert pid(reader) != first


def test_a_child_that_does_not_answer_is_ended(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.read(GOOD)
    monkeypatch.setattr("core.attachments.reader._PATIENCE", 0.5)
    first = pid(reader)
    os.kill(first, signal.SIGSTOP)
    assert reader.read(GOOD).whole
    assert pid(reader) != first


def test_nothing_is_left_when_the_block_ends() -> None:
    with Reader(SMALL) as reader:
        reader.read(GOOD)
        child = pid(reader)
    assert not Path(f"/proc/{child}").exists()


def test_a_child_dies_with_its_parent() -> None:
    """Its end closes the pipe, which is what is waited for here."""
    parent = [sys.executable, "-c", _PARENT]
    told = subprocess.run(parent, stdout=subprocess.PIPE, cwd=ROOT, check=False, timeout=30)
    assert (told.returncode, told.stdout) == (-signal.SIGKILL, b"read\n")


_PARENT = """
import os, signal
from core.attachments.reader import Reader
reader = Reader()
reader.read(b"")
print("read", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_limits_stand_in_the_catalogue() -> None:
    assert Limits.of(load().words["walk"]["attachments"]) == Limits()
