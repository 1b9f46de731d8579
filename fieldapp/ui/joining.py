"""Being let into a mission: the request to hand over, and the invitation that comes back.

Documents and keys are in `sync.mission`; here they are shown, saved and read.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.errors import UserError
from fieldapp.language import N_, Language
from fieldapp.sync.members import qr
from fieldapp.sync.members.invitation import Invitation, read_invitation
from fieldapp.sync.members.membership import read_statement
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import STANDING, asked_on, join
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.files import write_whole
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session

_CODE_PIXELS, _LOW_PIXELS = 232, 136
"""Logical pixels of a code; on a screen where everything is twice as large it must still be seen
whole between the heading and the buttons, and has more dots there all the same."""

_LOW_SCREEN = 500
"""Logical pixels."""


class RequestPart(QWidget):
    """The five words to read aloud, the request as a code to photograph, and the way to a file.

    Attributes:
        save_button: Asks where to.

    Signals:
        saved: The request is in a file.
    """

    saved = Signal()

    def __init__(self, look: Look, request: bytes, words: str) -> None:
        super().__init__()
        self._look = look
        self._request = request
        text = look.language.translate
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        code = code_picture(text(N_("The request as a code")), request, "request")
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        photograph = N_(
            "1. Let the administrator photograph this code, or save the request and bring it."
        )
        column.addWidget(label(text(photograph)))
        self.save_button = button(text(N_("Save the request …")), look.icon("download"))
        self.save_button.clicked.connect(self._on_save)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(6)
        aloud = N_("2. Read these words to the administrator, so that nobody slips in another:")
        column.addWidget(label(text(aloud)))
        shown = label(isolated(words), "heading")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        shown.setAccessibleName(words)
        column.addWidget(shown)
        column.addSpacing(6)
        back = N_("3. You get an invitation back, as a file or a code. It may take days.")
        column.addWidget(label(text(back)))
        column.addStretch(1)
        row.addLayout(column, 1)

    def _on_save(self) -> None:
        title = self._look.language.translate(N_("Save the request"))
        ask_save(self, title, "request.json", "JSON (*.json);;QR (*.png)", self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the request into a file, or as a picture of its code."""
        try:
            write_whole(path, qr.as_file(path.name, self._request, "request"))
        except UserError as error:
            messages.tell(self, self._look, error)
            return
        said = self._look.language.translate(N_("Saved as {file}"))
        Toast(self.window(), self._look, said.format(file=isolated(path.name)))
        self.saved.emit()


class InvitationWindow(DoingWindow):
    """Takes an invitation, says what it is to, and joins when the person agrees.

    Attributes:
        read_button: Asks for the file or picture.
        join_button: There once an invitation was read.

    Signals:
        joined: The workspace is in the mission now.
    """

    joined = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        hint = N_("The invitation is a file, or a photograph of its code.")
        super().__init__(parent, session, N_("Join with an invitation"), hint)
        self._content = b""
        day = asked_on(session.workspace)
        if day is not None:
            asked = N_("You asked on {day} to be let into a mission. Is the answer here?")
            shown = session.text(asked).format(day=session.look.language.short_day(day))
            self.body.addWidget(label(shown))
        self._told = QVBoxLayout()
        self.body.addLayout(self._told)
        self.closing.setText(session.text(N_("Not yet")))
        self.read_button = self.add_button(N_("Read the invitation …"), "folder", self._on_read)
        self.join_button = self.add_button(N_("Join this mission"), "handshake", self._on_join)
        self.join_button.hide()
        self.read_button.setDefault(True)
        self.read_button.setFocus()

    def _on_read(self) -> None:
        self.ask_document(N_("Read the invitation"), self.read_from)

    def read_from(self, path: Path) -> None:
        """Read an invitation and say what it is to; nothing is changed yet."""
        look = self._session.look
        emptied(self._told)
        self.complaint.hide()
        content = self.read(path)
        if content is None:
            return
        try:
            self._content = qr.document_in(content)
            found = read_invitation(self._content)
        except UserError as error:
            self.complain(error)
            return
        for caption, said in facts_of(found, look.language):
            self._told.addWidget(_line(caption, said))
        compare = N_("Compare these words with those that the founder of the mission reads to you.")
        self._told.addSpacing(6)
        self._told.addWidget(Banner(look, "info", look.language.translate(compare)))
        self.read_button.hide()
        self.join_button.show()
        self.join_button.setDefault(True)
        self.join_button.setFocus()
        self.fit()

    def _on_join(self) -> None:
        content = self._content
        self.start(lambda workspace: join(workspace, content), self._on_joined)

    def _on_joined(self, _mission: object) -> None:
        self.accept()
        self.joined.emit()

    def complain(self, error: Exception) -> None:
        """Say in place what went wrong; another file can be read."""
        super().complain(error)
        self.read_button.show()
        self.join_button.hide()


def facts_of(found: Invitation, language: Language) -> list[tuple[str, str]]:
    """Return what somebody has to know of an invitation before they join, captioned."""
    text = language.translate
    areas = text(N_(", ")).join(found.member.areas)
    return [
        (text(N_("Mission")), found.card.name),
        (text(N_("Your name there")), found.member.name),
        (text(N_("Your role")), role_in_words(found.member.role, language)),
        (text(N_("Where you work")), areas or text(N_("The whole mission"))),
        (text(N_("Signed by")), _signer(found) or text(N_("The founder of the mission"))),
        (text(N_("Hub")), found.hub or text(N_("Not known yet"))),
        (text(N_("The words of the mission")), in_words(found.card.owner)),
    ]


def role_in_words(role: str, language: Language) -> str:
    """Return what people call a role that a membership gives; the word itself of an unknown one."""
    code = STANDING.get(role)
    return code_list("role").label(code, language) if code else role


def code_picture(name: str, document: bytes, purpose: str) -> QLabel:
    """Return a document as a QR code on white, whatever the theme: a camera has to read it.

    One that is too long for a code is an empty label.
    """
    shown = QLabel()
    shown.setAccessibleName(name)
    try:
        picture = QPixmap()
        picture.loadFromData(qr.picture(document, purpose))
    except UserError:
        return shown
    density = shown.devicePixelRatioF()
    side = code_side(shown.screen().availableGeometry().height())
    pixels = round(side * density)
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = picture.scaled(pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    scaled.setDevicePixelRatio(density)
    shown.setPixmap(scaled)
    shown.setFixedSize(side, side)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    return shown


def code_side(screen: int) -> int:
    """Return how large a code is on a screen that is so high, in logical pixels."""
    return _LOW_PIXELS if screen < _LOW_SCREEN else _CODE_PIXELS


def _signer(found: Invitation) -> str:
    """Return the name of the administrator who signed; empty for the founder."""
    for text in found.documents:
        try:
            member = read_statement(text, found.card)
        except UserError:
            continue  # a document of another kind
        if member.device == found.member.by:
            return member.name
    return found.member.by


def _line(caption: str, said: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    name = label(caption, "hint")
    name.setFixedWidth(190)
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(isolated(said), "strong"), 1)
    line.setAccessibleName(f"{caption}: {said}")
    return line
