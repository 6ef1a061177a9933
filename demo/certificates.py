"""Certificates of the practice district, made on the spot: an authority that its configuration trusts, good and bad leaves."""

import ssl
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from demo.district import Certificate


class Authority:
    """Signs certificates; itself it is valid for a long time on both sides of the day of the audit."""

    def __init__(self, name: str, as_of: date) -> None:
        self._noon = datetime.combine(as_of, time(4), UTC)
        self._name = _called(name)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self.signed(self.key, name, -3000, 3000, authority=True)

    def signed(
        self, key: ec.EllipticCurvePrivateKey, name: str, begins: int, ends: int, *, authority: bool = False
    ) -> x509.Certificate:
        """A certificate for a name, valid from `begins` to `ends` in days from the day of the audit."""
        builder = (
            x509.CertificateBuilder(self._name, _called(name), key.public_key(), x509.random_serial_number())
            .not_valid_before(self._noon + timedelta(days=begins))
            .not_valid_after(self._noon + timedelta(days=ends))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        return builder.sign(self.key, hashes.SHA256())


class Certificates:
    """The contexts of a TLS server for several hosts. `trusted` is the authority that people are to trust, as PEM."""

    def __init__(self, as_of: date, wanted: Iterable[Certificate]) -> None:
        self._as_of = as_of
        self._authorities = {
            "authority": Authority("云泽区电子认证服务中心", as_of),
            "stranger": Authority("远方电子认证有限公司", as_of),
        }
        self.trusted = _pem(self._authorities["authority"].certificate)
        with TemporaryDirectory(prefix="bihuan-tls-") as folder:
            self._contexts = {one.host: self._context(one, Path(folder) / one.host) for one in wanted}

    def context(self) -> ssl.SSLContext:
        """One context that shows every host its own certificate, and the first one to who names no host."""
        context = next(iter(self._contexts.values()))
        context.sni_callback = self._choose
        return context

    def _choose(self, connection: ssl.SSLSocket | ssl.SSLObject, host: str | None, _: ssl.SSLContext) -> None:
        if host in self._contexts:
            connection.context = self._contexts[host]

    def _context(self, wanted: Certificate, file: Path) -> ssl.SSLContext:
        name, itself = wanted.name or wanted.host, wanted.signed == "itself"
        signer = Authority(name, self._as_of) if itself else self._authorities[wanted.signed]
        key = signer.key if itself else ec.generate_private_key(ec.SECP256R1())
        leaf = signer.signed(key, name, wanted.begins, wanted.ends)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(secret + "".join(map(_pem, [leaf] if itself else [leaf, signer.certificate])).encode())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
