"""Part “Recovery” of the page “Administration”: the three custodians, two of whom help together."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync import recovery as custody
from fieldapp.sync.errors import OtherFingerprint
from fieldapp.sync.members import qr
from fieldapp.sync.members.asking import ANSWER
from fieldapp.sync.members.custodians import CUSTODIANS
from fieldapp.sync.members.membership import Member
from fieldapp.sync.members.words import is_said
from fieldapp.sync.mission import members
from fieldapp.ui import messages
from fieldapp.ui.administering import tell_who, told_who, who_may
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.files import write_whole
from fieldapp.ui.session import Session


class RecoveryPart(QWidget):
    """Who the custodians are and whether they can help here; naming them; helping somebody.

    Attributes:
        name_button, help_button: As they say.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.refresh()

    def refresh(self) -> None:
        """Show the custodians as they are known now."""
        emptied(self._column)
        self._column.addWidget(self._named())
        self._column.addWidget(self._help())
        self._column.addStretch(1)

    def _named(self) -> Card:
        session, text, look = self._session, self._session.text, self._session.look
        state = custody.custody_state(session.workspace)
        card = Card(text(N_("Custodians")))
        self.name_button = button(text(N_("Name custodians …")), look.icon("users"))
        self.name_button.clicked.connect(self._on_name)
        card.header.addWidget(self.name_button)
        hint = N_(
            "Two of three custodians together can open any laptop of the mission whose officer "
            "lost passphrase and sheet. One alone opens nothing."
        )
        card.body.addWidget(label(text(hint), "hint"))
        if not state.named:
            none = text(N_("The mission has named no custodians."))
            about = text(N_("Whoever loses passphrase and sheet then loses what was not sent."))
            card.body.addWidget(Banner(look, "warn", none, about))
        for member in state.named:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(label(member.name, "strong"), 1)
            row.addWidget(self._readiness(member, member.device in state.ready))
            card.body.addLayout(row)
        if state.drill_on is not None:
            tried = text(N_("Last tried: {day}"))
            day = look.language.short_day(state.drill_on)
            card.body.addWidget(label(tried.format(day=day), "small"))
        who = who_may(session)
        if not who.founder_here:
            only = text(N_("Only the founder names custodians."))
            whom = told_who(session, who, founder_only=True)
            card.body.addWidget(label(f"{only} {whom}", "small"))
        return card

    def _readiness(self, member: Member, ready: bool) -> Chip:
        text, look = self._session.text, self._session.look
        if member.left:
            return Chip(look, text(N_("Has left the mission")), "bad")
        if ready:
            return Chip(look, text(N_("Can help this laptop")), "ok")
        return Chip(look, text(N_("Can help after the next sync")), "warn")

    def _help(self) -> Card:
        text = self._session.text
        card = Card(text(N_("Help an officer who is locked out")))
        hint = N_(
            "As a custodian: their laptop has written a request. "
            "Answer only whom you know by voice."
        )
        card.body.addWidget(label(text(hint), "hint"))
        self.help_button = button(
            text(N_("Answer a request …")), self._session.look.icon("lock-open")
        )
        self.help_button.clicked.connect(self._on_help)
        card.body.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _on_name(self) -> None:
        who = who_may(self._session)
        if not who.founder_here:
            tell_who(self, self._session, who, founder_only=True)
            return
        window = CustodiansWindow(self, self._session)
        window.acted.connect(self.refresh)
        window.open()

    def _on_help(self) -> None:
        HelpOutWindow(self, self._session).open()


class CustodiansWindow(DoingWindow):
    """Three laptops, or nobody.

    Attributes:
        choices: One list for each custodian.
        name_button: Names them.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        hint = N_("Choose people who do not travel together. Leave all three empty for nobody.")
        super().__init__(parent, session, N_("Name custodians"), hint)
        text, look = session.text, session.look
        standing = [(m.device, m.name) for m in members(session.workspace) if not m.left]
        named = custody.custody_state(session.workspace).named
        self.choices: list[Select] = []
        for number in range(CUSTODIANS):
            words = text(N_("Custodian {number}")).format(number=isolated(str(number + 1)))
            choice = Select(look, standing, text(N_("Nobody")))
            choice.setAccessibleName(words)
            if number < len(named):
                choice.choose(named[number].device)
            self.add_named(words, choice)
            self.choices.append(choice)
        self.name_button = self.add_button(N_("Name them"), "check", self._on_named)

    def _on_named(self) -> None:
        devices = [str(choice.value) for choice in self.choices if choice.value]

        def work(workspace: Workspace) -> object:
            return custody.name_custodians(workspace, devices)

        self.start(work, self._on_done)

    def _on_done(self, _named: object) -> None:
        self.acted.emit()
        self.accept()


class HelpOutWindow(DoingWindow):
    """Reads a request of a locked laptop, asks for the words that were heard, and answers.

    Attributes:
        read_button, answer_button, save_button: One after the other.
        heard: The five words.
        answer: Once it was made.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        hint = N_("Whoever has stolen a laptop can send such a request too. Call the officer.")
        super().__init__(parent, session, N_("Help an officer who is locked out"), hint)
        self._content = b""
        self._sign = b""
        self.answer = b""
        self.read_button = self.add_button(N_("Read the request …"), "folder", self._on_read)
        self.answer_button = self.add_button(N_("Answer"), "check", self._on_answer)
        self.save_button = self.add_button(N_("Save the answer …"), "download", self._on_save)
        self.answer_button.hide()
        self.save_button.hide()
        self.read_button.setDefault(True)
        self.read_button.setFocus()

    def _on_read(self) -> None:
        self.ask_document(N_("Read the request"), self.read_from)

    def read_from(self, path: Path) -> None:
        """Take the request in a file or picture."""
        content = self.read(path)
        if content is None:
            return
        try:
            self._content = qr.document_in(content)
            asking, member = custody.who_asks(self._session.workspace, self._content)
        except UserError as error:
            self.complain(error)
            return
        self.complaint.hide()
        self._sign = asking.sign
        self.fact(N_("Claims to be the laptop of"), f"{member.name} · {member.device}")
        words = self._session.text(N_("Type the five words that they read to you:"))
        self.heard = line_edit(self._session.look)
        self.heard.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.heard.setAccessibleName(words)
        self.add_named(words, self.heard)
        self.read_button.hide()
        self.answer_button.show()
        self.answer_button.setDefault(True)
        self.heard.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _on_answer(self) -> None:
        if not is_said(self.heard.text(), self._sign):
            self.complain(OtherFingerprint())
            return
        content = self._content
        self.start(lambda workspace: custody.answer(workspace, content), self._on_answered)

    def _on_answered(self, made: custody.Answered) -> None:
        self.answer = made.document
        self.answer_button.hide()
        self.save_button.show()
        self.save_button.setDefault(True)
        self.save_button.setFocus()
        self.acted.emit()

    def _on_save(self) -> None:
        title = self._session.text(N_("Save the answer"))
        ask_save(self, title, "answer.json", "JSON (*.json);;QR (*.png)", self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the answer into a file, or as a picture of its code."""
        try:
            write_whole(path, qr.as_file(path.name, self.answer, ANSWER))
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.accept()
