"""One form for names that people write in many."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.names import column_name, listed, plain, tidy, title


@pytest.mark.parametrize("text", ["公示", "公  示", " 公\u3000示\n", "公\u200b示", "\ufeff公示", "公\xa0示"])
def test_white_space_makes_no_other_name(text: str) -> None:
    assert plain(text) == "公示"


def test_width_and_case_make_no_other_name() -> None:
    assert plain("（征求意见稿）ＩＰＶ６") == plain("(征求意见稿)ipv6")


def test_brackets_of_documents_and_lookalikes_stay() -> None:
    assert plain("云政发〔2026〕3号") == "云政发〔2026〕3号"
    assert plain("美连丨治污") != plain("美连|治污")


def test_long_texts_are_not_kept_and_read_the_same() -> None:
    assert plain("公 示" * 100) == "公示" * 100


@pytest.mark.parametrize(
    "text",
    [
        "通知公告",
        "·通知公告",
        "通知公告>>",
        "通知公告 更多",
        "通知公告(12)",
        "■ 通知公告：",
        "通知公告 more",
        "[通知公告]",
        "1.通知公告",
        "通知公告（３）",
    ],
)
def test_decoration_makes_no_other_column(text: str) -> None:
    assert column_name(text) == "通知公告"


@pytest.mark.parametrize("text", ["更多", "12345", ">>", "", "2026"])
def test_what_is_decoration_alone_stays_something_or_nothing(text: str) -> None:
    assert column_name(text) == plain(text) or column_name(text) in plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "关于征集议题的公告",
        "[已结束]关于征集议题的公告",
        "【进行中】 关于征集议题的公告",
        "关于征集议题的公告(已采纳)",
        "[置顶]关于征集议题的公告",
        "关于征集议题的公告【new】",
        "［已结束］　关于征集议题的公告",
        "（进行中）关于征集议题的公告",
        "已结束 - 关于征集议题的公告",
        "置顶：关于征集议题的公告",
        "NEW关于征集议题的公告",
        "new! 关于征集议题的公告",
        "关于征集议题的公告 NEW",
        "关于征集议题的公告 | 征集中",
        "[置顶][已结束]关于征集议题的公告(已采纳)",
        "- 关于征集议题的公告",
        "关于征集\n议题的\u200b公告",
    ],
)
def test_status_makes_no_other_title(text: str) -> None:
    assert title(text) == "关于征集议题的公告"


@pytest.mark.parametrize(
    "text",
    [
        "进行中的重点工程",
        "最新政策汇编",
        "热门景区限流公告",
        "TOP10企业名单",
        "Hotline服务指南",
        "关于推荐先进个人的公示",
        "新时代文明实践中心",
        "News",
        "新",
        "已结束",
        "图解：养犬管理办法",
        "云泽区养犬管理办法(试行)",
    ],
)
def test_words_of_a_title_are_no_status(text: str) -> None:
    assert title(text) == plain(text)


@pytest.mark.parametrize("sign", [">", "[置顶]", "(1)", "…", "- ", "更多"])
def test_a_long_text_is_no_name(sign: str) -> None:
    assert title(sign * 40_000) == column_name(sign * 40_000) == plain(sign * 40_000)


@given(
    some.text(
        alphabet="通告已结束进行中置顶新更多《》〈〉[]【】（）()>»·•|丨：:…-.、，。 \u3000\xa0\u200b\nＡａ１12newNEWhottop",
        max_size=40,
    )
)
def test_one_form_is_the_form_of_itself(text: str) -> None:
    for form in (plain, column_name, title, tidy):
        assert form(form(text)) == form(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  关于\n转内销产品…", "关于转内销产品…"),
        ("公  示", "公示"),
        ("2026 年  IPv6  工作", "2026 年 IPv6 工作"),
        ("\u3000\u200b标题\ufeff", "标题"),
        ("plain  text", "plain text"),
        ("", ""),
        (" \u3000", ""),
    ],
)
def test_names_for_display(text: str, shown: str) -> None:
    assert tidy(text) == shown


def test_things_in_a_sentence() -> None:
    assert listed(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert listed([]) == ""
