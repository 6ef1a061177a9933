"""The summary on the terminal, as a pipe of 80 columns sees it."""

import io
from collections.abc import Mapping
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from reports.terminal import summary
from tests.reports.invented import UNITS, audit, catalogue, finding, margin


def lines(*audits: Mapping[str, Any], width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    summary(audits, catalogue(), console, UNITS)
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_the_first_line_is_the_answer_then_the_table() -> None:
    told = lines(audit(finding(), finding(number=2), finding("ipv6_aaaa", level="requirement"), passed={"links": 9}))
    assert told[0] == (
        "云泽区人民政府门户网站 · 2026-11-23 · 2类3处问题，其中单项否决 0、扣分 2、要求 1、提示 0；未能判定 0"
    )
    assert told[2].split() == ["级别", "规则", "处数", "例"]
    assert told[3].split()[:4] == ["▲", "扣分", "链接可用性", "2"]
    assert "老旧小区改造" in told[3]
    assert any(line.startswith("● 要求  IPv6 地址解析") for line in told)
    assert told[-3:] == [
        "抓取：完整；5,210 个页面，6,001 次请求，41.2 秒，87.0 MB",
        "结果：正常 5,210、返回错误状态 12、超时 1",
        "通过 9（1 项规则）",
    ]


def test_vetoes_and_units_come_before_the_table() -> None:
    own = {"key": "czj", "name": "区财政局网站", "url": ""}
    told = lines(audit(margin("stale-core-columns", 3, 5), finding()), audit(finding(unit="czj"), site=own))
    assert told[2:4] == ["单项否决", "▲ 临近  栏目不更新累计 3/5，距单项否决还差 2 个（区政府办公室）"]
    assert [line.split() for line in told[5:8]] == [
        ["责任单位", "问题", "否决", "扣分", "要求", "提示"],
        ["区大数据局", "1类1处", "0", "1", "0", "0"],
        ["区财政局", "1类1处", "0", "1", "0", "0"],
    ]


def test_an_unfinished_crawl_is_the_second_line() -> None:
    told = lines(audit(complete=False, incomplete_because=["已到 5,000 页上限"]))
    assert told[1] == "未完整抓取：已到 5,000 页上限。因此“没有”类结论未作判定。"


def test_what_could_not_be_judged_is_told_with_its_reasons() -> None:
    slow = [finding(number=n, verdict="unsure", evidence={"text": "15 秒内没有应答"}) for n in range(3)]
    told = lines(audit(*slow, finding(number=9, verdict="unsure", evidence={"text": "返回拦截页"})))
    assert told[0].endswith("本期未发现问题；检查了 5,210 个页面、1 项规则；未能判定 4")
    assert told[2] == "未能判定（不算问题，也不算通过）"
    assert told[5].startswith("？ 未判定  链接可用性     4  15 秒内没有应答（3 项；另有 1 种原因）")


def test_early_and_unconfirmed_are_told_apart() -> None:
    told = lines(audit(finding(early=True), finding("ipv6_aaaa", confirmed=False)))
    assert "预警（未到时限，不计入问题）：1类1处：链接可用性 1" in told
    assert "规则待确认（不计入问题）：1类1处：IPv6 地址解析 1" in told
    assert "未发现问题" in told[0]


def test_no_problem_is_good_news() -> None:
    assert lines(audit())[0].endswith("本期未发现问题；检查了 5,210 个页面、1 项规则")


def test_what_was_not_read_is_told_a_line_a_reason() -> None:
    crawl = {"pages": 5210, "unread": ["2 个列表的后续页未能读到", "另有 7 个未检查能否打开\x1b[31m"]}
    told = lines(audit(crawl=crawl))
    assert told[told.index("未读完的部分：") + 1 :][:2] == [
        "  2 个列表的后续页未能读到",
        "  另有 7 个未检查能否打开[31m",
    ]
    assert "未读完的部分：" not in lines(audit())


def test_several_are_added_up_first() -> None:
    account = audit(site=None, account={"key": "czj-weixin"}, crawl={}, passed={}, findings=[])
    told = lines(audit(finding()), audit(finding(number=2)), account)
    assert told[0].startswith("3 个网站和账号 · 2026-11-23 · 1类2处问题")
    assert any(line.startswith("czj-weixin · 2026-11-23 · 本期未能作出判定") for line in told)


def test_three_thousand_findings_are_one_row_within_the_width() -> None:
    told = lines(audit(*[finding(number=n, url="http://www.yunze.gov.cn/" + "a" * 300) for n in range(3000)]))
    rows = told[2:-4]
    assert len(rows) <= 4
    assert max(map(cell_len, rows)) <= 80
    assert "3,000" in rows[1]


def test_hostile_text_steers_nothing() -> None:
    evil = "\x1b]0;owned\x07\x1b[31m[bold red]甲[/bold red][/nothing]"
    told = "\n".join(lines(audit(finding(evil, title=evil), finding(evil, 2, title=evil, verdict="unsure")), width=200))
    assert "\x1b" not in told and "\x07" not in told
    assert "[bold red]甲[/bold red][/nothing]" in told
