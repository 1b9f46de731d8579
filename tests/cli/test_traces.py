"""What a process of ours leaves behind that falls over."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import POSIX, command, environment

ASK = (
    "import ctypes, resource, sys; from fieldapp.cli.traces import leave_none; leave_none()\n"
    "print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
)


@POSIX
def test_a_process_that_is_shot_down_leaves_no_dump_of_its_memory(
    folder: Path, tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    before = set(tmp_path.rglob("*"))
    process = subprocess.Popen(
        ["/bin/sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh",
         *command("list", "meeting", "--passphrase-fd", reading)],
        env={k: v for k, v in environment(folder).items() if k != "FIELDAPP_PASSPHRASE"},
        cwd=tmp_path,
        pass_fds=[reading],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    limits = Path(f"/proc/{process.pid}/limits")
    if sys.platform.startswith("linux"):
        wanted = "Max core file size        0                    0"
        end = time.monotonic() + 20
        while wanted not in limits.read_text("ascii") and time.monotonic() < end:
            time.sleep(0.05)
        assert wanted in limits.read_text("ascii")
    process.send_signal(signal.SIGSEGV)
    process.communicate()
    os.close(reading)
    os.close(writing)

    assert process.returncode == -signal.SIGSEGV
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_no_other_program_of_the_same_person_may_look_into_it() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["0", "0", "0"]
