"""Pictures of what drops down and goes with the next click: menus, lists, the days of a month."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from fieldapp.ui.editors.age import AgeEditor
from fieldapp.ui.editors.base import Editor
from fieldapp.ui.editors.choice import SelectEditor
from fieldapp.ui.editors.day import DayEditor
from fieldapp.ui.editors.reference import ReferenceEditor
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.gallery_ending import wait_until
from fieldapp.ui.list_head import ListHead
from fieldapp.ui.pages.planning import PlanningPage
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import MEETING, PLANNING
from fieldapp.ui.shell import Shell

Show = Callable[[Shell], object]


def popups_screens(ids: Mapping[str, str]) -> Mapping[str, Show]:
    """Return the screens of this subject by name; `ids` are of records by name."""

    def meeting(shell: Shell) -> RecordForm:
        return _form(shell, "meeting", ids["meeting"])

    return {
        "menu-more": lambda shell: _drop(_openers(meeting(shell).parentWidget())[0]),
        "menu-sections": lambda shell: _sections(_form(shell, "deliverable", ids["deliverable"])),
        "menu-linked": lambda shell: _linked(_form(shell, "deliverable", ids["deliverable"])),
        "menu-readers": lambda shell: _readers(_form(shell, "incident", ids["incident"])),
        "menu-text": lambda shell: _right_click(_editor(meeting(shell), "title").control),
        "menu-languages": lambda shell: _top(shell, 0),
        "menu-colours": lambda shell: _top(shell, 1),
        "menu-order": lambda shell: shell.records_page(
            "lesson"
        ).listed.head.order_button.showMenu(),
        "menu-views": lambda shell: _head(shell).views_button.click(),
        "menu-drafts": _drafts,
        "menu-states": _states,
        "offers-list": lambda shell: _open_list(_form(shell, "deliverable", ids["deliverable"])),
        "offers-names": lambda shell: _offer_names(meeting(shell)),
        "offers-ages": lambda shell: _offer_ages(_form(shell, "incident", ids["incident"])),
        "offers-days": lambda shell: _offer_days(meeting(shell)),
        "tip": lambda shell: _tip(shell, meeting(shell)),
    }


def _head(shell: Shell) -> ListHead:
    return shell.records_page("lesson").listed.head


def _form(shell: Shell, kind: str, record: str) -> RecordForm:
    shell.open_record(kind, record)
    QApplication.processEvents()
    pane = shell.records_page(kind).pane
    assert pane is not None
    pane.form.show_section(0)
    QApplication.processEvents()
    return pane.form


def _editor(form: RecordForm, name: str) -> Editor:
    grid = next(grid for n in range(len(form.tabs.buttons)) if name in (grid := form.grid(n)).rows)
    return grid.rows[name].editor


def _openers(around: QWidget | None) -> list[QToolButton]:
    """Return the buttons that are seen and open a menu, in the order in which they were made."""
    assert around is not None
    found = around.findChildren(QToolButton)
    return [each for each in found if each.isVisible() and each.menu() is not None]


def _drop(opener: QToolButton) -> None:
    """Open a menu where a click does; the click itself would wait until the menu is gone."""
    menu, beside = opener.menu(), 0
    if opener.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        beside = opener.width() - menu.sizeHint().width()
    menu.popup(opener.mapToGlobal(QPoint(beside, opener.height())))


def _sections(form: RecordForm) -> None:
    if form.tabs.more.isVisible():
        form.tabs.more.showMenu()


def _linked(form: RecordForm) -> None:
    form.show_linked()
    QApplication.processEvents()
    assert form.linked is not None
    form.linked.ensureWidgetVisible(form.linked.add)
    form.linked.add.showMenu()


def _readers(form: RecordForm) -> None:
    form.show_confidential()
    QApplication.processEvents()
    _drop(_openers(form)[-1])


def _right_click(widget: QWidget) -> None:
    inside = widget.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, inside, widget.mapToGlobal(inside))
    QApplication.sendEvent(widget, event)


def _top(shell: Shell, number: int) -> None:
    shell.records_page("lesson")
    QApplication.processEvents()
    _drop(_openers(shell.topbar)[number])


def _drafts(shell: Shell) -> None:
    shell.show_page(MEETING)
    QApplication.processEvents()
    page = next(each for each in shell.findChildren(QuickPage) if each.isVisible())
    page.begin()
    QApplication.processEvents()
    page.drafts_button.showMenu()


def _states(shell: Shell) -> None:
    shell.show_page(PLANNING)
    QApplication.processEvents()
    page = next(each for each in shell.findChildren(PlanningPage) if each.isVisible())
    cards = page.lanes["risk"].cards
    wait_until(lambda: cards.model().rowCount() > 0)
    cards.setCurrentIndex(cards.model().index(0, 0))
    _press(cards, Qt.Key.Key_M)


def _press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def _open_list(form: RecordForm) -> None:
    editor = _editor(form, "sector")
    assert isinstance(editor, SelectEditor)
    editor.select.showPopup()


def _offer_names(form: RecordForm) -> None:
    editor = _editor(form, "place")
    assert isinstance(editor, ReferenceEditor)
    editor.line.setFocus()
    editor.line.selectAll()
    _press(editor.line, Qt.Key.Key_R, "r")


def _offer_ages(form: RecordForm) -> None:
    form.show_rows_of("victim")
    QApplication.processEvents()
    editor = form.child_rows("victim").lines[0].grid.rows["age_group"].editor
    assert isinstance(editor, AgeEditor)
    line = editor.select.line
    line.setFocus()
    line.selectAll()
    _press(line, Qt.Key.Key_unknown, editor.select.itemText(1)[0])


def _offer_days(form: RecordForm) -> None:
    editor = _editor(form, "held_on")
    assert isinstance(editor, DayEditor)
    editor.line.actions()[-1].trigger()


def _tip(shell: Shell, form: RecordForm) -> None:
    button = shell.topbar.go
    inside = button.rect().center()
    event = QHelpEvent(QEvent.Type.ToolTip, inside, button.mapToGlobal(inside))
    QApplication.sendEvent(button, event)
