"""Letters read back as a mail program reads them. The district is invented."""

import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from core.clock import CHINA
from core.config import Config, load
from core.types import Evidence, Finding, Level, Verdict
from tests.ledger.conftest import book
from tests.ledger.mailserver import server

from ledger import book as books  # isort: skip
from ledger import decisions, outbox, parts, pictures, registers
from ledger.decisions import Who
from ledger.models import Case, Letter, Picture
from reports import mail
from reports._morning import chat
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, WAITS, finding, policy, seen
from tests.ledger.shown import pictured

__all__ = ["book"]

pytestmark = pytest.mark.usefixtures("book")

AT = datetime(2026, 9, 1, 10, 0, tzinfo=CHINA)
HOSTILE = '<script>alert(1)</script>\u202e"旧闻"\r\nBcc: x@y.z'


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    file = tmp_path / "bihuan.toml"
    lines = ["[mail]", 'from = "dsjj@yunze.gov.cn"', 'bureau = ["ban@yunze.gov.cn"]']
    lines += ["[cases]", 'issuer = { notice = "云泽区大数据局", supervision = "云泽区人民政府办公室" }']
    file.write_text("\n".join(lines), "utf-8")
    return load(file)


def audited(*findings: Finding, at: datetime = AT) -> None:
    registers.store(district.registers(), "周明")
    books.record(replace(seen(*findings), taken_at=at, as_of=at.date()), policy(), at)


def dead(number: int, title: str = "链接打不开：旧闻", unit: str = "qzfb") -> Finding:
    return replace(finding(subject=f"http://www.yunze.gov.cn/old/{number}.html", unit=unit), title=title)


def empty(number: int) -> Finding:
    place = "首页 > 政务公开 > 惠企政策"
    evidence = Evidence("栏目页上没有任何信息。", place, AT.isoformat())
    one = finding(check="empty_columns", subject=f"http://www.yunze.gov.cn/hq/{number}/", unit="qzfb")
    return replace(one, title="“惠企政策”栏目空白", evidence=evidence)


def posted(settings: Config, at: datetime = AT, kind: str = "notice") -> EmailMessage:
    """The letter of this kind that is written at this moment, as its reader gets it."""
    letters = outbox.compose(at, settings, CATALOGUE, mail.writer(settings, CATALOGUE))
    outbox.send(at, settings, CATALOGUE)
    (one,) = [letter for letter in letters if letter.kind == kind]
    return opened((settings.storage.dir / "outbox" / Path(one.file).name).read_bytes())


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policies.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}


def test_the_subject_counts_and_says_by_when(settings: Config) -> None:
    audited(*(dead(number) for number in range(38)), *(empty(number) for number in range(3)))
    message = posted(settings)
    assert message["Subject"] == "【整改通知】区政府办公室：2类41处，最早9月4日17:00前（LW-2026-Q3-0001 等）"
    assert (message["To"], message["From"]) == ("qzfb@yunze.gov.cn", "云泽区大数据局 <dsjj@yunze.gov.cn>")
    assert message["Reply-To"] == "ban@yunze.gov.cn" and message["Auto-Submitted"] == "auto-generated"


def test_one_case_is_named_alone(settings: Config) -> None:
    audited(dead(1))
    assert posted(settings)["Subject"] == "【整改通知】区政府办公室：1类1处，9月4日17:00前（LW-2026-Q3-0001）"


def test_the_first_screen_says_how_much_by_when_and_where_to_answer(settings: Config) -> None:
    audited(*(dead(number) for number in range(5)), empty(1))
    message = posted(settings)
    for text in (body(message, "html"), body(message, "plain")):
        first = text.partition("新交办（6 处）")[0]
        assert "2类6处问题，请按各自时限（最早9月4日（星期五）17:00）完成整改" in first
        assert "查看问题并反馈（无需账号）" in first and "http://127.0.0.1:8000/r/" in first
        assert "你单位" in first
    worst = body(message, "html").partition("最需要先办的")[2].partition("新交办")[0]
    assert worst.count("LW-2026-Q3-") == 3 and "栏目空白" in worst and "链接打不开" in worst


def test_pictures_stand_in_the_letter_itself_small_and_few(settings: Config) -> None:
    """Of the first cases that have one; a heavy one is left out, and nothing is fetched from elsewhere."""
    audited(*(dead(number) for number in range(8)))
    cases = list(Case.objects.order_by("number"))
    for case in cases[1:]:
        pictured(case, AT)
    heavy = pictures.FOLDER / Picture.objects.get(case=cases[1]).file
    heavy.with_suffix(".jpg").write_bytes(heavy.read_bytes() + bytes(200_001))
    message = posted(settings)
    html = body(message, "html")
    shown = html.partition(">页面截图<")[2].partition("依据和整改办法")[0]
    assert re.findall(r'src="cid:(picture\d)"', shown) == [f"picture{number}" for number in range(1, 6)]
    assert [case.number in shown for case in cases] == [False, False, *[True] * 5, False]
    assert "取自2026-09-01 10:00" in shown
    inside = {str(part["Content-ID"]): part for part in message.walk() if part["Content-ID"]}
    assert list(inside) == [f"<picture{number}>" for number in range(1, 6)]
    assert {part.get_content_type() for part in inside.values()} == {"image/jpeg"}
    assert not re.search(r'src="(?!cid:)', html)
    office = "application/vnd.openxmlformats-officedocument."
    kinds = {part.get_content_type() for part in message.iter_attachments()}
    assert kinds == {f"{office}wordprocessingml.document", f"{office}spreadsheetml.sheet"}


def test_the_text_is_complete_by_itself(settings: Config) -> None:
    audited(dead(1), empty(1))
    text = body(posted(settings), "plain")
    for rule in (CATALOGUE.rules["links"], CATALOGUE.rules["empty_columns"]):
        assert rule.basis in text and rule.fails in text and rule.fix in text
    for said in (
        "http://www.yunze.gov.cn/old/1.html",
        "首页 > 政务公开 > 惠企政策",
        "时限 09-04 17:00",
        "云泽区大数据局",
    ):
        assert said in text
    assert "\n\n\n" not in text


def test_the_html_needs_nothing_from_outside(settings: Config) -> None:
    audited(dead(1))
    html = body(posted(settings), "html")
    assert re.findall(r"<(?:img|link|script|style|iframe|div)\b", html) == []
    assert 'width="640"' in html and "max-width:640px" in html


def test_papers_are_attached_with_chinese_names(settings: Config) -> None:
    audited(dead(1), empty(1))
    files = attached(posted(settings))
    assert list(files) == [
        "整改通知（区政府办公室）.docx",
        "问题清单（区政府办公室）.xlsx",
        "整改情况反馈表（区政府办公室）.docx",
    ]
    notice = docx.Document(io.BytesIO(files["整改通知（区政府办公室）.docx"]))
    assert any("2类2处" in paragraph.text for paragraph in notice.paragraphs)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["问题清单（区政府办公室）.xlsx"])).get_sheet_by_index(0)
    head, *lines = sheet.to_python()[2:]
    assert [dict(zip(head, line, strict=True))["问题编号"] for line in lines] == ["LW-2026-Q3-0001", "LW-2026-Q3-0002"]


def test_texts_from_outside_stay_texts(settings: Config) -> None:
    audited(dead(1, HOSTILE))
    message = posted(settings)
    html = body(message, "html")
    assert "<script" not in html and "&lt;script&gt;" in html and "\u202e" not in html
    assert message["Bcc"] is None


def test_a_name_with_line_breaks_makes_no_headers(settings: Config) -> None:
    registers.store(district.registers(), "周明")
    books.record(replace(seen(dead(1, unit="a\r\nBcc: x@y.z")), taken_at=AT, as_of=AT.date()), policy(), AT)
    message = posted(settings)
    assert message["Bcc"] is None and "a Bcc: x@y.z" in message["Subject"]
    assert str(message["To"]) == '"a Bcc: x@y.z":;'


def test_many_cases_are_cut_in_the_letter_and_whole_in_the_workbook(settings: Config) -> None:
    audited(*(dead(number) for number in range(200)))
    message = posted(settings)
    assert "另有 140 处，见附件《问题清单》。" in body(message, "html")
    assert len(message.as_bytes()) < 600_000
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(attached(message)["问题清单（区政府办公室）.xlsx"]))
    assert len(workbook.get_sheet_by_index(0).to_python()) == 203


def test_the_result_of_a_recheck(settings: Config) -> None:
    audited(dead(1), dead(2))
    posted(settings)
    numbers = list(Case.objects.values_list("number", flat=True))
    decisions.claim(numbers, Who("李青", "已更正", AT))
    for minutes in (60, 120, 190):
        at = AT + timedelta(minutes=minutes)
        fixed = replace(dead(1), verdict=Verdict.PASS if minutes == 190 else Verdict.FAIL)
        books.record(replace(seen(fixed, dead(2), kind="recheck"), taken_at=at), policy(), at)
    message = posted(settings, AT + timedelta(minutes=191), "result")
    assert message["Subject"] == "【复核结果】区政府办公室：复查未通过1处，复查通过1处（LW-2026-Q3-0001 等）"
    assert "复查通过，已销号（1 处）" in body(message, "html")


def test_the_end_of_a_waiver_is_called_so(settings: Config) -> None:
    audited(dead(1))
    posted(settings)
    decisions.waive([Case.objects.get().number], date(2026, 9, 3), Who("周明", "改版期间", AT))
    at = AT + timedelta(days=3)
    decisions.expire(policy(), Who("系统", at=at))
    assert posted(settings, at)["Subject"].startswith("【豁免到期】区政府办公室：1类1处，9月9日17:00前")


def test_overdue_goes_up_with_its_paper(settings: Config) -> None:
    audited(dead(1, unit="czj"))
    posted(settings)
    urging = posted(settings, datetime(2026, 9, 7, 9, tzinfo=CHINA), "urging")
    assert urging["Subject"] == "【催办】区财政局：1类1处已逾期，最长3天（LW-2026-Q3-0001）"
    assert urging["To"] == "zhenghai@yunze.gov.cn"
    message = posted(settings, datetime(2026, 9, 9, 9, tzinfo=CHINA), "supervision")
    assert (message["To"], message["Cc"]) == ("zhenghai@yunze.gov.cn", "ban@yunze.gov.cn")
    assert "登记表中没有区财政局主要负责人的邮箱，本件发至下列收件人，请转呈主要负责人。" in body(message, "plain")
    assert "督办单（区财政局）.docx" in attached(message)
    assert message["From"].startswith("云泽区人民政府办公室")


def test_a_unit_reads_that_a_case_is_no_longer_its_own(settings: Config) -> None:
    audited(dead(1), dead(2))
    posted(settings)
    number = Case.objects.get(subject__endswith="1.html").number
    decisions.transfer([number], "czj", Who("周明", "属财政栏目", AT + timedelta(days=1)), policy())
    message = posted(settings, AT + timedelta(days=1), "result")
    assert message["To"] == "qzfb@yunze.gov.cn"
    assert message["Subject"] == f"【复核结果】区政府办公室：已转其他单位办理1处（{number}）"
    for text in (body(message, "html"), body(message, "plain")):
        assert "已转其他单位办理，不再由本单位承办（1 处）" in text and number in text
        assert "17:00" not in text


def test_a_recheck_of_parts_says_which_places_are_left(settings: Config) -> None:
    audited(dead(1))
    posted(settings)
    case = Case.objects.get()
    where = case.evidence["places"][0]
    decisions.part({case.number: [where]}, None, Who("李青", "其余待改版", AT))
    for minutes in (1, 60, 125):
        at = AT + timedelta(minutes=minutes)
        parts.record(case.site, {(case.check_name, case.subject): {where: False}}, policy(), at)
    message = posted(settings, AT + timedelta(minutes=126), "result")
    assert message["Subject"] == f"【复核结果】区政府办公室：所报部分复查未通过1处（{case.number}）"
    for kind in ("html", "plain"):
        assert f"所报 1 个位置中，1 个复查仍有问题：{where}。" in body(message, kind)


def test_the_morning_says_what_is_to_be_done(settings: Config) -> None:
    near = replace(finding(check="veto_margins", subject="inspection-2019/empty-columns"), level=Level.VETO, early=True)
    near = replace(near, title="空白栏目累计 4/5，距单项否决还差 1 个")
    audited(dead(1), dead(2), finding(check=WAITS, subject="disclosure-platform/guide", unit="jyj"), near)
    number = Case.objects.get(subject__endswith="1.html").number
    decisions.dispute([number], Who("李青", "非我单位职责", AT))
    Letter.objects.create(
        message_id="<1@x>", kind="notice", unit="czj", subject="【整改通知】区财政局", file="x", composed_at=AT,
        sent_at=AT, refused={"czj@yunze.gov.cn": "550 no such user"},
    )  # fmt: skip
    message = posted(settings, AT, "morning")
    assert message["Subject"] == "【每日早报】9月1日：待核实1处，待判定1处，投递异常1件"
    for text in (body(message, "html"), body(message, "plain")):
        for said in ("单位申诉", "新发现，待核实", "空白栏目累计 4/5", "550 no such user", number, "工作群提示"):
            assert said in text
        assert "逾期未办结" not in text
        assert "【整改提示】区政府办公室：待整改1类1处，最近时限9月4日17:00。" in text
    assert list(attached(message)) == ["整改台账.xlsx"]


def test_a_morning_without_work_says_so(settings: Config) -> None:
    registers.store(district.registers(), "周明")
    assert posted(settings, AT, "morning")["Subject"] == "【每日早报】9月1日：今日没有待办事项"


def test_words_for_the_chat_are_short(settings: Config) -> None:
    from ledger import desk

    checks = ["links", "empty_columns", "page_tags", "footer_identity", "publication_time", "interpretations"]
    audited(*(finding(check=check, subject=f"http://{n}/") for n in range(30) for check in checks))
    decisions.confirm([case.number for case in Case.objects.filter(state="found")], Who("周明", at=AT), policy())
    for days in (0, 40):
        rows = list(desk.rows(desk.Filter(unit="qzfb"), AT + timedelta(days=days)))
        text = chat(rows, CATALOGUE, AT + timedelta(days=days))
        assert len(text) <= 120 and "6类180处" in text and "http" not in text
    assert "其中已逾期180处" in text


def test_over_the_wire_nothing_is_lost(settings: Config, tmp_path: Path) -> None:
    audited(*(dead(number) for number in range(3)))
    with server() as inbox:
        file = tmp_path / "bihuan.toml"
        file.write_text(file.read_text("utf-8").replace("[mail]", f'[mail]\nserver = "smtp://127.0.0.1:{inbox.port}"'))
        wired = load(file)
        letters = outbox.compose(AT, wired, CATALOGUE, mail.writer(wired, CATALOGUE))
        assert outbox.send(AT, wired, CATALOGUE).sent == len(letters) == 2
    got = inbox.letters[0]
    kept = opened((wired.storage.dir / letters[0].file).read_bytes())
    assert got["Subject"] == kept["Subject"] == letters[0].subject
    assert got["Message-ID"] == letters[0].message_id
    assert attached(got) == attached(kept) and body(got, "html") == body(kept, "html")
