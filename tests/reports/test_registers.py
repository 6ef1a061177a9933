"""The register workbook: it reads back to the same, text stays text, and it helps those who fill it in."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput
from core.inventory import Inventory, build, dump, load
from core.sheets import sheets
from core.types import Unit
from reports.registers import Remark, render

FULL: dict[str, list[dict[str, Any]]] = {
    "unit": [
        {"key": "qzf", "name": "云泽区人民政府", "kind": "government", "phone": "0600-5550100"},
        {
            "key": "czj",
            "name": "区财政局",
            "kind": "department",
            "parent": "qzf",
            "former": ["区财政金融局（区国资局）", "甲、乙局", '原"财政所"'],
            "duties": ["budget", "debt"],
            "emails": ["a@example.gov.cn", "b@example.gov.cn"],
            "contact": "宋予安",
            "leaders": [
                {"role": "党组书记、局长", "name": "纪明川", "email": "jmc@example.gov.cn"},
                {"role": "办公室 主任", "name": "阿依古丽·买买提"},
            ],
        },
        *({"key": kind, "name": f"甲{kind}", "kind": kind} for kind in ("town", "subdistrict", "institution")),
    ],
    "site": [
        {"key": "portal", "unit": "qzf", "name": "门户", "kind": "portal", "urls": ["http://www.example.gov.cn/"]},
        {
            "key": "czj",
            "unit": "czj",
            "operator": "qzf",
            "name": "区财政局",
            "kind": "department",
            "urls": ["http://www.example.gov.cn/czj/col,1;2.html", "https://czj.example.gov.cn:8443/"],
            "prefixes": ["http://www.example.gov.cn/czj/", "https://czj.example.gov.cn:8443/"],
            "site_code": "9901160001",
            "standards": ["disclosure-platform"],
        },
        {"key": "zt", "unit": "czj", "name": "专题", "kind": "topic", "urls": ["http://zt.example.gov.cn/"]},
    ],
    "column": [
        {
            "site": "portal",
            "path": "政务公开/通知公告",
            "type": "通知公告",
            "unit": "czj",
            "period": 180,
            "person": "宋",
        },
        {"site": "portal", "path": "专题/防汛", "period": 30, "updates": False, "season": "06-01/09-30", "jumps": True},
        {
            "site": "portal",
            "path": "处罚／强制",
            "updates": True,
            "exempt": "已归档",
            "url": "http://www.example.gov.cn/c/",
        },
    ],
    "account": [
        {"key": "v", "unit": "czj", "platform": "weixin", "name": "云泽财政", "account": "gh_1", "type": "订阅号"},
        {"key": "d", "unit": "czj", "platform": "douyin", "name": "财政", "source": "export", "state": "已注销"},
    ],
}


def written(folder: Path, inventory: Inventory) -> Inventory:
    path = folder / "登记表.xlsx"
    path.write_bytes(render(inventory))
    return load(path)


def parts(inventory: Inventory, like: str, **rest: Any) -> str:
    """The XML of the parts of the workbook whose names match."""
    with zipfile.ZipFile(BytesIO(render(inventory, **rest))) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist() if re.search(like, name))


def test_it_reads_back_to_the_same(tmp_path: Path) -> None:
    inventory = build(FULL, "x")
    again = written(tmp_path, inventory)
    assert again == inventory
    assert dump(again) == dump(inventory)


def test_from_toml_to_a_workbook_and_back(tmp_path: Path) -> None:
    first = tmp_path / "inventory.toml"
    first.write_text(dump(build(FULL, "x")), "utf-8")
    between = written(tmp_path, load(first))
    second = tmp_path / "again.toml"
    second.write_text(dump(between), "utf-8")
    assert second.read_text("utf-8") == first.read_text("utf-8")
    cells = parts(load(first), "sheet|sharedStrings")
    assert parts(load(second), "sheet|sharedStrings") == cells


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+86",
        "-",
        "@甲",
        "007",
        "1e5",
        "TRUE",
        "2026-11-20",
        "换\n行",
        '引"号"',
        "_x0041_",
        "𠮷",
        "\x7f",
        "a\tb",
    ],
)
def test_text_stays_text(tmp_path: Path, name: str) -> None:
    inventory = Inventory(units=(Unit("a", f"甲{name}", "town"), Unit("b", name, "town")))
    if name == "-":
        inventory = Inventory(units=inventory.units[:1])
    assert written(tmp_path, inventory) == inventory
    assert "<f>" not in parts(inventory, "worksheets/sheet")


def test_an_empty_register_is_a_form_to_fill_in(tmp_path: Path) -> None:
    assert written(tmp_path, Inventory()) == Inventory()
    text = parts(Inventory(), "sharedStrings|workbook.xml|comments")
    for sheet in sheets():
        assert f'name="{sheet.title}"' in text
        assert all(column.heading in text and column.note in text for column in sheet.columns)


def test_lists_to_choose_from() -> None:
    sheet = parts(build(FULL, "x"), r"sheet3\.xml")
    assert '<formula1>"是,否"</formula1>' in sheet
    assert "<formula1>'单位'!$A$2:$A$1000</formula1>" in sheet
    assert "政府,部门,镇,街道,事业单位" in parts(Inventory(), r"sheet1\.xml")
    assert 'state="frozen"' in sheet and "<autoFilter" in sheet and "Print_Titles" in parts(Inventory(), "workbook.xml")


def test_remarks_are_comments_and_colours() -> None:
    inventory = build(FULL, "x")
    remark = Remark("new", {"path": "新增：登记表里没有这个栏目。"})
    with_remark = {inventory.columns[0]: remark}
    assert "新增：登记表里没有这个栏目。" in parts(inventory, "comments", remarks=with_remark)
    assert "FFE6F4EA" in parts(inventory, "styles", remarks=with_remark)
    assert "新增：登记表里没有" not in parts(inventory, "comments")


def test_it_opens_with_the_register_that_is_asked_for() -> None:
    assert 'activeTab="2"' in parts(Inventory(), "workbook.xml", first="column")


def test_what_has_no_room_is_refused() -> None:
    with pytest.raises(BadInput, match="单位 第2行“名称”超过 32767 字"):
        render(Inventory(units=(Unit("a", "长" * 32_768, "town"),)))
