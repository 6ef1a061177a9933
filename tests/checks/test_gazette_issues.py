"""Gaps in the issues of a gazette, and what is none."""

from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import HOME, build, findings, judged
from tests.invented import article, column, page

BOX = HOME + "zwgk/zfgb/"
NAME = "云泽区人民政府公报"


def entries(titles: list[str], folder: str = "/zwgk/zfgb/") -> str:
    rows = (
        f"<li><a href='{folder}{8001 + at}.html'>{title}</a><span>2026-{1 + at % 9:02}-20</span></li>"
        for at, title in enumerate(titles)
    )
    return f"<ul class='list'>{''.join(rows)}</ul>"


def year(*numbers: str, of: int = 2026) -> list[str]:
    return [f"{NAME}{of}年第{number}期" for number in numbers]


def site(body: str, name: str = "政府公报", **more: str) -> dict[str, str]:
    pages = {
        HOME: page("云泽区人民政府", f"<a href='/zwgk/zfgb/'>{name}</a><p>欢迎访问。</p>"),
        BOX: column(name, body),
    }
    return pages | {f"{BOX}{leaf}/": html for leaf, html in more.items()}


def judge(folder: Path, pages: dict[str, str], **rest: Any) -> Finding | None:
    found = findings(build(folder, pages, **{"standards": ["laiwu-2021"], **rest}), "gazette_issues")
    assert set(found) <= {BOX}
    return found.get(BOX)


def verdict(folder: Path, pages: dict[str, str], **rest: Any) -> str:
    found = judge(folder, pages, **rest)
    return str(found.verdict) if found else ""


def test_a_gap(tmp_path: Path) -> None:
    found = judge(tmp_path, site(entries(year("1", "2", "4", "5"))))
    assert found is not None
    assert (found.verdict, found.level, found.clause) == ("fail", "advice", "laiwu-2021/gazette")
    assert "2026年第3期" in found.title
    assert found.evidence.places == (BOX,)


@pytest.mark.parametrize(
    "titles",
    [
        year("1", "2", "3", "4"),
        year("1", "2", "3—4", "5"),
        year("1", "2", "3、4", "5"),
        [*year("1", "2", "5"), f"{NAME}2026年第3期至第4期"],
        [*year("1", "2", "4"), f"{NAME}2026年第三期"],
        [*year("1", "2", "5"), f"{NAME}2026年第四期（合刊）"],
        [f"{NAME}2026年第2期（总第14期）", f"{NAME}2026年第4期（总第15期）"],
        [*year("5", "6", of=2025), *year("3", "4")],
        [*year("1", "2", of=2025), *year("1", "2", of=2024), *year("1")],
        [*year("1", "2", "4"), "区政府关于公布2026年第3期政府公报赠阅点的通知"],
        [*year("1", "2"), "关于举办2026年第9期公文处理培训班的通知"],
        ["第1期", "第2期", "2026年第3期", "第4期"],
    ],
)
def test_no_gap(tmp_path: Path, titles: list[str]) -> None:
    assert verdict(tmp_path, site(entries(titles))) == "pass"


@pytest.mark.parametrize(
    "titles",
    [
        year("1", "3"),
        [*year("1", "2", of=2025), *year("2", "4")],
        [f"{NAME}2026年第2期（总第14期）", f"{NAME}2026年第4期（总第16期）"],
        ["第11期", "第13期"],
        ["2026年第一期", "2026年第二期", "2026年第四期"],
        ["2026年第1期目录", "2026年第2期目录", "2026年第4期目录"],
    ],
)
def test_gaps(tmp_path: Path, titles: list[str]) -> None:
    assert verdict(tmp_path, site(entries(titles))) == "fail"


def test_the_lists_of_years_below_count(tmp_path: Path) -> None:
    menu = "<ul><li><a href='2026/'>2026年公报</a></li><li><a href='2025/'>2025年公报</a></li></ul>"
    below = {
        name: column(f"{name}年公报", entries(titles, f"/zwgk/zfgb/{name}/"), "政务公开", "政府公报")
        for name, titles in (("2026", ["第1期", "第2期"]), ("2025", ["第1期", "第2期", "第4期"]))
    }
    found = judge(tmp_path, site(menu, **{f"{name}": html for name, html in below.items()}))
    assert found is not None
    assert (found.verdict, found.url) == ("fail", BOX)
    assert "2025年第3期" in found.title
    assert set(found.evidence.places) == {BOX, BOX + "2026/", BOX + "2025/"}


def test_an_issue_that_stands_elsewhere_is_no_gap(tmp_path: Path) -> None:
    pages = site(entries(year("1", "2", "4")))
    pages[HOME] += "<a href='/zwgk/tzgg/9001.html'>公报</a>"
    pages[HOME + "zwgk/tzgg/9001.html"] = article(f"{NAME}2026年第3期", "2026-07-01")
    assert verdict(tmp_path, pages) == "pass"


@pytest.mark.parametrize(
    ("pages", "rest"),
    [
        (site(entries(year("1", "2", "4"))), {"incomplete_because": ["超时"]}),
        (site(entries(year("1", "2", "4")) + "<div id='app'></div><script>loadList('zfgb')</script>"), {}),
        (site(entries(year("1", "2", "12"))), {}),
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, pages: dict[str, str], rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, pages, **rest) == "unsure"


def test_a_list_that_was_not_read_whole(tmp_path: Path) -> None:
    more = "<div class='page'><a href='index_2.html'>下一页</a> 共2页</div>"
    pages = site(entries(year("1", "2", "4")) + more)
    assert verdict(tmp_path, pages, readings={BOX + "index_2.html": (Outcome.TIMEOUT, 0)}) == "unsure"


@pytest.mark.parametrize(
    "pages",
    [
        {HOME: page("云泽区人民政府", "<p>欢迎访问。</p>")},
        {HOME: page("云泽区人民政府", "<a href='http://gb.example.org/'>政府公报</a>")},
        site("<p>共0条</p>"),
        site(entries(["区政府关于印发停车场管理办法的通知", "区政府办公室关于加强防汛工作的通知"])),
        site(entries(year("1", "2", "4")), "统计公报"),
        site(entries(year("1", "2", "4")), "市政府公报"),
    ],
)
def test_no_gazette_no_case(tmp_path: Path, pages: dict[str, str]) -> None:
    assert verdict(tmp_path, pages) == ""


def test_only_where_the_plan_asks_for_it(tmp_path: Path) -> None:
    assert verdict(tmp_path, site(entries(year("1", "2", "4"))), standards=[]) == ""


def test_two_looks(tmp_path: Path) -> None:
    pages = site(entries(year("1", "2", "4")))
    stays, mended = (
        judged(build(tmp_path, pages, standards=["laiwu-2021"], look2=look), "gazette_issues").findings[0].verdict
        for look in ({}, {BOX: column("政府公报", entries(year("1", "2", "3", "4")))})
    )
    assert (stays, mended) == (Verdict.FAIL, Verdict.UNSURE)


def test_an_empty_column_of_the_same_kind_is_not_accused(tmp_path: Path) -> None:
    pages = site(entries(year("1", "2", "4")))
    pages[HOME] = pages[HOME].replace("<a href", "<a href='/zwgk/gb/'>公报电子版</a><a href", 1)
    pages[HOME + "zwgk/gb/"] = column("公报电子版", "<p>共0条</p>")
    assert verdict(tmp_path, pages) == "fail"
