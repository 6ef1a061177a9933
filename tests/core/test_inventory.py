"""The registers: what is read, what is refused and in which words, whom a target and a page belong to."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput
from core.inventory import Inventory, build, covers, dump, load
from core.types import Account, Leader, RegisteredColumn, Site, Unit

FULL = """
[[unit]]
key = "qzf"
name = "云泽区人民政府"
kind = "government"

[[unit]]
key = "czj"
name = "云泽区财政局"
kind = "department"
parent = "qzf"
former = ["云泽区财政金融局"]
duties = ["budget", "debt"]
emails = ["xxy@czj.example.gov.cn"]
contact = "宋予安"
phone = "0600-5550123"
leaders = [{ role = "分管领导", name = "纪明川", email = "jmc@example.gov.cn" }, { role = "正职", name = "邵岚" }]

[[unit]]
key = "qsz"
name = "清水镇人民政府"
kind = "town"

[[site]]
key = "portal"
unit = "qzf"
name = "云泽区人民政府门户网站"
kind = "portal"
urls = ["http://www.example.gov.cn/"]
site_code = "9901160001"

[[site]]
key = "czj"
unit = "czj"
operator = "qzf"
name = "区财政局网站"
kind = "department"
urls = ["http://www.example.gov.cn/gongkai/site_czj/index.html"]
prefixes = ["http://www.example.gov.cn/gongkai/site_czj/", "https://czj.example.gov.cn:8443/"]
standards = ["disclosure-platform"]

[[site]]
key = "qsz"
unit = "qsz"
name = "清水镇网站"
kind = "department"
urls = ["HTTP://QSZ.example.gov.cn:80", "http://qsz2.example.gov.cn:8080/a/"]

[[site]]
key = "zhuanti"
unit = "czj"
name = "减税降费专题"
kind = "topic"
urls = ["http://www.example.gov.cn/zt/jsjf/"]
prefixes = ["http://www.example.gov.cn/zt/jsjf"]

[[column]]
site = "portal"
path = "政务公开/通知公告"
url = "http://www.example.gov.cn/tzgg/"
type = "通知公告"
unit = "czj"
person = "宋予安"
period = 180

[[column]]
site = "portal"
path = "专题/防汛"
period = 30
updates = false
exempt = "已归档"
season = "06-01/09-30"
jumps = true

[[account]]
key = "czj-weixin"
unit = "czj"
platform = "weixin"
name = "云泽财政"
account = "gh_0123456789ab"
type = "订阅号"
source = "feed"
url = "http://feed.example.gov.cn/czj.xml"
verified_as = "云泽区财政局"
state = "拟关停"
"""

#: Rows that are right; each bad case changes one field.
RIGHT: dict[str, dict[str, Any]] = {
    "unit": {"key": "czj", "name": "区财政局", "kind": "department"},
    "site": {"key": "w", "unit": "czj", "name": "网站", "kind": "department", "urls": ["http://a.example.gov.cn/"]},
    "column": {"site": "w", "path": "政务公开/通知公告"},
    "account": {"key": "v", "unit": "czj", "platform": "weixin", "name": "云泽财政"},
}
#: Stands for "leave this field out".
GONE = object()


@pytest.fixture
def inventory(tmp_path: Path) -> Inventory:
    return written(tmp_path, FULL)


def written(folder: Path, text: str) -> Inventory:
    path = folder / "inventory.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def rows(**changed: dict[str, Any]) -> dict[str, Any]:
    """One right row a register, with the fields in `changed` replaced or taken out."""
    tables = {name: {**row, **changed.get(name, {})} for name, row in RIGHT.items()}
    return {name: [{k: v for k, v in row.items() if v is not GONE}] for name, row in tables.items()}


def refused(tables: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        build(tables, "inventory.toml")
    return caught.value.lines


def test_every_field_is_read(inventory: Inventory) -> None:
    assert inventory.units[1] == Unit(
        key="czj",
        name="云泽区财政局",
        kind="department",
        parent="qzf",
        former=("云泽区财政金融局",),
        duties=("budget", "debt"),
        emails=("xxy@czj.example.gov.cn",),
        contact="宋予安",
        phone="0600-5550123",
        leaders=(Leader("分管领导", "纪明川", "jmc@example.gov.cn"), Leader("正职", "邵岚")),
    )
    assert inventory.sites[1] == Site(
        key="czj",
        name="区财政局网站",
        unit="czj",
        kind="department",
        urls=("http://www.example.gov.cn/gongkai/site_czj/index.html",),
        prefixes=("http://www.example.gov.cn/gongkai/site_czj/", "https://czj.example.gov.cn:8443/"),
        operator="qzf",
        standards=("disclosure-platform",),
    )
    assert inventory.columns[1] == RegisteredColumn(
        site="portal", path="专题/防汛", period=30, exempt="已归档", season="06-01/09-30", jumps=True
    )
    assert inventory.accounts == (
        Account(
            key="czj-weixin",
            unit="czj",
            platform="weixin",
            name="云泽财政",
            account="gh_0123456789ab",
            type="订阅号",
            source="feed",
            url="http://feed.example.gov.cn/czj.xml",
            verified_as="云泽区财政局",
            state="拟关停",
        ),
    )


def test_what_is_left_out_is_filled_in(inventory: Inventory) -> None:
    portal, _, town, topic = inventory.sites
    assert portal.operator == "qzf" and portal.prefixes == ("http://www.example.gov.cn/",) and portal.registered
    assert portal.standards == ("disclosure-platform", "article-20")
    assert town.urls == ("http://qsz.example.gov.cn/", "http://qsz2.example.gov.cn:8080/a/")
    assert town.prefixes == ("http://qsz.example.gov.cn/", "http://qsz2.example.gov.cn:8080/")
    assert town.standards == ("disclosure-platform",)
    assert topic.standards == ()


def test_a_column_with_a_period_is_kept_up_to_date_unless_it_says_otherwise(inventory: Inventory) -> None:
    assert [column.updates for column in inventory.columns] == [True, False]
    assert not build(rows(), "x").columns[0].updates


def test_dump_reads_back_to_the_same(inventory: Inventory, tmp_path: Path) -> None:
    text = dump(inventory)
    assert written(tmp_path, text) == inventory
    assert dump(written(tmp_path, text)) == text


def test_dump_leaves_out_what_need_not_be_said() -> None:
    assert dump(build(rows(), "x")).split("\n\n") == [
        '[[unit]]\nkey = "czj"\nname = "区财政局"\nkind = "department"',
        '[[site]]\nkey = "w"\nname = "网站"\nunit = "czj"\nkind = "department"\nurls = ["http://a.example.gov.cn/"]',
        '[[column]]\nsite = "w"\npath = "政务公开/通知公告"',
        '[[account]]\nkey = "v"\nunit = "czj"\nplatform = "weixin"\nname = "云泽财政"\n',
    ]


@pytest.mark.parametrize("name", ['引"号"', "反\\斜杠", "换\n行", "制\t表", "\x7f", "井#号", "𠮷"])
def test_dump_escapes(name: str, tmp_path: Path) -> None:
    inventory = Inventory(units=(Unit("a", name, "town"),))
    assert written(tmp_path, dump(inventory)) == inventory


def test_an_empty_file_is_an_empty_inventory(tmp_path: Path) -> None:
    assert written(tmp_path, "") == Inventory()
    assert dump(Inventory()) == ""


URL = "应为 http:// 或 https:// 网址"
SEASON = "应为首末两日，如 01-01/03-31"


@pytest.mark.parametrize(
    ("table", "fields", "line"),
    [
        ("unit", {"name": GONE}, "缺少 name"),
        ("unit", {"name": " "}, "name 不应为空"),
        ("unit", {"name": 3}, "name 应为文字，实际是 3"),
        ("unit", {"nmae": "x"}, "nmae 不认识，是否想写 name？"),
        (
            "unit",
            {"kind": "bureau"},
            'kind 应为 government、department、town、subdistrict、institution 之一，实际是 "bureau"',
        ),
        ("unit", {"parent": "qzf"}, 'parent 应为已登记的单位编号，实际是 "qzf"'),
        ("unit", {"emails": ["a@b.cn", "张三"]}, 'emails 第2项 应为邮箱地址，实际是 "张三"'),
        ("unit", {"emails": ["a@b\nBcc: c@d"]}, r'emails 第1项 应为邮箱地址，实际是 "a@b\nBcc: c@d"'),
        ("unit", {"emails": "a@b.cn"}, 'emails 应为列表，实际是 "a@b.cn"'),
        ("unit", {"leaders": [{"role": "分管领导"}]}, "leaders 第1项 缺少 name"),
        (
            "unit",
            {"leaders": [{"role": "a", "name": "b", "emial": "c"}]},
            "leaders 第1项 emial 不认识，是否想写 email？",
        ),
        (
            "unit",
            {"leaders": [{"role": "a", "name": "b", "email": "c"}]},
            'leaders 第1项 email 应为邮箱地址，实际是 "c"',
        ),
        ("site", {"unit": "czk"}, 'unit 应为已登记的单位编号，实际是 "czk"，是否想写 czj？'),
        ("site", {"operator": "dsjj"}, 'operator 应为已登记的单位编号，实际是 "dsjj"'),
        ("site", {"kind": "blog"}, 'kind 应为 portal、department、topic 之一，实际是 "blog"'),
        ("site", {"urls": GONE}, "缺少 urls"),
        ("site", {"urls": []}, "urls 不应为空"),
        ("site", {"urls": ["www.example.gov.cn"]}, f'urls 第1项 {URL}，实际是 "www.example.gov.cn"'),
        ("site", {"urls": ["ftp://a.example.gov.cn/"]}, f'urls 第1项 {URL}，实际是 "ftp://a.example.gov.cn/"'),
        ("site", {"urls": ["http:///a"]}, f'urls 第1项 {URL}，实际是 "http:///a"'),
        ("site", {"urls": ["http://a:99999/"]}, f'urls 第1项 {URL}，实际是 "http://a:99999/"'),
        ("site", {"prefixes": ["/gongkai/"]}, f'prefixes 第1项 {URL}，实际是 "/gongkai/"'),
        (
            "site",
            {"colour": "红"},
            "colour 不认识，可写 key、unit、operator、name、kind、urls、prefixes、site_code、standards",
        ),
        (
            "site",
            {"registered": False},
            "registered 不认识，可写 key、unit、operator、name、kind、urls、prefixes、site_code、standards",
        ),
        ("column", {"site": "x"}, 'site 应为已登记的网站编号，实际是 "x"'),
        ("column", {"unit": "cz"}, 'unit 应为已登记的单位编号，实际是 "cz"，是否想写 czj？'),
        ("column", {"period": 0}, "period 不应小于 1，实际是 0"),
        ("column", {"period": "180"}, 'period 应为整数，实际是 "180"'),
        ("column", {"updates": "是"}, 'updates 应为 true 或 false，实际是 "是"'),
        ("column", {"season": "01-01"}, f'season {SEASON}，实际是 "01-01"'),
        ("column", {"season": "02-30/03-01"}, f'season {SEASON}，实际是 "02-30/03-01"'),
        ("column", {"season": "1-1/3-31"}, f'season {SEASON}，实际是 "1-1/3-31"'),
        ("column", {"url": "x"}, f'url {URL}，实际是 "x"'),
        (
            "account",
            {"platform": "QQ"},
            'platform 应为 weixin、weibo、douyin、toutiao、kuaishou、shipinhao、app、miniprogram 之一，实际是 "QQ"',
        ),
        ("account", {"state": "停用"}, 'state 应为 在用、拟关停、已注销 之一，实际是 "停用"'),
        ("account", {"source": "rss"}, 'source 应为 feed、wechat、weibo、douyin、export、manual 之一，实际是 "rss"'),
        ("account", {"unit": "x"}, 'unit 应为已登记的单位编号，实际是 "x"'),
    ],
)
def test_one_mistake_is_one_line(table: str, fields: dict[str, Any], line: str) -> None:
    assert refused(rows(**{table: fields})) == (f"inventory.toml：[[{table}]] 第1项 {line}",)


@pytest.mark.parametrize("key", ["", "a b", "a/b", "site:a", "..", ".a", "a\nb"])
def test_keys_are_fit_for_file_names_and_commands(key: str) -> None:
    (line,) = list(refused({"unit": [RIGHT["unit"] | {"key": key}]}))
    assert line.startswith("inventory.toml：[[unit]] 第1项 key 应为字母、数字、“-”、“_”或“.”，实际是")


def test_all_mistakes_are_told_at_once() -> None:
    tables = rows(unit={"kind": "x"}, site={"unit": "y", "urls": ["z"]}, column={"path": GONE, "seson": ""})
    assert [line.removeprefix("inventory.toml：").split(" ")[:3] for line in refused(tables | {"sites": []})] == [
        ["[[sites]]", "不认识，是否想写", "site？"],
        ["[[unit]]", "第1项", "kind"],
        ["[[site]]", "第1项", "urls"],
        ["[[column]]", "第1项", "缺少"],
        ["[[column]]", "第1项", "seson"],
        ["[[site]]", "第1项", "unit"],
    ]


def test_an_entry_with_a_mistake_of_its_own_is_not_told_missing() -> None:
    assert len(refused(rows(unit={"kind": "x"}))) == 1


def test_repeated_entries() -> None:
    tables = {name: [row, row] for name, row in RIGHT.items()}
    tables["site"] = [RIGHT["site"], RIGHT["site"] | {"urls": ["http://b.example.gov.cn/"]}]
    tables["account"] = [RIGHT["account"] | {"account": "gh_1"}, RIGHT["account"] | {"key": "u", "account": "gh_1"}]
    assert refused(tables) == (
        'inventory.toml：[[unit]] 第2项 key 与第1项重复，都是 "czj"',
        'inventory.toml：[[site]] 第2项 key 与第1项重复，都是 "w"',
        'inventory.toml：[[column]] 第2项 path 与第1项重复，都是 "政务公开/通知公告"',
        'inventory.toml：[[account]] 第2项 account 与第1项重复，都是 "gh_1"',
    )


@pytest.mark.parametrize(
    ("second", "line"),
    [
        ({"urls": ["https://a.example.gov.cn"]}, "urls 与第1项相同（https://a.example.gov.cn/）"),
        ({"urls": ["http://a.example.gov.cn/b/"]}, "prefixes 与第1项相同（http://a.example.gov.cn/）"),
    ],
)
def test_two_sites_cannot_have_the_same_pages(second: dict[str, Any], line: str) -> None:
    sites = [RIGHT["site"], RIGHT["site"] | {"key": "w2"} | second]
    assert refused({"unit": [RIGHT["unit"]], "site": sites}) == (
        f"inventory.toml：[[site]] 第2项 {line}，一个页面只能属于一个网站",
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[unit]\nkey = 'a'", "unit 应写作 [[unit]]，一项一段"),
        ("unit = ['a']", '[[unit]] 第1项 应为一张表，实际是 "a"'),
        ("[[unit]]\nkey = czj\n", "第2行的值写法不对：文字要加引号，true 和 false 要小写"),
        ("[[unit]]\nkey\n", "第2行键的后面缺少 ="),
        ("[[unit]\nkey = 'a'\n", "第1行表名的后面缺少 ]"),
    ],
)
def test_broken_files(text: str, line: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        written(tmp_path, text)
    assert caught.value.lines == (f"{tmp_path / 'inventory.toml'}：{line}",)


def test_a_file_of_another_kind_or_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"登记表应为 \.toml 或 \.xlsx 文件"):
        load(tmp_path / "登记册.xls")
    for name in ("no.toml", "no.xlsx"):
        with pytest.raises(BadInput, match="文件读不到（没有这个文件）"):
            load(tmp_path / name)


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        ("portal", ["portal"]),
        ("site:czj", ["czj"]),
        ("unit:czj", ["czj", "zhuanti"]),
        ("czj", ["czj", "zhuanti"]),
        ("qzf", ["portal"]),
        ("http://www.example.gov.cn/", ["portal"]),
        ("https://WWW.example.gov.cn", ["portal"]),
        ("http://www.example.gov.cn/gongkai/site_czj/index.html#top", ["czj"]),
    ],
)
def test_find(target: str, keys: list[str], inventory: Inventory) -> None:
    assert [site.key for site in inventory.find(target)] == keys


@pytest.mark.parametrize(
    ("url", "key", "prefix"),
    [
        ("http://New.Example.gov.cn:8080/a/index.html", "new.example.gov.cn", "http://new.example.gov.cn:8080/"),
        ("https://new.example.gov.cn:443", "new.example.gov.cn", "https://new.example.gov.cn/"),
        ("http://127.0.0.1:9000/", "127.0.0.1", "http://127.0.0.1:9000/"),
        ("http://[::1]:9000/", "::1", "http://[::1]:9000/"),
        ("http://www.example.gov.cn/tzgg/", "www.example.gov.cn", "http://www.example.gov.cn/"),
    ],
)
def test_an_address_that_nobody_registered(url: str, key: str, prefix: str, inventory: Inventory) -> None:
    (site,) = inventory.find(url)
    assert (site.key, site.name, site.unit, site.operator, site.kind) == (key, key, key, key, "department")
    assert not site.registered and site.prefixes == (prefix,) and len(site.urls) == 1
    assert covers(site, url) and Inventory().find(url) == (site,)


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("czk", "czk：没有登记这个编号，是否想写 czj？"),
        ("site:prtal", "site:prtal：没有登记这个网站，是否想写 portal？"),
        ("unit:portal", "unit:portal：没有登记这个单位"),
        ("unit:lonely", "unit:lonely：该单位没有登记网站"),
        ("account:czj-weixin", "account:czj-weixin：本版本尚不检查新媒体账号"),
        ("czj-weixin", "account:czj-weixin：本版本尚不检查新媒体账号"),
        ("both", "both：既是网站又是新媒体账号，请写 site:both 或 account:both"),
        ("www.new.gov.cn", "www.new.gov.cn：没有登记这个编号，网址要以 http:// 或 https:// 开头"),
        ("localhost:80", "localhost:80：应为编号、site:编号、unit:编号、account:编号 或 http:// 网址"),
        ("ftp://example.gov.cn/", "ftp://example.gov.cn/：应为 http:// 或 https:// 网址"),
        ("http://", "http://：应为 http:// 或 https:// 网址"),
        ("", "：没有登记这个编号"),
    ],
)
def test_targets_that_mean_nothing(target: str, line: str, tmp_path: Path) -> None:
    more = """
[[unit]]
key = "lonely"
name = "区档案馆"
kind = "institution"
[[site]]
key = "both"
unit = "qzf"
name = "甲"
kind = "department"
urls = ["http://both.example.gov.cn/"]
[[account]]
key = "both"
unit = "qzf"
platform = "weibo"
name = "乙"
"""
    with pytest.raises(BadInput) as caught:
        written(tmp_path, FULL + more).find(target)
    assert caught.value.lines == (line,)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.gov.cn/", "portal"),
        ("https://www.example.gov.cn:443/a.html", "portal"),
        ("http://www.example.gov.cn:8080/a.html", None),
        ("http://www.example.gov.cn/gongkai/site_czj/tzgg/", "czj"),
        ("https://WWW.example.gov.cn/gongkai/site_czj/?a=1", "czj"),
        ("http://www.example.gov.cn/gongkai/site_czj", "czj"),
        ("http://www.example.gov.cn/gongkai/site_czjx/", "portal"),
        ("http://www.example.gov.cn/gongkai/", "portal"),
        ("http://www.example.gov.cn/zt/jsjf", "zhuanti"),
        ("http://www.example.gov.cn/zt/jsjf/a.html", "zhuanti"),
        ("http://www.example.gov.cn/zt/jsjf?page=2", "zhuanti"),
        ("http://www.example.gov.cn/zt/jsjf2021/", "portal"),
        ("http://czj.example.gov.cn:8443/", "czj"),
        ("http://czj.example.gov.cn/", None),
        ("http://qsz.example.gov.cn/中文.html", "qsz"),
        ("http://example.gov.cn/", None),
        ("mailto:a@example.gov.cn", None),
        ("http://www.example.gov.cn:x/", None),
        ("", None),
    ],
)
def test_a_page_belongs_to_one_site(url: str, key: str | None, inventory: Inventory) -> None:
    owner = inventory.owner(url)
    assert (owner and owner.key) == key
    assert owner is None or covers(owner, url)


def test_a_start_address_outside_the_prefixes_is_its_own_sites_page() -> None:
    portal = Site("p", "门户", "qzf", "portal", ("http://h.cn/",), ("http://h.cn/",))
    part = Site("c", "财政局", "czj", "department", ("http://h.cn/czj.html",), ("http://h.cn/site_czj/",))
    inventory = Inventory(sites=(portal, part))
    assert inventory.owner("http://h.cn/czj.html") == part and covers(part, "http://h.cn/czj.html")
    assert inventory.owner("http://h.cn/czj.html?a=1") == portal
    assert covers(portal, "http://h.cn/site_czj/")


@pytest.mark.parametrize(
    ("season", "day", "inside"),
    [
        ("", date(2026, 5, 1), True),
        ("01-01/03-31", date(2026, 3, 31), True),
        ("01-01/03-31", date(2026, 4, 1), False),
        ("11-01/02-29", date(2026, 2, 28), True),
        ("11-01/02-29", date(2026, 11, 1), True),
        ("11-01/02-29", date(2026, 10, 31), False),
    ],
)
def test_seasons(season: str, day: date, inside: bool) -> None:
    assert RegisteredColumn("portal", "专题", season=season).in_season(day) is inside
