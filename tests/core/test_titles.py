"""What titles of documents and interpretations say."""

import pytest

from core import titles
from core.catalogue import load

AROUND = load().words["policies"]["interpretation"]["around"]
REGIONS = ("云泽区",)


def keys(found: list[str]) -> list[str]:
    return [titles.key(name, REGIONS) for name in found]


@pytest.mark.parametrize(
    ("title", "maker", "called"),
    [
        ("云泽区人民政府关于印发《云泽区养犬管理办法（试行）》的通知", "云泽区人民政府", ["养犬管理办法"]),
        ("云泽区人民政府办公室关于印发云泽区农机补贴实施细则的通知", "云泽区人民政府办公室", ["农机补贴实施细则"]),
        ("云泽区人民政府关于加强养犬管理的通告", "云泽区人民政府", ["加强养犬管理通告"]),
        ("区财政局、区民政局联合印发《云泽区养老补贴办法》", "区财政局、区民政局", ["养老补贴办法"]),
        ("关于印发《养老补贴办法》《养老机构标准》的通知", "", ["养老补贴办法", "养老机构标准"]),
        ("关于贯彻落实《省优化营商环境条例》的实施意见", "", ["贯彻落实省优化营商环境条例实施意见"]),
        ("《云泽区养犬管理办法》", "", ["养犬管理办法"]),
        ("云泽区信息发布管理办法", "", ["信息发布管理办法"]),
        ("云泽区关于加强信息发布管理的意见", "", ["加强信息发布管理意见"]),
        ("云泽区养犬管理办法（2026年修订）", "", ["养犬管理办法"]),
        ("", "", [""]),
        ("《》", "", [""]),
    ],
)
def test_documents(title: str, maker: str, called: list[str]) -> None:
    assert titles.maker(title) == maker
    assert keys(titles.called(title)) == called


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("《云泽区人民政府关于印发〈云泽区养犬管理办法〉的通知》政策解读", ["养犬管理办法"]),
        ("《云泽区养犬管理办法》《云泽区犬只收容办法》解读", ["养犬管理办法", "犬只收容办法"]),
        ("一图读懂｜云泽区养犬管理办法", ["养犬管理办法"]),
        ("图解：云泽区养犬管理办法（试行）", ["养犬管理办法"]),
        ("【文字解读】《关于加强养犬管理的通告》", ["加强养犬管理通告"]),
        ("云泽区养犬管理办法政策解读", ["养犬管理办法"]),
        ("《云泽区养犬管理…", ["养犬管理"]),
        ("政策解读", []),
        ("[置顶] 图解：《云泽区养犬管理办法》", ["养犬管理办法"]),
        ("【图解】云泽区养犬管理办法", ["养犬管理办法"]),
        ("NEW 一图读懂 | 云泽区养犬管理办法", ["养犬管理办法"]),
        ("视频解读·云泽区养犬管理办法(已结束)", ["养犬管理办法"]),
        ("《云泽区养犬\n管理办法》图解", ["养犬管理办法"]),
        ("《 云泽区养犬管理办法 （试行）》解读", ["养犬管理办法"]),
    ],
)
def test_interpretations(title: str, named: list[str]) -> None:
    assert keys(titles.interpreted(title, AROUND)) == named


def test_cut_names() -> None:
    assert [
        titles.cut(name) for name in ("云泽区养犬管理…", "云泽区养犬管理...", "云泽区养犬管理..", "云泽区养犬管理办法")
    ] == [
        True,
        True,
        True,
        False,
    ]


def test_offices_together() -> None:
    assert titles.offices("区财政局、区民政局") == ["区财政局", "区民政局"]
    assert titles.offices("区财政局 区民政局") == ["区财政局", "区民政局"]
    assert titles.offices("区财政局等三部门") == ["区财政局", "等三部门"]
    assert titles.offices("") == []


@pytest.mark.parametrize(
    "text", ["云政办发〔2026〕5号", "云政办发[2026]05号", "云政办发（2026）第5号", "云政办发【2026】 5 号"]
)
def test_one_spelling_of_numbers(text: str) -> None:
    assert titles.numbers(text) == ["云政办发2026-5"]


def test_names_that_a_text_brings_in() -> None:
    text = "近日，区政府印发了《云泽区养犬管理办法》（以下简称《办法》），依据《中华人民共和国动物防疫法》制定。"
    assert titles.introduced(text) == ["云泽区养犬管理办法"]


def test_what_stands_beside_names() -> None:
    assert titles.outside("《政务解读工作办法》图解") == "图解"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("山东省公共停车场管理办法", True),
        ("济南市小微企业贷款贴息办法", True),
        ("广西壮族自治区养犬管理办法", True),
        ("济南市云泽区公共停车场管理办法", False),
        ("云泽区公共停车场管理办法", False),
        ("城市居民生活垃圾分类奖励办法", False),
        ("农贸市场改造提升奖补办法", False),
        ("超市食品安全管理办法", False),
        ("全市停车收费管理办法", False),
        ("上市企业奖励办法", False),
    ],
)
def test_names_of_other_places(name: str, expected: bool) -> None:
    assert titles.of_elsewhere(name, ("云泽区",)) is expected


@pytest.mark.parametrize(("name", "expected"), [("《养犬管理办法》部分条款", True), ("养犬管理办法", False)])
def test_papers_about_papers(name: str, expected: bool) -> None:
    assert titles.about_another(name) is expected
