"""Files of replies: a name is never a path, content lies once."""

from io import BytesIO
from pathlib import Path

import pytest

from ledger import attachments

PDF = b"%PDF-1.7 " + bytes(3_000_000)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("整改情况.pdf", "整改情况.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\用户\\截图.pdf", "截图.pdf"),
        ("..", "附件"),
        ("a\u202efdp.exe\n.pdf", "afdp.exe.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names(tmp_path: Path, name: str, kept: str) -> None:
    file = attachments.keep(name, BytesIO(PDF), tmp_path)
    assert file.name == kept
    assert file.path(tmp_path).read_bytes() == PDF
    assert file.path(tmp_path).resolve().is_relative_to(tmp_path)


def test_the_same_content_lies_once(tmp_path: Path) -> None:
    one, other = (attachments.keep(name, BytesIO(PDF), tmp_path) for name in ("甲.pdf", "乙.pdf"))
    assert (one.hash, one.name, other.name) == (other.hash, "甲.pdf", "乙.pdf")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "head", "fits"),
    [
        ("a.PDF", b"%PDF-1.4", True),
        ("a.docx", b"PK\x03\x04", True),
        ("a.jpg", b"\xff\xd8\xff\xe0", True),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", False),
        ("a.pdf", b"", False),
        ("a.svg", b"<svg", False),
        ("a", b"%PDF-", False),
    ],
)
def test_files_are_what_their_names_say(name: str, head: bytes, fits: bool) -> None:
    assert attachments.is_what_it_says(name, head) is fits
