"""How well are pages understood? Exact shares of kinds, titles, dates and column paths, each miss listed.

    python -m bench.understanding FOLDER [--truth FILE] [--json]     saved pages, against FOLDER/truth.jsonl if it is there
    python -m bench.understanding --demo [--seeds N] [--json]        the practice district, which knows what is true of it

A line of a truth file names a page by `file`, or by `url` as the `pages.jsonl` of an audit does, and says what is true of it:
`kind`, `title`, `published` and `path` (or `column`), any of which may be missing.  Without a truth file the tool says what
it would say of each page, for people to judge.  Exit code 1: the practice district is understood less well than asked.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.saved import ENDINGS, Said, read, truths
from core import names
from demo.build import build
from demo.district import Column, Ports, Shape, Site
from demo.pages import render
from demo.replies import Replies

#: Shares of the practice district that must be right.
ASKED = {"kind": 0.98, "title": 0.0, "published": 0.99, "path": 0.95}
DAY = date(2026, 11, 23)
_ELSEWHERE = (Shape.JUMP, Shape.SCRIPT_JUMP, Shape.MISSING)


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing said of one page beside the truth."""

    file: str
    thing: str
    said: Any
    true: Any

    @property
    def right(self) -> bool:
        return bool(self.said == self.true)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    if options.demo:
        found = [one for seed in range(options.seeds) for one in practice(seed)]
        _tell(found, options.json)
        return int(any(share < ASKED[thing] for thing, (share, _) in shares(found).items()))
    truth = options.truth or options.folder / "truth.jsonl"
    if options.truth or truth.is_file():
        _tell(
            [one for page, row in truths(options.folder, truth) for one in compare(saved(page, row), row)], options.json
        )
    else:
        _say(saved(page, {}) for page in pages(options.folder)) if not options.json else _list(options.folder)
    return 0


def pages(folder: Path) -> list[Path]:
    """The saved pages and answers under a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS)


def saved(page: Path, truth: dict[str, Any]) -> Said:
    return read(page.read_bytes(), page.name, truth.get("url", ""), home=truth.get("kind") == "home")


def compare(said: Said, truth: dict[str, Any]) -> Iterator[Compared]:
    """Whatever the truth names. White space and the width of signs do not count in names, nor what is finer than its own date."""
    if "kind" in truth:
        yield Compared(said.file, "kind", said.kind, truth["kind"])
    if "title" in truth:
        yield Compared(said.file, "title", names.plain(said.title), names.plain(truth["title"]))
    if "published" in truth:
        true = truth["published"]
        yield Compared(
            said.file, "published", said.published[: len(true)] if true and said.published else said.published, true
        )
    path = truth.get("path", truth.get("column"))
    if path is not None:
        yield Compared(said.file, "path", list(map(names.plain, said.path)), list(map(names.plain, path)))


def shares(found: Iterable[Compared]) -> dict[str, tuple[float, int]]:
    """(share that is right, number) of each thing."""
    counted: dict[str, list[bool]] = {}
    for one in found:
        counted.setdefault(one.thing, []).append(one.right)
    return {thing: (sum(right) / len(right), len(right)) for thing, right in counted.items()}


def practice(seed: int, day: date = DAY) -> Iterator[Compared]:
    """Every home page, list and article of the practice district, against the words that it was printed from."""
    district = build(day, seed, Ports(80, 8080))
    replies = render(district)
    for site in district.sites:
        yield from _page(site, replies, site.root, {"kind": "home", "published": None})
        for column in site.columns:
            if column.shape not in _ELSEWHERE:
                yield from _column(site, column, replies)


def _column(site: Site, column: Column, replies: Replies) -> Iterator[Compared]:
    path = [above.name for above in site.trail(column)]
    lists = [url for host, url in replies if host == site.host and url.rpartition("/")[0] + "/" == column.folder]
    articles = {article.path for article in column.articles}
    for url in lists:
        if url not in articles:
            yield from _page(
                site, replies, url, {"kind": "column", "title": column.name, "published": None, "path": path}
            )
    for article in column.articles:
        truth = {"kind": "document" if article.number else "article", "title": article.title, "path": path}
        if not column.untimed:
            truth["published"] = article.day.isoformat()
        yield from _page(site, replies, article.path, truth)


def _page(site: Site, replies: Replies, path: str, truth: dict[str, Any]) -> Iterator[Compared]:
    """The name of the site stands in some paths and not in others; whether a text is a document is not a matter of its kind."""
    reply = replies[site.host, path]
    if reply.status != 200 or reply.manner is not None:
        return
    charset = reply.type.partition("charset=")[2]
    said = read(reply.body, f"{site.key}{path}", site.url(path), home=path == site.root, charset=charset)
    own = {names.plain(name) for name in ("首页", site.name, site.short)}
    for one in compare(said, truth):
        if one.thing == "path":
            yield Compared(one.file, one.thing, [name for name in one.said if name not in own], one.true)
        elif one.thing != "kind" or one.said not in ("article", "document") or one.true not in ("article", "document"):
            yield one
        else:
            yield Compared(one.file, one.thing, one.true, one.true)


def _tell(found: list[Compared], as_json: bool) -> None:
    summary, misses = shares(found), [one for one in found if not one.right]
    if as_json:
        rows = [{"file": one.file, "thing": one.thing, "said": one.said, "true": one.true} for one in misses]
        print(
            json.dumps(
                {"shares": {thing: share for thing, (share, _) in summary.items()}, "misses": rows}, ensure_ascii=False
            )
        )
        return
    for one in misses:
        print(f"{one.file}: {one.thing} is {one.true!r}, said {one.said!r}")
    for thing, (share, number) in summary.items():
        print(f"{thing:<10} {share:8.2%} of {number}")


def _say(found: Iterable[Said]) -> None:
    for one in found:
        print(f"{one.file}: {one.kind} “{one.title}”")
        print(
            f"    published {one.published or '-'} ({one.published_from or 'nowhere'}), path {' > '.join(one.path) or '-'}"
        )
        marks = [name for name in ("drawn", "says_empty") if getattr(one, name)]
        marks += [f"{name} {value}" for name in ("redirect", "blocked") if (value := getattr(one, name))]
        print(f"    {one.rows} rows, {one.dated} with a day{''.join(f', {mark}' for mark in marks)}")


def _list(folder: Path) -> None:
    for page in pages(folder):
        print(json.dumps(saved(page, {}).json(), ensure_ascii=False))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well are pages understood?")
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of saved pages")
    parser.add_argument("--truth", type=Path, help="what is true of them (default: truth.jsonl in the folder)")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--demo", action="store_true", help="the practice district instead of a folder")
    parser.add_argument("--seeds", type=int, default=3, help="so many districts (default 3)")
    options = parser.parse_args(arguments)
    if options.demo == (options.folder is not None):
        parser.error("either a folder or --demo")
    return options


if __name__ == "__main__":
    sys.exit(main())
