"""`bihuan standard`: list, new, diff, fill as a user calls them."""

from pathlib import Path

import pytest

from core.inventory import Inventory, dump
from core.standards import load
from core.types import Unit
from tests.core.test_grassroots import HEAD, ROWS, SECOND, TITLE, book
from tests.site.cli import Said, bihuan


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Said:
    return bihuan(Path.cwd(), "standard", *arguments)


def test_next_year_s_plan_begins_with_this_year_s(folder: Path) -> None:
    said = run("new", "yunze-2022", "--from", "laiwu-2021")
    assert (said.code, said.err) == (0, "")
    assert "已写出 yunze-2022.toml：由 laiwu-2021 开始，年份改为 2022。" in said.out and "请逐项核对" in said.out
    new = load(folder / "yunze-2022.toml")
    assert (new.key, new.year, new.name, len(new.items)) == ("yunze-2022", 2022, "2022年莱芜区政务公开工作要点", 53)
    assert (new.item("ipv6") or new.items[0]).due.__str__() == "2022-12-31"
    again = run("new", "yunze-2022", "--from", "laiwu-2021")
    assert (again.code, again.err) == (2, "yunze-2022：已有这项标准，请换一个编号\n")


def test_what_differs_is_told_by_name_unit_and_date(folder: Path) -> None:
    run("new", "yunze-2022", "--from", "laiwu-2021")
    path = folder / "yunze-2022.toml"
    text = path.read_text("utf-8").replace('["@towns", "区财政局", "区农业农村局"]', '["@towns", "区财政局"]')
    text = text.replace('title = "就业"', 'title = "稳就业"').replace('key = "training"', 'key = "lessons"')
    path.write_text(text, "utf-8")
    said = run("diff", "laiwu-2021", "yunze-2022.toml").out
    assert "新增 1 项，取消 1 项，修改 4 项，不变 48 项。" in said
    assert "  + lessons　政务公开培训（责任单位：各镇（街道）、有关部门）" in said and "  - training　" in said
    assert (
        "责任单位：去掉区农业农村局" in said
        and "事项：就业 → 稳就业" in said
        and "完成时限：2021-12-31 → 2022-12-31" in said
    )


def test_files_of_the_configuration_are_there_and_the_plan_is_marked(folder: Path) -> None:
    run("new", "yunze-2022", "--from", "laiwu-2021")
    (folder / "bihuan.toml").write_text('[standards]\nfiles = ["yunze-2022.toml"]\nplan = "yunze-2022"\n', "utf-8")
    lines = {line.split()[0]: line for line in run("list").out.splitlines()}
    assert set(lines) == {
        "article-20",
        "disclosure-platform",
        "grassroots",
        "inspection-2019",
        "laiwu-2021",
        "yunze-2022",
    }
    assert lines["yunze-2022"].endswith("（52 项，人工填报 4 项，已失效 1 项，年度要点）")
    assert "文字待确认" in lines["grassroots"]


def test_a_standard_out_of_a_catalogue_of_fields(folder: Path) -> None:
    book(folder / "目录.xlsx", a=[[TITLE], HEAD, SECOND, *ROWS])
    said = run("new", "fields", "--from", "目录.xlsx")
    assert said.code == 0 and "已写出 fields.toml：2 项，由 目录.xlsx 生成。" in said.out
    assert len(load(folder / "fields.toml").items) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "a b", "--from", "laiwu-2021"), "a b：编号应由字母、数字"),
        (("new", "article-20", "--from", "laiwu-2021"), "article-20：已有这项标准"),
        (("new", "x", "--from", "laiwu-2020"), "--from：没有 laiwu-2020 这项标准，是否想写 laiwu-2021？"),
        (("new", "x", "--from", "none.xlsx"), "none.xlsx：文件读不到"),
        (("diff", "laiwu-2021", "laiwu"), "laiwu：没有 laiwu 这项标准"),
        (("diff", "laiwu-2021", "none.toml"), "none.toml：文件读不到"),
        (("fill",), "应写任务编号"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    told = run(*arguments)
    assert told.code == 2 and len(told.err.splitlines()) == 1 and said in told.err


def test_an_officer_fills_in_and_the_table_shows_it(folder: Path) -> None:
    units = (Unit("qzf", "云泽区人民政府", "government"), Unit("qsz", "清水镇", "town"))
    (folder / "登记表.toml").write_text(dump(Inventory(units)), "utf-8")
    assert bihuan(folder, "inventory", "import", "登记表.toml").code == 0
    done = ("--state", "已落实", "--link", "http://www.yunze.gov.cn/zx/")
    assert run("fill", "policy-desk", "--unit", "qsz", *done).out == "2021年莱芜区政务公开工作要点：已填报 1 项。\n"
    wrong = run("fill", "policy-desks", "--unit", "qs", "--state", "好")
    assert wrong.code == 2 and len(wrong.err.splitlines()) == 3
    said = bihuan(folder, "report", "duties")
    assert said.code == 0 and "已落实 1，" in said.out
    assert "政策咨询综合服务窗口：已落实" in (folder / "要点落实进度表.html").read_text("utf-8")
    assert run("fill", "--sheet", "要点落实进度表.xlsx").out.endswith("已填报 0 项。\n")
