import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from fieldapp.ui.away import CHECK_MS, SLEPT_SECONDS, Away, Clocks, slept

REPOSITORY = Path(__file__).parents[2]
CHECK = CHECK_MS / 1000


@given(some.floats(0, 1e9), some.floats(0, CHECK), some.floats(SLEPT_SECONDS + 1, 1e6))
def test_a_laptop_that_slept_is_noticed_whichever_clock_stood_still(
    wall: float, late: float, asleep: float
) -> None:
    before, after = Clocks(wall, 10), CHECK + late

    assert slept(before, Clocks(wall + after + asleep, 10 + after))  # Linux, macOS
    assert slept(before, Clocks(wall + after + asleep, 10 + after + asleep))  # Windows


@given(some.floats(0, 1e9), some.floats(0, CHECK), some.floats(-1e6, SLEPT_SECONDS - 1))
def test_a_clock_that_is_corrected_or_set_back_locks_nothing(
    wall: float, late: float, set_by: float
) -> None:
    after = CHECK + late

    assert not slept(Clocks(wall, 10), Clocks(wall + after + set_by, 10 + after))


class Hands:
    """Clocks that a test sets."""

    def __init__(self) -> None:
        self.clocks = Clocks(1000, 10)

    def __call__(self) -> Clocks:
        return self.clocks

    def sleep(self, seconds: float) -> None:
        self.clocks = Clocks(self.clocks.wall + seconds, self.clocks.steady)


def test_the_key_that_wakes_a_laptop_locks_it_before_it_counts_as_a_key(
    qtbot: QtBot, qapp: QObject
) -> None:
    hands = Hands()
    away = Away(qapp, 10, hands)
    away.begin()
    hands.sleep(3600)

    with qtbot.waitSignal(away.away, timeout=100):
        away.sign_of_life()
    away.end()


def test_it_is_seen_without_a_key_too(qtbot: QtBot, qapp: QObject) -> None:
    hands = Hands()
    away = Away(qapp, 10, hands)
    away.begin()
    timer = away.findChild(QTimer, "slept")
    assert timer is not None
    hands.sleep(3600)

    with qtbot.waitSignal(away.away, timeout=1000):
        timer.start(1)
    away.end()


def test_nothing_is_told_while_nothing_is_open(qtbot: QtBot, qapp: QObject) -> None:
    hands = Hands()
    away = Away(qapp, 10, hands)
    hands.sleep(3600)

    with qtbot.assertNotEmitted(away.away, wait=20):
        away.sign_of_life()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """The address of a real message bus that nobody else listens to."""
    if not (shutil.which("dbus-daemon") and shutil.which("dbus-send")):
        pytest.skip("there is no D-Bus here")
    daemon = subprocess.Popen(
        [
            "dbus-daemon",
            "--session",
            "--nofork",
            "--print-address",
            f"--address=unix:dir={tmp_path}",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    with daemon:
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "/org/freedesktop/login1",
            ["org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"],
        ),
        (
            "/org/freedesktop/ScreenSaver",
            ["org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"],
        ),
    ],
)
def test_sleep_and_the_screen_saver_are_heard_of(bus: str, path: str, told: list[str]) -> None:
    names = ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS")
    listening = subprocess.Popen(
        [sys.executable, str(REPOSITORY / "tests" / "ui" / "told_of_sleep.py")],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **dict.fromkeys(names, bus)},
        stdout=subprocess.PIPE,
        text=True,
    )
    send = ["dbus-send", f"--bus={bus}", "--type=signal", path]
    with listening:
        assert listening.stdout is not None
        assert listening.stdout.readline() == "ready\n"

        subprocess.run([*send, told[0], "boolean:false"], check=True)  # it woke, or was opened
        subprocess.run([*send, *told], check=True)

        assert listening.wait(20) == 7
