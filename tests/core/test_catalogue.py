"""The catalogue's files: they load, say what the contract promises, and a bad one is named in one line."""

from collections import Counter
from itertools import combinations

import pytest

from core import names
from core.catalogue import FOLDER, Catalogue, Item, load

KINDS = {"government", "department", "town", "subdistrict", "institution"}
KEYS = {
    "disclosure-platform": ["guide", "rules", "statutory", "annual-reports"],
    "article-20": [
        *("regulations", "functions", "plans", "statistics", "permits", "penalties", "budget", "fees", "procurement"),
        *("major-projects", "livelihood", "emergency", "inspection", "recruitment", "other"),
    ],
}
#: Duties of a plan that ask for a part of what an item of article 20 names, or that sites show in the same column.
PARTS = {
    "livelihood": {"employment", "education", "social-security"},
    "inspection": {"environment", "work-safety", "supervision-lists"},
    "penalties": {"supervision-lists"},
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_every_file_loads(catalogue: Catalogue) -> None:
    assert set(catalogue.rules) == {path.stem for path in (FOLDER / "checks").glob("*.toml")}
    assert set(catalogue.standards) == {path.stem for path in (FOLDER / "standards").glob("*.toml")}
    assert set(catalogue.words) == {path.stem for path in FOLDER.glob("*.toml")}


@pytest.mark.parametrize("standard", KEYS)
def test_the_keys_of_the_contract_are_there_in_order(catalogue: Catalogue, standard: str) -> None:
    assert [item.key for item in catalogue.standards[standard].items] == KEYS[standard]


def test_every_clause_that_a_rule_cites_is_there(catalogue: Catalogue) -> None:
    for rule in catalogue.rules.values():
        standard, _, key = rule.clause.partition("/")
        assert standard in catalogue.standards
        assert not key or key in [item.key for item in catalogue.standards[standard].items]


def test_who_is_bound(catalogue: Catalogue) -> None:
    article = {item.key: set(item.binds) for item in catalogue.standards["article-20"].items}
    assert all(set(item.binds) == KINDS for item in catalogue.standards["disclosure-platform"].items)
    assert {key for key, binds in article.items() if "department" in binds} == {"functions", "plans", "regulations"}
    assert {key for key, binds in article.items() if "government" not in binds} == {"other"}
    assert not any(item.binds for item in catalogue.standards["inspection-2019"].items)


def test_indicators_are_no_columns(catalogue: Catalogue) -> None:
    items = catalogue.standards["inspection-2019"].items
    keys = {item.key for item in items}
    assert not any(item.names for item in items)
    assert {"stale-core-columns", "stale-columns", "empty-columns", "unreachable", "home-stale", "links"} <= keys
    assert {"ipv6", "domain-name", "page-tags", "site-identification", "message-unanswered", "media-stale"} <= keys


def test_keys_and_names_stand_once_in_a_standard(catalogue: Catalogue) -> None:
    for standard in catalogue.standards.values():
        keys = Counter(item.key for item in standard.items)
        plain = Counter(name for item in standard.items for name in plain_names(item))
        assert [one for one, count in (keys + plain).items() if count > 1] == []
        assert all(item.title and item.clause and all(item.names) for item in standard.items)


def test_a_name_means_the_same_in_every_standard(catalogue: Catalogue) -> None:
    """The fields of the grassroots catalogues are cut otherwise than the items of article 20."""
    columns = [standard for key, standard in catalogue.standards.items() if key != "grassroots"]
    for one, other in combinations(columns, 2):
        for item in one.items:
            for like in other.items:
                if plain_names(item) & plain_names(like):
                    assert item.key == like.key or like.key in PARTS.get(item.key, ())


def plain_names(item: Item) -> set[str]:
    assert len(item.names) == len(set(map(names.column_name, item.names)))
    return set(map(names.column_name, item.names))


def test_a_column_is_of_one_type(catalogue: Catalogue) -> None:
    types = catalogue.column_types
    plain = Counter(names.column_name(name) for row in types.values() for name in row["names"])
    assert [name for name, count in plain.items() if count > 1] == []
    assert {key: (row.get("days"), row.get("months"), row.get("first_level", False)) for key, row in types.items()} == {
        "static": (None, None, False),
        "news": (14, None, False),
        "notices": (None, 6, True),
        "policy-documents": (None, 6, True),
        "interpretations": (None, 6, False),
        "jumps": (None, None, False),
    }


def test_a_period_that_nobody_read_is_not_confirmed(catalogue: Catalogue) -> None:
    assert [key for key, row in catalogue.column_types.items() if not row.get("confirmed", True)] == ["interpretations"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("通知公告", "notices"), ("·通知公告 >>", "notices"), ("区长信箱", ""), ("", "")],
)
def test_the_name_of_a_column_tells_its_type(catalogue: Catalogue, name: str, kind: str) -> None:
    assert catalogue.column_type(name) == kind


def test_a_whole_name_goes_before_a_part_of_one(catalogue: Catalogue) -> None:
    for key, row in catalogue.column_types.items():
        assert catalogue.column_type(row["title"]) == key
