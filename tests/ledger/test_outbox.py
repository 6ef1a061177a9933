"""Which letters are written, to whom, and that nothing is told twice. The writer is a plain one: how letters read is told elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.clock import CHINA
from core.config import Config, load
from core.types import Finding, Leader, Unit, Verdict
from ledger import book as books
from ledger import decisions, outbox, parts, registers
from ledger.decisions import Who
from ledger.models import Batch, Case, Event, Letter
from ledger.outbox import Paper, Written
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, PAGE, WAITS, finding, policy, seen

pytestmark = pytest.mark.usefixtures("book")

#: A Tuesday; the limit of a dead link (three working days) is Friday 17:00.
TUESDAY = datetime(2026, 9, 1, 10, 0, tzinfo=CHINA)
FRIDAY = datetime(2026, 9, 4, 17, 0, tzinfo=CHINA)
Configured = Callable[..., Config]


def day(number: int, hour: int = 9) -> datetime:
    """The day of September."""
    return datetime(2026, 9, number, hour, 0, tzinfo=CHINA)


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    """A configuration with these lines in its [mail]; letters are files unless a server is named."""

    def make(*lines: str) -> Config:
        file = tmp_path / "bihuan.toml"
        file.write_text("\n".join(["[mail]", 'from = "dsjj@yunze.gov.cn"', *lines]), "utf-8")
        return load(file)

    return make


@pytest.fixture
def settings(configured: Configured) -> Config:
    return configured()


@pytest.fixture(autouse=True)
def district_registered(book: Path) -> None:
    units = (
        Unit("qzfb", "区政府办公室", "department", "", emails=("qzfb@yunze.gov.cn",)),
        Unit(
            "czj",
            "区财政局",
            "department",
            "",
            emails=("czj@yunze.gov.cn",),
            leaders=(
                Leader("分管领导", "郑海", "zhenghai@yunze.gov.cn"),
                Leader("主要负责人", "严松", "yansong@yunze.gov.cn"),
            ),
        ),
        Unit("jyj", "区教育和体育局", "department", ""),
        Unit("qzf", "区人民政府", "government"),
    )
    registers.store(district.registers(units=units), "周明")


def plain(paper: Paper) -> Written:
    return Written(f"{paper.kind} {paper.unit} {' '.join(paper.parts)}", paper.kind, paper.message_id.encode())


def audited(*findings: Finding, at: datetime = TUESDAY, kind: str = "full") -> None:
    books.record(replace(seen(*findings, kind=kind), taken_at=at, as_of=at.date()), policy(), at)


def dead(number: int = 1, unit: str = "czj", verdict: Verdict = Verdict.FAIL) -> Finding:
    return finding(verdict, subject=f"http://www.yunze.gov.cn/{number}.html", unit=unit)


def posted(at: datetime, settings: Config, unattended: bool = False) -> list[str]:
    """What is written and sent at this moment, as kind, unit and headings."""
    letters = outbox.compose(at, settings, CATALOGUE, plain, unattended)
    outbox.send(at, settings, CATALOGUE)
    return [letter.subject for letter in letters]


def number(subject: int = 1) -> str:
    return Case.objects.get(subject=f"http://www.yunze.gov.cn/{subject}.html").number


def test_one_letter_a_unit_tells_all_its_new_cases(settings: Config) -> None:
    audited(*(dead(one) for one in range(40)), dead(50, "qzfb"))
    assert posted(TUESDAY, settings) == ["notice czj 新交办", "notice qzfb 新交办"]
    assert Event.objects.filter(letter__unit="czj").count() == 40
    assert Letter.objects.get(unit="czj").to == ["czj@yunze.gov.cn"]
    assert posted(TUESDAY, settings) == []


def test_the_message_id_says_what_is_told(settings: Config) -> None:
    audited(dead())
    (paper,) = outbox.planned(TUESDAY, settings, CATALOGUE)
    (letter,) = outbox.compose(TUESDAY, settings, CATALOGUE, plain)
    assert letter.message_id == paper.message_id and letter.message_id.endswith("@yunze.gov.cn>")
    assert (settings.storage.dir / letter.file).read_bytes() == letter.message_id.encode()


def test_planning_changes_nothing(settings: Config) -> None:
    audited(dead())
    assert [paper.unit for paper in outbox.planned(TUESDAY, settings, CATALOGUE)] == ["czj"]
    assert not Letter.objects.exists() and not (settings.storage.dir / "letters").exists()


def test_nobody_hears_of_what_no_officer_has_confirmed(settings: Config) -> None:
    audited(finding(check=WAITS, subject="disclosure-platform/guide", unit="czj"))
    assert posted(TUESDAY, settings) == []
    decisions.confirm([Case.objects.get().number], Who("周明", at=TUESDAY), policy())
    assert posted(TUESDAY, settings) == ["notice czj 新交办"]


@pytest.mark.parametrize("step", ["dismissed", "waived", "fixed", "closed"])
def test_what_is_settled_before_it_was_told_is_never_told(step: str, settings: Config) -> None:
    audited(dead())
    who = Who("周明", "已核实", TUESDAY)
    if step == "fixed":
        audited(dead(verdict=Verdict.PASS), at=day(2))
    elif step == "waived":
        decisions.waive([number()], date(2026, 12, 31), who)
    else:
        {"dismissed": decisions.dismiss, "closed": decisions.close}[step]([number()], who)
    assert posted(day(2), settings) == []


RELEASED = "result czj 已转其他单位办理，不再由本单位承办"


def transferred(to: str, at: datetime, note: str = "属办公室栏目") -> None:
    decisions.transfer([number()], to, Who("周明", note, at), policy())


def test_a_transfer_goes_to_the_new_unit_and_the_old_one_is_told_once(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    transferred("qzfb", day(2))
    assert posted(day(2), settings) == [RELEASED, "notice qzfb 转交办理"]
    assert posted(day(3), settings) == [] and not any("czj" in one for one in posted(day(8), settings))


def test_to_the_old_unit_the_case_is_none_any_more(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    transferred("qzfb", day(2))
    (paper,) = [paper for paper in outbox.planned(day(2), settings, CATALOGUE) if paper.unit == "czj"]
    (row,) = paper.rows
    assert (row.state, row.due, row.text, row.overdue_days, row.number) == ("", None, "", 0, number())


def test_a_unit_that_never_heard_of_a_case_does_not_hear_that_it_is_gone(settings: Config) -> None:
    audited(dead())
    transferred("qzfb", TUESDAY)
    assert posted(day(2), settings) == ["notice qzfb 转交办理"]


def test_the_old_unit_is_told_even_where_the_new_one_has_mended_it(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    transferred("qzfb", day(1, 18))
    audited(dead(verdict=Verdict.PASS), at=day(2))
    assert posted(day(2), settings) == [RELEASED]


def test_a_case_that_comes_back_before_the_old_unit_was_told_is_a_notice_alone(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    transferred("qzfb", day(1, 18))
    transferred("czj", day(1, 19), "仍属财政栏目")
    assert posted(day(2), settings) == ["notice czj 转交办理"]


def test_of_a_whole_chain_only_those_who_knew_are_told(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    transferred("jyj", day(1, 18))
    transferred("qzfb", day(1, 19))
    assert posted(day(2), settings) == [RELEASED, "notice qzfb 转交办理"]


def test_a_recheck_is_answered_at_once_in_one_letter(settings: Config) -> None:
    audited(dead(1), dead(2))
    posted(TUESDAY, settings)
    decisions.claim([number(1), number(2)], Who("李青", "已更正", TUESDAY))
    for minutes in (70, 140, 210):
        at = TUESDAY + timedelta(minutes=minutes)
        audited(dead(1), dead(2, verdict=Verdict.PASS if minutes == 210 else Verdict.FAIL), at=at, kind="recheck")
    assert posted(TUESDAY + timedelta(minutes=211), settings) == ["result czj 复查未通过，退回整改 复查通过，已销号"]
    assert posted(TUESDAY + timedelta(minutes=212), settings) == []


def test_a_second_notice_waits_for_the_next_day(settings: Config) -> None:
    audited(dead(1))
    posted(TUESDAY, settings)
    audited(dead(1), dead(2), at=day(1, 15))
    assert posted(day(1, 16), settings) == []
    assert posted(day(2), settings) == ["notice czj 新交办"]


def test_unattended_a_notice_waits_until_nothing_is_added(settings: Config) -> None:
    audited(dead(1))
    assert posted(TUESDAY + timedelta(minutes=5), settings, unattended=True) == []
    assert posted(TUESDAY + timedelta(minutes=11), settings, unattended=True) == ["notice czj 新交办"]


def test_waivers_that_end_and_faults_that_return(settings: Config) -> None:
    audited(dead(1), dead(2))
    posted(TUESDAY, settings)
    decisions.waive([number(1)], date(2026, 9, 3), Who("周明", "改版期间", TUESDAY))
    audited(dead(2, verdict=Verdict.PASS), at=day(2))
    assert posted(day(2), settings) == ["result czj 复查通过，已销号 已予豁免"]
    decisions.expire(policy(), Who("系统", at=day(4)))
    audited(dead(1), dead(2), at=day(4))
    assert posted(day(4), settings) == ["notice czj 销号后再次出现 豁免到期，恢复整改"]


def test_dates_climb_the_ladder_in_working_days(settings: Config) -> None:
    audited(dead())
    told = {at: posted(day(at), settings) for at in range(1, 15) if at >= 2 or not posted(TUESDAY, settings)}
    assert {at: kinds for at, kinds in told.items() if kinds} == {
        3: ["reminder czj 即将到期"],
        7: ["urging czj 已逾期"],
        9: ["supervision czj 催办后仍逾期"],
    }, "Friday is the limit, Saturday and Sunday count for nothing"
    urging, supervision = Letter.objects.filter(kind__in=("urging", "supervision")).order_by("id")
    assert (urging.to, urging.cc) == (["zhenghai@yunze.gov.cn"], ["czj@yunze.gov.cn"])
    assert (supervision.to, supervision.cc) == (
        ["yansong@yunze.gov.cn"],
        ["zhenghai@yunze.gov.cn", "czj@yunze.gov.cn"],
    )


def test_before_the_working_day_begins_dates_say_nothing(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    assert posted(day(3, 7), settings) == []


def test_new_cases_and_a_reminder_are_one_letter(settings: Config) -> None:
    audited(dead(1))
    posted(TUESDAY, settings)
    audited(dead(1), dead(2), at=day(2, 20))
    assert posted(day(3), settings) == ["notice czj 新交办 即将到期"]
    assert posted(day(3, 10), settings) == []


@pytest.mark.parametrize("step", ["claimed", "asked", "disputed", "silent", "never told", "told too late"])
def test_nobody_is_urged_who_waits_for_us(step: str, settings: Config) -> None:
    audited(dead())
    if "told" not in step:
        posted(TUESDAY, settings)
    who = Who("李青", "情况说明", day(2))
    if step == "silent":
        audited(dead(99, "qzfb"), at=day(2))
    elif step == "told too late":
        posted(day(5), settings)
    elif step != "never told":
        steps = {
            "claimed": lambda: decisions.claim([number()], who),
            "asked": lambda: decisions.ask([number()], date(2026, 9, 30), who),
            "disputed": lambda: decisions.dispute([number()], who),
        }
        steps[step]()
    if step != "never told":
        told = [subject for at in (3, 7, 8, 9, 10) for subject in posted(day(at), settings) if "czj" in subject]
        assert told == []
    else:
        assert {subject.split()[0] for at in (7, 8, 9) for subject in posted(day(at), settings)} == {"notice"}


def test_seen_again_the_ladder_goes_on(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    audited(dead(99, "qzfb"), at=day(2))
    audited(dead(), dead(99, "qzfb"), at=day(6))
    assert posted(day(7), settings) == ["urging czj 已逾期", "notice qzfb 新交办"]


def test_a_new_limit_is_reminded_of_anew(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    assert posted(day(3), settings) == ["reminder czj 即将到期"]
    decisions.extend([number()], datetime(2026, 9, 10, 17, tzinfo=CHINA), Who("周明", "同意", day(3)))
    assert posted(day(3, 10), settings) == ["result czj 同意延期"]
    assert [posted(day(at), settings) for at in (4, 7, 8, 9, 10)] == [[], [], [], ["reminder czj 即将到期"], []]


def test_quiet_hours_keep_letters_back_but_not_urgent_ones(configured: Configured) -> None:
    settings = configured('quiet_hours = "18:00-08:30"')
    audited(dead(), finding(check=WAITS, subject="disclosure-platform/guide", unit="qzfb"), at=day(1, 20))
    batch = Batch.objects.create(key="zx", name="专项", due=day(2, 8))
    waiting = Case.objects.get(check_name=WAITS).number
    decisions.confirm([waiting], Who("周明", at=day(1, 21)), policy(), batch)
    assert posted(day(1, 22), settings) == ["notice qzfb 新交办"]
    assert Letter.objects.get().sent_at == day(1, 22)
    assert posted(day(2, 8), settings) == []
    assert posted(day(2, 9), settings) == ["notice czj 新交办"]


def test_what_was_written_before_the_quiet_hours_is_sent_after_them(configured: Configured) -> None:
    settings = configured('quiet_hours = "18:00-08:30"')
    audited(dead())
    outbox.compose(day(1, 17), settings, CATALOGUE, plain)
    sent = [outbox.send(at, settings, CATALOGUE) for at in (day(1, 19), day(2, 9))]
    assert [(one.sent, one.waiting) for one in sent] == [(0, 1), (1, 0)]


def test_where_a_server_sends_a_unit_without_an_address_waits(configured: Configured) -> None:
    settings = configured('server = "smtp://127.0.0.1:9"', 'bureau = ["ban@yunze.gov.cn"]')
    audited(dead(unit="jyj"))
    composed = outbox.compose(TUESDAY, settings, CATALOGUE, plain)
    assert [letter.kind for letter in composed] == ["morning"]
    (paper,) = [paper for paper in outbox.planned(day(2), settings, CATALOGUE) if paper.morning]
    assert paper.morning is not None and paper.morning.unreachable == {"区教育和体育局": 1}
    registers.store(
        district.registers(
            units=(
                Unit("jyj", "区教育和体育局", "department", "", emails=("jyj@yunze.gov.cn",)),
                Unit("qzf", "区人民政府", "government"),
                Unit("qzfb", "区政府办公室", "department"),
                Unit("czj", "区财政局", "department"),
            )
        ),
        "周明",
    )
    (letter,) = outbox.compose(TUESDAY, settings, CATALOGUE, plain)
    assert letter.to == ["jyj@yunze.gov.cn"]


def test_without_a_server_every_letter_is_a_file(settings: Config) -> None:
    audited(dead(unit="jyj"), dead(2))
    posted(TUESDAY, settings)
    files = sorted((settings.storage.dir / "outbox").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {file.read_bytes().decode() for file in files} == set(Letter.objects.values_list("message_id", flat=True))


def test_the_bureau_reads_once_a_working_day(configured: Configured) -> None:
    settings = configured('bureau = ["ban@yunze.gov.cn"]')
    audited(dead(), finding(check=WAITS, subject="disclosure-platform/guide", unit="czj"))
    decisions.dispute([number()], Who("李青", "非我单位职责", TUESDAY))
    assert posted(TUESDAY, settings) == ["notice czj 新交办", "morning  found disputed"]
    assert [posted(day(at), settings)[-1:] for at in (1, 2, 5, 6)] == [[], ["morning  "], [], []]
    (paper,) = outbox.planned(day(3), settings, CATALOGUE)
    assert paper.morning is not None and set(paper.morning.waiting) == {"found", "disputed"}


def test_a_file_that_cannot_be_written_leaves_everything_to_be_told(settings: Config) -> None:
    audited(dead())

    def fails(paper: Paper) -> Written:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        outbox.compose(TUESDAY, settings, CATALOGUE, fails)
    assert not Letter.objects.exists()
    assert posted(TUESDAY, settings) == ["notice czj 新交办"]


def test_an_answer_on_parts_holds_the_ladder_until_the_officer_has_decided(settings: Config) -> None:
    audited(dead())
    posted(TUESDAY, settings)
    decisions.part({number(): [PAGE]}, date(2026, 9, 30), Who("李青", "其余待改版", day(2)))
    parts.record("portal", {("links", "http://www.yunze.gov.cn/1.html"): {PAGE: True}}, policy(), day(2))
    assert posted(day(2), settings) == ["result czj 所报部分复查通过，其余请继续整改"]
    assert [posted(day(at), settings) for at in (3, 7, 8, 9)] == [[]] * 4
    decisions.keep([number()], Who("周明", "请按原时限", day(9)))
    assert [posted(day(at), settings) for at in (10, 11)] == [
        ["result czj 申诉或申请未予采纳，维持交办"],
        ["urging czj 已逾期"],
    ]
