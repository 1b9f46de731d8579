"""Leaving in a hurry: all that only this laptop has into a parcel, then the laptop is sealed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.sealing import Why, seal_now
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing.evacuation import Evacuated, evacuate
from fieldapp.ui.choosing import ask_folder
from fieldapp.ui.components.button import button
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.session import Session
from fieldapp.ui.sticks import Volumes, plugged_in
from fieldapp.ui.working_card import WorkingCard


class EvacuateCard(WorkingCard):
    """A button for each stick, and one for any other folder.

    Attributes:
        sticks: Buttons by folder.
        folder_button: Any other folder.

    Signals:
        evacuated: It is done, and the laptop is sealed.
    """

    evacuated = Signal()

    def __init__(self, session: Session, volumes: Volumes = plugged_in) -> None:
        text, look = session.text, session.look
        super().__init__(session, text(N_("Where to?")))
        row = QWidget()
        line = Flow(row, gap=10)
        self.sticks = {}
        for name, folder in volumes():
            words = text(N_("Stick {name}")).format(name=isolated(name))
            stick = button(words, look.icon("hard-drive", "accent_ink"), "primary")
            stick.clicked.connect(partial(self._on_stick, folder))
            line.addWidget(stick)
            self.sticks[folder] = stick
        self.folder_button = button(text(N_("Another folder …")), look.icon("folder"))
        self.folder_button.clicked.connect(self._on_folder)
        line.addWidget(self.folder_button)
        line.addWidget(self.stop)
        self.body.addWidget(row)
        self.body.addLayout(self.foot)

    def write_to(self, folder: Path) -> None:
        """Write the parcel into a folder and look for everything in it; then seal."""

        def work(workspace: Workspace, progress: Progress) -> Evacuated:
            done = evacuate(workspace, folder, progress)
            seal_now(workspace, Why.EVACUATED)
            return done

        self.start(work, self._on_evacuated)

    def show_running(self, *, running: bool) -> None:
        """Show that something runs; nothing else can be begun meanwhile."""
        super().show_running(running=running)
        for each in (*self.sticks.values(), self.folder_button):
            each.setEnabled(not running)

    def _on_stick(self, folder: Path) -> None:
        self.write_to(folder)

    def _on_folder(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        title = self._session.text(N_("Write a parcel into a folder"))
        ask_folder(self, title, home, self.write_to)

    def _on_evacuated(self, done: Evacuated) -> None:
        text, plural = self._session.text, self._session.look.language.plural
        packs = plural("{n} pack", "{n} packs", done.parcel.packs)
        held = N_("{file}, with {packs}, holds all that only this laptop had.")
        words = text(held).format(file=isolated(done.parcel.file.name), packs=isolated(packs))
        carry = N_("Give it to a colleague or to the hub. This laptop is sealed now.")
        self.say("ok", text(N_("You may remove the stick now.")), f"{words}\n{text(carry)}")
        self.evacuated.emit()


class EvacuateWindow(FittingWindow):
    """Says what it does; afterwards the workspace has to lock, because less can be read in it.

    Attributes:
        card: Does it.

    Signals:
        lock_wanted: It is done and was read.
    """

    lock_wanted = Signal()

    def __init__(self, parent: QWidget, session: Session, volumes: Volumes = plugged_in) -> None:
        text = session.text
        super().__init__(parent, text(N_("Take the records away")), "", text(N_("Cancel")))
        self._is_done = False
        for words in (
            N_("All that only this laptop has is written into a parcel, and read back."),
            N_("Then this laptop is sealed: what was said in confidence is closed here."),
        ):
            self.body.addWidget(label(text(words)))
        self.body.addSpacing(4)
        self.card = EvacuateCard(session, volumes)
        self.card.evacuated.connect(self._on_evacuated)
        self.body.addWidget(self.card)
        self._locks = text(N_("Lock now"))
        self.finished.connect(self._on_finished)

    def _on_evacuated(self) -> None:
        self._is_done = True
        self.closing.setText(self._locks)
        self.fit()

    def _on_finished(self, _result: int) -> None:
        if self._is_done:
            self.lock_wanted.emit()
