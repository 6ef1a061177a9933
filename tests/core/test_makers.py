"""Who made a document, by the names that documents print."""

from pathlib import Path
from typing import Any

import pytest

from core.makers import Makers
from core.snapshot import Snapshot
from core.types import Site
from tests.build import HOME, build
from tests.invented import portal

UNITS = {
    "qzf": ["区政府"],
    "qzfb": ["区政府办公室"],
    "czj": ["区财政局"],
    "rsj": ["云泽区人力资源和社会保障局", "云泽区人事局"],
    "qyz": ["青杨镇"],
    "sqj": ["双泉街道"],
}


def makers(folder: Path, **rest: Any) -> Makers:
    with Snapshot(build(folder, portal(), **{"units": UNITS, **rest})) as snapshot:
        return Makers(snapshot)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("云泽区人民政府", "qzf"),
        ("济南市云泽区人民政府", "qzf"),
        ("云泽区人民政府办公室", "qzf"),
        ("区政府办公室", "qzfb"),
        ("区财政局", "czj"),
        ("云泽区财政局", "czj"),
        ("山东省济南市云泽区财政局", "czj"),
        ("云泽区人事局", "rsj"),
        ("青杨镇人民政府", "qyz"),
        ("云泽区青杨镇人民政府", "qyz"),
        ("云泽区双泉街道办事处", "sqj"),
        ("济南市财政局", ""),
        ("历下区财政局", ""),
        ("济南市历下区人民政府", ""),
        ("山东省人民政府", ""),
        ("财政局", ""),
        ("", ""),
    ],
)
def test_one(tmp_path: Path, printed: str, unit: str) -> None:
    assert makers(tmp_path).unit(printed) == unit


@pytest.mark.parametrize(
    ("printed", "units", "every"),
    [
        ("云泽区财政局", ("czj",), True),
        ("云泽区财政局、云泽区人事局", ("czj", "rsj"), True),
        ("云泽区财政局云泽区人事局", ("czj", "rsj"), True),
        ("云泽区财政局等三部门", ("czj",), False),
        ("云泽区财政局 云泽区气象局", ("czj",), False),
        ("云泽区气象局", (), False),
        ("", (), True),
    ],
)
def test_several(tmp_path: Path, printed: str, units: tuple[str, ...], every: bool) -> None:
    assert makers(tmp_path).units(printed) == (units, every)


def test_the_region_comes_from_any_government(tmp_path: Path) -> None:
    assert makers(tmp_path).regions == ("云泽区",)
    office = Site("czj", "区财政局网站", "czj", "department", (HOME,), (HOME,))
    pages = {url: html.replace("云泽区人民政府", "区财政局") for url, html in portal().items()}
    with Snapshot(build(tmp_path, pages, site=office, units={"czj": ["区财政局"]})) as snapshot:
        alone = Makers(snapshot)
    assert (alone.regions, alone.unit("区财政局"), alone.unit("云泽区财政局")) == ((), "czj", "")
    assert not alone.local("云泽区养犬管理办法")


def test_what_is_local(tmp_path: Path) -> None:
    known = makers(tmp_path)
    assert known.local("云泽区养犬管理办法")
    assert not known.local("济南市养犬管理办法")
