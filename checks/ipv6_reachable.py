"""Where a host has an IPv6 address, the site answers there.

Clause: laiwu-2021/ipv6.
Pass: every usable address answers HTTP(S).  Fail: none answers while IPv4 does.  Unsure: this machine has no IPv6
route, IPv4 does not answer either, some addresses answer and some do not, an error page stands where IPv4 shows the site,
or a time-out while no reference address answered us.
Fix: serve the site on the address of the AAAA record, on the same ports as over IPv4.
"""

from collections.abc import Iterator
from ipaddress import ip_address

from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Outcome, Probe

check = Check(__name__, scope="host")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for host in snapshot.hosts:
        if probes := snapshot.probes(host, 6):
            yield _host(snapshot, rule, catalogue, host, probes)


def _host(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, host: str, probes: list[Probe]) -> Finding:
    worst = next((probe for probe in probes if probe.outcome is not Outcome.OK), probes[0])
    place = f"[{worst.address}]:{worst.port}"
    where = {"unit": snapshot.operator, "place": place, "at": worst.at, "address": place, "status": worst.status}
    if worst.outcome is Outcome.OK and (errors := _errors(snapshot, host, probes)):
        place = f"[{errors[0].address}]:{errors[0].port}"
        return rule.unsure(host, "error", **{**where, "address": place, "place": place, "status": errors[0].status})
    if worst.outcome is Outcome.OK:
        return rule.passed(host, "answers", **where)
    if any(probe.outcome is Outcome.NO_ROUTE for probe in probes):
        return rule.unsure(host, "no-route", **where)
    where["outcome"] = catalogue.outcome(worst.outcome)
    if any(probe.outcome is Outcome.OK for probe in probes):
        return rule.unsure(host, "some", **where)
    if not any(probe.outcome is Outcome.OK for probe in snapshot.probes(host, 4)):
        return rule.unsure(host, "neither", **where)
    if any(_our_fault(snapshot, probe) for probe in probes):
        return rule.unsure(host, "no-reference", **where)
    return rule.fail(host, "silent", **where)


def _errors(snapshot: Snapshot, host: str, probes: list[Probe]) -> list[Probe]:
    """The answers that are error pages, where the site itself answers over IPv4."""
    fine = any(probe.outcome is Outcome.OK and probe.status < 400 for probe in snapshot.probes(host, 4))
    return [probe for probe in probes if probe.status >= 400] if fine else []


def _our_fault(snapshot: Snapshot, probe: Probe) -> bool:
    """A time-out proves nothing while our own way to the IPv6 internet is not shown to work."""
    if probe.outcome is not Outcome.TIMEOUT:
        return False
    address = ip_address(probe.address)
    near = any(address in network for network in snapshot.inner if network.version == 6)
    return not near and not snapshot.meta.get("ipv6_references_answer", False)
