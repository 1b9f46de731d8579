"""Every kind of record in the window: reached, opened, filled in, saved and found again as it was.

Real workspace, real widgets. The answers come from the declarations, so that a new kind or field
is tried at once.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.domain.checks import Shares
from fieldapp.domain.fieldtypes import (
    Age,
    Choice,
    Choices,
    Currency,
    Day,
    FieldType,
    Link,
    PlaceRef,
    Text,
    Value,
    YesNo,
)
from fieldapp.domain.kinds import KINDS, SUBJECTS, Subject, kind_named
from fieldapp.domain.rules import applies
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import own_fields
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.forms.sections import sections_of
from fieldapp.ui.pages.all_records import AllRecordsPage
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import ALL, BEGINS_QUICKLY, DAILY, QUICK
from fieldapp.ui.shell import Shell
from tests.ui.conftest import comes

# Menus and names offered while typing: the offscreen platform raises no windows.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]
LEFT = Qt.MouseButton.LeftButton
ALONE = [name for name, kind in KINDS.items() if kind.stands_alone]
OTHER = "018f6f7a-0000-7000-8000-000000000001"


def answer(type: FieldType) -> Value:
    """Return one answer of a type; the same days and numbers everywhere break no order."""
    match type:
        case Text():
            return "One\ntwo" if type.lines > 1 else "Well & <b>roof</b>"
        case Day():
            return "2026-11-02"
        case YesNo():
            return True
        case Choice():
            return type.codes.offered[0]
        case Choices():
            return type.codes.offered[:2]
        case Age():
            return "18-49"
        case Currency():
            return "XOF"
        case PlaceRef():
            return "XX0101"
        case Link():
            return OTHER
    return 3


def answers(kind: RecordKind, names: list[str]) -> dict[str, Value]:
    """Return answers to as many of these questions as can apply together."""
    # Outside a mission there is no member whom a record could be kept from.
    names = [name for name in names if name != kind.kept_from]
    given = {name: answer(kind.field(name).type) for name in names}
    if kind.name == "agreement":
        given["fields"] = "meeting.title"  # names of answers, not words
    for name in names:
        when = kind.field(name).when
        if when is not None and when.codes and when.field in names:
            several = isinstance(kind.field(when.field).type, Choices)
            given[when.field] = when.codes[:1] if several else when.codes[0]
    for check in kind.checks:
        if isinstance(check, Shares):
            given |= dict.fromkeys(check.parts, 30) | {check.parts[-1]: 40}
    return {name: value for name, value in given.items() if applies(kind, name, given)}


def type_in(grid: FieldGrid, given: dict[str, Value]) -> None:
    for name, row in grid.rows.items():
        if name in given:
            row.editor.show_answer(given[name])
            row.editor.edited.emit()


def shown(form: RecordForm, kind: RecordKind) -> dict[str, Value]:
    """Return what stands in all questions of a record that can be seen."""
    found: dict[str, Value] = {}
    for number, section in enumerate(sections_of(kind)):
        if section.rows is None:
            form.show_section(number)
            rows = form.grid(number).rows
            assert set(rows) == {field.name for field in section.fields}
            found |= {
                name: kind.field(name).type.accept(row.editor.answer())
                for name, row in rows.items()
                if not row.isHidden() and row.reveal_button.isHidden() and name != kind.kept_from
            }
    return found


def asked(kind: RecordKind) -> list[str]:
    """Return the questions that anything can be answered to: a complaint is kept from a member of
    the mission, and here there is none."""
    return [field.name for field in kind.fields if field.name != kind.kept_from]


def unmasked(kind: RecordKind, given: Values) -> Values:
    """Return the answers that nobody has to reveal first."""
    return {n: v for n, v in given.items() if n not in kind.masked(given)}


def shell_of(desktop: Desktop) -> Shell:
    assert desktop.shell is not None
    return desktop.shell


def pane_of(shell: Shell, kind: str) -> FormPane:
    pane = shell.records_page(kind).pane
    assert pane is not None
    return pane


def all_records(shell: Shell) -> AllRecordsPage:
    shell.show_page(ALL)
    return shell.findChildren(AllRecordsPage)[-1]


def test_every_kind_is_listed_or_is_a_row_of_one_that_is(open_desktop: OpenDesktop) -> None:
    listed = set(all_records(shell_of(open_desktop())).lines)

    assert listed == set(ALONE)
    for name in set(KINDS) - listed:
        assert KINDS[name].parent_kind in listed, name
    assert sum(len(subject.kinds) for subject in SUBJECTS) == len(KINDS)
    assert listed >= DAILY


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_kind_is_begun_filled_in_saved_and_found_again(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, subject: Subject
) -> None:
    kinds = [kind for kind in subject.kinds if kind.begins_in_a_form]
    desktop = open_desktop()
    shell = shell_of(desktop)
    for kind in kinds:
        qtbot.mouseClick(all_records(shell).new_buttons[kind.name], LEFT)
        if kind.name in BEGINS_QUICKLY:  # on one screen first; from there to all questions
            comes(qtbot, shell, QUICK[kind.name])
            quick = next(each for each in shell.findChildren(QuickPage) if each.isVisible())
            qtbot.mouseClick(quick.all_button, LEFT)
        comes(qtbot, shell, kind.name)
        pane = pane_of(shell, kind.name)
        given = answers(kind, asked(kind))
        for number, section in enumerate(sections_of(kind)):
            if section.rows is None:
                pane.form.show_section(number)
                type_in(pane.form.grid(number), given)
        qtbot.mouseClick(pane.save_button, LEFT)
        saved = records.query(workspace, Wanted(kind.name))
        assert [dict(each.values) for each in saved] == [given], kind.name

    desktop.lock()
    again = shell_of(open_desktop())
    for kind in kinds:
        qtbot.mouseClick(all_records(again).lines[kind.name], LEFT)
        comes(qtbot, again, kind.name)
        page = again.records_page(kind.name)
        page.list.setCurrentIndex(page.list.model().index(0, 0))
        given = answers(kind, asked(kind))
        seen = shown(pane_of(again, kind.name).form, kind)
        seen.pop(kind.kept_from, None)
        assert seen == unmasked(kind, given), kind.name


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_row_is_added_in_the_form_of_its_record_and_opened_there(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, subject: Subject
) -> None:
    shell = shell_of(open_desktop())
    for kind in subject.kinds:
        if not kind.parent:
            continue
        parent_kind = kind_named(kind.parent_kind)
        required = [field.name for field in parent_kind.fields if field.required]
        parent = records.save(
            workspace,
            Change(parent_kind.name, {**answers(parent_kind, required), "place": "XX0101"}),
        )
        shell.open_record(parent_kind.name, parent)
        pane = pane_of(shell, parent_kind.name)
        pane.form.show_rows_of(kind.name)
        rows = pane.form.child_rows(kind.name)
        qtbot.mouseClick(rows.add_button, LEFT)
        names = [field.name for field in own_fields(kind)]
        given = answers(kind, names)
        assert set(rows.lines[0].grid.rows) == set(names)
        type_in(rows.lines[0].grid, given)

        qtbot.mouseClick(pane.save_button, LEFT)

        saved = records.query(workspace, Wanted(kind.name, parents=(parent,)))
        known = {kind.parent: parent, "place": "XX0101"}
        assert [dict(each.values) for each in saved] == [{**known, **given}], kind.name
        shell.show_page("today")
        shell.open_record(kind.name, saved[0].id)
        assert shell.page == parent_kind.name
        line = pane_of(shell, parent_kind.name).form.child_rows(kind.name).lines[0]
        assert line.id == saved[0].id
        assert line.isAncestorOf(line.window().focusWidget())
        told = {
            name: kind.field(name).type.accept(row.editor.answer())
            for name, row in line.grid.rows.items()
            if not row.isHidden() and row.reveal_button.isHidden()
        }
        assert told == unmasked(kind, given), kind.name


@pytest.mark.parametrize("missing", ["never came", "was taken out", "is not named"])
def test_a_row_without_its_record_opens_on_a_page_of_its_own(
    workspace: Workspace, open_desktop: OpenDesktop, missing: str
) -> None:
    shell = shell_of(open_desktop())
    for kind in (kind for kind in KINDS.values() if kind.parent):
        given = answers(kind, [field.name for field in kind.fields])
        if missing == "is not named":
            del given[kind.parent]
        if missing == "was taken out":
            parent = records.save(workspace, Change(kind.parent_kind, {"place": "XX0101"}))
            records.delete(workspace, kind.parent_kind, parent, "twice")
            given[kind.parent] = parent
        row = records.save(workspace, Change(kind.name, given))

        shell.open_record(kind.name, row)

        assert shell.page == kind.name
        seen = shown(pane_of(shell, kind.name).form, kind)
        left = {n: v for n, v in seen.items() if v is not None}
        assert left == unmasked(kind, given), kind.name


def test_a_row_that_needs_its_record_is_not_begun_alone(
    workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    row = records.save(workspace, Change("milestone", {"title": "Pump set"}))
    shell = shell_of(open_desktop())

    shell.open_record("milestone", row)
    pane_of(shell, "milestone").save()

    summary = pane_of(shell, "milestone").form.summary
    assert summary is not None
    assert [link.accessibleName() for link in summary.links] == [
        "Deliverable: This answer is needed."
    ]
    assert "Meeting" in shell.topbar.new.accessibleName()


def test_whoever_may_not_read_finds_nothing_of_a_row_on_its_page(
    qtbot: QtBot, workspace: Workspace, uncleared: object, open_desktop: OpenDesktop
) -> None:
    row = records.save(workspace, Change("incident_source", {"reference": "CANARY"}))
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.session = replace(shell.session, reader=uncleared.reader)  # type: ignore[attr-defined]

    shell.open_record("incident_source", row)

    form = pane_of(shell, "incident_source").form
    assert set(shown(form, kind_named("incident_source")).values()) == {None}
