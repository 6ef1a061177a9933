"""Names: what a name server answers, as a word; and which address the walk takes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.types import Lookup, Outcome
from crawler.probes.dns import Names
from tests.build import HOST
from tests.site.loopback import HERE, Loopback, free_port
from tests.site.misbehaviour import linking, small_site
from tests.site.names import SERVFAIL, SILENT, Records
from tests.site.walk import gather, meta, readings

HOSTS: dict[str, Records] = {
    HOST: HERE,
    "four.yunze.gov.cn": {"A": ("127.0.0.1",)},
    "alias.yunze.gov.cn": {"CNAME": (HOST,)},
    "dangling.yunze.gov.cn": {"CNAME": ("nobody.yunze.gov.cn",)},
    "failing.yunze.gov.cn": SERVFAIL,
    "silent.yunze.gov.cn": SILENT,
    "text.yunze.gov.cn": {"TXT": ('"v=spf1 -all"',)},
}


@pytest.fixture(scope="module")
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.names.zone |= HOSTS
        yield here


def ask(port: int, host: str, kind: str, patience: float = 2.0) -> Lookup:
    async def once() -> Lookup:
        return await Names((("127.0.0.1", port),), patience=patience).ask(host, kind)

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("host", "kind", "outcome", "records"),
    [
        (HOST, "A", Outcome.OK, ("127.0.0.1",)),
        (HOST, "AAAA", Outcome.OK, ("::1",)),
        ("four.yunze.gov.cn", "AAAA", Outcome.OK, ()),
        ("text.yunze.gov.cn", "A", Outcome.OK, ()),
        ("alias.yunze.gov.cn", "AAAA", Outcome.OK, ("::1",)),
        ("dangling.yunze.gov.cn", "A", Outcome.NO_SUCH_HOST, ()),
        ("nobody.yunze.gov.cn", "A", Outcome.NO_SUCH_HOST, ()),
        ("failing.yunze.gov.cn", "A", Outcome.RESOLVER_FAILED, ()),
        (f"{'long' * 20}.yunze.gov.cn", "A", Outcome.RESOLVER_FAILED, ()),
    ],
)
def test_an_answer_is_a_word(net: Loopback, host: str, kind: str, outcome: Outcome, records: tuple[str, ...]) -> None:
    lookup = ask(net.names.port, host, kind)
    assert (lookup.outcome, lookup.records) == (outcome, records)


def test_silence_is_a_time_out(net: Loopback) -> None:
    assert ask(net.names.port, "silent.yunze.gov.cn", "A", patience=0.5).outcome is Outcome.TIMEOUT


def test_no_name_server_there_is_no_answer() -> None:
    assert ask(free_port(), HOST, "A", patience=0.5).outcome in (Outcome.TIMEOUT, Outcome.RESOLVER_FAILED)


def test_the_chain_is_kept(net: Loopback) -> None:
    assert ask(net.names.port, "alias.yunze.gov.cn", "A").chain == (HOST,)


@pytest.mark.parametrize(
    ("records", "families"),
    [({"A": ("10.1.2.3", "127.0.0.1"), "AAAA": ("::1",)}, {4}), ({"AAAA": ("::1",)}, {6})],
    ids=["both: over IPv4", "AAAA alone"],
)
def test_the_walk_reads_over_ipv4_where_it_can(tmp_path: Path, records: Records, families: set[int]) -> None:
    with Loopback() as net:
        net.serve(small_site(3), records=records)
        gather(net, tmp_path)
        assert {one.family for one in net.web.asked} == families
        assert set(net.names.asked) <= {(HOST, "A"), (HOST, "AAAA")}


def test_a_private_answer_is_refused_unless_allowed(tmp_path: Path) -> None:
    with Loopback() as net:
        net.serve(small_site(3))
        path = gather(net, tmp_path, allow_private=(), hosts=(HOST,))
        assert [one.outcome for one in readings(path).values()] == [Outcome.FORBIDDEN]
        assert net.web.asked == []
        assert "内部地址" in meta(path, "incomplete_because")[0]


PRIVATE = (
    "127.0.0.2",
    "10.1.2.3",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::ffff:127.0.0.2",
    "64:ff9b::7f00:2",
)


def test_allowed_is_the_network_named_and_no_other(tmp_path: Path) -> None:
    with Loopback() as net:
        hosts = {f"h{number}.yunze.gov.cn": record for number, record in enumerate(PRIVATE)}
        net.names.zone |= {host: {"AAAA" if ":" in record else "A": (record,)} for host, record in hosts.items()}
        net.serve({"/": linking(*(net.url("/a.doc", host) for host in hosts))})
        path = gather(net, tmp_path, allow_private=("127.0.0.1/32",))
        outcomes = {url: one.outcome for url, one in readings(path).items() if url.endswith(".doc")}
        assert outcomes == {net.url("/a.doc", host): Outcome.FORBIDDEN for host in hosts}
        assert {one.host for one in net.web.asked} == {HOST}
