"""One TLS handshake with one address: the certificate that it shows, and how its chain ends.

The handshake is led to its end whatever the certificate is worth, over old protocols and ciphers too.  Dates are left to
those who judge: the library would take today's clock.
"""

import asyncio
import errno
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import certifi
from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID
from OpenSSL import SSL, crypto

from core.clock import CHINA, stamp
from core.hosts import Certificate
from core.types import Outcome

_PATIENCE = 6.0
_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
#: Numbers of OpenSSL: a certificate signed by itself, alone and at the end of a chain; an issuer that is not there.
_SELF_SIGNED, _ROOT_UNKNOWN, _NO_ISSUER = 18, 19, (2, 20, 21)
#: Not yet valid, no longer valid.
_DATES = (9, 10)


@dataclass
class _Shown:
    """(number of the error, depth of the certificate) for everything that the library objects to."""

    errors: list[tuple[int, int]] = field(default_factory=list)


class Anchors:
    """Whom we trust: the system's authorities, those of browsers, and the bureau's own."""

    def __init__(self, ca_file: str = "") -> None:
        self._context = SSL.Context(SSL.TLS_CLIENT_METHOD)
        self._context.set_default_verify_paths()
        for file in filter(None, (certifi.where(), ca_file)):
            self._context.load_verify_locations(file)
        self._context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
        self._context.set_min_proto_version(SSL.TLS1_VERSION)
        self._context.set_options(SSL.OP_LEGACY_SERVER_CONNECT)
        store = self._context.get_cert_store()
        assert store is not None
        store.set_flags(crypto.X509StoreFlags.PARTIAL_CHAIN)
        self._context.set_verify(SSL.VERIFY_PEER, _note)

    def connection(self, host: str, shown: _Shown) -> SSL.Connection:
        """A handshake yet to be led, on bytes in memory."""
        connection = SSL.Connection(self._context, None)
        connection.set_app_data(shown)
        connection.set_tlsext_host_name(host.encode("ascii"))
        connection.set_connect_state()
        return connection


async def certificate(host: str, address: str, port: int, *, look: int, anchors: Anchors) -> Certificate:
    """What `host` shows at this address and port."""
    shown = _Shown()
    try:
        async with asyncio.timeout(_PATIENCE):
            chain = await _chain(anchors.connection(host, shown), address, port)
        return _facts(Certificate(host, port, address, look, Outcome.OK, at=stamp()), chain, shown)
    except (OSError, SSL.Error, ValueError, EOFError) as error:
        detail = f"{type(error).__name__} {error}".strip()[:200]
        return Certificate(host, port, address, look, _outcome(error), at=stamp(), detail=detail)


async def _chain(connection: SSL.Connection, address: str, port: int) -> list[x509.Certificate]:
    """The certificates as the server sent them, its own first."""
    reader, writer = await asyncio.open_connection(address, port)
    try:
        while not await _led_on(connection, reader, writer):
            pass
        return list(connection.get_peer_cert_chain(as_cryptography=True) or ())
    finally:
        writer.close()


async def _led_on(connection: SSL.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """One step of the handshake; whether it was the last."""
    try:
        connection.do_handshake()
    except SSL.WantReadError:
        done = False
    else:
        done = True
    try:
        writer.write(connection.bio_read(65536))
        await writer.drain()
    except SSL.WantReadError:
        pass  # nothing to send
    if not done:
        received = await reader.read(65536)
        if not received:
            raise EOFError("closed within the handshake")
        connection.bio_write(received)
    return done


def _note(connection: SSL.Connection, _: crypto.X509, number: int, depth: int, ok: int) -> bool:
    """The library's callback for each certificate: objections are noted and never end the handshake."""
    if not ok:
        connection.get_app_data().errors.append((number, depth))
    return True


def _facts(empty: Certificate, chain: Sequence[x509.Certificate], shown: _Shown) -> Certificate:
    if not chain:
        return replace(empty, outcome=Outcome.TLS_ERROR, detail="no certificate")
    own = chain[0]
    return replace(
        empty,
        not_before=_chinese(own.not_valid_before_utc),
        not_after=_chinese(own.not_valid_after_utc),
        names=_names(own),
        issuer=_called(own.issuer),
        trust=_trust(shown.errors, _led_up(chain)),
        sent=len(chain),
    )


def _trust(errors: Sequence[tuple[int, int]], steps: int) -> str:
    """The word for what the library objected to; the dates of the site's own certificate are not its matter."""
    numbers = {number for number, depth in errors if depth or number not in _DATES}
    if not numbers:
        return "trusted"
    if numbers <= {_SELF_SIGNED}:
        return "self-signed"
    if numbers <= {_ROOT_UNKNOWN, *_NO_ISSUER}:
        return "root-unknown" if _ROOT_UNKNOWN in numbers or steps > 1 else "issuer-missing"
    return "doubtful"


def _led_up(chain: Sequence[x509.Certificate]) -> int:
    """How many certificates of those that were sent lead up from the site's own, itself included."""
    steps, last, others = 1, chain[0], list(chain[1:])
    while upper := next((one for one in others if one.subject == last.issuer), None):
        others.remove(upper)
        steps, last = steps + 1, upper
    return steps


def _names(own: x509.Certificate) -> tuple[str, ...]:
    """The names that it is for; browsers have long stopped to read the common name."""
    try:
        found = own.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return ()
    assert isinstance(found, x509.SubjectAlternativeName)
    return (
        *(name.lower() for name in found.get_values_for_type(x509.DNSName)),
        *map(str, found.get_values_for_type(x509.IPAddress)),
    )


def _called(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := name.get_attributes_for_oid(kind):
            return str(found[0].value)
    return name.rfc4514_string()


def _chinese(moment: datetime) -> str:
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


def _outcome(error: BaseException) -> Outcome:
    if isinstance(error, TimeoutError):
        return Outcome.TIMEOUT
    if isinstance(error, ConnectionRefusedError):
        return Outcome.REFUSED
    if isinstance(error, OSError) and error.errno in _NO_WAY:
        return Outcome.NO_ROUTE
    return Outcome.RESET if isinstance(error, (OSError, EOFError)) else Outcome.TLS_ERROR
