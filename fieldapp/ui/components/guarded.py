"""Text fields that copy only on purpose: with the keys or from the menu, through `clipboard`.

Qt's own also give what is selected to the X11 selection, and let a text be dragged out.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QKeyEvent,
    QKeySequence,
    QTextOption,
    QUndoStack,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit

from fieldapp.language import N_
from fieldapp.ui import clipboard
from fieldapp.ui.look import Look

COPY, CUT = "edit-copy", "edit-cut"
UNDO, REDO = "edit-undo", "edit-redo"
"""What Qt calls the actions of its menu."""


class Line(QLineEdit):
    """One line.

    Attributes:
        copies: Asked before something is copied; it is copied where this says so.
        steps: What taking back goes through, where the line is part of something larger; None for
            the line's own.
    """

    copies: Callable[[], bool] | None = None
    steps: QUndoStack | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (_copies_or_cuts(self, event) or _takes_back(self.steps, event)):
            focused = QApplication.focusWidget()
            super().keyPressEvent(event)
            if QApplication.focusWidget() is not focused:
                # Enter led elsewhere; the window must not press what has the focus there.
                event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():  # files are for the form around, their names for nobody
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        redirect(menu, self.copy_selected, self.cut_selected, self.steps)
        menu.popup(event.globalPos())

    def copy_selected(self) -> bool:
        """Copy what is selected, if that may be; a passphrase never is."""
        text = self.selectedText()
        if not text or self.echoMode() != QLineEdit.EchoMode.Normal:
            return False
        return _copy(text, self.copies)

    def cut_selected(self) -> None:
        """Copy what is selected and take it out."""
        if not self.isReadOnly() and self.copy_selected():
            self.insert("")


class Memo(QPlainTextEdit):
    """Several lines; see `Line`."""

    copies: Callable[[], bool] | None = None
    steps: QUndoStack | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (_copies_or_cuts(self, event) or _takes_back(self.steps, event)):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():  # files are for the form around, their names for nobody
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        redirect(menu, self.copy_selected, self.cut_selected, self.steps)
        menu.popup(event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData()  # what is dragged or only selected goes nowhere

    def copy_selected(self) -> bool:
        """Copy what is selected, if that may be."""
        text = self.textCursor().selection().toPlainText()
        return bool(text) and _copy(text, self.copies)

    def cut_selected(self) -> None:
        """Copy what is selected and take it out."""
        if not self.isReadOnly() and self.copy_selected():
            self.textCursor().removeSelectedText()


def _copies_or_cuts(editor: "Line | Memo", event: QKeyEvent) -> bool:
    """Do what the keys for copying and cutting ask for; say whether they were these."""
    if event.matches(QKeySequence.StandardKey.Copy):
        editor.copy_selected()
    elif event.matches(QKeySequence.StandardKey.Cut):
        editor.cut_selected()
    else:
        return False
    return True


def _takes_back(steps: QUndoStack | None, event: QKeyEvent) -> bool:
    """Take back a step, or do it again, if these are the keys for it; say whether they were."""
    if steps is None:
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        steps.undo()
    elif event.matches(QKeySequence.StandardKey.Redo):
        steps.redo()
    else:
        return False
    return True


def redirect(
    menu: QMenu,
    copy: Callable[[], object],
    cut: Callable[[], object],
    steps: QUndoStack | None = None,
) -> None:
    """Have the menu of a text field copy our way, and take back what `steps` holds."""
    ways: dict[str, Callable[[], object]] = {COPY: copy, CUT: cut}
    if steps is not None:
        ways |= {UNDO: steps.undo, REDO: steps.redo}
    for action in menu.actions():
        ours = ways.get(action.objectName())
        if ours is not None:
            action.triggered.disconnect()
            action.triggered.connect(ours)
        if steps is not None and action.objectName() in (UNDO, REDO):
            may = steps.canUndo() if action.objectName() == UNDO else steps.canRedo()
            action.setEnabled(may)
    menu.aboutToHide.connect(menu.deleteLater)


def _copy(text: str, copies: Callable[[], bool] | None) -> bool:
    if copies is not None and not copies():
        return False
    clipboard.put(text)
    return True


def line_edit(look: Look) -> Line:
    """Return a one-line editor whose text starts where lines start in this language.

    Without it a text of digits alone would jump to the left edge of a right-to-left form.
    """
    widget = Line()
    if look.rtl:
        widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    return widget


def memo_edit(look: Look) -> Memo:
    """Return an editor of several lines that start where lines start in this language; Tab goes on
    to the next question."""
    widget = Memo()
    widget.setTabChangesFocus(True)
    if look.rtl:
        option = QTextOption(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        # Each paragraph runs as its words do: somebody's own words may be in another script.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        widget.document().setDefaultTextOption(option)
    return widget


class _Cross(QAction):
    """Takes the words out of the line it belongs to, and is seen while there are some."""

    def __init__(self, line: QLineEdit, look: Look) -> None:
        super().__init__(look.icon("x", "mute"), look.language.translate(N_("Clear")), line)
        self._line = line
        self.triggered.connect(self._on_triggered)
        line.textChanged.connect(self.show_for)  # a slot of its own goes with it, a lambda does not

    def show_for(self, words: str) -> None:
        self.setVisible(bool(words))

    def _on_triggered(self) -> None:
        self._line.clear()
        self._line.textEdited.emit("")


def offer_to_clear(line: QLineEdit, look: Look) -> None:
    """Put a cross at the end of a line in which one looks for words, while there are some. Qt's own
    is drawn for light grounds alone."""
    cross = _Cross(line, look)
    line.addAction(cross, QLineEdit.ActionPosition.TrailingPosition)
    cross.show_for(line.text())  # only now: the line would show what was hidden before it came
