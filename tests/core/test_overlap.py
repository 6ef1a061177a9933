"""What of a text stands in another, and what is its own."""

import pytest

from core.overlap import Source, key, numbered, sentences

POLICY = """第一条　为规范公共停车场管理，方便群众出行，根据有关规定，制定本办法。
第二条　公共停车场实行政府定价，前三十分钟不收费，之后每小时二元。
（一）月卡由经营单位办理，凭行驶证即可申领。
第三条　经营单位应当公示收费标准和监督电话。"""
OWN = "过去各处收费不一，市民意见很大，这次统一成三档，算起账来一目了然。"


@pytest.mark.parametrize(
    "text",
    [
        POLICY,
        "\n".join(reversed(POLICY.split("\n"))),
        POLICY.replace("第一条　", "一、").replace("，", ",").replace("二元", "２元").replace("2元", "二元"),
        "经营单位应当公示收费标准和监督电话。公共停车场实行政府定价，前三十分钟不收费，之后每小时二元。",
        "公共停车场采取政府定价，头三十分钟不收费，之后每小时二元。",
    ],
    ids=["the same", "in another order", "other numbers and marks", "two sentences of it", "a few other words"],
)
def test_taken(text: str) -> None:
    assert Source(POLICY).compare(text).taken > 0.8


def test_its_own() -> None:
    found = Source(POLICY).compare(OWN)
    assert (found.taken, found.own, found.pairs) == (0.0, found.length, [])
    assert found.contained == 0.0


def test_sentences_stand_beside_those_that_they_were_taken_from() -> None:
    found = Source(POLICY).compare(OWN + "\n月卡由经营单位负责办理，凭行驶证即可申领。")
    assert found.pairs == [
        ("月卡由经营单位负责办理，凭行驶证即可申领。", "（一）月卡由经营单位办理，凭行驶证即可申领。")
    ]
    assert found.own == len(key(OWN))


def test_short_lines_are_taken_only_as_they_are() -> None:
    found = Source(POLICY).compare("收费标准\n为何制定")
    assert [bool(one.source) for one in found.sentences] == [True, False]


def test_nothing_at_all() -> None:
    found = Source("").compare("……\n\n")
    assert (found.length, found.taken, found.contained) == (0, 0.0, 0.0)
    assert Source("").compare(OWN).taken == 0.0


def test_sentences_and_their_numbers() -> None:
    lines = list(sentences("一、背景。二、内容；\n（三）问答？\n※※\n第四条 其他"))
    assert lines == ["一、背景。", "二、内容；", "（三）问答？", "第四条 其他"]
    assert [key(line) for line in lines] == ["背景", "内容", "问答", "其他"]
    assert numbered([*lines, "没有编号"]) == 4
