"""Puts the district together."""

from datetime import date

from demo import emergency, portal, topics
from demo.district import District, Host, Ports
from demo.finance import finance


def build(as_of: date, seed: int, ports: Ports, *, ipv6: bool = True, slow: bool = True) -> District:
    """The whole district. For one day, seed and pair of ports always the same, to the byte.

    `ipv6`: this machine has ::1. `slow`: with the one link that keeps a reader waiting.
    """
    main = portal.portal(as_of, seed, ports, slow)
    latest = tuple((title, main.url(path), day) for title, path, day in main.latest)
    sites = (
        main,
        finance(as_of, seed, ports, latest),
        emergency.emergency(as_of, seed, ports, latest),
        topics.topics(as_of, seed, ports, ipv6),
    )
    return District(as_of, sites, _hosts(slow), (*portal.oddities(slow), *emergency.oddities(ports)))


def _hosts(slow: bool) -> tuple[Host, ...]:
    """old.example.gov.cn is not among them: it does not exist any more."""
    beside = ("oa", "tj", "cx", "diaocha", *(("xf",) if slow else ()))
    return (
        Host(portal.HOST),
        Host(emergency.HOST, alias="waf.example.gov.cn"),
        Host("waf.example.gov.cn"),
        Host(emergency.FORMER_HOST),
        Host("hudong.example.gov.cn", a=None, aaaa=None),
        *topics.hosts(),
        *(Host(f"{name}.example.gov.cn") for name in beside),
    )
