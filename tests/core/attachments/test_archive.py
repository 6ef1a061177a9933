"""Archives: their files one after the other, those in archives too, and never beyond the limits."""

import zipfile
from io import BytesIO

import pytest

from core.attachments.content import text_of
from core.attachments.types import Limits, Seen, Text
from tests.core.attachments import made

LIMITS = Limits()


def read(members: dict[str, bytes | str], limits: Limits = LIMITS) -> Text:
    return text_of(made.archive(members), "", limits)


def test_files_stand_under_their_names() -> None:
    found = read({"附件1.docx": made.docx("甲"), "内/附件2.zip": made.archive({"附件3.docx": made.docx("乙")})})
    assert (found.outcome, found.kind, found.whole) == (Seen.OK, "zip", True)
    assert found.text == "附件1.docx\n甲\n内/附件2.zip\n附件3.docx\n乙"


def test_names_are_never_paths() -> None:
    assert read({"../../etc/passwd": made.docx("甲"), "/etc/hosts": made.docx("乙")}).text.split() == [
        *("../../etc/passwd", "甲", "/etc/hosts", "乙"),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_the_charset_of_whoever_packed_them(encoding: str) -> None:
    body = made.archive({"abcd.docx": made.docx("甲")})
    name = "附件" if encoding == "gb18030" else "附x"
    assert len(name.encode(encoding)) == 4
    assert text_of(body.replace(b"abcd.docx", name.encode(encoding) + b".docx"), "", LIMITS).text == f"{name}.docx\n甲"


def test_what_was_not_read_is_counted() -> None:
    found = read({"a.docx": made.docx("甲"), "b.jpg": b"\xff\xd8\xff", "c.pdf": b"%PDF-", "d.docx": made.docx("乙")})
    assert (found.outcome, found.detail, found.whole) == (Seen.OK, "members 2/4", False)


def test_a_file_that_is_not_whole_makes_the_archive_not_whole() -> None:
    found = read({"a.docx": made.docx("甲"), "b.docx": made.docx("云泽区人民政府关于印发工作方案的通知\ue001" * 5)})
    assert (found.outcome, found.detail, found.whole) == (Seen.OK, "members garbled", False)


def test_an_archive_of_scans_is_scanned() -> None:
    scan = made.pdf([], picture=True)
    assert read({"a.pdf": scan, "b.pdf": scan}) == Text(Seen.SCANNED, detail="members 2/2", kind="zip")


def test_archives_in_archives_in_archives_are_left() -> None:
    inner = made.archive({"a.docx": made.docx("甲")})
    found = read({"c.zip": made.archive({"b.zip": inner})})
    assert (found.outcome, found.text) == (Seen.UNSUPPORTED, "")


@pytest.mark.parametrize(
    ("members", "limits", "detail"),
    [
        ({"a.docx": b"0" * 3000}, Limits(expanded=2000), "expanded"),
        ({"word/document.xml": b"0" * 3000}, Limits(expanded=2000), "expanded"),
        ({"xl/workbook.xml": b"0" * 3000}, Limits(expanded=2000), "expanded"),
        ({"OFD.xml": b"0" * 3000}, Limits(expanded=2000), "expanded"),
        ({str(number): b"" for number in range(20)}, Limits(members=10), "members"),
    ],
)
def test_bombs_are_told_from_what_they_declare(members: dict[str, bytes | str], limits: Limits, detail: str) -> None:
    found = read(members, limits)
    assert (found.outcome, found.detail) == (Seen.TOO_LARGE, detail)


def test_an_empty_archive_says_nothing_and_all_of_it() -> None:
    assert read({}) == Text(Seen.OK, kind="zip")


def test_a_member_that_is_damaged_is_broken() -> None:
    body = bytearray(made.archive({"a.docx": made.docx("甲")}))
    body[60] ^= 0xFF
    assert text_of(bytes(body), "", LIMITS).outcome is Seen.BROKEN


def test_a_packing_that_nobody_knows_here_is_unsupported() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.docx", "x")
    body = bytearray(out.getvalue())
    body[8], body[body.rindex(b"PK\x01\x02") + 10] = 97, 97
    assert text_of(bytes(body), "", LIMITS).outcome is Seen.UNSUPPORTED
