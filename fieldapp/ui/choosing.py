"""Asking for a file or a folder. The window goes on meanwhile, so that it can lock itself.

The dialogs are the system's own, in its language and looks, wherever Qt has a way to them, and Qt's
where it has none (a bare window manager): they are no screens of ours and stand in no picture.

A dialog that waits inside the call of a button would still stand in that call when everything
around it is taken away.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_save(
    parent: QWidget, title: str, name: str, kinds: str, then: Callable[[Path], None]
) -> None:
    """Ask under which name to keep something; `then` gets it, unless the person thinks better."""
    dialog = _dialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()


def ask_open(
    parent: QWidget,
    title: str,
    kinds: str,
    then: Callable[[list[Path]], None],
    *,
    beginning: str = "",
    several: bool = True,
) -> None:
    """Ask for files that exist; `then` gets them."""
    dialog = _dialog(parent, title, beginning, kinds)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
    dialog.filesSelected.connect(lambda chosen: then([Path(each) for each in chosen]))
    dialog.open()


def ask_folder(parent: QWidget, title: str, beginning: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder; `then` gets it."""
    dialog = _dialog(parent, title, beginning, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()


def _dialog(parent: QWidget, title: str, beginning: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, beginning, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
