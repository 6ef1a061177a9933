"""What the operator of a crawler asks of a site's owner: to let it in, by address and name; said once for each host."""

import socket
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Any

from core.types import Outcome
from core.urls import host_of
from crawler.job import Job
from crawler.manners import LEFT_ALONE, ROBOTS_UNREAD

#: (address, outcome, detail) of a page that was kept from us.
Refusal = tuple[str, str, str]


def sentences(refused: Iterable[Refusal], job: Job, words: Mapping[str, Any], *, all_hosts: bool) -> list[str]:
    """What to do about the hosts that are left alone; about `all_hosts` that blocked anything where the walk failed.

    `words` are `refused` of walk.toml.
    """
    hosts: dict[str, list[Refusal]] = defaultdict(list)
    for one in refused:
        hosts[host_of(one[0])].append(one)
    return [
        _sentence(host, pages, job, words)
        for host, pages in hosts.items()
        if all_hosts or any(detail == LEFT_ALONE for _, _, detail in pages)
    ]


def own_address(towards: str) -> str:
    """The public address with which this machine goes there, "" where another machine lends it one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect((towards, 53))
        except OSError:
            return ""
        own = str(way.getsockname()[0])
    return own if ip_address(own).is_global else ""


def _sentence(host: str, pages: Iterable[Refusal], job: Job, words: Mapping[str, Any]) -> str:
    products = Counter(
        detail for _, outcome, detail in pages if outcome == Outcome.BLOCKED and detail not in ("", LEFT_ALONE)
    )
    outcomes = {ROBOTS_UNREAD if detail == ROBOTS_UNREAD else outcome for _, outcome, detail in pages}
    why = next((one for one in words["because"] if one in outcomes), str(Outcome.BLOCKED))
    product = products.most_common(1)[0][0] if products else words["unknown"]
    facts = {"host": host, "product": product, "agent": job.user_agent, "pages": len(list(pages))}
    return str(words["because"][why].format(address=own_address(words["towards"]) or words["unknown_address"], **facts))
