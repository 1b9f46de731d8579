"""The heading of a form: what it is about, how its record stands, and the menu “More”."""

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.saving import Opened
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of
from fieldapp.ui.style_sheet import CONTROL_HEIGHT


class FormHeading(QWidget):
    """One line over a form."""

    def __init__(
        self, session: Session, opened: Opened, more: QToolButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        record = opened.record
        row = QHBoxLayout(self)
        row.setContentsMargins(*session.look.margins(20, 14, 10, 8))
        words = QVBoxLayout()
        words.setSpacing(0)
        kind = session.text(kind_named(opened.state.kind).label)
        new = session.text(N_("New: {what}")).format(what=kind)
        words.addWidget(label(session.names.of(record) if record else new, "title"))
        if record:
            about = dotted(kind, session.names.place(record), session.names.day(record))
            words.addWidget(label(about, "hint"))
        row.addLayout(words, 1)
        if record:
            state = state_of(record, session.look.language, has_draft=opened.recovered)
            if state.word:
                row.addWidget(Chip(session.look, state.word, state.tone, state.icon))
        # Else it asks for a little more than it needs, which a low form then lacks at its foot.
        more.setFixedHeight(CONTROL_HEIGHT)
        row.addWidget(more)
