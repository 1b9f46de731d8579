"""The keys of a form, wherever in it the cursor is: sections, rows, faults, taking back."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp.ui import keys
from fieldapp.ui.forms.record_form import RecordForm


def listen(
    around: QWidget,
    form: RecordForm,
    own: Mapping[str, Callable[[], object]],
    save: Callable[[], object],
) -> None:
    """Listen for keys in `around`, which holds the form.

    Args:
        own: More of `keys.KEYS` by name, and what they do.
        save: What Ctrl+Enter does where it adds no row.
    """
    ways: dict[str, Callable[[], object]] = {
        **own,
        "row": partial(_add_or_save, around, form, save),
        "add": partial(_add, form),
        "like": partial(_add_like, form),
        "row out": partial(_take_out, form),
        "undo": form.steps.undo,
        "redo": form.steps.redo,
        "next part": partial(form.step_section, 1),
        "part before": partial(form.step_section, -1),
        "next fault": partial(_next_fault, form),
        "fault before": partial(form.next_fault, -1),
    }
    for name, act in ways.items():
        keys.listen(name, around, act, inside=True)
    for number, shortcut in enumerate(keys.listen("part", around, None, inside=True)):
        shortcut.activated.connect(partial(form.enter_section, number))


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
