"""A hub that laptops know by its certificate, and whoever sits in between."""

import os
import socket
import ssl
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from fieldapp.hub import certificate
from fieldapp.hub.certificate import Identity
from fieldapp.hub.errors import BadCertificate, BadHostName
from fieldapp.hub.serve import running
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync import mission as missions
from fieldapp.sync.errors import (
    BadPin,
    PinNeedsTls,
    UnknownCertificate,
    WrongCertificate,
)
from fieldapp.sync.mission import announce_hub, call_hub
from fieldapp.sync.wire.transport import HttpHub, proper_pin
from tests.sync.conftest import Mission
from tests.sync.world import rows, sync_now

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return certificate.keep(tmp_path / "own", ["localhost", "127.0.0.1"])


def send(url: str, *pins: str) -> bytes:
    hub = HttpHub(url, patience_s=5, pins=pins)
    try:
        return hub.exchange(b"request")
    finally:
        hub.close()


@contextmanager
def man_in_the_middle(
    identity: Identity, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
) -> Iterator[tuple[str, list[bytes]]]:
    """Somebody with a certificate of their own; gives the address and all that they get to read."""
    context = certificate.context(identity)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = newest
    read: list[bytes] = []
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(10)

    def listen() -> None:
        line, _ = door.accept()
        line.settimeout(10)
        try:
            with context.wrap_socket(line, server_side=True) as tls:
                while piece := tls.recv(4096):
                    read.append(piece)
        except OSError:
            pass  # whoever came has hung up

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield f"https://127.0.0.1:{door.getsockname()[1]}", read
    finally:
        thread.join()
        door.close()


def test_two_laptops_sync_with_a_hub_that_they_know_by_its_pin(
    mission: Mission, tmp_path: Path, identity: Identity
) -> None:
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    pin = certificate.pin_of(identity.certificate)
    with running(tmp_path / "real", identity=identity) as url:
        assert url.startswith("https://")
        hubs = [HttpHub(url, pins=[pin]) for _ in range(2)]
        sync_now(mission.founder, hubs[0])
        sync_now(mission.protection, hubs[1])
        for hub in hubs:
            hub.close()

    assert rows(mission.protection) == rows(mission.founder)


def test_a_man_in_the_middle_is_refused_and_reads_no_byte(
    tmp_path: Path, identity: Identity
) -> None:
    other = certificate.keep(tmp_path / "other", ["127.0.0.1"])
    pin = certificate.pin_of(identity.certificate)

    with (
        man_in_the_middle(other) as (url, read),
        pytest.raises(WrongCertificate, match=r"Somebody may sit in between\. Nothing was sent"),
    ):
        send(url, pin)
    assert read == []


def test_what_the_mission_announced_of_its_hub_is_what_every_laptop_holds_it_to(
    mission: Mission, tmp_path: Path, identity: Identity
) -> None:
    pin = certificate.pin_of(identity.certificate)
    with running(tmp_path / "real", identity=identity) as url:
        announce_hub(mission.founder, url, [pin])
        for laptop in (mission.founder, mission.officer):
            first = laptop is mission.founder
            hub = call_hub(known(laptop)) if first else HttpHub(url, pins=[pin])
            sync_now(laptop, hub)  # the officer comes the first time, and hears of it
            hub.close()
        assert known(mission.officer).pins == (pin,)

    other = certificate.keep(tmp_path / "other", ["127.0.0.1"])
    with man_in_the_middle(other) as (elsewhere, read):
        announce_hub(mission.founder, elsewhere, [pin])
        hub = call_hub(known(mission.founder))
        with pytest.raises(WrongCertificate):
            sync_now(mission.founder, hub)
        hub.close()
    assert read == []


def known(laptop: Workspace) -> missions.Mission:
    found = missions.mission_of(laptop)
    assert found is not None
    return found


def test_a_hub_changes_its_certificate_while_laptops_know_both_pins(
    tmp_path: Path, identity: Identity
) -> None:
    coming = certificate.keep(tmp_path / "coming", ["127.0.0.1"])
    old, new = (certificate.pin_of(one.certificate) for one in (identity, coming))

    for one in (identity, coming):
        with running(tmp_path / "hub", identity=one) as url:
            assert send(url, old, new).startswith(b"fApS")
    with running(tmp_path / "hub", identity=coming) as url, pytest.raises(WrongCertificate):
        send(url, old)


def test_without_a_pin_a_certificate_that_nobody_vouches_for_is_refused(
    identity: Identity,
) -> None:
    with (
        man_in_the_middle(identity) as (url, read),
        pytest.raises(UnknownCertificate, match="Nothing was sent"),
    ):
        send(url)
    assert read == []


def test_a_pin_is_never_forgotten_over_plain_http() -> None:
    with pytest.raises(PinNeedsTls, match="https"):
        HttpHub("http://hub.example.org", pins=["0" * 64])


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_not_spoken_on_either_side(tmp_path: Path, identity: Identity) -> None:
    pin = certificate.pin_of(identity.certificate)
    with man_in_the_middle(identity, ssl.TLSVersion.TLSv1_1) as (url, read):
        with pytest.raises(Exception, match="did not answer"):
            send(url, pin)
        assert read == []
    with running(tmp_path / "hub", identity=identity) as url:
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        port = int(url.rpartition(":")[2])
        with (
            socket.create_connection(("127.0.0.1", port), timeout=10) as line,
            pytest.raises(OSError, match=r"SSL|TLS|reset|version"),
        ):
            old.wrap_socket(line)
        usual = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        usual.check_hostname, usual.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", port), timeout=10) as line,
            usual.wrap_socket(line) as tls,
        ):
            assert tls.version() == "TLSv1.3"


@pytest.mark.parametrize(
    "text", ["AB" * 32, ":".join(["ab"] * 32), " " + "ab" * 16 + "\n" + "ab" * 16]
)
def test_a_pin_may_be_written_as_people_copy_it(text: str) -> None:
    assert proper_pin(text) == "ab" * 32


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "ab" * 33, "sha256/" + "ab" * 32])
def test_what_is_no_pin_is_told(text: str) -> None:
    with pytest.raises(BadPin, match="64 digits"):
        proper_pin(text)
    with pytest.raises(BadPin):
        HttpHub("https://hub.example.org", pins=[text])


def test_a_certificate_is_made_once_and_its_key_is_for_nobody_else(tmp_path: Path) -> None:
    made = certificate.keep(tmp_path, ["hub.example.org", "192.168.1.20", "::1"], NOW)
    pin = certificate.pin_of(made.certificate)

    assert certificate.keep(tmp_path, ["other.example.org"]) == made
    assert certificate.pin_of(made.certificate) == pin
    assert certificate.of_folder(tmp_path) == made
    if os.name == "posix":
        assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    read = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["hub.example.org"]
    assert [str(ip) for ip in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.20", "::1"]
    assert read.not_valid_before_utc < NOW < read.not_valid_after_utc


@pytest.mark.parametrize("name", ["", "a b", "https://hub", "x" * 300, "hub..org"])
def test_what_is_no_name_of_a_computer_gets_no_certificate(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadHostName):
        certificate.keep(tmp_path, [name])
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_no_certificate_are_told(tmp_path: Path, identity: Identity) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt")
    other = certificate.keep(tmp_path / "other", ["localhost"])

    for bad in (
        Identity(letter, identity.key),
        Identity(identity.certificate, letter),
        Identity(identity.certificate, other.key),
        Identity(tmp_path / "nothing", identity.key),
    ):
        with pytest.raises(BadCertificate):
            certificate.context(bad)
    with pytest.raises(BadCertificate):
        certificate.pin_of(letter)
