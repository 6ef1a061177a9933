"""One of several processes that want the same thing at the same moment: `python -m tests.ledger.racer CONFIG WHAT WHEN NAME`."""

import sys
import time
from pathlib import Path

import ledger
from core.config import load
from core.errors import BadInput


def main(config: Path, what: str, when: float, name: str) -> None:
    """Prints what came of it: done, refused, new or known."""
    ledger.connect(load(config), config)
    from ledger import book, decisions
    from ledger.models import Case
    from tests.ledger.seen import finding, moment, policy, seen

    time.sleep(max(0.0, when - time.time()))
    if what == "claim":
        number = Case.objects.get().number
        try:
            decisions.claim([number], decisions.Who(name, at=moment(1)))
            print("done")
        except BadInput:
            print("refused")
    elif what == "audit":
        found = [finding(subject=f"http://www.yunze.gov.cn/{number}.html") for number in range(300)]
        print("known" if book.record(seen(*found), policy(), moment(0)).known else "new")
    else:
        found = [finding(subject=f"http://{name}.yunze.gov.cn/{number}.html") for number in range(300)]
        print("known" if book.record(seen(*found, site=name), policy(), moment(0)).known else "new")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4])
