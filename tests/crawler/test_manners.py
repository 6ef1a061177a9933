"""How a host is treated by what it answers: patience has an end, and one bad page is none."""

from datetime import UTC, datetime

import pytest

from core.catalogue import load
from core.types import Outcome
from crawler.manners import Manners, pause_of

LIMITS = load().words["walk"]["manners"]
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOST, OTHER = "www.yunze.gov.cn", "czj.yunze.gov.cn"


def manners(delay: float = 1.0) -> Manners:
    return Manners(delay, LIMITS)


def test_a_host_is_asked_at_the_usual_pace() -> None:
    one = manners()
    for status in (200, 301, 404, 500, 403, 410, 502) * 10:
        one.answered(HOST, status)
    assert one.delay(HOST) == 1.0
    assert one.left_alone(HOST) is None


def test_a_busy_host_slows_us_down_and_gets_its_pace_back() -> None:
    one = manners()
    for _ in range(4):
        one.busy(HOST, 429)
    assert one.delay(HOST) == 16.0
    for _ in range(60):
        one.answered(HOST, 200)
    assert one.delay(HOST) == 1.0
    assert one.left_alone(HOST) is None


def test_one_broken_page_of_a_healthy_host_costs_little() -> None:
    one = manners()
    for _ in range(100):
        one.busy(HOST, 503)
    assert one.delay(HOST) == LIMITS["slowest_unavailable"]
    assert one.left_alone(HOST) is None


def test_a_host_that_blocks_again_and_again_is_left_alone_and_no_other() -> None:
    one = manners()
    for number in range(LIMITS["most_blocked"]):
        assert one.left_alone(HOST) is None, number
        one.answered(HOST, 403, blocked=True)
    assert one.left_alone(HOST) is Outcome.BLOCKED
    assert one.left_alone(OTHER) is None
    assert one.delay(OTHER) == 1.0


def test_one_block_page_slows_nobody_down_and_several_a_little() -> None:
    one = manners()
    one.answered(HOST, 403, blocked=True)
    assert one.delay(HOST) == 1.0
    one.answered(HOST, 403, blocked=True)
    assert one.delay(HOST) == 2.0
    for _ in range(LIMITS["most_blocked"]):
        one.answered(HOST, 403, blocked=True)
    assert one.delay(HOST) == LIMITS["slowest_blocked"]


def test_block_pages_between_the_site_s_own_are_no_reason() -> None:
    one = manners()
    for _ in range(50):
        for _ in range(LIMITS["most_blocked"] - 1):
            one.answered(HOST, 200, blocked=True)
        one.answered(HOST, 404)
    assert one.left_alone(HOST) is None


def test_other_refusals_do_not_speak_for_the_site() -> None:
    """403 and 500 say neither that we are let in nor that we are not."""
    one = manners()
    for _ in range(LIMITS["most_blocked"]):
        one.answered(HOST, 403)
        one.answered(HOST, 418, blocked=True)
    assert one.left_alone(HOST) is Outcome.BLOCKED


def test_a_host_that_never_answers_is_left_alone() -> None:
    one = manners()
    for _ in range(LIMITS["most_silent"]):
        one.silent(HOST)
    assert one.left_alone(HOST) is Outcome.TIMEOUT


def test_silence_between_answers_is_no_reason() -> None:
    one = manners()
    for _ in range(30):
        for _ in range(LIMITS["most_silent"] - 1):
            one.silent(HOST)
        one.answered(HOST, 200)
    assert one.left_alone(HOST) is None


def test_429_without_end_is_a_block() -> None:
    one = manners()
    for _ in range(LIMITS["most_silent"]):
        one.busy(HOST, 429)
    assert one.left_alone(HOST) is Outcome.BLOCKED


@pytest.mark.parametrize(("pause", "outcome"), [(0, None), (1, None), (120, None), (3600, Outcome.HTTP_ERROR)])
def test_a_pause_that_is_too_long_ends_the_visit(pause: float, outcome: Outcome | None) -> None:
    one = manners()
    one.busy(HOST, 503, pause)
    assert one.left_alone(HOST) is outcome


def test_what_a_host_asks_for_is_the_least() -> None:
    one = manners()
    one.asks_for(HOST, 5)
    one.answered(HOST, 200)
    assert one.delay(HOST) == 5
    one.asks_for(HOST, 0.1)
    assert one.delay(HOST) == 5
    assert one.left_alone(HOST) is None
    one.asks_for(HOST, 86_400)
    assert one.left_alone(HOST) is Outcome.ROBOTS


@pytest.mark.parametrize(
    ("status", "after", "date", "seconds"),
    [
        (429, "30", "", 30.0),
        (503, " 7 ", "", 7.0),
        (503, "Tue, 24 Nov 2026 02:00:45 GMT", "", 45.0),
        (503, "Tue, 24 Nov 2026 09:00:45 GMT", "Tue, 24 Nov 2026 09:00:00 GMT", 45.0),
        (429, "Tue, 24 Nov 2026 01:00:00 GMT", "", 0.0),
        (429, "0", "", 0.0),
        (429, "", "", 0.0),
        (429, "-5", "", 0.0),
        (429, "soon", "", 0.0),
        (429, "1.5", "", 0.0),
        (429, "²", "", 0.0),
        (200, "30", "", 0.0),
        (301, "30", "", 0.0),
        (404, "30", "", 0.0),
    ],
)
def test_what_retry_after_says(status: int, after: str, date: str, seconds: float) -> None:
    assert pause_of(status, after, date, NOW) == seconds
