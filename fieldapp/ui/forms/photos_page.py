"""The photographs of a saved record, as a section of its form: seen, opened, added or dropped here.

Reading and adding run beside the window; a photograph takes a second on a small laptop.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QImageWriter,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.kinds.photo import FOR_CONDUCT, FOR_TEAM, PHOTO, SCOPE_OF
from fieldapp.domain.protection.photographs import readers_of
from fieldapp.domain.schema import Level
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.photos import Photo
from fieldapp.ui import messages, photos
from fieldapp.ui.camera_window import CameraWindow
from fieldapp.ui.choosing import ask_open
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.photo_card import PhotoCard
from fieldapp.ui.components.scroll import BESIDE
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.photo_window import PhotoWindow
from fieldapp.ui.photos import Added, Addition, Pasted, Picture
from fieldapp.ui.session import Session
from fieldapp.ui.sizes import size_in_words
from fieldapp.ui.states import State
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

Work = Callable[[Progress], object]


class PhotosPage(QScrollArea):
    """Cards that open, and a line to add more.

    Attributes:
        cards: The newest first; () until they were read.
        opened_window: The photograph that was opened last.

    Signals:
        counted: There are so many now.
        added: Something was added, so lists may show more.
        opened: Somebody wants to see a record; carries kind and id.
        shown: The cards show what there is.
    """

    counted = Signal(int)
    added = Signal()
    opened = Signal(str, str)
    shown = Signal()

    def __init__(
        self, session: Session, kind: str, record: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._record = record
        self._task: Task | None = None
        self._waiting: list[tuple[Work, Callable[..., None]]] = []
        self._is_read = False
        self.cards: tuple[PhotoCard, ...] = ()
        self.opened_window: PhotoWindow | None = None
        self._seen: dict[str, Photo] = {}
        inside = QWidget()
        set_role(inside, "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*session.look.margins(0, 0, BESIDE, 0))
        self._column.setSpacing(12)
        if takes_more(kind):
            self._add_line()
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self.owner_button = button(
            session.text(N_("Show the record it belongs to")), session.look.icon("arrow-right")
        )
        self.owner_button.clicked.connect(self._on_owner)
        self.owner_button.hide()
        self._column.addWidget(self.owner_button, 0, session.look.start)
        self._column.addStretch(1)
        self._content: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.setAcceptDrops(takes_more(kind))

    def add_files(self, files: Sequence[Path | Pasted]) -> None:
        """Add photographs with the caption that stands in the line."""
        if not files:
            return
        wanted = Addition(
            self._kind,
            self._record,
            tuple(files),
            self.caption.text(),
            bool(self.restricted.chosen),
        )
        workspace = self._session.workspace
        self._start(lambda progress: photos.add(workspace, wanted, progress), self._on_added)
        self.refresh()

    def paste(self) -> bool:
        """Add what is on the clipboard, a picture or files of pictures; return whether it was."""
        mime = QApplication.clipboard().mimeData()
        files: list[Path | Pasted] = [*files_in(mime)]
        if not files and mime.hasImage():
            image = QImage(mime.imageData())
            content = QByteArray()
            buffer = QBuffer(content)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            if QImageWriter(buffer, QByteArray(b"PNG")).write(image):
                name = self._session.text(N_("Pasted picture"))
                files = [Pasted(name, bytes(content.data()))]
        self.add_files(files)
        if not files:
            self.told.setText(self._session.text(N_("There is no picture to paste.")))
            self.told.show()
        return bool(files)

    def choose_from_camera(self) -> CameraWindow:
        """Open what is plugged in."""
        window = CameraWindow(self, self._session)
        window.chosen.connect(self.add_files)
        window.open()
        return window

    def refresh(self) -> None:
        """Read the photographs anew."""
        workspace, kind, record = self._session.workspace, self._kind, self._record
        self._start(
            lambda progress: photos.pictures(workspace, kind, record, progress), self._on_read
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_read:  # nobody waits for pictures that nobody looks at
            self._is_read = True
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add_files(files_in(event.mimeData()))

    def _add_line(self) -> None:
        text = self._session.text
        self.caption = line_edit(self._session.look)
        self.caption.setPlaceholderText(text(N_("What it shows; no name without consent")))
        self.caption.setAccessibleName(text(PHOTO.field("caption").label))
        add = text(N_("Add photographs …"))
        self.add_button = button(add, self._session.look.icon("plus"))
        self.add_button.clicked.connect(self._on_add)
        buttons = QWidget()
        row = Flow(buttons, gap=10)
        icon = self._session.look.icon
        self.camera_button = button(text(N_("From a camera …")), icon("image"))
        self.camera_button.clicked.connect(self._on_camera)
        self.paste_button = button(text(N_("Paste a picture")), icon("copy"))
        self.paste_button.setToolTip("Ctrl+V")
        self.paste_button.clicked.connect(self.paste)
        for each in (self.add_button, self.camera_button, self.paste_button):
            row.addWidget(each)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.paste)
        closed = (True, text(N_("Only for the protection cell")))
        self.restricted = Segments(self._session.look, [closed], several=True)
        record = records.find(self._session.workspace, self._record)
        readers = readers_of(record, self._kind)
        if readers != FOR_TEAM:
            self.restricted.choose([True])
            self.restricted.hide()
            self._session.sight.watch(self)
            cell = N_("Photographs of this record are only for the protection cell.")
            focal = N_("Photographs of this record are only for the conduct focal point.")
            title = text(focal if readers == FOR_CONDUCT else cell)
            blind = N_("They are sealed before they reach the disk; you cannot see them again.")
            may_see = self._session.reader.clearance_in(SCOPE_OF[readers]) is Level.RESTRICTED
            hint = "" if may_see else text(blind)
            self._column.addWidget(Banner(self._session.look, "info", title, hint))
        named = label(text(PHOTO.field("caption").label), "strong")
        named.setBuddy(self.caption)
        asked = QVBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(named)
        asked.addWidget(self.caption)
        self._column.addLayout(asked)
        self._column.addWidget(buttons)
        self._column.addWidget(self.restricted)
        self._column.addLayout(self._progress_line())

    def _progress_line(self) -> QHBoxLayout:
        """Return what tells how far an addition is, how to stop it, and what became of it."""
        text = self._session.text
        line = QHBoxLayout()
        line.setSpacing(10)
        self.told = label("", "hint")
        self.told.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text(N_("How far it is")))
        self.bar.hide()
        self.stop_button = button(text(N_("Stop")), self._session.look.icon("circle-stop"))
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        line.addWidget(self.told, 1)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop_button)
        return line

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_progressed(self, done: int, total: int, name: str) -> None:
        if not name:  # reading, not adding
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        words = self._session.text(N_("Adding {n} of {total}: {file}"))
        number = self._session.look.language.number
        n, of = isolated(number(done + 1)), isolated(number(total))
        self.told.setText(words.format(n=n, total=of, file=isolated(name)))
        for each in (self.told, self.bar, self.stop_button):
            each.show()

    def _start(self, work: Work, then: Callable[..., None]) -> None:
        """Do some work beside the window, one after the other: nothing that was asked is lost."""
        if self._task is not None:
            self._waiting.append((work, then))
            return
        self._task = Task(work, self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.progressed.connect(self._on_progressed)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def _on_finished(self) -> None:
        self._task = None
        if self._waiting:
            self._start(*self._waiting.pop(0))

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _on_added(self, added: Added) -> None:
        """Tell what was added and how large it is, and of each file that was not, why."""
        text, language = self._session.text, self._session.look.language
        self.bar.hide()
        self.stop_button.hide()
        lines = []
        if added.count:
            self.caption.clear()
            count = language.plural("{n} photograph added", "{n} photographs added", added.count)
            lines.append(dotted(count, size_in_words(language, added.bytes)))
        if added.left:
            lines.append(language.plural("{n} not added", "{n} not added", added.left))
        for name, error in added.failed:
            lines.append(f"{isolated(name)}: {' '.join(error.sentences(text))}".strip())
        self.told.setText("\n".join(lines))
        set_role(self.told, "error" if added.failed else "hint")
        self.told.setVisible(bool(lines))
        self.added.emit()

    def _on_camera(self) -> None:
        self.choose_from_camera()

    def _on_read(self, found: list[Picture]) -> None:
        self._seen = {each.photo.id: each.photo for each in found}
        self.cards = tuple(self._card(each) for each in found)
        content: QWidget
        if self.cards:
            content = QWidget()
            flow = Flow(content, 12, even=True)
            for card in self.cards:
                flow.addWidget(card)
        else:
            content = self._nothing()
        if self._content is not None:
            self._place.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._place.addWidget(content)
        self.owner_button.setVisible(self._kind == PHOTO.name and bool(found))
        self.counted.emit(0 if self._kind == PHOTO.name else len(found))
        self.shown.emit()

    def _nothing(self) -> EmptyState:
        text = self._session.text
        title = text(N_("No photographs yet"))
        hint = text(N_("Drop them here, or add them above. Where they were taken is left out."))
        return EmptyState(self._session.look, "image", title, hint)

    def _card(self, seen: Picture) -> PhotoCard:
        session, shown = self._session, seen.photo.shown
        state = photos.state_shown(seen.photo)
        card = PhotoCard(
            session.look,
            seen.photo.id,
            seen.shown,
            str(shown.values.get("caption") or ""),
            dotted(session.names.place(shown), session.names.day(shown)),
            State(session.text(state.word) if state.word else "", state.tone, state.icon),
            large=self._kind == PHOTO.name,
        )
        card.opened.connect(self._on_opened)
        return card

    def _on_owner(self) -> None:
        for photo in self._seen.values():
            self.opened.emit(photo.of_kind, photo.of)

    def _on_opened(self, photo: str) -> None:
        workspace = self._session.workspace
        self._start(lambda _progress: (photo, photos.whole(workspace, photo)), self._on_whole)

    def _on_whole(self, found: tuple[str, bytes]) -> None:
        photo, content = found
        self.opened_window = PhotoWindow(self, self._session, self._seen[photo], content)
        self.opened_window.edited.connect(self.opened)
        self.opened_window.open()

    def _on_add(self) -> None:
        text = self._session.text
        names = text(N_("Photographs"))
        kinds = f"{names} ({photos.FILES})"
        ask_open(self, text(N_("Add photographs")), kinds, self.add_files)


def title_of(kind: str) -> str:
    """Return what the section is called for a record of this kind, for the translators."""
    return PHOTO.label if kind == PHOTO.name else PHOTO.plural


def count_of(session: Session, kind: str, record: str) -> int:
    """Return how many photographs there are, as far as the reader may know; 0 for one by itself."""
    if kind == PHOTO.name:
        return 0
    return len(photos.of_record(session.workspace, kind, record))


def takes_more(kind: str) -> bool:
    """Say whether photographs can be added to a record of this kind."""
    return kind != PHOTO.name


def files_in(mime: QMimeData) -> list[Path]:
    """Return the files that somebody drags or pastes; a web page or a text is none."""
    urls = mime.urls() if mime.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
