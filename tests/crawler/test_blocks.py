"""A protection in the site's place: what is kept from us is not observed, who sends us away is left alone, and it is said once."""

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from core.catalogue import load
from core.snapshot import Snapshot
from core.types import Outcome
from crawler.allowlist import own_address, sentences
from tests.build import HOST
from tests.invented import article
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import AGENT, gather, job, meta, readings
from tests.site.web import Answer, Handler, Pages

WORDS = load().words["walk"]
MOST = WORDS["manners"]["most_blocked"]
OTHER = "czj.yunze.gov.cn"
CAPTCHA = Answer("<html><head><title>安全验证</title></head><body>请完成安全验证</body></html>")


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def guarded(pages: Pages, most: int, block: Answer = bad.BLOCKED) -> Handler:
    """The whole site behind a protection that lets in so many requests, and none after them."""
    asked = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal asked
        asked += request.path != "/robots.txt"
        found = pages.get(request.path, Answer("", 404))
        shown = block if asked > most else found if isinstance(found, Answer) else Answer(str(found))
        body = shown.body.encode() if isinstance(shown.body, str) else shown.body
        return web.Response(body=body, status=shown.status, headers={"Content-Type": "text/html", **shown.headers})

    return answer


@pytest.mark.parametrize(
    "block",
    [
        bad.BLOCKED,
        CAPTCHA,
        Answer(str(CAPTCHA.body).replace("<head>", f"<head><style>{'.box { margin: 0 }' * 600}</style>")),
        Answer("<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')</script>", 521),
        Answer(gzip.compress(str(bad.BLOCKED.body).encode()), 403, {"Content-Encoding": "gzip"}),
    ],
    ids=["403", "200", "200 with a lot of style", "521", "packed"],
)
def test_a_host_that_sends_us_away_is_left_alone(net: Loopback, tmp_path: Path, block: Answer) -> None:
    net.serve({"*": guarded(bad.small_site(60), 25, block)})
    path = gather(net, tmp_path, concurrency=1)
    assert len(net.web.paths(HOST)) <= 1 + 25 + MOST + 1
    found = readings(path)
    assert Counter(one.outcome for one in found.values())[Outcome.BLOCKED] > 30
    assert meta(path, "incomplete_because")
    with Snapshot(path) as snapshot:
        assert {snapshot.gone(url) for url, one in found.items() if one.outcome is Outcome.BLOCKED} == {None}


def test_only_the_host_that_blocks_is_left_alone(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(20)
    site["/"] = str(site["/"]).replace(
        "</body>", "".join(f"<a href='{net.url(f'/{number}.doc', OTHER)}'>附件</a>" for number in range(15)) + "</body>"
    )
    net.serve(site)
    net.serve({"*": bad.BLOCKED}, OTHER)
    found = readings(gather(net, tmp_path, concurrency=1))
    assert {one.outcome for url, one in found.items() if HOST in url} == {Outcome.OK}
    assert {one.outcome for url, one in found.items() if OTHER in url} == {Outcome.BLOCKED}
    assert len([url for url in found if OTHER in url]) == 15
    assert len(net.web.paths(OTHER)) <= MOST + 1


def test_a_protection_that_objects_to_single_addresses_ends_nothing(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(40)
    objected = [f"/zwgk/tzgg/{number}.html" for number in range(4100, 4140, 3)]
    net.serve(site | dict.fromkeys(objected, bad.BLOCKED))
    found = readings(gather(net, tmp_path, concurrency=1, delay=0.0001))
    assert {net.url(path) for path in objected} == {url for url, one in found.items() if one.outcome is Outcome.BLOCKED}
    assert {one.outcome for url, one in found.items()} == {Outcome.OK, Outcome.BLOCKED}
    assert "left-alone" not in {one.detail for one in found.values()}


def test_short_pages_that_speak_of_blocks_are_read(net: Loopback, tmp_path: Path) -> None:
    site = bad.small_site(12)
    titles = (
        "关于访问过于频繁问题的答复",
        "WAF采购公告",
        "安全验证方式变更通知",
        "网站维护说明",
        "网络安全知识问答",
        "登录指南",
    )
    said = "访问过于频繁时请完成安全验证，系统会提示您的请求疑似攻击行为。"
    for number, title in enumerate(titles):
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{said}</p></body></html>"
        site[f"/zwgk/tzgg/{4100 + number}.html"] = page
    site["/zwgk/tzgg/4106.html"] = article("云防护服务采购结果公告", "2026-10-01")
    net.serve(site)
    found = readings(gather(net, tmp_path, concurrency=1))
    assert {one.outcome for one in found.values()} == {Outcome.OK}


def test_other_refusals_are_no_block(net: Loopback, tmp_path: Path) -> None:
    """A folder that is not for the public, an application that fails: ten in a row, and the site is read on."""
    pages: Pages = {f"/inner/{number}.html": Answer("<h1>403 Forbidden</h1>", 403) for number in range(10)}
    pages |= {f"/app/{number}.html": Answer("<h1>500</h1>", 500) for number in range(10)}
    site = bad.small_site(3)
    net.serve({**site, **pages, "/": bad.linking(*pages, "/zwgk/tzgg/4100.html", "/zwgk/tzgg/4101.html")})
    found = readings(gather(net, tmp_path, concurrency=1))
    assert {found[net.url(path)].outcome for path in pages} == {Outcome.HTTP_ERROR}
    assert found[net.url("/zwgk/tzgg/4101.html")].outcome is Outcome.OK


def test_a_host_that_never_answers_is_left_alone(net: Loopback, tmp_path: Path) -> None:
    pages = {f"/{number}.doc": bad.silent for number in range(40)}
    site = bad.small_site(3)
    site["/"] = bad.linking("/zwgk/tzgg/4100.html", *(net.url(path, OTHER) for path in pages))
    net.serve(site)
    net.serve({**pages}, OTHER)
    found = readings(gather(net, tmp_path, timeout=0.3))
    assert {one.outcome for url, one in found.items() if OTHER in url} == {Outcome.TIMEOUT}
    assert len([url for url in found if OTHER in url]) == 40
    assert len(net.web.paths(OTHER)) <= WORDS["manners"]["most_silent"] + 3
    assert found[net.url("/zwgk/tzgg/4100.html")].outcome is Outcome.OK


def test_what_the_owner_is_asked_names_us(net: Loopback) -> None:
    pages = [(net.url(f"/{number}.html"), "blocked", "创宇盾") for number in range(3)]
    (said,) = sentences(
        [*pages, (net.url("/4.html"), "blocked", "left-alone")], job(net), WORDS["refused"], all_hosts=False
    )
    assert HOST in said and "创宇盾" in said and AGENT in said and "白名单" in said
    assert said.count(HOST) == 1


@pytest.mark.parametrize("outcome", ["http-error", "robots", "timeout"])
def test_other_reasons_ask_for_no_allow_list(net: Loopback, outcome: str) -> None:
    refused = [(net.url("/1.html"), outcome, "left-alone"), (net.url("/2.html"), outcome, "left-alone")]
    (said,) = sentences(refused, job(net), WORDS["refused"], all_hosts=False)
    assert HOST in said and "白名单" not in said


def test_single_blocks_are_said_only_where_the_walk_failed(net: Loopback) -> None:
    refused = [(net.url("/1.html"), "blocked", "创宇盾")]
    assert sentences(refused, job(net), WORDS["refused"], all_hosts=False) == []
    assert len(sentences(refused, job(net), WORDS["refused"], all_hosts=True)) == 1
    assert sentences([], job(net), WORDS["refused"], all_hosts=True) == []


def test_an_address_behind_a_router_is_not_told_as_ours() -> None:
    assert own_address("127.0.0.1") == ""
