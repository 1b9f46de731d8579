"""The record that papers are asked for: its name, and the ways back to it and to all papers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.store import drafts
from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.session import Session


class AboutRecord(QFrame):
    """A record in two lines.

    Attributes:
        back_button, all_button: The ways on.

    Signals:
        back_wanted: Back to the record; carries its kind and id.
        all_wanted: Papers that are about no record.
    """

    back_wanted = Signal(str, str)
    all_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown = ("", "")
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        self._name = label("", "strong")
        self._what = label("", "hint")
        unsaved = N_("What is not saved yet is not on the paper.")
        self._unsaved = label(text(unsaved), "hint")
        for each in (self._name, self._what, self._unsaved):
            column.addWidget(each)
        row = QWidget()
        ways = Flow(row, gap=6)
        self.back_button = button(text(N_("Back to it")), look.icon("arrow-left"))
        self.back_button.setToolTip(text(N_("Back to the record")))
        self.all_button = button(text(N_("All papers")))
        self.back_button.clicked.connect(self._on_back)
        self.all_button.clicked.connect(self.all_wanted)
        ways.addWidget(self.back_button)
        ways.addWidget(self.all_button)
        column.addSpacing(4)
        column.addWidget(row)

    def show_record(self, record: Disclosed) -> None:
        """Show another record."""
        names, workspace = self._session.names, self._session.workspace
        self._shown = (record.kind, record.id)
        self._name.setText(names.of(record))
        kind = self._session.text(kind_named(record.kind).label)
        self._what.setText(dotted(kind, names.place(record), names.day(record)))
        waiting = any(each.id == record.id for each in drafts.all_drafts(workspace))
        self._unsaved.setVisible(waiting)

    def _on_back(self) -> None:
        self.back_wanted.emit(*self._shown)
