"""The HTML report: what stands where, and that hostile text stays text."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.digest import href
from reports.html import TEMPLATES, render
from tests.reports.invented import UNITS, audit, catalogue, finding, margin


def page(*audits: Mapping[str, Any], workbook: str = "") -> LexborHTMLParser:
    return LexborHTMLParser(render(audits, catalogue(), UNITS, workbook))


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    found = tree.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def text(node: LexborNode | None) -> str:
    assert node is not None
    return re.sub(r"\s+", " ", node.text()).strip()


def attribute(node: LexborNode, name: str) -> str:
    return node.attributes[name] or ""


def section(tree: LexborHTMLParser, title: str) -> LexborNode:
    return next(part for part in tree.css(".part") if text(part.css_first("h2")).startswith(title))


def test_the_first_line_is_the_answer() -> None:
    ipv6 = finding("ipv6_aaaa", subject="czj.yunze.gov.cn", level="requirement", unit="czj")
    tree = page(audit(finding(number=1), finding(number=2), ipv6, finding(number=3, verdict="unsure")))
    assert text(one(tree, ".answer")) == (
        "云泽区人民政府门户网站 · 2026-11-23 · 2类3处问题，其中单项否决 0、扣分 2、要求 1、提示 0；未能判定 1"
    )
    assert text(one(tree, "header .whole")) == "已完整抓取，共 5,210 个页面。"


def test_faults_go_by_unit_then_check_then_place() -> None:
    tree = page(audit(finding(number=1), finding(number=2), finding("ipv6_aaaa", level="requirement", unit="czj")))
    assert [text(row.css_first("td")) for row in tree.css(".units tbody tr")] == ["区大数据局", "区财政局"]
    part = section(tree, "区大数据局")
    assert len(part.css(".group")) == 1
    assert text(part.css_first("summary")) == "▲ 扣分 链接可用性 2 处"
    assert "国办秘函〔2019〕19号" in text(part.css_first(".rule"))
    assert "更正或撤下链接" in text(part.css_first(".rule"))
    assert len(part.css(".card")) == 2


def test_a_card_quotes_and_says_where_and_when() -> None:
    card = one(page(audit(finding(number=7))), ".card")
    assert text(card.css_first(".seen")) == "两次读取均返回 404"
    assert [text(where) for where in card.css(".where > span")] == [
        "地址 http://www.yunze.gov.cn/col/tzgg/index.html",
        "所在页面 http://www.yunze.gov.cn/art/2026/7.html",
        "时间 2026-11-23 10:00",
    ]
    assert text(card.css_first("time")) == "2026-11-23 10:00"
    assert text(card.css_first(".mark")) == "▲ 扣分"


def test_the_address_that_is_at_fault_is_shown_beside_the_page_that_names_it() -> None:
    page_url = "http://www.yunze.gov.cn/col/tzgg/index.html"
    card = one(page(audit(finding(number=7, evidence={"text": "404", "place": page_url, "at": ""}))), ".card")
    assert [attribute(link, "href") for link in card.css("a")] == ["http://www.yunze.gov.cn/art/2026/7.html", page_url]


def test_a_clause_of_a_standard_is_told_by_its_document() -> None:
    tree = page(audit(finding("ipv6_aaaa", level="requirement", clause="yunze-2026/ipv6")))
    assert "《2026年云泽区政务公开工作要点》（云政办发〔2026〕6号）；IPv6 改造" in text(one(tree, ".group .rule"))


def test_early_and_unconfirmed_stand_apart_and_do_not_count() -> None:
    tree = page(audit(finding(number=1, early=True), finding(number=2, confirmed=False)))
    assert "本期未发现问题；检查了 5,210 个页面、1 项规则" in text(one(tree, ".answer"))
    assert "预警：未到时限" in text(one_card(section(tree, "预警")))
    assert "规则待确认" in text(one_card(section(tree, "规则待确认")))
    assert "区大数据局" in text(one_card(section(tree, "预警")))


def test_what_could_not_be_judged_has_its_own_section_with_reasons() -> None:
    late = finding(
        verdict="unsure", title="两次读取均超时", evidence={"text": "15 秒内没有应答", "place": "", "at": ""}
    )
    tree = page(audit(late))
    part = section(tree, "未能判定")
    assert text(part.css_first("summary")) == "？ 未判定 链接可用性 1 项"
    assert "超时、被拦截" in text(part.css_first(".rule"))
    assert "整改" not in text(part)
    assert text(part.css_first(".seen")) == "15 秒内没有应答"
    assert text(one(tree, ".answer")).endswith("本期未发现问题；检查了 5,210 个页面、1 项规则；未能判定 1")


def test_nothing_judged_is_not_good_news() -> None:
    tree = page(audit(finding(verdict="unsure"), passed={}))
    assert text(one(tree, ".answer")).endswith("本期未能作出判定；未能判定 1")
    assert "未发现" not in text(one(tree, "main"))


def test_an_unfinished_crawl_says_so_at_the_top() -> None:
    tree = page(audit(complete=False, incomplete_because=["已到 5,000 页上限"]))
    assert text(one(tree, "header .whole.no")) == "未完整抓取：已到 5,000 页上限。因此“没有”类结论未作判定。"
    assert "已检查的部分未发现问题" in text(one(tree, ".answer"))


def test_no_problem_is_good_news() -> None:
    tree = page(audit(finding("ipv6_aaaa", verdict="pass", level="requirement")))
    assert text(one(tree, ".answer")).endswith("本期未发现问题；检查了 5,210 个页面、2 项规则")
    assert [text(row) for row in tree.css(".passed li")] == ["✓ 链接可用性 10,412", "✓ IPv6 地址解析 1"]
    assert not tree.css(".card")
    assert "返回错误状态 12、超时 1" in text(section(tree, "检查范围"))


def test_several_sites_and_accounts_are_added_up_and_told_one_by_one() -> None:
    account = audit(site=None, account={"key": "czj-weixin", "name": "云泽财政"}, crawl={}, passed={"media_updates": 1})
    unfinished = audit(finding(number=2), site={"key": "czj", "name": "区财政局网站", "url": ""}, complete=False)
    tree = page(audit(finding(number=1)), unfinished, account)
    assert text(one(tree, ".answer")).startswith("3 个网站和账号 · 2026-11-23 · 1类2处问题")
    names = ["云泽区人民政府门户网站", "区财政局网站", "云泽财政"]
    assert [text(row.css_first("td a")) for row in tree.css(".sites tbody tr")] == names
    assert text(one(tree, "header .whole")).startswith("区财政局网站：未完整抓取")
    assert text(tree.css(".sites tbody tr")[1].css_first("td")) == "区财政局网站 未完整"
    facts = section(tree, "检查范围").css("details")
    assert [text(part.css_first("summary b")) for part in facts] == names
    assert "media_updates" in text(facts[2])


def test_a_unit_answers_in_one_place_for_what_it_has_on_several_sites() -> None:
    own = {"key": "czj", "name": "区财政局网站", "url": "http://czj.yunze.gov.cn/"}
    tree = page(audit(finding(unit="czj"), finding(number=2)), audit(finding(number=3, unit="czj"), site=own))
    part = section(tree, "区财政局")
    assert text(part.css_first("h2")) == "区财政局 1类2处"
    assert [attribute(card, "data-site") for card in part.css(".card")] == ["云泽区人民政府门户网站", "区财政局网站"]
    assert [text(row.css("td")[1]) for row in tree.css(".units tbody tr")] == ["1类2处", "1类1处"]


def test_vetoes_come_first_with_their_margin() -> None:
    reached = finding("homepage_updates", level="veto", title="首页 15 天没有新信息")
    clear = margin("empty-columns", 0, 5, title="空白栏目累计 0/5", verdict="pass", early=False)
    unsure = margin("stale-columns", 0, 10, verdict="unsure", early=False)
    tree = page(audit(margin("stale-core-columns", 3, 5), reached, clear, unsure, finding()))
    assert [text(row.css_first(".mark")) for row in tree.css(".vetoes li")] == [
        "■ 触及",
        "▲ 临近",
        "？ 未判定",
        "✓ 未触及",
    ]
    rows = [text(row) for row in tree.css(".vetoes li")]
    assert (
        "栏目不更新累计 3/5，距单项否决还差 2 个 政策解读（区司法局）、工作动态（区财政局）。单位 区政府办公室"
        in rows[1]
    )
    assert rows[2:] == ["？ 未判定 单项否决差距", "✓ 未触及 空白栏目累计 0/5"]
    assert "其中单项否决 1、扣分 1" in text(one(tree, ".answer"))


def test_many_places_of_one_veto_are_one_line() -> None:
    tree = page(audit(*[finding("personal_data", n, level="veto", unit=f"u{n % 2}") for n in range(9)]))
    (row,) = tree.css(".vetoes li")
    assert text(row) == "■ 触及 personal_data 9 处 单位 u0、u1"


def test_without_vetoes_there_is_no_word_of_them() -> None:
    assert not page(audit(finding())).css(".vetoes")


def test_the_workbook_is_linked_where_it_lies_beside() -> None:
    assert attribute(one(page(audit(), workbook="findings.xlsx"), ".files a"), "href") == "findings.xlsx"
    assert not page(audit()).css(".files")


def test_a_rule_says_by_when() -> None:
    assert "交办后 3 个工作日内" in text(one(page(audit(finding())), ".group .rule"))


@pytest.mark.parametrize("count", [0, 3])
def test_every_link_inside_the_page_has_its_place(count: int) -> None:
    tree = page(*[audit(finding(), finding(number=2, unit="czj")) for _ in range(count)])
    ids = {attribute(node, "id") for node in tree.css("[id]")}
    assert {attribute(link, "href") for link in tree.css("a[href^='#']")} <= {f"#{name}" for name in ids}


def test_hostile_text_stays_text() -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00"
    urls = ["javascript:alert(1)", "JAVA\tSCRIPT:alert(1)", "data:text/html,<script>", "//evil.example/", 'http://a"b/']
    fails = [
        finding(
            evil, n, subject=evil, title=evil, url=url, unit=evil, evidence={"text": evil, "place": url, "at": evil}
        )
        for n, url in enumerate(urls)
    ]
    unsure = [{**fail, "verdict": "unsure"} for fail in fails]
    site = {"key": evil, "name": evil, "url": urls[0]}
    tree = page(audit(*fails, *unsure, site=site, complete=False, incomplete_because=[evil], passed={evil: 3}))
    assert one(tree, "script").text() == (TEMPLATES / "report.js").read_text(encoding="utf-8")
    assert not tree.css("img, iframe, object, embed, link, base")
    assert all(attribute(link, "href").startswith("#") for link in tree.css("a"))
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert "\u202e" not in (tree.html or "")


@pytest.mark.parametrize(
    ("url", "live"),
    [
        ("http://www.yunze.gov.cn/a?b=1&c=附件", True),
        ("HTTPS://www.yunze.gov.cn", True),
        ("http://[2001:db8::1]/", True),
        ("http:///x", False),
        ("http:www.yunze.gov.cn", False),
        ("ftp://www.yunze.gov.cn/", False),
        ("首页 > 政务公开", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_live(url: str, live: bool) -> None:
    assert bool(href(url)) is live


def test_a_long_address_is_cut_in_the_middle_and_kept_whole_in_the_title() -> None:
    long = "http://www.yunze.gov.cn/" + "a" * 3000 + "/附件.xlsx"
    link = one(page(audit(finding(subject=long, url=long, evidence={"text": "", "place": long, "at": ""}))), ".card a")
    assert attribute(link, "title") == attribute(link, "href") == long
    assert len(link.text()) == 72
    assert link.text().startswith("http://www.yunze.gov.cn/") and link.text().endswith("附件.xlsx")


def test_three_thousand_findings_stay_usable() -> None:
    html = render([audit(*[finding(number=n) for n in range(3000)])], catalogue(), UNITS)
    tree = LexborHTMLParser(html)
    assert len(html) < 4_000_000
    assert "open" not in one(tree, ".group").attributes
    assert len(tree.css(".group > .cards > .card")) == 50
    assert text(one(tree, ".more > summary")) == "其余 2,950 处"
    assert len(tree.css(".more .card")) == 2950
    assert "1类3,000处问题" in text(one(tree, ".answer"))


def test_what_is_too_much_for_a_page_is_left_to_the_workbook() -> None:
    many = audit(*[finding(number=n) for n in range(3100)])
    tree = page(many, workbook="findings.xlsx")
    assert len(tree.css(".card")) == 3000
    assert text(one(tree, ".more .aside")) == "另有 100 处未在此列出，见问题清单。"
    assert len(page(many).css(".card")) == 3100


def test_a_small_report_lies_open() -> None:
    assert "open" in one(page(audit(finding())), ".group").attributes


def test_the_page_is_self_contained_and_works_without_scripts() -> None:
    tree = page(audit(finding()))
    assert not tree.css("[src], link, style + style")
    assert "hidden" in one(tree, "#filter").attributes
    assert "@page" in one(tree, "style").text()
    assert "default-src 'none'" in attribute(one(tree, "meta[http-equiv]"), "content")


def test_the_template_never_accuses_beyond_the_rule() -> None:
    assert all("违规" not in path.read_text(encoding="utf-8") for path in TEMPLATES.glob("report.*"))


def one_card(part: LexborNode) -> LexborNode:
    (card,) = part.css(".card")
    return card


def test_what_was_not_read_is_told_a_line_a_reason() -> None:
    crawl = {"pages": 5210, "unread": ["2 个列表的后续页未能读到", "<b>另有</b> 7 个未检查能否打开"]}
    told = next(node for node in page(audit(crawl=crawl)).css("dt") if node.text() == "未读完的部分").next
    while told is not None and told.tag != "dd":
        told = told.next
    assert told is not None and told.html == (
        "<dd>2 个列表的后续页未能读到<br>&lt;b&gt;另有&lt;/b&gt; 7 个未检查能否打开</dd>"
    )
    assert "未读完的部分" not in render([audit()], catalogue(), UNITS)


def test_several_nights_are_told() -> None:
    crawl = {"pages": 5210, "went_on": ["2026-11-24T22:00:07+08:00"]}
    assert "一次没有读完，2026-11-24 22:00 接着读，较早读到的内容以当时为准" in render(
        [audit(crawl=crawl)], catalogue(), UNITS
    )
