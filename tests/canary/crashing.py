"""Run as a program by `test_said`: the desktop on a workspace, with faults that carry an answer.

A fault is raised where a button would have called, in work beside the window, in a thread of
Python's own and where an object is taken away; then the window closes.
"""

import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from fieldapp import __main__ as doors
from fieldapp.cli.traces import leave_none
from fieldapp.progress import Progress
from fieldapp.ui.app import open_desktop
from fieldapp.ui.task import Task


def fail(answer: str) -> None:
    account = {"account": answer}
    try:
        raise KeyError(answer)
    except KeyError as error:
        raise ValueError(f"cannot show {account}") from error


@dataclass
class Falls:
    """Cannot be taken away without an error."""

    answer: str

    def __del__(self) -> None:
        fail(self.answer)


def desktop(folder: Path, answer: str) -> None:
    application = QApplication([])

    def work(_progress: Progress) -> None:
        fail(answer)

    def begin() -> None:
        task = Task(work, application)
        task.start()
        threading.Thread(target=fail, args=(answer,)).start()
        Falls(answer)
        QTimer.singleShot(300, application.quit)
        fail(answer)

    QTimer.singleShot(0, begin)
    open_desktop(folder, "en", doors.services())
    sys.stdout.write("closed\n")


if __name__ == "__main__":
    leave_none()  # as `main` of fieldapp does first
    desktop(Path(sys.argv[1]), sys.stdin.read())
