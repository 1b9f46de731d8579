"""The card “Without a network”: sticks that are plugged in, writing a parcel, and reading one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.mission import members, mission_of
from fieldapp.sync.parcels.handing import Unpacked
from fieldapp.sync.parcels.stick import SUFFIX, Inside, Written, read_parcels, write_parcel
from fieldapp.ui.choosing import ask_folder, ask_open
from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.names import read_places
from fieldapp.ui.session import Session
from fieldapp.ui.sizes import size_in_words
from fieldapp.ui.sticks import Lying, Stick, Sticks, Volumes, plugged_in
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.working_card import WorkingCard


class ParcelCard(WorkingCard):
    """Each stick with what is on it, and buttons for any other folder; then what came of it.

    Attributes:
        writing, reading: The buttons for folders and files of the person's own choice.
        sticks: What is plugged in, by folder: the buttons of each stick, write first, then one to
            read each parcel.
    """

    def __init__(self, session: Session, volumes: Volumes = plugged_in) -> None:
        text = session.text
        super().__init__(session, text(N_("Without a network")))
        self._files: list[Path] = []
        self._volumes = volumes
        self._mission = mission_of(session.workspace)
        self._names = {each.device: each.name for each in members(session.workspace)}
        hint = N_(
            "A parcel is a file that a colleague carries: to another laptop, or to the hub. "
            "What waits for the hub goes on waiting until the hub has it."
        )
        self.body.addWidget(label(text(hint), "hint"))
        self._plugged = QVBoxLayout()
        self._plugged.setSpacing(8)
        self.body.addLayout(self._plugged)
        self.sticks: dict[Path, list[QPushButton]] = {}
        row = QWidget()
        line = Flow(row, gap=10)
        self.writing = button(text(N_("Write a parcel …")), session.look.icon("hard-drive"))
        self.writing.clicked.connect(self._ask_folder)
        self.reading = button(text(N_("Read a parcel …")), session.look.icon("download"))
        self.reading.clicked.connect(self._on_read)
        for each in (self.writing, self.reading, self.stop):
            line.addWidget(each)
        self.body.addWidget(row)
        self.body.addLayout(self.foot)
        self._looking = Sticks(self, session.workspace, volumes)
        self._looking.changed.connect(self.show_sticks)
        self.ended.connect(self._looking.look)
        self.show_sticks(())

    def write_to(self, folder: Path) -> None:
        """Write a parcel into a folder, beside the window."""

        def work(workspace: Workspace, progress: Progress) -> Written:
            return write_parcel(workspace, folder, progress)

        self.start(work, self._on_written)

    def read_from(self, files: list[Path], *, let_through: bool = False) -> None:
        """Read parcels, beside the window."""
        self._files = files

        def work(
            workspace: Workspace, progress: Progress
        ) -> tuple[Account, Unpacked, dict[str, str]]:
            account, found = read_parcels(workspace, files, progress, let_through=let_through)
            return account, found, read_places(workspace)

        self.start(work, self._on_unpacked)

    def show_sticks(self, found: tuple[Stick, ...]) -> None:
        """Show these sticks and no others."""
        emptied(self._plugged)
        self.sticks = {}
        if not found:
            none = N_("No stick is plugged in. It shows here as soon as there is one.")
            self._plugged.addWidget(label(self._session.text(none), "hint"))
        for stick in found:
            self._plugged.addWidget(self._stick(stick))
        self._enable(not self.is_working)

    def show_running(self, *, running: bool) -> None:
        """Show that something runs; nothing else can be begun meanwhile."""
        super().show_running(running=running)
        self._enable(not running)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._looking.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._looking.end()

    def _enable(self, enabled: bool) -> None:
        buttons = [each for of in self.sticks.values() for each in of]
        for each in (self.writing, self.reading, *buttons):
            each.setEnabled(enabled)

    def _stick(self, stick: Stick) -> QFrame:
        text, look = self._session.text, self._session.look
        frame = QFrame()
        set_role(frame, "child")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        named = text(N_("Stick {name}")).format(name=isolated(stick.name))
        free = text(N_("{size} free")).format(
            size=isolated(size_in_words(look.language, stick.free))
        )
        write, read = text(N_("Write a parcel")), text(N_("Read it"))
        writing = button(write, look.icon("hard-drive"))
        writing.setAccessibleName(f"{write}: {stick.name}")
        writing.clicked.connect(partial(self._on_write, stick.folder))
        column.addLayout(self._line("hard-drive", named, free, writing))
        self.sticks[stick.folder] = [writing]
        for lying in stick.parcels:
            what, about, can_be_read = self._about(lying)
            reading = button(read, look.icon("download"))
            reading.setAccessibleName(f"{read}: {what}")
            reading.clicked.connect(partial(self._on_read_it, lying.file))
            column.addLayout(self._line("folder", what, about, reading if can_be_read else None))
            if can_be_read:
                self.sticks[stick.folder].append(reading)
        return frame

    def _line(self, icon: str, what: str, about: str, ending: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(picture(self._session.look, icon, "accent", 22))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(what, "strong"))
        words.addWidget(label(about, "small"))
        row.addLayout(words, 1)
        if ending is not None:
            row.addWidget(ending)
        return row

    def _about(self, lying: Lying) -> tuple[str, str, bool]:
        """Return what a parcel is, how it stands, and whether it can be read here."""
        text, language = self._session.text, self._session.look.language
        inside = lying.inside
        name = isolated(lying.file.name)
        if inside is None:
            return name, text(N_("It cannot be read, or a newer fieldapp made it.")), False
        if self._mission is None or inside.mission != self._mission.id:
            return name, text(N_("Of another mission.")), False
        if inside.device == self._session.workspace.device:
            what = text(N_("A parcel of this laptop"))
        else:
            maker = self._names.get(inside.device, inside.device)
            what = text(N_("A parcel of {name}")).format(name=isolated(maker))
        packs = language.plural("{n} pack", "{n} packs", len(inside.packs))
        return what, dotted(_day(inside, self._session), packs, self._state(lying)), True

    def _state(self, lying: Lying) -> str:
        assert lying.inside is not None
        if not lying.inside.is_whole:
            return self._session.text(N_("torn: a part is missing"))
        if not lying.unknown:
            return self._session.text(N_("all of it is here already"))
        return self._session.look.language.plural(
            "{n} not read yet", "{n} not read yet", lying.unknown
        )

    def _on_write(self, folder: Path) -> None:
        self.write_to(folder)

    def _on_read_it(self, file: Path) -> None:
        self.read_from([file])

    def _ask_folder(self) -> None:
        title = self._session.text(N_("Write a parcel into a folder"))
        ask_folder(self, title, _beginning(self._volumes), self.write_to)

    def _on_read(self) -> None:
        text = self._session.text
        kind = text(N_("Parcels"))
        kinds = f"{kind} (*{SUFFIX})"
        title = text(N_("Read a parcel"))
        ask_open(self, title, kinds, self.read_from, beginning=_beginning(self._volumes))

    def _on_written(self, written: Written) -> None:
        text, plural = self._session.text, self._session.look.language.plural
        packs = plural("{n} pack", "{n} packs", written.packs)
        said = text(N_("{file}, with {packs}, was read back and is whole."))
        words = said.format(file=isolated(written.file.name), packs=isolated(packs))
        self.say("ok", text(N_("You may remove the stick now.")), words)

    def _on_unpacked(self, result: tuple[Account, Unpacked, dict[str, str]]) -> None:
        account, found, places = result
        for reference, name in places.items():
            self._session.names.learn_place(reference, name)
        self.say_received(account, found)
        self.changed.emit()

    def on_failed(self, error: Exception) -> None:
        """Say what went wrong; where a person has to agree, ask."""
        super().on_failed(error)
        if isinstance(error, ManyWouldVanish):
            banner = self.say("bad", *error.sentences(self._session.text))
            through = button(self._session.text(N_("It is meant: let it through")))
            through.clicked.connect(self._on_let_through)
            banner.ending.addWidget(through)

    def _on_let_through(self) -> None:
        self.read_from(self._files, let_through=True)


def _beginning(volumes: Volumes) -> str:
    """Return the folder that a dialog opens with: a stick where there is one."""
    sticks = volumes()
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    return str(sticks[0][1]) if sticks else home


def _day(inside: Inside, session: Session) -> str:
    try:
        return session.look.language.short_day(inside.made)
    except ValueError:
        return ""
