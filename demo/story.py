"""The whole loop played on the practice district, as its people would: the office types commands, the unit answers over its link."""

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from demo import clerk
from demo.practice import Practice

_ROOT = Path(__file__).resolve().parent.parent
_OFFICER, _CLERK = "周明（区大数据局）", "邱敏"
#: The unit whose cases are followed, and the checks whose faults it mends.
_UNIT, _MENDS = "yjj", ("links", "column_updates", "empty_columns")
_OFFICE = """
[mail]
from = "dsjj@example.gov.cn"
bureau = ["dsjj@example.gov.cn"]

[console]
url = "http://127.0.0.1:{port}/"
listen = "127.0.0.1:{port}"
"""
Case = Mapping[str, Any]


class Story(AbstractContextManager["Story"]):
    """One telling. `folder` is the district's; the ledger, the letters and the papers are written there, older ones removed.

    The ledger begins with the registers, and the unit's page is served until the block ends.
    """

    def __init__(self, district: Practice, folder: Path) -> None:
        self.district, self.folder = district, folder
        for old in (*folder.glob("ledger.sqlite3*"), *folder.glob("outbox/*.eml")):
            old.unlink()
        with district.config.open("a", encoding="utf-8") as config:
            config.write(_OFFICE.format(port=_free_port()))
        self._letters: list[Path] = []

    def __enter__(self) -> Self:
        self._run("inventory", "import", str(self.district.inventory))
        call = [sys.executable, "-m", "core.leash", str(os.getpid()), "cli", "serve", *self._config]
        self._console = subprocess.Popen(call, cwd=_ROOT, stdout=subprocess.PIPE, text=True)
        assert self._console.stdout is not None
        if not self._console.stdout.readline():
            raise RuntimeError("serve: ended at once")
        return self

    def __exit__(self, *_: object) -> None:
        self._console.terminate()
        self._console.communicate()

    def told(self) -> Iterator[str]:
        """The story, after the first audit was recorded; a paragraph at a time, each told when it has happened."""
        before = self._cases()
        yield f"一、核查：检查 {len(self.district.sites)} 个网站，记入台账 {_counted(before)}。"
        yield from self._assigned(before)
        yield from self._answered()
        yield from self._again(before)
        yield from self._papers()

    def _assigned(self, cases: Sequence[Case]) -> Iterator[str]:
        waiting = [case["number"] for case in cases if case["state"] == "found" and case["unit"] == _UNIT]
        self._run("confirm", *waiting, "--note", "已打开页面核实", "--who", _OFFICER)
        yield f"二、交办：{_OFFICER}核实 {len(waiting)} 个问题；其余无须判断的已直接交办。{self._posted()}"

    def _answered(self) -> Iterator[str]:
        mine = [case for case in self._cases() if case["unit"] == _UNIT and case["state"] == "open"]
        claimed = [case for case in mine if case["check"] in _MENDS]
        numbers = [case["number"] for case in claimed]
        signed = clerk.answer(self._link(), "签收", _CLERK)
        received = clerk.answer(self._link(), "已整改", _CLERK, "已整改，请复核", numbers)
        yield f"三、反馈：区应急管理局{_CLERK}打开信中的链接，先签收，后反馈。回执：{signed}，{received}。"
        self._run("recheck", *numbers, "--quiet")
        left = Counter(case["state_name"] for case in self._cases(*numbers))
        yield f"四、再核查（其实还没有改）：{_listed(left)}。复查三次、相隔两小时以上仍存在的，才退回。"
        mended = [case["subject"] for case in claimed[:-1]]
        self.district.mend(mended)
        self._run("recheck", *numbers, "--quiet")
        after = Counter(case["state_name"] for case in self._cases(*numbers))
        yield f"五、整改：区应急管理局改好 {len(mended)} 处，漏了 1 处。再核查：{_listed(after)}。{self._posted()}"

    def _again(self, before: Sequence[Case]) -> Iterator[str]:
        self._run("audit", f"unit:{_UNIT}", "--quiet")
        now = {case["number"]: case for case in self._cases()}
        fixed = [case for case in before if now[case["number"]]["state"] == "fixed"]
        units = Counter(case["unit_name"] for case in now.values() if case["state"] in ("open", "claimed"))
        yield f"六、第二轮检查：与第一轮相比，销号 {len(fixed)} 个。未销号的：{_listed(units)}。"

    def _papers(self) -> Iterator[str]:
        ledger, notice = self.folder / "整改台账.xlsx", self.folder / "整改通知.docx"
        self._run("report", "ledger", "--out", str(ledger))
        self._run("report", "notice", "--unit", _UNIT, "--out", str(notice))
        board = self.folder / "要点落实进度表.html"
        self._run("report", "duties", "--out", str(board))
        yield f"七、材料：台账 {ledger}　通知 {notice}　要点落实进度表 {board}"
        yield f"信件：{self.folder / 'outbox'}（{len(self._letters)} 封，用邮件软件打开）"
        yield f"区应急管理局的答复页面，可用浏览器打开：{self._link()}"

    def _posted(self) -> str:
        self._run("notify")
        new = sorted(set((self.folder / "outbox").glob("*.eml")) - set(self._letters))
        self._letters += new
        return f"发出信件 {len(new)} 封。"

    def _link(self) -> str:
        """The one in the newest letter to the unit."""
        (unit,) = {case["unit_name"] for case in self._cases() if case["unit"] == _UNIT}
        mine = [letter for letter in self._letters if unit in letter.name]
        return clerk.link(clerk.opened(mine[-1]))

    def _cases(self, *numbers: str) -> list[Case]:
        cases: list[Case] = json.loads(self._run("cases", "--json", "-"))
        return [case for case in cases if not numbers or case["number"] in numbers]

    @property
    def _config(self) -> Sequence[str]:
        return ("--config", str(self.district.config.resolve()))

    def _run(self, *arguments: str) -> str:
        """What the command says. Raises `RuntimeError` with its own words where it fails."""
        call = [sys.executable, "-m", "cli", *arguments, *self._config]
        done = subprocess.run(call, cwd=_ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments[:2])}: {done.stderr.strip()}")
        return done.stdout


def _counted(cases: Sequence[Case]) -> str:
    kinds = len({case["check"] for case in cases})
    return f"{kinds}类{len(cases)}处问题（{_listed(Counter(case['state_name'] for case in cases))}）"


def _listed(counts: Counter[str]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts.most_common())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port
