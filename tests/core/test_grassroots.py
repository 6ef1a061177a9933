"""标准目录 as districts keep them: heads of two or three rows, merged cells, 同上, several sheets or tables."""

from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter

from core.drafts import from_sheets
from core.errors import BadInput
from core.grassroots import read
from core.standards import load

TITLE = "云泽区安全生产领域基层政务公开标准目录"
HEAD = ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开对象", ""]
SECOND = ["", "一级事项", "二级事项", "", "", "", "", "全社会", "特定群众"]
ROWS = [
    ["1", "行政执法", "行政许可", "结果信息", "《安全生产法》", "7个工作日内", "区应急管理局、各镇街", "√", ""],
    ["2", "", "行政处罚", "决定书", "同上", "同上", "同上", "√", ""],
    ["3", "事故通报", "事故通报", "处理情况", "《条例》", "20个工作日内", "县级有关部门", "√", ""],
]


def book(path: Path, **sheets: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_a_head_of_two_rows_and_cells_that_say_what_stands_above(tmp_path: Path) -> None:
    asked = read(book(tmp_path / "目录.xlsx", Sheet1=[[TITLE], [], HEAD, SECOND, *ROWS]))
    assert [(one.field, one.title, one.parts) for one in asked] == [
        ("安全生产", "行政执法", ("行政许可", "行政处罚")),
        ("安全生产", "事故通报", ()),
    ]
    assert asked[0].units == ("区应急管理局", "@towns") and asked[1].units == ("@departments-concerned",)
    assert asked[0].basis == "《安全生产法》"


def test_a_sheet_without_levels_and_a_field_by_the_name_of_the_sheet(tmp_path: Path) -> None:
    rows = [["序号", "公开事项", "公开内容", "公开主体"], ["1", "入园办理", "流程", "区教育和体育局"]]
    asked = read(book(tmp_path / "a.xlsx", **{"03义务教育领域": rows, "说明": [["填表说明"]]}))
    assert [(one.field, one.title, one.units) for one in asked] == [("义务教育", "入园办理", ("区教育和体育局",))]


def test_a_document_has_tables_each_under_its_title(tmp_path: Path) -> None:
    document = docx.Document()
    for title in (TITLE, "云泽区养老服务领域基层政务公开标准目录"):
        document.add_paragraph(title)
        table: Any = document.add_table(rows=0, cols=len(HEAD))
        for row in (HEAD, SECOND, *ROWS):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(tmp_path / "目录.docx"))
    asked = read(tmp_path / "目录.docx")
    assert [(one.field, one.title) for one in asked] == [
        *(("安全生产", "行政执法"), ("安全生产", "事故通报")),
        *(("养老服务", "行政执法"), ("养老服务", "事故通报")),
    ]


def test_what_it_asks_for_is_a_standard_that_accuses_nobody(tmp_path: Path) -> None:
    text, items = from_sheets(book(tmp_path / "目录.xlsx", a=[[TITLE], HEAD, SECOND, *ROWS]), "own")
    (tmp_path / "own.toml").write_text(text, "utf-8")
    standard = load(tmp_path / "own.toml")
    assert items == len(standard.items) == 2 and not standard.confirmed
    first = standard.items[0]
    assert (first.title, first.names, first.parts) == ("安全生产：行政执法", ("行政执法",), ("行政许可", "行政处罚"))
    assert not first.confirmed and first.watch[0].check == "mandatory_columns"


@pytest.mark.parametrize("rows", [[], [["序号", "姓名"], ["1", "孙雯"]], [["公开事项"], ["年报"]]])
def test_a_file_without_one_says_what_was_expected(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(BadInput, match="没有找到标准目录，应有“一级事项”"):
        read(book(tmp_path / "a.xlsx", a=rows))


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    for name, said in (("a.docx", "不是有效的 .docx 文件"), ("b.docx", "文件读不到"), ("b.xlsx", "文件读不到")):
        with pytest.raises(BadInput, match=said):
            read(tmp_path / name)
