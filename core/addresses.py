"""Which addresses count: for the world (AAAA rules), and for us (nobody makes us knock at inner doors)."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
#: Tunnels and translations: an address of these is an IPv4 address in disguise.
_DISGUISED = tuple(
    ip_network(text) for text in ("::ffff:0:0/96", "::/96", "2002::/16", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32")
)


def usable_ipv6(text: str, inner: Iterable[Network] = ()) -> bool:
    """True for an address that a citizen can reach: global, no mapped, 6to4, Teredo or NAT64 one. `inner` networks count too."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if any(address in network for network in inner if network.version == address.version):
        return True
    if not isinstance(address, IPv6Address) or any(address in network for network in _DISGUISED):
        return False
    return address.is_global and not address.is_multicast


def may_ask(text: str, inner: Iterable[Network] = ()) -> bool:
    """Whether the crawler may connect there: public addresses, and inner ones only inside `inner`."""
    try:
        address = _unwrapped(ip_address(text))
    except ValueError:
        return False
    if any(address in network for network in inner if network.version == address.version):
        return True
    return address.is_global and not address.is_multicast


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside a mapped, 6to4 or NAT64 one: `ipaddress` calls some of them global."""
    if not isinstance(address, IPv6Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address in ip_network("64:ff9b::/96"):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
