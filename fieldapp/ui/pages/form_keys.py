"""The keys of a form, wherever in it the cursor is: sections, rows, faults, taking back."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp.ui.forms.record_form import RecordForm


def listen(
    around: QWidget,
    form: RecordForm,
    own: Mapping[str, Callable[[], object]],
    save: Callable[[], object],
) -> None:
    """Listen for keys in `around`, which holds the form.

    Args:
        own: More keys, and what they do.
        save: What Ctrl+Enter does where it adds no row.
    """
    ways: dict[str, Callable[[], object]] = {
        **own,
        "Ctrl+Return": partial(_add_or_save, around, form, save),
        "Insert": partial(_add, form),
        "Ctrl+D": partial(_add_like, form),
        "Ctrl+Del": partial(_take_out, form),
        "Ctrl+Z": form.steps.undo,
        "Ctrl+Shift+Z": form.steps.redo,
        "Ctrl+Y": form.steps.redo,
        "Ctrl+PgDown": partial(form.step_section, 1),
        "Ctrl+PgUp": partial(form.step_section, -1),
        "F8": partial(_next_fault, form),
        "Shift+F8": partial(form.next_fault, -1),
    }
    ways |= {f"Alt+{n}": partial(form.enter_section, n - 1) for n in range(1, 10)}
    for keys, act in ways.items():
        shortcut = QShortcut(QKeySequence(keys), around)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _add_or_save(around: QWidget, form: RecordForm, save: Callable[[], object]) -> None:
    at = around.window().focusWidget()
    if form.rows_here() is not None and at is not None and form.isAncestorOf(at):
        _add(form)
    else:
        save()


def _add(form: RecordForm) -> None:
    rows = form.rows_here()
    if rows is not None:
        rows.add()


def _add_like(form: RecordForm) -> None:
    rows = form.rows_here()
    if rows is not None:
        rows.add_like()


def _take_out(form: RecordForm) -> None:
    rows = form.rows_here()
    line = rows.current() if rows is not None else None
    if rows is not None and line is not None:
        rows.ask_out(line)


def _next_fault(form: RecordForm) -> None:
    """Go to the next answer to mend; where none is known yet, look for one."""
    if not form.next_fault():
        form.check()
        form.show_doubts()
        form.next_fault()
