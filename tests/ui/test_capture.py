"""When pictures of the screen are discouraged. What the systems do then cannot be tried here."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.capture import Sight
from fieldapp.ui.desktop import Desktop

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]


def test_something_in_confidence_is_in_sight_exactly_while_it_is_shown(qtbot: QtBot) -> None:
    sight = Sight()
    told: list[bool] = []
    sight.changed.connect(told.append)
    window, sealed = QWidget(), QWidget()
    qtbot.addWidget(window)
    sealed.setParent(window)
    sight.watch(sealed)
    assert not sight.is_confidential

    window.show()
    assert sight.is_confidential
    sealed.hide()
    assert not sight.is_confidential
    sealed.show()
    sight.pass_over(sealed)
    assert not sight.is_confidential
    sight.watch(sealed)
    sealed.deleteLater()
    QApplication.sendPostedEvents(sealed, 52)  # DeferredDelete

    assert not sight.is_confidential
    assert told == [True, False, True, False, True, False]


def test_the_window_is_left_out_of_pictures_while_a_section_in_confidence_is_shown(
    qtbot: QtBot,
    workspace: Workspace,
    open_desktop: OpenDesktop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(
        "fieldapp.ui.desktop.leave_out",  # the system's own; there is none here
        lambda window, *, out: asked.append(out) if isinstance(window, Desktop) else None,
    )
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    incident = records.save(
        workspace, Change("incident", {"happened_on": "2026-11-01", "type": "threat"})
    )
    desktop = open_desktop()
    assert desktop.shell is not None

    desktop.shell.open_record("meeting", record)
    assert not any(asked)
    desktop.shell.open_record("incident", incident)
    pane = desktop.shell.records_page("incident").pane
    assert pane is not None
    pane.form.show_confidential()
    assert asked[-1] is True
    desktop.shell.show_page("meeting")
    assert asked[-1] is False

    pane.form.show_confidential()
    desktop.shell.show_page("incident")
    assert asked[-1] is True
    desktop.lock()
    assert asked[-1] is False
