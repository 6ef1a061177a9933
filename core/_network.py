"""The part of a snapshot that tells of names, addresses and hosts."""

import sqlite3

from core._stored import certificate_of, front_of, lookup_of, probe_of
from core.hosts import Certificate, Front
from core.types import Lookup, Probe
from core.urls import names_above


class Network:
    """What the network said of the site's hosts, up to this view's look.

    A look that asked for a host again answers for all of it: what it did not learn, an earlier look does not fill in.
    """

    look: int
    _db: sqlite3.Connection

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the site that were probed."""
        query = "SELECT DISTINCT host FROM lookups WHERE type = 'A' ORDER BY host"
        return tuple(host for (host,) in self._db.execute(query))

    def lookup(self, host: str, kind: str) -> Lookup | None:
        query = "SELECT * FROM lookups WHERE host = ? AND type = ? AND look <= ? ORDER BY look DESC LIMIT 1"
        row = self._db.execute(query, (host, kind, self.look)).fetchone()
        return lookup_of(row) if row else None

    def zone(self, host: str) -> Lookup | None:
        """The NS records of the closest name that has any, or the question on the way to them that failed."""
        for name in names_above(host):
            lookup = self.lookup(name, "NS")
            if lookup is None or lookup.look < self._asked(host):
                return None
            if lookup.failed or lookup.own:
                return lookup
        return None

    def probes(self, host: str, family: int) -> list[Probe]:
        """The probes of a host over IPv4 (4) or IPv6 (6)."""
        query = "SELECT * FROM probes WHERE host = ? AND family = ? AND look = ? ORDER BY address, port"
        return [probe_of(row) for row in self._db.execute(query, (host, family, self._asked(host)))]

    def certificate(self, host: str) -> Certificate | None:
        """What the host showed when it was asked for its certificate."""
        if not self._stands("certificates"):
            return None
        query = "SELECT * FROM certificates WHERE host = ? AND look = ?"
        row = self._db.execute(query, (host, self._asked(host))).fetchone()
        return certificate_of(row) if row else None

    def front(self, host: str, family: int, look: int | None = None) -> Front | None:
        """What the host's home page says over one family; of just `look` where one is named."""
        if not self._stands("fronts"):
            return None
        query = "SELECT * FROM fronts WHERE host = ? AND family = ? AND look = ?"
        row = self._db.execute(query, (host, family, look or self._asked(host))).fetchone()
        return front_of(row) if row else None

    def _asked(self, host: str) -> int:
        """The last look that asked for this host."""
        query = "SELECT max(look) FROM lookups WHERE host = ? AND type = 'A' AND look <= ?"
        return self._db.execute(query, (host, self.look)).fetchone()[0] or 0

    def _stands(self, table: str) -> bool:
        """Snapshots of earlier releases have fewer tables."""
        return self._db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
