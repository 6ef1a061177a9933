"""What is taken for a block page, and the many pages that only look a little like one."""

from collections.abc import Mapping
from typing import Any

import pytest

from core.blocked import block_page, instead
from core.catalogue import load

FINGERPRINTS: Mapping[str, Any] = load().words["blocked"]
NEWS = "8月12日，区大数据局召开政务公开工作推进会，通报上半年检查情况，部署下一步任务。"
#: A page of a site behind 瑞数: the script stands in the head of every page that it lets through.
GUARDED = "<meta content='x' r='m'><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script>"


def blocked(status: int, text: str, title: str = "", headers: Mapping[str, str] | None = None, links: int = 0) -> str:
    return block_page(status, headers or {}, title, text, FINGERPRINTS, links)


@pytest.mark.parametrize(
    ("status", "title", "text"),
    [
        (200, "区大数据局召开推进会", NEWS),
        (200, "", ""),
        (200, "工作动态", "<html><body><div id='app'></div><script src='app.js'></script></body></html>"),
        (200, "云泽区人民政府", f"{NEWS}<div>本站由<a>知道创宇云防御</a>提供安全加速CDN服务</div>"),
        (200, "关于接入知道创宇云防御的通知", NEWS),
        (200, "网站安全防护采购公告", "采购内容：创宇盾、安全狗、华为云WAF、腾讯云WAF各一套，预算金额12.6万元。"),
        (200, "网上咨询", "问：打开页面时提示“您的请求疑似攻击行为”，怎么办？答：请更换网络后再试。"),
        (200, "网上咨询", "您好！您反映的系统提示访问过于频繁的问题，经核实是短时间多次提交所致，请稍后重新提交。"),
        (200, "安全验证方式变更的公告", NEWS),
        (200, "关于访问过于频繁问题的答复", "访问过于频繁时请稍后再试。"),
        (200, "系统维护公告-云泽区人民政府", "维护期间如提示请完成安全验证，请按提示操作。"),
        (200, "WAF知识问答", "云防护拦截后会显示：您的请求疑似攻击行为。"),
        (200, "政务服务网使用手册", "第三步 请输入验证码后继续访问"),
        (200, "", f"<title>要闻</title>{GUARDED}<body></body>"),
        (200, "", f"{GUARDED}<body><div class='nav'>首页 政务公开 互动交流</div></body>"),
        (200, "网络安全知识", NEWS * 120 + "您的请求疑似攻击行为"),
        (404, "", f"{GUARDED}<body>您访问的页面不存在</body>"),
        (403, "", "<title>403 Forbidden</title><h1>403 Forbidden</h1>"),
        (405, "", "<h1>Method Not Allowed</h1>"),
        (412, "", "<h1>Precondition Failed</h1>"),
        (418, "", "<h1>I'm a teapot</h1>"),
        (429, "", ""),
        (502, "", "<title>502 Bad Gateway</title><center>nginx</center>"),
        (503, "", "网站升级维护中，给您带来不便，敬请谅解。"),
        (521, "", "<title>521 Origin Down</title>"),
    ],
)
def test_ordinary_pages_are_the_site_s_own(status: int, title: str, text: str) -> None:
    assert blocked(status, text, title) == ""


def test_a_header_of_the_accelerator_on_an_ordinary_page_blocks_nothing() -> None:
    headers = {"x-via-jsl": "e0a1b2c,-", "set-cookie": "__jsluid_s=0f1e; path=/"}
    assert blocked(200, NEWS, "要闻", headers) == ""
    assert blocked(404, "<h1>404</h1>", headers=headers) == ""


@pytest.mark.parametrize("text", ["访问过于频繁，请稍后再试", "<h2>当前访问疑似黑客攻击，已被创宇盾拦截</h2>", GUARDED])
def test_a_page_that_keeps_its_navigation_is_the_site_s_own(text: str) -> None:
    for status in (200, 403, 404, 412, 429):
        assert blocked(status, text, links=12) == ""
    assert blocked(412, text, links=3) or blocked(200, text, links=3)


@pytest.mark.parametrize(
    ("product", "status", "text"),
    [
        ("加速乐", 521, "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_');location.href='/'</script>"),
        ("加速乐", 200, '<script>go({"ha":"md5","tn":"__jsl_clearance_s","wt":"1500"})</script>'),
        ("知道创宇云防御", 200, "<title>知道创宇云防御-浏览器安全检查</title><p>正在检查您的浏览器</p>"),
        ("创宇盾", 200, "<h2>当前访问疑似黑客攻击，已被创宇盾拦截</h2>"),
        ("瑞数", 412, GUARDED),
        ("瑞数", 202, GUARDED + "<body onload='go()'></body>"),
        ("华为云WAF", 418, "<title>错误</title><h1>您的请求疑似攻击行为！</h1><p>事件 ID： 7f</p>"),
        ("阿里云盾", 405, "很抱歉，由于您访问的 URL 有可能对网站造成安全威胁，您的访问被阻断。"),
        ("腾讯云WAF", 403, "腾讯T-Sec Web应用防火墙（WAF）"),
        ("云防火墙", 461, "请求被WEB防火墙拦截"),
        ("访问频率限制", 429, "访问过于频繁，请稍后再试"),
        ("访问频率限制", 200, "您的访问过于频繁，请稍后再试！"),
        ("安全验证", 200, "<title>安全验证</title><p>向右拖动滑块</p>"),
    ],
)
def test_block_pages_are_told_with_their_product(product: str, status: int, text: str) -> None:
    assert blocked(status, text) == product


def test_the_accelerator_s_own_status_and_header_are_enough() -> None:
    assert blocked(521, "", headers={"x-via-jsl": "1"}) == "加速乐"


def test_the_product_s_own_status_makes_a_long_page_count() -> None:
    assert blocked(418, "<p>" + "说明" * 3000 + "您的请求疑似攻击行为</p>") == "华为云WAF"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("区大数据局召开推进会", NEWS),
        ("关于网站改版的公告", "改版后部分旧链接失效，如出现“您访问的页面不存在”，请从首页进入。"),
        ("统一身份认证平台上线", NEWS),
        ("办事指南", NEWS + "请先登录后再访问" + NEWS * 8),
        ("网站建设中的问题", NEWS),
        ("关于部分页面无法访问的说明", "旧版链接提示您访问的页面不存在，请从首页进入。"),
        ("网民留言答复", "您好，您反映的提示该信息不存在或已被删除的问题已修复。"),
        ("政务服务网登录指南", "您还没有登录，请先登录"),
        ("404号文件解读", NEWS),
        ("登录", NEWS * 10),
        ("某单位", "联系电话：0531-00000000"),
        ("", ""),
    ],
)
def test_ordinary_pages_stand_for_themselves(title: str, text: str) -> None:
    assert instead(title, text, FINGERPRINTS) == ""


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("missing", "提示信息", "对不起，您访问的页面不存在！<a href='/'>返回首页</a>"),
        ("missing", "404", "返回首页"),
        ("parking", "yunze.example", "该域名正在出售，联系电话……"),
        ("parking", "Welcome to nginx!", "If you see this page, the web server is working."),
        ("login", "用户登录", "用户名 密码 验证码"),
    ],
)
def test_pages_instead_of_what_was_asked_for(kind: str, title: str, text: str) -> None:
    assert instead(title, text, FINGERPRINTS) == kind


@pytest.mark.parametrize("text", ["对不起，您访问的页面不存在", "该域名正在出售", "请先登录后再访问"])
def test_words_within_the_site_s_navigation_are_the_site_s_own(text: str) -> None:
    assert instead("", text, FINGERPRINTS, links=11)
    assert instead("", text, FINGERPRINTS, links=12) == ""


def test_every_product_can_be_told_and_none_from_an_ordinary_status() -> None:
    for product in FINGERPRINTS["product"]:
        assert product["statuses"]
        assert 200 not in product["statuses"]
        assert any(product.get(signs) for signs in ("titles", "phrases", "markers", "headers"))
