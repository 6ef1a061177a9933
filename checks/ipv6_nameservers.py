"""At least two authoritative name servers of the site's zone can be reached over IPv6.

Clause: laiwu-2021/ipv6.  The zone is the closest name, from the host up to its registered domain, that has NS records.
Pass: two of them or more have a usable AAAA.  Fail: fewer.  Unsure: a question failed whose answer could tip it.  No
finding: no name up to the registered domain has name servers of its own, for the parent zone is not the site's business.
Fix: give the zone two name servers with AAAA records.
"""

from collections.abc import Iterator
from typing import Any

from checks._registry import Check
from core.addresses import usable_ipv6
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Lookup
from core.urls import registered_domain

check = Check(__name__, scope="zone")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    zones: dict[str, Lookup] = {}
    for host in snapshot.own_hosts:
        if zone := snapshot.zone(host):
            subject = registered_domain(host) if zone.failed else zone.host
            zones.setdefault(subject, zone)
    for subject, zone in zones.items():
        yield _zone(snapshot, rule, catalogue, subject, zone)


def _zone(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, subject: str, zone: Lookup) -> Finding:
    where: dict[str, Any] = {"unit": snapshot.operator, "place": f"DNS {zone.host} NS", "at": zone.at}
    if zone.failed:
        return rule.unsure(subject, "unasked", name=zone.host, outcome=catalogue.outcome(zone.outcome), **where)
    answers = {server: snapshot.lookup(server, "AAAA") for server in zone.own}
    with_six = [server for server, answer in answers.items() if answer and _usable(snapshot, answer)]
    unknown = [server for server, answer in answers.items() if not answer or answer.look < zone.look or answer.failed]
    without = [server for server in answers if server not in (*with_six, *unknown)]
    where |= {"with_six": listed(with_six), "without": listed(without), "unknown": listed(unknown)}
    where |= {"count": len(with_six), "servers": len(answers)}
    fewest = rule.limits["fewest"]
    if len(with_six) >= fewest:
        return rule.passed(subject, "enough", **where)
    if len({*with_six, *unknown}) >= fewest:
        return rule.unsure(subject, "unknown", **where)
    return rule.fail(subject, "few" if with_six else "none", **where)


def _usable(snapshot: Snapshot, answer: Lookup) -> bool:
    return any(usable_ipv6(record, snapshot.inner) for record in answer.records)
