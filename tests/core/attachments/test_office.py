"""Documents and workbooks: paragraphs, cells, what stands around the text, and what only looks like it."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from core.attachments import office
from core.attachments.types import Limits, Seen, Text, Unreadable
from tests.core.attachments import made

LIMITS = Limits()
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(inner: str, **parts: str) -> Text:
    body = f'<?xml version="1.0"?><w:document {SPACE} xmlns:mc="urn:mc"><w:body>{inner}</w:body></w:document>'
    return office.document(made.archive({"word/document.xml": body, **parts}), LIMITS)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_tables_and_headers() -> None:
    found = office.document(made.docx("目录如下", table=made.ROWS, header="云泽区"), LIMITS)
    assert [line.rstrip() for line in found.text.splitlines() if line.strip()] == [
        *(
            "目录如下",
            "序号 \t事项名称 \t承办单位",
            "1 \t养老服务设施布局规划",
            "2 \t城区供水价格调整方案 \t区发展和改革局",
        ),
        "云泽区",
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", "甲\t乙\n丙\n"),
        ('<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>', "甲\n"),
        (
            "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>",
            "新\n",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>" + paragraph("新处"), "\n新处\n"),
        ("<w:p><w:r><w:instrText>HYPERLINK x</w:instrText><w:t>附件</w:t></w:r></w:p>", "附件\n"),
        (
            f"<w:p><mc:AlternateContent><mc:Choice>{paragraph('框')}</mc:Choice><mc:Fallback>{paragraph('框')}"
            "</mc:Fallback></mc:AlternateContent></w:p>",
            "框\n\n",
        ),
        (f"<w:tbl><w:tr><w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc></w:tr></w:tbl>", "甲 乙 \t\n"),
    ],
)
def test_what_is_read_is_what_is_shown(inner: str, text: str) -> None:
    assert document(inner).text == text


def test_notes_and_footers_follow_the_text() -> None:
    parts = {f"word/{name}1.xml": f"<w:x {SPACE}>{paragraph(name)}</w:x>" for name in ("footer", "footnotes")}
    assert document(paragraph("正文"), **parts).text.split() == ["正文", "footer", "footnotes"]


@pytest.mark.parametrize(
    ("words", "outcome"), [("", Seen.SCANNED), ("云泽区人民政府办公室关于印发工作方案的通知", Seen.OK)]
)
def test_pictures_alone_are_scanned(words: str, outcome: Seen) -> None:
    assert document(paragraph(words), **{"word/media/image1.png": "x"}).outcome is outcome


def test_sheets_stand_under_their_names_and_numbers_invent_no_digits() -> None:
    numbers = [[1, 2.5, 0.1 + 0.2, 370000197001011234, "370000197001011234"]]
    found = office.workbook(made.xlsx({"目录": made.ROWS, "空": [], "数": numbers}), LIMITS)
    assert found.pages == 3
    assert found.text == f"目录\n{_padded()}\n空\n数\n1\t2.5\t0.3\t3.70000197001011e+17\t370000197001011234"


def _padded() -> str:
    return "\n".join("\t".join(row) for row in made.ROWS)


def test_days_are_days() -> None:
    body = made.xlsx({"日": [[46000]]})
    assert re.fullmatch(r"日\n46000", office.workbook(body, LIMITS).text)
    assert office._cell(date(2026, 11, 20)) == "2026-11-20"


def test_the_old_kind_of_workbook() -> None:
    found = office.workbook((made.FILES / "list.xls").read_bytes(), LIMITS)
    assert found.text.splitlines()[:2] == ["list", "序号\t事项名称\t承办单位"]


@pytest.mark.parametrize(
    ("read", "body"),
    [
        (office.document, made.archive({"word/document.xml": "<w:p>"})),
        (office.document, made.archive({"word/documents/a.txt": ""})),
        (office.document, made.archive({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})),
        (office.document, made.archive({"word/document.xml": "<a>&b;</a>"})),
        (office.workbook, made.archive({"xl/workbook.xml": "<a/>"})),
        (office.workbook, made.ole("Workbook")),
    ],
)
def test_what_only_looks_like_it_is_broken(read: Callable[[bytes, Limits], Text], body: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(body, LIMITS)
    assert refused.value.outcome is Seen.BROKEN


def test_a_locked_member_is_encrypted() -> None:
    body = bytearray(made.docx("正文"))
    with zipfile.ZipFile(BytesIO(body)) as file:
        place = next(info.header_offset for info in file.infolist() if info.filename == "word/document.xml")
    entry = body.rindex(b"word/document.xml") - 46
    body[place + 6] |= 1
    body[entry + 8] |= 1
    with pytest.raises(Unreadable) as refused:
        office.document(bytes(body), LIMITS)
    assert refused.value.outcome is Seen.ENCRYPTED
