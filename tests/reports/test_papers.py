"""Papers read back: what they say, how they count, how they are set. The district is invented."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from core.clock import CHINA
from core.errors import BadInput
from ledger.states import State
from reports import _official, papers
from reports.papers import Heading
from tests.ledger import conftest  # noqa: F401 - a line of the 台账 cannot be made before the ledger is open

from ledger.desk import CaseRow  # isort: skip
from ledger.pictures import Shown
from tests.ledger.shown import drawn

HEADING = Heading(issuer="云泽区大数据局", contact="孙雯", phone="0634-6211001", day=date(2026, 11, 23))
DUE, PAST = datetime(2026, 11, 30, 17, tzinfo=CHINA), datetime(2026, 11, 18, 17, tzinfo=CHINA)
PAGE = "http://www.yunze.gov.cn/zwgk/"
COUNT = re.compile(r"\d+类\d+处")


def row(number: int, check: str = "links", **changed: Any) -> CaseRow:
    line = CaseRow(
        number=f"LW-2026-Q4-{number:04}",
        state=State.OPEN,
        unit="czj",
        unit_name="区财政局",
        site="portal",
        site_name="云泽区人民政府门户网站",
        check=check,
        subject=f"{PAGE}{number}.html",
        level="deduction",
        title="链接打不开：旧闻",
        clause="inspection-2019/links",
        text="1 个页面上的链接指向该地址；访问结果：返回错误状态 404。",
        place=PAGE,
        url=f"{PAGE}{number}.html",
        batch="2026-Q4",
        source="自查",
        document="",
        contact="李青",
        leaders="分管领导郑海",
        phone="0634-6211017",
        found_at=datetime(2026, 11, 22, 21, 14, tzinfo=CHINA),
        assigned_at=datetime(2026, 11, 23, 10, tzinfo=CHINA),
        due=DUE,
        due_estimated=False,
    )
    return replace(line, **changed)


ROWS = (row(1), row(2), row(3, "empty_columns", title="“收费公示”栏目空白"))


def made(write: Any, rows: Sequence[CaseRow], folder: Path, heading: Heading = HEADING) -> Document:
    path = folder / "文件.docx"
    write(rows, heading, path)
    return docx.Document(str(path))


def text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def cells(document: Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in document.tables[number].rows]


def test_a_notice_says_who_what_by_when(tmp_path: Path) -> None:
    said = text(made(papers.notice, ROWS, tmp_path))
    assert "关于2026年第四季度" in said and "整改通知" in said
    assert "\n区财政局：\n" in said
    assert "依据《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）等要求" in said
    assert "你单位存在2类3处问题（详见附件1），涉及“链接可用”2处、“空白栏目”1处。" in said
    assert "于11月30日（星期一）17:00前完成整改，并将《整改情况反馈表》（附件2，加盖公章）报云泽区大数据局。" in said
    assert "举一反三" in said
    assert "（联系人：孙雯，联系电话：0634-6211001）" in said
    assert "云泽区大数据局\n2026年11月23日\n" in said


def test_the_annexes_list_every_case(tmp_path: Path) -> None:
    document = made(papers.notice, ROWS, tmp_path)
    listed, form = cells(document, 0), cells(document, 1)
    assert [line[1] for line in listed[1:]] == [row.number for row in ROWS]
    assert listed[1][6] == "2026-11-30\n17:00"
    assert f"位置：{PAGE}\n地址：{PAGE}1.html" in listed[1][4]
    assert [line[1] for line in form[1:-1]] == [row.number for row in ROWS]
    assert form[1][4] == "☐已整改\n☐部分整改\n☐暂无法整改"
    for table in document.tables[:2]:
        assert table._tbl.findall(f".//{qn('w:tblHeader')}") != []


def test_pictures_of_the_pages_stand_below_the_list(tmp_path: Path) -> None:
    """A dozen in a paper at most, two in a line, with number and time; a line is as high as it needs."""
    taken = datetime(2026, 11, 22, 21, 20, tzinfo=CHINA)
    files = [drawn(tmp_path / f"{number}.png") for number in range(20)]
    pictured = [row(number + 1, picture=Shown(number, file, taken)) for number, file in enumerate(files)]
    document = made(papers.notice, [row(40), *pictured], tmp_path)
    assert len(cells(document, 0)) == 1 + 21
    assert cells(document, 1)[0] == [f"LW-2026-Q4-{number:04}　取自2026-11-22 21:20\n" for number in (1, 2)]
    assert (len(cells(document, 1)), len(document.inline_shapes)) == (6, 12)
    assert {shape.width for shape in document.inline_shapes} == {Mm(100)}
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "LW-2026-Q4-0001　取自2026-11-22 21:20"
    around = [drawing.getparent().getparent() for drawing in document.tables[1]._tbl.findall(f".//{qn('w:drawing')}")]
    assert {one.find(f".//{qn('w:spacing')}").get(qn("w:lineRule")) for one in around} == {"auto"}


def test_an_odd_picture_leaves_a_free_place_and_none_leaves_nothing(tmp_path: Path) -> None:
    shown = Shown(1, drawn(tmp_path / "1.png"), datetime(2026, 11, 22, 21, 20, tzinfo=CHINA))
    document = made(papers.notice, [row(1, picture=shown)], tmp_path)
    assert [len(line) for line in cells(document, 1)] == [2]
    without = made(papers.notice, ROWS, tmp_path)
    assert len(without.tables) == len(document.tables) - 1
    assert "问题页面截图" not in text(without)


def answered(number: int, kind: str, words: str, url: str = "") -> CaseRow:
    at = datetime(2026, 11, 25, 9, tzinfo=CHINA)
    return row(number, reply=kind, reply_words=words, reply_url=url, reply_at=at, reply_by="区财政局 李青")


def test_the_form_says_what_the_unit_has_answered(tmp_path: Path) -> None:
    rows = [
        answered(1, "已整改", "已更正链接", f"{PAGE}new.html"),
        answered(2, "部分整改", "首页已改（其余部分预计 2026-12-10 完成）"),
        answered(3, "申请延期", "等待上级数据（预计 2026-12-10 完成）"),
        answered(4, "非我单位职责", "应由区司法局负责"),
        row(5),
    ]
    document = made(papers.feedback_form, rows, tmp_path)
    mended, partly, later, foreign, blank, signed = cells(document)[1:]
    assert mended[3:] == ["已更正链接", "☑已整改\n☐部分整改\n☐暂无法整改", "", f"{PAGE}new.html", "2026-11-25"]
    assert partly[3:6] == [rows[1].reply_words, "☐已整改\n☑部分整改\n☐暂无法整改", ""] and partly[7] == ""
    assert later[3:6] == ["", "☐已整改\n☐部分整改\n☑暂无法整改", rows[2].reply_words]
    assert foreign[5] == "非我单位职责：应由区司法局负责"
    assert blank[3:] == ["", "☐已整改\n☐部分整改\n☐暂无法整改", "", "", ""]
    assert [signed[place] for place in (0, 2, 3, 4, 5)] == [
        "经办人",
        "李青",
        "联系电话",
        "0634-6211017",
        "分管领导签字",
    ]
    assert "填报日期：2026年11月25日" in text(document)
    assert any(rel.target_ref == f"{PAGE}new.html" for rel in document.part.rels.values() if rel.is_external)


def test_a_form_that_nobody_answered_is_blank(tmp_path: Path) -> None:
    document = made(papers.feedback_form, ROWS, tmp_path)
    assert "填报日期：　　　　年　　月　　日" in text(document) and "李青" not in cells(document)[-1]


def test_what_nobody_stands_for_is_in_no_notice(tmp_path: Path) -> None:
    others = [row(9, state=state) for state in (State.FOUND, State.DISMISSED, State.WAIVED, State.FIXED)]
    document = made(papers.notice, [*ROWS, *others], tmp_path)
    assert COUNT.findall(text(document)) == ["2类3处"]
    assert "0009" not in str(cells(document))
    for write in (papers.notice, papers.feedback_form):
        with pytest.raises(BadInput, match="没有已交办"):
            write(others, HEADING, tmp_path / "x.docx")
    assert not (tmp_path / "x.docx").exists()


def test_limits_that_differ_and_limits_that_are_over(tmp_path: Path) -> None:
    later = row(4, due=datetime(2027, 1, 4, 17, tzinfo=CHINA))
    said = text(made(papers.notice, [*ROWS, later], tmp_path))
    assert "（最早为11月30日（星期一）17:00前，最迟为2027年1月4日（星期一）17:00前）" in said
    over = row(5, due=PAST, overdue_days=5)
    said = text(made(papers.notice, [*ROWS, over], tmp_path))
    assert "于11月30日（星期一）17:00前完成整改" in said and "其中1处已经超过整改时限" in said
    said = text(made(papers.notice, [over], tmp_path))
    assert "立即完成整改" in said and "11月18日" not in said
    claimed = row(6, state=State.CLAIMED, due=PAST, overdue_days=5)
    assert "超过" not in text(made(papers.notice, [*ROWS, claimed], tmp_path)), "it is not the unit's turn"
    said = text(made(papers.notice, ROWS, tmp_path, replace(HEADING, due=DUE.replace(day=27, hour=12))))
    assert "于11月27日（星期五）12:00前完成整改" in said


def test_units_that_are_not_ours_to_direct_get_a_letter(tmp_path: Path) -> None:
    theirs = [replace(row, unit="gafj", unit_name="市公安局云泽分局") for row in ROWS]
    said = text(made(papers.notice, theirs, tmp_path))
    assert "的函" in said and "商请您单位" in said and "专此函商" in said
    assert "通知" not in said and "你单位" not in said
    assert "工作提示单" in text(made(papers.notice, ROWS, tmp_path, replace(HEADING, form="tip")))
    with pytest.raises(BadInput, match="应为 letter、notice、tip"):
        papers.notice(ROWS, replace(HEADING, form="../look"), tmp_path / "x.docx")


def test_what_a_superior_reported_names_its_document(tmp_path: Path) -> None:
    handed = [replace(row, source="市通报", document="云市政办函〔2026〕58号") for row in ROWS]
    said = text(made(papers.notice, handed, tmp_path))
    assert "根据市通报（云市政办函〔2026〕58号）反馈的情况" in said
    said = text(made(papers.reply, handed, tmp_path))
    assert "\n市政府办公室：\n" in said and "收到市通报（云市政办函〔2026〕58号）后" in said


def test_a_limit_that_is_estimated_says_so(tmp_path: Path) -> None:
    document = made(papers.notice, [replace(ROWS[0], due_estimated=True)], tmp_path)
    assert cells(document)[1][6] == "2026-11-30\n17:00*"
    assert "按周一至周五推算" in text(document)


def test_only_what_is_overdue_in_the_units_hands_is_supervised(tmp_path: Path) -> None:
    late = row(4, due=PAST, overdue_days=5)
    waits = row(5, state=State.CLAIMED, due=PAST, overdue_days=5)
    document = made(papers.supervision, [*ROWS, late, waits], tmp_path, replace(HEADING, issuer=""))
    sheet = {line[0]: line[1:] for line in cells(document)}
    assert sheet["督办事项"][0].startswith("区财政局政府网站与政务新媒体1类1处问题逾期未整改")
    assert (sheet["责任单位"][0], sheet["责任单位"][2]) == ("区财政局", "分管领导郑海")
    assert (sheet["原定时限"][0], sheet["原定时限"][2]) == (
        "11月18日（星期三）17:00",
        "11月26日（星期四）17:00",
    ), "three working days from the day of the paper"
    assert {"领导批示", "办理情况"} <= sheet.keys()
    assert sheet["签发单位"][0] == "区政府办公室"
    assert [line[1] for line in cells(document, 1)[1:]] == [late.number]
    with pytest.raises(BadInput, match="不需要督办"):
        papers.supervision([*ROWS, waits], HEADING, tmp_path / "x.docx")


def test_a_report_accounts_for_every_case_and_counts_only_what_was_assigned(tmp_path: Path) -> None:
    rows = [
        row(1, state=State.FIXED, fixed_at=DUE, answer="已更正"),
        row(2, state=State.CLAIMED),
        row(3, "empty_columns", due=PAST, overdue_days=5),
        row(4, "empty_columns", unit="jyj", unit_name="区教育和体育局", answer="不是我单位职责"),
        row(5, state=State.DISMISSED),
        row(6, state=State.FOUND),
    ]
    document = made(papers.reply, rows, tmp_path)
    said = text(document)
    assert set(COUNT.findall(said)) == {"2类4处"}
    assert "已完成整改并复查通过1处，责任单位已反馈整改、正在复查1处，正在整改2处（其中超过时限1处）。" in said
    assert "另有1处经核实不属于问题，已予核减，不计入上述数字。另有1处正在核实，不计入上述数字。" in said
    assert "（二）空白栏目。共2处，正在整改2处（其中超过时限1处）。" in said
    assert "2.区教育和体育局：正在整改1处，整改时限最迟为11月30日（星期一）17:00。" in said
    lines = cells(document)[1:]
    assert [line[6] for line in lines] == ["已销号", "待复核", "已交办", "已交办"]
    assert [line[5] for line in lines] == ["已更正", "", "", ""], "an objection is no measure"
    done = text(made(papers.reply, rows[:1], tmp_path))
    assert "上述问题已经全部完成整改" in done and "另有" not in done


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    bad = row(
        1,
        title="<w:p/>{issuer}|一、\x00\u202e&amp;",
        unit_name="区{title}局",
        url="javascript:alert(1)",
        place="x" * 9_000,
        batch="</w:t>|{0}",
    )
    document = made(papers.notice, [bad], tmp_path)
    line = cells(document)[1]
    assert line[4].startswith("<w:p/>{issuer}|一、&amp;。")
    assert "javascript:alert(1)" in line[4] and len(line[4]) < 900
    assert not any(rel.is_external for rel in document.part.rels.values())
    assert "\n区{title}局：\n" in text(document)


def test_addresses_are_live(tmp_path: Path) -> None:
    document = made(papers.notice, ROWS, tmp_path)
    outside = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert outside == {row.url for row in ROWS}


def test_the_page_is_the_standards(tmp_path: Path) -> None:
    document = made(papers.notice, ROWS, tmp_path)
    upright, across = document.sections[0], document.sections[1]
    measures = (upright.page_width, upright.page_height, upright.top_margin, upright.left_margin)
    assert [length and round(length.mm) for length in measures] == [210, 297, 37, 28]
    wide, high, left, right = upright.page_width, upright.page_height, upright.left_margin, upright.right_margin
    assert None not in (wide, high, left, right, upright.top_margin, upright.bottom_margin)
    assert abs(wide - left - right - Mm(156)) < Mm(0.1)  # type: ignore[operator]
    assert abs(high - upright.top_margin - upright.bottom_margin - Mm(225)) < Mm(0.1)  # type: ignore[operator]
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)  # type: ignore[union-attr]
    body = document.styles["公文正文"].element
    fonts = body.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body.find(f".//{qn('w:spacing')}[@{qn('w:line')}]").get(qn("w:line")) == "579", "28.95 points, 22 lines"
    assert document.settings.odd_and_even_pages_header_footer
    assert [part.paragraphs[0].text for part in (upright.footer, upright.even_page_footer)] == ["— 1 —"] * 2


def test_headings_have_their_types() -> None:
    paper = _official.Paper("标题", "云泽区大数据局", HEADING.day)
    heads = {
        "一、限期整改。请于月底前": ["黑体", ""],
        "（一）链接可用。共2处": ["楷体_GB2312", ""],
        "三、尚未完成的整改事项": ["黑体"],
        "一、商请您单位核对，并反馈。": [""],
        "1.区财政局": [""],
    }
    for line, types in heads.items():
        runs = list(paper._heading(line))
        found = [run.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"), "") for run in runs]
        assert found == types, line


def test_titles_break_at_the_sense() -> None:
    title = "关于2026年第四季度|政府网站与政务新媒体检查|发现问题的|整改通知"
    assert _official.broken(title, 20) == "关于2026年第四季度\n政府网站与政务新媒体检查\n发现问题的整改通知"
    assert _official.broken(title, 25) == "关于2026年第四季度\n政府网站与政务新媒体检查发现问题的整改通知"
    assert _official.broken("督办单", 20) == "督办单"
    assert _official.broken("一" * 50, 20) == "一" * 50


@pytest.mark.parametrize("issuer", ["区大数据局", "云泽区政务公开工作领导小组办公室"])
def test_the_issuer_stands_over_the_middle_of_the_date(issuer: str, tmp_path: Path) -> None:
    document = made(papers.notice, ROWS, tmp_path, replace(HEADING, issuer=issuer))
    signed = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "公文落款" and paragraph.text]  # type: ignore[union-attr]
    middles = []
    for paragraph in signed:
        right = int(paragraph._p.pPr.find(qn("w:ind")).get(qn("w:rightChars"))) / 100  # type: ignore[union-attr]
        assert right >= 0
        middles.append(right + _official._width(paragraph.text) / 2)
    assert middles[0] == pytest.approx(middles[1], abs=0.02)


def test_a_template_that_is_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in _official.FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(_official, "FOLDER", tmp_path)
    for old, new, told in (
        ("{count}", "{counts}", r"“\{counts\}”不是可用的位置"),
        ("annexes =", "annex =", "缺少 annexes"),
        ("title =", "title ", "不是有效的 TOML"),
    ):
        _official.template.cache_clear()
        sound = (tmp_path / "notice.toml").read_text("utf-8")
        (tmp_path / "notice.toml").write_text(sound.replace(old, new), "utf-8")
        with pytest.raises(BadInput, match=told):
            papers.notice(ROWS, HEADING, tmp_path / "x.docx")
        (tmp_path / "notice.toml").write_text(sound, "utf-8")
    _official.template.cache_clear()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="写不进去"):
        papers.notice(ROWS, HEADING, tmp_path / "file" / "x.docx")


def test_five_hundred_cases_in_five_seconds(tmp_path: Path) -> None:
    began = time.perf_counter()
    document = made(papers.notice, [row(number) for number in range(500)], tmp_path)
    assert time.perf_counter() - began < 5
    assert len(document.tables[0].rows) == 501
