"""Which addresses a citizen can reach, and which the crawler may."""

from ipaddress import ip_network

import pytest

from core.addresses import may_ask, usable_ipv6

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize("text", ["2408:8719:64:15::9", "240e:95c:2001::1", "2001:dc7:1000::1"])
def test_global_addresses_are_usable(text: str) -> None:
    assert usable_ipv6(text)
    assert may_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "fc00::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:203.0.113.9",
            "::203.0.113.9",
        ),
        *(
            "2002:cb00:7109::1",
            "2001:0:53aa:64c::1",
            "64:ff9b::cb00:7109",
            "64:ff9b:1::1",
            "203.0.113.9",
            "nonsense",
            "",
        ),
    ],
)
def test_other_addresses_are_not_usable(text: str) -> None:
    assert not usable_ipv6(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
        ),
        *(
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::1",
            "2002:a00:1::1",
            "64:ff9b::7f00:1",
            "fd00::1",
            "fe80::1",
            "x",
        ),
    ],
)
def test_nobody_makes_us_knock_at_inner_doors(text: str) -> None:
    assert not may_ask(text)


def test_inner_networks_that_are_allowed() -> None:
    assert usable_ipv6("::1", LOOPBACK) and may_ask("::1", LOOPBACK) and may_ask("127.0.0.9", LOOPBACK)
    assert may_ask("::ffff:127.0.0.1", LOOPBACK)
    assert not usable_ipv6("127.0.0.1") and not may_ask("10.0.0.1", LOOPBACK) and not usable_ipv6("fd00::1", LOOPBACK)
