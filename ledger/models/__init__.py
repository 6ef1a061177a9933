"""The tables. Registers say whom we watch, audits what was seen, cases what became of it."""

from ledger.models.audits import Audit, Finding, Sample
from ledger.models.cases import Batch, Case, Event, Reply, Serial
from ledger.models.duties import Fulfilment
from ledger.models.letters import Letter, Reminder
from ledger.models.links import Answer, Revocation
from ledger.models.months import Month
from ledger.models.pictures import Picture
from ledger.models.registers import Account, Column, Person, Site, Unit
from ledger.models.runs import Run

__all__ = [
    "Account",
    "Answer",
    "Audit",
    "Batch",
    "Case",
    "Column",
    "Event",
    "Finding",
    "Fulfilment",
    "Letter",
    "Month",
    "Person",
    "Picture",
    "Reminder",
    "Reply",
    "Revocation",
    "Run",
    "Sample",
    "Serial",
    "Site",
    "Unit",
]
