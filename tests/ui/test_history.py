"""Who changed what: told as far as the reader may know, and put back on a wish."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import kind_named
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.forms.history_page import HistoryPage
from fieldapp.ui.history import Act, history_of, stood_before
from fieldapp.ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def work(workspace: Workspace) -> str:
    record = records.save(workspace, Change("deliverable", {"title": "Well", "budget": 100}))
    records.save(workspace, Change("deliverable", {"budget": 120}, record))
    return record


def test_each_save_tells_what_was_said_and_what_stood_before(
    session: Session, workspace: Workspace
) -> None:
    newest, oldest = history_of(session, [work(workspace)])

    assert (newest.act, oldest.act) == (Act.CHANGED, Act.BEGUN)
    assert [(t.field, t.value, t.before, t.stands) for t in newest.answers] == [
        ("budget", 120, (100,), True)
    ]
    assert {t.field: t.stands for t in oldest.answers} == {"title": True, "budget": False}
    assert newest.author == "Amina"


def test_the_answers_of_a_save_stand_in_the_order_of_the_form(
    session: Session, workspace: Workspace
) -> None:
    values = {"status": "planned", "budget": 100, "title": "Well"}
    (begun,) = history_of(session, [records.save(workspace, Change("deliverable", values))])

    form = [field.name for field in kind_named("deliverable").fields if field.name in values]
    assert [told.field for told in begun.answers] == form == ["title", "status", "budget"]


def test_of_a_clash_both_answers_are_told_and_who_settled_it(
    session: Session, workspace: Workspace
) -> None:
    record = work(workspace)
    seen = records.load(workspace, "deliverable", record).heads
    for title in ("East well", "West well"):
        records.save(workspace, Change("deliverable", {"title": title}, record, base=seen))
    shown = session.disclosed(records.load(workspace, "deliverable", record))
    assert stood_before(session, shown, "title") == "Well"

    records.settle_field(workspace, "deliverable", record, "title", "Two wells")
    records.delete(workspace, "deliverable", record, "Entered twice")
    gone, settled, *_ = history_of(session, [record])

    assert (gone.act, gone.reason) == (Act.TAKEN_OUT, "Entered twice")
    assert settled.act is Act.SETTLED
    assert sorted(str(each) for each in settled.answers[0].before) == ["East well", "West well"]


def test_what_was_said_in_confidence_stays_closed_and_masked_in_the_past(
    session: Session, uncleared: Session, workspace: Workspace
) -> None:
    record = records.save(
        workspace,
        Change("feedback", {"received_on": "2026-11-01", "level": 6, "summary": "CANARY 1"}),
    )
    records.save(workspace, Change("feedback", {"summary": "CANARY 2"}, record))
    records.save(workspace, Change("feedback", {"level": 2, "summary": "Clean"}, record))

    told = history_of(session, [record])
    for_others = history_of(uncleared, [record])
    revealed = replace(session, reader=session.reader.without_mask())

    assert "CANARY" not in repr(told)
    assert any(each.is_masked for save in told for each in save.answers)
    assert "CANARY" not in repr(for_others)
    assert sum(save.withheld for save in for_others) >= 2
    assert "CANARY 1" in repr(history_of(revealed, [record]))
    assert any(save.in_confidence for save in told)


def test_the_page_names_people_and_puts_an_answer_back(
    qtbot: QtBot, session: Session, workspace: Workspace
) -> None:
    record = work(workspace)
    page = HistoryPage(session, "deliverable", (record,))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.shown):
        page.show()

    words = "\n".join(each.text() for each in page.findChildren(QLabel))
    assert "Amina" in words
    assert "On this laptop" in words
    assert "Before:" in words
    (back,) = page.back_buttons
    with qtbot.waitSignal(page.put_back) as asked:
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert asked.args == [record, "budget", 100]
