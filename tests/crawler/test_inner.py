"""Inner addresses in every spelling: a server that listens on all of this machine's addresses must not hear a knock."""

import itertools
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core.types import Outcome
from crawler.doors import Doors
from tests.build import HOST
from tests.invented import article
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import gather, job, readings
from tests.site.web import Answer

#: The site itself stands at an address that is allowed; every other one of this machine is an inner door.
ALLOWED = ("127.0.0.1/32",)
ARTICLE = article("云泽区关于加强防汛工作的通知", "2026-11-03")
SPELLINGS = [
    *("127.0.0.1", "127.0.0.2", "2130706434", "0x7f000002", "017700000002", "0x7f.0.0.2", "0177.0.0.2", "0x7F.2"),
    *("127.2", "127.0.2", "0177.0x0.0.2", "00000177.0.0.2", "0.0.0.0", "0", "0x0", "127.0.0.2.", "127.0.0.2..", "[::]"),
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::127.0.0.2]", "[::ffff:0:127.0.0.2]"),
    *(
        "[64:ff9b::7f00:2]",
        "[64:ff9b:1::7f00:2]",
        "[2002:7f00:2::]",
        "[2001:0:7f00:2::]",
        "[fe80::1]",
        "[fe80::1%25lo]",
    ),
    *("[fec0::1]", "[fd00::1]", "[::5efe:127.0.0.2]", "169.254.169.254", "100.64.0.1", "10.0.0.1", "192.168.0.1"),
    *("１２７.0.0.2", "127．0．0．2", "127。0。0。2", "127｡0｡0｡2", "①②⑦.⓪.⓪.②", "%31%32%37.0.0.2", "127.0.0.2%2f"),
    *("localhost", "LOCALHOST", "localhost.", "a.localhost", f"{HOST}@127.0.0.2", f"{HOST}:80@127.0.0.2", "127.0.0.2#"),
    *("127.0.0.2\\", f"127.0.0.2\\@{HOST}", "[127.0.0.2]", "127.0.0.2@"),
]
#: Names that lead to inner doors.
LEADING: dict[str, dict[str, tuple[str, ...]]] = {
    "four": {"A": ("127.0.0.2",)},
    "any": {"A": ("0.0.0.0",)},
    "carrier": {"A": ("100.64.0.1",)},
    "metadata": {"A": ("169.254.169.254",)},
    "six": {"AAAA": ("::1",)},
    "mapped": {"AAAA": ("::ffff:127.0.0.2",)},
    "compatible": {"AAAA": ("::127.0.0.2",)},
    "nat64": {"AAAA": ("64:ff9b::7f00:2",)},
    "local-nat64": {"AAAA": ("64:ff9b:1::7f00:2",)},
    "six-to-four": {"AAAA": ("2002:7f00:2::1",)},
    "teredo": {"AAAA": ("2001:0:7f00:2::1",)},
    "link-local": {"AAAA": ("fe80::1",)},
    "alias": {"CNAME": ("four.yunze.gov.cn",)},
}
#: Hosts and addresses that only look so.
INNOCENT = [
    *("12345.yunze.gov.cn", "127.0.0.1.yunze.gov.cn", "0x7f.yunze.gov.cn", "localhost.yunze.gov.cn", "10.yunze.gov.cn"),
    *("xn--fiqs8s.yunze.gov.cn", "my_site.yunze.gov.cn", "www.yunze.gov.cn."),
]
INNOCENT_PATHS = ["/a@127.0.0.2/", "/go/?url=http://127.0.0.2/", "/127.0.0.1/", "/2130706434/", "/localhost/", "/::1/"]


class Everywhere:
    """A port on all IPv4 and IPv6 addresses of this machine that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]

    def knocks(self) -> int:
        for number in itertools.count():
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return number
        raise AssertionError

    def close(self) -> None:
        self._socket.close()


class Turning(dict[str, tuple[str, ...]]):
    """Records that name the allowed address first, and an inner one whenever they are asked again."""

    def __init__(self) -> None:
        super().__init__(A=("127.0.0.2",))
        self.asked = 0

    def get(self, kind: str, default: Any = None) -> Any:
        if kind != "A":
            return default
        self.asked += 1
        return ("127.0.0.1",) if self.asked == 1 else self["A"]


class Walked(NamedTuple):
    net: Loopback
    outcomes: dict[str, Outcome]
    knocks: int


@pytest.fixture
def everywhere() -> Iterator[Everywhere]:
    here = Everywhere()
    yield here
    here.close()


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    trap = Everywhere()
    with Loopback() as net:
        spelled = [f"http://{spelling}:{trap.port}/" for spelling in SPELLINGS]
        named = [f"http://{name}.yunze.gov.cn:{trap.port}/" for name in LEADING]
        innocent = [net.url("/", host) for host in INNOCENT]
        away = {f"/to/{number}/": bad.redirect(url) for number, url in enumerate([*spelled, *named])}
        framed = {"/frame/": "".join(f"<iframe src='{url}'></iframe><img src='{url}a.png'>" for url in spelled)}
        pages = dict.fromkeys(INNOCENT_PATHS, ARTICLE)
        home = bad.linking(*away, *framed, *spelled, *named, *innocent, *pages)
        net.serve({"/": home, **away, **framed, **pages})
        for host in INNOCENT:
            net.serve({"/": ARTICLE}, host)
            net.names.zone[host.rstrip(".")] = {"A": ("127.0.0.1",)}
        net.names.zone |= {f"{name}.yunze.gov.cn": records for name, records in LEADING.items()}
        path = gather(net, tmp_path_factory.mktemp("walk"), allow_private=ALLOWED)
        yield Walked(net, {url: reading.outcome for url, reading in readings(path).items()}, trap.knocks())
    trap.close()


def test_the_trap_hears_every_door(everywhere: Everywhere) -> None:
    for address in ("127.0.0.1", "127.0.0.2", "0.0.0.0", "::1", "::ffff:127.0.0.2", "::"):
        socket.create_connection((address, everywhere.port), timeout=2).close()
    assert everywhere.knocks() == 6


def test_nobody_knocked(walked: Walked) -> None:
    assert walked.knocks == 0


@pytest.mark.parametrize("number", range(len(SPELLINGS) + len(LEADING)))
def test_a_redirect_to_an_inner_door_says_nothing_of_the_site(walked: Walked, number: int) -> None:
    assert walked.outcomes[walked.net.url(f"/to/{number}/")] in (Outcome.FORBIDDEN, Outcome.HTTP_ERROR)


@pytest.mark.parametrize("name", sorted(LEADING))
def test_a_name_that_leads_to_an_inner_door_is_not_asked(walked: Walked, name: str) -> None:
    found = [outcome for url, outcome in walked.outcomes.items() if url.startswith(f"http://{name}.yunze.gov.cn")]
    assert found == [Outcome.FORBIDDEN]


@pytest.mark.parametrize("path", INNOCENT_PATHS)
def test_addresses_that_only_speak_of_inner_ones_are_read(walked: Walked, path: str) -> None:
    assert path in walked.net.web.paths(HOST)


@pytest.mark.parametrize("host", INNOCENT)
def test_names_that_only_look_like_addresses_are_read(walked: Walked, host: str) -> None:
    assert walked.outcomes[walked.net.url("/", host.rstrip("."))] is Outcome.OK


def test_a_registered_bare_address_is_read_at_its_own_port_alone(everywhere: Everywhere, tmp_path: Path) -> None:
    with Loopback() as net:
        home = f"http://127.0.0.1:{net.web.port}/"
        site = bad.small_site(3)
        site["/"] = bad.linking("/zwgk/tzgg/4100.html", f"http://127.0.0.1:{everywhere.port}/")
        net.serve(site, "127.0.0.1")
        path = gather(net, tmp_path, start=(home,), prefixes=(home,), allow_private=ALLOWED)
        assert readings(path)[home].outcome is Outcome.OK
        assert readings(path)[f"{home}zwgk/tzgg/4100.html"].outcome is Outcome.OK
    assert everywhere.knocks() == 0


def test_a_name_that_turns_to_an_inner_door_between_probe_and_walk(everywhere: Everywhere, tmp_path: Path) -> None:
    records, host = Turning(), "turns.yunze.gov.cn"
    with Loopback() as net:
        home = f"http://{host}:{everywhere.port}/"
        net.names.zone[host] = records
        web = net.url("/", host)
        net.serve({"/": Answer("没有人读到")}, host, records)
        path = gather(
            net, tmp_path, start=(home,), prefixes=(home, web), hosts=(host,), allow_private=("127.0.0.9/32",)
        )
        assert records.asked > 1
        assert readings(path)[home].outcome is Outcome.FORBIDDEN
        assert net.web.asked == []
    assert everywhere.knocks() == 0


def test_the_first_answer_holds_for_the_whole_walk(everywhere: Everywhere, tmp_path: Path) -> None:
    """What was checked is what is connected to: the name server's second answer is neither asked for nor used."""
    records, host = Turning(), "turns.yunze.gov.cn"
    with Loopback() as net:
        home = net.url("/", host)
        net.serve({**bad.small_site(3)}, host, records)
        path = gather(net, tmp_path, start=(home,), prefixes=(home,), allow_private=ALLOWED)
        assert {reading.outcome for reading in readings(path).values()} == {Outcome.OK}
        assert records.asked == 1
    assert everywhere.knocks() == 0


@pytest.mark.parametrize(
    "url", ["ftp://www.yunze.gov.cn/", "file:///etc/passwd", "http://", "http://[::1", "javascript:1"]
)
def test_other_doors_are_shut(url: str) -> None:
    with Loopback() as net:
        assert not Doors(job(net)).open(url)
