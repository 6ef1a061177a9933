"""`bihuan inventory`: registers in, registers out, columns proposed from what was crawled."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.inventory import Inventory, dump, load
from core.types import Outcome, RegisteredColumn, Site, Unit
from reports.registers import render
from tests.build import AS_OF, HOME, SITE, build
from tests.invented import NEWS, article, column, page, portal, rows
from tests.site.cli import bihuan

QZF = Unit("qzf", "云泽区人民政府", "government")
CZJ = Unit("czj", "区财政局", "department", phone="0600-5550123")
OFFICE = Site("czj", "区财政局", "czj", "topic", (f"{HOME}czj/",), (f"{HOME}czj/",), "czj")
PORTAL = Site("portal", SITE.name, "qzf", "portal", SITE.urls, SITE.prefixes, "qzf", "", ("disclosure-platform",))
NOTICES = RegisteredColumn("portal", "政务公开/通知公告", f"{HOME}zwgk/tzgg/", "通知公告", "czj", "宋予安", 90, True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def register(*columns: RegisteredColumn, units: tuple[Unit, ...] = (QZF, CZJ)) -> Inventory:
    return Inventory(units, (PORTAL, OFFICE), columns)


def keep(inventory: Inventory, name: str = "") -> Path:
    """Write the registers to a file; without a name, make them those of the ledger."""
    path = Path(name or "现行.toml")
    path.write_text(dump(inventory), "utf-8")
    if not name:
        assert run("import", str(path))[0] == 0
        path.unlink()
    return path


def kept() -> Inventory:
    """What the ledger holds."""
    assert run("export", "现行.toml")[0] == 0
    return load(Path("现行.toml"))


def run(*arguments: str) -> tuple[int, list[str], list[str]]:
    """(exit code, lines of the answer, lines of the mistakes) of `bihuan inventory …`."""
    said = bihuan(Path.cwd(), "inventory", *arguments)
    return said.code, said.out.splitlines(), said.err.splitlines()


def test_import_makes_a_file_the_register() -> None:
    new = keep(register(NOTICES), "新登记表.toml")
    code, said, wrong = run("import", str(new))
    assert (code, wrong) == (0, [])
    assert said == [
        "已导入 新登记表.toml。",
        "单位 2 条：新增 2",
        "  新增：qzf 云泽区人民政府；czj 区财政局",
        "网站 2 条：新增 2",
        "  新增：portal 云泽区人民政府门户网站；czj 区财政局",
        "栏目 1 条：新增 1",
        "  新增：portal 政务公开/通知公告",
        "新媒体账号 0 条：没有变化",
    ]
    assert kept() == register(NOTICES)


def test_import_keeps_the_former_one_and_says_what_changes() -> None:
    keep(register(NOTICES))
    later = Unit("czj", "区财政局", "department", phone="0600-5550199", contact="宋予安")
    Path("新.xlsx").write_bytes(render(register(units=(QZF, later, Unit("qsz", "清水镇", "town")))))
    code, said, _ = run("import", "新.xlsx")
    assert code == 0
    assert said[0] == "已导入 新.xlsx。"
    assert said[1:] == [
        "单位 3 条：新增 1，修改 1",
        "  新增：qsz 清水镇",
        "  修改：czj 区财政局（信息员、电话）",
        "网站 2 条：没有变化",
        "栏目 0 条：移除 1",
        "  移除：portal 政务公开/通知公告",
        "新媒体账号 0 条：没有变化",
    ]
    assert kept().units[1] == later


def test_import_of_what_is_there_already_changes_nothing() -> None:
    keep(register())
    Path("same.xlsx").write_bytes(render(register()))
    keep(register(), "same.toml")
    for name in ("same.xlsx", "same.toml"):
        assert run("import", name)[:2] == (0, ["登记表没有变化。"])


def test_import_writes_nothing_where_anything_is_wrong() -> None:
    keep(register())
    Path("bad.toml").write_text('[[unit]]\nkey = "a b"\nname = "甲"\nkind = "局"\n', "utf-8")
    code, said, wrong = run("import", "bad.toml")
    assert (code, said, len(wrong)) == (2, [], 2)
    assert all(line.startswith("bad.toml：[[unit]] 第1项 ") for line in wrong)
    assert kept() == register()


def test_a_site_that_moved() -> None:
    keep(register())
    assert run("move", f"{HOME}old/", f"{HOME}new/") == (0, ["0 个未销号问题的地址已改。"], [])
    assert run("move", "old/", f"{HOME}new/") == (2, [], ["old/：应为 http:// 或 https:// 网址"])


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["import", "none.toml"], "none.toml：文件读不到（没有这个文件）"),
        (["import", "none.xlsx"], "none.xlsx：文件读不到（没有这个文件）"),
        (["import", "empty.toml"], "empty.toml：登记表里一条也没有，没有导入"),
        (["import", "a.csv"], "a.csv：登记表应为 .toml 或 .xlsx 文件"),
        (["import"], "FILE：没有写"),
        (["export", "a.csv"], "a.csv：文件名应以 .xlsx 或 .toml 结尾"),
        (["export", "empty.toml/a.xlsx"], "empty.toml/a.xlsx：写不进去"),
        (["columns", "prtal"], "site:prtal：没有登记这个网站，是否想写 portal？"),
        (["columns", "unit:czj"], "czj：还没有抓取过，请先运行 bihuan audit site:czj"),
        (["columns", "portal"], "portal：还没有抓取过，请先运行 bihuan audit site:portal"),
        (["columns", "http://new.example.gov.cn/"], "http://new.example.gov.cn/：应为登记表里一个网站的编号"),
        (["export", "a.xlsx", "--config", "none.toml"], "none.toml：文件读不到（没有这个文件）"),
        (["export", "a.xlsx", "--inventry", "x"], "--inventry：没有这个选项"),
        (["imprt"], "imprt：没有这个命令"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_wrong_call_is_one_line(arguments: list[str], line: str) -> None:
    keep(register())
    Path("empty.toml").touch()
    code, said, wrong = run(*arguments)
    assert (code, said, len(wrong)) == (2, [], 1)
    assert wrong[0].startswith(line)


def test_audit_reads_a_workbook_as_well() -> None:
    Path("登记表.xlsx").write_bytes(render(register()))
    said = bihuan(Path.cwd(), "audit", "portl", "--inventory", "登记表.xlsx")
    assert (said.code, said.err) == (2, "portl：没有登记这个编号，是否想写 portal？\n")


@pytest.mark.parametrize("name", ["out.toml", "out/登记表.xlsx"])
def test_export_reads_back_to_the_same(name: str) -> None:
    keep(register(NOTICES))
    assert run("export", name) == (0, [f"已写出 {name}。"], [])
    assert load(Path(name)) == register(NOTICES)


def test_export_without_a_register_is_an_empty_form() -> None:
    code, said, _ = run("export", "a.xlsx")
    assert (code, said) == (0, ["已写出 a.xlsx。还没有登记表，写出的是空表，填好后用 bihuan inventory import 导入。"])
    assert load(Path("a.xlsx")) == Inventory()


def test_columns_are_proposed_and_the_sheet_can_be_imported() -> None:
    keep(register(NOTICES))
    crawled(portal())
    code, said, wrong = run("columns", "portal", "--out", "栏目.xlsx")
    assert (code, wrong) == (0, [])
    assert said == [
        "云泽区人民政府门户网站（2026-11-20 10:00 抓取）：建议新增栏目 4 个，已登记而没有读到的 0 个。",
        "已写出 栏目.xlsx（含全部登记表）。核对修改后，用 bihuan inventory import 导入。",
    ]
    assert run("import", "栏目.xlsx")[0] == 0
    found = kept()
    assert (found.units, found.sites) == (register().units, register().sites)
    assert found.columns[0] == NOTICES
    assert {one.path: (one.type, one.period, one.unit, one.updates) for one in found.columns[1:]} == {
        "政务公开/工作动态": ("动态要闻", 14, "qzf", False),
        "政务公开/政策文件": ("政策文件", 186, "qzf", False),
        "政务公开/机构职能": ("静态栏目", None, "qzf", False),
        "政务公开/互动交流": ("", None, "qzf", False),
    }
    assert {one.url for one in found.columns} == {f"{HOME}{path}" for path in PATHS}


def test_columns_on_the_screen() -> None:
    keep(register(NOTICES))
    crawled(portal())
    _, said, _ = run("columns", "site:portal")
    assert f"新增 政务公开/工作动态 动态要闻 14 天 qzf {HOME}zwgk/gzdt/" in said
    assert len(said) == 5


def test_a_period_from_habit_says_so() -> None:
    today = date.fromisoformat(AS_OF)
    entries = [(f"第{number}期政务公开培训举办", str(today - timedelta(days=20 * number))) for number in range(8)]
    keep(register())
    crawled(portal(hdjl=rows(entries, "/hdjl/")))
    run("columns", "portal", "--out", "a.xlsx")
    (found,) = (one for one in load(Path("a.xlsx")).columns if one.path.endswith("互动交流"))
    assert (found.period, found.updates) == (60, False)


def test_what_was_not_read_is_kept_and_not_said_to_be_gone() -> None:
    gone = RegisteredColumn("portal", "政务公开/旧栏目", f"{HOME}zwgk/old/")
    unread = RegisteredColumn("portal", "政务公开/慢栏目", f"{HOME}zwgk/slow/")
    jump = RegisteredColumn("portal", "信用公示", "http://credit.example.cn/", jumps=True)
    keep(register(gone, unread, jump))
    readings = {gone.url: (Outcome.HTTP_ERROR, 404), unread.url: (Outcome.TIMEOUT, 0)}
    home = {HOME: page("云泽区人民政府", rows(NEWS) + f"<a href='{gone.url}'>旧</a><a href='{unread.url}'>慢</a>")}
    crawled({**portal(), **home}, readings=readings, incomplete_because=["有 1 个栏目没有读到"])
    _, said, _ = run("columns", "portal", "--out", "a.xlsx")
    assert said[0].endswith("建议新增栏目 5 个，已登记而没有读到的 2 个。")
    assert said[1] == "这次抓取不完整：有 1 个栏目没有读到。没有读到不等于不存在。"
    assert load(Path("a.xlsx")).columns[:3] == (gone, unread, jump)


def test_the_unit_is_that_of_the_longest_prefix_and_equal_paths_are_told_apart() -> None:
    keep(register())
    lists = {f"{HOME}czj/{name}/": column("财政动态", rows(NEWS, f"/czj/{name}/")) for name in ("a", "b")}
    links = "".join(f"<li><a href='{url}'>财政动态</a></li>" for url in lists)
    articles = {
        f"{HOME}czj/{name}/{4100 + number}.html": article(title, day)
        for name in ("a", "b")
        for number, (title, day) in enumerate(NEWS)
    }
    crawled({HOME: page("云泽区人民政府", rows(NEWS) + f"<ul>{links}</ul>"), **lists, **articles})
    run("columns", "portal", "--out", "a.xlsx")
    found = {one.path: one.unit for one in load(Path("a.xlsx")).columns if "czj" in one.url}
    assert found == {"政务公开/财政动态": "czj", "政务公开/财政动态（2）": "czj"}


PATHS = ("zwgk/gzdt/", "zwgk/tzgg/", "zwgk/zcwj/", "zwgk/jgzn/", "hdjl/")


def crawled(pages: dict[str, str], **rest: object) -> None:
    """A finished audit of the portal in the folder of snapshots, taken before anything was registered."""
    place = Path("var/snapshots/portal")
    place.mkdir(parents=True, exist_ok=True)
    build(place, pages, **rest)  # type: ignore[arg-type]
