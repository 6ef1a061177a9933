"""The whole loop played on the practice district, through the commands that an office would type: 核查—反馈—整改—再核查."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from demo.practice import Practice

_ROOT = Path(__file__).resolve().parent.parent
_OFFICER, _CLERK = "周明（区大数据局）", "李青（区应急管理局信息员）"
#: The unit whose cases are followed, and the checks whose faults it mends.
_UNIT, _MENDS = "yjj", ("links", "column_updates", "empty_columns")
Case = Mapping[str, Any]


class Story:
    """One telling. `folder` is the district's; the ledger, the letters and the papers are written there, older ones removed."""

    def __init__(self, district: Practice, folder: Path) -> None:
        self.district, self.folder = district, folder
        for old in (*folder.glob("ledger.sqlite3*"), *folder.glob("outbox/*.eml")):
            old.unlink()

    def told(self) -> Iterator[str]:
        """The story, a paragraph at a time, each told when it has happened."""
        self._run("inventory", "import", str(self.folder / "inventory.toml"))
        targets = [f"site:{key}" for key in self.district.sites]
        self._run("audit", *targets, "--quiet", "--out", str(self.folder))
        before = self._cases()
        yield f"一、核查：检查 {len(targets)} 个网站，记入台账 {_counted(before)}。"
        yield from self._assigned(before)
        yield from self._answered()
        yield from self._again(before)
        yield from self._papers()

    def _assigned(self, cases: Sequence[Case]) -> Iterator[str]:
        waiting = [case["number"] for case in cases if case["state"] == "found" and case["unit"] == _UNIT]
        self._run("confirm", *waiting, "--note", "已打开页面核实", "--who", _OFFICER)
        yield f"二、交办：{_OFFICER}核实 {len(waiting)} 个问题；其余无须判断的已直接交办。{self._letters()}"

    def _answered(self) -> Iterator[str]:
        mine = [case for case in self._cases() if case["unit"] == _UNIT and case["state"] == "open"]
        claimed = [case for case in mine if case["check"] in _MENDS]
        numbers = [case["number"] for case in claimed]
        self._run("sign", *(case["number"] for case in mine), "--who", _CLERK)
        self._run("claim", *numbers, "--note", "已整改，请复核", "--who", _CLERK)
        yield f"三、反馈：{_CLERK}签收 {len(mine)} 个，反馈已整改 {len(claimed)} 个。"
        self._run("recheck", *numbers, "--quiet")
        left = Counter(case["state_name"] for case in self._cases(*numbers))
        yield f"四、再核查（其实还没有改）：{_listed(left)}。复查三次、相隔两小时以上仍存在的，才退回。"
        mended = [case["subject"] for case in claimed[:-1]]
        self.district.mend(mended)
        self._run("recheck", *numbers, "--quiet")
        after = Counter(case["state_name"] for case in self._cases(*numbers))
        yield f"五、整改：区应急管理局改好 {len(mended)} 处，漏了 1 处。再核查：{_listed(after)}。{self._letters()}"

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
        outbox = self.folder / "outbox"
        yield f"七、材料：台账 {ledger}　通知 {notice}　信件 {outbox}（{len(list(outbox.glob('*.eml')))} 封，用邮件软件打开）"

    def _letters(self) -> str:
        before = set((self.folder / "outbox").glob("*.eml"))
        self._run("notify")
        new = set((self.folder / "outbox").glob("*.eml")) - before
        return f"发出信件 {len(new)} 封。"

    def _cases(self, *numbers: str) -> list[Case]:
        cases: list[Case] = json.loads(self._run("cases", "--json", "-"))
        return [case for case in cases if not numbers or case["number"] in numbers]

    def _run(self, *arguments: str) -> str:
        """What the command says. Raises `RuntimeError` with its own words where it fails."""
        call = [sys.executable, "-m", "cli", *arguments, "--config", str(self.folder / "bihuan.toml")]
        done = subprocess.run(call, cwd=_ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments[:2])}: {done.stderr.strip()}")
        return done.stdout


def _counted(cases: Sequence[Case]) -> str:
    kinds = len({case["check"] for case in cases})
    return f"{kinds}类{len(cases)}处问题（{_listed(Counter(case['state_name'] for case in cases))}）"


def _listed(counts: Counter[str]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts.most_common())
