"""Putting a backup back while the workspace is locked, and telling how it went."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.store.putting_back import put_back
from fieldapp.store.restore import Restored
from fieldapp.ui import messages
from fieldapp.ui.look import Look
from fieldapp.ui.task import Task


def restoring(window: QWidget, look: Look, folder: Path, key: bytes, name: str) -> Task:
    """Return the task that puts the backup of a name back into a folder, not started yet.

    Args:
        window: Stands under what is told at the end.
        key: Of the workspace.
    """
    text = look.language.translate

    def tell(done: Restored) -> None:
        kept = text(N_("What was there before is kept as {name}.")).format(name=done.kept)
        messages.notice(window, look, text(N_("The copy is back in place")), kept)

    task = Task(lambda _progress: put_back(folder, key, name), window)
    task.succeeded.connect(tell)
    task.failed.connect(lambda error: messages.tell(window, look, error))
    return task
