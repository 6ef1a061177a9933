"""Whether the columns in which a site asks for opinions were seen whole, here and on another site."""

from pathlib import Path
from typing import Any

import pytest

from checks._consulting import Columns
from checks._elsewhere import places
from core.snapshot import Snapshot
from tests.build import CATALOGUE, HOME, SITE, build
from tests.consulting import PLACE, Said, site
from tests.invented import column
from tests.policies import OFFICE, OFFICE_HOME

WORDS = CATALOGUE.words["consultations"]["columns"]


def drawn(name: str = "意见征集") -> dict[str, str]:
    return {PLACE: column(name, "<ul></ul><script>loadList('yjzj')</script>", "互动交流")}


@pytest.mark.parametrize(
    ("change", "rest", "expected"),
    [
        ({}, {}, ""),
        ({}, {"incomplete_because": ["超时"]}, "not-whole"),
        (drawn(), {}, "column-unread"),
        ({PLACE: column("意见征集", "<p>共0条</p>", "互动交流")}, {}, ""),
        ({HOME: "<a href='http://minyi.jn.gov.cn/'>意见征集</a>"}, {}, "leads-away"),
        ({HOME: "<a href='http://minyi.jn.gov.cn/'>民意直通车</a>"}, {}, ""),
    ],
)
def test_columns(tmp_path: Path, change: dict[str, str], rest: dict[str, Any], expected: str) -> None:
    with Snapshot(build(tmp_path, site([Said()]) | change, **rest)) as snapshot:
        found = Columns(snapshot, WORDS)
        assert found.hidden == expected
        assert found.urls == [PLACE]


def test_on_another_site(tmp_path: Path) -> None:
    office = build(tmp_path, site([], home=OFFICE_HOME), site=OFFICE, unit_kind="department")
    whole, unread = build(tmp_path, site([Said()])), build(tmp_path, site([Said()]) | drawn())
    with Snapshot(office) as own:
        assert [places(own, CATALOGUE, {SITE: path})[0].consulted for path in (whole, unread)] == [True, False]
        assert not places(own, CATALOGUE, {SITE: None})[0].consulted
