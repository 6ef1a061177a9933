"""docs/duties.md says the truth: every duty, the check that sees it or that is to come, the test that shows it."""

from pathlib import Path

from core.catalogue import load
from reports.coverage import FILE, text

RULES = load()
ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_page_is_what_the_catalogue_says() -> None:
    assert FILE.read_text("utf-8") == text(RULES), "run `python -m reports.coverage`"


def test_every_duty_and_every_item_has_a_line_and_something_that_sees_it() -> None:
    lines = {
        line.split("`")[1]: line for line in text(RULES).splitlines() if "`laiwu-" in line or "`article-20/" in line
    }
    wanted = {f"{key}/{item.key}" for key in ("laiwu-2021", "article-20") for item in RULES.standards[key].items}
    assert set(lines) == wanted and len(lines) == 53 + 15
    assert all(line.split("|")[3].strip() for line in lines.values())


def test_the_tests_that_it_names_are_there() -> None:
    named = {
        word
        for line in text(RULES).splitlines()
        for word in line.replace("<br>", " ").split()
        if word.startswith("tests/")
    }
    assert named and [name for name in named if not (ROOT / name).is_file()] == []
