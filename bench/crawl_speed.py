"""How fast is `bihuan audit`, whole, against Scrapy's own CrawlSpider and a lean walk of one's own?

    python -m bench.crawl_speed [--pages 2000] [--rounds 3] [--only follow bare tuned lean raw audit] [--gzip]

A round runs each crawler once over the same site, server and concurrency; ratios are taken within a round, so that
a machine whose speed drifts does not lie.  Exit code 1: a crawler failed or missed a page.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.measure import Cost, cost
from bench.server import serve
from bench.site import build

CONFIG = """
[network]
delay = 0
second_look = 0
concurrency_per_host = 8

[storage]
dir = "{work}/var"
"""


@dataclass(frozen=True, slots=True)
class Crawler:
    """`command` makes the call from (start URL, scratch folder), `read` gives the URLs it read, from the folder."""

    title: str
    command: Callable[[str, Path], Sequence[str]]
    read: Callable[[Path], set[str]]


@dataclass(frozen=True, slots=True)
class Run:
    cost: Cost
    pages: int
    missed: int


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as temporary:
        work = Path(temporary)
        manifest = build(work / "site", options.pages)
        with serve(work / "site", work, gzip=options.gzip) as (start, server):
            print(f"{len(manifest)} pages, served by {server}, gzip {'on' if options.gzip else 'off'}", flush=True)
            urls = {start.rstrip("/") + path for path in manifest}
            rounds = [_round(number, options, start, urls, work) for number in range(1, options.rounds + 1)]
    _print_costs(rounds)
    _print_ratios(rounds)
    return int(any(run.cost.code or run.missed for results in rounds for run in results.values()))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.crawl_speed", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=2000, help="pages of the site (2000)")
    parser.add_argument("--rounds", type=int, default=3, help="times each crawler runs, in turn (3)")
    parser.add_argument("--only", nargs="+", choices=CRAWLERS, default=[*CRAWLERS], help="just these crawlers")
    parser.add_argument("--gzip", action="store_true", help="let the server compress the pages")
    return parser.parse_args(arguments)


def _round(number: int, options: argparse.Namespace, start: str, urls: set[str], work: Path) -> dict[str, Run]:
    results = {}
    for name in options.only:
        with tempfile.TemporaryDirectory(dir=work) as scratch:
            results[name] = run = _run(CRAWLERS[name], start, urls, Path(scratch))
        print(f"round {number}: {name} {run.cost.seconds:.2f} s, {run.pages} pages", flush=True)
    return results


def _run(crawler: Crawler, start: str, urls: set[str], scratch: Path) -> Run:
    log = scratch / "log"
    spent = cost(crawler.command(start, scratch), log)
    if spent.code:
        print(log.read_text("utf-8", "replace")[-2000:], file=sys.stderr)
        return Run(spent, 0, len(urls))
    found = crawler.read(scratch)
    return Run(spent, len(found & urls), len(urls - found))


def _print_costs(rounds: Sequence[dict[str, Run]]) -> None:
    print(f"\n{'crawler':<34}{'pages':>7}{'missed':>8}{'wall s':>24}{'pages/s':>20}{'CPU s':>9}{'peak MB':>9}")
    for name in rounds[0]:
        runs = [results[name] for results in rounds]
        seconds = [run.cost.seconds for run in runs]
        speeds = [run.pages / run.cost.seconds for run in runs]
        print(
            f"{CRAWLERS[name].title:<34}{min(run.pages for run in runs):>7}{max(run.missed for run in runs):>8}"
            f"{_spread(seconds, 2):>24}{_spread(speeds, 0):>20}"
            f"{median(run.cost.cpu for run in runs):>9.2f}{max(run.cost.megabytes for run in runs):>9.0f}"
        )


def _print_ratios(rounds: Sequence[dict[str, Run]]) -> None:
    """Wall, CPU and memory of one crawler over another's in the same round: median (least-most)."""
    names = list(rounds[0])
    pairs = [(over, under) for index, under in enumerate(names) for over in names[index + 1 :]]
    if pairs:
        print(f"\n{'ratio, within a round':<34}{'wall':>24}{'CPU':>24}{'peak memory':>24}")
    for over, under in pairs:
        both = [(results[over].cost, results[under].cost) for results in rounds]
        wall = _spread([one.seconds / other.seconds for one, other in both], 2)
        cpu = _spread([one.cpu / other.cpu for one, other in both], 2)
        memory = _spread([one.megabytes / other.megabytes for one, other in both], 2)
        print(f"{f'{over} / {under}':<34}{wall:>24}{cpu:>24}{memory:>24}")


def _spread(values: Sequence[float], digits: int) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def _module(name: str, *flags: str) -> Callable[[str, Path], Sequence[str]]:
    call = [sys.executable, "-m", f"bench.crawlers.{name}"]
    return lambda start, scratch: [*call, start, str(scratch / "found"), *flags]


def _listed(scratch: Path) -> set[str]:
    return set((scratch / "found").read_text("utf-8").split("\n"))


def _audit(start: str, scratch: Path) -> Sequence[str]:
    config = scratch / "bihuan.toml"
    config.write_text(CONFIG.format(work=scratch), "utf-8")
    options = ["--config", str(config), "--out", str(scratch / "out"), "--json", str(scratch / "audit.json"), "--quiet"]
    return [sys.executable, "-m", "cli", "audit", start, "--allow-private", "127.0.0.0/8", *options]


def _audited(scratch: Path) -> set[str]:
    lines = (scratch / "out" / "pages.jsonl").read_text("utf-8").splitlines()
    return {page["url"] for page in map(json.loads, lines) if page["status"] == 200}


CRAWLERS = {
    "follow": Crawler("follow: CrawlSpider, LinkExtractor", _module("crawl_spider"), _listed),
    "bare": Crawler("bare: the same, Scrapy stripped", _module("lean", "--bare"), _listed),
    "tuned": Crawler("tuned: the same, CONCURRENT_ITEMS=1", _module("lean", "--tuned"), _listed),
    "lean": Crawler("lean: lexbor, own seen set", _module("lean"), _listed),
    "raw": Crawler("raw: aiohttp, the same understanding", _module("raw"), _listed),
    "audit": Crawler("audit: bihuan audit, whole", _audit, _audited),
}

if __name__ == "__main__":
    sys.exit(main())
