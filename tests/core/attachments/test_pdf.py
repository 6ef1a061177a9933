"""PDF: lines and cells as they stand on the page; pictures, strange fonts and locks are not text."""

from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from core.attachments import pdf
from core.attachments.types import Limits, Seen, Text, Unreadable
from tests.core.attachments import made

SENTENCE = (72.0, 600.0, "云泽区人民政府办公室关于公布重大行政决策事项目录的通知")
WRAPPED = [(72, 700, "1"), (150, 700, "养老服务设施"), (150, 685, "布局规划"), (300, 700, "区民政局"), (72, 660, "2")]


def read(body: bytes, **limits: int) -> Text:
    return pdf.read(body, Limits(**limits))


def test_cells_of_a_row_stand_between_tabs_and_a_wrapped_cell_is_one() -> None:
    assert read(made.pdf(WRAPPED)) == Text(Seen.OK, "1\t养老服务设施布局规划\t区民政局\n2", 1)


def test_words_set_one_by_one_are_one_line() -> None:
    signs = [(72.0 + 12 * at, 700.0, sign) for at, sign in enumerate("联系电话13800000000")]
    assert read(made.pdf(signs)).text == "联系电话13800000000"


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_on_its_side_is_read_in_its_own_lines(turned: int) -> None:
    places = {90: [(200, 72), (200, 250)], 180: [(500, 700), (300, 700)], 270: [(200, 700), (200, 500)]}[turned]
    words = [(*place, text) for place, text in zip(places, ("序号", "事项名称"), strict=True)]
    assert read(made.pdf(words, turned=turned)).text == "序号\t事项名称"


@pytest.mark.parametrize(("picture", "lines"), [(True, 0), (False, 70)])
def test_pictures_and_drawn_letters_alone_are_scanned(picture: bool, lines: int) -> None:
    assert read(made.pdf([], [], picture=picture, lines=lines)) == Text(Seen.SCANNED, "\n", 2)


def test_a_stamp_on_a_scan_makes_no_text_of_it() -> None:
    assert read(made.pdf([(72, 700, "第 1 页")], picture=True)).outcome is Seen.SCANNED


@pytest.mark.parametrize(("picture", "lines"), [(False, 0), (False, 20), (True, 0)])
def test_text_with_lines_or_a_picture_beside_it_is_whole(picture: bool, lines: int) -> None:
    assert read(made.pdf([SENTENCE], picture=picture, lines=lines)).whole


def test_a_short_page_whose_resources_name_a_picture_of_another_page_is_whole() -> None:
    assert read(made.pdf([(72, 700, "附件")])) == Text(Seen.OK, "附件", 1)


def test_scanned_pages_among_others_are_missed_and_counted() -> None:
    found = read(made.pdf([SENTENCE], [], picture=True))
    assert (found.outcome, found.text, found.detail) == (Seen.OK, SENTENCE[2] + "\n", "pages 1/2")


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [("GBK-EUC-H", "gbk"), ("UniGB-UTF16-H", "utf-16-be"), ("UniGB-UCS2-H", "utf-16-be"), ("GBK2K-H", "gb18030")],
)
def test_fonts_outside_of_the_file_are_read_by_their_charset(encoding: str, codec: str) -> None:
    assert read(encoded(encoding, codec)) == Text(Seen.OK, SENTENCE[2], 1)


@pytest.mark.parametrize("encoding", ["Identity-H", "GBKp-EUC-H"])
def test_fonts_that_do_not_say_their_characters_give_no_text(encoding: str) -> None:
    found = read(encoded(encoding, "gbk"))
    assert (found.outcome, found.text) == (Seen.UNSUPPORTED, "")


def test_drawn_glyphs_that_do_not_say_their_characters_give_no_text() -> None:
    body = made.pdf([SENTENCE]).replace(b"/Subtype /Type0", b"/Subtype /Type3")
    assert read(body).outcome is Seen.UNSUPPORTED


def test_a_locked_file_is_encrypted() -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'a' * 32}) /U ({'b' * 32}) /P -4 >> /ID [<00> <00>]"
    with pytest.raises(Unreadable) as refused:
        read(made.pdf([SENTENCE], trailer=lock))
    assert refused.value.outcome is Seen.ENCRYPTED


def test_scripts_in_a_file_are_nobodys_text() -> None:
    action = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    assert read(made.pdf([SENTENCE]).replace(b"/Type /Catalog", action)).text == SENTENCE[2]


def over(*notes: Mapping[str, Any]) -> str:
    """What is read of a page with these laid over it."""
    writer, out = PdfWriter(clone_from=BytesIO(made.pdf([SENTENCE]))), BytesIO()
    laid = [DictionaryObject({NameObject(name): value for name, value in note.items()}) for note in notes]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(laid)
    writer.write(out)
    return read(out.getvalue()).text


def test_what_is_filled_in_and_typed_onto_a_page_is_read() -> None:
    field = {"/Subtype": NameObject("/Widget"), "/FT": NameObject("/Tx"), "/V": TextStringObject("区民政局")}
    typed = {"/Subtype": NameObject("/FreeText"), "/Contents": TextStringObject("此件公开发布")}
    assert over(field, typed) == f"{SENTENCE[2]}\n区民政局\n此件公开发布"


@pytest.mark.parametrize(
    "note",
    [
        {"/Subtype": NameObject("/Text"), "/Contents": TextStringObject("请修改")},
        {"/Subtype": NameObject("/Link")},
        {"/Subtype": NameObject("/Widget"), "/FT": NameObject("/Btn"), "/V": NameObject("/Yes")},
        {"/Subtype": NameObject("/Widget"), "/FT": NameObject("/Tx")},
        {"/Subtype": NameObject("/FreeText"), "/Contents": TextStringObject("草稿"), "/F": NumberObject(2)},
    ],
    ids=["a note", "a link", "a button", "an empty field", "hidden"],
)
def test_what_nobody_sees_on_a_page_is_no_text(note: Mapping[str, Any]) -> None:
    assert over(note) == SENTENCE[2]


def test_many_pages_are_read_up_to_the_limit() -> None:
    body = made.pdf(*[[SENTENCE]] * 5)
    assert read(body, pages=2).detail == read(body, characters=40).detail == "cut"
    assert read(body).whole


def test_a_page_that_cannot_be_read_does_not_take_the_others_along() -> None:
    body = made.pdf([SENTENCE], [SENTENCE]).replace(b"/Contents 8 0 R", b"/Contents (no)  ")
    found = read(body)
    assert (found.outcome, found.detail, found.text.count("云泽区")) == (Seen.OK, "pages 1/2", 1)


def encoded(encoding: str, codec: str) -> bytes:
    """The sentence in a font of another encoding."""
    body = made.pdf([SENTENCE]).replace(b"UniGB-UCS2-H", encoding.encode())
    before, after = (SENTENCE[2].encode(one).hex().encode() for one in ("utf-16-be", codec))
    assert before in body
    return body.replace(before, after)


def test_pages_come_in_their_order() -> None:
    text = read(made.pdf(*[[(72, 700, f"第{number}页的内容")] for number in "一二三四"])).text
    assert all(text.index(one) < text.index(other) for one, other in pairwise("一二三四"))
