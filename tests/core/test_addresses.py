"""Which addresses a citizen can reach, and which the crawler may."""

from ipaddress import ip_network

import pytest

from core.addresses import may_ask, usable_ipv6

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
#: One inner address in everything that can carry it.
DISGUISES = (
    *("::ffff:127.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:7f00:1::1"),
    *("2001:db9::5efe:127.0.0.1", "2001:db9::200:5efe:127.0.0.1", "0:0:0:0:0:ffff:7f00:1"),
)


@pytest.mark.parametrize(
    "text",
    [
        *("2408:8719:64:15::9", "240e:95c:2001::1", "2001:dc7:1000::1", "2400:3200::1", "2409:8c00::7f00:1"),
        *("2620:4f:8000::1", "2a0e:97c0::10:0:1", "2606:4700::6812:1", "2001:250::1", "2001:da8:ff::5efe"),
    ],
)
def test_global_addresses_are_usable(text: str) -> None:
    assert usable_ipv6(text)
    assert may_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        *("::1", "::", "fe80::1", "fd00::1", "fc00::1", "ff02::1", "2001:db8::1", "fec0::1", "3fff::1", "5f00::1"),
        *("::ffff:203.0.113.9", "::203.0.113.9", "2002:cb00:7109::1", "2001:0:53aa:64c::1", "64:ff9b::cb00:7109"),
        *("64:ff9b:1::1", "203.0.113.9", "nonsense", "", *DISGUISES[:6]),
    ],
)
def test_other_addresses_are_not_usable(text: str) -> None:
    assert not usable_ipv6(text)


@pytest.mark.parametrize(
    "text",
    [
        *("114.114.114.114", "223.5.5.5", "61.150.65.235", "8.134.116.66", "1.2.4.8", "172.15.0.1", "172.32.0.1"),
        *("100.63.255.255", "100.128.0.1", "169.253.1.1", "192.167.1.1", "198.17.0.1", "223.255.255.254", "11.0.0.1"),
        *("::ffff:114.114.114.114", "64:ff9b::7272:7272", "2002:7272:7272::1"),
    ],
)
def test_public_addresses_may_be_asked(text: str) -> None:
    assert may_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        *("127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *(
            "198.18.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "::1",
            "::",
            "fd00::1",
            "fe80::1",
            "fe80::1%lo",
            "fec0::1",
            "ff0e::1",
        ),
        *("::ffff:10.0.0.1", "2002:a00:1::1", "2001:0:7f00:1::", "64:ff9b:1::7f00:1", "64:ff9b:1:7f00:0:100::"),
        *(
            "64:ff9b::a9fe:a9fe",
            "2002:c0a8:101::1",
            "::ffff:0:10.0.0.1",
            "::10.0.0.1",
            "3fff::1",
            "5f00::1",
            *DISGUISES,
        ),
        *("x", "", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.1.", "[::1]", "１２７.0.0.1"),
    ],
)
def test_nobody_makes_us_knock_at_inner_doors(text: str) -> None:
    assert not may_ask(text)


def test_inner_networks_that_are_allowed() -> None:
    assert usable_ipv6("::1", LOOPBACK) and may_ask("::1", LOOPBACK) and may_ask("127.0.0.9", LOOPBACK)
    assert not usable_ipv6("127.0.0.1") and not may_ask("10.0.0.1", LOOPBACK) and not usable_ipv6("fd00::1", LOOPBACK)
    assert (
        not may_ask("64:ff9b:1::7f00:1", LOOPBACK) and not may_ask("::", LOOPBACK) and not may_ask("0.0.0.0", LOOPBACK)
    )


@pytest.mark.parametrize("text", DISGUISES)
def test_what_is_allowed_is_allowed_in_disguise(text: str) -> None:
    assert may_ask(text, LOOPBACK)
