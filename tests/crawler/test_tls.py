"""One handshake: what a server shows is told as it is, and how its chain ends is a word."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.clock import now
from core.hosts import Certificate
from core.snapshot import Snapshot
from core.types import Outcome
from crawler.probes import tls
from tests.build import HOST
from tests.site import misbehaviour as bad
from tests.site.certificates import Signed, anchors, authority, leaf, served
from tests.site.loopback import Loopback, free_port
from tests.site.walk import gather, meta, readings

ROOT, STRANGER = authority("云泽测试根"), authority("无人认识的根")
MIDDLE, STRANGE_MIDDLE = authority("云泽测试中间", ROOT), authority("无人认识的中间", STRANGER)


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(bad.small_site(3))
        yield here


def ask(port: int, ca_file: str = "", address: str = "127.0.0.1") -> Certificate:
    return asyncio.run(tls.certificate(HOST, address, port, look=1, anchors=tls.Anchors(ca_file)))


Shown = tuple[Signed, ...]
CHAINS: dict[str, tuple[Shown, str]] = {
    "with the intermediate": ((leaf(HOST, by=MIDDLE), MIDDLE), "trusted"),
    "with the root too": ((leaf(HOST, by=MIDDLE), MIDDLE, ROOT), "trusted"),
    "in disorder": ((leaf(HOST, by=MIDDLE), ROOT, MIDDLE), "trusted"),
    "signed by the root": ((leaf(HOST, by=ROOT),), "trusted"),
    "expired": ((leaf(HOST, by=MIDDLE, first=-90, last=-1), MIDDLE), "trusted"),
    "not yet valid": ((leaf(HOST, by=MIDDLE, first=5), MIDDLE), "trusted"),
    "another name": ((leaf("www.shilihe.gov.cn", by=MIDDLE), MIDDLE), "trusted"),
    "without the intermediate": ((leaf(HOST, by=MIDDLE),), "issuer-missing"),
    "with a stranger's intermediate": ((leaf(HOST, by=MIDDLE), STRANGE_MIDDLE), "issuer-missing"),
    "signed by itself": ((leaf(HOST),), "self-signed"),
    "expired and signed by itself": ((leaf(HOST, last=-1),), "self-signed"),
    "a strange authority, alone": ((leaf(HOST, by=STRANGER),), "issuer-missing"),
    "a strange authority, sent": ((leaf(HOST, by=STRANGER), STRANGER), "root-unknown"),
    "a strange intermediate": ((leaf(HOST, by=STRANGE_MIDDLE), STRANGE_MIDDLE), "root-unknown"),
    "a strange chain": ((leaf(HOST, by=STRANGE_MIDDLE), STRANGE_MIDDLE, STRANGER), "root-unknown"),
}


@pytest.mark.parametrize(("chain", "trust"), CHAINS.values(), ids=CHAINS)
def test_how_a_chain_ends(net: Loopback, tmp_path: Path, chain: Shown, trust: str) -> None:
    shown = ask(net.secure(served(tmp_path, *chain)), anchors(tmp_path, ROOT))
    assert (shown.outcome, shown.trust, shown.sent) == (Outcome.OK, trust, len(chain))


def test_what_stands_in_it(net: Loopback, tmp_path: Path) -> None:
    own = leaf(HOST, "*.yunze.gov.cn", by=MIDDLE, first=-30, last=60)
    port = net.secure(served(tmp_path, own, MIDDLE))
    shown = ask(port, anchors(tmp_path, ROOT), "::1")
    assert (shown.host, shown.port, shown.address) == (HOST, port, "::1")
    assert (shown.names, shown.issuer) == ((HOST, "*.yunze.gov.cn"), "云泽测试中间")
    assert abs(datetime.fromisoformat(shown.not_after) - now() - timedelta(days=60)) < timedelta(hours=1)
    assert shown.not_before.endswith("+08:00")


def test_without_our_authority_it_is_a_stranger_s(net: Loopback, tmp_path: Path) -> None:
    port = net.secure(served(tmp_path, leaf(HOST, by=MIDDLE), MIDDLE))
    assert ask(port).trust == "root-unknown"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_servers_are_heard_too(net: Loopback, tmp_path: Path, version: ssl.TLSVersion) -> None:
    context = served(tmp_path, leaf(HOST, by=MIDDLE), MIDDLE)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = version, ssl.TLSVersion.MAXIMUM_SUPPORTED
    context.maximum_version = version
    assert ask(net.secure(context), anchors(tmp_path, ROOT)).trust == "trusted"


def test_nobody_there(net: Loopback) -> None:
    assert ask(free_port()).outcome is Outcome.REFUSED


def test_no_tls_spoken(net: Loopback) -> None:
    assert ask(net.web.port).outcome in (Outcome.TLS_ERROR, Outcome.RESET)


async def _hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def _hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.transport.abort()


@pytest.mark.parametrize(("manner", "outcome"), [(_hang, Outcome.TIMEOUT), (_hang_up, Outcome.RESET)])
def test_a_handshake_that_does_not_end(
    monkeypatch: pytest.MonkeyPatch, manner: Callable[..., Awaitable[None]], outcome: Outcome
) -> None:
    async def met() -> Certificate:
        server = await asyncio.start_server(manner, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            shown = await tls.certificate(HOST, "127.0.0.1", port, look=1, anchors=tls.Anchors())
            await asyncio.sleep(0.1)
            return shown

    monkeypatch.setattr(tls, "_PATIENCE", 0.3)
    assert asyncio.run(met()).outcome is outcome


def test_the_walk_goes_on_in_spite_of_it(net: Loopback, tmp_path: Path) -> None:
    port = net.secure(served(tmp_path, leaf("www.shilihe.gov.cn", last=-1)))
    home = f"https://{HOST}:{port}/"
    path = gather(net, tmp_path, start=(home,), prefixes=(home,), hosts=(HOST,))
    assert meta(path, "incomplete_because") == []
    assert {one.outcome for one in readings(path).values()} == {Outcome.OK}
    with Snapshot(path) as snapshot:
        shown = snapshot.certificate(HOST)
    assert shown is not None and (shown.port, shown.trust, shown.names) == (
        port,
        "self-signed",
        ("www.shilihe.gov.cn",),
    )


def test_where_a_redirect_leads_is_asked(net: Loopback, tmp_path: Path) -> None:
    port = net.secure(served(tmp_path, leaf(HOST, by=MIDDLE), MIDDLE))
    net.serve({"/": bad.redirect(f"https://{HOST}:{port}/")})
    path = gather(net, tmp_path, hosts=(HOST,), ca_file=anchors(tmp_path, ROOT))
    with Snapshot(path) as snapshot:
        shown = snapshot.certificate(HOST)
        assert {probe.detail for probe in snapshot.probes(HOST, 4)} == {f"https://{HOST}:{port}/"}
    assert shown is not None and (shown.port, shown.trust) == (port, "trusted")
