"""Run as a program by `test_away`: says "ready", and "locked" once the system tells of a lock."""

import os
import sys

from PySide6.QtCore import QCoreApplication, QTimer

from fieldapp.ui.system_locks import listen

os.environ["QT_QPA_PLATFORM"] = "offscreen"


def main() -> int:
    application = QCoreApplication([])
    locks = listen(application)
    locks.locked.connect(lambda: application.exit(7))
    QTimer.singleShot(0, lambda: os.write(1, b"ready\n"))
    QTimer.singleShot(15_000, application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
