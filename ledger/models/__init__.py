"""The tables. Registers say whom we watch, audits what was seen, cases what became of it."""

from ledger.models.audits import Audit, Finding, Sample
from ledger.models.cases import Batch, Case, Event, Reply, Serial
from ledger.models.registers import Account, Column, Person, Site, Unit

__all__ = [
    "Account",
    "Audit",
    "Batch",
    "Case",
    "Column",
    "Event",
    "Finding",
    "Person",
    "Reply",
    "Sample",
    "Serial",
    "Site",
    "Unit",
]
