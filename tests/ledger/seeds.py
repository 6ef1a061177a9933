"""A ledger with new cases of eight units: `python -m tests.ledger.seeds CONFIG`."""

import sys
from dataclasses import replace
from pathlib import Path

import ledger
from core.clock import now
from core.config import load
from core.types import Unit


def main(config: Path) -> None:
    ledger.connect(load(config), config)
    from core.inventory import Inventory
    from ledger import book, registers
    from tests.ledger.seen import finding, policy, seen

    keys = [f"u{number}" for number in range(8)]
    units = [Unit(key, f"区某局{key[1:]}", "department", emails=(f"{key}@yunze.gov.cn",)) for key in keys]
    registers.store(Inventory(tuple(units), (), (), ()), "周明")
    found = [finding(subject=f"http://www.yunze.gov.cn/{key}/{page}.html", unit=key) for key in keys for page in "ab"]
    book.record(replace(seen(*found), taken_at=now(), as_of=now().date()), policy(), now())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
