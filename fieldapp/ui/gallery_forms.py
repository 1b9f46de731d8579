"""Screens of forms for the pictures: history, what is to be mended, what is chosen."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.camera_window import CameraWindow
from fieldapp.ui.editors.listed_answers import AnswersEditor
from fieldapp.ui.gallery_photos import drawn_pictures
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.shell import Shell

_WAIT_MS = 20_000

_EDITS: tuple[dict[str, Value], ...] = (
    {"budget": 12_000, "currency": "USD"},
    {"budget": 14_500, "note": "The road is under water until August."},
    {"built_by": "The water committee of Gorom", "budget": 13_000},
)

Show = Callable[[Shell], object]


def form_screens(ids: Mapping[str, str]) -> dict[str, Show]:
    """Return the screens by name; `ids` are of records by name."""
    return {
        "history": lambda shell: _history(shell, "deliverable", ids["deliverable"]),
        "history-confidence": lambda shell: _history(shell, "incident", ids["incident"]),
        "faults": _faults,
        "saved": lambda shell: _saved(shell, ids["deliverable"]),
        "rows": lambda shell: _pane(shell, "meeting", ids["meeting"]).form.show_rows_of(
            "commitment"
        ),
        "answers": _answers,
        "camera": lambda shell: _camera(shell, ids["deliverable"]),
        "decide": lambda shell: _decide(shell, ids["clashing"]),
    }


def _pane(shell: Shell, kind: str, record: str) -> FormPane:
    shell.open_record(kind, record)
    pane = shell.records_page(kind).pane
    assert pane is not None
    return pane


def _wait(signal: SignalInstance, begin: Callable[[], object]) -> None:
    wait = QEventLoop()
    signal.connect(wait.quit)
    QTimer.singleShot(_WAIT_MS, wait.quit)
    begin()
    wait.exec()


def _history(shell: Shell, kind: str, record: str) -> None:
    if kind == "deliverable":
        _edit_often(shell, record)
    pane = _pane(shell, kind, record)
    assert pane.form.history is not None
    _wait(pane.form.history.shown, pane.show_history)


def _edit_often(shell: Shell, work: str) -> None:
    shell.show_page("today")
    for values in _EDITS:
        records.save(shell.session.workspace, Change("deliverable", values, work))


def _faults(shell: Shell) -> None:
    page = shell.records_page("meeting")
    page.new({"held_on": "2026-31-31"})
    assert page.pane is not None
    form = page.pane.form
    form.show_rows_of("commitment")
    form.child_rows("commitment").add()
    line = form.child_rows("commitment").lines[0].grid
    line.rows["who"].editor.show_answer("The water committee")
    line.rows["who"].editor.edited.emit()
    form.show_section(0)
    page.pane.save()


def _saved(shell: Shell, record: str) -> None:
    pane = _pane(shell, "deliverable", record)
    pane.form.show_section(0)
    editor = pane.form.grid(0).rows["maintained_by"].editor
    editor.show_answer("The water committee" if not editor.answer() else "The school")
    editor.edited.emit()
    pane.save()


def _answers(shell: Shell) -> None:
    page = shell.records_page("agreement")
    page.new({"title": "Water cluster", "kinds": ("meeting",)})
    assert page.pane is not None
    editor = page.pane.form.grid(0).rows["fields"].editor
    assert isinstance(editor, AnswersEditor)
    editor.show_answer("meeting.title\nmeeting.place")
    editor.choose_button.click()


def _camera(shell: Shell, record: str) -> None:
    pane = _pane(shell, "deliverable", record)
    assert pane.form.photos is not None
    _wait(pane.form.photos.shown, pane.form.show_photos)
    with tempfile.TemporaryDirectory() as card:
        folder = Path(card) / "DCIM" / "100TREES"
        folder.mkdir(parents=True)
        for number, content in enumerate(drawn_pictures()):
            (folder / f"IMG_{number + 1:04}.JPG").write_bytes(content)
        window = CameraWindow(pane.form.photos, shell.session, [Path(card)])
        window.open()
        wait = QEventLoop()
        window.shown.connect(wait.quit)
        QTimer.singleShot(_WAIT_MS, wait.quit)
        wait.exec()
        for row in (0, 2):
            window.list.item(row).setSelected(True)
    QApplication.processEvents()


def _decide(shell: Shell, record: str) -> None:
    pane = _pane(shell, "deliverable", record)
    pane.settle_button.click()
