"""Which major decisions do not show all of their way."""

from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome
from tests import policies
from tests.build import HOME, Answer, build
from tests.build import judged as both_looks
from tests.consulting import ANSWERED, DECISIONS, NAME, TEXT, Said, decisions, document, judged, site, table
from tests.invented import article
from tests.policies import Paper, place

OWNED = ("1", f"制定《{NAME}》", "区发展改革局", "")
SUBJECT = f"{DECISIONS}#制定《{NAME}》"
MEETING = HOME + "zwgk/9001.html"
OWN = HOME + "zwgk/zdxzjc/8100.html"
BACKGROUND = "<p>制定背景：近年来城区养犬数量增加，群众反映较多，有必要制定办法。</p>"
MET = {MEETING: article("区政府召开第35次常务会议", "2026-09-01", f"会议审议了《{NAME}》等事项，部署了下一步工作。")}
ASKING = Said(text=TEXT + BACKGROUND)
OTHER = Said("关于公开征求《云泽区犬只收容办法（征求意见稿）》意见的公告", "2026-02-03")
ANSWER = Said(ANSWERED, "2026-09-16", "<p>征求意见期间未收到社会公众的意见建议，特此说明。</p>")


def parts(
    said: list[Said] | None = None, papers: list[Paper] | None = None, met: bool = True, listed: str = table(OWNED)
) -> dict[str, str]:
    """An item of which all parts are shown, but for what is given otherwise."""
    extra = decisions(listed) | (MET if met else {})
    return site(
        [*([ASKING, ANSWER] if said is None else said), OTHER], [document()] if papers is None else papers, extra=extra
    )


def judge(folder: Path, found: dict[str, str], **rest: Any) -> dict[str, Finding]:
    return judged(folder, "decision_chain", found, **{"standards": ["laiwu-2021"], **rest})


def verdict(folder: Path, found: dict[str, str], **rest: Any) -> str:
    return judge(folder, found, **rest)[SUBJECT].verdict


def test_all_parts(tmp_path: Path) -> None:
    assert verdict(tmp_path, parts()) == "pass"


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (parts(met=False), "会议审议情况"),
        (parts([ASKING]), "意见征集采纳情况"),
        (parts([Said(), ANSWER]), "制订背景"),
        (parts([]), "决策草案、制订背景、意见征集采纳情况"),
    ],
)
def test_missing(tmp_path: Path, found: dict[str, str], missing: str) -> None:
    finding = judge(tmp_path, found)[SUBJECT]
    assert (finding.verdict, finding.level, finding.clause) == ("fail", "requirement", "laiwu-2021/decision-chain")
    assert finding.title.endswith(f"缺少{missing}")


#: The tenth working day after 22 September is 13 October.
@pytest.mark.parametrize(("as_of", "expected"), [("2026-10-13", "unsure"), ("2026-10-14", "fail")])
def test_ten_working_days(tmp_path: Path, as_of: str, expected: str) -> None:
    assert verdict(tmp_path, parts([ASKING], [document("2026-09-22")]), as_of=as_of) == expected


@pytest.mark.parametrize(
    "found",
    [
        parts(papers=[], met=False),
        parts([], []),
        parts([ASKING], [document("2019-05-20")]),
        parts([ASKING], [document(title="云泽区人民政府关于印发《云泽区犬只收容办法》的通知")]),
    ],
)
def test_still_running(tmp_path: Path, found: dict[str, str]) -> None:
    finding = judge(tmp_path, found)[SUBJECT]
    assert finding.verdict == "unsure"
    assert "进行中" in finding.title


@pytest.mark.parametrize("note", ["已调出目录", "终止实施", "不再列入"])
def test_taken_off(tmp_path: Path, note: str) -> None:
    assert verdict(tmp_path, parts([], met=False, listed=table((*OWNED[:3], note)))) == "pass"


def test_taken_off_by_a_notice(tmp_path: Path) -> None:
    text = f"经研究，将“制定《{NAME}》”调出2026年度重大行政决策事项目录。"
    notice = {MEETING: article("关于调整重大行政决策事项的公告", "2026-08-01", text)}
    assert verdict(tmp_path, parts([], met=False) | notice) == "pass"


@pytest.mark.parametrize(
    ("office", "rest", "expected"),
    [
        ("区民政局", {}, "unsure"),
        ("", {}, "unsure"),
        ("区教育体育局", {}, "fail"),
        ("区自然资源局、区财政局", {}, "fail"),
        (
            "区财政局",
            {"answers_for": [{"key": "czj", "name": "区财政局", "kind": "department", "duties": ["decision-chain"]}]},
            "fail",
        ),
    ],
)
def test_whom_it_binds(tmp_path: Path, office: str, rest: dict[str, Any], expected: str) -> None:
    assert verdict(tmp_path, parts(met=False, listed=table((*OWNED[:2], office, ""))), **rest) == expected


def test_without_the_plan(tmp_path: Path) -> None:
    assert judge(tmp_path, parts(), standards=[]) == {}


def own_page(text: str) -> dict[str, str]:
    """The item with a page of its own, to which its row leads, and nothing but its document beside it."""
    row = ("1", f"<a href='/zwgk/zdxzjc/8100.html'>制定《{NAME}》</a>", "区发展改革局", "")
    return parts([], met=False, listed=table(row)) | {OWN: article(f"制定《{NAME}》", "2026-09-20", text)}


FOUR = "".join(
    f"<p><a href='/zwgk/{at}.html'>{name}</a></p>" for at, name in enumerate(["决策草案", "制订背景", "决策结果"])
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FOUR}<p><a href='/a.html'>意见征集采纳情况</a></p><p><a href='/b.html'>会议审议情况</a></p>", "pass"),
        (f"{FOUR}<p>意见征集采纳情况：未收到意见。</p><p>会议审议情况：第35次常务会议审议。</p>", "pass"),
        (f"{FOUR}<p>意见征集采纳情况：未收到意见。</p><p>会议审议情况</p><p>进行中</p>", "fail"),
        (f"{FOUR}<p>意见征集采纳情况：未收到意见。</p>", "fail"),
        (f"{FOUR}<p>意见征集采纳情况：未收到意见；会议审议情况：进行中。</p>", "fail"),
        (f"{FOUR}<p><img src='/pic/9.png'></p>", "unsure"),
    ],
)
def test_a_page_of_its_own(tmp_path: Path, text: str, expected: str) -> None:
    found = judge(tmp_path, own_page(text))
    assert list(found) == [OWN]
    assert found[OWN].verdict == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            [
                "<a href='/1.html'>草案</a>",
                "<a href='/2.html'>背景</a>",
                "<a href='/3.html'>采纳</a>",
                "<a href='/4.html'>审议</a>",
            ],
            "pass",
        ),
        (["<a href='/1.html'>草案</a>", "<a href='/2.html'>背景</a>", "未收到意见", "进行中"], "fail"),
    ],
)
def test_links_in_the_catalogue(tmp_path: Path, cells: list[str], expected: str) -> None:
    head = ("决策事项名称", "承办单位", "决策草案", "制订背景", "意见征集采纳情况", "会议审议情况")
    listed = table((f"制定《{NAME}》", "区发展改革局", *cells), head=head)
    assert verdict(tmp_path, parts([], met=False, listed=listed)) == expected


@pytest.mark.parametrize(
    ("found", "rest"),
    [
        (parts(met=False), {"incomplete_because": ["超时"]}),
        (parts([Said(text=TEXT + "<p><a href='/file/1.pdf'>附件1</a></p>"), ANSWER]), {}),
        (
            parts(met=False)
            | {MEETING: article("区政府召开会议", "2026-09-01", "会议研究了养犬管理工作，部署了任务。")},
            {},
        ),
        (parts(met=False, papers=[document(text="<p>经区政府第35次常务会议研究同意，现印发给你们。</p>")]), {}),
        (parts([ASKING]) | {HOME + "z/9.html": article("规范养犬", "2026-09-20", f"《{NAME}》已采纳意见3条。")}, {}),
        (parts(met=False), {"elsewhere": place("zhz", kind="portal", as_of="", whole=False)}),
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, found: dict[str, str], rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, found, **rest) == "unsure"


@pytest.mark.parametrize(
    ("again", "expected"), [({}, "fail"), ({DECISIONS: (Outcome.TIMEOUT, 0)}, "unsure"), (MET, "fail")]
)
def test_both_looks(tmp_path: Path, again: dict[str, Answer], expected: str) -> None:
    found = parts(met=False)
    path = build(
        tmp_path, found, units=policies.UNITS, elsewhere=[], standards=["laiwu-2021"], look2={**found, **again}
    )
    verdicts = {one.subject: one.verdict for one in both_looks(path, "decision_chain").findings}
    assert verdicts[SUBJECT] == expected
