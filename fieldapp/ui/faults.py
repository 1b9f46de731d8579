"""Faults of ours while the window is open: caught wherever they happen, written down, told.

A report and the log hold kinds and places in the code, never a word of what was worked on: that is
`fieldapp.crash`. What a `UserError` says is for `messages`.
"""

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.crash import report_crash
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button, onward_button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.look import Look
from fieldapp.ui.messages import OUR_FAULT

HARD_FAULTS = "crash-process.txt"
"""In the workspace's folder: where Python stood when the process itself fell over."""

MOST_REPORTS = 20
"""Files that one run of fieldapp writes; a fault in what is painted comes back with every frame."""

log = logging.getLogger(__name__)


class Faults(QObject):
    """Hears of every fault, also from other threads, and hands each place on once.

    Attributes:
        reports: Where the faults so far were written down.

    Signals:
        told: Arrives in the window's thread; carries the error and the file of the report.
    """

    told = Signal(object, object)
    _happened = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._known: set[tuple[str, str, int]] = set()
        self.reports: list[Path] = []
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def happened(self, error: BaseException) -> None:
        """Take note of a fault, in any thread."""
        self._happened.emit(error)

    def _on_happened(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.told.emit(error, None)
            return
        place = _place(error)
        log.error("A fault of ours: %s in %s:%d", *place)
        if place in self._known or len(self.reports) >= MOST_REPORTS:
            return
        self._known.add(place)
        with suppress(OSError):  # a full disk: the window still tells of it
            self.reports.append(report_crash(error, self._folder))
        self.told.emit(error, self.reports[-1] if self.reports else None)


class FaultWindow(QDialog):
    """Says what happened, that drafts are kept, where the report is, and asks: go on or close?

    Attributes:
        go_on_button, close_button: The two answers. Escape goes on.

    Signals:
        close_wanted: Close all of fieldapp.
    """

    close_wanted = Signal()

    def __init__(
        self, parent: QWidget, look: Look, report: Path | None, *, kept: bool | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = look.language.translate
        self.setWindowTitle("fieldapp")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(text(OUR_FAULT), "title"))
        ours = N_("It is a fault of fieldapp, not yours.")
        column.addWidget(label(text(ours)))
        if kept is None:
            nothing = N_("Nothing was being written.")
            column.addWidget(label(text(nothing), "hint"))
        elif kept:
            safe = N_("What you were writing is kept as a draft, and what you saved is safe.")
            column.addWidget(Banner(look, "ok", text(safe)))
        else:
            unsafe = N_("What you saved is safe. What you are writing now could not be kept:")
            copy = N_("go on, copy it to paper and save it again.")
            column.addWidget(Banner(look, "warn", text(unsafe), text(copy)))
        if report is not None:
            where = N_("A report was written. No answer of a record is in it: {file}")
            column.addWidget(label(text(where).format(file=isolated(str(report)))))
            send = N_("Please send it to the team that looks after fieldapp.")
            column.addWidget(label(text(send), "hint"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        self.close_button = button(text(N_("Close fieldapp")), look.icon("log-out"))
        self.close_button.clicked.connect(self._on_close)
        self.close_button.setAutoDefault(False)
        on = look.icon("arrow-right", "accent_ink")
        self.go_on_button = onward_button(text(N_("Go on")), on, "primary")
        self.go_on_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        row.addWidget(self.go_on_button)
        column.addLayout(row)
        self.go_on_button.setDefault(True)
        self.go_on_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        column = self.layout()
        assert column is not None
        # As high as the words need at this width: Qt opens it as high as they might need at less.
        self.resize(self.width(), column.totalHeightForWidth(self.width()))

    def _on_close(self) -> None:
        self.accept()
        self.close_wanted.emit()


@contextmanager
def watched(faults: Faults) -> Iterator[None]:
    """Let `faults` hear of what nobody caught, in slots, virtual methods and threads, and Qt's own
    warnings into the log, while the block runs."""

    def of_window(
        _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            faults.happened(error)
        else:
            QApplication.exit(1)  # Ctrl+C in the terminal that started it

    def of_thread(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            faults.happened(fault.exc_value)

    before, before_thread = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = of_window, of_thread
    qt_before = qInstallMessageHandler(_note_qt)
    try:
        yield
    finally:
        qInstallMessageHandler(qt_before)
        sys.excepthook, threading.excepthook = before, before_thread


@contextmanager
def hard_faults_to(folder: Path) -> Iterator[None]:
    """Have Python write where it stood into a file of the folder, if the process itself falls over.

    It names functions and lines; it knows no value.
    """
    before = faulthandler.is_enabled()
    try:
        file = (folder / HARD_FAULTS).open("a", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
            if before and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)
    with suppress(OSError):
        if not (folder / HARD_FAULTS).stat().st_size:
            (folder / HARD_FAULTS).unlink()


def tell_fault(
    parent: QWidget,
    look: Look,
    report: Path | None,
    keep: Callable[[], bool | None],
) -> FaultWindow:
    """Keep what is being written, then open the window that tells of a fault, and return it.

    Args:
        keep: Keeps all drafts and says whether nothing is left unkept; None where nothing was
            being written.
    """
    kept: bool | None
    try:
        kept = keep()
    except Exception as error:  # noqa: BLE001 - the fault may be in what keeps drafts
        log.error("Drafts were not kept: %s", type(error).__name__)  # noqa: TRY400
        kept = False
    window = FaultWindow(parent, look, report, kept=kept)
    window.open()
    return window


def _place(error: BaseException) -> tuple[str, str, int]:
    """Return the kind of an error, and function and line where it was raised."""
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    kind = type(error).__name__
    return (kind, where.tb_frame.f_code.co_name, where.tb_lineno) if where else (kind, "?", 0)


_LEVELS = {
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.ERROR,
}


def _note_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    # A warning of Qt may quote what a widget shows: only who gives it is kept.
    level = _LEVELS.get(kind)
    if level is not None:
        log.log(level, "Qt %s: %s", context.category or "default", _speaker(message))


_SPEAKER = re.compile(r"Qt?[A-Z]\w*(?:::\w+)*(?=[ :(])")


def _speaker(message: str) -> str:
    """Return the class or function of Qt's that a message begins with."""
    found = _SPEAKER.match(message)
    return found.group() if found else "?"
