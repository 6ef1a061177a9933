"""Which addresses count: for the world (AAAA rules), and for us (nobody makes us knock at inner doors)."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

#: IPv6 addresses whose last 32 bits are the IPv4 address that is meant: mapped, compatible, translated (SIIT), NAT64.
_TAILS = tuple(map(IPv6Network, ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
_SIX_TO_FOUR, _TEREDO = IPv6Network("2002::/16"), IPv6Network("2001::/32")
#: NAT64 of one's own network: where the IPv4 address stands in it only that network knows.
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
#: Tunnels and translations: an address of these is an IPv4 address in disguise.
_DISGUISED = (*_TAILS, _SIX_TO_FOUR, _TEREDO, _LOCAL_NAT64)
#: The middle of an ISATAP address, whose last 32 bits are an IPv4 address, under any prefix.
_ISATAP = (0x00005EFE, 0x02005EFE)
#: Not of the public internet, though `ipaddress` calls them global.
_NOT_PUBLIC = tuple(map(ip_network, ("192.88.99.0/24", "fec0::/10", "3fff::/20", "5f00::/16")))


def usable_ipv6(text: str, inner: Iterable[Network] = ()) -> bool:
    """True for an address that a citizen can reach: global, no mapped, 6to4, Teredo or NAT64 one. `inner` networks count too."""
    address = _parsed(text)
    if address is None:
        return False
    if _within(address, inner):
        return True
    return isinstance(address, IPv6Address) and not _within(address, _DISGUISED) and _is_public(address)


def may_ask(text: str, inner: Iterable[Network] = ()) -> bool:
    """Whether the crawler may connect there: public addresses, and inner ones only inside `inner`.

    Of an address in disguise the one that is meant decides; one that nobody can unwrap is never asked.
    """
    address = _parsed(text)
    if address is None:
        return False
    meant = _meant(address)
    return _within(meant, inner) or (_is_public(meant) and not _within(meant, _DISGUISED))


def _parsed(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _meant(address: Address) -> Address:
    """The IPv4 address inside a disguised one."""
    if not isinstance(address, IPv6Address):
        return address
    number = int(address)
    if address in _SIX_TO_FOUR:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    if (_within(address, _TAILS) and number > 1) or number >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return address


def _is_public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and not _within(address, _NOT_PUBLIC)


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks if network.version == address.version)
