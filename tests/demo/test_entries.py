"""Pages that a table writes out, and what is true of years that run and of years that are over."""

from datetime import date

import pytest

from demo.build import build
from demo.district import Fate, Ports, Truth
from demo.entries import told

PORTS = Ports(8600, 8601, 8602)


@pytest.mark.parametrize(
    ("fate", "subject", "as_of", "said"),
    [
        (Fate.EARLY, "plan/key/{y}", date(2026, 10, 31), (Fate.UNSURE, "plan/key/2026")),
        (Fate.EARLY, "plan/key/{y}", date(2026, 11, 1), (Fate.EARLY, "plan/key/2026")),
        (Fate.SOWN, "plan/key/{ly}", date(2026, 1, 1), (Fate.SOWN, "plan/key/2025")),
        (Fate.SOWN, "plan/key", date(2026, 1, 1), (Fate.SOWN, "plan/key")),
    ],
)
def test_truths_of_years(fate: Fate, subject: str, as_of: date, said: tuple[Fate, str]) -> None:
    truth = told(Truth(fate, "yearly_events", "", subject), as_of)
    assert (truth.fate, truth.subject) == said


def test_letters_stand_on_both_sides_of_three_months() -> None:
    column = build(date(2026, 11, 23), 0, PORTS).sites[0].column("来信选登")
    days = {article.title: article.day for article in column.articles}
    assert days["关于小区东门路灯不亮的来信"] == date(2026, 8, 22)
    assert days["关于公交站牌被遮挡的来信"] == date(2026, 8, 23)
    assert sorted(days.values(), reverse=True) == list(days.values())
