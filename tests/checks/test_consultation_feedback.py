"""Which consultations were not answered in public after the document came out."""

from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Outcome
from tests import policies
from tests.build import HOME, Answer, build
from tests.build import judged as both_looks
from tests.consulting import ANSWERED, ASKED, ASKING, NAME, PLACE, TEXT, Said, document, judged, site
from tests.invented import article, column
from tests.policies import DOCUMENT, OFFICE, OFFICE_HOME, Paper, place

MEETING = HOME + "zwgk/9001.html"


def judge(folder: Path, found: dict[str, str], **rest: Any) -> dict[str, Finding]:
    return judged(folder, "consultation_feedback", found, **rest)


def said(folder: Path, found: dict[str, str], **rest: Any) -> tuple[str, str]:
    one = judge(folder, found, **rest)[ASKING]
    return one.verdict, one.title


def test_unanswered(tmp_path: Path) -> None:
    finding = judge(tmp_path, site([Said()], [document()]))[ASKING]
    assert (finding.verdict, finding.level, finding.clause) == ("fail", "requirement", "laiwu-2021/consultation")
    assert "2026-09-29" in finding.evidence.text
    assert finding.evidence.places == (ASKING, DOCUMENT, PLACE)


#: 25 to 27 September and 1 to 7 October are holidays, 20 September and 10 October are days of work.
@pytest.mark.parametrize(
    ("out", "as_of", "verdict"),
    [
        ("2026-11-05", "2026-11-19", "unsure"),
        ("2026-11-05", "2026-11-20", "fail"),
        ("2026-09-22", "2026-10-13", "unsure"),
        ("2026-09-22", "2026-10-14", "fail"),
        ("2026-09-15", "2026-09-29", "unsure"),
        ("2026-09-15", "2026-09-30", "fail"),
    ],
)
def test_the_tenth_working_day(tmp_path: Path, out: str, as_of: str, verdict: str) -> None:
    assert said(tmp_path, site([Said()], [document(out)]), as_of=as_of)[0] == verdict


@pytest.mark.parametrize(
    ("out", "day", "verdict"),
    [
        ("2026-09-22", "2026-10-13", "pass"),
        ("2026-09-22", "2026-10-14", "fail"),
        ("2026-11-02", "2026-07-02", "pass"),
        ("2026-09-22", "", "unsure"),
    ],
)
def test_answers(tmp_path: Path, out: str, day: str, verdict: str) -> None:
    answer = Said(ANSWERED, day, "<p>征求意见期间未收到社会公众的意见建议，特此说明。</p>")
    assert said(tmp_path, site([Said(), answer], [document(out)]))[0] == verdict


@pytest.mark.parametrize(
    "title",
    [
        f"《{NAME}》公开征求意见情况反馈",
        f"关于《{NAME}（草案）》意见征集结果的公告",
        f"{NAME}征求意见稿意见采纳情况",
        f"[已结束]《{NAME}(征求意见稿)》公众意见采纳情况说明",
        f"关于{NAME}（征求意见稿）公开征求意见反馈情况的公告",
    ],
)
def test_titles_of_answers(tmp_path: Path, title: str) -> None:
    answer = Said(title, "2026-09-16", "<p>共收到意见3条，其中采纳2条。</p>")
    assert said(tmp_path, site([Said(), answer], [document()]))[0] == "pass"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("<p>意见征集情况：截至6月30日，未收到社会公众意见。</p>", "pass"),
        ("<p>采纳情况：共收到意见3条，采纳2条，未采纳1条，因与上位法不一致。</p>", "pass"),
        ("<p>意见采纳情况将另行公布，请关注本网站。</p>", "fail"),
        ("<p>对未采纳的意见，应当说明理由。</p>", "fail"),
        ("<p><a href='/hdjl/yjzj/8001.html'>查看结果反馈</a></p>", "unsure"),
        ("<p><img src='/pic/1.png'></p>", "unsure"),
        ("<p><a href='/file/1.pdf'>附件1</a></p>", "unsure"),
    ],
)
def test_what_the_page_itself_says(tmp_path: Path, text: str, verdict: str) -> None:
    assert said(tmp_path, site([Said(text=TEXT + text)], [document()]))[0] == verdict


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ([], "尚未出台"),
        ([document("2025-09-15")], "尚未出台"),
        ([document(title="云泽区人民政府关于印发《云泽区犬只收容办法》的通知")], "尚未出台"),
        ([document(title=f"关于印发《{NAME}（讨论稿）》的通知")], "尚未出台"),
        ([document(rows={"成文日期": "2018-05-20"})], "尚未出台"),
        ([Paper(document().title, "2026-09-15", number="云政发〔2018〕9号")], "尚未出台"),
        ([document("2026-11-12")], "期限未到"),
    ],
)
def test_not_due(tmp_path: Path, papers: list[Paper], told: str) -> None:
    verdict, title = said(tmp_path, site([Said()], papers))
    assert verdict == "unsure"
    assert told in title


@pytest.mark.parametrize(
    "title",
    [
        f"区政府召开《{NAME}》征求意见座谈会",
        f"《{NAME}（征求意见稿）》起草说明",
        "关于公开征集2027年度政务公开议题的通知",
        f"济南市公安局关于公开征求《{NAME}（征求意见稿）》意见的公告",
        f"《{NAME}（征求意见稿）》征求意见解读",
    ],
)
def test_what_is_no_consultation(tmp_path: Path, title: str) -> None:
    assert judge(tmp_path, site([Said(title)], [document()])) == {}


@pytest.mark.parametrize(
    ("change", "rest"),
    [
        ({}, {"incomplete_because": ["超时"]}),
        ({PLACE: column("意见征集", "<ul></ul><script>loadList('yjzj')</script>", "互动交流")}, {}),
        ({HOME: "<a href='/zwgk/zcwj/'>政策文件</a><a href='http://minyi.jn.gov.cn/'>意见征集</a>"}, {}),
        (
            {MEETING: article("区公安分局规范养犬", "2026-09-20", f"《{NAME}》征求意见期间收到建议3条，均已吸收。")},
            {},
        ),
        ({PLACE: column("意见征集", f"<a href='/file/9.pdf'>{ANSWERED}</a>", "互动交流")}, {}),
        ({}, {"elsewhere": place("gaj", kind="portal", unit="qzf", as_of="", whole=False)}),
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, change: dict[str, str], rest: dict[str, Any]) -> None:
    assert said(tmp_path, site([Said()], [document()]) | change, **rest)[0] == "unsure"


def test_a_day_that_is_not_shown(tmp_path: Path) -> None:
    assert said(tmp_path, site([Said(day="")], [document()]))[0] == "unsure"


def test_a_year_without_a_calendar(tmp_path: Path) -> None:
    found = site([Said(day="2030-06-03")], [document("2030-09-24", rows={"成文日期": "2030-09-20"})])
    assert said(tmp_path, found, as_of="2030-10-09")[0] == "unsure"
    assert said(tmp_path, found, as_of="2030-12-09")[0] == "fail"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "unsure"),
        (place("portal", kind="portal", unit="qzf"), "unsure"),
        (place("portal", kind="portal", unit="qzf", consulted=True), "fail"),
        (
            place(
                "portal",
                Entry(HOME + "1.html", ANSWERED, False, "2026-09-20", "label", mentions=("养犬管理办法",)),
                kind="portal",
                unit="qzf",
            ),
            "pass",
        ),
    ],
)
def test_a_department_may_answer_on_the_portal(tmp_path: Path, places: list[dict[str, Any]], expected: str) -> None:
    paper = document(title=f"云泽区人力资源和社会保障局关于印发《{NAME}》的通知")
    found = site([Said("云泽区人力资源和社会保障局" + ASKED)], [paper], OFFICE_HOME)
    one = judge(tmp_path, found, site=OFFICE, unit_kind="department", elsewhere=places)
    assert one[OFFICE_HOME + "hdjl/yjzj/7001.html"].verdict == expected


@pytest.mark.parametrize(
    ("again", "expected"),
    [({}, "fail"), ({PLACE: (Outcome.TIMEOUT, 0)}, "unsure"), ({ASKING: (Outcome.HTTP_ERROR, 404)}, "unsure")],
)
def test_both_looks(tmp_path: Path, again: dict[str, Answer], expected: str) -> None:
    found = site([Said()], [document()])
    path = build(tmp_path, found, units=policies.UNITS, elsewhere=[], look2={**found, **again})
    verdicts = {one.subject: one.verdict for one in both_looks(path, "consultation_feedback").findings}
    assert verdicts[ASKING] == expected
