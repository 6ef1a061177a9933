"""The part of a recorder that keeps what was heard of hosts, beside the walk."""

import json
from typing import Any, Protocol

from core.hosts import Certificate, Front
from core.types import Lookup, Probe


class Keeps(Protocol):
    """What keeps rows of one look."""

    look: int

    def _add(self, statement: str, row: tuple[Any, ...]) -> None: ...


class Heard:
    """Names, answers by family, certificates, first pages."""

    def lookup(self: Keeps, lookup: Lookup) -> None:
        self._add(
            "INSERT OR REPLACE INTO lookups VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(lookup.host, lookup.type, self.look, lookup.outcome),
                *(as_json(lookup.records), as_json(lookup.chain), lookup.at),
            ),
        )

    def probe(self: Keeps, probe: Probe) -> None:
        self._add(
            "INSERT OR REPLACE INTO probes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(probe.host, probe.family, probe.address, probe.port, self.look, probe.outcome, probe.status),
                *(probe.milliseconds, probe.at, probe.detail),
            ),
        )

    def certificate(self: Keeps, shown: Certificate) -> None:
        self._add(
            "INSERT OR REPLACE INTO certificates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(shown.host, shown.port, shown.address, self.look, shown.outcome, shown.not_before, shown.not_after),
                *(as_json(shown.names), shown.issuer, shown.trust, shown.sent, shown.at, shown.detail),
            ),
        )

    def front(self: Keeps, front: Front) -> None:
        self._add(
            "INSERT OR REPLACE INTO fronts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(front.host, front.family, front.address, self.look, front.outcome, front.status, front.url),
                *(front.title, front.text, front.at, front.detail),
            ),
        )


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
