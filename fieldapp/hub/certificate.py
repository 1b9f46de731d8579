"""The certificate of a hub: made by itself, known to laptops by its pin, or one's own.

A pin is the SHA-256 of the certificate as it goes over the wire (DER), 64 hexadecimal digits. A
laptop that knows it needs no authority and no right clock to know the hub.
"""

import hashlib
import ipaddress
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fieldapp.hub.errors import BadCertificate, BadHostName, FolderNotWritable

CERTIFICATE, KEY = "hub.crt", "hub.key"
VALID = timedelta(days=3650)


@dataclass(frozen=True)
class Identity:
    """Files with the certificate (and what it rests on) and its private key, both PEM."""

    certificate: Path
    key: Path


def make(names: Sequence[str], now: datetime) -> tuple[bytes, bytes]:
    """Return a certificate for host names or addresses, signed by itself, and its key, as PEM.

    Raises:
        BadHostName: One of the names is none.
    """
    # Who it is stands in the names below; this one has a greatest length.
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fieldapp hub")])
    known_as = x509.SubjectAlternativeName([_named(name) for name in names])
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A day early: the clock of whoever looks at it may be behind.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(known_as, False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return made.public_bytes(serialization.Encoding.PEM), private


def of_folder(data: Path) -> Identity | None:
    """Return the certificate that the hub in this folder has made itself, or None."""
    found = Identity(data / CERTIFICATE, data / KEY)
    return found if found.certificate.exists() and found.key.exists() else None


def keep(data: Path, names: Sequence[str], now: datetime | None = None) -> Identity:
    """Make the certificate of a hub folder, or return the one that it has: pins stay as they are.

    Raises:
        BadHostName, FolderNotWritable: As they say.
    """
    found = of_folder(data)
    if found:
        return found
    certificate, key = make(names, now or datetime.now(UTC))
    made = Identity(data / CERTIFICATE, data / KEY)
    try:
        data.mkdir(parents=True, exist_ok=True)
        _write(made.key, key, 0o600)
        _write(made.certificate, certificate, 0o644)
    except OSError as error:
        raise FolderNotWritable(folder=data) from error
    return made


def pin_of(certificate: Path) -> str:
    """Return the pin of a certificate file (PEM, the hub's own certificate first).

    Raises:
        BadCertificate: It is none.
    """
    try:
        first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except (OSError, ValueError):
        raise BadCertificate(file=certificate) from None
    return hashlib.sha256(first.public_bytes(serialization.Encoding.DER)).hexdigest()


def context(identity: Identity) -> ssl.SSLContext:
    """Return how the hub speaks TLS: 1.3, or 1.2 with whoever knows no better.

    Raises:
        BadCertificate: The two files are none, or do not belong together.
    """
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # A key that is locked would ask for its passphrase on the terminal of a server.
        made.load_cert_chain(identity.certificate, identity.key, password=lambda: "")
    except (OSError, ValueError):
        raise BadCertificate(file=identity.certificate) from None
    return made


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        ascii_name = name.encode("idna").decode()
        if not ascii_name or any(c in ascii_name for c in " /:@"):
            raise ValueError
        return x509.DNSName(ascii_name)
    except ValueError:
        raise BadHostName(name=name) from None


def _write(file: Path, content: bytes, mode: int) -> None:
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, file)
