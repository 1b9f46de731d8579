"""The real command line: in this process for speed, and as a process of its own for the rest."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fieldapp.__main__ import main
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Workspace, close, create, unlock
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment

CHEAP = Cost(passes=1, memory=8 * 1024 * 1024)
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs what only POSIX systems have")
PASSPHRASE = "the river is low in march"


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of its own, closed, under a passphrase that is quick to try."""
    return make_folder(tmp_path / "workspace")


def make_folder(folder: Path, name: str = "Amina") -> Path:
    workspace, _ = create(folder, PASSPHRASE, name, cost=CHEAP)
    close(workspace)
    return folder


@contextmanager
def looking_into(folder: Path) -> Iterator[Workspace]:
    """Open a workspace to see what a command has done to it."""
    workspace = unlock(folder, PASSPHRASE)
    try:
        yield workspace
    finally:
        close(workspace)


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in this process, on the workspace of the test."""
    monkeypatch.setenv("FIELDAPP_WORKSPACE", str(folder))
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)

    def run_here(*arguments: object, stdin: str | bytes = b"") -> Result:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return run_here


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "fieldapp", *(str(argument) for argument in arguments)]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the variables of a process that works on this workspace."""
    own = {"FIELDAPP_WORKSPACE": str(folder), "FIELDAPP_PASSPHRASE": PASSPHRASE}
    return {**os.environ, **own, **more}


def start(*arguments: object, env: Mapping[str, str], stdin: bytes = b"", **more: Any) -> Result:
    """Run one command as a process of its own."""
    done = subprocess.run(
        command(*arguments), env=env, input=stdin, capture_output=True, check=False, **more
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def founder(folder: Path, tmp_path: Path) -> Path:
    """A second laptop, that founded the mission which the workspace of the test has joined."""
    other = make_folder(tmp_path / "founder", "Amina")
    with looking_into(other) as amina, looking_into(folder) as josef:
        found_mission(amina, "Kelda area")
        join(josef, invite(amina, request_enrolment(josef), "officer", ""))
    return other


@contextmanager
def running_hub(data: Path, *more: str) -> Iterator[str]:
    """Run `hub serve` as a process and give its first line."""
    process = subprocess.Popen(
        command("hub", "serve", "--data", data, "--listen", "127.0.0.1:0", *more),
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def put(run: Run, kind: str, *answers: Mapping[str, object]) -> list[str]:
    """Save records and return their ids."""
    lines = "\n".join(json.dumps(answer) for answer in answers)
    done = run("put", kind, "--json", stdin=lines)
    assert done.code == 0, done.err
    saved: list[str] = done.json["saved"]
    return saved
