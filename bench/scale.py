"""How do speed and memory grow with a site?

    python -m bench.scale [--pages 5000 20000 50000]

One whole audit of a site of each size.  Printed: pages a second, peak memory of the largest process, and what both became
against the first size.  Exit code 1: an audit failed.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.crawl_speed import CONFIG
from bench.measure import Cost, cost
from bench.server import serve
from bench.site import build


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[5000, 20_000, 50_000], help="sizes of the site")
    sizes = parser.parse_args(arguments).pages
    spent = []
    for pages in sizes:
        spent.append(_audit(pages))
        speed, first = pages / spent[-1].seconds, sizes[0] / spent[0].seconds
        grown = (spent[-1].megabytes - spent[0].megabytes) / max(1, pages - sizes[0]) * 10_000
        print(
            f"{pages:>8} pages {spent[-1].seconds:>8.1f} s {speed:>7.0f} pages/s ({speed / first:.2f} of the first) "
            f"peak {spent[-1].megabytes:>5.0f} MB ({grown:+.1f} MB for 10,000 pages)",
            flush=True,
        )
    return int(any(one.code for one in spent))


def _audit(pages: int) -> Cost:
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as temporary:
        work = Path(temporary)
        build(work / "site", pages)
        (work / "bihuan.toml").write_text(CONFIG.format(work=work), "utf-8")
        with serve(work / "site", work) as (start, _):
            options = ["--config", str(work / "bihuan.toml"), "--allow-private", "127.0.0.0/8", "--quiet"]
            output = ["--out", str(work / "out"), "--json", str(work / "audit.json")]
            return cost([sys.executable, "-m", "cli", "audit", start, *options, *output], work / "log")


if __name__ == "__main__":
    sys.exit(main())
