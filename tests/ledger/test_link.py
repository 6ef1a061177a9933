"""Signed links: to one unit, for some days, until they are taken back."""

from datetime import timedelta

import pytest

from core.clock import now
from ledger import link, registers
from ledger.link import Because, LinkRefused
from ledger.models import Unit
from tests.ledger import district

pytestmark = pytest.mark.usefixtures("book")


def token(unit: str = "czj", **made: object) -> str:
    return link.make(unit, "http://bihuan.yunze.gov.cn/", **made).split("/")[-2]  # type: ignore[arg-type]


def refused(token: str) -> Because:
    with pytest.raises(LinkRefused) as caught:
        link.read(token)
    return caught.value.because


@pytest.mark.parametrize("base", ["http://a.gov.cn", "http://a.gov.cn/", "http://a.gov.cn/fk/", "https://[::1]:8443/"])
def test_the_address_stands_under_the_base(base: str) -> None:
    made = link.make("czj", base)
    assert made.startswith(f"{base.rstrip('/')}/r/") and made.endswith("/")
    assert link.read(made.split("/")[-2]) == "czj"


@pytest.mark.parametrize("unit", ["czj", "区财政局", "a/b?c&d", "x" * 200])
def test_any_key_of_a_unit_goes_through(unit: str) -> None:
    assert link.read(token(unit)) == unit


def test_it_ends() -> None:
    assert refused(token(days=30, at=now() - timedelta(days=30))) is Because.EXPIRED
    assert link.read(token(days=30, at=now() - timedelta(days=29))) == "czj"


def test_every_altered_character_is_seen() -> None:
    good = token()
    for place in range(len(good)):
        wrong = good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1 :]
        if wrong.rstrip("AEIMQUYcgkosw048") != good.rstrip("AEIMQUYcgkosw048"):
            assert refused(wrong) is Because.ALTERED


@pytest.mark.parametrize("wrong", ["", ".", "abc", "WyJjemoiXQ.x", "区财政局", "a" * 5000])
def test_nonsense_is_refused(wrong: str) -> None:
    assert refused(wrong) is Because.ALTERED


def test_taken_back_up_to_now_and_only_for_that_unit() -> None:
    old, others = token(), token("jyj")
    link.revoke("czj", "周明")
    assert refused(old) is Because.REVOKED
    assert link.read(others) == "jyj"
    assert link.read(token(at=now() + timedelta(seconds=1))) == "czj"


def test_a_unit_that_was_merged_answers_no_more() -> None:
    registers.store(district.registers(), "周明")
    made = token("jyj")
    Unit.objects.filter(key="jyj").update(active=False, successor="czj")
    assert refused(made) is Because.GONE
