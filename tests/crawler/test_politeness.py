"""What the server sees of us: how many requests at once, how far apart, under which name."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build import HOST
from tests.site.loopback import Loopback
from tests.site.misbehaviour import linking, small_site
from tests.site.walk import AGENT, gather
from tests.site.web import Answer


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(small_site(40))
        here.web.latency = 0.02
        yield here


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_at_once_than_allowed(net: Loopback, tmp_path: Path, limit: int) -> None:
    gather(net, tmp_path, concurrency=limit, hosts=(HOST,))
    assert len(net.web.asked) > 40
    assert net.web.most_at_once[HOST] <= limit


def test_requests_to_a_host_keep_their_distance_and_say_who_we_are(net: Loopback, tmp_path: Path) -> None:
    net.serve(small_site(1))
    gather(net, tmp_path, delay=0.2, hosts=(HOST,))
    assert {one.agent for one in net.web.asked} == {AGENT}
    times = [one.at for one in net.web.asked if one.host == HOST]
    assert len(times) > 8
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.15


def test_hosts_do_not_wait_for_each_other(net: Loopback, tmp_path: Path) -> None:
    net.serve({"/": linking(*(net.url(f"/{n}.doc", f"h{n}.yunze.gov.cn") for n in range(8)))})
    for number in range(8):
        net.serve({f"/{number}.doc": Answer("附件")}, f"h{number}.yunze.gov.cn")
    gather(net, tmp_path, delay=0.2)
    times = [one.at for one in net.web.asked if one.path.endswith(".doc")]
    assert len(times) == 8
    assert max(times) - min(times) < 1.2
