"""`bihuan demo`: serves the district, audits it, says whether all that was sown was found, and nothing else."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from core import inventory as inventories
from core.clock import today
from demo.practice import Practice, practice
from demo.story import Story

_ROOT = Path(__file__).resolve().parent.parent
#: Where the district is served if nobody else is there, so that an inventory of one's own can name it.
PORT = 8600

Identity = tuple[str, str, str]


def run(folder: Path, inventory: Path | None = None, loop: bool = False, quiet: bool = False) -> None:
    """Serve, audit into `folder`, report; with `loop` play the whole loop, then go on serving until SIGINT or SIGTERM.

    Raises `SystemExit` with the audit's exit code where that is not 0, `BadInput` where `inventory` is no inventory.
    """
    sites = tuple(site.key for site in inventories.load(inventory).sites) if inventory else ()
    with _ends_on_sigterm(), _practice(folder) as district, ExitStack() as stack:
        story = stack.enter_context(Story(district, folder)) if loop and inventory is None else None
        asked = inventory or (None if story else district.inventory)
        code = _audit(district, folder, asked, sites or district.sites, quiet)
        if not code and not quiet:
            for line in _told(district, folder, inventory is None):
                print(line, flush=True)
        if story and not code:
            _play(story, quiet)
        if loop:
            _wait(district, quiet)
    if code:
        raise SystemExit(code)


@contextmanager
def _practice(folder: Path) -> Iterator[Practice]:
    """The running district, at its usual port if that is free."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(practice(today(), folder=folder, slow=False, port=PORT))
        except OSError:
            found = stack.enter_context(practice(today(), folder=folder, slow=False))
        yield found


def _audit(district: Practice, folder: Path, inventory: Path | None, sites: tuple[str, ...], quiet: bool) -> int:
    """The exit code of an audit by this inventory; without one by the ledger's, and recorded there."""
    targets = [f"site:{key}" for key in sites]
    options = [
        "--config",
        str(district.config.resolve()),
        "--out",
        str(folder.resolve()),
        *(["--inventory", str(inventory.resolve())] if inventory else []),
    ]
    return subprocess.run(
        [sys.executable, "-m", "cli", "audit", *targets, *options, *(["--quiet"] if quiet else [])],
        cwd=_ROOT,
        check=False,
    ).returncode


def _told(district: Practice, folder: Path, own: bool) -> Iterator[str]:
    """The tally of what was sown against what was found, and where to look."""
    if own:
        yield from _tally(district, json.loads((folder / "audit.json").read_text("utf-8")))
    yield f"报告：{folder / 'report.html'}　问题清单：{folder / 'findings.xlsx'}　埋设清单：{folder / 'sown.json'}"


def _tally(district: Practice, audits: list[dict[str, Any]]) -> Iterator[str]:
    verdicts: dict[Identity, str] = {}
    for audit in audits:
        for finding in audit["findings"]:
            said = "early" if finding["early"] else finding["verdict"]
            verdicts[(audit["site"]["key"], finding["check"], finding["subject"])] = said
    wanted = {"fail": district.sown, "early": district.early, "unsure": district.unsure}
    lists = {name: [(one.site, one.check, one.subject) for one in ones] for name, ones in wanted.items()}
    right = {name: sum(verdicts.get(one) == name for one in ones) for name, ones in lists.items()}
    wrong = [one for one, said in verdicts.items() if said in ("fail", "early") and one not in lists[said]]
    yield (
        f"埋设问题 {len(lists['fail'])} 处，发现 {right['fail']} 处；"
        f"预警 {len(lists['early'])} 处，发现 {right['early']} 处；"
        f"应为“未能判定”的 {len(lists['unsure'])} 处，判对 {right['unsure']} 处；误报 {len(wrong)} 处。"
    )
    yield from (
        f"没有发现：{'　'.join(one)}" for name, ones in lists.items() for one in ones if verdicts.get(one) != name
    )
    yield from (f"误报：{'　'.join(one)}" for one in wrong)


def _play(story: Story, quiet: bool) -> None:
    if not quiet:
        print("\n闭环演示：", flush=True)
    for paragraph in story.told():
        if not quiet:
            print(paragraph, flush=True)


def _wait(district: Practice, quiet: bool) -> None:
    """Until somebody ends it."""
    if not quiet:
        home = f"http://www.example.gov.cn:{district.port}/"
        print(f"练习区县正在运行：{home}，域名服务 {district.nameserver}，按 Ctrl-C 结束。")
        print(f'用浏览器查看：chromium --host-resolver-rules="MAP *.example.gov.cn 127.0.0.1" {home}', flush=True)
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


@contextmanager
def _ends_on_sigterm() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does, so that the audit and the servers end with it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
