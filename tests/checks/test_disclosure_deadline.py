"""Which documents came later than 20 working days after they were made, and what makes a late one innocent."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Verdict
from tests import policies
from tests.build import HOME
from tests.invented import article
from tests.policies import DOCUMENT, OFFICE, OFFICE_HOME, TITLE, Paper, place, site

NUMBER = "云政发〔2026〕9号"
OTHER = "云泽区人民政府关于加强第{}项工作的意见"


def paper(made: str, day: str, title: str = TITLE, **rest: Any) -> Paper:
    return Paper(title, day, number=NUMBER, **{"rows": {"成文日期": made}, **rest})


def judge(folder: Path, *papers: Paper, **rest: Any) -> dict[str, Finding]:
    home = rest.pop("home", HOME)
    return policies.judged(folder, "disclosure_deadline", site(papers, home=home), **rest)


def verdict(folder: Path, one: Paper, **rest: Any) -> Verdict | None:
    finding = judge(folder, one, **rest).get(DOCUMENT)
    return finding.verdict if finding else None


@pytest.mark.parametrize(
    ("made", "last", "late"),
    [
        # 国庆和中秋放假，9月20日、10月10日上班。
        ("2026-09-10", "2026-10-14", "2026-10-15"),
        ("2026-04-13", "2026-05-13", "2026-05-14"),
        ("2026-07-06", "2026-08-03", "2026-08-04"),
        ("2026-01-26", "2026-02-28", "2026-03-01"),
    ],
)
def test_both_sides_of_the_boundary(tmp_path: Path, made: str, last: str, late: str) -> None:
    assert verdict(tmp_path, paper(made, last)) is Verdict.PASS
    finding = judge(tmp_path, paper(made, late))[DOCUMENT]
    assert (finding.verdict, finding.level) == ("fail", "advice")
    assert (made in finding.evidence.text, last in finding.evidence.text) == (True, True)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (paper("2020-05-06", "2026-09-15"), None),
        (paper("2019-05-06", "2019-12-15"), None),
        (paper("2024-05-06", "2024-12-15"), None),
        (paper("2024-05-06", "2026-09-15"), Verdict.UNSURE),
        (paper("2026-09-20", "2026-09-15"), Verdict.UNSURE),
        (paper("", "2026-09-15"), Verdict.UNSURE),
        (
            paper("2026-05-06", "2026-09-15", text="<p>各镇人民政府：现印发给你们。</p><p>（依申请转主动公开）</p>"),
            None,
        ),
        (paper("2026-05-06", "2026-09-15", rows={"成文日期": "2026-05-06", "公开方式": "依申请公开"}), None),
        (paper("2026-05-06", "2026-09-15", rows={"成文日期": "2026-05-06", "发布日期": "2026-05-15"}), Verdict.UNSURE),
        (paper("2026-05-06", "2026-09-15", "云泽区人民政府办公室转发市政府关于做好农田水利工作的通知"), None),
        (paper("2026-05-06", "2026-09-15", "山东省人民政府关于加快民营经济发展的意见"), None),
        (paper("2026-05-06", "2026-09-15", "关于印发停车场管理办法的通知"), Verdict.UNSURE),
    ],
)
def test_what_is_left_out_or_to_be_confirmed(tmp_path: Path, one: Paper, expected: Verdict | None) -> None:
    assert verdict(tmp_path, one) is expected


def test_two_days_of_making_must_both_be_late(tmp_path: Path) -> None:
    text = "<p>各镇人民政府、街道办事处：现将有关办法印发给你们，请认真贯彻执行。</p><p>云泽区人民政府</p><p>{}</p>"
    assert verdict(tmp_path, paper("2026-05-06", "2026-09-15", text=text.format("2026年9月10日"))) is Verdict.PASS
    assert verdict(tmp_path, paper("2026-05-06", "2026-09-15", text=text.format("2026年5月6日"))) is Verdict.FAIL


@pytest.mark.parametrize(("number", "expected"), [(2, "fail"), (4, "unsure"), (5, None)])
def test_many_documents_on_one_day_were_entered_together(tmp_path: Path, number: int, expected: str | None) -> None:
    papers = [paper(f"2026-0{at}-12", "2026-09-15", OTHER.format(at)) for at in range(2, 2 + number)]
    found = {finding.verdict for finding in judge(tmp_path, *papers).values()}
    assert found == ({expected} if expected else set())


def test_several_documents_in_time_on_one_day_excuse_nobody(tmp_path: Path) -> None:
    papers = [paper(f"2026-09-{at:02}", "2026-09-15", OTHER.format(at)) for at in range(8, 14)]
    found = judge(tmp_path, paper("2026-05-06", "2026-09-15"), *papers)
    assert found[DOCUMENT].verdict is Verdict.FAIL
    assert sum(finding.verdict is Verdict.PASS for finding in found.values()) == 6


def test_the_earliest_copy_of_this_site_counts(tmp_path: Path) -> None:
    found = judge(tmp_path, paper("2026-05-06", "2026-09-15"), paper("2026-05-06", "2026-05-18"))
    assert {subject: finding.verdict for subject, finding in found.items()} == {HOME + "zwgk/zcwj/5002.html": "pass"}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "fail"),
        (place("zt", kind="topic", as_of="", whole=False), "fail"),
        (place("qzfb", unit="qzf"), "fail"),
        (place("qzfb", unit="qzf", as_of="", whole=False), "unsure"),
        (
            place(
                "czj",
                Entry("http://czj.yunze.gov.cn/1.html", TITLE, False, "2026-05-18", "meta", ("公共停车场管理办法",)),
            ),
            "pass",
        ),
        (
            place(
                "czj",
                Entry(
                    "http://czj.yunze.gov.cn/1.html",
                    TITLE,
                    False,
                    "2026-05-18",
                    "line",
                    mentions=("公共停车场管理办法",),
                ),
            ),
            "pass",
        ),
        (
            place(
                "czj",
                Entry("http://czj.yunze.gov.cn/1.html", TITLE, False, "2026-08-18", "meta", ("公共停车场管理办法",)),
            ),
            "fail",
        ),
        (
            place(
                "czj",
                Entry(
                    "http://czj.yunze.gov.cn/1.html",
                    f"解读《{TITLE}》",
                    True,
                    "2026-05-18",
                    "meta",
                    ("公共停车场管理办法",),
                ),
            ),
            "fail",
        ),
    ],
)
def test_other_sites(tmp_path: Path, places: list[dict[str, Any]], expected: str) -> None:
    assert verdict(tmp_path, paper("2026-05-06", "2026-09-15"), elsewhere=places) == expected


def test_a_department_answers_for_its_own(tmp_path: Path) -> None:
    title = "云泽区人力资源和社会保障局关于印发《云泽区就业见习补贴管理办法》的通知"
    subject = OFFICE_HOME + "zwgk/zcwj/5001.html"
    portal = place("portal", kind="portal", unit="qzf")
    for one, expected in (
        (paper("2026-05-06", "2026-09-15", title), "fail"),
        (paper("2026-05-06", "2026-09-15"), None),
    ):
        found = judge(tmp_path, one, home=OFFICE_HOME, site=OFFICE, unit_kind="department", elsewhere=portal)
        assert (found[subject].verdict if subject in found else None) == expected


def test_a_walk_that_is_not_whole_accuses_nobody(tmp_path: Path) -> None:
    assert verdict(tmp_path, paper("2026-05-06", "2026-09-15"), incomplete_because=["超时"]) is Verdict.UNSURE


def test_what_the_address_tells_of_an_earlier_entry(tmp_path: Path) -> None:
    pages = site([paper("2026-05-06", "2026-09-15")])
    moved = HOME + "zwgk/zcwj/202605/t20260512_5001.html"
    pages[HOME + "zwgk/zcwj/"] = pages[HOME + "zwgk/zcwj/"].replace("/zwgk/zcwj/5001.html", moved)
    pages[moved] = pages.pop(DOCUMENT)
    found = policies.judged(tmp_path, "disclosure_deadline", pages)
    assert {subject: finding.verdict for subject, finding in found.items()} == {moved: "unsure"}


def test_a_year_without_a_calendar(tmp_path: Path) -> None:
    made, late = date(2031, 9, 1), date(2031, 9, 30)
    for day, expected in ((late, "unsure"), (date(2031, 11, 20), "fail")):
        one = replace(paper(str(made), str(day)), number="云政发〔2031〕9号")
        found = judge(tmp_path, one, as_of="2031-12-01")
        assert found[DOCUMENT].verdict == expected


LATE = ("2026-05-06", "2026-09-15")
BODY = Paper(TITLE).text
SIGNED = "<p>云泽区人民政府</p><p>2026年9月10日</p>"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (paper(*LATE, text=f"<p>（2026年5月6日公布　根据2026年9月1日的决定修正）</p>{BODY}"), "unsure"),
        (paper("2026-01-10", "2026-09-15"), "fail"),
        (replace(paper("2026-01-10", "2026-09-15"), number="云政发〔2025〕9号"), "unsure"),
        (paper("", "2026-09-15", text=f"<p>数据截至：2026年3月31日</p>{BODY}{SIGNED}"), "pass"),
        (paper("", "2026-09-15", text=f"{BODY}<p>附件</p><p>2026年3月31日</p>"), "unsure"),
        (paper(*LATE, text=f"{BODY}<p>（解密后公开）</p>"), None),
        (paper(*LATE, text=f"{BODY}<p>（2026年5月10日已在《云泽日报》刊登）</p>"), "unsure"),
        (paper(*LATE, rows={"成文日期": LATE[0], "信息公开日期": "2026-05-15"}), "unsure"),
        (paper(*LATE, rows={"成文日期": LATE[0], "更新时间": LATE[1]}), "unsure"),
    ],
    ids=["revised", "late", "other year", "day of data", "no signature", "secret", "printed", "table", "updated"],
)
def test_days_that_are_not_what_they_seem(tmp_path: Path, one: Paper, expected: str | None) -> None:
    assert verdict(tmp_path, one) == expected


def test_a_copy_without_a_day_may_be_the_earlier_one(tmp_path: Path) -> None:
    found = judge(tmp_path, paper(*LATE), paper(LATE[0], ""))
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}


def test_a_day_on_which_the_site_was_filled(tmp_path: Path) -> None:
    pages = site([paper(*LATE)])
    moved = {f"{HOME}zwgk/gzdt/{at}.html": article(f"区领导调研第{at}项工作", LATE[1]) for at in range(7000, 7101)}
    for more, expected in (({}, "fail"), (moved, "unsure")):
        assert policies.judged(tmp_path, "disclosure_deadline", pages | more)[DOCUMENT].verdict == expected


def test_undated_documents_of_the_same_day_were_entered_together_too(tmp_path: Path) -> None:
    others = [paper("", LATE[1], OTHER.format(at)) for at in range(2, 5)]
    assert judge(tmp_path, paper(*LATE), *others)[DOCUMENT].verdict is Verdict.UNSURE
