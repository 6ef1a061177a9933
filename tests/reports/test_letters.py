"""Every kind of letter as it was last looked at: `letters/*.txt` and `*.html`, compared byte for byte.

Where a letter is meant to change: `RENEW_LETTERS=1 pytest tests/reports/test_letters.py`, then read what git shows.
The rules are a small invented catalogue, so that only letters and their words are compared, not the catalogue of checks.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from core.config import Config, load
from core.types import Evidence, Finding, Leader, Level, Unit, Verdict
from tests.ledger.conftest import book

from demo.clerk import opened  # isort: skip
from ledger import book as books
from ledger import decisions, outbox, registers
from ledger.decisions import Who
from ledger.models import Case, Letter
from ledger.outbox import Paper, Written
from ledger.policy import Policy
from reports import mail
from tests.ledger import district
from tests.ledger.seen import CATALOGUE, seen
from tests.reports import invented

__all__ = ["book"]

pytestmark = pytest.mark.usefixtures("book")

FOLDER = Path(__file__).parent / "letters"
SMALL = invented.catalogue()
RULES = replace(CATALOGUE, rules=SMALL.rules, standards=SMALL.standards)
LINK = "http://dsjj.yunze.gov.cn/fk/r/WyJjemoi.example/"
OFFICER, CLERK = "周明", "区财政局 邱敏"
UNITS = (
    Unit("qzf", "云泽区人民政府", "government"),
    Unit("qzfb", "区政府办公室", "department", "qzf", emails=("qzfb@yunze.gov.cn",)),
    Unit(
        "czj",
        "区财政局",
        "department",
        "qzf",
        emails=("czj@yunze.gov.cn",),
        leaders=(
            Leader("分管领导", "郑海", "zhenghai@yunze.gov.cn"),
            Leader("主要负责人", "严松", "yansong@yunze.gov.cn"),
        ),
    ),
    Unit("jyj", "区教育和体育局", "department", "qzf"),
)
TITLES = ("关于公布2025年预算的通知", "云泽区政府采购目录", "惠企政策汇编", "财政专户管理办法", "办事指南（会计）")
HEAD = """\
[mail]
from = "dsjj@yunze.gov.cn"
bureau = ["bangong@yunze.gov.cn"]
[cases]
issuer = { notice = "云泽区大数据局", supervision = "云泽区人民政府办公室" }
"""


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    (tmp_path / "bihuan.toml").write_text(HEAD, "utf-8")
    registers.store(district.registers(units=UNITS), OFFICER)
    return load(tmp_path / "bihuan.toml")


def moment(day: int, clock: str = "09:00") -> datetime:
    """In September 2026; the 1st is a Tuesday."""
    return datetime.fromisoformat(f"2026-09-{day:02}T{clock}:00+08:00")


def dead(number: int, verdict: Verdict = Verdict.FAIL, unit: str = "czj") -> Finding:
    url, page = f"http://www.yunze.gov.cn/{unit}/{number}.html", f"http://www.yunze.gov.cn/{unit}/"
    evidence = Evidence(
        "1 个页面上的链接指向该地址；访问结果：返回错误状态 404。", page, moment(1).isoformat(), (page,)
    )
    title = f"链接打不开：{TITLES[number - 1]}"
    return Finding("links", url, verdict, Level.DEDUCTION, title, unit, url, evidence, "inspection-2019/links")


def without_ipv6(unit: str = "czj") -> Finding:
    host = f"{unit}.yunze.gov.cn"
    evidence = Evidence(f"两次查询 {host} 的 AAAA 记录，均没有结果。", "", moment(1).isoformat())
    title = f"域名 {host} 没有 IPv6 地址"
    return Finding("ipv6_aaaa", host, Verdict.FAIL, Level.REQUIREMENT, title, unit, "", evidence, "yunze-2026/ipv6")


def near_a_veto() -> Finding:
    evidence = Evidence("惠企政策（区财政局）、招考录用（区教育和体育局）。", "", moment(1).isoformat())
    title = "空白栏目累计 4/5，距单项否决还差 1 个"
    return Finding("veto_margins", "empty", Verdict.FAIL, Level.VETO, title, "qzfb", "", evidence, "", early=True)


def audited(at: datetime, *findings: Finding, kind: str = "full", assign: str = "*") -> None:
    books.record(replace(seen(*findings, kind=kind), taken_at=at, as_of=at.date()), Policy(RULES, (assign,)), at)


def posted(at: datetime, settings: Config) -> dict[str, EmailMessage]:
    """The letters of this moment by their kind, with a link that is always the same."""

    def write(paper: Paper) -> Written:
        return mail.write(replace(paper, link=LINK if paper.link else ""), settings, RULES)

    letters = outbox.compose(at, settings, RULES, write)
    outbox.send(at, settings, RULES)
    return {letter.kind: opened(settings.storage.dir / letter.file) for letter in letters}


def number(subject: int) -> str:
    return Case.objects.get(subject__endswith=f"/{subject}.html").number


def notice(settings: Config) -> EmailMessage:
    audited(moment(1), dead(1), dead(2), dead(3), without_ipv6())
    return posted(moment(1, "10:00"), settings)["notice"]


def reminder(settings: Config) -> EmailMessage:
    notice(settings)
    return posted(moment(3), settings)["reminder"]


def urging(settings: Config) -> EmailMessage:
    notice(settings)
    return posted(moment(7), settings)["urging"]


def supervision(settings: Config) -> EmailMessage:
    urging(settings)
    return posted(moment(9), settings)["supervision"]


def result(settings: Config) -> EmailMessage:
    """One of each: mended, not mended, more time, waived, dismissed, upheld."""
    audited(moment(1), *map(dead, range(1, 6)), without_ipv6())
    posted(moment(1, "10:00"), settings)
    decisions.claim([number(1), number(2)], Who(CLERK, "已更正链接", moment(2)))
    for clock in ("09:10", "10:10", "11:30"):
        audited(moment(2, clock), dead(1, Verdict.PASS), dead(2), kind="recheck")
    decisions.extend([number(3)], moment(18, "17:00"), Who(OFFICER, "等待上级更新目录", moment(2, "11:40")))
    decisions.waive([number(4)], date(2026, 12, 31), Who(OFFICER, "栏目改版期间", moment(2, "11:40")))
    decisions.dismiss([number(5)], Who(OFFICER, "页面已移至新地址，原链接不再对外提供", moment(2, "11:40")))
    host = Case.objects.get(check_name="ipv6_aaaa").number
    decisions.dispute([host], Who(CLERK, "该域名不对公众服务", moment(2, "11:40")))
    decisions.keep([host], Who(OFFICER, "首页有指向该域名的链接", moment(2, "11:45")))
    return posted(moment(2, "11:50"), settings)["result"]


def expired(settings: Config) -> EmailMessage:
    notice(settings)
    decisions.waive([number(1)], date(2026, 9, 2), Who(OFFICER, "栏目改版期间", moment(1, "11:00")))
    decisions.expire(Policy(RULES), Who("系统", at=moment(3, "00:10")))
    Case.objects.exclude(number=number(1)).update(state="dismissed")
    return posted(moment(3), settings)["notice"]


def given_back(settings: Config) -> EmailMessage:
    """One whose answer was not accepted, one that came from another unit, one that is new."""
    audited(moment(1), dead(1), dead(2, unit="qzfb"))
    posted(moment(1, "10:00"), settings)
    decisions.claim([number(1)], Who(CLERK, "已更正链接", moment(2)))
    decisions.reject([number(1)], Who(OFFICER, "所附截图不是该页面", moment(2)))
    decisions.transfer([number(2)], "czj", Who(OFFICER, "该栏目由区财政局维护", moment(2)), Policy(RULES))
    audited(moment(2, "09:30"), dead(1), dead(2), dead(3))
    return posted(moment(2, "10:00"), settings)["notice"]


def morning(settings: Config) -> EmailMessage:
    """Something of everything that the bureau has to do."""
    notice(settings)
    decisions.claim([number(1)], Who(CLERK, "已更正链接", moment(2)))
    decisions.dispute([number(2)], Who(CLERK, "该页面由区政府办公室维护", moment(2)))
    audited(moment(7), dead(1), dead(2), dead(3), without_ipv6(), without_ipv6("jyj"), near_a_veto())
    audited(moment(7, "08:30"), *(dead(one, unit="qzfb") for one in (4, 5)), assign="none", kind="recheck")
    Letter.objects.filter(kind="notice").update(refused={"czj@yunze.gov.cn": "550 mailbox full"}, composed_at=moment(6))
    return posted(moment(7), settings)["morning"]


@pytest.mark.parametrize(
    "story", [notice, reminder, urging, supervision, result, expired, given_back, morning], ids=lambda one: one.__name__
)
def test_the_letter_is_as_it_was_looked_at(story: Callable[[Config], EmailMessage], settings: Config) -> None:
    letter = story(settings)
    heads = [f"{name}: {letter[name]}\n" for name in ("Subject", "From", "To", "Cc", "Reply-To") if letter[name]]
    assert_same(f"{story.__name__}.txt", "".join([*heads, "\n", body(letter, "plain")]))
    assert_same(f"{story.__name__}.html", body(letter, "html"))


def body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def assert_same(name: str, text: str) -> None:
    """As the file says, to the byte."""
    file = FOLDER / name
    if os.environ.get("RENEW_LETTERS"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert file.read_bytes() == text.encode()
