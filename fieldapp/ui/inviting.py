"""Answering the request of a laptop that wants to be let in: heard by voice, as what, where."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import OtherFingerprint
from fieldapp.sync.members import qr
from fieldapp.sync.members.membership import INVITED, Asking, read_request
from fieldapp.sync.members.words import is_said
from fieldapp.sync.mission import invite, mission_of
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.guarded import Line, line_edit
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.files import write_whole
from fieldapp.ui.joining import code_picture, role_in_words
from fieldapp.ui.session import Session


class InviteWindow(DoingWindow):
    """Reads a request, asks for the words that were heard, and makes the invitation.

    Attributes:
        read_button, invite_button, save_button: One after the other.
        heard: The five words, as they were read aloud.
        role, areas: What they are to be.
        invitation: Once it was made.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        hint = N_("Their laptop has written a request: a file, or a code to photograph.")
        super().__init__(parent, session, N_("Invite somebody"), hint)
        self._request = b""
        self._asking: Asking | None = None
        self.invitation = b""
        self.read_button = self.add_button(N_("Read the request …"), "folder", self._on_read)
        self.invite_button = self.add_button(N_("Make the invitation"), "check", self._on_invite)
        self.save_button = self.add_button(N_("Save the invitation …"), "download", self._on_save)
        self.invite_button.hide()
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
            self._request = qr.document_in(content)
            self._asking = read_request(self._request)
        except UserError as error:
            self.complain(error)
            return
        self.complaint.hide()
        self.read_button.hide()
        self._ask()

    def _ask(self) -> None:
        assert self._asking is not None
        text, look = self._session.text, self._session.look
        self.fact(N_("Asks to be let in"), self._asking.name)
        # The words that are expected are not shown: whoever has to type them has to hear them.
        call = N_("Call them. Type the five words that they read to you from their laptop:")
        self.heard = self._field(call)
        options = [(role, role_in_words(role, look.language)) for role in INVITED]
        self.role = Segments(look, options)
        self.role.choose(["officer"])
        self.add_named(text(N_("Role")), self.role)
        self.areas = self._field(N_("Where they work"))
        codes = N_("P-codes, with spaces between. Leave it empty for the whole mission.")
        self.body.addWidget(label(text(codes), "small"))
        mission = mission_of(self._session.workspace)
        self._hub = mission.hub if mission else ""
        self.invite_button.show()
        self.invite_button.setDefault(True)
        self.heard.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _field(self, words: str) -> Line:
        named = self._session.text(words)
        line = line_edit(self._session.look)
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line.setAccessibleName(named)
        self.add_named(named, line)
        return line

    def _on_invite(self) -> None:
        assert self._asking is not None
        if not is_said(self.heard.text(), self._asking.sign):
            self.complain(OtherFingerprint())
            self.heard.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        role = "".join(str(each) for each in self.role.chosen)
        areas = [each for each in re.split(r"[\s,،;]+", self.areas.text()) if each]
        request, hub = self._request, self._hub

        def work(workspace: Workspace) -> bytes:
            return invite(workspace, request, role, hub, areas)

        self.start(work, self._on_made)

    def _on_made(self, invitation: bytes) -> None:
        self.invitation = invitation
        emptied(self.body)
        assert self._asking is not None
        text = self._session.text
        made = text(N_("The invitation of {name} is made")).format(name=isolated(self._asking.name))
        only = text(N_("Only their laptop can use it. Let them photograph it, or give a file."))
        self.say("ok", made, only)
        self.body.addWidget(
            code_picture(text(N_("The invitation as a code")), invitation, "invitation"),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        self.invite_button.hide()
        self.save_button.show()
        self.save_button.setDefault(True)
        self.save_button.setFocus()
        self.closing.setText(text(N_("Close")))
        self.fit()
        self.acted.emit()

    def _on_save(self) -> None:
        title = self._session.text(N_("Save the invitation"))
        ask_save(self, title, "invitation.json", "JSON (*.json);;QR (*.png)", self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the invitation into a file, or as a picture of its code."""
        try:
            write_whole(path, qr.as_file(path.name, self.invitation, "invitation"))
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.accept()
