"""Who answers for a page: by address, by breadcrumb, else the site's unit."""

from pathlib import Path

from checks._duties import Duties
from core.snapshot import Snapshot
from core.types import Kind, Page, RegisteredColumn
from tests.build import HOME, build
from tests.invented import portal

REGISTER = (
    RegisteredColumn("portal", "政务公开/通知公告", HOME + "zwgk/tzgg/index.html", unit="qzfb"),
    RegisteredColumn("portal", "政务公开", HOME + "zwgk/", unit="qdsj"),
    RegisteredColumn("portal", "首页要闻", HOME + "yw.html", unit="qrmt"),
    RegisteredColumn("portal", "专题专栏/防汛抗旱", unit="yjj"),
    RegisteredColumn("portal", "专题专栏/无主"),
)


def unit(folder: Path, address: str, *path: str) -> str:
    with Snapshot(build(folder, portal(), register=REGISTER)) as snapshot:
        return Duties(snapshot).unit_of(Page(HOME + address, Kind.ARTICLE, "", path=("首页", *path)))


def test_the_longest_folder_decides(tmp_path: Path) -> None:
    assert unit(tmp_path, "zwgk/tzgg/202611/t20261101_1.html") == "qzfb"
    assert unit(tmp_path, "zwgk/other/t20261101_2.html") == "qdsj"


def test_the_breadcrumb_decides_where_no_address_does(tmp_path: Path) -> None:
    assert unit(tmp_path, "art/3.html", "专题专栏", "防汛抗旱", "要闻") == "yjj"
    assert unit(tmp_path, "art/4.html", "专题专栏", "无主") == "qzf"


def test_a_list_beside_the_home_page_owns_nothing_else(tmp_path: Path) -> None:
    assert unit(tmp_path, "other.html") == "qzf"


def test_an_address_without_a_page_has_a_unit_too(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, portal(), register=REGISTER)) as snapshot:
        assert Duties(snapshot).unit_at(HOME + "zwgk/tzgg/lost.html") == "qzfb"
        assert Duties(snapshot).unit_at("http://elsewhere.example.com/") == "qzf"
