"""The practice district, running: for people who want to see the tool at work, and for the tests."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from demo import registers, server
from demo.build import build
from demo.certificates import Certificates
from demo.district import District, Fate
from demo.mending import mend
from demo.pages import render
from demo.server import Request


@dataclass(frozen=True, slots=True)
class Sown:
    """A fault, by its identity (site, check, subject)."""

    site: str
    check: str
    subject: str
    note: str


@dataclass(frozen=True, slots=True)
class Decoy:
    """What a careless tool would accuse, and nobody should."""

    site: str
    check: str
    subject: str
    note: str


@dataclass(frozen=True, slots=True)
class Practice:
    """Where the district is, and what is true of it.

    `sown` must come out as fails, `early` as early fails, `unsure` as unsure; `decoys` must not fail, nor must anything
    else. `requests` grows while the district runs.
    """

    nameserver: str
    port: int
    inventory: Path
    config: Path
    sites: tuple[str, ...]
    sown: tuple[Sown, ...]
    early: tuple[Sown, ...]
    unsure: tuple[Sown, ...]
    decoys: tuple[Decoy, ...]
    requests: list[Request]
    #: While the district runs: the faults with these subjects are mended, every other one stands as sown.
    mend: Callable[[Collection[str]], None]


@contextmanager
def practice(
    as_of: date, seed: int = 0, folder: Path | None = None, *, slow: bool = True, port: int = 0
) -> Iterator[Practice]:
    """Serve the district as it is on `as_of` on loopback, from a thread, until the block ends.

    `folder` receives inventory.toml, bihuan.toml, ca.pem and sown.json; without one a temporary folder does. `slow=False` leaves
    out the one link that never answers (an audit waits 40 seconds for it). `port` 0 takes a free one; one that is taken
    raises `OSError`.
    """
    bound = server.sockets(port)
    district = build(as_of, seed, bound.ports, ipv6=bound.ipv6, slow=slow)
    certificates = Certificates(as_of, district.certificates)
    replies = render(district)
    with server.serving(district, replies, bound, certificates.context()) as (pages, _, names_port):
        nameserver = f"127.0.0.1:{names_port}"
        with TemporaryDirectory(prefix="bihuan-demo-") as temporary:
            inventory, config = registers.write(
                district, registers.units(seed), folder or Path(temporary), nameserver, certificates.trusted
            )
            yield Practice(
                nameserver=nameserver,
                port=bound.ports.both,
                inventory=inventory,
                config=config,
                sites=tuple(site.key for site in district.sites),
                sown=_sown(district, Fate.SOWN),
                early=_sown(district, Fate.EARLY),
                unsure=_sown(district, Fate.UNSURE),
                decoys=tuple(Decoy(one.site, one.check, one.subject, one.note) for one in _sown(district, Fate.DECOY)),
                requests=pages.requests,
                mend=partial(mend, district, replies),
            )


def _sown(district: District, fate: Fate) -> tuple[Sown, ...]:
    return tuple(
        Sown(site.key, truth.check, truth.subject, truth.note)
        for site in district.sites
        for truth in site.all_truths()
        if truth.fate is fate
    )
