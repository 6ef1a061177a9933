"""What the calendar asks of the ledger, each a child of the scheduler: `python -m ledger.chores expire|retain|close`."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import ledger
from core import catalogue, timetable
from core.clock import now
from core.config import Config, load


def main(arguments: Sequence[str] | None = None) -> None:
    """Do one of them; its result is one line."""
    parser = argparse.ArgumentParser(prog="python -m ledger.chores")
    parser.add_argument("chore", choices=list(_CHORES))
    parser.add_argument("--config", type=Path)
    parser.add_argument("--timetable", type=Path)
    asked = parser.parse_args(arguments)
    settings = load(asked.config)
    ledger.connect(settings, asked.config)
    print(_CHORES[asked.chore](settings, timetable.load(asked.timetable), now()))


def expire(settings: Config, table: timetable.Timetable, at: datetime) -> str:
    """Waivers whose last day is over run again."""
    from ledger import decisions
    from ledger.entry import SYSTEM
    from ledger.policy import Policy

    rules = catalogue.load(extra_standards=settings.standards.files)
    cases = decisions.expire(Policy(rules, settings.cases.assign), decisions.Who(SYSTEM, at=at))
    return f"豁免到期 {len(cases)} 个"


def retain(settings: Config, table: timetable.Timetable, at: datetime) -> str:
    """Old snapshots go."""
    from ledger import retention

    gone, busy = retention.clean(settings.storage, table.retention, at)
    return f"清理快照 {gone} 个" + (f"；{busy} 个网站正在检查，下次再清理" if busy else "")


def close(settings: Config, table: timetable.Timetable, at: datetime) -> str:
    """封账: every month that is over and not yet closed, what was missed while we were away included."""
    from ledger import months

    closed = months.close(at, table.closing.last_day)
    return "；".join(f"{row.month} 封账：{months.told(row.numbers)}" for row in closed) or "没有需要封账的月份"


_CHORES = {"expire": expire, "retain": retain, "close": close}

if __name__ == "__main__":
    main()
