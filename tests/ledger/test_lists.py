"""A superior's list becomes cases of the units that answer for its addresses."""

from pathlib import Path

import pytest
import xlsxwriter

from core.errors import BadInput
from ledger import lists, registers
from ledger.lists import Taken
from ledger.models import Case
from ledger.states import State
from tests.ledger import district
from tests.ledger.seen import CATALOGUE

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture(autouse=True)
def registered(book: Path) -> None:
    registers.store(district.registers(), "周明")


def take(path: Path) -> Taken:
    return lists.take(path, CATALOGUE, "市通报", "鲁政公开办函〔2026〕9号", "2026-Q3", "周明")


def text(folder: Path, words: str, encoding: str = "utf-8") -> Path:
    path = folder / "清单.txt"
    path.write_bytes(words.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_of_text(tmp_path: Path, encoding: str) -> None:
    words = (
        "关于第三季度检查发现问题的清单\n"
        f"1. 通知公告栏目更新不及时 {district.HOME}zwgk/tzgg/\n\n"
        f"2、教育专题链接打不开：{district.HOME}jy/2020/1.html，请核查\n"
        f"3. 财政局页面错别字 {district.PART}doc_1.html\n"
    )
    assert take(text(tmp_path, words, encoding)) == Taken(3, 0)
    found = [(case.check_name, case.unit, case.site, case.state) for case in Case.objects.order_by("number")]
    assert found == [
        ("column_updates", "qzfb", "portal", State.FOUND),
        ("links", "jyj", "portal", State.FOUND),
        ("reported", "czj", "czj", State.FOUND),
    ]
    case = Case.objects.earliest("number")
    assert case.batch is not None
    assert (case.source, case.document, case.batch.name) == ("市通报", "鲁政公开办函〔2026〕9号", "2026-Q3")


def test_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("问题")
        rows = [
            ["问题清单", "", ""],
            ["序号", "问题描述", "页面地址"],
            [1, "附件失效", f"{district.HOME}zwgk/tzgg/1.doc"],
        ]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    assert take(path) == Taken(1, 0)
    assert (Case.objects.get().check_name, Case.objects.get().unit) == ("links", "qzfb")


def test_what_is_in_the_book_learns_who_reported_it(tmp_path: Path) -> None:
    file = text(tmp_path, f"1. 错链 {district.HOME}jy/1.html")
    assert (take(file), take(file)) == (Taken(1, 0), Taken(0, 1))


def test_nothing_is_taken_where_a_line_is_wrong(tmp_path: Path) -> None:
    words = f"1. 错链 {district.HOME}jy/1.html\n2. 某栏目更新不及时\n3. 错链 http://www.other.gov.cn/1.html"
    with pytest.raises(BadInput) as refused:
        take(text(tmp_path, words))
    assert [line.partition("：")[2] for line in refused.value.lines] == [
        "第2行：没有网址",
        "第3行：http://www.other.gov.cn/1.html 不属于任何登记的网站",
    ]
    assert Case.objects.count() == 0


@pytest.mark.parametrize(("name", "words"), [("空.txt", ""), ("清单.doc", "x"), ("清单.xlsx", "no workbook")])
def test_a_file_that_is_no_list(tmp_path: Path, name: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(words, "utf-8")
    with pytest.raises(BadInput) as refused:
        take(path)
    assert len(refused.value.lines) == 1
