"""A paper that a second person has to see: draft and request go out, the answer comes in."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.domain.papers.drawn import DrawnPaper
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync import release
from fieldapp.ui.choosing import ask_open, ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.files import read_whole, write_whole
from fieldapp.ui.session import Session


def write_draft(workspace: Workspace, path: Path, paper: DrawnPaper, sort: str) -> Path:
    """Write a draft, and beside it the request for its release; returns the path of the request.

    The request is for what stands on this draft, whatever became of the records since.

    Raises:
        CannotWriteFile: One of them is not written.
        UserError: As `sync.release.ask`.
    """
    request = path.with_suffix(".json")
    wanted = release.ask(workspace, release.Said(sort, paper.record, paper.says))
    write_whole(path, paper.content)
    write_whole(request, wanted.text.encode())
    return request


def read_answer(path: Path) -> str:
    """Return what a second person answered.

    Raises:
        CannotReadFile: As it says.
    """
    return read_whole(path).decode("utf-8", "replace")


class ReleaseBanner(Banner):
    """Says that a second person is needed, and lets the two files go.

    Signals:
        asked: A draft and a request are wanted; carries the path of the draft.
        answered: Somebody's answer was chosen; carries its path.
    """

    asked = Signal(object)
    answered = Signal(object)

    def __init__(self, session: Session) -> None:
        text = session.text
        super().__init__(
            session.look,
            "warn",
            text(N_("This is a draft: a second person has to see it")),
            text(
                N_(
                    "Save the draft with its request and take both to somebody else. What they"
                    " answer lets exactly this paper go out."
                )
            ),
        )
        self._session = session
        self.ask_button = button(text(N_("Save draft and request …")), session.look.icon("save"))
        self.answer_button = button(text(N_("Take in the answer …")), session.look.icon("check"))
        self.ask_button.clicked.connect(self._on_ask)
        self.answer_button.clicked.connect(self._on_answer)
        line = QWidget()
        buttons = Flow(line, gap=10)
        buttons.addWidget(self.ask_button)
        buttons.addWidget(self.answer_button)
        self.words.addSpacing(6)
        self.words.addWidget(line)
        self.words.addSpacing(2)

    def _on_ask(self) -> None:
        title = self._session.text(N_("Save the draft as"))
        ask_save(self, title, "draft.pdf", "PDF (*.pdf)", self.asked.emit)

    def _on_answer(self) -> None:
        title = self._session.text(N_("Choose the answer"))
        ask_open(self, title, "JSON (*.json)", self._on_chosen, several=False)

    def _on_chosen(self, files: list[Path]) -> None:
        if files:
            self.answered.emit(files[0])
