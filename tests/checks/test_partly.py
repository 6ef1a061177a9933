"""Which of the places that a unit calls mended show the problem no longer; what was not read says nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from checks import _partly, _recheck
from core.recorder import Recorder
from core.types import Outcome
from tests import build as snapshots
from tests.build import CATALOGUE, HOME, SITE, Answer, Look, build
from tests.invented import NEWS, page, portal, rows

DEAD, HOLDER = HOME + "zwgk/old/1001.html", HOME + "zwgk/holder.html"
LINK = f"<a href='{DEAD}'>旧闻</a>"
GONE, FINE, LATE = (Outcome.HTTP_ERROR, 404), (Outcome.OK, 200), (Outcome.TIMEOUT, 0)
WANTED = {"links": {DEAD: [HOME, HOLDER]}}


def home(link: str) -> str:
    return page("云泽区人民政府", rows(NEWS) + f"<a href='{HOLDER}'>专题</a>{link}")


def holder(link: str) -> str:
    return page("专题", f"<p>专题说明。</p>{link}")


def said(folder: Path, now: Mapping[str, Answer]) -> list[bool | None]:
    """Of the home page and the holder, when just these addresses were read again, with these answers."""
    pages = {**portal(), HOME: home(LINK), HOLDER: holder(LINK)}
    path = build(folder, pages, readings={DEAD: GONE}, look2={DEAD: GONE})
    recorder = Recorder(path, look=_recheck.FIRST)
    recorder.note(since_look=_recheck.FIRST, asked=WANTED)
    snapshots._Walk(recorder, SITE, Look(now, {}, ())).again(now, ())
    verdicts = _recheck.judge(path, CATALOGUE, WANTED, _recheck.FIRST)
    return list(_partly.mended(path, {("links", DEAD): [HOME, HOLDER]}, verdicts)["links", DEAD].values())


@pytest.mark.parametrize(
    ("now", "mended"),
    [
        ({HOME: home(""), HOLDER: holder(""), DEAD: GONE}, [True, True]),
        ({HOME: home(""), HOLDER: holder(LINK), DEAD: GONE}, [True, False]),
        ({HOME: home(LINK), HOLDER: holder(LINK), DEAD: FINE}, [True, True]),
        ({HOME: home(""), DEAD: GONE}, [True, None]),
        ({HOME: home(""), HOLDER: LATE, DEAD: GONE}, [True, None]),
        ({HOME: (Outcome.BLOCKED, 412), HOLDER: GONE, DEAD: GONE}, [None, None]),
        ({HOME: home(LINK), HOLDER: holder(""), DEAD: LATE}, [None, True]),
        ({HOME: home(LINK), HOLDER: holder("")}, [None, True]),
        ({DEAD: GONE}, [None, None]),
    ],
    ids=[
        "both",
        "one still shows it",
        "the target is back",
        "one was not read",
        "one came late",
        "blocked and gone",
        "the target came late",
        "the target was not read",
        "no place was read",
    ],
)
def test_a_place_is_judged_by_what_it_shows_now(
    tmp_path: Path, now: Mapping[str, Answer], mended: list[bool | None]
) -> None:
    assert said(tmp_path, now) == mended
