"""Workbooks as people fill them in: what is read, what is forgiven, what is refused and in which words."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from core.errors import BadInput
from core.inventory import Inventory, load
from core.sheets import sheets
from core.types import Account, Leader, RegisteredColumn, Site, Unit

Rows = Sequence[Sequence[Any]]

UNITS: Rows = [["编号", "名称", "类型", "上级"], ["qzf", "云泽区人民政府", "政府"], ["czj", "区财政局", "部门", "qzf"]]
SITES: Rows = [
    ["编号", "主办单位", "名称", "类型", "首页"],
    ["w", "czj", "区财政局网站", "部门", "http://a.example.gov.cn/"],
]


FULL: dict[str, dict[str, Any]] = {
    "单位": {
        "编号": "czj",
        "名称": "区财政局",
        "类型": "部门",
        "曾用名": "区财政金融局、区财政国资局",
        "涉及任务": "budget，debt",
        "信息员邮箱": "a@example.gov.cn\nb@example.gov.cn",
        "信息员": "宋予安",
        "电话": "0600-5550123",
        "负责人": "分管领导 纪明川 jmc@example.gov.cn；党组书记、局长 邵岚",
    },
    "网站": {
        "编号": "czj",
        "主办单位": "czj",
        "名称": "区财政局网站",
        "类型": "部门",
        "首页": "http://www.example.gov.cn/czj/col,1.html",
        "范围": "http://www.example.gov.cn/czj/;https://czj.example.gov.cn/",
        "网站标识码": "9901160001",
        "标准": "disclosure-platform",
    },
    "栏目": {
        "网站": "czj",
        "栏目路径": "政务公开/通知公告",
        "地址": "http://www.example.gov.cn/czj/tzgg/",
        "类型": "通知公告",
        "责任单位": "czj",
        "责任人": "宋予安",
        "更新周期(天)": 180,
        "应更新": "否",
        "免查理由": "已归档",
        "季节": "06-01/09-30",
        "跳转": "是",
    },
    "新媒体账号": {
        "编号": "czj-weixin",
        "主办单位": "czj",
        "平台": "微信",
        "名称": "云泽财政",
        "账号": "gh_01",
        "账号类型": "订阅号",
        "数据来源": "订阅源",
        "地址": "http://feed.example.gov.cn/a.xml",
        "认证主体": "区财政局",
        "状态": "拟关停",
    },
}


def book(folder: Path, **sheets: Rows) -> Path:
    """A workbook; sheets by their titles, rows of cells from the first row on."""
    path = folder / "登记表.xlsx"
    with Workbook(path, {"strings_to_urls": False}) as workbook:
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(number, place, cell)
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        load(path)
    return [line.removeprefix(f"{path}：") for line in caught.value.lines]


def unit(folder: Path, **cells: Any) -> Unit:
    """The unit that a row says: the least, and `cells` by heading."""
    given = {"编号": "czj", "名称": "区财政局", "类型": "部门", **cells}
    return load(book(folder, 单位=[list(given), list(given.values())])).units[0]


def column(folder: Path, **cells: Any) -> RegisteredColumn:
    given = {"网站": "w", "栏目路径": "政务公开/通知公告", **cells}
    return load(book(folder, 单位=UNITS, 网站=SITES, 栏目=[list(given), list(given.values())])).columns[0]


def test_the_headings_are_those_of_the_contract() -> None:
    assert {sheet.title: [column.heading for column in sheet.columns] for sheet in sheets()} == {
        "单位": ["编号", "名称", "类型", "上级", "曾用名", "涉及任务", "信息员邮箱", "信息员", "电话", "负责人"],
        "网站": ["编号", "主办单位", "运维单位", "名称", "类型", "首页", "范围", "网站标识码", "标准"],
        "栏目": [
            *("网站", "栏目路径", "地址", "类型", "责任单位", "责任人"),
            *("更新周期(天)", "应更新", "免查理由", "季节", "跳转"),
        ],
        "新媒体账号": [
            *("编号", "主办单位", "平台", "名称", "账号", "账号类型", "数据来源", "地址", "认证主体", "状态"),
        ],
    }


def test_every_field_is_read(tmp_path: Path) -> None:
    path = book(tmp_path, **{title: [list(row), list(row.values())] for title, row in FULL.items()})
    assert load(path) == Inventory(
        (
            Unit(
                *("czj", "区财政局", "department", "", ("区财政金融局", "区财政国资局"), ("budget", "debt")),
                *(("a@example.gov.cn", "b@example.gov.cn"), "宋予安", "0600-5550123"),
                leaders=(Leader("分管领导", "纪明川", "jmc@example.gov.cn"), Leader("党组书记、局长", "邵岚")),
            ),
        ),
        (
            Site(
                *("czj", "区财政局网站", "czj", "department", ("http://www.example.gov.cn/czj/col,1.html",)),
                prefixes=("http://www.example.gov.cn/czj/", "https://czj.example.gov.cn/"),
                operator="czj",
                site_code="9901160001",
                standards=("disclosure-platform",),
            ),
        ),
        (
            RegisteredColumn(
                *("czj", "政务公开/通知公告", "http://www.example.gov.cn/czj/tzgg/", "通知公告", "czj", "宋予安", 180),
                exempt="已归档",
                season="06-01/09-30",
                jumps=True,
            ),
        ),
        (
            Account(
                *("czj-weixin", "czj", "weixin", "云泽财政", "gh_01", "订阅号", "feed"),
                *("http://feed.example.gov.cn/a.xml", "区财政局", "拟关停"),
            ),
        ),
    )


def test_the_words_of_the_toml_file_are_understood_too(tmp_path: Path) -> None:
    assert unit(tmp_path, 类型="department").kind == "department"
    assert unit(tmp_path, 类型=" Department ").kind == "department"


def test_notes_above_the_head_empty_rows_and_odd_headings(tmp_path: Path) -> None:
    rows: Rows = [
        ["云泽区政府网站主办单位登记表"],
        [],
        ["填表说明：编号不能重复，名称写全称"],
        ["*编 号", "名称\n", "类　型", "", "曾用名"],
        [],
        ["czj", "区财政局", "部门"],
        ["", "  ", ""],
        ["yjj", "区应急管理局", "部门"],
    ]
    assert [one.key for one in load(book(tmp_path, 单位=rows)).units] == ["czj", "yjj"]


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    assert load(book(tmp_path, 单位=[["类型", "名称", "编号"], ["镇", "清水镇", "qsz"]])).units == (
        Unit("qsz", "清水镇", "town"),
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [(3701160001, "3701160001"), (3701160001.0, "3701160001"), ("３７０１160001", "3701160001"), (0, "0")],
    ids=repr,
)
def test_numbers_typed_as_numbers_are_text(tmp_path: Path, cell: Any, said: str) -> None:
    assert unit(tmp_path, 编号=cell, 电话=cell).key == unit(tmp_path, 编号=cell, 电话=cell).phone == said


@pytest.mark.parametrize("cell", [180, 180.0, "180", "１８０", "180天", " 180 "], ids=repr)
def test_ways_to_write_a_period(tmp_path: Path, cell: Any) -> None:
    assert column(tmp_path, **{"更新周期（天）": cell}).period == 180


@pytest.mark.parametrize(
    ("cell", "said"),
    [(cell, True) for cell in ("是", "√", "TRUE", "true", 1, "1", True, "Y", "✓")]
    + [(cell, False) for cell in ("否", "×", "FALSE", 0, "0", False, "N", "", "无", "/")],
    ids=repr,
)
def test_ways_to_say_yes_and_no(tmp_path: Path, cell: Any, said: bool) -> None:
    assert column(tmp_path, 跳转=cell).jumps is said


def test_a_column_with_a_period_is_kept_up_to_date_unless_it_says_otherwise(tmp_path: Path) -> None:
    period = {"更新周期(天)": 30}
    assert column(tmp_path, **period).updates
    assert not column(tmp_path, **period, 应更新="否").updates
    assert not column(tmp_path).updates


@pytest.mark.parametrize("cell", ["06-01/09-30", "6月1日至9月30日", "6月1日-9月30日", "6.1—9.30", "06-01 ~ 09-30"])
def test_ways_to_write_a_season(tmp_path: Path, cell: str) -> None:
    assert column(tmp_path, 季节=cell).season == "06-01/09-30"


@pytest.mark.parametrize("cell", ["政务公开/通知公告", "首页 > 政务公开 > 通知公告", "政务公开＞通知公告"])
def test_ways_to_write_a_path(tmp_path: Path, cell: str) -> None:
    assert column(tmp_path, 栏目路径=cell).path == "政务公开/通知公告"


@pytest.mark.parametrize(
    "cell", ["甲局、乙局", "甲局，乙局", "甲局；乙局", "甲局\n乙局", "甲局,乙局;", " 甲局 、 乙局 "]
)
def test_ways_to_write_a_list(tmp_path: Path, cell: str) -> None:
    assert unit(tmp_path, 曾用名=cell).former == ("甲局", "乙局")


@pytest.mark.parametrize(
    "cell",
    [
        "分管领导 张三 zs@example.gov.cn；主要负责人 李四",
        "分管领导　张 三　zs@example.gov.cn\n主要负责人　李四",
        "分管领导：张三，zs＠example.gov.cn;主要负责人：李四；",
    ],
)
def test_ways_to_write_leaders(tmp_path: Path, cell: str) -> None:
    assert unit(tmp_path, 负责人=cell).leaders == (
        Leader("分管领导", "张三", "zs@example.gov.cn"),
        Leader("主要负责人", "李四"),
    )


@pytest.mark.parametrize("cell", ["无", "/", "—", "-", " "], ids=repr)
def test_words_for_nothing(tmp_path: Path, cell: str) -> None:
    assert column(tmp_path, 免查理由=cell).exempt == ""
    assert unit(tmp_path, 上级=cell, 曾用名=cell, 负责人=cell) == Unit("czj", "区财政局", "department")


def test_a_reference_may_be_a_name_that_is_just_one_entry(tmp_path: Path) -> None:
    assert column(tmp_path, 网站="区财政局网站", 责任单位="云泽区人民 政府").unit == "qzf"
    twice = [*UNITS, ["czj2", "区财政局", "部门"]]
    given: Rows = [["网站", "栏目路径", "责任单位"], ["w", "通知公告", "区财政局"]]
    assert refused(book(tmp_path, 单位=twice, 网站=SITES, 栏目=given)) == [
        "栏目 第2行“责任单位”应为已登记的单位编号，实际是“区财政局”"
    ]


def test_formulas_are_what_they_showed_and_text_is_text(tmp_path: Path) -> None:
    with Workbook(tmp_path / "a.xlsx", {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("单位")
        for place, cell in enumerate(["编号", "名称", "类型"]):
            sheet.write(0, place, cell)
        sheet.write_formula(1, 0, '="cz"&"j"', None, "czj")
        sheet.write(1, 1, "=1+1")
        sheet.write(1, 2, "部门")
    assert load(tmp_path / "a.xlsx").units == (Unit("czj", "=1+1", "department"),)


def test_other_sheets(tmp_path: Path) -> None:
    assert len(load(book(tmp_path, 单位=UNITS, 填表说明=[["随便写"]], Sheet3=[])).units) == 2
    assert refused(book(tmp_path, 单位=UNITS, 账号=[["编号", "名称"]])) == [
        "工作表“账号”不认识，可写 单位、网站、栏目、新媒体账号"
    ]
    assert refused(book(tmp_path, 单位=UNITS, 新媒体帐号=[["编号"]])) == [
        "工作表“新媒体帐号”不认识，是否想写 新媒体账号？"
    ]


def test_all_mistakes_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        单位=[
            ["登记表"],
            ["编号", "名称", "类型", "上级", "信息员邮箱", "负责人", "信息员电话"],
            ["czj", "区财政局", "局", "qfz", "a@example.gov.cn、ab", "分管领导 张三 a@；科长"],
            ["czj", "", "部门"],
        ],
        网站=[["编号", "主办单位", "类型", "首页"], ["w", "czj", "部门", "www.example.gov.cn"], ["v", "yjj", "部门"]],
        栏目=[
            ["网站", "栏目路径", "更新周期(天)", "应更新", "季节", "跳转"],
            ["x", "a/b", "六个月", "也许", "春天", "是", "备注"],
            ["w", "", -3],
        ],
        新媒体账号=[["平台说明", "数量"], ["微信", 2]],
    )
    accounts = "编号、主办单位、平台、名称、账号、账号类型、数据来源、地址、认证主体、状态"
    assert refused(path) == [
        "单位 第2行“信息员电话”不认识，是否想写 信息员？",
        "网站 第1行缺少“名称”这一列",
        "栏目 第2行G列有内容，但这一列没有表头",
        f"新媒体账号 没有找到表头，应有 {accounts}",
        "单位 第3行“类型”应为 政府、部门、镇、街道、事业单位 之一，实际是“局”",
        "单位 第3行“信息员邮箱”第2项应为邮箱地址，实际是“ab”",
        "单位 第3行“负责人”第1项的邮箱应为邮箱地址，实际是“a@”",
        "单位 第3行“负责人”第2项缺少姓名",
        "单位 第4行缺少“名称”",
        "网站 第2行“首页”第1项应为 http:// 或 https:// 网址，实际是“www.example.gov.cn”",
        "网站 第3行缺少“首页”",
        "栏目 第2行“更新周期(天)”应为整数，实际是“六个月”",
        "栏目 第2行“应更新”应为“是”或“否”，实际是“也许”",
        "栏目 第2行“季节”应为首末两日，如 01-01/03-31，实际是“春天”",
        "栏目 第3行缺少“栏目路径”",
        "栏目 第3行“更新周期(天)”不应小于 1，实际是“-3”",
        "单位 第4行“编号”与第3行重复，都是“czj”",
        "单位 第3行“上级”应为已登记的单位编号，实际是“qfz”",
        "网站 第3行“主办单位”应为已登记的单位编号，实际是“yjj”",
        "栏目 第2行“网站”应为已登记的网站编号，实际是“x”",
    ]


def test_a_heading_written_twice(tmp_path: Path) -> None:
    assert refused(book(tmp_path, 单位=[["编号", "名称", "类型", "名称"], ["a", "b", "镇", "c"]])) == [
        "单位 第1行“名称”写了两次"
    ]


def test_an_empty_workbook_is_an_empty_inventory(tmp_path: Path) -> None:
    assert load(book(tmp_path, 单位=[], Sheet1=[])) == Inventory()


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _archive(members: Mapping[str, bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return make


def _inflated(path: Path) -> None:
    """A sound workbook but for 1.5 GB of white space in its sheet."""
    sound = book(path.parent, 单位=UNITS)
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(old.read("xl/worksheets/sheet1.xml").partition(b"<sheetData>")[0])
            for _ in range(1500):
                sheet.write(b" " * (1 << 20))


def _far(path: Path) -> None:
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("单位")
        sheet.write(0, 0, "编号")
        sheet.write(1_048_575, 16_383, "x")


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (_bytes(b"hello"), "不是 .xlsx 文件，或加了密码"),
        (_bytes(b""), "不是 .xlsx 文件，或加了密码"),
        (_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000)), "不是 .xlsx 文件，或加了密码"),
        (_bytes(bytes(21 << 20)), "文件过大，登记表不应超过 20 MB"),
        (_archive({"word/document.xml": b"<w/>"}), "不是有效的 .xlsx 文件，或内容过多，读不出来"),
        (_inflated, "不是有效的 .xlsx 文件，或内容过多，读不出来"),
        (_far, "不是有效的 .xlsx 文件，或内容过多，读不出来"),
    ],
    ids=["text", "empty", "encrypted", "large", "docx", "inflated", "a cell far away"],
)
def test_hostile_files_are_one_line(tmp_path: Path, make: Callable[[Path], object], line: str) -> None:
    path = tmp_path / "hostile.xlsx"
    make(path)
    (said,) = refused(path)
    assert said.startswith(line)
