"""What went out lately: which paper, when, who had it printed or saved, how many."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.papers.sorts import SORTS
from fieldapp.language import N_
from fieldapp.store.printed import WentOut, papers_out
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

MOST = 50
"""Shown; all of them are in ``fieldapp report log``."""


class WentOutCard(Card):
    """A list of two lines each, the newest first.

    Attributes:
        list: Which paper; below it when, who and how many.
    """

    def __init__(self, session: Session) -> None:
        text = session.text
        super().__init__(text(N_("Printed and saved")))
        self._session = session
        self._none = label(text(N_("No paper went out of this laptop yet.")), "hint")
        self.body.addWidget(self._none)
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(text(N_("Printed and saved")))
        self.body.addWidget(self.list, 1)
        self.body.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """Read what went out."""
        found = papers_out(self._session.workspace, newest=MOST)[:MOST]
        self._none.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.clear()
        for each in found:
            which, about = self._told(each)
            line = _line(self._session.look, _icon(each), which, about)
            item = QListWidgetItem()
            item.setSizeHint(line.sizeHint())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{which}. {about}")
            self.list.addItem(item)
            self.list.setItemWidget(item, line)

    def _told(self, went: WentOut) -> tuple[str, str]:
        session = self._session
        language = session.look.language
        at = datetime.fromisoformat(went.at)
        when = f"{language.short_day(at.date())} {at:%H:%M}"
        sort = SORTS.get(went.paper)
        which = dotted(session.text(sort.label if sort else N_("Paper")), went.code)
        many = language.plural("{n} printed copy", "{n} printed copies", went.copies)
        if _is_draft(went):
            many = session.text(N_("As a draft"))
        elif went.to_file:
            many = session.text(N_("Saved as a file"))
        return which, dotted(isolated(when), went.who, many)


def _is_draft(went: WentOut) -> bool:
    return went.entry.details.get("step") == "draft"


def _icon(went: WentOut) -> str:
    return "pencil" if _is_draft(went) else "download" if went.to_file else "printer"


def _line(look: Look, icon: str, which: str, about: str) -> QWidget:
    line = QWidget()
    set_role(line, "clear")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 4, 6, 4)
    row.setSpacing(12)
    row.addWidget(picture(look, icon, "accent"))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(which, "strong", wrap=False))
    column.addWidget(label(about, "small", wrap=False))
    row.addLayout(column, 1)
    return line
