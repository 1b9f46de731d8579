"""Being let into a mission: the request to hand over, and the invitation that comes back.

Documents and keys are in `sync.mission`; here they are shown, saved and read.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.errors import UserError
from fieldapp.language import N_, Language
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members import qr
from fieldapp.sync.members.invitation import Invitation, read_invitation
from fieldapp.sync.members.membership import read_statement
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import STANDING, asked_on, join
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_open, ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.files import read_whole, write_whole
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session

DOCUMENTS = "*.json *.png *.jpg *.jpeg *.webp"
"""Files that a document may come in: itself, or a photograph of its code."""

_CODE_PIXELS = 232


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
        row.setSpacing(24)
        row.addWidget(code_picture(text(N_("The request as a code")), request, "request"))
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


class InvitationWindow(QDialog):
    """Takes an invitation, says what it is to, and joins when the person agrees.

    Attributes:
        read_button: Asks for the file or picture.
        join_button: There once an invitation was read.

    Signals:
        joined: The workspace is in the mission now.
    """

    joined = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._content = b""
        text, look = session.text, session.look
        self.setWindowTitle(text(N_("Join with an invitation")))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(text(N_("Join with an invitation")), "title"))
        day = asked_on(session.workspace)
        if day is not None:
            asked = text(N_("You asked on {day} to be let into a mission. Is the answer here?"))
            column.addWidget(label(asked.format(day=look.language.short_day(day))))
        hint = N_("The invitation is a file, or a photograph of its code.")
        column.addWidget(label(text(hint), "hint"))
        self._told = QVBoxLayout()
        column.addLayout(self._told)
        self.complaint = label("", "error")
        self.complaint.hide()
        column.addWidget(self.complaint)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        later = button(text(N_("Not yet")))
        later.clicked.connect(self.reject)
        later.setAutoDefault(False)
        self.read_button = button(
            text(N_("Read the invitation …")), look.icon("folder", "accent_ink"), "primary"
        )
        self.read_button.clicked.connect(self._on_read)
        self.join_button = button(
            text(N_("Join this mission")), look.icon("handshake", "accent_ink"), "primary"
        )
        self.join_button.clicked.connect(self._on_join)
        self.join_button.hide()
        for each in (later, self.read_button, self.join_button):
            row.addWidget(each)
        column.addLayout(row)
        self.read_button.setDefault(True)
        self.read_button.setFocus()

    def _on_read(self) -> None:
        title, kinds = self._session.text(N_("Read the invitation")), f"JSON, QR ({DOCUMENTS})"
        ask_open(self, title, kinds, lambda files: self.read(files[0]), several=False)

    def read(self, path: Path) -> None:
        """Read an invitation and say what it is to; nothing is changed yet."""
        look = self._session.look
        while (item := self._told.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.complaint.hide()
        try:
            content = qr.document_in(read_whole(path))
            found = read_invitation(content)
        except UserError as error:
            self._complain(error)
            return
        self._content = content
        for caption, said in facts_of(found, look.language):
            self._told.addWidget(_line(caption, said))
        compare = N_("Compare these words with those that the founder of the mission reads to you.")
        self._told.addWidget(Banner(look, "info", look.language.translate(compare)))
        self.read_button.hide()
        self.join_button.show()
        self.join_button.setDefault(True)
        self.join_button.setFocus()
        self.adjustSize()

    def _on_join(self) -> None:
        self._try(lambda workspace: join(workspace, self._content))

    def _try(self, work: Callable[[Workspace], object]) -> None:
        try:
            work(self._session.workspace)
        except UserError as error:
            self._complain(error)
            return
        self.accept()
        self.joined.emit()

    def _complain(self, error: UserError) -> None:
        self.complaint.setText(" ".join(messages.in_words(self._session.look, error)).strip())
        self.complaint.show()
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
    pixels = round(_CODE_PIXELS * density)
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = picture.scaled(pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    scaled.setDevicePixelRatio(density)
    shown.setPixmap(scaled)
    shown.setFixedSize(_CODE_PIXELS, _CODE_PIXELS)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    return shown


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
