"""Pieces on a page become lines and cells."""

import pytest

from core.attachments.layout import Piece, lines


def piece(text: str, left: float, top: float) -> Piece:
    return Piece(text, left, top, left + 10 * len(text), top + 10)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([], ""),
        ([("甲", 0, 0), ("乙", 10, 0), ("丙", 22, 1)], "甲乙丙"),
        ([("甲", 0, 0), ("乙", 40, 0), ("丙", 80, 0)], "甲\t乙\t丙"),
        ([("甲", 0, 0), ("乙", 0, 12), ("丙", 0, 24)], "甲\n乙\n丙"),
        ([("一", 0, 0), ("名", 40, 0), ("称", 40, 12), ("单位", 80, 0), ("二", 0, 30)], "一\t名称\t单位\n二"),
        ([("一", 0, 6), ("名", 40, 0), ("称", 40, 12), ("单位", 80, 6)], "一\t名\n称\t单位"),
        ([("左栏", 0, 0), ("左栏", 0, 12), ("右栏", 100, 0), ("右栏", 100, 12)], "左栏左栏\t右栏\n右栏"),
        ([("下", 0, 50), ("上", 0, 0)], "下\n上"),
    ],
)
def test_lines_and_cells(pieces: list[tuple[str, float, float]], text: str) -> None:
    assert lines(piece(*one) for one in pieces) == text


def test_no_sign_is_lost_or_doubled() -> None:
    pieces = [piece(sign, 37 * at % 200, 13 * at % 90) for at, sign in enumerate("云泽区重大行政决策事项目录")]
    assert sorted("".join(lines(pieces).split())) == sorted("云泽区重大行政决策事项目录")
