"""What does an audit of changes cost against the whole one before it?

    python -m bench.changes [--pages 5000] [--rounds 3] [--new 0]

A site is audited whole and then, `--new` articles later, for changes alone.  Printed: seconds of both and how many requests
the second one made (readings of the walk younger than its beginning).  Exit code 1: an audit failed.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from bench.crawl_speed import CONFIG
from bench.measure import Cost, cost
from bench.server import serve
from bench.site import build


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as temporary:
        work = Path(temporary)
        build(work / "site", options.pages)
        with serve(work / "site", work) as (start, server):
            print(f"{options.pages} pages, served by {server}, {options.new} new between the audits", flush=True)
            rounds = [_round(number, options, start, work) for number in range(options.rounds)]
    ratios = [again.seconds / whole.seconds for whole, again in rounds]
    print(f"changes / whole: {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")
    return int(any(one.code for both in rounds for one in both))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.changes", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=5000, help="pages of the site (5000)")
    parser.add_argument("--rounds", type=int, default=3, help="times both are run (3)")
    parser.add_argument("--new", type=int, default=0, help="articles that appear in between, on the first list (0)")
    return parser.parse_args(arguments)


def _round(number: int, options: argparse.Namespace, start: str, work: Path) -> tuple[Cost, Cost]:
    scratch = work / str(number)
    scratch.mkdir()
    (scratch / "bihuan.toml").write_text(CONFIG.format(work=scratch), "utf-8")
    whole, (asked, _) = _audit(scratch, start), _asked(scratch)
    _publish(work / "site", options.new, number)
    again, (asked_again, taken) = _audit(scratch, start, "--changes"), _asked(scratch)
    print(
        f"round {number + 1}: whole {whole.seconds:.2f} s, {asked} addresses; "
        f"changes {again.seconds:.2f} s, {asked_again} addresses read since {taken}",
        flush=True,
    )
    return whole, again


def _audit(scratch: Path, start: str, *options: str) -> Cost:
    command = [
        sys.executable,
        "-m",
        "cli",
        "audit",
        start,
        "--config",
        str(scratch / "bihuan.toml"),
        "--quiet",
        *options,
    ]
    output = ["--allow-private", "127.0.0.0/8", "--out", str(scratch / "out"), "--json", str(scratch / "audit.json")]
    spent = cost([*command, *output], scratch / "log")
    if spent.code:
        print((scratch / "log").read_text("utf-8", "replace")[-2000:], file=sys.stderr)
    return spent


def _asked(scratch: Path) -> tuple[int, str]:
    """(addresses that the latest audit read itself, when it began)."""
    latest = max((scratch / "var" / "snapshots").glob("*/*[0-9].sqlite"))
    with closing(sqlite3.connect(latest)) as db:
        (taken,) = db.execute("SELECT value FROM meta WHERE key = 'taken_at'").fetchone()
        count: int = db.execute("SELECT count(*) FROM readings WHERE at >= ?", (json.loads(taken),)).fetchone()[0]
    return count, str(json.loads(taken))[11:19]


def _publish(site: Path, count: int, number: int) -> None:
    """New articles at the top of the first list that has any."""
    lists = sorted(
        path for path in site.rglob("index.html") if path.parent != site and "<li>" in path.read_text("utf-8")
    )
    article = next(path for path in sorted(site.rglob("*.html")) if not path.name.startswith("index"))
    for new in range(count):
        fresh = lists[0].parent / f"t20261124_{number:03}{new:05}.html"
        fresh.write_text(article.read_text("utf-8"), "utf-8")
        text = lists[0].read_text("utf-8")
        entry = f'<li><a href="{fresh.name}">关于第{number}-{new}号事项的通知</a><span>2026-11-24</span></li><li>'
        lists[0].write_text(text.replace("<li>", entry, 1), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
