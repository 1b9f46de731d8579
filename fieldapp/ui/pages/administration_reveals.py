"""Part “Identities” of the page “Administration”: what is shown now, and approving for others."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.domain.kinds import KINDS
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import members
from fieldapp.sync.reveal import revealing
from fieldapp.sync.reveal.approving import approve, look_at
from fieldapp.sync.reveal.papers import Approval
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.files import write_whole
from fieldapp.ui.session import Session


class RevealsPart(QWidget):
    """What is revealed on this laptop, with a way to hide it; requests of others.

    Attributes:
        hide_button, approve_button: As they say.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.refresh()

    def refresh(self) -> None:
        """Show what is revealed now."""
        emptied(self._column)
        self._column.addWidget(self._approving())
        self._column.addWidget(self._open_now())
        self._column.addStretch(1)

    def _approving(self) -> Card:
        text = self._session.text
        card = Card(text(N_("Somebody asks to see who it is about")))
        hint = N_(
            "Approve only what you were told of by whoever asks. "
            "It is noted, and the protection cell is told of it."
        )
        card.body.addWidget(label(text(hint), "hint"))
        self.approve_button = button(
            text(N_("Look at a request …")), self._session.look.icon("fingerprint")
        )
        self.approve_button.clicked.connect(self._on_approve)
        row = QWidget()
        Flow(row, gap=10).addWidget(self.approve_button)
        card.body.addWidget(row)
        return card

    def _open_now(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("Shown on this laptop now")))
        found = revealing.open_now(session.workspace)
        if not found:
            nothing = N_("Nothing. Whatever can point to a person is masked.")
            card.body.addWidget(label(text(nothing), "hint"))
            return card
        self.hide_button = button(text(N_("Hide all of it")), session.look.icon("eye-off"))
        self.hide_button.clicked.connect(self._on_hide)
        card.header.addWidget(self.hide_button)
        for each in found:
            kind = KINDS.get(each.kind)
            what = text(kind.label) if kind else each.kind
            until = f"{datetime.fromisoformat(each.until).astimezone():%H:%M}"
            shown = text(N_("Shown until {until}.")).format(until=isolated(until))
            card.body.addWidget(label(dotted(what, _reason(session, each.reason), shown)))
        return card

    def _on_hide(self) -> None:
        for opening in revealing.open_now(self._session.workspace):
            revealing.hide(self._session.workspace, opening)
        self.refresh()

    def _on_approve(self) -> None:
        ApproveWindow(self, self._session).open()


class ApproveWindow(DoingWindow):
    """Says what is asked, and by whom; approves when the person agrees.

    Attributes:
        read_button, approve_button, save_button: One after the other.
        second: Who has to let it through as well, where it takes two.
        approval: The file, once it was made.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        hint = N_("The request is a file. It holds no answer of the record.")
        super().__init__(parent, session, N_("Approve a request"), hint)
        self._content = b""
        self.approval = ""
        self.second: Select | None = None
        self.read_button = self.add_button(N_("Read the request …"), "folder", self._on_read)
        self.approve_button = self.add_button(N_("Approve"), "check", self._on_approve)
        self.save_button = self.add_button(N_("Save the approval …"), "download", self._on_save)
        self.approve_button.hide()
        self.save_button.hide()
        self.read_button.setDefault(True)
        self.read_button.setFocus()

    def _on_read(self) -> None:
        self.ask_document(N_("Read the request"), self.read_from)

    def read_from(self, path: Path) -> None:
        """Take a request, or an approval that is to be let through, and say what it is."""
        content = self.read(path)
        if content is None:
            return
        workspace = self._session.workspace
        try:
            looked = look_at(workspace, content)
        except UserError as error:
            self.complain(error)
            return
        self._content = content
        self.complaint.hide()
        session, language = self._session, self._session.look.language
        kind = KINDS.get(looked.ask.kind)
        self.fact(N_("Asked by"), looked.asker.name)
        what = session.text(kind.label) if kind else looked.ask.kind
        self.fact(N_("Record"), f"{what} {looked.ask.record}")
        self.fact(N_("Why"), _reason(session, looked.ask.reason))
        minutes = language.plural("{n} minute", "{n} minutes", looked.ask.minutes)
        self.fact(N_("For how long"), minutes)
        if looked.ask.glass:
            without = N_("The laptop that asks does not hold the key of this record.")
            self.say("warn", session.text(without))
        if looked.needs_second:
            others = [
                (each.device, each.name)
                for each in members(workspace)
                if not each.left and each.device not in (workspace.device, looked.asker.device)
            ]
            words = session.text(N_("Who has to let it through as well"))
            self.second = Select(session.look, others, session.text(N_("Choose somebody")))
            self.second.setAccessibleName(words)
            self.add_named(words, self.second)
        self.read_button.hide()
        self.approve_button.show()
        self.approve_button.setDefault(True)
        self.approve_button.setFocus()
        self.fit()

    def _on_approve(self) -> None:
        content = self._content
        second = str(self.second.value or "") if self.second else ""

        def work(workspace: Workspace) -> Approval:
            return approve(workspace, content, second)

        self.start(work, self._on_approved)

    def _on_approved(self, made: Approval) -> None:
        self.approval = made.text
        self.approve_button.hide()
        self.save_button.show()
        self.save_button.setDefault(True)
        self.save_button.setFocus()
        self.closing.setText(self._session.text(N_("Close")))
        self.acted.emit()

    def _on_save(self) -> None:
        title = self._session.text(N_("Save the approval"))
        ask_save(self, title, "approval.json", "JSON (*.json)", self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the approval into a file, for whoever asked."""
        try:
            write_whole(path, self.approval.encode())
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.accept()


def _reason(session: Session, code: str) -> str:
    return code_list("reveal_reason").label(code, session.look.language)
