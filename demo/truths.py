"""What the tables say to be true: `sown`, `early`, `unsure` and `decoy`, each a list of [check, note] or [check, note, subject]."""

from collections.abc import Iterator

from demo.district import Fate, Truth
from demo.tables import Table


def truths(row: Table, subject: str = "") -> Iterator[Truth]:
    """The truths of a table, about `subject` where they name no other."""
    for fate in Fate:
        for check, note, *named in row.get(fate, ()):
            yield Truth(fate, check, note, named[0] if named else subject)
