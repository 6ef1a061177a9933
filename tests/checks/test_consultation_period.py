"""Which major decisions were open to opinions for too few days, without a reason."""

from pathlib import Path
from typing import Any

import pytest

from core.attachments.types import Seen
from core.types import Finding
from tests import policies
from tests.build import HOME, build, findings
from tests.consulting import ASKED, ASKING, DECISIONS, ITEM, NAME, Said, decisions, judged, site, table

FILE = HOME + "file/1.docx"


def asked(period: str, more: str = "", **rest: Any) -> Said:
    text = f"<p>现将《{NAME}（征求意见稿）》向社会公开征求意见。</p><p>{period}</p>{more}"
    return Said(**{"text": text, **rest})


def judge(folder: Path, *said: Said, listed: dict[str, str] | None = None, **rest: Any) -> Finding:
    found = site(said, extra=decisions() if listed is None else listed)
    return judged(folder, "consultation_period", found, **rest)[ASKING]


def test_a_short_one(tmp_path: Path) -> None:
    finding = judge(tmp_path, asked("征求意见时间：自2026年6月1日至2026年6月10日。"))
    assert (finding.verdict, finding.level, finding.clause) == ("fail", "requirement", "laiwu-2021/consultation")
    assert "共 10 日" in finding.evidence.text
    assert finding.evidence.places == (ASKING, DECISIONS)


@pytest.mark.parametrize(
    ("period", "verdict"),
    [
        ("征求意见时间：自2026年6月1日至2026年6月30日。", "pass"),
        ("征求意见时间：自2026年6月1日至2026年6月29日。", "fail"),
        ("征集时间：2026-06-01 00:00 至 2026-06-30 24:00", "pass"),
        ("征集时间：2026-06-01 00:00 至 2026-06-29 24:00", "fail"),
        ("征求意见期限：2026年6月1日—6月30日", "pass"),
        ("征求意见期限：2026年6月1日—6月29日", "fail"),
        ("开始时间：2026-06-01</p><p>截止时间：2026-06-30", "pass"),
        ("开始时间：2026-06-01</p><p>截止时间：2026-06-29", "fail"),
        ("请于2026年6月30日前将意见反馈至区公安分局。", "pass"),
        ("请于2026年6月29日前将意见反馈至区公安分局。", "fail"),
        ("请于6月29日17:00前将意见反馈至区公安分局。", "fail"),
        ("请于7月1日前将意见反馈至区公安分局。", "pass"),
        ("意见反馈截止日期为2026年6月20日。", "fail"),
        ("自公告之日起30日内，可将意见寄送区公安分局。", "pass"),
        ("自公告之日起二十九日内，可将意见寄送区公安分局。", "fail"),
        ("自公告发布之日起三十日内，可将意见寄送区公安分局。", "pass"),
        ("公开征求意见，为期30天。", "pass"),
        ("公开征求意见，为期29天。", "fail"),
        ("公开征求意见，期限为一个月。", "pass"),
        ("公开征求意见，期限为7个工作日。", "fail"),
        ("公开征求意见，期限为22个工作日。", "pass"),
        ("征求意见时间：6月1日至6月10日；现延长至2026年7月5日，截止时间为2026年7月5日。", "pass"),
        ("意见可寄送区公安分局，联系电话0000-5566151。", "unsure"),
        ("征求意见时间：6月1日至6月10日。现延长至2026年7月20日。", "pass"),
        ("征求意见时间：6月1日至6月10日。养犬登记的办理期限为60日。", "unsure"),
        ("请于近日将意见反馈至区公安分局。", "unsure"),
    ],
)
def test_periods(tmp_path: Path, period: str, verdict: str) -> None:
    assert judge(tmp_path, asked(period)).verdict == verdict


#: 20 working days that hold the National Day are more than 30 days, those of November are not.
@pytest.mark.parametrize(("day", "verdict"), [("2026-09-21", "pass"), ("2026-10-12", "fail")])
def test_working_days(tmp_path: Path, day: str, verdict: str) -> None:
    assert judge(tmp_path, asked("公开征求意见，期限为20个工作日。", day=day)).verdict == verdict


@pytest.mark.parametrize(
    ("period", "more", "verdict"),
    [
        ("征求意见时间：自2026年6月1日至2026年6月10日。", "因情况紧急，需要缩短征求意见期限。", "pass"),
        ("征求意见时间：自2026年6月1日至2026年6月10日。", "因防汛工作急需，征求意见时间为10日。", "pass"),
        ("征求意见时间：自2026年6月1日至2026年6月10日。", "鉴于上级规定的完成时限，本次征求意见10日。", "pass"),
        ("征求意见时间：自2026年6月1日至2026年6月10日。", "感谢您的支持与参与。", "fail"),
        ("征求意见时间：自2026年6月1日至2026年6月10日。", "<img src='/pic/1.png'>", "unsure"),
        ("征求意见时间：自2026年6月1日至2026年6月10日。", f"<a href='{FILE}'>附件：征求意见公告</a>", "unsure"),
        ("", f"<a href='{FILE}'>附件：征求意见公告</a>", "unsure"),
    ],
)
def test_reasons_and_what_was_not_read(tmp_path: Path, period: str, more: str, verdict: str) -> None:
    assert judge(tmp_path, asked(period, f"<p>{more}</p>")).verdict == verdict


@pytest.mark.parametrize(
    ("text", "outcome", "verdict"),
    [
        ("起草说明\n因汛期临近、情况紧急，征求意见时间缩短为10日。", Seen.OK, "pass"),
        ("云泽区养犬管理办法\n第一条 为规范养犬行为，制定本办法。", Seen.OK, "fail"),
        ("", Seen.SCANNED, "unsure"),
    ],
)
def test_attachments(tmp_path: Path, text: str, outcome: Seen, verdict: str) -> None:
    said = asked("征求意见时间：自2026年6月1日至2026年6月10日。", f"<p><a href='{FILE}'>附件</a></p>")
    path = build(tmp_path, site([said], extra=decisions()), units=policies.UNITS, elsewhere=[])
    policies.attached(path, FILE, text, outcome)
    assert findings(path, "consultation_period")[ASKING].verdict == verdict


@pytest.mark.parametrize(
    "listed",
    [
        {},
        decisions(table(("1", "云泽区“十五五”规划纲要", "区发展改革局", ""))),
        decisions(title="云泽区重大行政决策程序规定"),
    ],
)
def test_others_show_their_days(tmp_path: Path, listed: dict[str, str]) -> None:
    finding = judge(tmp_path, asked("征求意见时间：自2026年6月1日至2026年6月10日。"), listed=listed)
    assert (finding.verdict, finding.level) == ("pass", "advice")
    assert "10 日" in finding.title


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [
        (decisions("<p><img src='/pic/mulu.png'></p>"), "unsure"),
        (decisions("<p><a href='/file/mulu.pdf'>附件：目录</a></p>"), "unsure"),
        (decisions(table(ITEM), "关于公布2026年度重大行政决策事项的通知"), "fail"),
        (decisions(table(("1", NAME, "区公安分局"), head=("序号", "事项名称", "责任单位"))), "fail"),
        (decisions(table(("1", f"关于制定{NAME}", "区公安分局"), head=("序号", "决策事项", "承办部门"))), "fail"),
        (decisions(table(("1", f"{NAME}的制定", "区公安分局"), head=("序号", "决策事项", "承办部门"))), "fail"),
    ],
)
def test_catalogues(tmp_path: Path, listed: dict[str, str], verdict: str) -> None:
    said = asked("征求意见时间：自2026年6月1日至2026年6月10日。")
    assert judge(tmp_path, said, listed=listed).verdict == verdict


def test_a_catalogue_in_an_attachment(tmp_path: Path) -> None:
    listed = decisions(f"<p>现将目录公布如下，请认真组织实施。</p><p><a href='{FILE}'>附件：目录</a></p>")
    said = asked("征求意见时间：自2026年6月1日至2026年6月10日。")
    path = build(tmp_path, site([said], extra=listed), units=policies.UNITS, elsewhere=[])
    policies.attached(path, FILE, f"序号\t决策事项名称\t承办单位\n1\t制定《{NAME}》\t区公安分局")
    assert findings(path, "consultation_period")[ASKING].verdict == "fail"


def test_a_day_that_is_not_shown(tmp_path: Path) -> None:
    assert judge(tmp_path, asked("请于2026年6月10日前将意见反馈至区公安分局。", day="")).verdict == "unsure"
    assert judge(tmp_path, asked("自公告之日起7日内将意见反馈至区公安分局。", day="", title=ASKED)).verdict == "fail"


def test_a_second_round(tmp_path: Path) -> None:
    short = asked("征求意见时间：自2026年6月1日至2026年6月10日。")
    first = asked("征求意见时间：自2026年3月1日至2026年3月31日。", day="2026-03-01")
    assert judge(tmp_path, short, first).verdict == "unsure"
    assert (
        judge(tmp_path, short, asked("征求意见时间：自2026年3月1日至2026年3月7日。", day="2026-03-01")).verdict
        == "fail"
    )
