"""Messages that nobody answered, and what only looks so."""

from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import HOME, build, findings, judged
from tests.invented import column, crumbs, page

BOX = HOME + "hdjl/qzxx/"
LETTER = BOX + "7001.html"
UNITS = {"qzf": ["云泽区人民政府"], "zjj": ["区住房和城乡建设局"]}
#: Written by somebody whose name nobody may read in a finding.
TITLE = "赵大明反映小区路灯不亮"


def letter(*rows: str, written: str = "2026-05-06", text: str = "小区路灯坏了很久，晚上出行不便。") -> str:
    """The page of a message; `rows` are what it shows beside the day on which it was written."""
    shown = [f"来信时间：{written}" if written else "", "来信人：赵大明", f"来信内容：{text}", *rows]
    lines = "".join(f"<p>{row}</p>" for row in shown if row)
    return page(TITLE, f"{crumbs('首页', '互动交流', '区长信箱', '正文')}<h1>{TITLE}</h1><div id='zoom'>{lines}</div>")


def site(html: str | None, beside: str = "", *, name: str = "区长信箱") -> dict[str, str]:
    """A portal with one mailbox that shows one message, and the words that its list writes beside it."""
    entry = f"<li><a href='/hdjl/qzxx/7001.html'>{TITLE}</a><span>2026-05-06</span>{beside}</li>"
    other = "<li><a href='/hdjl/qzxx/xz.html'>写信须知及办理说明</a><span>2020-01-06</span></li>"
    pages = {
        HOME: page("云泽区人民政府", f"<a href='/hdjl/qzxx/'>{name}</a><p>欢迎访问。</p>"),
        BOX: column(name, f"<ul class='list'>{entry}{other}</ul>", "互动交流"),
        BOX + "xz.html": page("写信须知", crumbs("首页", "互动交流", name) + "<p>请如实填写姓名和电话。</p>"),
    }
    return pages | ({LETTER: html.replace("区长信箱", name)} if html is not None else {})


def judge(folder: Path, pages: dict[str, str], **rest: Any) -> Finding | None:
    found = findings(build(folder, pages, units=UNITS, **rest), "unanswered_messages")
    assert set(found) <= {LETTER}
    return found.get(LETTER)


def verdict(folder: Path, pages: dict[str, str], **rest: Any) -> str:
    """pass, fail, unsure, early; "" where nothing is said."""
    found = judge(folder, pages, **rest)
    return "" if found is None else "early" if found.early else str(found.verdict)


WAITS = "办理状态：办理中"


def test_overdue(tmp_path: Path) -> None:
    found = judge(tmp_path, site(letter(WAITS, "承办单位：区住房和城乡建设局")))
    assert found is not None
    assert (found.verdict, found.level, found.early) == ("fail", "veto", False)
    assert (found.clause, found.unit) == ("inspection-2019/message-unanswered", "zjj")
    assert found.evidence.places == (LETTER, BOX)
    assert "2026-05-06" in found.evidence.text
    assert "赵" not in found.title + found.evidence.text + found.evidence.place


@pytest.mark.parametrize(
    ("written", "as_of", "expected"),
    [
        ("2026-08-20", "2026-11-20", "early"),
        ("2026-08-19", "2026-11-20", "fail"),
        ("2026-11-30", "2027-02-28", "early"),
        ("2026-11-30", "2027-03-01", "fail"),
        # Five working days from the last one before the holidays of the autumn, with a Saturday that is worked.
        ("2025-09-30", "2025-10-13", "pass"),
        ("2025-09-30", "2025-10-14", "early"),
        # 28 September 2025 is a Sunday that is worked.
        ("2025-09-22", "2025-09-28", "early"),
        ("2025-09-23", "2025-09-28", "pass"),
        ("2026-11-16", "2026-11-20", "pass"),
        ("2026-11-13", "2026-11-20", "early"),
        ("2025-11-20", "2026-11-20", "fail"),
        ("2025-11-19", "2026-11-20", ""),
        ("2026-11-21", "2026-11-20", ""),
    ],
)
def test_days(tmp_path: Path, written: str, as_of: str, expected: str) -> None:
    assert verdict(tmp_path, site(letter(WAITS, written=written)), as_of=as_of) == expected


@pytest.mark.parametrize(("written", "say"), [("2026-11-09", "5个"), ("2026-11-06", "10个"), ("2026-11-07", "10个")])
def test_two_warnings(tmp_path: Path, written: str, say: str) -> None:
    found = judge(tmp_path, site(letter(WAITS, written=written)))
    assert found is not None
    assert found.early
    assert say in found.title


@pytest.mark.parametrize(
    ("html", "beside"),
    [
        (letter("答复时间：2026-05-12"), ""),
        (letter("答复内容：路灯已经修好，欢迎继续监督。"), ""),
        (letter("答复内容：正在与施工单位联系，预计六月修好。"), ""),
        (letter("办理状态：已办结"), ""),
        (letter("答复内容：<a href='/upload/reply.pdf'>见附件</a>"), ""),
        (letter("办理状态：已转12345热线"), ""),
        (letter("办理状态：办理中", "办结时间：2026-05-12"), ""),
        (letter("办理状态：不予受理"), ""),
        (letter("办理状态：办理中"), "<em>已回复</em>"),
        (letter("<b>官方回复</b>", "已安排维修。"), ""),
        (letter(written=""), "<em>已答复</em>"),
        (letter("答复时间：2026-05-12", written=""), ""),
    ],
)
def test_answered(tmp_path: Path, html: str, beside: str) -> None:
    assert verdict(tmp_path, site(html, beside)) == "pass"


@pytest.mark.parametrize(
    ("html", "beside"),
    [
        (letter(), ""),
        (letter("答复时间："), ""),
        (letter("办理状态：已转办"), ""),
        (letter("答复内容：暂无回复", written=""), ""),
        (letter(WAITS, "区住建局：您反映的问题收悉，答复如下：已经修好。"), ""),
        (letter("<script>loadReply(7001)</script>", "答复内容：<img src='/upload/reply.png'>"), ""),
        (letter("答复内容：", "<img src='/upload/reply.png'>"), ""),
        (letter("答复内容：", "<iframe src='/hdjl/reply.html?id=7001'></iframe>"), ""),
        (None, "<em>未回复</em>"),
        (page(TITLE, f"{crumbs('首页', '互动交流', '区长信箱', '正文')}<p>路灯已经报修。</p>"), "<em>未回复</em>"),
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, html: str | None, beside: str) -> None:
    assert verdict(tmp_path, site(html, beside)) == "unsure"


@pytest.mark.parametrize(
    "html",
    [
        letter(WAITS),
        letter("答复内容：暂无回复"),
        letter("是否回复：未回复"),
        letter("答复内容：", "【打印】【关闭】"),
        letter("办理状态：待受理", "<img src='/upload/deng.jpg'>"),
    ],
)
def test_waiting(tmp_path: Path, html: str) -> None:
    assert verdict(tmp_path, site(html)) == "fail"


def test_the_list_may_say_that_it_waits(tmp_path: Path) -> None:
    assert verdict(tmp_path, site(letter(), "<em>办理中</em>")) == "fail"


@pytest.mark.parametrize(
    "name", ["网上信访", "纪检举报信箱", "意见征集留言", "在线访谈留言", "通知公告", "留言统计", "廉政监督信箱"]
)
def test_what_is_no_mailbox(tmp_path: Path, name: str) -> None:
    assert verdict(tmp_path, site(letter(WAITS), name=name)) == ""


def test_a_mailbox_that_leads_to_the_hotline_has_no_messages(tmp_path: Path) -> None:
    pages = {HOME: page("云泽区人民政府", "<a href='http://12345.example.org/'>区长信箱</a>")}
    assert verdict(tmp_path, pages) == ""


def test_two_looks(tmp_path: Path) -> None:
    pages = site(letter(WAITS))
    said = {
        one.verdict for one in judged(build(tmp_path, pages, units=UNITS, look2={}), "unanswered_messages").findings
    }
    assert said == {Verdict.FAIL}
    for answer in (letter("答复时间：2026-11-20"), (Outcome.TIMEOUT, 0)):
        path = build(tmp_path, pages, units=UNITS, look2={LETTER: answer})
        assert {one.verdict for one in judged(path, "unanswered_messages").findings} == {Verdict.UNSURE}
