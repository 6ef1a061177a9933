"""Files of every kind, made on the spot: small, invented, and broken in the ways that are met."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from struct import pack

from docx import Document
from xlsxwriter import Workbook

FILES = Path(__file__).with_name("files")
ROWS = (
    ("序号", "事项名称", "承办单位"),
    ("1", "养老服务设施布局规划", ""),
    ("2", "城区供水价格调整方案", "区发展和改革局"),
)
TABLE = "\n".join("\t".join(row).rstrip() for row in ROWS)

#: Words at a place of a PDF page.
Words = tuple[float, float, str]


def pdf(*pages: Sequence[Words], picture: bool = False, lines: int = 0, turned: int = 0, trailer: str = "") -> bytes:
    """Each page its words; with `picture` an image over all of it, with `lines` so many strokes."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _FONT, _CID_FONT, _IMAGE]
    numbers: list[int] = []
    for words in pages:
        drawn = "".join(_words(*one, turned) for one in words)
        drawn += "q 500 0 0 700 0 0 cm /Im0 Do Q " * picture + "".join(f"{n} 0 m {n} 9 l S " for n in range(lines))
        objects.append(f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream")
        numbers.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turned} /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F0 3 0 R >> /XObject << /Im0 5 0 R >> >> >>"
        )
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(numbers)} >>"
    return _numbered(objects, trailer)


def docx(*paragraphs: str, table: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    document, out = Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, words in zip(grid.rows, table, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(out)
    return out.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def archive(members: Mapping[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def ofd(*pages: Sequence[Words], picture: bool = False) -> bytes:
    """Each page its words at their places, downwards."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    members = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, words in enumerate(pages):
        drawn = "".join(
            f'<ofd:TextObject Boundary="{x} {y} {len(text) * 4} 4"><ofd:TextCode X="0" Y="3">{text}</ofd:TextCode></ofd:TextObject>'
            for x, y, text in words
        )
        drawn += '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>' * picture
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return archive(members)


def ole(stream: str, content: bytes = b"") -> bytes:
    """The old binary container with one stream."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    content = content.ljust(sectors * 512, b"\0")
    head = pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, *_NONE, *_NONE
    )
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(stream, 2, 0xFFFFFFFF, 2, len(content))
    return (
        head
        + pack("<109I", 0, *[0xFFFFFFFF] * 108)
        + pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
        + entries.ljust(512, b"\0")
        + content
    )


_NONE = (0xFFFFFFFE, 0)
_FONT = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
_CID_FONT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /DW 1000 /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /SimSun "
    "/Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >> >>"
)
_IMAGE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >> "
    "stream\nA\nendstream"
)


def _words(x: float, y: float, text: str, turned: int) -> str:
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turned]
    return f"BT /F0 12 Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET "


def _numbered(objects: Sequence[str], trailer: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, none, none, child, start, size)
