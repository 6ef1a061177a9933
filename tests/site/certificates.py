"""Authorities and certificates made for a test: nothing of it leaves its folder."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Signed:
    """A certificate with its key; an authority signs others with it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def authority(name: str, by: Signed | None = None) -> Signed:
    """A root, or an intermediate authority signed `by` another."""
    return _signed(name, by, x509.BasicConstraints(ca=True, path_length=None))


def leaf(*names: str, by: Signed | None = None, first: int = -30, last: int = 300) -> Signed:
    """A site's certificate, valid from so many days from now until so many; without `by` it signs itself."""
    return _signed(names[0], by, x509.BasicConstraints(ca=False, path_length=None), names, first, last)


def served(folder: Path, own: Signed, *chain: Signed) -> ssl.SSLContext:
    """What a server shows that has this certificate and sends these after it."""
    file = folder / f"{own.certificate.serial_number}.pem"
    key = own.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(key + own.pem() + b"".join(one.pem() for one in chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def anchors(folder: Path, *roots: Signed) -> str:
    """A file of authorities to trust."""
    file = folder / "ca.pem"
    file.write_bytes(b"".join(root.pem() for root in roots))
    return str(file)


def _signed(
    name: str,
    by: Signed | None,
    constraints: x509.BasicConstraints,
    names: Sequence[str] = (),
    first: int = -400,
    last: int = 4000,
) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW + timedelta(days=first))
        .not_valid_after(_NOW + timedelta(days=last))
        .add_extension(constraints, critical=True)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), False)
    return Signed(builder.sign(by.key if by else key, hashes.SHA256()), key)
