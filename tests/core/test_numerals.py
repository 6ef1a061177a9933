"""Numbers as texts spell them."""

import pytest

from core.numerals import count, digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("12", 12),
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("三十一", 31),
        ("九十九", 99),
        ("一十", 0),
        ("", 0),
    ],
)
def test_counts(text: str, number: int) -> None:
    assert count(text) == number


@pytest.mark.parametrize("text", ["二〇二六", "二○二六", "二零二六", "二O二六", "二Ｏ二六", "二o二六", "二0二六"])
def test_years(text: str) -> None:
    assert digits(text) == 2026
