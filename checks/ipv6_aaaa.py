"""Every host of the site has an AAAA record that a citizen can use.

Clause: laiwu-2021/ipv6.
Pass: at least one usable AAAA.  Fail: the name servers say that there is none, or only mapped, 6to4, NAT64 or private
ones, while the host has an A record.  Unsure: the resolver failed, or the host has no address at all.
Fix: add an AAAA record and serve it.
"""

from collections.abc import Iterator

from checks._registry import Check
from core.addresses import usable_ipv6
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Lookup, Outcome

check = Check(__name__, scope="host")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for host in snapshot.hosts:
        four, six = snapshot.lookup(host, "A"), snapshot.lookup(host, "AAAA")
        if four and six:
            yield _host(snapshot, rule, catalogue, four, six)


def _host(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, four: Lookup, six: Lookup) -> Finding:
    host = six.host
    records = listed(six.records)
    where = {"unit": snapshot.operator, "place": f"DNS {host} AAAA", "at": six.at, "records": records}
    if any(usable_ipv6(record, snapshot.inner) for record in six.records):
        return rule.passed(host, "usable", chain=" → ".join((host, *six.chain)), **where)
    if six.outcome is not Outcome.OK or four.outcome is not Outcome.OK or not four.records:
        worse = six if six.outcome is not Outcome.OK else four
        return rule.unsure(host, "unknown", outcome=catalogue.outcome(worse.outcome), **where)
    return rule.fail(host, "unusable" if six.records else "none", address=listed(four.records), **where)
