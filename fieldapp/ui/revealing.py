"""Showing for some minutes what can point to a person: why, for how long, and with whom.

What a reveal asks and notes is in `sync.reveal`; here it is asked and told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.openings import Opening
from fieldapp.sync.reveal import revealing
from fieldapp.sync.reveal.terms import reasons, terms_of
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_open, ask_save
from fieldapp.ui.components.button import button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.text import label
from fieldapp.ui.files import read_whole, write_whole
from fieldapp.ui.session import Session


@dataclass(frozen=True)
class Masked:
    """A record, or a row of it, with answers that are masked."""

    kind: str
    record: str


class RevealWindow(FittingWindow):
    """Asks for the reason; where the mission asks for two persons, for the other's approval.

    Signals:
        revealed: Something is shown from now on.
    """

    revealed = Signal()

    def __init__(self, parent: QWidget, session: Session, masked: Sequence[Masked]) -> None:
        text, look = session.text, session.look
        super().__init__(parent, text(N_("Show who it is about")), "", text(N_("Cancel")))
        self._session = session
        self._masked = tuple(masked)
        self._terms = terms_of(session.workspace)
        self.body.setSpacing(10)
        told = look.language.plural(
            "What can point to a person is shown for {n} minute, then hidden again.",
            "What can point to a person is shown for {n} minutes, then hidden again.",
            self._terms.minutes,
        )
        self.body.addWidget(label(told))
        noted = N_("That you looked, when and why is noted, and the protection cell is told of it.")
        self.body.addWidget(label(text(noted), "hint"))
        words = code_list("reveal_reason")
        self.why = Segments(look, [(code, words.label(code, look.language)) for code in reasons()])
        self.why.edited.connect(self._on_edited)
        self.add_named(text(N_("Why do you need to see it?")), self.why)
        self._add_buttons()
        self._on_edited()

    def _add_buttons(self) -> None:
        text, look = self._session.text, self._session.look
        if self._terms.persons > 1:
            second = N_("It takes a second person. Give them the request; they give you a file.")
            self.body.addWidget(label(text(second), "hint"))
            self.use_button = button(text(N_("Read the approval …")), look.icon("download"))
            self.use_button.clicked.connect(self._on_use)
            self.foot.insertWidget(self.foot.indexOf(self.closing), self.use_button)
            upload = look.icon("upload", "accent_ink")
            self.show_button = self.add_main(text(N_("Write a request …")), upload)
            self.show_button.clicked.connect(self._on_ask)
        else:
            eye = look.icon("eye", "accent_ink")
            self.show_button = self.add_main(text(N_("Show it")), eye)
            self.show_button.clicked.connect(self._on_show)

    @property
    def _reason(self) -> str:
        return "".join(str(code) for code in self.why.chosen)

    def _on_edited(self) -> None:
        self.show_button.setEnabled(bool(self._reason))

    def _on_show(self) -> None:
        def show() -> None:
            for each in self._masked:
                revealing.reveal(self._session.workspace, each.kind, each.record, self._reason)

        self._try(show)

    def _on_ask(self) -> None:
        title = self._session.text(N_("Write a request"))
        ask_save(self, title, "request.json", "JSON (*.json)", self.write_request)

    def write_request(self, path: Path) -> None:
        """Write the request for another person into a file."""
        first = self._masked[0]
        try:
            wanted = revealing.ask(self._session.workspace, first.kind, first.record, self._reason)
            write_whole(path, wanted.text.encode())
        except UserError as error:
            self._complain(error)

    def _on_use(self) -> None:
        title = self._session.text(N_("Read the approval"))
        ask_open(self, title, "JSON (*.json)", lambda files: self.use(files[0]), several=False)

    def use(self, path: Path) -> None:
        """Show what another person's approval lets through."""
        first = self._masked[0]

        def show() -> None:
            content = read_whole(path)
            revealing.use(self._session.workspace, first.kind, first.record, content)

        self._try(show)

    def _try(self, show: Callable[[], None]) -> None:
        try:
            show()
        except UserError as error:
            self._complain(error)
            return
        self.revealed.emit()
        self.accept()

    def _complain(self, error: UserError) -> None:
        self.say_wrong(" ".join(messages.in_words(self._session.look, error)).strip())


def shown_now(session: Session, records: Sequence[str]) -> list[Opening]:
    """Return the openings that run for any of these records."""
    return [each for each in revealing.open_now(session.workspace) if each.record in records]


def milliseconds_left(session: Session, openings: Sequence[Opening]) -> int:
    """Return how long until the first of them is over."""
    first = min(datetime.fromisoformat(each.until) for each in openings)
    return max(0, int((first - session.workspace.wall()).total_seconds() * 1000))


def hide(session: Session, openings: Sequence[Opening]) -> None:
    """End openings before their time."""
    for each in openings:
        revealing.hide(session.workspace, each)
