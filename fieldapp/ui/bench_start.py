"""How long it takes from starting a program until its window is painted, for several programs.

All are started in turn on one virtual screen (Xvfb), which a process of its own looks at every few
milliseconds: nobody tells of itself, so a stranger's program is measured the same way as ours. The
limit is a bare PySide6 window with a table in it, which nobody who writes in PySide6 can beat.
"""

import json
import os
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication, QImage

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import close, create

SCREEN = "1366x768x24"
LONGEST_S = 60.0
"""A program that shows nothing for so long is given up."""

BARE = """
import sys
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication(sys.argv)
model = QStandardItemModel(100, 8)
for row in range(100):
    for column in range(8):
        model.setItem(row, column, QStandardItem(f"{row}, {column}"))
table = QTableView()
table.setModel(model)
window = QMainWindow()
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
application.exec()
"""

_STEP_S = 0.004
_GRID = 16
_PAINTED = 0.1
"""Share of the screen that a window covers at least; a splash or a menu is less."""
_COLOURS = 4
"""A window that has come up but is not painted has one."""


class NoVirtualScreen(UserError):
    """Xvfb is not installed."""

    text = N_("There is no Xvfb here, the virtual screen that windows are measured on.")
    remedy = N_("Install it: apt-get install xvfb libxcb-cursor0 libxkbcommon-x11-0")


class ShowedNothing(UserError):
    """A program did not come up."""

    text = N_("{program} showed no window within {seconds} seconds.")


def measure_start(beside: Sequence[str], repeats: int, progress: Progress) -> dict[str, Any]:
    """Start each program `repeats` times and return the medians in seconds.

    Args:
        beside: Command lines of other programs, each as a shell would take it.

    Raises:
        NoVirtualScreen: There is nothing to show windows on.
        ShowedNothing: A program did not come up.
    """
    if shutil.which("Xvfb") is None:
        raise NoVirtualScreen
    with tempfile.TemporaryDirectory() as folder, _screen() as display:
        workspace, _ = create(
            Path(folder) / "workspace", secrets.token_urlsafe(), "Bench", cost=Cost(1, 8 << 20)
        )
        close(workspace)
        ours = [sys.executable, "-m", "fieldapp", "--workspace", str(workspace.folder)]
        programs: dict[str, Sequence[str]] = {
            "bare PySide6 window with a table": [sys.executable, "-c", BARE],
            "fieldapp": ours,
            **{each: ["sh", "-c", f"exec {each}"] for each in beside},
        }
        around = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": folder}
        # As where it is installed: pip compiles every module, and here the first round does.
        around.pop("PYTHONDONTWRITEBYTECODE", None)
        around["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        watch = [sys.executable, "-m", "fieldapp.ui.bench_start"]
        times: dict[str, list[float]] = {name: [] for name in programs}
        for number in range(repeats + 1):  # the first warms the disk, and compiles
            for name, command in programs.items():
                progress.step(number, repeats + 1, name)
                told = json.dumps([command, {"DISPLAY": display}])
                done = subprocess.run(  # noqa: S603 - our own module
                    [*watch, told], env=around, capture_output=True, text=True, check=False
                )
                if done.returncode:
                    raise ShowedNothing(program=name, seconds=f"{LONGEST_S:.0f}")
                if number:
                    times[name].append(float(done.stdout))
    medians = {name: statistics.median(each) for name, each in times.items()}
    limit = medians["bare PySide6 window with a table"]
    return {
        "screen": SCREEN,
        "repeats": repeats,
        "programs": [
            {"program": name, "seconds": round(each, 3), "times_the_limit": round(each / limit, 2)}
            for name, each in medians.items()
        ],
    }


@contextmanager
def _screen() -> Iterator[str]:
    """Run a virtual screen and yield its name, such as ":7"."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(  # noqa: S603
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def watch(command: Sequence[str], around: Mapping[str, str]) -> float:
    """Start a program and return after how many seconds its window was painted; then end it."""
    application = QGuiApplication(["watch"])
    _wait(application, painted=False)
    began = time.monotonic()
    program = subprocess.Popen(  # noqa: S603
        command,
        env={**os.environ, **around},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return _wait(application, painted=True) - began
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        _wait(application, painted=False)


def _wait(application: QGuiApplication, *, painted: bool) -> float:
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        picture = application.primaryScreen().grabWindow(0).toImage()
        if _is_painted(picture) == painted:
            return time.monotonic()
        time.sleep(_STEP_S)
    raise TimeoutError


def _is_painted(picture: QImage) -> bool:
    """Whether a window with something in it covers enough of the screen."""
    places = [
        (x, y) for x in range(0, picture.width(), _GRID) for y in range(0, picture.height(), _GRID)
    ]
    colours = [picture.pixel(x, y) for x, y in places]
    empty = 0xFF000000
    covered = sum(colour != empty for colour in colours)
    return covered > _PAINTED * len(places) and len({*colours} - {empty}) >= _COLOURS


if __name__ == "__main__":
    try:
        taken = watch(*json.loads(sys.argv[1]))
    except TimeoutError:
        sys.exit(1)
    sys.stdout.write(f"{taken}\n")
