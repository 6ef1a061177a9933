"""The walk's own book: an order, a budget, nothing twice, and nothing lost when it is opened again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.recorder import Recorder
from core.types import Outcome, Reading
from crawler.frontier import Frontier

HOME = "http://www.yunze.gov.cn/"


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    book = Recorder(tmp_path / "1.sqlite")
    yield book
    book.close()


def given(frontier: Frontier) -> list[str]:
    """Everything that it gives out, in order, without host."""
    found = []
    while waiting := frontier.next():
        found.append(waiting.url.removeprefix(HOME))
    return found


def offer(frontier: Frontier, *paths: str, purpose: str = "page", first: str | None = None) -> None:
    for path in paths:
        frontier.offer(HOME + path, purpose, 1, first)


def read(recorder: Recorder, *paths: str) -> None:
    for path in paths:
        recorder.reading(Reading(HOME + path, 1, Outcome.OK, 200))
    recorder.commit()


def test_first_come_first_served_and_pages_before_targets(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    offer(frontier, "a.doc", purpose="target")
    offer(frontier, "1/", "2/", "3/")
    assert given(frontier) == ["1/", "2/", "3/", "a.doc"]


def test_hosts_take_turns(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    for url in (
        "http://a.gov.cn/1",
        "http://a.gov.cn/2",
        "http://a.gov.cn/3",
        "http://b.gov.cn/1",
        "http://b.gov.cn/2",
    ):
        frontier.offer(url, "target", 1)
    assert given(frontier) == [
        "http://a.gov.cn/1",
        "http://b.gov.cn/1",
        "http://a.gov.cn/2",
        "http://b.gov.cn/2",
        "http://a.gov.cn/3",
    ]


def test_an_address_is_given_out_once(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    frontier.took(HOME + "index.html")
    offer(frontier, "1/", "1/", "index.html")
    assert given(frontier) == ["1/"]
    offer(frontier, "1/")
    assert given(frontier) == []


def test_the_budget_counts_pages_alone(recorder: Recorder) -> None:
    frontier = Frontier(recorder, max_pages=2)
    offer(frontier, "1/", "2/", "3/")
    offer(frontier, "a.doc", "b.doc", purpose="target")
    assert given(frontier) == ["1/", "2/", "a.doc", "b.doc"]
    assert frontier.limited
    recorder.commit()
    assert recorder.count("frontier", "state = 2") == 1


def test_a_budget_that_just_suffices_is_no_limit(recorder: Recorder) -> None:
    frontier = Frontier(recorder, max_pages=2)
    offer(frontier, "1/", "2/")
    assert given(frontier) == ["1/", "2/"]
    assert not frontier.limited


def test_too_deep_is_not_walked(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    frontier.offer(HOME + "deep/", "page", 31)
    assert given(frontier) == []


def test_a_list_without_end_ends(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    offer(frontier, *(f"cal/{number}.html" for number in range(2500)), first=HOME + "cal/")
    assert len(given(frontier)) == 2000


def test_variants_that_bring_nothing_end(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    for number in range(12):
        frontier.same_again(f"{HOME}search?key={number}")
    offer(frontier, "search?key=99", "search", "other?key=1")
    assert given(frontier) == ["search", "other?key=1"]


def test_variants_that_bring_something_go_on(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    for number in range(30):
        (frontier.fresh if number % 10 == 9 else frontier.same_again)(f"{HOME}list?page={number}")
    offer(frontier, "list?page=99")
    assert given(frontier) == ["list?page=99"]


def test_a_walk_goes_on_where_it_was(recorder: Recorder) -> None:
    frontier = Frontier(recorder)
    offer(frontier, "1/", "2/", "3/")
    offer(frontier, "3/index_1.html", first=HOME + "3/")
    offer(frontier, "a.doc", purpose="target")
    assert frontier.next() is not None
    read(recorder, "1/", "moved/")
    again = Frontier(recorder)
    assert len(again) == 4
    offer(again, "1/", "moved/", "4/")
    waiting = [again.next() for _ in range(3)]
    assert [(one.url.removeprefix(HOME), one.first) for one in waiting if one] == [
        ("2/", None),
        ("3/", None),
        ("3/index_1.html", HOME + "3/"),
    ]
    assert given(again) == ["4/", "a.doc"]


def test_the_budget_goes_on_too(recorder: Recorder) -> None:
    frontier = Frontier(recorder, max_pages=3)
    offer(frontier, "1/", "2/", "3/", "4/")
    assert frontier.next() is not None
    assert frontier.next() is not None
    read(recorder, "1/", "2/")
    again = Frontier(recorder, max_pages=3)
    assert given(again) == ["3/"]
    read(recorder, "3/")
    assert Frontier(recorder, max_pages=3).limited


def test_a_second_look_starts_with_nothing(tmp_path: Path) -> None:
    first = Recorder(tmp_path / "1.sqlite")
    offer(Frontier(first), "1/", "2/")
    first.close()
    second = Recorder(tmp_path / "1.sqlite", look=2)
    frontier = Frontier(second)
    offer(frontier, "1/")
    assert given(frontier) == ["1/"]
    second.close()


def test_what_was_cut_before_an_interruption_is_said_after_it(recorder: Recorder) -> None:
    frontier = Frontier(recorder, budgets={"longest_address": 60, "most_of_a_pattern": 3})
    offer(frontier, "x" * 60, *(f"tzgg/{number}.html" for number in range(5)))
    read(recorder, "tzgg/0.html")
    again = Frontier(recorder, budgets={"longest_address": 60, "most_of_a_pattern": 3})
    assert again.budgets.cut == frontier.budgets.cut
    assert [(one.reason, one.number) for one in again.budgets.cut] == [("long", 1), ("pattern", 2)]
