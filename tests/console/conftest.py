"""The ledger of the tests, with a district in it and a unit that has three cases to mend."""

import pytest

from tests.ledger.conftest import book

__all__ = ["address", "book"]

SUBJECTS = [f"http://www.yunze.gov.cn/old/{number}.html" for number in range(2, 5)]


@pytest.fixture
def address(book: object) -> str:
    """The path of the finance bureau's link; education has a case of its own."""
    from ledger import book as books
    from ledger import link, registers
    from tests.ledger import district
    from tests.ledger.seen import finding, moment, policy, seen

    registers.store(district.registers(), "周明")
    found = [*(finding(subject=subject, unit="czj") for subject in SUBJECTS), finding(unit="jyj")]
    books.record(seen(*found), policy(), moment(0))
    return link.make("czj", "http://testserver/").removeprefix("http://testserver")
