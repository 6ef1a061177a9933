"""What the text of a document says of itself."""

from datetime import date

import pytest

from core import elements

TEXT = [
    "各镇人民政府、街道办事处：",
    "根据《省养犬管理条例》（鲁政发〔2020〕3号）有关规定，现将办法印发给你们，请认真贯彻执行。",
]


@pytest.mark.parametrize(
    "head",
    [
        ["云政发〔2026〕9号"],
        ["云政发[2026]9号"],
        ["云政办字【2026】9号"],
        ["（云政发（2026）9号）"],
        ["云政发〔2026〕 第 9 号"],
        ["云政发", "〔2026〕", "9号"],
        ["第3号令"],
        ["云泽区人民政府令第3号"],
        ["云泽区人民政府令", "第3号"],
        ["发文字号：云政发〔2026〕9号"],
    ],
)
def test_numbers(head: list[str]) -> None:
    assert elements.numbered([*head, *TEXT])


def test_a_number_in_the_title() -> None:
    assert elements.numbered(TEXT, "云泽区人民政府关于加强养犬管理的通知（云政发〔2026〕9号）")


@pytest.mark.parametrize(
    "text",
    [TEXT, ["第9号楼加装电梯的情况", *TEXT], ["电话：0000-5566000", "一、总体要求", "鲁政发〔2020〕3号文件要求"]],
)
def test_a_number_that_is_cited_is_no_own_one(text: list[str]) -> None:
    assert not elements.numbered(text, "云泽区人民政府关于转《鲁政发〔2020〕3号》的通知")


@pytest.mark.parametrize(
    ("lines", "name", "day"),
    [
        (["云泽区人民政府", "2026年9月10日"], "云泽区人民政府", date(2026, 9, 10)),
        (["云泽区人民政府", "二〇二六年九月十日"], "云泽区人民政府", date(2026, 9, 10)),
        (["云泽区人民政府办公室　2026年9月10日印发"], "", date(2026, 9, 10)),
        (["（2026年9月10日）"], "", date(2026, 9, 10)),
        (["本办法自2026年9月10日起施行。"], "", None),
        (["本办法有效期至2026年9月10日"], "", None),
    ],
)
def test_signatures(lines: list[str], name: str, day: date | None) -> None:
    assert elements.signed([*TEXT, *lines]) == (name, day)


@pytest.mark.parametrize(
    "line", ["（此件公开发布）", "(此件主动公开)", "主动公开", "公开属性：主动公开", "（此件有删减）", "依申请公开"]
)
def test_open(line: str) -> None:
    assert elements.is_open([*TEXT, line])


@pytest.mark.parametrize("line", ["各部门要做好主动公开工作。", "法定主动公开内容", "公开方式："])
def test_words_about_openness_say_nothing(line: str) -> None:
    assert not elements.is_open([*TEXT, line])


def test_numbers_of_registration() -> None:
    assert elements.registrations(["YZDR-2026-0010003"]) == ["YZDR-2026-0010003"]
    assert elements.registrations(["统一登记号：YZDR—2026—0010003"]) == ["YZDR—2026—0010003"]
    cited = (
        "保留《云泽区养犬管理办法》（YZDR-2020-0010001）等十二件规范性文件继续有效，其余一律废止，请各单位遵照执行。"
    )
    assert elements.registrations([cited]) == []
