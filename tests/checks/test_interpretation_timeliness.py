"""Which first interpretations came late, counted in working days, and what leaves a doubt."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Outcome, Verdict
from tests import policies
from tests.build import HOME, Answer, build
from tests.build import judged as both_looks
from tests.invented import article
from tests.policies import DOCUMENT, NAME, READING, READINGS, TITLE, Paper, place, site

KEY = "公共停车场管理办法"


def reading(day: str, title: str = f"《{NAME}》政策解读") -> Paper:
    return Paper(title, day)


def judge(folder: Path, papers: Sequence[Paper], readings: Sequence[Paper], **rest: Any) -> Finding | None:
    return policies.judged(folder, "interpretation_timeliness", site(papers, readings), **rest).get(DOCUMENT)


def verdict(folder: Path, day: str, came: str, **rest: Any) -> Verdict | None:
    finding = judge(folder, [Paper(TITLE, day)], [reading(came)], **rest)
    return finding.verdict if finding else None


@pytest.mark.parametrize(
    ("day", "came"),
    [
        ("2026-09-15", "2026-09-15"),
        ("2026-09-15", "2026-09-11"),
        ("2026-09-15", "2026-08-20"),
        ("2026-09-15", "2026-09-18"),
        ("2026-09-18", "2026-09-22"),
        ("2026-09-30", "2026-10-10"),
        ("2026-02-13", "2026-02-25"),
    ],
    ids=[
        "same day",
        "before",
        "long before",
        "third",
        "over a make-up Sunday",
        "over the National Day",
        "over New Year",
    ],
)
def test_in_time(tmp_path: Path, day: str, came: str) -> None:
    assert verdict(tmp_path, day, came) is Verdict.PASS


@pytest.mark.parametrize(
    ("day", "came", "days"),
    [("2026-09-15", "2026-09-20", 4), ("2026-09-30", "2026-10-12", 4), ("2026-09-15", "2026-11-02", 30)],
    ids=["a make-up Sunday counts", "after the holidays", "weeks"],
)
def test_late(tmp_path: Path, day: str, came: str, days: int) -> None:
    finding = judge(tmp_path, [Paper(TITLE, day)], [reading(came)])
    assert finding is not None
    assert (finding.verdict, finding.level, finding.unit) == (Verdict.FAIL, "requirement", "qzf")
    assert f"相隔 {days} 个工作日，" in finding.evidence.text
    assert set(finding.evidence.places) == {DOCUMENT, READINGS, READING}


def test_the_day_on_which_it_was_made_does_not_count(tmp_path: Path) -> None:
    paper = Paper(TITLE, "2026-09-15", rows={"成文日期": "2026-07-01"})
    finding = judge(tmp_path, [paper], [reading("2026-09-16")])
    assert finding is not None and finding.verdict is Verdict.PASS


@pytest.mark.parametrize("second", [f"《{NAME}》实施情况专家解读", f"《{NAME}》政策问答"])
def test_further_ones_are_never_late(tmp_path: Path, second: str) -> None:
    finding = judge(tmp_path, [Paper(TITLE)], [reading("2026-11-02", second), reading("2026-09-16")])
    assert finding is not None and finding.verdict is Verdict.PASS


def test_the_first_copy_starts_the_clock(tmp_path: Path) -> None:
    papers = [Paper(TITLE, "2026-09-10"), Paper(f"云泽区人民政府关于印发{NAME}的通知", "2026-10-09")]
    finding = judge(tmp_path, papers, [reading("2026-10-09")])
    assert finding is not None and finding.verdict is Verdict.FAIL


def test_without_an_interpretation_nothing_is_said(tmp_path: Path) -> None:
    assert judge(tmp_path, [Paper(TITLE)], []) is None


@pytest.mark.parametrize(
    ("papers", "readings"),
    [
        ([Paper(TITLE, "", number="云政发〔2026〕9号")], [reading("2026-11-02")]),
        ([Paper(TITLE)], [reading("")]),
        ([Paper(TITLE)], [reading("2026-11-02"), reading("", f"图解《{NAME}》")]),
        ([Paper(TITLE)], [reading("2026-11-02"), reading("2026-09-16", "一图读懂云泽区停车场管理办法")]),
        (
            [Paper("云泽区人民政府关于印发《云泽区城乡融合发展实施方案》的通知")],
            [reading("2026-11-02", "《云泽区城乡融合发展实施方案》解读")],
        ),
        ([Paper(NAME)], [reading("2026-11-02")]),
    ],
    ids=["document undated", "undated", "another undated", "perhaps earlier", "need unclear", "maker unclear"],
)
def test_what_is_not_plain_is_unsure(tmp_path: Path, papers: list[Paper], readings: list[Paper]) -> None:
    finding = judge(tmp_path, papers, readings)
    assert finding is not None and finding.verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "<p>六、政策解读</p><p>主要内容是规范停车收费。</p>",
        "<img src='/a/t.jpg' alt='一图读懂'>",
        "<p>政策解读：<a href='/zwgk/x/9001.html'>点击查看</a></p>",
    ],
)
def test_the_document_s_own_page_may_hold_an_earlier_one(tmp_path: Path, text: str) -> None:
    papers = [Paper(TITLE, text=Paper(TITLE).text + text)]
    finding = judge(tmp_path, papers, [reading("2026-10-20", f"《{NAME}》专家解读")])
    assert finding is not None and finding.verdict is Verdict.UNSURE


@pytest.mark.parametrize(("day", "expected"), [("2026-09-15", Verdict.UNSURE), ("2026-11-05", Verdict.FAIL)])
def test_a_page_under_another_word_may_be_an_earlier_one(tmp_path: Path, day: str, expected: Verdict) -> None:
    pages, url = site([Paper(TITLE)], [reading("2026-10-20")]), HOME + "hdjl/hygq/7001.html"
    pages[url] = article(
        f"《{NAME}》起草说明", day, "现将起草背景、起草过程和主要内容说明如下，方便市民了解，全文共六章。"
    )
    pages[HOME] = pages[HOME].replace("欢迎访问", f"<a href='{url}'>《{NAME}》起草说明</a>欢迎访问")
    assert policies.judged(tmp_path, "interpretation_timeliness", pages)[DOCUMENT].verdict is expected


@pytest.mark.parametrize(("came", "expected"), [("2026-11-02", Verdict.UNSURE), ("2026-09-16", Verdict.PASS)])
def test_one_of_a_former_version_is_not_the_first(tmp_path: Path, came: str, expected: Verdict) -> None:
    finding = judge(tmp_path, [Paper(TITLE)], [reading("2025-11-25"), reading(came)])
    assert finding is not None and finding.verdict is expected


def test_a_day_in_an_address_is_not_believed(tmp_path: Path) -> None:
    pages = site(
        [Paper(TITLE, text="<p>现将有关文件印发给你们。</p><a href='/jd/2026-11/02/t20261102_88.html'>解读</a>")]
    )
    pages[HOME + "jd/2026-11/02/t20261102_88.html"] = Paper("停车新规图解", "").html("停车")
    found = policies.judged(tmp_path, "interpretation_timeliness", pages)
    assert found[DOCUMENT].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "rest",
    [{"incomplete_because": ["达到时间上限"]}, {"elsewhere": place("qzf", as_of="", whole=False)}],
    ids=["not whole", "elsewhere not read"],
)
def test_an_earlier_one_may_have_been_missed(tmp_path: Path, rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, "2026-09-15", "2026-11-02", **rest) is Verdict.UNSURE
    assert verdict(tmp_path, "2026-09-15", "2026-09-16", **rest) is Verdict.PASS


def entry(day: str, interprets: bool = True) -> Entry:
    return Entry("http://czj.yunze.gov.cn/1.html", f"《{NAME}》解读", interprets, day, "meta", (KEY,))


@pytest.mark.parametrize(
    ("came", "other", "expected"),
    [
        ("2026-11-02", entry("2026-09-16"), Verdict.PASS),
        ("2026-11-02", entry("2026-10-12"), Verdict.UNSURE),
        ("2026-09-16", entry("2026-09-01", interprets=False), Verdict.UNSURE),
        ("2026-09-16", entry("2026-09-14", interprets=False), Verdict.PASS),
        ("2026-11-02", entry("2026-10-30", interprets=False), Verdict.FAIL),
    ],
    ids=["earlier", "late there", "document long before", "document just before", "document later"],
)
def test_other_sites_count(tmp_path: Path, came: str, other: Entry, expected: Verdict) -> None:
    assert verdict(tmp_path, "2026-09-15", came, elsewhere=place("czj", other)) is expected


@pytest.mark.parametrize(
    ("day", "came", "expected"),
    [
        ("2026-12-31", "2027-01-04", Verdict.UNSURE),
        ("2026-12-31", "2027-01-12", Verdict.UNSURE),
        ("2026-12-31", "2027-03-01", Verdict.FAIL),
        ("2027-01-12", "2027-01-14", Verdict.PASS),
    ],
    ids=["days may be made up", "few", "far too many", "whatever the calendar"],
)
def test_a_year_without_a_calendar_is_an_estimate(tmp_path: Path, day: str, came: str, expected: Verdict) -> None:
    finding = judge(tmp_path, [Paper(TITLE, day)], [reading(came)], as_of="2027-04-01", elsewhere=[])
    assert finding is not None and finding.verdict is expected
    assert "估算" in finding.evidence.text


@pytest.mark.parametrize(
    ("second", "expected"),
    [({}, Verdict.FAIL), ({READING: "2026-09-16"}, Verdict.UNSURE), ({READING: (Outcome.TIMEOUT, 0)}, Verdict.UNSURE)],
    ids=["the same", "another day", "not read again"],
)
def test_both_looks(tmp_path: Path, second: dict[str, Any], expected: Verdict) -> None:
    pages = site([Paper(TITLE)], [reading("2026-11-02")])
    look2: dict[str, Answer] = {
        url: site([Paper(TITLE)], [reading(answer)])[url] if isinstance(answer, str) else answer
        for url, answer in second.items()
    }
    path = build(tmp_path, pages, look2=look2, units=policies.UNITS, elsewhere=[])
    findings = {one.subject: one for one in both_looks(path, "interpretation_timeliness").findings}
    assert findings[DOCUMENT].verdict is expected
