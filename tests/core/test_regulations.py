"""Sentence by sentence, what a page shows of them."""

import pytest

from core import regulations
from core.regulations import Difference, compare

OFFICIAL = """云泽区犬只管理条例
（2019年5月6日公布　根据2024年3月8日《关于修改部分条例的决定》修正）
目录
第一章　总则
第二章　登记
第一章　总则
第一条　为了规范养犬行为，保障公民健康和人身安全，制定本条例。
第二条　本条例适用于城市建成区内犬只的饲养、经营；农村地区另行规定。
第二章　登记
第三条　养犬人应当自取得犬只之日起三十日内，向公安机关申请登记。
第四条　登记机关应当在五个工作日内办结。
第五条　本条例自2019年7月1日起施行。"""


def changed(*pairs: tuple[str, str]) -> str:
    text = OFFICIAL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "text",
    [
        OFFICIAL,
        changed(("　", " "), ("，", ","), ("；", ";"), ("。", "．。")),
        changed(("第一章　总则\n", ""), ("第二章　登记\n", "")),
        changed(("第二章　登记\n第三条", "第二章\n登记\n第三条")),
        changed(("2019年7月1日", "２０１９年７月１日")),
        "字号：大 中 小\n来源：区司法局\n" + OFFICIAL + "\n责任编辑：田思源\n打印本页\n扫一扫在手机打开当前页。",
        OFFICIAL[OFFICIAL.index("第一条") :],
        changed(("向公安机关", "\n向\n公安机关\n")),
    ],
)
def test_the_same_text(text: str) -> None:
    found = compare(OFFICIAL, text)
    assert (found.differences, found.share) == ((), 1)


@pytest.mark.parametrize(
    ("pair", "official", "shown"),
    [
        (
            ("三十日", "六十日"),
            "第三条养犬人应当自取得犬只之日起三十日内,向公安机关申请登记",
            "第三条养犬人应当自取得犬只之日起六十日内,向公安机关申请登记",
        ),
        (("第四条　登记机关应当在五个工作日内办结。\n", ""), "第四条登记机关应当在五个工作日内办结", ""),
        (("办结。", "办结。逾期不办结的，视为同意登记。"), "", "逾期不办结的,视为同意登记"),
        (("应当在", "可以在"), "第四条登记机关应当在五个工作日内办结", "第四条登记机关可以在五个工作日内办结"),
    ],
)
def test_what_differs_is_quoted(pair: tuple[str, str], official: str, shown: str) -> None:
    found = compare(OFFICIAL, changed(pair))
    assert found.differences == (Difference(official, shown),)
    assert (found.cut, found.other_version) == (False, False)


def test_a_part_is_cut() -> None:
    assert compare(OFFICIAL, OFFICIAL[: OFFICIAL.index("第四条")]).cut
    assert compare(OFFICIAL, OFFICIAL[OFFICIAL.index("第三条") :]).cut


def test_another_version_tells_of_itself() -> None:
    assert compare(OFFICIAL, changed(("根据2024年3月8日", "根据2021年3月8日"), ("三十日", "六十日"))).other_version
    assert not compare(OFFICIAL, changed(("三十日", "六十日"))).other_version


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中华人民共和国政府信息公开条例", "政府信息公开条例"),
        ("政府信息公开条例（2019年修订）", "政府信息公开条例"),
        ("《中华人民共和国政府信息公开条例》", "政府信息公开条例"),
        ("《政府信息公开条例》（国务院令第711号）全文", "政府信息公开条例"),
        ("【行政法规】政府信息公开条例", "政府信息公开条例"),
    ],
)
def test_titles_that_present_a_regulation(title: str, name: str) -> None:
    assert name in regulations.named(title)


@pytest.mark.parametrize(
    "title",
    [
        "《政府信息公开条例》解读",
        "关于贯彻《政府信息公开条例》的通知",
        "我区开展《政府信息公开条例》宣传",
        "云泽区政府信息公开条例实施办法",
    ],
)
def test_titles_that_speak_of_one(title: str) -> None:
    assert "政府信息公开条例" not in regulations.named(title)


@pytest.mark.parametrize(
    "text",
    [
        changed(("三十日内", "三十日\n- 2 -\n内")),
        changed(("三十日内", "三十日\n— 2 —\n内"), ("办结", "办\n第3页\n结")),
        changed(*((f"第{one}条　", f"第{one}条　【养犬的规定】　") for one in "一二三四五")),
        changed(*((old, f"{old}\n云泽区人民政府公报\n") for old in ("为了规范", "本条例适用", "养犬人应当"))),
    ],
    ids=["foot", "two feet", "titles of articles", "head of pages"],
)
def test_what_printing_puts_in_between_is_no_difference(text: str) -> None:
    assert compare(OFFICIAL, text).differences == ()
