"""The home page says the same over IPv6 as over IPv4.

Clause: laiwu-2021/ipv6.  Compared are the lines of both pages (words of links, and text outside them), as a bag: their
order does not matter.  Digits and words that pass with the hour (`passing`) are left out, pictures and addresses too.
The difference is the share of the text, by characters, that only one of the two pages has.
Pass: at most 10 %.  Fail: more.  Unsure: a page was not read with status 200, was a protection's, led to another host or
says too little (drawn by scripts); or the IPv4 page itself differs as much from one look to the next.  No finding: no
usable AAAA, no IPv4 address, or both families are sent on to the same address of another host.
Fix: serve the same content on both addresses, and refresh caches and gateways of IPv6.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.hosts import Front
from core.snapshot import Snapshot
from core.types import Finding, Outcome

check = Check(__name__, scope="host")

Bag = Counter[str]


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    for host in snapshot.hosts:
        four, six = snapshot.front(host, 4), snapshot.front(host, 6)
        if four and six and not (_elsewhere(four) and _elsewhere(four) == _elsewhere(six)):
            yield _host(snapshot, rule, catalogue, four, six)


def _host(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, four: Front, six: Front) -> Finding:
    host = six.host
    where: dict[str, Any] = {"unit": snapshot.operator, "url": four.url, "place": f"[{six.address}]", "at": six.at}
    for front in (six, four):
        if target := _elsewhere(front):
            return rule.unsure(host, "elsewhere", target=target, family=front.family, **where)
        if front.outcome is not Outcome.OK or front.status != 200:
            outcome = catalogue.outcome(front.outcome, front.status)
            return rule.unsure(host, "unread", outcome=outcome, family=front.family, **where)
    one, other = _bag(four, rule), _bag(six, rule)
    if min(_size(one), _size(other)) < rule.limits["fewest_characters"]:
        return rule.unsure(host, "short", four=_size(one), six=_size(other), **where)
    share, most = _difference(one, other), rule.limits["most_difference"]
    where |= {"share": f"{share:.0%}", "limit": f"{most:.0%}"}
    if share <= most:
        return rule.passed(host, "same", **where)
    if _restless(snapshot, rule, four, one):
        return rule.unsure(host, "restless", **where)
    where |= {"missing": _quoted(one - other), "added": _quoted(other - one)}
    return rule.fail(host, "different", **where)


def _elsewhere(front: Front) -> str:
    """The address on another host to which this one sends its visitors."""
    return front.detail if front.detail.startswith("http") else ""


def _restless(snapshot: Snapshot, rule: Rule, four: Front, now: Bag) -> bool:
    """Whether the page over IPv4 changed by as much since the look before: then the two families prove nothing."""
    before = snapshot.front(four.host, 4, four.look - 1) if four.look > 1 else None
    if before is None or before.outcome is not Outcome.OK:
        return False
    return bool(_difference(_bag(before, rule), now) > rule.limits["most_difference"])


def _bag(front: Front, rule: Rule) -> Bag:
    """The lines of a page without what passes."""
    passing = re.compile(rule.limits["passing"])
    lines = (passing.sub("", "".join(line.split())) for line in (front.title, *front.text.split("\n")))
    return Counter(filter(None, lines))


def _size(bag: Bag) -> int:
    return sum(len(line) * times for line, times in bag.items())


def _difference(one: Bag, other: Bag) -> float:
    whole = _size(one) + _size(other)
    return (_size(one - other) + _size(other - one)) / whole if whole else 0.0


def _quoted(lines: Bag) -> str:
    """The longest of the lines that only one page has."""
    longest = sorted(lines, key=len, reverse=True)[:2]
    return " / ".join(line[:60] for line in longest) or "-"
