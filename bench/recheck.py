"""How much does a recheck ask of a site, and how long does it take, where the whole site is large?

    python -m bench.recheck [--pages 20000] [--cases 20]

A site with dead links on single pages, audited once; then some of its cases are read again.  Printed: requests a case (asked:
no more than 3), seconds, and what the whole audit took in the same run.  Exit code 1: more was asked.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.crawl_speed import CONFIG
from bench.measure import ROOT
from bench.server import serve
from bench.site import build

_MOST = 3.0


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as temporary:
        work = Path(temporary)
        build(work / "site", options.pages)
        _break(work / "site", options.cases)
        with serve(work / "site", work) as (start, server):
            print(f"{options.pages} pages, served by {server}", flush=True)
            _prepare(work, start)
            whole = _timed(work, "audit", "site", "--only", "links", "--quiet")
            cases = _cases(work)[: options.cases]
            again = _timed(work, "recheck", *cases, "--quiet")
            asked = _asked(work)
    print(
        f"whole audit {whole:.1f} s; recheck of {len(cases)} cases {again:.1f} s, {asked / len(cases):.2f} requests a case"
    )
    return int(asked / len(cases) > _MOST)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.recheck", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20_000, help="pages of the site (20000)")
    parser.add_argument("--cases", type=int, default=20, help="cases that are read again (20)")
    return parser.parse_args(arguments)


def _break(site: Path, count: int) -> None:
    """A dead link on each of so many articles."""
    pages = sorted(path for path in site.rglob("*.html") if not path.name.startswith("index"))[:count]
    for number, path in enumerate(pages):
        text = path.read_text("utf-8")
        path.write_text(text.replace("</body>", f'<a href="/lost/{number}.html">旧文件</a></body>'), "utf-8")


def _prepare(work: Path, start: str) -> None:
    (work / "bihuan.toml").write_text(
        CONFIG.format(work=work).replace("[network]", '[network]\nallow_private = ["127.0.0.0/8"]'), "utf-8"
    )
    (work / "registers.toml").write_text(
        f'[[unit]]\nkey = "qzf"\nname = "区人民政府"\nkind = "government"\n'
        f'[[site]]\nkey = "site"\nunit = "qzf"\nname = "云泽区人民政府"\nkind = "portal"\nurls = ["{start}"]\n',
        "utf-8",
    )
    _run(work, "inventory", "import", "registers.toml")


def _run(work: Path, *arguments: str) -> str:
    call = [sys.executable, "-m", "cli", *arguments, "--config", str(work / "bihuan.toml")]
    if "registers.toml" in arguments:
        call[call.index("registers.toml")] = str(work / "registers.toml")
    return subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _timed(work: Path, *arguments: str) -> float:
    started = time.perf_counter()
    _run(work, *arguments)
    return time.perf_counter() - started


def _cases(work: Path) -> list[str]:
    return [case["number"] for case in json.loads(_run(work, "cases", "--check", "links", "--json", "-"))]


def _asked(work: Path) -> int:
    """Readings of the recheck, out of its snapshot."""
    from core.recorder import Recorder

    (path,) = (work / "var" / "snapshots" / "site").glob("*-recheck.sqlite")
    assert re.search(r"\d-recheck", path.name)
    recorder = Recorder(path, 3)
    try:
        return recorder.count("readings", "look >= 3")
    finally:
        recorder.close()


if __name__ == "__main__":
    sys.exit(main())
