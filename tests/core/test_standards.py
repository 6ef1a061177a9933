"""Standards as data: strict files, rows with a life, and whom a row binds."""

from datetime import date
from pathlib import Path

import pytest

from core.catalogue import load as load_catalogue
from core.errors import BadInput
from core.standards import Bound, Item, bound, is_named, load
from core.types import Unit

HEAD = """
[standard]
key = "own-2026"
name = "本区工作要点"
document = "《本区工作要点》"
binds = ["government", "department", "town", "subdistrict", "institution"]
"""
GAZETTE = """
[[item]]
key = "gazette"
title = "政府公报"
clause = "第一条"
"""
CATALOGUE = load_catalogue()
PLAN = CATALOGUE.standards["laiwu-2021"]
FINANCE = Unit("czj", "云泽区财政局", "department")
TOWN = Unit("qsz", "清水镇", "town")
OFFICE = Unit("qzfb", "云泽区人民政府办公室", "department")
SCHOOL = Unit("syxx", "区实验学校", "institution")


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_a_row_does_not_say(tmp_path: Path) -> None:
    item = load(written(tmp_path, HEAD + GAZETTE)).items[0]
    assert (item.names, len(item.binds), item.confirmed) == (("政府公报",), 5, True)
    assert item.in_force(date(1999, 1, 1)) and not item.manual


def test_a_row_has_a_life_and_its_head_may_give_it(tmp_path: Path) -> None:
    life = (
        HEAD
        + "from = 2026-01-01\nuntil = 2026-12-31\n"
        + GAZETTE
        + GAZETTE.replace("gazette", "b")
        + "until = 2026-06-30"
    )
    standard = load(written(tmp_path, life))
    keys = {
        day: [item.key for item in standard.in_force(day)]
        for day in map(date, (2025, 2026, 2026), (12, 6, 7), (31, 30, 1))
    }
    assert list(keys.values()) == [[], ["gazette", "b"], ["gazette"]]


def test_a_standard_of_the_bureau_s_own_is_read_beside_ours_or_in_its_place(tmp_path: Path) -> None:
    own = load_catalogue(extra_standards=(written(tmp_path, HEAD + GAZETTE),))
    assert own.standards["own-2026"].items and own.digest != CATALOGUE.digest
    ours = load_catalogue(extra_standards=(written(tmp_path, HEAD.replace("own-2026", "article-20") + GAZETTE),))
    assert [item.key for item in ours.standards["article-20"].items] == ["gazette"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("[standard", "第1行"),
        ("", "缺少 [standard]"),
        (HEAD.replace('key = "own-2026"\n', ""), "[standard] 缺少 key"),
        (HEAD + GAZETTE.replace('clause = "第一条"\n', ""), "[[item]] 第1项（gazette） 缺少 clause"),
        (HEAD + GAZETTE + "name = 3", "name 不认识，是否想写 names？"),
        (HEAD + GAZETTE + "names = 3", "names 应为列表，实际是 3"),
        (HEAD + GAZETTE + 'until = "明年"', 'until 应为日期，不加引号，如 2026-03-31，实际是 "明年"'),
        (HEAD + GAZETTE + "until = 2026-02-30", "日期不存在"),
        (HEAD + GAZETTE + "from = 2026-02-01\nuntil = 2026-01-01", "until 应不早于 from"),
        (HEAD + GAZETTE + 'binds = ["village"]', "binds 第1项 应为 government、"),
        (HEAD + GAZETTE + 'where = "here"', "where 应为"),
        (HEAD + GAZETTE + 'units = ["@all"]', "@towns 或 @departments-concerned，实际是 @all"),
        (HEAD + GAZETTE + GAZETTE, "第2项（gazette） key 与第1项相同"),
        (HEAD + GAZETTE + 'duty = "gazete"', "是否想写 gazette？"),
        (HEAD + GAZETTE + 'manual = true\nwatch = [{ check = "links" }]', "manual 和 watch 只能有一项"),
        (HEAD + GAZETTE + 'watch = [{ check = "linkz" }]', "watch 的 linkz 没有这项检查，是否想写 links？"),
        (
            HEAD + GAZETTE + 'watch = [{ check = "*", standard = "article-2" }]',
            "没有 article-2 这项标准，是否想写 article-20？",
        ),
        (HEAD + "[items]", "[items] 不认识，是否想写 item？"),
        ("item = 3" + HEAD, "item 应为 [[item]] 列表"),
    ],
)
def test_a_bad_file_is_told_by_file_and_row(tmp_path: Path, bad: str, said: str) -> None:
    path = written(tmp_path, bad)
    with pytest.raises(BadInput) as error:
        load_catalogue(extra_standards=(path,))
    assert len(error.value.lines) == 1 and str(error.value).startswith(f"{path}：")
    assert said in str(error.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="文件读不到"):
        load(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes('name = "要点"'.encode("gb18030"))
    with pytest.raises(BadInput, match="不是 UTF-8 编码"):
        load(tmp_path / "gbk.toml")


def test_a_standard_that_nobody_knows_names_its_neighbour() -> None:
    with pytest.raises(BadInput, match=r"\[standards\] plan：没有 laiwu-2012 这项标准，是否想写 laiwu-2021？"):
        CATALOGUE.standard("laiwu-2012", "[standards] plan")


@pytest.mark.parametrize(
    ("name", "own", "same"),
    [
        ("区财政局", "云泽区财政局", True),
        ("区财政局", "区财政局", True),
        ("区财政局", "财政局", True),
        ("区应急局", "区应急管理局", True),
        ("区医保局", "云泽区医疗保障局", True),
        ("区市场监管局", "区市场监督管理局", True),
        ("区人力资源社会保障局", "区人力资源和社会保障局", True),
        ("区政府", "云泽区人民政府", True),
        ("区政府办公室", "云泽区人民政府办公室", True),
        ("市公安局莱芜区分局", "市公安局莱芜区分局", True),
        ("区政府", "云泽区人民政府办公室", False),
        ("区政府办公室", "云泽区人民政府", False),
        ("区司法局", "区财政局", False),
        ("区民政局", "区民政服务中心", False),
        ("区教育和体育局", "区教育局", False),
        ("市公安局莱芜区分局", "区司法局", False),
    ],
)
def test_an_annex_s_name_and_a_unit_s(name: str, own: str, same: bool) -> None:
    assert is_named(Unit("x", own, "department"), name) is same


def test_a_unit_goes_by_its_former_names_too() -> None:
    assert is_named(
        Unit("rsj", "区人力社保局", "department", former=("区人力资源和社会保障局",)), "区人力资源社会保障局"
    )


@pytest.mark.parametrize(
    ("key", "unit", "said"),
    [
        ("debt", FINANCE, Bound.YES),
        ("debt", TOWN, Bound.YES),
        ("debt", OFFICE, Bound.NO),
        ("campaigns", TOWN, Bound.YES),
        ("campaigns", FINANCE, Bound.UNSAID),
        ("campaigns", Unit("czj", "区财政局", "department", duties=("campaigns",)), Bound.YES),
        ("industry-policies", Unit("czj", "区财政局", "department", duties=("laiwu-2021/major-projects",)), Bound.YES),
        ("campaigns", Unit("qzf", "云泽区人民政府", "government"), Bound.NO),
        ("business-environment", OFFICE, Bound.YES),
        ("business-environment", Unit("sfj", "区水利局", "department"), Bound.UNSAID),
        ("decision-chain", FINANCE, Bound.NO),
        ("power-lists", SCHOOL, Bound.NO),
        ("power-lists", FINANCE, Bound.UNSAID),
        ("power-lists", TOWN, Bound.YES),
        ("disclosure-attribute", Unit("qzf", "云泽区人民政府", "government"), Bound.YES),
    ],
)
def test_whom_a_duty_of_the_plan_binds(key: str, unit: Unit, said: Bound) -> None:
    assert bound(item(key), unit) is said


def test_a_law_binds_by_kind_and_is_silent_about_the_rest() -> None:
    budget, functions = (CATALOGUE.item(f"article-20/{key}") for key in ("budget", "functions"))
    assert budget and functions
    assert bound(budget, Unit("qzf", "云泽区人民政府", "government")) is Bound.YES
    assert bound(budget, FINANCE) is Bound.UNSAID and bound(functions, FINANCE) is Bound.YES


def test_each_unit_has_its_own_column() -> None:
    row = item("social-security")
    assert row.names_for(Unit("mzj", "区民政局", "department")) == ("社会救助", "养老服务")
    assert set(row.names_for(TOWN)) == {"社会救助", "养老服务", "医疗保障", "社会保险"}


def test_every_duty_of_the_plan_is_there() -> None:
    duties = [one for one in PLAN.items if not one.duty]
    assert len(duties) == 49 and {one.row for one in duties} == set(range(1, 34))
    assert all(one.units and (one.watch or one.manual) for one in PLAN.items)
    assert [one.key for one in duties if one.manual] == [
        *("public-enterprises-pilots", "policy-desk", "business-consultation", "grassroots-models")
    ]
    assert item("epidemic").ends == date(2022, 12, 31) and item("ipv6").due == date(2021, 12, 31)


def test_the_fields_of_the_grassroots_catalogues_are_not_confirmed() -> None:
    fields = CATALOGUE.standards["grassroots"].items
    assert len(fields) == 26 and not any(one.confirmed for one in fields)


def item(key: str) -> Item:
    found = PLAN.item(key)
    assert found
    return found
