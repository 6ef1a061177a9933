"""The platform of /gongkai/: lists that scripts draw are not observed, until somebody names their interface."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core import interfaces
from core.catalogue import FOLDER
from core.html import understand
from core.types import Kind, Outcome, RegisteredColumn, Verdict
from core.urls import canonical
from crawler import cms
from tests.build import HOME, build, findings
from tests.invented import column, portal, rows

CHANNEL = f"{HOME}gongkai/site_yunzequdsjj/channel_6389b0c7375991828264997b/"
DISTRICT = f"{HOME}gongkai/channel_6389aee73759918282646510/"
CALL = f"{HOME}gongkai/api/list?site=site_yunzequdsjj&channel=channel_6389b0c7375991828264997b&page="
ALERT = "<script>window.alert = function () { return; }</script>"
DRAWS = f"{ALERT}<script src='/static/dist/app.js'></script>"
EMPTY = f"{DRAWS}<div id='app'></div>"
ENTRY = RegisteredColumn("portal", "政务公开/政策解读", CHANNEL, unit="dsjj", updates=True)


def pages(body: str, **answers: str) -> dict[str, str]:
    """The portal with one channel; `answers` are those of its interface: `page1="{…}"`."""
    made = portal(hdjl=f"<a href='{CHANNEL}'>政策解读</a>") | {CHANNEL: column("政策解读", body)}
    return made | {CALL + number.removeprefix("page"): text for number, text in answers.items()}


def verdicts(folder: Path, made: dict[str, str], **rest: Any) -> dict[str, Verdict | None]:
    path = build(folder, made, register=[ENTRY], **rest)
    found = {check: findings(path, check).get(CHANNEL) for check in ("column_updates", "empty_columns")}
    return {check: finding.verdict if finding else None for check, finding in found.items()}


def answer(*days: str, total: int = 1, start: int = 0) -> str:
    listed = [
        {
            "url": f"doc_{6455000 + start + place}.html",
            "title": f"云泽区数据共享办法第{start + place}号解读",
            "publishTime": day,
        }
        for place, day in enumerate(days)
    ]
    return json.dumps({"code": 200, "data": {"totalPages": total, "list": listed}}, ensure_ascii=False)


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The operator has watched a browser and written the call into the catalogue."""
    folder = tmp_path / "catalogue" / "cms"
    folder.mkdir(parents=True)
    for path in (FOLDER / "cms").glob("*.toml"):
        text = path.read_text("utf-8")
        call = 'url = "/gongkai/api/list?site={site}&channel={channel}&page={page}"'
        (folder / path.name).write_text(text.replace('\nurl = ""', f"\n{call}"), "utf-8")
    monkeypatch.setattr("core.interfaces.FOLDER", folder.parent)
    forget()
    yield
    forget()


def forget() -> None:
    for remembered in (interfaces.data, interfaces.known, interfaces.families, interfaces.endings, interfaces.words):
        remembered.cache_clear()


@pytest.mark.parametrize(
    "body",
    [
        EMPTY,
        f"{DRAWS}<ul class='list'></ul>",
        f"{DRAWS}<ul class='list'></ul><p>共0条</p>",
        f"{ALERT}<ul id='u'></ul><script>document.getElementById('u').innerHTML = window.entries;</script>",
        f"{DRAWS}{rows([('区政府召开会议', '2025-01-10'), ('我区部署防汛工作', '2025-01-03')], '/zwgk/gzdt/')}",
    ],
    ids=["an application", "a bare list", "a bare list that counts", "written", "entries of another column"],
)
def test_a_list_that_scripts_draw_is_neither_empty_nor_stale(tmp_path: Path, body: str) -> None:
    assert Verdict.FAIL not in verdicts(tmp_path, pages(body)).values()
    page = understand(pages(body)[CHANNEL], CHANNEL)
    assert page.drawn
    assert [url for url in cms.more(pages(body)[CHANNEL], page) if "api" in url] == []


@pytest.mark.parametrize("url", [CHANNEL, DISTRICT, f"{CHANNEL}index.html", f"{DISTRICT}?page=2"])
def test_addresses_of_channels(url: str) -> None:
    assert understand(column("政策解读", EMPTY), url).drawn


def test_a_list_that_no_script_can_fill_is_empty(tmp_path: Path) -> None:
    assert verdicts(tmp_path, pages(f"{ALERT}<ul class='list'></ul><p>暂无信息</p>"))["empty_columns"] is Verdict.FAIL


def test_a_static_list_is_a_list(tmp_path: Path) -> None:
    folder = CHANNEL.removeprefix(HOME[:-1])
    fresh = pages(
        ALERT + rows([("云泽区数据共享办法解读", "2026-11-18"), ("大数据局开放日活动", "2026-11-02")], folder)
    )
    stale = pages(
        ALERT + rows([("云泽区数据共享办法解读", "2024-11-18"), ("大数据局开放日活动", "2024-11-02")], folder)
    )
    assert verdicts(tmp_path, fresh) == {"column_updates": Verdict.PASS, "empty_columns": Verdict.PASS}
    assert verdicts(tmp_path, stale)["column_updates"] is Verdict.FAIL
    assert not understand(stale[CHANNEL], CHANNEL).drawn


@pytest.mark.usefixtures("known")
def test_a_known_interface_gives_the_rows(tmp_path: Path) -> None:
    made = pages(
        EMPTY, page1=answer("2026-11-18 10:00:00", "2026-10-02", total=2), page2=answer("2025-06-01", total=2, start=2)
    )
    assert verdicts(tmp_path, made) == {"column_updates": Verdict.PASS, "empty_columns": Verdict.PASS}
    made = pages(EMPTY, page1=answer("2025-11-18", "2025-10-02", total=2), page2=answer("2025-06-01", total=2, start=2))
    assert verdicts(tmp_path, made) == {"column_updates": Verdict.FAIL, "empty_columns": Verdict.PASS}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "first", [None, answer("2025-11-18", "2025-10-02", total=2)], ids=["no answer", "the first alone"]
)
def test_an_interface_that_fails_accuses_nobody(tmp_path: Path, first: str | None) -> None:
    made = pages(EMPTY, **({"page1": first} if first else {}))
    unread = {CALL + ("2" if first else "1"): (Outcome.TIMEOUT, 0)}
    assert Verdict.FAIL not in verdicts(tmp_path, made, readings=unread).values()


@pytest.mark.usefixtures("known")
def test_the_rows_of_an_answer() -> None:
    moment = 1_795_000_000_000
    text = answer("2026-11-18").replace('"2026-11-18"', str(moment))
    page = understand(text, CALL + "1", first=CHANNEL)
    assert (page.kind, page.title, page.drawn) == (Kind.OTHER, "", False)
    assert [(row.url, row.title, str(row.published)) for row in page.rows] == [
        (f"{CHANNEL}doc_6455000.html", "云泽区数据共享办法第0号解读", "2026-11-18")
    ]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("number", "text", "following"),
    [
        (1, answer("2026-11-18", total=3), 2),
        (3, answer("2026-11-18", total=3), 0),
        (1, answer("2026-11-18").replace("totalPages", "pages"), 2),
        (9, answer().replace("totalPages", "pages"), 0),
        (1, "<html><body>系统繁忙</body></html>", 2),
        (1, '{"code": 500}', 2),
    ],
    ids=["more", "the last", "no total", "no total, nothing", "a page", "an error"],
)
def test_what_follows_an_answer(number: int, text: str, following: int) -> None:
    url = f"{CALL}{number}"
    assert cms.more(text, understand(text, url, first=CHANNEL)) == ([f"{CALL}{following}"] if following else [])


@pytest.mark.usefixtures("known")
def test_what_is_asked_first() -> None:
    html = column("政策解读", EMPTY)
    assert cms.more(html, understand(html, CHANNEL)) == [CALL + "1"]
    assert cms.more(html, understand(html, DISTRICT)) == [
        f"{HOME}gongkai/api/list?site=&channel=channel_6389aee73759918282646510&page=1"
    ]
    article = f"{CHANNEL}doc_6455e7c56fc86cd7521320e4.html"
    assert cms.more(html, understand(html, article)) == []


@pytest.mark.parametrize("query", ["?topSearch=1", "?open=", "?key=1606898238116", "?open=1&topSearch=1"])
def test_what_the_server_does_not_heed_makes_no_other_page(query: str) -> None:
    assert canonical(DISTRICT + query) == DISTRICT
    assert canonical(f"{CHANNEL}doc_6455e7c5.html{query}") == f"{CHANNEL}doc_6455e7c5.html"
    assert canonical(f"{HOME}search.jsp{query}") == f"{HOME}search.jsp{query}"


def test_an_article_with_its_title_twice_and_the_attachment_before_the_text() -> None:
    title = "云泽区机关事务服务中心2025年公务用车管理办法"
    html = (
        f"<html><head><title>区机关事务服务中心 - 其他法定信息 - {title}</title><meta name='SiteName' content='区机关事务服务中心'>"
        f"<meta name='SiteDomain' content='{CHANNEL}'><meta name='ColumnName' content='其他法定信息'></head><body>{ALERT}"
        "<div><a href='#'>无障碍阅读</a><a href='#'>关怀版</a><a href='/'>返回首页</a></div><h2>政府信息公开</h2>"
        f"<div class='title'>{title}</div><table><tr><td>索引号</td><td>123799000045267882/2025-5320341</td></tr></table>"
        f"<div>区机关事务服务中心</div><div>2025-04-14</div><h1>{title}</h1><div>字号：</div><div>打印整页 打印内容 分享</div>"
        "<div><a href='./files/a1.docx'>附件：公务用车管理办法.docx</a></div>"
        "<div class='text'><p>第一条　为规范公务用车管理，根据2019年3月1日印发的有关规定，制定本办法。</p>"
        "<p>第二条　本办法自2025年5月1日起施行。</p></div></body></html>"
    )
    page = understand(html, f"{CHANNEL}doc_63bfd867bf7c19e30f360874.html")
    assert (page.kind, page.title, page.published, page.published_from) == (Kind.ARTICLE, title, "2025-04-14", "line")
    assert page.path == ("首页", "其他法定信息")
    assert f"{CHANNEL}files/a1.docx" in {link.url for link in page.links}


def test_the_time_in_an_id_is_no_day_of_publication() -> None:
    """It tells when the entry was made, which may be long before or after the day that it claims."""
    html = column(
        "政策解读", "<h1>云泽区数据共享办法解读</h1><div id='zoom'><p>为规范数据共享，现作如下解读。</p></div>"
    )
    page = understand(html, f"{CHANNEL}doc_6455e7c56fc86cd7521320e4.html")
    assert (page.kind, page.published, page.published_from) == (Kind.ARTICLE, None, "")
