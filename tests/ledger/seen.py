"""Audits as the book sees them: invented findings on an invented site."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from core.catalogue import Catalogue, load
from core.clock import CHINA
from core.types import Evidence, Finding, Level, Verdict
from ledger.entry import Key, Observation
from ledger.policy import Policy

CATALOGUE: Catalogue = load()
SITE = "portal"
START = datetime(2026, 9, 1, 9, 0, tzinfo=CHINA)
#: A check that waits for an officer, and one that assigns by itself.
WAITS, ASSIGNS = "mandatory_columns", "links"
DEAD = "http://www.yunze.gov.cn/old/1.html"
PAGE = "http://www.yunze.gov.cn/zwgk/"


def policy(*assign: str) -> Policy:
    return Policy(CATALOGUE, assign)


def finding(
    verdict: Verdict = Verdict.FAIL,
    check: str = ASSIGNS,
    subject: str = DEAD,
    *,
    level: Level = Level.DEDUCTION,
    early: bool = False,
    confirmed: bool = True,
    unit: str = "qzfb",
) -> Finding:
    evidence = Evidence("1 个页面上的链接指向该地址；访问结果：返回错误状态 404。", PAGE, START.isoformat(), (PAGE,))
    title = "链接打不开：旧闻"
    return Finding(
        check, subject, verdict, level, title, unit, subject, evidence, "inspection-2019/links", early, confirmed
    )


def seen(
    *findings: Finding,
    hours: float = 0,
    kind: str = "full",
    complete: bool = True,
    answers: Iterable[Finding] = (),
    doubts: Mapping[Key, str] | None = None,
    site: str = SITE,
) -> Observation:
    """An audit `hours` after the first one."""
    at = moment(hours)
    ran = frozenset(CATALOGUE.rules)
    return Observation(
        site, at, at.date(), ran, findings, tuple(answers), doubts or {}, kind, complete, pages=100, snapshot="1.sqlite"
    )


def moment(hours: float) -> datetime:
    return START + timedelta(hours=hours)
