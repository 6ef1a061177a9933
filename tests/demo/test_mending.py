"""The district mends what it was told, and nothing else changes."""

from datetime import date
from urllib.parse import unquote, urlsplit

import pytest

from demo.build import build
from demo.district import District, Fate, Ports, Truth
from demo.mending import mend
from demo.pages import render

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def district() -> District:
    return build(DAY, 0, Ports(8600, 8601))


def sown(district: District, check: str) -> list[Truth]:
    """The faults of a check in the emergency bureau's own pages."""
    (site,) = (one for one in district.sites if one.key == "yjj")
    return [truth for truth in site.all_truths() if truth.check == check and truth.fate is Fate.SOWN]


def key(subject: str) -> tuple[str, str]:
    parts = urlsplit(subject)
    return parts.hostname or "", unquote(parts.path)


def test_a_dead_link_gets_a_page(district: District) -> None:
    replies = render(district)
    before, (fault, *_) = dict(replies), sown(district, "links")
    mend(district, replies, [fault.subject])
    assert replies[key(fault.subject)].status == 200
    assert {place: reply for place, reply in replies.items() if place != key(fault.subject)} == {
        place: reply for place, reply in before.items() if place != key(fault.subject)
    }


@pytest.mark.parametrize("check", ["column_updates", "empty_columns"])
def test_a_column_gets_an_entry_of_today(district: District, check: str) -> None:
    replies = render(district)
    (fault, *_) = sown(district, check)
    before = replies[key(fault.subject)].body
    mend(district, replies, [fault.subject])
    after = replies[key(fault.subject)].body
    assert after != before
    assert str(DAY) in after.decode() and "content_90001.html" in after.decode()
    host, folder = key(fault.subject)
    assert (host, f"{folder}content_90001.html") in replies
