"""A host that is reached by HTTPS shows a certificate that every browser accepts.

Clause: inspection-2019.  A host is reached by HTTPS where a registered address says so, a redirect leads there, or pages
link there and it answers.  Dates are judged at `as_of`.
Pass: valid, for this name, from an authority that is known.  Fail: expired, not yet valid, for other names, signed by
itself, or sent without the certificate of an issuer that nobody knows; early 30 days before it ends.
Unsure: the handshake did not come to its end; the chain leads to an authority that our list does not have (a national
one, perhaps), or has another defect.  No finding: plain HTTP.
Fix: renew the certificate, or install it with its whole chain.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.hosts import Certificate
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding, Outcome
from core.urls import host_of

check = Check(__name__, scope="host")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for host in snapshot.own_hosts:
        if host not in snapshot.hosts:
            continue
        shown, leads = snapshot.certificate(host), _leads(snapshot, host)
        linked = "" if leads or not shown else _linked(snapshot, shown)
        if leads or linked:
            yield _host(snapshot, rule, catalogue, host, shown, leads or linked)


def _leads(snapshot: Snapshot, host: str) -> str:
    """The HTTPS address of this host that is registered, or to which its home page leads."""
    addresses = [*snapshot.site.urls, *(probe.detail for family in (4, 6) for probe in snapshot.probes(host, family))]
    addresses += snapshot.homes
    return next((url for url in addresses if url.startswith("https:") and host_of(url) == host), "")


def _linked(snapshot: Snapshot, shown: Certificate) -> str:
    """The page that links to this host by HTTPS; "" where nobody answers there, for then the link has no certificate."""
    if shown.outcome not in (Outcome.OK, Outcome.TLS_ERROR):
        return ""
    port = "" if shown.port == 443 else f":{shown.port}"
    found = snapshot.link_below(f"https://{shown.host}{port}/")
    return found[1] if found else ""


def _host(
    snapshot: Snapshot, rule: Rule, catalogue: Catalogue, host: str, shown: Certificate | None, url: str
) -> Finding:
    where: dict[str, Any] = {"unit": snapshot.operator, "url": url, "place": host, "at": snapshot.taken_at}
    if shown is None:
        return rule.unsure(host, "unread", outcome=catalogue.outcome(Outcome.TIMEOUT), **where)
    where |= {"place": f"{host}:{shown.port} {shown.address}", "at": shown.at}
    if shown.outcome is not Outcome.OK:
        return rule.unsure(host, "unread", outcome=catalogue.outcome(shown.outcome), **where)
    first, last = datetime.fromisoformat(shown.not_before), datetime.fromisoformat(shown.not_after)
    facts = {"issuer": shown.issuer, "names": listed(shown.names[:10]), "sent": shown.sent}
    facts |= {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}", "days": (last.date() - snapshot.as_of).days}
    begin, end = _day(snapshot, shown)
    if fault := _fault(shown, last < begin, first > end):
        return rule.fail(host, fault, **facts, **where)
    if last < end + timedelta(days=rule.limits["early_days"]):
        return rule.fail(host, "ending", early=True, **facts, **where)
    if not shown.names or shown.trust != "trusted":
        return rule.unsure(host, shown.trust if shown.names else "unnamed", **facts, **where)
    return rule.passed(host, "valid", **facts, **where)


def _fault(shown: Certificate, expired: bool, early: bool) -> str:
    if expired or early:
        return "expired" if expired else "not-yet"
    if shown.names and not any(_covers(name, shown.host) for name in shown.names):
        return "wrong-name"
    return shown.trust if shown.trust in ("self-signed", "issuer-missing") else ""


def _covers(name: str, host: str) -> bool:
    """As browsers read it: a star stands for one label, the first."""
    if name.startswith("*."):
        return host.partition(".")[2] == name[2:]
    return name == host


def _day(snapshot: Snapshot, shown: Certificate) -> tuple[datetime, datetime]:
    """The moments between which it has to be valid: that of the handshake, or the whole of another day."""
    at = datetime.fromisoformat(shown.at)
    if at.date() == snapshot.as_of:
        return at, at
    begin = datetime.combine(snapshot.as_of, time(), at.tzinfo)
    return begin, begin + timedelta(days=1)
