"""What a capture shows once it is saved: that it is, what comes next, and the way back.

It stays until the officer goes on, so that taking it back is no race against a clock.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.text import label, picture
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

TO_PAPER = ("meeting", "deliverable")
"""Kinds that come to stand on the paper of a joint review."""


class Done(QFrame):
    """The screen after saving.

    Attributes:
        another_button, open_button, undo_button: The next steps; `undo_button` is None where not
            all that was saved can be read here, so that it cannot be taken out.

    Signals:
        another_wanted: The next one is to be written.
        open_wanted: The record is to be seen whole.
        page_wanted: Another page is wanted; carries its name.
    """

    another_wanted = Signal()
    open_wanted = Signal()
    page_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        kind: str,
        told: str,
        after: QWidget | None,
        take_back: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        set_role(self, "pane")
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(picture(look, "circle-check", "ok", 44), 0, centre)
        title = label(text(N_("Saved on this laptop")), "title", wrap=False)
        column.addWidget(title, 0, centre)
        if told:
            line = label(told, "hint")
            line.setAlignment(centre)
            column.addWidget(line)
        if after is not None:
            column.addSpacing(6)
            column.addWidget(after, 0, centre)
        column.addSpacing(10)
        self._steps = QWidget()
        steps = Flow(self._steps, 10, centred=True)
        self.another_button = button(
            text(N_("Record another one")), look.icon("plus", "accent_ink"), "primary"
        )
        self.another_button.clicked.connect(self.another_wanted)
        what = text(kind_named(kind).label)
        self.open_button = button(
            text(N_("Open: {what}")).format(what=what), look.icon("list-checks")
        )
        self.open_button.clicked.connect(self.open_wanted)
        steps.addWidget(self.another_button)
        steps.addWidget(self.open_button)
        if kind in TO_PAPER:
            paper = button(text(N_("Make the paper")), look.icon("printer"))
            paper.clicked.connect(lambda: self.page_wanted.emit("paper"))
            steps.addWidget(paper)
        self.undo_button = None
        if take_back is not None:
            self.undo_button = button(text(N_("Undo this save")), look.icon("undo-2"))
            self.undo_button.setToolTip("Ctrl+Z")
            self.undo_button.clicked.connect(take_back)
            steps.addWidget(self.undo_button)
            keys = QShortcut(QKeySequence.StandardKey.Undo, self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(take_back)
        column.addWidget(self._steps)
        column.addStretch(2)
