"""The findings workbook: what stands on which sheet, that text stays text, that numbers are numbers."""

import re
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from core.errors import BadInput
from reports._sheet import LONGEST, cut, lines
from reports.workbook import write
from tests.reports.invented import UNITS, audit, catalogue, finding, margin

SHEETS = ["汇总", "问题清单", "提示与预警", "未能判定", "说明"]


@pytest.fixture
def made(tmp_path: Path) -> "Made":
    return Made(tmp_path / "findings.xlsx")


class Made:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, *audits: Mapping[str, Any]) -> dict[str, list[list[Any]]]:
        write(audits, catalogue(), UNITS, self.path)
        book = CalamineWorkbook.from_path(str(self.path))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    def parts(self) -> dict[str, str]:
        with zipfile.ZipFile(self.path) as file:
            return {name: file.read(name).decode() for name in file.namelist()}


def table(rows: list[list[Any]]) -> list[dict[str, Any]]:
    """The rows below the head; title and conclusion are the two lines above it."""
    return [dict(zip(rows[2], row, strict=True)) for row in rows[3:] if any(row)]


def test_the_summary_counts_units_by_kinds_in_plain_numbers(made: Made) -> None:
    ipv6 = finding("ipv6_aaaa", level="requirement", unit="czj")
    rows = made(audit(finding(), finding(number=2), ipv6, margin("stale-core-columns", 3, 5)))["汇总"]
    assert rows[1][0] == (
        "云泽区人民政府门户网站 · 2026-11-23 · 2类3处问题，其中单项否决 0、扣分 2、要求 1、提示 0；未能判定 0"
    )
    assert rows[2] == ["单位", "问题", "合计", "否决", "扣分", "要求", "提示", "链接可用性", "IPv6 地址解析"]
    assert rows[3:6] == [
        ["区大数据局", "1类2处", 2, 0, 2, 0, 0, 2, ""],
        ["区财政局", "1类1处", 1, 0, 0, 1, 0, "", 1],
        ["合计", "2类3处", 3, 0, 2, 1, 0, 2, 1],
    ]
    notes = [row[0] for row in rows[6:] if row[0]]
    assert notes[0] == "临近单项否决：栏目不更新累计 3/5，距单项否决还差 2 个（区政府办公室）"
    assert "2026-11-23 10:00 开始，按 2026-11-23 判定。已完整抓取，共 5,210 个页面。" in notes[1]


def test_an_unfinished_crawl_says_why(made: Made) -> None:
    rows = made(audit(finding(), complete=False, incomplete_because=["已到 5,000 页上限"]))["汇总"]
    assert any("未完整抓取：已到 5,000 页上限。" in row[0] for row in rows)


def test_a_problem_is_one_row_with_all_that_an_official_asks(made: Made) -> None:
    evidence = {
        "text": "1,203 个页面上的链接指向该地址，例如“年报”。",
        "place": "http://www.yunze.gov.cn/a.html",
        "at": "2026-11-23T02:00:07Z",
    }
    (row,) = table(made(audit(finding(number=7, evidence=evidence)))["问题清单"])
    assert row == {
        "序号": 1,
        "单位": "区大数据局",
        "网站": "云泽区人民政府门户网站",
        "栏目路径": "",
        "问题类型": "链接可用性",
        "严重程度": "扣分",
        "依据": "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
        "问题描述": f"链接打不开：区住建局关于老旧小区改造的通知（7）\n{evidence['text']}",
        "涉及页面数": 1203,
        "页面": "http://www.yunze.gov.cn/col/tzgg/index.html",
        "证据位置": evidence["place"],
        "发现时间": datetime(2026, 11, 23, 10, 0),
        "整改建议": "更正或撤下链接；附件遗失的重新上传。",
        "整改期限": "交办后 3 个工作日内",
    }


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("12 个页面上的链接指向该地址，例如“3 个页面上的链接指向该地址，”。", 12),
        ("读到 40 篇信息，其中 1,007 篇有该图片。", 1007),
        ("两次读取均返回 404", 1),
        ("", 1),
    ],
)
def test_pages_are_counted_as_the_catalogue_says_them(made: Made, said: str, pages: int) -> None:
    (row,) = table(made(audit(finding(evidence={"text": said})))["问题清单"])
    assert row["涉及页面数"] == pages


def test_a_column_is_told_by_its_path_and_a_host_by_its_name(made: Made) -> None:
    column = finding(evidence={"text": "", "place": "首页 > 政务公开 > 通知公告", "at": ""})
    host = finding(
        "ipv6_aaaa",
        level="requirement",
        subject="www.yunze.gov.cn",
        url="",
        evidence={"text": "", "place": "DNS", "at": ""},
    )
    told, named = table(made(audit(column, host))["问题清单"])
    assert told["栏目路径"] == "首页 > 政务公开 > 通知公告"
    assert (named["页面"], named["涉及页面数"], named["栏目路径"]) == ("www.yunze.gov.cn", "", "")


def test_what_does_not_count_stands_apart(made: Made) -> None:
    sheets = made(
        audit(
            finding(number=1),
            finding(number=2, level="advice"),
            finding(number=3, early=True),
            finding(number=4, confirmed=False),
            finding(number=5, verdict="unsure", title="链接未能核实", evidence={"text": "访问结果：超时。"}),
        )
    )
    assert [row["页面"] for row in table(sheets["问题清单"])] == ["http://www.yunze.gov.cn/col/tzgg/index.html"]
    assert sheets["问题清单"][1][0] == "1类1处；另有提示 1 处，见“提示与预警”"
    assert [row["类别"] for row in table(sheets["提示与预警"])] == ["预警", "规则待确认", "提示"]
    (unsure,) = table(sheets["未能判定"])
    assert unsure["未能判定的情况和原因"] == "链接未能核实\n访问结果：超时。"
    assert "整改期限" not in unsure
    (kind, *notes) = table(sheets["说明"])
    assert (kind["问题类型"], kind["如何整改"]) == ("链接可用性", "更正或撤下链接；附件遗失的重新上传。")
    assert any("既不算问题，也不算通过" in note["问题类型"] for note in notes)


def test_no_problem_is_good_news_and_nothing_judged_is_not(made: Made) -> None:
    good = made(audit())
    assert list(good) == SHEETS
    assert "本期未发现问题" in good["问题清单"][1][0]
    assert table(good["问题清单"]) == []
    nothing = made(audit(finding(verdict="unsure"), passed={}))
    assert "本期未能作出判定" in nothing["问题清单"][1][0]
    assert "未发现" not in str(nothing)


def test_several_sites_and_accounts_are_one_workbook(made: Made) -> None:
    account = audit(site=None, account={"key": "czj-weixin", "name": "云泽财政"}, crawl={}, passed={"media_updates": 1})
    rows = made(audit(finding()), audit(finding(number=2), site={"key": "czj", "name": "区财政局网站"}), account)
    assert [row["网站"] for row in table(rows["问题清单"])] == ["云泽区人民政府门户网站", "区财政局网站"]
    assert any(row[0].startswith("云泽财政：") for row in rows["汇总"])


@pytest.mark.parametrize(
    "evil",
    [
        '=HYPERLINK("http://evil.example/","请点击")',
        "+1+2",
        "-3",
        "@SUM(A1)",
        "<r><t>甲</t></r>",
        "<r>]]></is><evil/>",
        "_x0041_",
        "甲\x00\x1b\ufffe\uffff\ud800乙",
        "<script>&amp;\"'",
        "00123",
        "=1" + "长" * 40_000,
        "😀" * 40_000,
    ],
)
def test_hostile_text_stays_text_and_the_file_whole(made: Made, evil: str) -> None:
    rows = made(
        audit(
            finding(
                evil, subject=evil, title=evil, unit=evil, url=evil, evidence={"text": evil, "place": evil, "at": evil}
            ),
            finding(evil, verdict="unsure", title=evil),
            finding(evil, 2, early=True, title=evil),
            site={"key": "k", "name": evil, "url": evil},
            passed={evil: 1},
        )
    )
    (row,) = table(rows["问题清单"])
    kept = cut(re.sub("[\x00\x1b\ufffe\uffff\ud800]", "", evil)).strip()
    assert row["单位"].strip() == row["页面"].strip() == kept
    assert 2 * len(kept) <= 32_767 or not kept.startswith("😀")
    for name, part in made.parts().items():
        root = ElementTree.fromstring(part)
        assert not list(root.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f")), name


def test_only_web_addresses_open_and_not_too_long_ones(made: Made) -> None:
    urls = ["javascript:alert(1)", "file:///etc/passwd", "internal:汇总!A1", "HTTP://www.yunze.gov.cn/#/a", ""]
    urls += [
        "http://www.yunze.gov.cn/" + "a" * 3000,
        "http://www.yunze.gov.cn/附件 1.doc",
        "http://www.yunze.gov.cn/?a=1&b=附件",
    ]
    made(
        audit(*[finding(number=n, url=url, evidence={"text": "", "place": "", "at": ""}) for n, url in enumerate(urls)])
    )
    (links,) = [part for name, part in made.parts().items() if name.endswith("sheet2.xml.rels")]
    assert re.findall(r'Target="([^"]*)"', links) == [
        "HTTP://www.yunze.gov.cn/",
        "http://www.yunze.gov.cn/?a=1&amp;b=附件",
    ]


def test_sheets_are_ready_for_the_printer_and_for_filters(made: Made) -> None:
    made(audit(finding(), finding(number=2)))
    parts = made.parts()
    assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == len(SHEETS)
    for number in range(1, 6):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        assert 'paperSize="9"' in sheet and 'orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet
        assert 'ySplit="3"' in sheet and 'state="frozen"' in sheet
    assert '<autoFilter ref="A3:N5"/>' in parts["xl/worksheets/sheet2.xml"]


def test_a_long_text_gets_a_high_row() -> None:
    assert lines("短", 10) == 1
    assert lines("一二三四五六七八九十" * 3, 20) == 3
    assert lines("甲\n乙", 20) == 2
    assert len(cut("长" * 99_999)) == LONGEST


def test_a_place_where_nothing_can_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="写不进去"):
        write([audit(finding())], catalogue(), UNITS, tmp_path / "missing" / "findings.xlsx")


def test_twenty_thousand_findings_take_seconds(made: Made) -> None:
    many = [
        finding(number=n, unit=f"u{n % 60}", evidence={"text": "404", "place": f"http://a.cn/{n}"})
        for n in range(20_000)
    ]
    before = time.process_time()
    write([audit(*many)], catalogue(), UNITS, made.path)
    assert time.process_time() - before < 10
    book = CalamineWorkbook.from_path(str(made.path))
    assert len(book.get_sheet_by_name("问题清单").to_python()) == 20_003
