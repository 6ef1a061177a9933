"""Invented audits and a small catalogue, for the tests of what reports say."""

from typing import Any

from core.catalogue import Catalogue, Item, Rule, Say, Standard
from core.types import Level

SITE = {"key": "portal", "name": "云泽区人民政府门户网站", "url": "http://www.yunze.gov.cn/"}
UNITS = {"dsjj": "区大数据局", "czj": "区财政局", "qzfb": "区政府办公室"}


def catalogue() -> Catalogue:
    rules = (
        Rule(
            check="links",
            name="链接可用性",
            level=Level.DEDUCTION,
            clause="inspection-2019/links",
            basis="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
            good="网站内的链接、图片和附件都能打开。",
            fails="同一注册域名下的目标两次都返回 404、410 等状态，或其域名不存在。",
            unsure_when="超时、被拦截、服务器暂时不可用，或只有一次打不开。",
            fix="更正或撤下链接；附件遗失的重新上传。",
            due={"working_days": 3},
            says={
                "broken": Say("链接打不开：{text}", "{places} 个页面上的链接指向该地址，例如“{text}”。"),
                "image": Say("图片打不开：{text}", "读到 {entries} 篇信息，其中 {places} 篇有该图片。"),
            },
        ),
        Rule(
            check="ipv6_aaaa",
            name="IPv6 地址解析",
            level=Level.REQUIREMENT,
            clause="yunze-2026/ipv6",
            basis="《2026年云泽区政务公开工作要点》（云政办发〔2026〕6号）",
            good="网站的每个域名都有可用的 AAAA 记录。",
            fails="两次解析都没有可用的 AAAA 记录。",
            unsure_when="域名服务器没有应答。",
            fix="请域名管理单位增加 AAAA 记录。",
        ),
        Rule(
            check="veto_margins",
            name="单项否决差距",
            level=Level.VETO,
            clause="inspection-2019/stale-columns",
            basis="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
            good="栏目不更新和空白栏目都不多。",
            fails="累计达到单项否决的个数；达到一半时预警。",
            unsure_when="有栏目未能核实，计入后可能达到。",
            fix="请先更新所列栏目。",
        ),
    )
    item = Item("ipv6", "IPv6 改造", ("IPv6 改造",), ("government",))
    plan = Standard("yunze-2026", "云泽区要点", "《2026年云泽区政务公开工作要点》", (item,))
    words = {"walk": {"outcomes": {"ok": "正常", "http-error": "返回错误状态", "timeout": "超时"}}}
    return Catalogue({rule.check: rule for rule in rules}, {plan.key: plan}, words, "0")


def finding(check: str = "links", number: int = 1, **other: Any) -> dict[str, Any]:
    target = f"http://www.yunze.gov.cn/art/2026/{number}.html"
    return {
        "check": check,
        "subject": target,
        "verdict": "fail",
        "level": "deduction",
        "early": False,
        "confirmed": True,
        "clause": "inspection-2019/links",
        "title": f"链接打不开：区住建局关于老旧小区改造的通知（{number}）",
        "unit": "dsjj",
        "url": "http://www.yunze.gov.cn/col/tzgg/index.html",
        "evidence": {"text": "两次读取均返回 404", "place": target, "at": "2026-11-23T10:00:07+08:00"},
        **other,
    }


def margin(key: str, count: int, limit: int, **other: Any) -> dict[str, Any]:
    """What `veto_margins` says of one count of the portal."""
    short = limit - count
    return (
        finding(
            "veto_margins",
            subject=f"inspection-2019/{key}",
            level="veto",
            early=True,
            clause=f"inspection-2019/{key}",
            title=f"栏目不更新累计 {count}/{limit}，距单项否决还差 {short} 个",
            unit="qzfb",
            url=SITE["url"],
            evidence={
                "text": "政策解读（区司法局）、工作动态（区财政局）。",
                "place": "",
                "at": "2026-11-23T10:00:07+08:00",
            },
        )
        | other
    )


def audit(*findings: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "schema": "bihuan.audit/1",
        "site": SITE,
        "taken_at": "2026-11-23T10:00:00+08:00",
        "as_of": "2026-11-23",
        "complete": True,
        "incomplete_because": [],
        "crawl": {
            "pages": 5210,
            "requests": 6001,
            "seconds": 41.2,
            "bytes": 91234567,
            "outcomes": {"ok": 5210, "http-error": 12, "timeout": 1},
        },
        "passed": {"links": 10412},
        "findings": list(findings),
        **other,
    }
