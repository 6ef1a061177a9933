"""Which registered normative documents stand outside of the central column."""

from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Outcome, Verdict
from tests import policies
from tests.build import HOME, Answer, build
from tests.build import judged as both_looks
from tests.invented import column
from tests.policies import DOCUMENT, OFFICE, OFFICE_HOME, TITLE, Paper, place, site

NUMBER = "YZDR-2024-0010003"
CENTRAL = HOME + "zwgk/gfxwj/"
OTHER = "云泽区人民政府关于印发《云泽区养犬管理办法》的通知"


def paper(title: str = TITLE, **rest: Any) -> Paper:
    rest = {"day": "2024-06-03", "number": "云政发〔2024〕9号", **rest}
    return Paper(title, **{**rest, "rows": {"统一登记号": NUMBER, "成文日期": "2024-05-28", **rest.get("rows", {})}})


def pages(
    one: Paper, *, name: str = "政策文件", entries: str = "", central: str = "规范性文件", home: str = HOME
) -> dict[str, str]:
    """A portal with a document in one column and a central one beside it that shows `entries`."""
    found = site([one], home=home, name=name)
    if central:
        menu = f"<a href='/zwgk/gfxwj/'>{central}</a>"
        found[home] = found[home].replace("<a href='/zwgk/zcjd/'>", menu + "<a href='/zwgk/zcjd/'>")
        rows = entries or f"<li><a href='/zwgk/gfxwj/7001.html'>{OTHER}</a><span>2024-03-01</span></li>"
        found[home + "zwgk/gfxwj/"] = column(central, f"<ul class='list'>{rows}</ul>", "政务公开")
    return found


def judge(folder: Path, found: dict[str, str], **rest: Any) -> dict[str, Finding]:
    return policies.judged(folder, "normative_documents", found, **rest)


def verdict(folder: Path, found: dict[str, str], **rest: Any) -> Verdict | None:
    finding = judge(folder, found, **rest).get(DOCUMENT)
    return finding.verdict if finding else None


def test_outside(tmp_path: Path) -> None:
    finding = judge(tmp_path, pages(paper(rows={"有效性": "有效"})))[DOCUMENT]
    assert (finding.verdict, finding.level, finding.clause) == ("fail", "requirement", "laiwu-2021/normative-documents")
    assert NUMBER in finding.evidence.text
    assert "有效性：有效" in finding.evidence.text
    assert finding.evidence.places == (DOCUMENT, CENTRAL)


@pytest.mark.parametrize(
    "found",
    [
        pages(paper(), name="规范性文件", central=""),
        pages(paper(), name="行政规范性文件库", central=""),
        pages(paper(), entries=f"<li><a href='{DOCUMENT}'>{TITLE}</a></li>"),
        pages(paper(), entries=f"<li><a href='/upload/9.pdf'>{TITLE}</a><span>2024-06-03</span></li>"),
        pages(
            paper(),
            entries="<li><a href='http://wjk.yunze.gov.cn/9.html'>云泽区公共停车场管理办法</a></li>",
            central="统一政策文件库",
        ),
    ],
)
def test_gathered(tmp_path: Path, found: dict[str, str]) -> None:
    assert verdict(tmp_path, found) is Verdict.PASS


@pytest.mark.parametrize(
    "one",
    [
        Paper(TITLE, "2024-06-03", number="云政发〔2024〕9号"),
        paper(rows={"有效性": "已失效"}),
        paper(rows={"有效性": "废止"}),
        paper(day="2015-06-03", rows={"成文日期": "2015-05-28"}),
        paper("山东省人民政府关于加快民营经济发展的意见"),
        paper("云泽区人民政府办公室转发市政府关于做好农田水利工作的通知"),
        Paper(
            "云泽区人民政府关于公布继续有效规范性文件的决定",
            "2024-06-03",
            f"<p>{NUMBER}</p><p>云泽区养犬管理办法</p><p>YZDR-2023-0010001</p><p>云泽区停车场管理办法</p>",
            "云政发〔2024〕9号",
        ),
        Paper(
            TITLE,
            "2024-06-03",
            f"<p>《云泽区养犬管理办法》（{NUMBER}）同时废止，请各单位认真遵照执行。</p>",
            "云政发〔2024〕9号",
        ),
    ],
)
def test_what_need_not_be_gathered(tmp_path: Path, one: Paper) -> None:
    assert DOCUMENT not in judge(tmp_path, pages(one))


@pytest.mark.parametrize(
    ("found", "rest"),
    [
        (pages(paper()), {"incomplete_because": ["超时"]}),
        (pages(paper(), entries="<script>loadList('gfxwj')</script>"), {}),
        (
            pages(paper(), central="")
            | {HOME: "<a href='/zwgk/zcwj/'>政策文件</a><a href='http://wjk.jn.gov.cn/'>规范性文件库</a>"},
            {},
        ),
        (
            pages(
                paper(), entries="<li><a href='/zwgk/gfxwj/7.html'>云泽区人民政府关于印发《云泽区公共停车场...</a></li>"
            ),
            {},
        ),
        (pages(paper("关于印发公共停车场管理办法的通知", rows={"成文日期": ""})), {}),
        (pages(paper()), {"elsewhere": place("qzfb", unit="qzf", as_of="", whole=False)}),
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, found: dict[str, str], rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, found, **rest) is Verdict.UNSURE


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "unsure"),
        (place("portal", kind="portal", unit="qzf"), "fail"),
        (place("portal", kind="portal", unit="qzf", as_of="", whole=False), "unsure"),
        (
            place(
                "portal",
                Entry(HOME + "1.html", "", False, names=("就业见习补贴管理办法",), central=True),
                kind="portal",
                unit="qzf",
            ),
            "pass",
        ),
        (
            place(
                "portal", Entry(HOME + "1.html", "", False, names=("就业见习补贴管理办法",)), kind="portal", unit="qzf"
            ),
            "fail",
        ),
    ],
)
def test_a_department_may_have_it_on_the_portal(tmp_path: Path, places: list[dict[str, Any]], expected: str) -> None:
    one = paper("云泽区人力资源和社会保障局关于印发《云泽区就业见习补贴管理办法》的通知")
    found = judge(tmp_path, pages(one, home=OFFICE_HOME), site=OFFICE, unit_kind="department", elsewhere=places)
    assert found[OFFICE_HOME + "zwgk/zcwj/5001.html"].verdict == expected


@pytest.mark.parametrize(
    ("again", "expected"),
    [({}, "fail"), ({CENTRAL: (Outcome.TIMEOUT, 0)}, "unsure"), ({DOCUMENT: (Outcome.HTTP_ERROR, 404)}, "unsure")],
)
def test_both_looks(tmp_path: Path, again: dict[str, Answer], expected: str) -> None:
    found = pages(paper())
    path = build(tmp_path, found, units=policies.UNITS, elsewhere=[], look2={**found, **again})
    said = {one.subject: one.verdict for one in both_looks(path, "normative_documents").findings}
    assert said[DOCUMENT] == expected


OLD: dict[str, Any] = {"day": "2019-09-15", "number": "云政发〔2019〕9号", "rows": {"成文日期": "2019-09-10"}}
BODY = Paper(TITLE).text
ENTRY = "<li><a href='/zwgk/gfxwj/8.html'>{}</a><span>2026-05-06</span></li>"
REPEAL = "云泽区人民政府关于废止部分规范性文件的决定"


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (paper(f"{TITLE}（已废止）"), "政策文件"),
        (paper(f"【已失效】{TITLE}"), "政策文件"),
        (paper(text=f"<p>（本文件已失效）</p>{BODY}"), "政策文件"),
        (paper(rows={"有效期": "2024-09-30"}), "政策文件"),
        (paper(rows={"失效日期": "2025年9月30日"}), "政策文件"),
        (paper(), "失效废止文件"),
    ],
)
def test_what_says_itself_that_it_is_void(tmp_path: Path, one: Paper, name: str) -> None:
    assert DOCUMENT not in judge(tmp_path, pages(one, name=name))


@pytest.mark.parametrize(
    "found",
    [
        pages(paper(**OLD, text=f"{BODY}<p>本办法自2019年10月1日起施行，有效期至2024年9月30日。</p>")),
        pages(paper(**OLD, text=f"{BODY}<p>本办法自2019年10月1日起施行，有效期五年。</p>")),
        pages(paper())
        | {
            HOME + "zwgk/zcwj/5099.html": Paper(
                REPEAL, text="<p>废止《云泽区公共停车场管理办法》等3件文件。</p>" * 3
            ).html("政策文件")
        },
        pages(paper(day="2026-11-18", rows={"成文日期": "2026-11-16"})),
        pages(paper(), entries=ENTRY.format("关于印发云泽区公共停车场管理办法的通知（云政发〔2024〕9号）")),
        pages(paper(), entries=ENTRY.format("云政发〔2024〕9号")),
        pages(paper(), entries=ENTRY.format("云泽区现行有效规范性文件目录"))
        | {HOME + "zwgk/gfxwj/8.html": Paper("目录", text=f"<p>1. {TITLE}（云政发〔2024〕9号）</p>" * 2).html("目录")},
        pages(paper())
        | {
            HOME: "<a href='/zwgk/zcwj/'>政策文件</a><a href='/zwgk/gfxwj/'>规范性文件</a>"
            "<a href='http://gfxwj.sheng.gov.cn/'>全省行政规范性文件公开查询平台</a>"
        },
    ],
    ids=["until", "years", "repealed", "lately", "longer title", "number", "listed", "platform"],
)
def test_what_may_be_void_or_gathered_all_the_same(tmp_path: Path, found: dict[str, str]) -> None:
    assert verdict(tmp_path, found) is Verdict.UNSURE


def test_a_time_that_is_not_over_excuses_nobody(tmp_path: Path) -> None:
    text = f"{BODY}<p>本办法自2024年6月1日起施行，有效期五年。</p>"
    assert verdict(tmp_path, pages(paper(text=text))) is Verdict.FAIL
