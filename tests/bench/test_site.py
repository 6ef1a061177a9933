"""The site of the speed bench is whole, the same each time, and shaped as promised."""

import re
from pathlib import Path
from statistics import mean, median

from bench.site import build

PAGES = 400


def file_of(folder: Path, path: str) -> Path:
    return folder / path.lstrip("/") / "index.html" if path.endswith("/") else folder / path.lstrip("/")


def test_every_page_is_reached_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    manifest = build(tmp_path, PAGES)
    reached, waiting = {"/"}, ["/"]
    while waiting:
        html = file_of(tmp_path, waiting.pop()).read_text("utf-8")
        targets = set(re.findall(r'(?:href|src)="(/[^"]*)"', html))
        assert [target for target in targets if not file_of(tmp_path, target).is_file()] == []
        fresh = {target for target in targets if target.endswith((".html", "/"))} - reached
        reached |= fresh
        waiting += fresh
    assert reached == set(manifest)
    assert PAGES - 1 <= len(manifest) <= PAGES


def test_pages_have_the_promised_shape(tmp_path: Path) -> None:
    pages = [file_of(tmp_path, path).read_text("utf-8") for path in build(tmp_path, PAGES)]
    articles = [len(page.encode()) for page in pages if 'name="ArticleTitle"' in page]
    assert min(articles) >= 7_500
    assert max(articles) <= 40_000
    assert 12_000 <= median(articles) <= 16_000
    assert 70 <= mean(page.count("<a ") for page in pages) <= 90


def test_two_builds_are_equal(tmp_path: Path) -> None:
    first, second = build(tmp_path / "a", 100), build(tmp_path / "b", 100)
    assert first == second
    assert [file_of(tmp_path / "a", path).read_bytes() for path in first] == [
        file_of(tmp_path / "b", path).read_bytes() for path in second
    ]
