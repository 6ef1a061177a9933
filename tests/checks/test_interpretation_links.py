"""Which documents and interpretations do not lead to each other, and the many ways in which they may."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Outcome, Verdict
from tests import policies
from tests.build import HOME, build
from tests.build import judged as both_looks
from tests.policies import DOCUMENT, NAME, READING, READINGS, TITLE, Paper, place, site

CHECK = "interpretation_links"
READ = f"《{NAME}》政策解读"
TEXT = Paper(TITLE).text
OUT = f"<p>政策解读：<a href='/zwgk/zcjd/6001.html'>{READ}</a></p>"
BACK = f"<p>相关文件：<a href='/zwgk/zcwj/5001.html'>{TITLE}</a></p>"
PROSE = "<p>过去停车收费标准不一，市民反映较多。新办法把收费分成三档，前半小时不收费，办理月卡只需带上行驶证。</p>"
KEY = "公共停车场管理办法"


def pages(document: str = "", reading: str = "", *, title: str = READ) -> dict[str, str]:
    """A document and its interpretation, each with what is added below its text."""
    return site([Paper(TITLE, text=TEXT + document)], [Paper(title, text=PROSE + reading)])


def judge(folder: Path, shown: dict[str, str], **rest: Any) -> Finding:
    return policies.judged(folder, CHECK, shown, **rest)[DOCUMENT]


def test_both_ways_pass(tmp_path: Path) -> None:
    assert judge(tmp_path, pages(OUT, BACK)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("document", "reading", "words"),
    [("", BACK, "文件→解读"), (OUT, "", "解读→文件"), ("", "", "也没有文件的链接")],
    ids=["no way there", "no way back", "neither"],
)
def test_a_missing_way_fails(tmp_path: Path, document: str, reading: str, words: str) -> None:
    finding = judge(tmp_path, pages(document, reading))
    assert (finding.verdict, finding.level, finding.unit) == (Verdict.FAIL, "deduction", "qzf")
    assert finding.clause == "inspection-2019/interpretation-links"
    assert words in finding.evidence.text and DOCUMENT in finding.evidence.text and READING in finding.evidence.text
    assert set(finding.evidence.places) == {DOCUMENT, READING}


@pytest.mark.parametrize(
    "document",
    [
        "<a href='/zwgk/zcjd/6001.html'>图解</a>",
        "<a href='6001.html' data-x='/zwgk/zcjd/6001.html'><img src='/i/jd.png'></a>",
        "<script>var jied_text='解读'; var jied_url='../zcjd/6001.html';</script>",
        '<script>var related = [{"url":"\\/zwgk\\/zcjd\\/6001.html"}];</script>',
        "<button onclick=\"window.open('/zwgk/zcjd/6001.html')\">解读</button>",
        "<iframe src='/zwgk/zcjd/6001.html'></iframe>",
        "<a href='http://www.yunze.gov.cn/zwgk/zcjd/6001.html#top'>解读</a>",
        "<select><option value='/zwgk/zcjd/6001.html'>政策解读</option></select>",
    ],
    ids=["words", "picture", "variable", "data", "button", "frame", "absolute", "option"],
)
def test_any_way_there_counts(tmp_path: Path, document: str) -> None:
    assert judge(tmp_path, pages(document, BACK)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "reading",
    [
        "<a href='/zwgk/zcwj/5001.html'>文件原文</a>",
        "<script>var wjurl='/zwgk/zcwj/5001.html';</script>",
        f"<a href='http://sft.example.net/5.html'>云泽区人民政府关于印发《{NAME}》的通知</a>",
        f"<a href='/f/7.docx'>{NAME}.docx</a>",
        "<iframe src='/r/box.html'></iframe>",
    ],
    ids=["words", "variable", "a copy elsewhere", "a file of that name", "a frame that links"],
)
def test_any_way_back_counts(tmp_path: Path, reading: str) -> None:
    shown = pages(OUT, reading)
    if "box" in reading:
        shown[HOME + "r/box.html"] = f"<html><body>{BACK}<p>本栏目由办公室维护，每周更新。</p></body></html>"
    assert judge(tmp_path, shown).verdict is Verdict.PASS


def test_the_file_of_the_document_will_do(tmp_path: Path) -> None:
    file = "<a href='/f/tcc.pdf'>办法.pdf</a>"
    assert judge(tmp_path, pages(OUT + file, file)).verdict is Verdict.PASS


def test_an_address_that_leads_on_counts(tmp_path: Path) -> None:
    shown = pages("<a href='/r/1.html'>政策解读</a>", BACK)
    shown[HOME + "r/1.html"] = shown[READING]
    assert judge(tmp_path, shown).verdict is Verdict.PASS


def test_beside_the_document_in_its_list(tmp_path: Path) -> None:
    shown = pages("", BACK)
    rows = shown[policies.DOCUMENTS]
    shown[policies.DOCUMENTS] = rows.replace("</a><span>", "</a> <a href='/zwgk/zcjd/6001.html'>[解读]</a><span>")
    assert shown[policies.DOCUMENTS] != rows
    assert judge(tmp_path, shown).verdict is Verdict.PASS


def test_a_file_on_the_documents_page_needs_no_way_back(tmp_path: Path) -> None:
    shown = site([Paper(TITLE, text=f"{TEXT}<a href='/f/jd.pdf'>《{NAME}》解读.pdf</a>")])
    assert judge(tmp_path, shown).verdict is Verdict.PASS


def test_of_several_one_is_enough_there_but_each_must_lead_back(tmp_path: Path) -> None:
    def said(*backs: str) -> Verdict:
        readings = [
            Paper(title, text=PROSE + back) for title, back in zip((READ, f"图解《{NAME}》"), backs, strict=True)
        ]
        return judge(tmp_path, site([Paper(TITLE, text=TEXT + OUT)], readings)).verdict

    assert said(BACK, BACK) is Verdict.PASS
    assert said(BACK, "") is Verdict.FAIL


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("<script src='/js/xgjd.js'></script>", "脚本"),
        ("<div id='relatedList'></div>", "脚本"),
        ("<script>$.getJSON('/api/relation?id=5001', show)</script>", "脚本"),
        ("<script>open('jd', 6001)</script><script>var list = ['a6001']; go(60010);</script>", None),
        ("<p>相关解读</p>", "字样"),
        ("<p>六、政策解读</p><p>主要内容是规范停车收费。</p>", "字样"),
        ("<a href='javascript:void(0)' onclick='more()'>相关链接</a>", "字样"),
        ("<a href='/zwgk/xx/9001.html'>查看详情</a>", "去向"),
        ("<a href='http://mp.example.net/s/Ab3'><img src='/i/1.png'></a>", "去向"),
        ("<a href='http://wenjian.example.net/detail?id=8'>查看文件全文</a>", "去向"),
        ("<iframe src='/r/none.html'></iframe>", "脚本"),
        ("<a href='http://share.example.net/?url=http%3A%2F%2Fwww.yunze.gov.cn%2F5001.html'><i></i></a>", None),
        ("<script>var jied_text=''; var jied_url=''; if(jied_url!='') document.write(jied_text);</script>", None),
        ("<script>$.post('/hits', {id: 5001})</script><div id='share'></div>", None),
    ],
    ids=[
        *("file", "box", "call", "other numbers", "words", "inside", "button", "unread", "picture elsewhere"),
        *("file elsewhere", "frame", "share", "empty variable", "counter"),
    ],
)
def test_what_may_have_been_missed_is_unsure(tmp_path: Path, document: str, why: str | None) -> None:
    unread = {HOME + path: (Outcome.TIMEOUT, 0) for path in ("zwgk/xx/9001.html", "r/none.html")}
    finding = judge(tmp_path, pages(document, BACK), readings=unread)
    assert finding.verdict is (Verdict.UNSURE if why else Verdict.FAIL)
    assert (why or "文件→解读") in finding.evidence.text


@pytest.mark.parametrize(
    "reading",
    ["<p>相关文件</p>", "<div class='xgwj'></div>", "<script>load('guanlian')</script>", "<button>查看原文</button>"],
)
def test_the_same_on_the_page_of_the_interpretation(tmp_path: Path, reading: str) -> None:
    assert judge(tmp_path, pages(OUT, reading)).verdict is Verdict.UNSURE


def test_what_every_page_shows_is_the_frame(tmp_path: Path) -> None:
    shown = {
        url: html.replace("</body>", "<script>menu('/zwgk/zcjd/')</script></body>") for url, html in pages().items()
    }
    assert judge(tmp_path, shown).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    "title", ["云小政说政策 | 第5期", f"《{NAME}》《云泽区户外广告管理办法》政策解读"], ids=["no name", "two names"]
)
def test_a_pair_that_is_not_certain_is_unsure(tmp_path: Path, title: str) -> None:
    assert judge(tmp_path, pages("<a href='/zwgk/zcjd/6001.html'>图解</a>", title=title)).verdict is Verdict.UNSURE


def test_what_only_stands_in_the_column_need_not_lead_back(tmp_path: Path) -> None:
    assert judge(tmp_path, pages(OUT, title=f"《{NAME}》出台")).verdict is Verdict.UNSURE


def test_two_documents_of_one_name_are_not_told_apart(tmp_path: Path) -> None:
    other = Paper(f"云泽区财政局关于印发《{NAME}（试行）》的通知", "2026-08-01")
    shown = site([Paper(TITLE), other], [Paper(READ, text=PROSE)])
    assert judge(tmp_path, shown).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "rest",
    [
        {"incomplete_because": ["有 3 个页面没有读到"]},
        {"readings": {READING: (Outcome.TIMEOUT, 0)}},
    ],
    ids=["not whole", "unread"],
)
def test_what_was_not_read_is_unsure(tmp_path: Path, rest: dict[str, Any]) -> None:
    shown = pages(OUT)
    if "readings" in rest:
        del shown[READING]
    assert judge(tmp_path, shown, **rest).verdict is Verdict.UNSURE


def test_what_came_lately_is_left_time(tmp_path: Path) -> None:
    for day, came in (("2026-11-18", "2026-11-18"), ("2026-11-18", "2026-11-02")):
        shown = site([Paper(TITLE, day)], [Paper(READ, came, PROSE)])
        assert judge(tmp_path, shown).verdict is Verdict.UNSURE


def test_whose_paper_it_is_must_be_plain(tmp_path: Path) -> None:
    shown = site([Paper(NAME)], [Paper(READ, text=PROSE)])
    assert judge(tmp_path, shown).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("document", "links", "expected"),
    [
        ("<a href='http://rsj.yunze.gov.cn/1.html'>政策解读</a>", (DOCUMENT,), Verdict.PASS),
        ("<a href='http://rsj.yunze.gov.cn/1.html'>政策解读</a>", (), Verdict.UNSURE),
        ("", (DOCUMENT,), Verdict.UNSURE),
    ],
    ids=["both", "way back unseen", "no way there"],
)
def test_on_another_site(tmp_path: Path, document: str, links: tuple[str, ...], expected: Verdict) -> None:
    entry = Entry("http://rsj.yunze.gov.cn/1.html", READ, True, "2026-09-15", "line", names=(KEY,), links=links)
    shown = site([Paper(TITLE, text=TEXT + document)])
    assert judge(tmp_path, shown, elsewhere=place("rsj", entry)).verdict is expected


def test_a_film_elsewhere_is_not_read(tmp_path: Path) -> None:
    shown = site([Paper(TITLE, text=f"{TEXT}<a href='http://v.example.net/1.html'>视频解读</a>")])
    assert judge(tmp_path, shown).verdict is Verdict.UNSURE


def test_without_an_interpretation_or_out_of_force_nothing_is_said(tmp_path: Path) -> None:
    assert policies.judged(tmp_path, CHECK, site([Paper(TITLE)])) == {}
    gone = replace(Paper(TITLE), rows={"有效性": "失效"})
    assert policies.judged(tmp_path, CHECK, site([gone], [Paper(READ, text=PROSE)])) == {}


def test_two_looks(tmp_path: Path) -> None:
    rest: dict[str, Any] = {"units": policies.UNITS, "elsewhere": []}
    mended = {DOCUMENT: pages(OUT)[DOCUMENT]}
    same = both_looks(build(tmp_path, pages("", BACK), look2={}, **rest), CHECK).findings
    other = both_looks(build(tmp_path, pages("", BACK), look2=mended, **rest), CHECK).findings
    assert [one.verdict for one in same] == [Verdict.FAIL]
    assert [one.verdict for one in other] == [Verdict.UNSURE]
    assert READINGS not in same[0].evidence.places


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ("<a href='/f/8.pdf'>政策原文</a>", "附件"),
        ("<a href='/f/8.pdf'>附件1.pdf</a>", "附件"),
        (f"<p>附件</p><p>{NAME}</p><p>第一条 为了规范停车，制定本办法。</p>", "字样"),
        ("<p>扫描二维码查看政策文件</p><img src='/i/qr.png'>", "字样"),
    ],
    ids=["original", "file", "the text itself", "code"],
)
def test_an_interpretation_that_may_carry_the_document(tmp_path: Path, reading: str, words: str) -> None:
    finding = judge(tmp_path, pages(OUT, reading))
    assert (finding.verdict, words in finding.evidence.text) == (Verdict.UNSURE, True)


def test_beside_the_interpretation_in_its_list(tmp_path: Path) -> None:
    shown = pages(OUT)
    shown[READINGS] = shown[READINGS].replace("</a><span>", "</a><a href='/zwgk/zcwj/5001.html'>[原文]</a><span>")
    finding = judge(tmp_path, shown)
    assert (finding.verdict, "并列" in finding.evidence.text) == (Verdict.UNSURE, True)


def test_a_code_to_share_the_page_with_is_no_way_back(tmp_path: Path) -> None:
    assert judge(tmp_path, pages(OUT, "<div>扫描二维码分享到微信</div>")).verdict is Verdict.FAIL
