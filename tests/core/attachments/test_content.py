"""What a file is and what it says: told from its bytes, and what was not seen is never called read."""

from collections.abc import Iterator

import pytest

from core.attachments.content import kind_of, text_of
from core.attachments.reader import Reader
from core.attachments.types import Limits, Seen, Text
from tests.core.attachments import made

LIMITS = Limits()
BODIES = {
    "pdf": made.pdf([(72, 700, "公告")]),
    "docx": made.docx("公告"),
    "xlsx": made.xlsx({"目录": made.ROWS}),
    "doc": (made.FILES / "catalogue.doc").read_bytes(),
    "xls": (made.FILES / "list.xls").read_bytes(),
    "ofd": made.ofd([(20, 20, "公告")]),
    "zip": made.archive({"说明.txt": "公告"}),
}


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("name", ["", "公告.pdf", "公告.wps", "公告.doc", "公告.xls", "downfile.jsp"])
def test_the_bytes_say_what_a_file_is_whatever_its_name(kind: str, name: str) -> None:
    assert kind_of(BODIES[kind], name) == kind


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "公告.doc", "markup"),
        (b"{\\rtf1 x}", "公告.doc", "rtf"),
        (b"Rar!\x1a\x07", "公告.zip", "rar"),
        (b"a,b", "数据.csv", "csv"),
        (b"a,b", "公告.pdf", ""),
        (b"\xff\xd8\xff\xe0", "公告.pdf", "picture"),
        (made.ole("PowerPoint Document"), "", "ppt"),
        (made.ole("Contents"), "", "ole"),
        (made.archive({"ppt/presentation.xml": ""}), "", "pptx"),
    ],
)
def test_what_nobody_reads_here_is_unsupported(body: bytes, name: str, kind: str) -> None:
    assert text_of(body, name, LIMITS) == Text(Seen.UNSUPPORTED, kind=kind)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_that_ends_too_early_is_never_called_read(reader: Reader, kind: str, share: float) -> None:
    body = BODIES[kind]
    cut = reader.read(body[: int(len(body) * share)])
    assert not cut.whole or cut.text == reader.read(body).text


def test_nothing_is_broken() -> None:
    assert text_of(b"", "公告.pdf", LIMITS).outcome is Seen.BROKEN


def test_a_long_text_is_cut_and_says_so() -> None:
    found = text_of(made.docx("公告" * 200), "", Limits(characters=100))
    assert (found.outcome, len(found.text), found.detail, found.whole) == (Seen.OK, 100, "cut", False)


@pytest.mark.parametrize(
    ("words", "outcome", "detail"),
    [
        ("云泽区人民政府关于印发工作方案的通知" * 5, Seen.OK, ""),
        ("\uf0b7 第一项工作" + "云泽区人民政府关于印发工作方案的通知" * 5, Seen.OK, ""),
        ("云泽区人民政府\ue001\ue002" * 5, Seen.UNSUPPORTED, "garbled"),
        ("云泽区人民政府关于印发工作方案的通知\ue001" * 5, Seen.OK, "garbled"),
    ],
)
def test_signs_without_a_meaning_are_no_text(words: str, outcome: Seen, detail: str) -> None:
    found = text_of(made.docx(words), "", LIMITS)
    assert (found.outcome, found.detail) == (outcome, detail)
