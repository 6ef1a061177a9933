"""The loop on a site of this machine: found, assigned, claimed, read again, closed by proof; through the command line."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.clock import today
from tests.build import HOST
from tests.invented import column, page, rows
from tests.site import misbehaviour as bad
from tests.site.cli import Said, bihuan, configure
from tests.site.loopback import Loopback
from tests.site.web import Answer, Pages

DEAD = f"{bad.LIST}9999.html"
REGISTER = """
[[unit]]
key = "qzf"
name = "云泽区人民政府"
kind = "government"
[[unit]]
key = "czj"
name = "云泽区财政局"
kind = "department"
[[site]]
key = "portal"
unit = "qzf"
name = "云泽区人民政府门户网站"
kind = "portal"
urls = ["{url}"]
"""


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Loopback]:
    """A portal with a dead link on its home page, registered."""
    with Loopback() as here:
        here.serve(site(DEAD))
        configure(tmp_path, here.nameserver)
        (tmp_path / "登记表.toml").write_text(REGISTER.format(url=here.url()), "utf-8")
        assert bihuan(tmp_path, "inventory", "import", "登记表.toml").code == 0
        yield here


def site(*links: str) -> Pages:
    pages = bad.small_site(30)
    added = "".join(f"<a href='{link}'>往年目录</a>" for link in links)
    return {**pages, "/": str(pages["/"]).replace("</body>", f"{added}</body>")}


def cases(folder: Path, *options: str) -> list[dict[str, Any]]:
    said = bihuan(folder, "cases", *options, "--json", "-")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def case(folder: Path, check: str) -> dict[str, Any]:
    return next(one for one in cases(folder) if one["check"] == check)


def recheck(net: Loopback, folder: Path, number: str) -> tuple[Said, list[str]]:
    """What a recheck says and what it asked of the site."""
    before = len(net.web.paths(HOST))
    said = bihuan(folder, "recheck", number, "--quiet")
    assert said.code == 0, said.err
    return said, [path for path in net.web.paths(HOST)[before:] if path != "/robots.txt"]


def test_a_dead_link_lives_and_is_closed_by_proof(net: Loopback, tmp_path: Path) -> None:
    said = bihuan(tmp_path, "audit", "portal", "--only", "links")
    assert "已记入台账：交办 1" in said.out
    found = case(tmp_path, "links")
    number = found["number"]
    assert (found["state"], found["subject"], found["places"]) == ("open", net.url(DEAD), [net.url()])
    assert bihuan(tmp_path, "claim", number, "--note", "已恢复页面", "--who", "李青").code == 0
    said, asked = recheck(net, tmp_path, number)
    assert f"{number}：待复核（链接打不开" in said.out
    assert (case(tmp_path, "links")["checked"], len(asked)) == ("仍存在", 2)
    net.serve({**site(DEAD), DEAD: page("往年目录", "<p>2019年目录</p>")})
    said, asked = recheck(net, tmp_path, number)
    assert said.out == f"{number}：已销号\n"
    assert DEAD in asked and len(asked) <= 3


def test_a_link_taken_down_is_mended_too(net: Loopback, tmp_path: Path) -> None:
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    net.serve(site())
    said, asked = recheck(net, tmp_path, case(tmp_path, "links")["number"])
    assert "已销号" in said.out
    assert len(asked) <= 3


def test_a_whole_audit_sees_that_a_link_was_taken_down(net: Loopback, tmp_path: Path) -> None:
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    net.serve(site())
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    assert case(tmp_path, "links")["state"] == "fixed"


def test_a_page_that_is_gone_shows_the_link_no_longer(net: Loopback, tmp_path: Path) -> None:
    """Nothing leads to it any more, and it is gone on both looks."""
    pages, holder = site(), "/zwgk/old.html"
    shown = str(pages["/"]).replace("</body>", f"<a href='{holder}'>旧目录</a></body>")
    net.serve({**pages, "/": shown, holder: page("旧目录", f"<p>见<a href='{DEAD}'>往年目录</a></p>")})
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    assert case(tmp_path, "links")["places"] == [net.url(holder)]
    net.serve(pages)
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    assert case(tmp_path, "links")["state"] == "fixed"


@pytest.mark.parametrize("answer", [bad.BLOCKED, Answer("", 503), bad.reset])
def test_what_cannot_be_read_closes_nothing(net: Loopback, tmp_path: Path, answer: Any) -> None:
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    net.serve({**site(DEAD), DEAD: answer, "/": answer})
    number = case(tmp_path, "links")["number"]
    said, _ = recheck(net, tmp_path, number)
    assert f"{number}：已交办" in said.out


def test_parts_are_read_alone_and_close_nothing(net: Loopback, tmp_path: Path) -> None:
    """The link stands on two pages; the unit has mended one, and only that one is asked again."""
    holder = "/zwgk/holder.html"
    pages = site(DEAD, holder) | {holder: page("专题", f"<p>见<a href='{DEAD}'>往年目录</a></p>")}
    net.serve(pages)
    bihuan(tmp_path, "audit", "portal", "--only", "links")
    found = case(tmp_path, "links")
    assert set(found["places"]) == {net.url(), net.url(holder)}
    told = ["--place", net.url(holder), "--note", "其余待改版", "--who", "李青"]
    assert "已交办" in bihuan(tmp_path, "partly", found["number"], *told).out
    _, asked = recheck(net, tmp_path, found["number"])
    assert (case(tmp_path, "links")["checked"], set(asked)) == ("仍存在", {holder, DEAD, "/"})
    net.serve({**pages, holder: page("专题", "<p>专题说明。</p>")})
    _, asked = recheck(net, tmp_path, found["number"])
    after = case(tmp_path, "links")
    assert (after["state"], after["checked"]) == ("open", "部分通过") and "其余部分请继续整改" in after["checked_words"]
    assert holder in asked
    assert bihuan(tmp_path, "recheck").out == "没有待复核的问题。\n"


def test_a_missing_column_is_mended_by_a_link_that_leads_somewhere(net: Loopback, tmp_path: Path) -> None:
    bihuan(tmp_path, "audit", "portal", "--only", "mandatory_columns")
    found = next(one for one in cases(tmp_path) if one["subject"] == "disclosure-platform/guide")
    assert found["state"] == "found"
    assert bihuan(tmp_path, "confirm", found["number"]).code == 0
    pages = site("/zwgk/zn/")
    pages["/"] = str(pages["/"]).replace("往年目录", "政府信息公开指南")
    net.serve(pages)
    assert "已交办" in recheck(net, tmp_path, found["number"])[0].out, "the link leads nowhere"
    net.serve(
        {**pages, "/zwgk/zn/": page("政府信息公开指南", "<p>为方便公民、法人和其他组织获取政府信息，编制本指南。</p>")}
    )
    said, asked = recheck(net, tmp_path, found["number"])
    assert "已销号" in said.out
    assert len(asked) <= 3


def test_altered_dates_are_not_news(net: Loopback, tmp_path: Path) -> None:
    """The old entries under a new day go to a person; a new entry closes the case."""
    register = REGISTER + (
        '[[column]]\nsite = "portal"\npath = "政务公开/通知公告"\nurl = "{url}zwgk/tzgg/"\nunit = "czj"\nperiod = 14\nupdates = true\n'
    )
    (tmp_path / "登记表.toml").write_text(register.format(url=net.url()), "utf-8")
    assert bihuan(tmp_path, "inventory", "import", "登记表.toml").code == 0
    net.serve({**site(), bad.LIST: stale(60)})
    bihuan(tmp_path, "audit", "portal", "--only", "column_updates")
    found = case(tmp_path, "column_updates")
    number = found["number"]
    assert (found["state"], found["unit"]) == ("open", "czj")
    bihuan(tmp_path, "claim", number, "--note", "已更新")
    net.serve({**site(), bad.LIST: stale(1)})
    said, asked = recheck(net, tmp_path, number)
    assert f"{number}：待复核" in said.out
    assert (case(tmp_path, "column_updates")["checked"], len(asked)) == ("存疑", 1)
    net.serve({**site(), bad.LIST: stale(60, ("关于停水检修的公告", 0))})
    assert f"{number}：已销号" in recheck(net, tmp_path, number)[0].out


def stale(age: int, *more: tuple[str, int]) -> str:
    """The list of notices with three entries that many days old, and others."""
    old = [(f"云泽区第{number}号通告发布", str(today() - timedelta(days=age + number))) for number in range(3)]
    new = [(title, str(today() - timedelta(days=days))) for title, days in more]
    fresh = rows(new, "/zwgk/tzgg/new/") if new else ""
    return column(
        "通知公告",
        fresh.replace("</ul>", "")
        + rows(old, bad.LIST).replace("<ul class='list'>", "" if new else "<ul class='list'>"),
    )


def test_a_recheck_needs_a_whole_audit_before(net: Loopback, tmp_path: Path) -> None:
    (tmp_path / "清单.txt").write_text(f"1. 错链 {net.url(DEAD)}\n", "utf-8")
    said = bihuan(tmp_path, "cases", "--import", "清单.txt", "--document", "鲁政办函〔2026〕3号")
    assert said.out == "已导入 1 个新问题（待核实）；0 个台账中已有。\n"
    number = cases(tmp_path)[0]["number"]
    said = bihuan(tmp_path, "recheck", number)
    assert (said.code, said.err) == (2, "portal：还没有完整检查过，请先运行 bihuan audit portal\n")


def test_the_ledger_on_the_terminal_and_as_a_workbook(net: Loopback, tmp_path: Path) -> None:
    assert bihuan(tmp_path, "cases").out == "没有符合条件的问题。\n"
    bihuan(tmp_path, "audit", "portal", "--only", "links", "--only", "mandatory_columns")
    said = bihuan(tmp_path, "cases", "--state", "已交办")
    assert "链接打不开：往年目录" in said.out and "共 1 个问题" in said.out
    said = bihuan(tmp_path, "report", "ledger", "--out", "台账.xlsx")
    assert (said.code, (tmp_path / "台账.xlsx").read_bytes()[:2]) == (0, b"PK")


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (
            ["cases", "--state", "已结案"],
            "--state：没有“已结案”这个状态，应为 待核实、已交办、待复核、已销号、豁免、误报核减",
        ),
        (["claim", "LW-2026-Q1-0001"], "LW-2026-Q1-0001：没有这个问题编号"),
        (["recheck", "LW-2026-Q1-0001"], "LW-2026-Q1-0001：没有这个问题编号"),
        (["extend", "LW-2026-Q1-0001", "--until", "明天", "--note", "x"], "--until：应为日期或时刻"),
        (["waive", "LW-2026-Q1-0001", "--until", "2026-13-01", "--note", "x"], "--until：应为日期"),
        (
            ["transfer", "LW-2026-Q1-0001", "--to", "czjj", "--note", "x"],
            "--to：没有登记“czjj”这个单位，是否想写 czj？",
        ),
        (["report", "noticed"], "noticed：没有这种材料"),
        (["cases", "--import", "none.txt"], "none.txt：文件读不到"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_wrong_call_is_one_line(net: Loopback, tmp_path: Path, call: list[str], line: str) -> None:
    said = bihuan(tmp_path, *call)
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert said.err.startswith(line)
