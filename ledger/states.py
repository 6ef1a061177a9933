"""The life of a problem, as one table: what may come in which state, what becomes of it, and what is written down.

待核实 found → 已交办 open → 待复核 claimed → 已销号 fixed; beside them 豁免 waived and 误报核减 dismissed.  Pure: no
database, no clock.  A scan never undoes what a person decided, and nothing closes because it was not seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a case stands. NONE: nobody was told, and it went away by itself."""

    NONE = ""
    FOUND = "found"
    OPEN = "open"
    CLAIMED = "claimed"
    FIXED = "fixed"
    WAIVED = "waived"
    DISMISSED = "dismissed"


class Came(StrEnum):
    """What comes to a case: from an audit, from people, from the calendar."""

    #: The check fails; its cases wait for an officer.
    FAIL = "fail"
    #: The check fails; its cases are assigned by themselves.
    FAIL_ASSIGNED = "fail-assigned"
    PASS = "pass"
    UNSURE = "unsure"
    #: A complete audit no longer sees the subject.
    SILENT = "silent"
    #: Failed on so many reads, over so many hours, since the unit said that it is mended.
    REFUSE = "refuse"
    #: Deleted, or its date altered, since the unit said that it is mended.
    DOUBT = "doubt"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    SIGN = "sign"
    TRANSFER = "transfer"
    CLAIM = "claim"
    REJECT = "reject"
    CLOSE = "close"
    WAIVE = "waive"
    #: The unit asks for more time; the officer grants it.
    ASK = "ask"
    EXTEND = "extend"
    #: The unit says that it is none, or not its own; the officer lets it stand.
    DISPUTE = "dispute"
    KEEP = "keep"
    #: The unit says which places are mended, and by when the rest will be.
    PART = "part"
    #: Those places were read again: one still shows it; all are mended; still so after as many reads as a refusal needs.
    PART_FAIL = "part-fail"
    PART_PASS = "part-pass"
    PART_REFUSE = "part-refuse"
    #: The last day of a waiver is over.
    EXPIRE = "expire"


class Happened(StrEnum):
    """The kinds of events. Letters go out from them."""

    FOUND = "found"
    ASSIGNED = "assigned"
    GONE = "gone"
    DISMISSED = "dismissed"
    PERSISTS = "persists"
    SIGNED = "signed"
    TRANSFERRED = "transferred"
    CLAIMED = "claimed"
    FIXED = "fixed"
    #: Read again after a claim, and still there: one of the reads that a refusal needs.
    STILL_THERE = "still-there"
    REFUSED = "refused"
    REJECTED = "rejected"
    DOUBTFUL = "doubtful"
    CLOSED = "closed"
    REOPENED = "reopened"
    WAIVED = "waived"
    EXPIRED = "expired"
    ASKED = "asked"
    EXTENDED = "extended"
    DISPUTED = "disputed"
    KEPT = "kept"
    PARTLY = "partly"
    PART_MENDED = "part-mended"
    PART_REFUSED = "part-refused"
    #: Written beside `TRANSFERRED`, for the unit that had it.
    RELEASED = "released"
    SILENT = "silent"
    #: Unsure so many times in a row that the operator is told.
    UNCLEAR = "unclear"
    #: The register changed, not the problem: a unit was merged, a prefix moved.
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a case. `event` None: nothing that anybody needs to read."""

    state: State
    event: Happened | None


_S, _C, _H = State, Came, Happened
_ALIVE = (_S.OPEN, _S.CLAIMED)

TABLE: Mapping[tuple[State, Came], Move] = MappingProxyType(
    {
        (_S.NONE, _C.FAIL): Move(_S.FOUND, _H.FOUND),
        (_S.NONE, _C.FAIL_ASSIGNED): Move(_S.OPEN, _H.ASSIGNED),
        (_S.FOUND, _C.FAIL): Move(_S.FOUND, None),
        (_S.FOUND, _C.FAIL_ASSIGNED): Move(_S.FOUND, None),
        (_S.FOUND, _C.PASS): Move(_S.NONE, _H.GONE),
        (_S.FOUND, _C.CONFIRM): Move(_S.OPEN, _H.ASSIGNED),
        (_S.FOUND, _C.TRANSFER): Move(_S.FOUND, _H.TRANSFERRED),
        **{(state, _C.DISMISS): Move(_S.DISMISSED, _H.DISMISSED) for state in (_S.FOUND, *_ALIVE)},
        (_S.OPEN, _C.FAIL): Move(_S.OPEN, _H.PERSISTS),
        (_S.OPEN, _C.FAIL_ASSIGNED): Move(_S.OPEN, _H.PERSISTS),
        (_S.OPEN, _C.PASS): Move(_S.FIXED, _H.FIXED),
        (_S.OPEN, _C.SIGN): Move(_S.OPEN, _H.SIGNED),
        (_S.OPEN, _C.CLAIM): Move(_S.CLAIMED, _H.CLAIMED),
        (_S.OPEN, _C.PART): Move(_S.OPEN, _H.PARTLY),
        (_S.OPEN, _C.PART_FAIL): Move(_S.OPEN, _H.STILL_THERE),
        (_S.OPEN, _C.PART_PASS): Move(_S.OPEN, _H.PART_MENDED),
        (_S.OPEN, _C.PART_REFUSE): Move(_S.OPEN, _H.PART_REFUSED),
        (_S.CLAIMED, _C.FAIL): Move(_S.CLAIMED, _H.STILL_THERE),
        (_S.CLAIMED, _C.FAIL_ASSIGNED): Move(_S.CLAIMED, _H.STILL_THERE),
        (_S.CLAIMED, _C.PASS): Move(_S.FIXED, _H.FIXED),
        (_S.CLAIMED, _C.REFUSE): Move(_S.OPEN, _H.REFUSED),
        (_S.CLAIMED, _C.REJECT): Move(_S.OPEN, _H.REJECTED),
        (_S.CLAIMED, _C.DOUBT): Move(_S.CLAIMED, _H.DOUBTFUL),
        **{(state, _C.TRANSFER): Move(_S.OPEN, _H.TRANSFERRED) for state in _ALIVE},
        **{(state, _C.CLOSE): Move(_S.FIXED, _H.CLOSED) for state in _ALIVE},
        **{(state, _C.WAIVE): Move(_S.WAIVED, _H.WAIVED) for state in _ALIVE},
        **{(state, _C.ASK): Move(state, _H.ASKED) for state in _ALIVE},
        **{(state, _C.EXTEND): Move(state, _H.EXTENDED) for state in _ALIVE},
        **{(state, _C.DISPUTE): Move(state, _H.DISPUTED) for state in _ALIVE},
        **{(state, _C.KEEP): Move(state, _H.KEPT) for state in _ALIVE},
        **{(state, _C.SILENT): Move(state, _H.SILENT) for state in _ALIVE},
        (_S.FIXED, _C.FAIL): Move(_S.OPEN, _H.REOPENED),
        (_S.FIXED, _C.FAIL_ASSIGNED): Move(_S.OPEN, _H.REOPENED),
        (_S.WAIVED, _C.EXPIRE): Move(_S.OPEN, _H.EXPIRED),
    }
)

#: What an audit says never fails to be accepted: where the table has no row, it changes nothing.
OBSERVED = frozenset({_C.FAIL, _C.FAIL_ASSIGNED, _C.PASS, _C.UNSURE, _C.SILENT, _C.REFUSE, _C.DOUBT, _C.EXPIRE})
OBSERVED |= {_C.PART_FAIL, _C.PART_PASS, _C.PART_REFUSE}


def move(state: State, came: Came) -> Move | None:
    """What becomes of a case in `state`; None where a person asks for what cannot be done there."""
    found = TABLE.get((state, came))
    if found is None and came in OBSERVED:
        return Move(state, None)
    return found
