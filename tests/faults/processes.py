"""`fieldapp` in processes of their own, forked from one that has loaded it: dozens take seconds.

A module of its own, so that a process can be started with it.
"""

import io
import multiprocessing
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

import fieldapp.hub.serve  # noqa: F401 - loaded once, for all that are forked
from fieldapp.__main__ import main
from tests.cli.conftest import environment


def run_main(folder: Path, arguments: tuple[str, ...], given: Path, out: Path) -> None:
    """Run one command on a workspace; standard input and output are files."""
    os.environ.update(environment(folder))
    with given.open("rb") as stream, out.open("wb", buffering=0) as said:
        os.dup2(stream.fileno(), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False), encoding="utf-8")
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        sys.exit(main(arguments))


class Command:
    """A command that runs. What it says, on both streams, is in a file."""

    def __init__(self, folder: Path, *arguments: object, stdin: str = "") -> None:
        scratch = folder.with_name(f"{folder.name}.said")
        scratch.mkdir(exist_ok=True)
        self._out = scratch / "out"
        given = scratch / "given"
        given.write_text(stdin, encoding="utf-8")
        self._out.write_bytes(b"")
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload(["tests.faults.processes"])
        texts = tuple(str(argument) for argument in arguments)
        self.process: BaseProcess = forking.Process(
            target=run_main, args=(folder, texts, given, self._out)
        )
        self.process.start()

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self._out.read_text(encoding="utf-8")

    def killed_after(self, seconds: float) -> bool:
        """Kill it that long from now; say whether it was still at work."""
        self.process.join(seconds)
        self.process.kill()
        self.process.join()
        return self.process.exitcode == -9

    def ended(self) -> int:
        """Wait for it and return its exit code."""
        self.process.join(120)
        code = self.process.exitcode
        assert code is not None, "it hangs"
        return code


class HubProcess:
    """A hub on a folder, in a process that is killed and started again on the same address."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._listen = "127.0.0.1:0"
        self.url = ""
        self.start()

    def start(self) -> None:
        """Serve the folder and wait until the hub answers."""
        self._running = Command(
            self.data, "hub", "serve", "--data", self.data, "--listen", self._listen
        )
        while not self._running.said.endswith("\n"):
            assert self._running.process.is_alive(), self._running.said
            self._running.process.join(0.01)
        self.url = self._running.said.split()[0]
        self._listen = self.url.removeprefix("http://")

    def kill(self) -> None:
        """End it as the system ends a process that it has no memory for."""
        self._running.killed_after(0)
